"""Where output goes: data to stdout or a file, everything else to stderr; in colour or not."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Literal, TextIO

from positions.files import new_folders, reason, write_atomically, write_together
from positions.problems import UsageError
from positions.render import REGISTRY, Renderer, RenderOptions
from positions.suggest import hint_for

if TYPE_CHECKING:
    from positions.cli.options.shared import OutputOptions
    from positions.tables import Report

ColorChoice = Literal["auto", "always", "never"]

_CHOICES: tuple[ColorChoice, ...] = ("auto", "always", "never")
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


def say(text: str, *, quiet: bool = False, end: str = "\n") -> None:
    """Write a line for people to stderr; `quiet` (`-q`) leaves it out. Never fails."""
    if quiet or sys.stderr is None:
        return
    try:
        sys.stderr.write(text + end)
        sys.stderr.flush()
    except (OSError, ValueError):
        _to_devnull(sys.stderr)


def write_text(text: str) -> None:
    """Write text to standard output; raises as `write_stdout` does."""
    write_stdout(_encoded(text, sys.stdout))


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


def write_report(report: Report, output: OutputOptions, *, inputs: Sequence[Path] = ()) -> None:
    """Render a report in the format asked for and write it where it was asked for.

    Args:
        report: the report.
        output: the format, the file, the tables, the colours.
        inputs: the files and folders that were read, which must not be overwritten.

    Raises:
        UsageError: if the format or a table is unknown, or the output cannot be written.
        BrokenPipeError: if the reader has gone.
    """
    _check_tables(report, output.table)
    place = None if output.output in (None, "-") else output.output
    if place is not None and (place.endswith(("/", os.sep)) or os.path.isdir(place)):  # noqa: PTH112  # "x/" is no Path
        _write_folder(report, output, Path(place), inputs)
        return
    renderer = _renderer(output.format, place)
    if place is None:
        if renderer.binary and is_terminal(sys.stdout):
            raise UsageError(
                f"{renderer.name} is a binary format and is not shown on a terminal",
                f"write it to a file: -o FILE{renderer.suffixes[0]}",
            )
        write_stdout(_encoded(renderer.render(report, _stdout_options(output)), sys.stdout))
        return
    path = Path(place)
    refuse_inputs(path, inputs)
    write_atomically(path, _encoded(renderer.render(report, _file_options(output)), None))


def refuse_inputs(path: Path, inputs: Sequence[Path]) -> None:
    """Refuse to write to a file that was read.

    Raises:
        UsageError: if the path is one of the inputs, or a dataset's file in a folder that is one.
    """
    for given in inputs:
        folder = given.is_dir()
        same = (
            [given] if not folder else [file for file in given.iterdir() if file.suffix in (".yaml", ".yml")]
        )
        if path.exists() and any(file.exists() and path.samefile(file) for file in same):
            raise UsageError(f"{path} is the input and would be overwritten", "name another file to write")


def _check_tables(report: Report, wanted: Sequence[str]) -> None:
    known = [table.id for table in report.tables]
    for name in wanted:
        if name not in known:
            raise UsageError(f"there is no table {name!r}", hint_for(name, known, "tables"))


def _renderer(name: str | None, place: str | None) -> Renderer:
    """Return the renderer that is named, else the one that the file's suffix implies, else the terminal's."""
    if name is not None:
        return REGISTRY[name]
    if place is None or (os.path.exists(place) and not os.path.isfile(place)):  # noqa: PTH110, PTH113  # a device
        return REGISTRY["terminal"]
    suffix = Path(place).suffix.lower()
    for renderer in REGISTRY.values():
        if suffix in renderer.suffixes:
            return renderer
    known = ", ".join(suffix for renderer in REGISTRY.values() for suffix in renderer.suffixes)
    what = f"the suffix {suffix} implies no format" if suffix else f"{place} has no suffix to imply a format"
    raise UsageError(what, f"use one of {known}, or name the format with -f")


def _write_folder(report: Report, output: OutputOptions, folder: Path, inputs: Sequence[Path]) -> None:
    renderer = REGISTRY[output.format or "csv"]
    if renderer.name not in ("csv", "tsv"):
        raise UsageError(f"{folder} is a folder, and {renderer.name} is one file", "name a file after -o")
    options = _file_options(output)
    names = output.table or tuple(table.id for table in report.tables)
    files = {
        folder / f"{name}{renderer.suffixes[0]}": renderer.render(report, replace(options, tables=(name,)))
        for name in names
    }
    for path in files:
        refuse_inputs(path, inputs)
    with new_folders(folder):
        write_together({path: _encoded(text, None) for path, text in files.items()})


def _stdout_options(output: OutputOptions) -> RenderOptions:
    """Return how to render to stdout: no width, so no wrapping and no truncation, unless it is a terminal."""
    width = get_terminal_size().columns if is_terminal(sys.stdout) else None
    color = use_color(output.color, sys.stdout)
    return RenderOptions(width=width, color=color, ascii=is_ascii(sys.stdout), tables=output.table or None)


def _file_options(output: OutputOptions) -> RenderOptions:
    return RenderOptions(width=None, color=output.color == "always", ascii=False, tables=output.table or None)


def _encoded(text: str | bytes, stream: TextIO | None) -> bytes:
    if isinstance(text, bytes):
        return text
    return text.encode(getattr(stream, "encoding", None) or "utf-8", _NEAREST)
