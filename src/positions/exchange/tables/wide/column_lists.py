"""Columns as remarks list them: none hides that is unlike the others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from positions.suggest import first_of

_MOST = 12
_LONGEST = 60
_NUMBER = re.compile(r"\d+")


def listed_columns(names: Sequence[str]) -> str:
    """Return the names of columns as a list: all of a dozen.

    Of more, those that differ in numbers alone are one item (`'Q1' to 'Q30' (30)`), before the others.
    """
    if len(names) <= _MOST:
        return ", ".join(map(_quoted, names))
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(_NUMBER.sub("0", name), []).append(name)
    runs = [
        f"{_quoted(some[0])} to {_quoted(some[-1])} ({len(some):,})"
        for some in alike.values()
        if len(some) > 2
    ]
    single = [_quoted(name) for some in alike.values() if len(some) <= 2 for name in some]
    return ", ".join(filter(None, (first_of(runs, _MOST), first_of(single, _MOST))))


def _quoted(name: str) -> str:
    return repr(name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip()}…")
