"""Ids from names: readable, unique, and the same each time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from positions.dataset.ids import RESERVED_IDS, is_id

_OTHER = re.compile(r"[^\w]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_MOST = 40
_LONGEST = 100


def ids_of(names: Iterable[str]) -> dict[str, str]:
    """Return an id for each name, in the names' order.

    A name that can be an id, and is no longer than 100 characters, is its own. Of others it is the name in
    lower case without accents, what is neither letter nor digit as a hyphen, cut at a word near 40
    characters; where that is taken, with -2, -3 ... behind it.
    """
    distinct = list(dict.fromkeys(names))
    found = {name: name for name in distinct if _is_id(name)}
    taken = {*found.values(), *RESERVED_IDS}
    for name in distinct:
        if name in found:
            continue
        base, number = _slug(name), 1
        slug = base
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug)
        found[name] = slug
    return {name: found[name] for name in distinct}


def _is_id(name: str) -> bool:
    return (
        len(name) <= _LONGEST
        and is_id(name)
        and name.strip(".-") != ""
        and unicodedata.is_normalized("NFC", name)
    )


def _slug(name: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", name.lower()))
    words = _OTHER.sub("-", unicodedata.normalize("NFC", bare)).strip("-_")
    if len(words) > _MOST:
        cut = words[: _MOST + 1].rpartition("-")[0]
        words = (cut or words[:_MOST]).strip("-_")
    return words or "x"
