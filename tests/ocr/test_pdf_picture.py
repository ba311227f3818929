"""The document's picture is small, and shows every mark that the scan shows, where it was and in its colour."""

import io
import random
from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from ocr.image import Pixels
from ocr.page import Box, Line, LineKind, PageReading, PageStatus, Word
from ocr.pdf_picture import picture_of
from ocr.pdf_pieces import Codec, Picture, Piece
from tests.ocr.kit import encoded, slip, written

LINES = [("Potwierdzam odbiór mapy", 150, 180), ("Bydgoszcz, dnia 14 marca", 150, 270)]
BLUE, RED = (38, 58, 150), (170, 30, 50)


def _unpacked(piece: Piece) -> Pixels:
    if piece.codec is Codec.JPEG:
        return np.asarray(Image.open(io.BytesIO(piece.data)).convert("RGB"))
    return _fax(piece)


def _fax(piece: Piece) -> Pixels:
    head = b"II*\0\x08\0\0\0"
    tags = [
        (256, 4, piece.width_px),
        (257, 4, piece.height_px),
        (258, 3, 1),
        (259, 3, 4),
        (262, 3, 1 if piece.black_is_1 else 0),
        (273, 4, 8 + 2 + 8 * 12 + 4),
        (278, 4, piece.height_px),
        (279, 4, len(piece.data)),
    ]
    body = len(tags).to_bytes(2, "little")
    for tag, kind, value in tags:
        body += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little")
        body += value.to_bytes(4, "little")
    with Image.open(io.BytesIO(head + body + b"\0\0\0\0" + piece.data)) as image:
        return np.asarray(image.convert("L"))


def _shown(picture: Picture) -> Pixels:
    """Lay the pieces on each other as a viewer does."""
    page = np.full((picture.height_px, picture.width_px, 3), 255, np.uint8)
    for piece in picture.pieces:
        size = (piece.box.width, piece.box.height)
        drawn = cv2.resize(_unpacked(piece), size, interpolation=cv2.INTER_LINEAR)
        if drawn.ndim == 2:
            drawn = cv2.cvtColor(drawn, cv2.COLOR_GRAY2RGB)
        region = page[piece.box.y : piece.box.bottom, piece.box.x : piece.box.right]
        ink = np.full(region.shape[:2], True) if piece.mask is None else _fax(piece.mask) == 0
        region[ink] = drawn[ink]
    box = picture.shown
    return page[box.y : box.bottom, box.x : box.right]


def _scanned(image: Image.Image, seed: int = 1, quality: int = 88) -> bytes:
    """Return the sheet with a scanner's noise, as JPEG."""
    noise = np.random.default_rng(seed).normal(0, 2.5, np.asarray(image).shape)
    return encoded(
        Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)), quality=quality
    )


def _signed_slip() -> Image.Image:
    sheet = slip().convert("RGB")
    draw = ImageDraw.Draw(sheet)
    hand = random.Random(3)
    points = [(900 + 12 * step, 800 + hand.randint(-60, 60)) for step in range(40)]
    for start, end in pairwise(points):
        draw.line((*start, *end), fill=BLUE, width=5)
    draw.rectangle((200, 700, 620, 900), outline=RED, width=6)
    return sheet


def _off(one: Pixels, other: Pixels) -> float:
    """Return the mean difference between two pictures, seen from far enough away that single pixels blur."""
    blurred = [
        np.asarray(Image.fromarray(pixels).filter(ImageFilter.BoxBlur(2)), float) for pixels in (one, other)
    ]
    return float(np.abs(blurred[0] - blurred[1]).mean())


def test_a_letter_takes_a_fraction_of_its_scan() -> None:
    scan = _scanned(slip())

    picture = picture_of(scan, written(LINES))

    assert picture.size_bytes < 0.25 * len(scan)
    assert [piece.mask is not None for piece in picture.pieces] == [False, True]


def test_it_shows_what_the_scan_shows() -> None:
    scan = _scanned(_signed_slip())

    shown = _shown(picture_of(scan, written(LINES)))

    assert _off(shown, np.asarray(Image.open(io.BytesIO(scan)))) < 2


def test_print_stands_pixel_by_pixel_where_it_was() -> None:
    sheet = slip()
    picture = picture_of(encoded(sheet, quality=95), written(LINES))

    mask = picture.pieces[1].mask
    assert mask is not None
    assert (mask.width_px, mask.height_px) == sheet.size
    wrong = (_fax(mask) == 0) != (np.asarray(sheet) < 135)
    assert wrong.mean() < 0.0005


def test_stamps_and_signatures_keep_the_scans_own_pixels() -> None:
    sheet = _signed_slip()
    scan = _scanned(sheet, quality=95)

    shown = _shown(picture_of(scan, written(LINES)))

    marks = np.asarray(ImageChops.difference(sheet, slip().convert("RGB")).convert("L")) > 20
    original = np.asarray(Image.open(io.BytesIO(scan))).astype(int)
    assert np.abs(shown[marks].astype(int) - original[marks]).mean() < 5


