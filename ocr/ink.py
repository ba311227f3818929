"""Keeps the layers of one page together: all ink, black print alone, and where the coloured ink is.

Colour is what tells a stamp or a signature from print. On a grey scan the layers are one and the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.image import Picture, Pixels
from ocr.page import Box
from ocr.paper_tint import on_white
from ocr.prepare import coloured_ink, drop_colour, even_out

COLOURED_SHARE = 0.55  # of a line's ink; less is print with a stamp over it
INK_BELOW = 190  # faint print, too: counted too low, a coffee stain across it outweighs it


@dataclass(frozen=True, slots=True)
class Ink:
    evened: Pixels
    print_only: Pixels
    colour_mask: Pixels | None

    @classmethod
    def of(cls, picture: Picture, evened: Pixels) -> Ink:
        if picture.colour is None:
            return cls(evened, evened, None)
        return cls(evened, even_out(drop_colour(picture.colour)), coloured_ink(on_white(picture.colour)))

    def transformed(self, step: Callable[[Pixels], Pixels]) -> Ink:
        """Return all layers turned the same way."""
        evened = step(self.evened)
        if self.colour_mask is None:
            return Ink(evened, evened, None)
        # The mask is turned as its negative: what is turned in from outside is white, that is, no colour.
        return Ink(evened, step(self.print_only), np.invert(step(np.invert(self.colour_mask))))

    def without(self, erase: Callable[[Pixels], Pixels]) -> Ink:
        """Return the layers with something erased that no reader should see."""
        evened = erase(self.evened)
        return Ink(evened, evened if self.colour_mask is None else erase(self.print_only), self.colour_mask)

    def is_coloured(self, box: Box) -> bool:
        """Say whether most of the ink in the box is coloured."""
        if self.colour_mask is None:
            return False
        region = np.s_[box.y : box.bottom, box.x : box.right]
        # A black stroke's rim is coloured by the scanner, and too thin to be ink; a coloured stroke's rim is pale and
        # looks grey: black is counted a little away from it.
        mask = cv2.morphologyEx(self.colour_mask[region], cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        away = cv2.dilate(mask, np.ones((7, 7), np.uint8)) == 0
        black = int(np.count_nonzero((self.print_only[region] < INK_BELOW) & away))
        coloured = int(np.count_nonzero(mask))
        return coloured > COLOURED_SHARE * (coloured + black) and coloured > 0
