"""Makes the font of the invisible text: a glyph without ink for every sign in the document, and what each one means.

A real font would cost 50 kB and lack signs that a page happens to have; this one is a few kB and lacks none.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

FONT_NAME = "UrzedomatInvisible"
UNITS_PER_EM = 1000
ADVANCE = 500
ASCENT, DESCENT = 800, -200
_RANGES_PER_BLOCK = 100  # the most that one bfchar block may list (ISO 32000-1, 9.10.3)


class GlyphlessFont:
    """Signs get their numbers in the order of their code points, so that the same text gives the same font."""

    def __init__(self, texts: Iterable[str]) -> None:
        signs = sorted({sign for text in texts for sign in text} | {" "})
        self._numbers = {sign: number for number, sign in enumerate(signs, start=1)}

    def encode(self, text: str) -> str:
        """Return the text's glyph numbers as hexadecimal digits."""
        return "".join(f"{self._numbers[sign]:04X}" for sign in text)

    def width(self, text: str) -> float:
        """Return the width in ems."""
        return len(text) * ADVANCE / UNITS_PER_EM

    def embed(self, pdf: Pdf) -> Object:
        """Add the font to the document; return it as a page's resource."""
        program = Stream(pdf, self._program())
        program.Length1 = len(program.read_bytes())
        descriptor = pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name("/" + FONT_NAME),
                Flags=4,  # symbolic: the numbering is our own
                FontBBox=Array([0, DESCENT, ADVANCE, ASCENT]),
                ItalicAngle=0,
                Ascent=ASCENT,
                Descent=DESCENT,
                CapHeight=ASCENT,
                StemV=80,
                FontFile2=program,
            )
        )
        descendant = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.CIDFontType2,
                BaseFont=Name("/" + FONT_NAME),
                CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
                FontDescriptor=descriptor,
                DW=ADVANCE,
                CIDToGIDMap=Name.Identity,
            )
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name("/" + FONT_NAME),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([descendant]),
                ToUnicode=Stream(pdf, self._to_unicode()),
            )
        )

    def _program(self) -> bytes:
        names = [".notdef", *(f"g{number}" for number in self._numbers.values())]
        builder = FontBuilder(UNITS_PER_EM, isTTF=True)
        builder.updateHead(created=0, modified=0)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({})
        builder.setupGlyf({name: Glyph() for name in names})
        builder.setupHorizontalMetrics(dict.fromkeys(names, (ADVANCE, 0)))
        builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
        builder.setupNameTable({"familyName": FONT_NAME, "styleName": "Regular", "psName": FONT_NAME})
        builder.setupOS2(
            sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT
        )
        builder.setupPost(keepGlyphNames=False)
        builder.font.recalcTimestamp = False
        output = io.BytesIO()
        builder.save(output)
        return output.getvalue()

    def _to_unicode(self) -> bytes:
        entries = [
            f"<{number:04X}> <{sign.encode('utf-16-be').hex().upper()}>"
            for sign, number in self._numbers.items()
        ]
        blocks = [entries[i : i + _RANGES_PER_BLOCK] for i in range(0, len(entries), _RANGES_PER_BLOCK)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return _CMAP.format(body=body).encode("ascii")


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
