"""What is said of quotation marks and brackets that do not match, and of what stands between them."""

from __future__ import annotations

import re

from positions.dataset.yaml.syntax_context import Finding, Trouble


def after_quote(trouble: Trouble) -> Finding:
    """Explain text behind a closing quotation mark."""
    mark = "'" if trouble.text[: trouble.at].rstrip().endswith("'") else '"'
    if mark == '"':
        hint = "put \\\" for each quotation mark inside the text, or put the text in single quotes: '...'"
    else:
        hint = "write '' for each apostrophe inside the text, or put the text in double quotes: \"...\""
    message = "text after the closing quotation mark"
    return Finding(trouble.at, "text-after-quote", message, hint)


def unclosed_earlier(trouble: Trouble) -> Finding:
    """Explain a quotation mark that is closed only lines later."""
    line = trouble.line_number(trouble.last_end - 1)
    message = f"the quotation mark that opens here is closed only in line {line}"
    return Finding(trouble.last_start, "unclosed-quote", message, "add the closing quotation mark")


def unclosed_quote(trouble: Trouble) -> Finding:
    """Explain a quotation mark that is never closed."""
    mark = trouble.text[trouble.context : trouble.context + 1]
    curly = re.search("[“”„‘’]", trouble.line(trouble.context)) is not None
    hint = f"add {mark} at the end of the text"
    if curly:
        hint += "; a curly quotation mark does not close it"
    elif mark == "'":
        hint += "; a text that begins with an apostrophe goes in double quotes"
    message = "a quotation mark is opened here and never closed"
    return Finding(trouble.context, "unclosed-quote", message, hint)


def in_brackets(trouble: Trouble) -> Finding:
    """Explain what does not belong between brackets."""
    opening = trouble.text[trouble.context : trouble.context + 1]
    closing = "]" if opening == "[" else "}"
    found = trouble.text[trouble.at : trouble.at + 1]
    if found and found in "]}":
        message = f"`{opening}` is closed with `{found}`"
        return Finding(trouble.at, "wrong-bracket", message, f"close it with `{closing}`")
    here, there = trouble.line_start(trouble.context), trouble.line_start(trouble.at)
    outside = here != there and trouble.indent(there) <= trouble.indent(here)
    if outside or not found.strip():
        return not_closed(trouble, trouble.context)
    what = (
        "a comma is missing before this, or a colon is in a value"
        if found == ":"
        else "a comma is missing here"
    )
    hint = f"between {opening} and {closing} put a comma after each part, and quotes around text with a colon"
    return Finding(trouble.at, "missing-comma", what, hint)


def not_closed(trouble: Trouble, offset: int) -> Finding:
    """Explain the bracket at an offset, which is opened and not closed."""
    opening = trouble.text[offset : offset + 1]
    closing = "]" if opening == "[" else "}"
    message = f"`{opening}` is opened here and not closed"
    hint = f"add `{closing}`; if the bracket belongs to a text, put the text in quotes"
    return Finding(offset, "unclosed-bracket", message, hint)


def closing(trouble: Trouble) -> Finding:
    """Explain a closing bracket that nothing opened."""
    found = trouble.text[trouble.at : trouble.at + 1]
    hint = "delete it; if it belongs to a text, put the text in quotes"
    return Finding(trouble.at, "wrong-bracket", f"a `{found}` without its opening bracket", hint)


def escape(trouble: Trouble) -> Finding:
    """Explain a backslash in double quotes before what it cannot stand before."""
    where = trouble.text.rfind("\\", trouble.context, trouble.at + 1)
    hint = "write \\\\ for a backslash, or put the text in single quotes: '...'"
    message = "a backslash in double quotes, followed by what it cannot be followed by"
    return Finding(where if where >= 0 else trouble.at, "bad-escape", message, hint)
