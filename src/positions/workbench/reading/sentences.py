"""Sentences and words of a paragraph: one rule for the cursor and for where to look."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_OPENS = re.compile(r"\s+[\"'“‘«(\[]*[^\Wa-z_]")
_SHORTENED = """
mr mrs ms dr prof cllr sir st no vs etc inc ltd co jr sr rev gen col lt gov sen rep hon fig vol pp
approx dept jan feb mar apr jun jul aug sep sept oct nov dec nr bzw ca
"""
_LAST_WORD = re.compile(r"([\w.]+)\.$")
WORD = re.compile(r"[^\W_]+(?:['’‑‐-][^\W_]+|(?<=\d)[.,:](?=\d)\d+)*")
"""A word, a hyphenated compound or a figure. The page's script has the same rule."""


def sentences_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a paragraph, which together cover its words."""
    found: list[tuple[int, int]] = []
    begun = start
    for match in _END.finditer(text, start, end):
        if not _OPENS.match(text, match.end(), end) or _is_shortened(text[begun : match.start() + 1]):
            continue
        found.append((begun, match.end()))
        begun = match.end()
        while begun < end and text[begun].isspace():
            begun += 1
    if begun < end:
        found.append((begun, end))
    return found


def _is_shortened(before: str) -> bool:
    """Whether a full stop ends an abbreviation or an initial."""
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    last = word[1].rsplit(".", 1)[-1]
    return last.lower() in _SHORTENED.split() or (len(last) == 1 and last.isupper()) or "." in word[1]


_MARKS = {"“": "”", "«": "»", "„": "“", "(": ")"}  # not brackets, which hold what a quotation adds
_BEHIND = re.compile(r"[.,;:!?…]*([”»“)])")


def _with_closing_mark(text: str, start: int, end: int) -> int:
    """Return the end of a span that takes the mark in that closes what is open in it, right behind it."""
    found = _BEHIND.match(text, end)
    if found is None:
        return end
    is_open = any(
        closing == found[1] and text.rfind(opening, start, end) > text.rfind(closing, start, end)
        for opening, closing in _MARKS.items()
    )
    return found.end() if is_open else end


def snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span that begins and ends at words, as a quotation must; empty where it holds none.

    Behind the last word it ends with the mark that closes a quotation or bracket opened in it.
    """
    low = max(0, start - 100)
    spans = [
        match.span()
        for match in WORD.finditer(text, low, min(len(text), end + 100))
        if match.end() > start and match.start() < end
    ]
    if not spans:
        return start, start
    low, high = spans[0][0], spans[-1][1]
    return low, _with_closing_mark(text, low, high)
