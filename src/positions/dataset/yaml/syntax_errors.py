"""A parser's syntax error in a plain sentence, at the place where a person would look.

Parsers name the place where they gave up; `syntax_kinds` tells what kind of error that is. What is said, and
where, comes from the lines themselves: no word of the parser's is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from positions.dataset.yaml.comments import looks_like_text
from positions.dataset.yaml.depth import TOO_DEEP, TOO_DEEP_HINT, find_too_deep
from positions.dataset.yaml.scalars import ODD, describe_character
from positions.dataset.yaml.syntax_context import Finding, Trouble, quote_hint
from positions.dataset.yaml.syntax_delimiters import (
    after_quote,
    closing,
    escape,
    in_brackets,
    not_closed,
    unclosed_earlier,
    unclosed_quote,
)
from positions.dataset.yaml.syntax_kinds import Kind, classify

_COMPARE = "compare it with the lines around it: the spaces before it, its colon, its quotation marks"
_TYPE_SPACES = "delete it, and type ordinary spaces"

_QUOTE_WHOLE = "put the whole text in quotes"
CONFLICT_BEGINS = re.compile(r"^[ \t]*<{7}(?![<\w])", re.MULTILINE)
_CONFLICT = re.compile(r"[ \t]*(<{7}(?![<\w])|={7}(?=[ \t]*$)|>{7}(?![>\w])|\|{7}(?![|\w]))", re.MULTILINE)
"""A line that git writes around two versions; pasted, it may be indented."""

_ODD_START = re.compile(f"[ \t]*(?:- +)*([{ODD}])")
_ODD_AFTER = re.compile(f" *(?:- +)*(?:[^\\s:\"'#]+:|-)([{ODD}])")
_NO_SPACE = re.compile(r" *(?:- +)*[^\s:\"'#\[{]+:(?=\S)")
_DASH_WITHOUT_SPACE = re.compile(r" *-(?=[^\s-])")
_KEY = re.compile(r"( *(?:- +)*)([^\s:\"'#\[{-][^:#]*):(?:[ \t]|$)")


def describe_syntax_error(text: str, error: Exception, events: Iterable[Any]) -> Finding:
    """Return what to say about an error that PyYAML's parser raised on a text.

    Args:
        text: the text as the parser got it.
        error: what it raised.
        events: PyYAML's events up to the error.
    """
    trouble = Trouble.of(text, error, events)
    deep = find_too_deep(text, trouble.events_end, trouble.at, trouble.collections)
    if deep is not None:
        return Finding(deep, "too-deep", TOO_DEEP, TOO_DEEP_HINT)
    finding = (
        find_conflict(trouble.text, trouble.line_starts()) or _odd_lines(trouble) or _comment_above(trouble)
    )
    if finding is not None:
        return finding
    return _EXPLANATIONS[classify(trouble)](trouble)


def _unknown(trouble: Trouble) -> Finding:
    return Finding(trouble.at, "syntax", "this line cannot be understood", _COMPARE)


def _comment_above(trouble: Trouble) -> Finding | None:
    """Find a `#` that ended a text, or ate a closing bracket, in the lines that the error is about."""
    start = trouble.line_start(trouble.at)
    if start > 0 and trouble.line(start).strip() and _KEY.match(trouble.line(start) + " ") is None:
        above = trouble.line_start(start - 1)
        place = looks_like_text(trouble.line(above))
        if place is not None and not trouble.quotes_at(above + place):
            message = "`#` begins a comment here, and the text goes on in the next line"
            return Finding(above + place, "cut-by-comment", message, _QUOTE_WHOLE)
    if trouble.opened is not None:
        line = trouble.line_start(trouble.opened)
        rest = trouble.line(line)[trouble.opened - line :]
        place = looks_like_text(rest)
        if (
            place is not None
            and re.search(r"[\]}]", rest[place:])
            and not trouble.quotes_at(trouble.opened + place)
        ):
            message = "`#` begins a comment here, and the closing bracket is in it"
            return Finding(trouble.opened + place, "cut-by-comment", message, _QUOTE_WHOLE)
    return None


def find_conflict(text: str, starts: Iterable[int]) -> Finding | None:
    """Return the mark of a merge conflict among the lines that begin at the offsets."""
    for start in starts:
        if mark := _CONFLICT.match(text, start):
            hint = "choose one of the two versions and delete the lines <<<<<<<, ======= and >>>>>>>"
            return Finding(mark.start(1), "merge-conflict", "a merge conflict was left in the file", hint)
    return None


def _odd_lines(trouble: Trouble) -> Finding | None:
    """Find tabs and odd spaces where they break the structure, in the lines that the error is about."""
    text = trouble.text
    for start in trouble.line_starts():
        line = trouble.line(start)
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent:
            hint = "replace it with spaces: two for each level; most editors can do that for a whole file"
            return Finding(start + line.index("\t"), "tab", "a tab before the text of this line", hint)
        for pattern, where in (
            (_ODD_START, "before the text of this line"),
            (_ODD_AFTER, "where a space belongs"),
        ):
            odd = pattern.match(line)
            if odd is not None:
                message = f"{describe_character(odd[1])} {where}"
                return Finding(start + odd.start(1), "odd-space", message, _TYPE_SPACES)
    if text[trouble.at : trouble.at + 1] == "\t":
        return Finding(trouble.at, "tab", "a tab where a space belongs", "replace it with a space")
    return None


def _second_colon(trouble: Trouble) -> Finding:
    line, start = trouble.line(trouble.at), trouble.line_start(trouble.at)
    before = line[: trouble.at - start]
    key = _KEY.match(before)
    if key is not None:
        value = line[key.end() :].strip()
        if value.startswith(('"', "'")):
            return after_quote(trouble)
        curly = "; curly quotation marks do not count" if value.startswith(tuple("“”„‘’")) else ""
        message = f"a colon inside a value{curly}"
        return Finding(trouble.at, "colon-in-value", message, quote_hint(key[2].strip(), value))
    previous = trouble.previous_line(start)
    if previous is None:
        return _long_key(trouble, start) if trouble.at - start > 1000 else _unknown(trouble)
    above = trouble.line(previous)
    if _KEY.match(above + " ") is None:
        return _no_colon(trouble, previous)
    message = "this line stands deeper than the one above it, which already has a value"
    indent = len(above) - len(above.lstrip(" -"))
    hint = (
        f"put {indent} spaces before it, as above; if it goes on with the text above, put that text in quotes"
    )
    return Finding(start + trouble.indent(start), "wrong-indent", message, hint)


def _no_colon(trouble: Trouble, offset: int | None = None) -> Finding:
    start = trouble.line_start(trouble.context if offset is None else offset)
    line = trouble.line(start)
    text_start = start + trouble.indent(start)
    tight = _NO_SPACE.match(line)
    if tight is not None:
        hint = "write `key: value`, with a space"
        return Finding(start + tight.end() - 1, "missing-space", "there is no space after this colon", hint)
    dash = _DASH_WITHOUT_SPACE.match(line)
    if dash is not None:
        hint = "write `- ` with a space before each item of a list"
        return Finding(start + dash.end() - 1, "missing-space", "there is no space after this dash", hint)
    wide = re.search("[：﹕︓]", line)
    if wide is not None:
        message = f"{describe_character(wide[0])} where an ordinary colon belongs"
        return Finding(start + wide.start(), "wide-colon", message, "type `:` and a space")
    if len(line) > 1000:
        return _long_key(trouble, start)
    hint = "write `key: value`; if the line continues the text above, indent it deeper than that text's key"
    return Finding(text_start, "missing-colon", "there is no colon in this line", hint)


def _long_key(trouble: Trouble, start: int) -> Finding:
    hint = "is a colon or a line break missing? If the whole is text, put it in quotes after a key"
    return Finding(start + trouble.indent(start), "long-key", "a key longer than 1,000 characters", hint)


def _misplaced(trouble: Trouble) -> Finding:
    """Explain what stands where a key, a `- ` or the end of a block was due."""
    start = trouble.line_start(trouble.at)
    indent = trouble.indent(start)
    if trouble.at > start + indent:
        return _after_value(trouble)
    rest = trouble.line(start)[indent:]
    if rest.startswith(("]", "}")):
        return closing(trouble)
    here = Finding(trouble.at, "wrong-indent", "", "")
    if rest.startswith("- ") or rest == "-":
        message = "a list item where a `key:` is expected"
        hint = "a list stands below a key that has nothing after its colon, two spaces deeper than that key"
        return here.saying(message, hint, "misplaced-item")
    if trouble.last_spans_lines() and trouble.text[trouble.last_end - 1] in "\"'":
        return unclosed_earlier(trouble)
    neighbour = trouble.column(trouble.context)
    if trouble.collections and trouble.collections[-1].is_list:
        message = "this line belongs to no item of the list above it"
        return here.saying(
            message, f"put {neighbour + 2} spaces before it, or `- ` if it is an item of its own"
        )
    if _KEY.match(rest + " ") is None:
        return _loose_text(trouble, here)
    previous = trouble.previous_line(start)
    above = trouble.indent(previous) if previous is not None else neighbour
    if above < indent and previous is not None:
        message = "this line stands deeper than the one above it, which already has a value"
        return here.saying(message, f"put {above} spaces before it, as the line above has")
    message = (
        f"this line has {_spaces(indent)} before it, and no line above it that it could belong to has as many"
    )
    choices = sorted({neighbour, above})
    return here.saying(message, f"put {' or '.join(str(choice) for choice in choices)} spaces before it")


def _loose_text(trouble: Trouble, here: Finding) -> Finding:
    hint = "if it continues the text above, indent it deeper than that text's key; else write `key: value`"
    return here.saying("this line belongs to no key", hint)


def _spaces(count: int) -> str:
    return {0: "no space", 1: "1 space"}.get(count, f"{count} spaces")


def _after_value(trouble: Trouble) -> Finding:
    """Explain what follows a complete value on its line."""
    start = trouble.line_start(trouble.at)
    before = trouble.text[start : trouble.at].rstrip()
    if before.endswith(('"', "'")):
        return unclosed_earlier(trouble) if trouble.last_spans_lines() else after_quote(trouble)
    if trouble.text.startswith(("]", "}"), trouble.at):
        return closing(trouble)
    if before.endswith(("]", "}")):
        line = trouble.line(start)
        key = _KEY.match(line)
        value = line[key.end() :].strip() if key is not None else line.strip()
        message = (
            f"text after a closing `{before[-1]}`: a value that begins with a bracket is a list or a group"
        )
        hint = quote_hint(key[2].strip() if key is not None else None, value)
        return Finding(trouble.at, "text-after-bracket", message, hint)
    return _unknown(trouble)


def _no_content(trouble: Trouble) -> Finding:
    found = trouble.text[trouble.at : trouble.at + 1]
    if found and found in "]}":
        return closing(trouble)
    if found == ",":
        hint = "delete it; if it belongs to a text, put the text in quotes"
        return Finding(trouble.at, "extra-comma", "a comma with nothing before it", hint)
    if trouble.opened is not None and not found.strip():
        return not_closed(trouble, trouble.opened)
    return _unknown(trouble)


def _reserved_at(offset: int, trouble: Trouble, code: str = "reserved-character") -> Finding:
    start = trouble.line_start(offset)
    character = trouble.text[offset : offset + 1]
    named = "a backtick" if character == "`" else f"`{character}`"
    before = re.match(r" *(?:- +)*(?:([^\s:]+):[ \t]+)?\Z", trouble.text[start:offset])
    value = trouble.line(start)[offset - start :].strip()
    hint = quote_hint(before[1] if before is not None else None, value)
    return Finding(offset, code, f"a value cannot begin with {named}", hint)


def _item_after_key(trouble: Trouble) -> Finding:
    message = "a list cannot begin on the line of its key"
    hint = "put it on the next line, two spaces deeper; if the dash belongs to a text, put the text in quotes"
    return Finding(trouble.at, "misplaced-item", message, hint)


def _document_start(trouble: Trouble) -> Finding:
    before = trouble.previous_line(trouble.line_start(trouble.at))
    if before is not None and trouble.line(before).startswith("..."):
        hint = "delete the line `...`"
        return Finding(before, "several-documents", "the line `...` ends the dataset, and more follows", hint)
    message = "this line has fewer spaces before it than the first line of the file"
    for line in trouble.line_starts():
        if trouble.text.startswith("%", line):
            return _reserved_at(line, trouble)
    if before is None or trouble.indent(trouble.first_line()) <= trouble.indent(
        trouble.line_start(trouble.at)
    ):
        return _after_value(trouble)
    hint = "start `format`, `title` and the other main keys at the very beginning of their lines"
    return Finding(trouble.at, "wrong-indent", message, hint)


_EXPLANATIONS: dict[Kind, Callable[[Trouble], Finding]] = {
    Kind.SECOND_COLON: _second_colon,
    Kind.NO_COLON: _no_colon,
    Kind.OPEN_QUOTE: unclosed_quote,
    Kind.OPEN_BRACKET: lambda it: not_closed(it, it.context),
    Kind.ESCAPE: escape,
    Kind.MARK: lambda it: _reserved_at(it.context, it, it.mark_code),
    Kind.TAG: lambda it: _reserved_at(it.context, it, "tag"),
    Kind.RESERVED_CONTEXT: lambda it: _reserved_at(it.context, it),
    Kind.RESERVED: lambda it: _reserved_at(it.at, it),
    Kind.ITEM_AFTER_KEY: _item_after_key,
    Kind.IN_BRACKETS: in_brackets,
    Kind.NO_CONTENT: _no_content,
    Kind.AFTER_ROOT: _document_start,
    Kind.MISPLACED: _misplaced,
    Kind.UNKNOWN: _unknown,
}
