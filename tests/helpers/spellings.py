"""Spellings of a name that nobody can tell apart by looking, and what a table of such names is."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

APOSTROPHES = ("'", "\u2019", "\u02bc", "\u00b4")
SPACES = (" ", "\u00a0", "  ", "\u2009", "\u202f")
INVISIBLE = ("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u200d")

NAMED = ("Ann Lee", "Zoë O'Hara", "Côte d'Or Est", "UNISON", "Büro für Ämter", "Ng\u1ecdc \u00c5sa")


@st.composite
def spellings(draw: st.DrawFn, name: str) -> str:
    """Draw a spelling of a name: its spaces, apostrophes, accents and invisible signs disturbed."""
    name = unicodedata.normalize("NFD", name) if draw(st.booleans()) else name
    parts = [
        draw(st.sampled_from(SPACES))
        if sign == " "
        else draw(st.sampled_from(APOSTROPHES))
        if sign == "'"
        else sign
        for sign in name
    ]
    if draw(st.booleans()):
        parts.insert(draw(st.integers(1, len(parts) - 1)), draw(st.sampled_from(INVISIBLE)))
    return draw(st.sampled_from(("", " ", "\u00a0"))).join(["", "".join(parts), ""])


def write_rows(path: Path, header: str, rows: Sequence[Sequence[str]]) -> Path:
    """Write a CSV file of these rows, and return its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])
    return path
