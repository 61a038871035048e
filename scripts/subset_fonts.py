"""Make the fonts of the pictures: subsets of Liberation 2 under names of their own, as its licence asks.

    python scripts/subset_fonts.py FOLDER

FOLDER holds LiberationSans-Regular.ttf, LiberationSans-Bold.ttf, LiberationSans-Italic.ttf and
LiberationSerif-Bold.ttf (Debian: fonts-liberation2). Needs fonttools. The subsets hold Latin, Greek and
Cyrillic letters and the signs that this program draws, without hints; letters are as wide as those of Arial
and Times New Roman.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "src" / "positions" / "render" / "fonts"
RANGES = ((0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x36F), (0x370, 0x52F), (0x1E00, 0x1FFF), (0x2010, 0x205F))
SIGNS = (
    0x20AC,
    0x2116,
    0x2122,
    0x2190,
    0x2191,
    0x2192,
    0x2193,
    0x2212,
    0x2248,
    0x2260,
    0x2264,
    0x2265,
    0x25B2,
    0x25BC,
    0x25CB,
    0x25CF,
)
TRIANGLE, DIAMOND = 0x25B2, 0x25C6
"""Liberation has no diamond: it is drawn here, as large as the triangle and as far from its neighbours."""

FACES = {
    "LiberationSans-Regular": ("Positions Sans", "Regular"),
    "LiberationSans-Bold": ("Positions Sans", "Bold"),
    "LiberationSans-Italic": ("Positions Sans", "Italic"),
    "LiberationSerif-Bold": ("Positions Serif", "Bold"),
}


def add_diamond(font: TTFont) -> None:
    """Add the glyph of the diamond, a square on its corner in the box of the triangle."""
    cmap, name = font.getBestCmap(), "diamond"
    like = font["glyf"][cmap[TRIANGLE]]
    middle, half = (like.xMin + like.xMax) // 2, (like.yMax - like.yMin) // 2
    pen = TTGlyphPen(None)
    pen.moveTo((middle, like.yMin))
    for point in ((middle - half, like.yMin + half), (middle, like.yMin + 2 * half)):
        pen.lineTo(point)
    pen.lineTo((middle + half, like.yMin + half))
    pen.closePath()
    font["glyf"][name] = pen.glyph()
    font["glyf"][name].recalcBounds(font["glyf"])
    font["hmtx"][name] = (font["hmtx"][cmap[TRIANGLE]][0], middle - half)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[DIAMOND] = name


def main(folder: Path) -> None:
    letters = [number for first, last in RANGES for number in range(first, last + 1)]
    for source, (family, style) in FACES.items():
        font = TTFont(folder / f"{source}.ttf", recalcTimestamp=False)
        options = subset.Options(
            hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], layout_features=["kern"]
        )
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[*letters, *SIGNS])
        subsetter.subset(font)
        add_diamond(font)
        full = f"{family} {style}".replace(" Regular", "")
        plain = f"{family.replace(' ', '')}-{style}"
        for name, text in {1: family, 2: style, 3: plain, 4: full, 6: plain}.items():
            for record in list(font["name"].names):
                if record.nameID == name:
                    record.string = text
        font.save(TARGET / f"{plain}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
