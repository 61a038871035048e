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
    0x2260,
    0x2264,
    0x2265,
    0x25CB,
    0x25CF,
)
FACES = {
    "LiberationSans-Regular": ("Positions Sans", "Regular"),
    "LiberationSans-Bold": ("Positions Sans", "Bold"),
    "LiberationSans-Italic": ("Positions Sans", "Italic"),
    "LiberationSerif-Bold": ("Positions Serif", "Bold"),
}


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
        full = f"{family} {style}".replace(" Regular", "")
        plain = f"{family.replace(' ', '')}-{style}"
        for name, text in {1: family, 2: style, 3: plain, 4: full, 6: plain}.items():
            for record in list(font["name"].names):
                if record.nameID == name:
                    record.string = text
        font.save(TARGET / f"{plain}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
