"""Signs that stand for others: ligatures, raised figures, accents that stand apart, invisible signs."""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache

from positions.names import APOSTROPHES

_LETTERLIKE = [sign for sign in APOSTROPHES if sign.isalpha() or unicodedata.decomposition(sign)]
"""Apostrophes that Unicode counts as letters, or as another sign in disguise."""

_PLAIN = {**dict.fromkeys(_LETTERLIKE, "'"), "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "⁄": "/"}
_LONGEST_CLUSTER = 32
_NOT_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


def without_compatibility_signs(text: str) -> tuple[str, array[int] | None, array[int] | None]:
    """Return the text with letters and accents composed, ligatures taken apart and invisible signs gone.

    With it, for each of its signs, where the sign begins and ends in the text; None where nothing moved.
    """
    if text.isascii():
        return text, None, None
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    done = 0

    def copy(upto: int) -> None:
        parts.append(text[done:upto])
        starts.extend(range(done, upto))
        ends.extend(range(done + 1, upto + 1))

    last = ""
    for match in _NOT_ASCII.finditer(text):
        copy(match.start())
        last = text[match.start() - 1 : match.start()] if match.start() > done else last
        place = match.start()
        for cluster in _clusters(match.group()):
            folded = _fold(cluster)
            if last.isdigit() and folded[:1].isdigit() and cluster[0] not in "0123456789":
                folded = _apart(cluster, folded)
            elif cluster == "\u00ad" and text[place + 1 : place + 2].isspace():
                folded = cluster
            parts.append(folded)
            starts.extend([place] * len(folded))
            place += len(cluster)
            ends.extend([place] * len(folded))
            last = folded[-1:] or last
        done = match.end()
    copy(len(text))
    return "".join(parts), starts, ends


def _apart(cluster: str, folded: str) -> str:
    """Keep a fraction or a raised figure apart from the figure before it: 1½ is not 11/2, 10² is not 102."""
    decomposition = unicodedata.decomposition(cluster[0])
    if decomposition.startswith("<fraction>"):
        return " " + folded
    return "^" + folded if decomposition.startswith(("<super>", "<sub>")) else folded


def _clusters(chunk: str) -> list[str]:
    """Split a chunk into signs, each with the accents that Unicode composes with it."""
    if unicodedata.is_normalized("NFC", chunk):
        return list(chunk)
    clusters: list[str] = []
    for sign in chunk:
        if clusters and len(clusters[-1]) < _LONGEST_CLUSTER:
            together = unicodedata.normalize("NFC", clusters[-1] + sign)
            if together != unicodedata.normalize("NFC", clusters[-1]) + sign or unicodedata.combining(sign):
                clusters[-1] += sign
                continue
        clusters.append(sign)
    return clusters


@lru_cache(maxsize=8192)
def _fold(cluster: str) -> str:
    """Return what a sign (with its accents) stands for: ligatures apart, invisible signs gone."""
    if cluster in _PLAIN:
        return _PLAIN[cluster]
    sign = unicodedata.normalize("NFC", cluster)
    if len(sign) > 1:
        return sign if not sign.isspace() else " "
    if unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f":
        return ""
    tag = unicodedata.decomposition(sign).partition(" ")[0]
    if not tag.startswith("<") or tag == "<circle>" or sign.isspace():
        return sign
    return unicodedata.normalize("NFKC", sign).replace("⁄", "/")
