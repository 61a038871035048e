"""How deep lists and groups may be nested, counted by this program alone.

The events of a parser tell the depth, one collection at a time, and `build` stops at the limit. A parser may
however give up before it yields those events: it looks ahead for the colon of a key, up to a thousand
characters, and may have a limit of its own there (libyaml 0.2.6 has, 0.2.5 has none). So the brackets
between the last event and the place of an error are counted here, in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from positions.dataset.yaml.syntax_context import Collection

DEPTH_LIMIT = 20
"""Mappings and lists that may be nested in each other."""

TOO_DEEP = f"lists and groups are nested more than {DEPTH_LIMIT} levels deep"
TOO_DEEP_HINT = "a dataset needs no more than 8 levels; is a bracket or a `- ` repeated?"

# What may stand between a block's last event and the first bracket of a value.
_BEFORE_BRACKET = re.compile(r"(?:\s|(?:(?<=\s)|^)#[^\r\n]*|[-?:](?=\s)|[&!][^\s,\[\]{}]*(?=\s))*")
_TOKEN = re.compile(
    r"""(?P<open>[\[{]) | (?P<close>[\]}]) | (?P<comma>,) | (?P<colon>:(?=[\s,\[\]{}]|\Z))
    | (?P<space>\s+ | \#[^\r\n]*) | "(?:[^"\\]|\\.)*+(?:"|\Z) | '[^']*(?:'|\Z)
    | (?:[^\s,\[\]{}:]|:(?![\s,\[\]{}]|\Z)) (?:[^,\[\]{}:\r\n\#]|:(?![\s,\[\]{}]|\Z)|(?<!\s)\#)*""",
    re.VERBOSE | re.DOTALL,
)


def find_too_deep(text: str, start: int, end: int, collections: Sequence[Collection]) -> int | None:
    """Return the offset of the bracket that exceeds the depth limit between two offsets, or None.

    Args:
        text: the text as the parser got it.
        start: where the last event ends: between two tokens.
        end: where the parser gave up.
        collections: what is open at `start`, outermost first.
    """
    depth = len(collections)
    # For each bracket, whether it is a list and whether a `key: value` in it makes a group of its own.
    open_here: list[list[bool]] = []
    for collection in collections:
        if collection.opener:
            open_here.append([collection.opener == "[", False])
        elif collection.in_brackets and open_here:
            open_here[-1][1] = True
    if not open_here:
        before = _BEFORE_BRACKET.match(text, start)
        start = before.end() if before is not None else start
        if text[start : start + 1] not in ("[", "{"):
            return None
    key = start
    while start <= end:
        token = _TOKEN.match(text, start, end + 1)
        if token is None:
            return None
        kind = token.lastgroup
        if kind == "open":
            if depth >= DEPTH_LIMIT:
                return start
            depth += 1
            open_here.append([token[0] == "[", False])
        elif kind == "close":
            depth -= 1 + open_here.pop()[1]
            if not open_here:
                return None
        elif kind == "comma":
            depth -= open_here[-1][1]
            open_here[-1][1] = False
        elif kind == "colon" and open_here[-1] == [True, False]:
            if depth >= DEPTH_LIMIT:
                return key
            depth += 1
            open_here[-1][1] = True
        if kind != "space":
            key = start if kind is None else token.end()
        start = token.end()
    return None
