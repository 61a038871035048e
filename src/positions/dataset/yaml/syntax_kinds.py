"""Which kind of syntax error a parser met: decided from the text, its marks and events, not from its words.

libyaml and PyYAML's own parser word their errors differently, and each release may word them anew. What they
agree on is the place where they gave up, the place of what they were reading, and whether that was a token
(`ScannerError`) or the order of tokens (`ParserError`).
"""

from __future__ import annotations

import re
from enum import Enum, auto

from positions.dataset.yaml.syntax_context import Trouble


class Kind(Enum):
    """What was wrong where the parser gave up."""

    SECOND_COLON = auto()
    NO_COLON = auto()
    OPEN_QUOTE = auto()
    OPEN_BRACKET = auto()
    ESCAPE = auto()
    MARK = auto()
    TAG = auto()
    RESERVED_CONTEXT = auto()
    RESERVED = auto()
    ITEM_AFTER_KEY = auto()
    IN_BRACKETS = auto()
    NO_CONTENT = auto()
    AFTER_ROOT = auto()
    MISPLACED = auto()
    UNKNOWN = auto()


_AT_CHARACTER = {
    ":": Kind.SECOND_COLON,
    "-": Kind.ITEM_AFTER_KEY,
    **dict.fromkeys("?@`%|>", Kind.RESERVED),
}
_BY_FIRST_CHARACTER = {
    **dict.fromkeys("&*", Kind.MARK),
    "!": Kind.TAG,
    **dict.fromkeys("|>%", Kind.RESERVED_CONTEXT),
}
_LONGEST_KEY = 1000
_HEX = "[0-9A-Fa-f]"
_DOUBLE_QUOTED = re.compile(
    rf"""(?s:[^"\\] | \\(?:[0abt\tnvfre\x20"/\\N_LP\r\n] | x{_HEX}{{2}} | u(?![dD][89a-fA-F]){_HEX}{{4}}
    | U(?:0000(?![dD][89a-fA-F])|000[1-9a-fA-F]|0010){_HEX}{{4}}))*+""",
    re.VERBOSE,
)
_SINGLE_QUOTED = re.compile("(?:[^']|'')*+")
_DOCUMENT_MARK = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)(?=\s|\Z)")
_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*")
_INDICATOR_IN_FLOW = re.compile("[,:?]")
_INDICATOR_IN_BLOCK = re.compile(r"[-:?](?=\s|\Z)")
_COLON = re.compile(r":(?=[ \t]|\Z)")


def classify(trouble: Trouble) -> Kind:
    """Return the kind of a syntax error; `UNKNOWN` where the text does not show what it is."""
    if trouble.in_token:
        return _of_token(trouble)
    if trouble.in_structure:
        return _of_structure(trouble)
    return Kind.ESCAPE if trouble.text.startswith("\\", trouble.at) else Kind.UNKNOWN


def _of_token(trouble: Trouble) -> Kind:
    text, at, context = trouble.text, trouble.at, trouble.context
    if at == context:
        return _AT_CHARACTER.get(text[at : at + 1], Kind.UNKNOWN)
    first = text[context : context + 1]
    if first in "\"'":
        kind = _in_quotes(text, context, at)
        if kind is not None:
            return kind
    elif first in "|>" or (first in _BY_FIRST_CHARACTER and trouble.line_start(at) <= context):
        return _BY_FIRST_CHARACTER[first]
    far = trouble.line_start(at) > context or at - context > _LONGEST_KEY or not text[at : at + 1]
    key = _COMMENT.sub("", trouble.line(context)[context - trouble.line_start(context) :])
    # a colon that comes after more than 1,000 characters makes no key of them
    has_colon = first not in "\"'" and _COLON.search(key[: _LONGEST_KEY + 1]) is not None
    if not far:
        return Kind.UNKNOWN
    if first in "[{":
        return Kind.OPEN_BRACKET
    return Kind.UNKNOWN if has_colon else Kind.NO_COLON


def _in_quotes(text: str, start: int, at: int) -> Kind | None:
    """Return what is wrong with the quoted text at an offset; None where it is whole."""
    body = (_DOUBLE_QUOTED if text[start] == '"' else _SINGLE_QUOTED).match(text, start + 1)
    end = body.end() if body is not None else start
    cut = _DOCUMENT_MARK.search(text, start + 1, end)
    if text.startswith("\\", end) and end <= at and cut is None:
        return Kind.ESCAPE
    return Kind.OPEN_QUOTE if cut is not None or end == len(text) else None


def _of_structure(trouble: Trouble) -> Kind:
    if not trouble.collections:
        return Kind.AFTER_ROOT if trouble.root_read else Kind.NO_CONTENT
    innermost = trouble.collections[-1]
    between = _COMMENT.sub("", trouble.text[trouble.events_end : trouble.at])
    if innermost.in_brackets:
        awaited = trouble.at_start or _INDICATOR_IN_FLOW.search(between) is not None
        return Kind.NO_CONTENT if awaited else Kind.IN_BRACKETS
    awaited = _INDICATOR_IN_BLOCK.search(between) is not None
    return Kind.NO_CONTENT if awaited else Kind.MISPLACED
