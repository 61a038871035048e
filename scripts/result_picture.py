"""Draw the picture that the README and the documentation's home open with: python scripts/result_picture.py

Writes docs/images/result.svg, the comparison of the example as the program draws it.
"""

from __future__ import annotations

from pathlib import Path

from positions.cli import main

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "images" / "result.svg"


def draw(out: Path) -> None:
    """Draw the picture to a file."""
    words = ["compare", "-q", "-d", str(ROOT / "data" / "stakeholders.yaml"), "-o", str(out)]
    if main(words) != 0:
        raise SystemExit("the picture could not be drawn")


if __name__ == "__main__":
    draw(OUT)
