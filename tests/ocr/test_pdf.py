"""The document opens without a word of complaint everywhere, shows the page upright, and has its text on the words.

Whether it is a PDF/A is judged in `test_pdf_validator.py`; ISO 19005-2's rules that concern a document of this make are
also checked one by one here.
"""

import io
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from lxml import etree
from PIL import Image, ImageDraw
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from ocr.image import ImageRefusedError
from ocr.page import OcrFault, PageReading, PageStatus, quarter_turn
from ocr.pdf import PdfMeta, PdfPage, make_pdf
from tests.ocr.kit import encoded, slip, written

META = PdfMeta("Pismo <złożone> & przyjęte", datetime(2026, 11, 23, 15, 4, 5, tzinfo=UTC))
LINES = [("Zażółć gęślą jaźń, § 1 „cytat” – 12,50 zł", 150, 180), ("Łódź, dnia 14 marca 2026 r.", 150, 270)]


def _reading(rotation: int = 0, skew: float = 0.0) -> PageReading:
    page = written(LINES)
    return PageReading(
        status=PageStatus.READ,
        rotation=quarter_turn(rotation),
        skew_degrees=skew,
        width_px=1748,
        height_px=1240,
        lines=page.lines,
    )


@pytest.fixture(scope="module")
def scan() -> bytes:
    return encoded(slip().convert("RGB"), quality=88)


@pytest.fixture(scope="module")
def document(scan: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    stamped = slip().rotate(-90, expand=True)
    blank = PageReading(status=PageStatus.IMAGE_ONLY, reason=OcrFault.TOO_SLOW.value)
    pages = [
        PdfPage(scan, _reading()),
        PdfPage(encoded(stamped), _reading(90, 1.5)),
        PdfPage(encoded(slip().convert("1"), "PNG"), blank),
    ]
    path = tmp_path_factory.mktemp("pdf") / "document.pdf"
    path.write_bytes(make_pdf(pages, META))
    return path


def _run(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True)
    assert done.stderr == b"", done.stderr
    return done.stdout.decode()


def test_three_readers_open_it_without_a_warning(document: Path, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in _run("qpdf", "--check", document)
    _run("pdftotext", document, tmp_path / "text")
    _run("pdftoppm", "-r", "30", document, tmp_path / "picture")
    drawn = subprocess.run(
        ["mutool", "draw", "-q", "-r", "30", "-o", tmp_path / "m%d.png", document],
        capture_output=True,
        check=True,
    )
    # Debian builds mutool without colour management and says so for every document with a profile.
    assert drawn.stderr.replace(b"warning: ICC support is not available\n", b"") == b""


def test_text_is_found_whole_with_every_polish_letter(document: Path) -> None:
    text = _run("pdftotext", "-f", "1", "-l", "1", document, "-")

    assert [line for line in text.splitlines() if line.strip()][:2] == [line for line, _, _ in LINES]


def test_words_can_be_selected_where_they_stand(document: Path) -> None:
    found = _run("pdftotext", "-bbox", "-f", "1", "-l", "1", document, "-")
    box = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">Zażółć<', found)
    assert box is not None
    left, top, right, bottom = (float(value) / 72 * 25.4 for value in box.groups())  # mm

    word = _reading().lines[0].words[0].box
    expected = [value / 300 * 25.4 for value in (word.x, word.y, word.right, word.bottom)]
    assert [left, top, right, bottom] == pytest.approx(expected, abs=2.0)


def test_every_word_of_a_cropped_page_lies_on_its_print(tmp_path: Path) -> None:
    dark_edged = slip(size=(1748, 1240))
    ImageDraw.Draw(dark_edged).rectangle((0, 0, 60, 1240), fill=30)
    path = tmp_path / "cropped.pdf"
    path.write_bytes(make_pdf([PdfPage(encoded(dark_edged), _reading())], META))

    found = {
        match[5]: [float(value) / 72 * 25.4 for value in match.groups()[:4]]
        for match in re.finditer(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<',
            _run("pdftotext", "-bbox", path, "-"),
        )
    }

    with pikepdf.open(path) as pdf:
        cut_mm = (1748 - float(pdf.pages[0].mediabox[2]) / 72 * 300) / 300 * 25.4
    assert cut_mm == pytest.approx(61 / 300 * 25.4, abs=2.5)
    words = [word for line in _reading().lines for word in line.words]
    assert {word.text for word in words} == set(found)
    for word in words:
        edges = [word.box.x, word.box.y, word.box.right, word.box.bottom]
        expected = [value / 300 * 25.4 for value in edges]
        expected[0] -= cut_mm
        expected[2] -= cut_mm
        assert found[word.text] == pytest.approx(expected, abs=2.0), word.text


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 2.0])
def test_pages_are_shown_upright_and_straight(rotation: int, skew: float, tmp_path: Path) -> None:
    upright = slip()
    fed = upright.rotate(-skew, fillcolor=250, resample=Image.Resampling.BICUBIC).rotate(
        -rotation, expand=True
    )
    path = tmp_path / "page.pdf"
    path.write_bytes(make_pdf([PdfPage(encoded(fed, quality=95), _reading(rotation, skew))], META))

    _run("pdftoppm", "-r", "60", "-gray", "-png", path, tmp_path / "shown")

    shown = np.asarray(Image.open(tmp_path / "shown-1.png").convert("L"), dtype=float)
    expected = np.asarray(upright.resize((shown.shape[1], shown.shape[0]), Image.Resampling.BOX), dtype=float)
    inner = np.s_[20:-20, 20:-20]
    assert np.corrcoef(shown[inner].ravel(), expected[inner].ravel())[0, 1] > 0.75  # 0.2 with the wrong sign