def test_pencil_is_as_faint_as_it_was_and_not_fainter() -> None:
    sheet = slip()
    ImageDraw.Draw(sheet).line((300, 700, 1200, 760), fill=205, width=3)

    shown = _shown(picture_of(_scanned(sheet), written(LINES)))

    around = np.s_[600:860, 200:1300]
    contrast = float(np.median(shown[around])) - float(np.percentile(shown[around], 0.3))
    assert contrast > 0.7 * (250 - 205)


def test_a_page_without_colour_is_kept_in_grey_although_the_scanner_saw_colours() -> None:
    noise = np.random.default_rng(5).normal(0, 4, (1240, 1748, 3))
    pixels = np.clip(np.asarray(slip().convert("RGB")) + noise, 0, 255).astype(np.uint8)

    picture = picture_of(encoded(Image.fromarray(pixels), quality=92), written(LINES))

    assert all(piece.is_grey for piece in picture.pieces)


@pytest.mark.parametrize("sheet", [_signed_slip(), Image.new("RGB", (1748, 1240), (250, 240, 200))])
def test_colour_stays_where_there_is_colour(sheet: Image.Image) -> None:
    picture = picture_of(encoded(sheet, quality=92), written(LINES))

    assert not any(piece.is_grey for piece in picture.pieces)


def test_a_stamp_on_a_grey_scan_is_covered_with_the_scans_own_pixels() -> None:
    reading = written(LINES)
    box = Box(900, 700, 400, 90)
    stamp = Line((Word("WPŁYNĘŁO", box, 0.9),), box, LineKind.STAMP)
    with_stamp = PageReading(
        status=PageStatus.READ, width_px=1748, height_px=1240, lines=(*reading.lines, stamp)
    )

    picture = picture_of(_scanned(slip()), with_stamp)

    patch = picture.pieces[-1]
    assert patch.codec is Codec.JPEG
    assert patch.box.union(box) == patch.box
    assert (patch.width_px, patch.height_px) == (patch.box.width, patch.box.height)


def test_words_that_the_reader_was_unsure_of_are_shown_as_scanned() -> None:
    sure, unsure = written(LINES * 20), written([("9605", 900, 700)], confidence=0.4)
    reading = PageReading(status=PageStatus.READ, lines=(*sure.lines, *unsure.lines))

    picture = picture_of(_scanned(slip()), reading)

    assert picture.pieces[-1].box.union(unsure.lines[0].box) == picture.pieces[-1].box
    assert picture.pieces[-1].mask is None


def test_a_page_that_is_hard_to_read_keeps_all_its_shades() -> None:
    picture = picture_of(_scanned(slip()), written(LINES, confidence=0.6))

    assert [piece.codec for piece in picture.pieces] == [Codec.JPEG]


def test_thin_print_keeps_the_tails_of_its_commas() -> None:
    sheet = slip()
    draw = ImageDraw.Draw(sheet)
    for number in range(20):
        draw.rectangle((300 + 40 * number, 600, 304 + 40 * number, 606), fill=100)
        draw.line((303 + 40 * number, 606, 300 + 40 * number, 614), fill=165, width=2)

    shown = _shown(picture_of(encoded(sheet, quality=95), written(LINES)))

    tails = [shown[608:613, 300 + 40 * n : 305 + 40 * n, 0].min() for n in range(20)]
    assert max(tails) < 190


def test_a_page_without_text_is_one_picture() -> None:
    reading = PageReading(status=PageStatus.IMAGE_ONLY, reason="ocr.no_text")

    picture = picture_of(_scanned(slip()), reading)

    assert [piece.codec for piece in picture.pieces] == [Codec.JPEG]


def test_print_too_small_for_one_bit_a_pixel_stays_a_picture() -> None:
    box = Box(100, 100, 80, 14)
    small = PageReading(status=PageStatus.READ, lines=(Line((Word("drobny", box, 0.9),), box),))

    assert len(picture_of(_scanned(slip()), small).pieces) == 1


def test_a_scan_that_is_smaller_than_what_would_be_made_of_it_goes_in_as_it_came() -> None:
    grain = np.random.default_rng(7).normal(128, 40, (1240, 1748))
    scan = encoded(Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8)), quality=30)

    picture = picture_of(scan, PageReading(status=PageStatus.IMAGE_ONLY, reason="ocr.no_text"))

    assert [piece.data for piece in picture.pieces] == [scan]


def test_a_scan_larger_than_a3_goes_in_as_it_came() -> None:
    scan = encoded(Image.new("L", (5000, 4100), 250), quality=30)

    picture = picture_of(scan, PageReading(status=PageStatus.READ, rotation=90, lines=written(LINES).lines))

    assert [piece.data for piece in picture.pieces] == [scan]
    assert (picture.width_px, picture.height_px) == (4100, 5000)


def test_a_photograph_in_a_letter_keeps_its_shades() -> None:
    sheet = slip()
    shades = np.tile(np.linspace(20, 230, 500).astype(np.uint8), (300, 1))
    sheet.paste(Image.fromarray(shades), (800, 700))

    shown = _shown(picture_of(_scanned(sheet), written(LINES)))

    assert _off(np.ascontiguousarray(shown[720:980, 820:1280, 0]), shades[20:280, 20:480]) < 4
