"""Draws the nine-patch shadows under cards and paper, because the software renderer has no shader effects.

Run `python -m kiosk.ui.shadows` after changing a number here; the pictures are part of the repository.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, hypot
from pathlib import Path

from PySide6.QtGui import QImage, qRgba

FOLDER = Path(__file__).parent / "depth"
MARGIN_PX = 40
MIDDLE_PX = 16
INK = (20, 32, 43)


@dataclass(frozen=True)
class Layer:
    """One soft shadow: how far down, how wide its blur, how dark."""

    down_px: float
    blur_px: float
    alpha: float


CARD = (Layer(8, 14, 0.11), Layer(2, 3, 0.10))
PAPER = (Layer(8, 12, 0.20), Layer(2, 2.5, 0.18))


def _kernel(sigma: float) -> list[float]:
    reach = max(1, round(3 * sigma))
    weights = [exp(-((x / sigma) ** 2) / 2) for x in range(-reach, reach + 1)]
    return [weight / sum(weights) for weight in weights]


def _blurred(line: list[float], kernel: list[float]) -> list[float]:
    reach = len(kernel) // 2
    last = len(line) - 1
    return [
        sum(weight * line[min(last, max(0, x + step - reach))] for step, weight in enumerate(kernel))
        for x in range(len(line))
    ]


def _rounded(side: int, radius: int, down: float) -> list[list[float]]:
    low, high = MARGIN_PX + radius, side - MARGIN_PX - radius

    def inside(x: float, y: float) -> float:
        dx = max(low - x, 0, x - high)
        dy = max(low - y, 0, y - high)
        return min(1.0, max(0.0, radius + 0.5 - hypot(dx, dy)))

    return [[inside(x + 0.5, y + 0.5 - down) for x in range(side)] for y in range(side)]


def draw(radius: int, layers: tuple[Layer, ...]) -> QImage:
    """A square picture whose border of MARGIN_PX + radius is the nine-patch's fixed frame."""
    side = 2 * (MARGIN_PX + radius) + MIDDLE_PX
    alpha = [[0.0] * side for _ in range(side)]
    for layer in layers:
        kernel = _kernel(layer.blur_px / 2)
        rows = [_blurred(line, kernel) for line in _rounded(side, radius, layer.down_px)]
        columns = [_blurred(list(column), kernel) for column in zip(*rows, strict=True)]
        for y in range(side):
            for x in range(side):
                alpha[y][x] += (1 - alpha[y][x]) * layer.alpha * columns[x][y]
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    for y in range(side):
        for x in range(side):
            image.setPixel(x, y, qRgba(*INK, round(255 * alpha[y][x])))
    return image


def main() -> None:
    """Write every shadow that the components use."""
    FOLDER.mkdir(exist_ok=True)
    for name, radius, layers in (("card20", 20, CARD), ("card28", 28, CARD), ("paper", 4, PAPER)):
        draw(radius, layers).save(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    main()
