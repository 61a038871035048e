"""The standard streams: data to stdout, all else to stderr; in colour or not; whom what they carry is for."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Literal, TextIO

from positions.files import reason
from positions.problems import UsageError
from positions.vocabulary import Audience

ColorChoice = Literal["auto", "always", "never"]

_CHOICES: tuple[ColorChoice, ...] = ("auto", "always", "never")
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_NEAREST = "positions.nearest"
_SIGNS = {
    **dict.fromkeys("‘’‚‹›", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—−‑", "-"),
    "…": "...",
    "•": "*",
    "·": ".",
    "×": "x",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
}


def use_color(choice: ColorChoice, stream: TextIO | None = None) -> bool:
    """Return whether to colour a stream (stdout unless given).

    `--color` decides, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream or sys.stdout) and os.environ.get("TERM") != "dumb"


def color_choice(words: Sequence[str]) -> ColorChoice:
    """Return the `--color` on a command line, for what is printed before the line is understood."""
    found: ColorChoice = "auto"
    before = list(words[: words.index("--")] if "--" in words else words)
    for index, word in enumerate(before):
        for choice in _CHOICES:
            if word == f"--color={choice}" or before[index : index + 2] == ["--color", choice]:
                found = choice
    return found


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal; a stream that is missing or closed is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def is_ascii(stream: TextIO | None = None) -> bool:
    """Return whether a stream's (stdout's unless given) encoding lacks the marks that this program draws."""
    encoding = getattr(stream or sys.stdout, "encoding", None) or "utf-8"
    return not codecs.lookup(encoding).name.startswith("utf")


def survive_any_encoding() -> None:
    """Let stdout and stderr write the nearest letters where their encoding lacks one, and never fail."""
    codecs.register_error(_NEAREST, nearest)
    for stream in (sys.stdout, sys.stderr):
        if is_ascii(stream) and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_NEAREST)


def nearest(error: UnicodeError) -> tuple[str, int]:
    """Return ASCII for what cannot be encoded: a letter without its accent, a straight quote, else `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from unicodedata import normalize

    def ascii_of(letter: str) -> str:
        if letter.isspace():
            return " "
        parts = normalize("NFKD", letter) if letter.isalpha() else ""  # a half must not become 12
        return _SIGNS.get(letter) or "".join(part for part in parts if part.isascii()) or "?"

    return "".join(map(ascii_of, error.object[error.start : error.end])), error.end


def read_stdin(limit: int) -> bytes:
    """Return standard input's bytes, at most `limit`.

    Raises:
        UsageError: if it is closed, a terminal, or cannot be read.
    """
    hint = "pipe a dataset in, or name a file"
    if sys.stdin is None:
        raise UsageError("cannot read standard input: it is closed", hint)
    if is_terminal(sys.stdin):
        raise UsageError("standard input is a terminal", hint)
    try:
        return sys.stdin.buffer.read(limit)
    except OSError as error:
        raise UsageError(f"cannot read standard input: {reason(error)}", hint) from None


def say(text: str, *, quiet: bool = False, end: str = "\n", painted: bool = False) -> None:
    """Write a line for people to stderr; `quiet` (`-q`) leaves it out. Never fails.

    A terminal obeys nothing of it but line ends and tabs: other control characters, which names of files and
    the dataset's text may hold, and those that turn the direction of writing, are shown. `painted` says that
    this was done already, and that the text has colours of the program's own.
    """
    if quiet or sys.stderr is None:
        return
    try:
        sys.stderr.write((text if painted else harmless(text)) + end)
        sys.stderr.flush()
    except (OSError, ValueError):
        _to_devnull(sys.stderr)


def harmless(text: str) -> str:
    """Return a text with its control characters shown, but for line ends and tabs."""
    return text if text.isprintable() else _OBEYED.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\\u{code:04x}"


def write_text(text: str) -> None:
    """Write text to standard output; raises as `write_stdout` does."""
    write_stdout(encoded(text, sys.stdout))


def write_stdout(data: bytes) -> None:
    """Write bytes to standard output.

    Raises:
        BrokenPipeError: if the reader has gone.
        UsageError: if they cannot be written for another reason, such as a full disk.
    """
    try:
        if sys.stdout is None:
            raise UsageError("cannot write to standard output: it is closed")
        sys.stdout.flush()
        if hasattr(sys.stdout, "buffer"):
            sys.stdout.buffer.write(data)
        else:  # a notebook's stdout, or a StringIO, takes text alone
            sys.stdout.write(data.decode(getattr(sys.stdout, "encoding", None) or "utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_stdout()
        raise UsageError(f"cannot write to standard output: {reason(error)}") from None


def discard_stdout() -> None:
    """Send the rest of stdout nowhere, so that the interpreter has nothing to complain of when it ends."""
    _to_devnull(sys.stdout)


def _to_devnull(stream: TextIO | None) -> None:
    try:
        descriptor = stream.fileno() if stream is not None else None
    except (OSError, ValueError):
        return
    if descriptor is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def encoded(text: str | bytes, stream: TextIO | None) -> bytes:
    """Return text in a stream's encoding, UTF-8 for a file (None); bytes as they are."""
    if isinstance(text, bytes):
        return text
    return text.encode(getattr(stream, "encoding", None) or "utf-8", _NEAREST)


def audience_of(options: Mapping[str, object], *, on_terminal: bool | None = None) -> Audience:
    """Return whom a command's output is for, by its options: whoever is named, else by where it goes.

    Only what the terminal shows in its own format is for the team unless that is asked for. `on_terminal` is
    whether standard output is one, found out unless given.
    """
    given = options.get("audience")
    if given == "public" or given == "team":  # spelt out so that the type narrows
        return given
    elsewhere = options.get("output") is not None or options.get("format") not in (None, "terminal")
    if on_terminal is None:
        on_terminal = is_terminal(sys.stdout)
    return "public" if elsewhere or not on_terminal else "team"
