"""Options as messages offer them: they can be copied into a shell as they stand."""

from __future__ import annotations

from shlex import quote


def shell_word(text: str) -> str:
    """Return a text as one word of a command line: in double quotes where these will do, as in all shells."""
    if quote(text) == text:
        return text
    return quote(text) if any(sign in text for sign in '"$`\\!') else f'"{text}"'


def option(name: str, value: str) -> str:
    """Return an option with its value, joined by `=` where the value begins as an option does."""
    return f"{name}{'=' if value.startswith('-') else ' '}{shell_word(value)}"