def test_a_turn_by_the_resident_turns_page_and_text(scan: bytes) -> None:
    with pikepdf.open(io.BytesIO(make_pdf([PdfPage(scan, _reading(), turn=270)], META))) as pdf:
        assert pdf.pages[0].obj.Rotate == 270


def test_black_and_white_pages_keep_their_polarity(tmp_path: Path) -> None:
    path = tmp_path / "fax.pdf"
    reading = PageReading(status=PageStatus.READ, blank=True)
    path.write_bytes(make_pdf([PdfPage(encoded(slip().convert("1"), "PNG"), reading)], META))

    _run("pdftoppm", "-r", "40", "-gray", "-png", path, tmp_path / "shown")

    assert np.asarray(Image.open(tmp_path / "shown-1.png").convert("L")).mean() > 200


def test_it_says_what_pdf_a_wants_said(document: Path) -> None:
    with pikepdf.open(document) as pdf:
        assert not pdf.is_encrypted
        assert "/ID" in pdf.trailer
        assert str(pdf.Root.Lang) == "pl-PL"
        intent = pdf.Root.OutputIntents[0]
        assert intent.S == "/GTS_PDFA1"
        profile = intent.DestOutputProfile
        assert profile.N == 3
        assert profile.read_bytes()[16:20] == b"RGB "
        assert profile.read_bytes()[8] <= 4  # version of the profile
        xmp = pdf.open_metadata()
        assert xmp.pdfa_status == "2B"
        assert xmp["dc:title"] == META.title
        assert xmp["xmp:CreateDate"] == "2026-11-23T15:04:05+00:00"
        assert str(pdf.docinfo["/Title"]) == META.title
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261123150405+00'00'"
        # Forbidden in PDF/A-2: JavaScript, actions, embedded files without PDF/A, LZW, transparency groups' blending.
        assert not {"/AA", "/OpenAction", "/Names", "/AcroForm"} & set(pdf.Root.keys())
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                assert item.get("/Filter") != "/LZWDecode"
                assert "/Interpolate" not in item


def test_fonts_are_embedded_with_their_meaning_and_true_widths(document: Path) -> None:
    from fontTools.ttLib import TTFont

    with pikepdf.open(document) as pdf:
        font = pdf.pages[0].obj.Resources.Font.Text
        descendant = font.DescendantFonts[0]
        program = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        unicode_map = font.ToUnicode.read_bytes().decode()

    assert {advance for advance, _ in program["hmtx"].metrics.values()} == {int(descendant.DW)}
    assert program["head"].unitsPerEm == 1000
    signs = {sign for text, _, _ in LINES for sign in text}
    assert all(sign.encode("utf-16-be").hex().upper() in unicode_map for sign in signs)


def test_nothing_personal_is_in_the_metadata(document: Path) -> None:
    with pikepdf.open(document) as pdf:
        said = pdf.Root.Metadata.read_bytes().decode() + str(dict(pdf.docinfo))

    assert "Łódź" not in said
    assert "/Author" not in said


def test_the_same_letter_gives_the_same_bytes(scan: bytes) -> None:
    page = PdfPage(scan, _reading())

    assert make_pdf([page], META) == make_pdf([page], META)


def test_it_can_be_signed_by_a_strict_signer(document: Path) -> None:
    with document.open("rb") as file:
        assert PdfFileReader(file, strict=True).root["/Lang"] == "pl-PL"
        writer = IncrementalPdfFileWriter(file, strict=True)
        output = io.BytesIO()
        writer.write(output)

    assert output.getvalue().startswith(document.read_bytes())


def test_an_image_that_is_none_makes_no_document() -> None:
    with pytest.raises(ImageRefusedError):
        make_pdf([PdfPage(b"not an image", _reading())], META)


def test_a_title_that_no_xml_holds_is_written_with_replacements(scan: bytes) -> None:
    strange = replace(META, title="a\x00\x01b\ud800 żółć")

    with pikepdf.open(io.BytesIO(make_pdf([PdfPage(scan, _reading())], strange))) as pdf:
        etree.fromstring(pdf.Root.Metadata.read_bytes())
        assert str(pdf.docinfo.Title) == "a\ufffd\ufffdb\ufffd żółć"
