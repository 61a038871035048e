"""The metadata of a file: title, author, publisher, date, address and language, normalised."""

from __future__ import annotations

import re
from collections.abc import Iterable

from positions.dataset.incoming.found_dates import date_in
from positions.names import tidy_name

DETAILS = ("title", "author", "publisher", "date", "url", "language")
"""The fields of a source that are looked for, in the order in which they are shown."""

_LONGEST = 300
_ADDRESS = re.compile(r"https?://[^\s<>\"']+\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][a-z0-9]{2,8}){0,3}\Z", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PLACEHOLDER = re.compile(r"(untitled|unknown|document|author|user|admin|none|n/a)\d*", re.IGNORECASE)
_PROGRAM = re.compile(r"Microsoft (Office )?Word - ", re.IGNORECASE)


def tidy_details(given: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return the first usable value of each detail, in the order of `DETAILS`.

    Args:
        given: details with what a file says, the better first; a detail may occur several times.
    """
    found: dict[str, str] = {}
    for name, value in given:
        if name not in found and value is not None and (tidied := _tidied(name, value)):
            found[name] = tidied
    return {name: found[name] for name in DETAILS if name in found}


def _tidied(name: str, value: str) -> str | None:
    text = tidy_name(_CONTROLS.sub(" ", value))
    if name == "date":
        return date_in(text)
    if name == "url":
        return text if _ADDRESS.match(text) and len(text) <= 2000 else None
    if name == "language":
        return text.replace("_", "-") if _LANGUAGE.match(text) else None
    if name != "title" and text.startswith(("http://", "https://")):
        return None  # the author's page in place of a name
    text = _PROGRAM.sub("", text)
    return None if _PLACEHOLDER.fullmatch(text) or len(text) > _LONGEST else text or None
