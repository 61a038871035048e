"""A parser's syntax error in a plain sentence, at the place where a person would look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A syntax error: offset of the place in the text, and what to say."""

    offset: int
    code: str
    message: str
    hint: str


def describe_syntax_error(text: str, error: Exception) -> Finding:
    """Return what to say about an error that PyYAML's parser raised on a text."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or "it cannot be read"
    hint = "compare with the lines around it: the spaces before it, colons and quotation marks"
    return Finding(min(mark.index if mark else 0, len(text)), "syntax", f"this is not YAML: {said}", hint)
