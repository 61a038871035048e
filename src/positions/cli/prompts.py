"""Questions on a terminal: for what a command needs and was not given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

from positions.cli import streams
from positions.cli.problem_lines import usage_text, visible
from positions.problems import UsageError
from positions.suggest import first_of

T = TypeVar("T")

BACK = "<"
"""What is answered to go back to the question before."""

MOST_LISTED = 40
_NONE = "Enter: none"
_HOW = "Number or first letters"


class BackError(Exception):
    """The question before is wanted again."""


_going_back: list[bool] = []


def in_turn(questions: Sequence[Callable[[], None]]) -> None:
    """Ask one question after the other; `<` goes back to the one before, which is asked again.

    Raises:
        UsageError: if there are no more answers.
    """
    if not questions:
        return
    streams.say(f"{BACK} goes back to the question before; Ctrl-C stops, and nothing is written.")
    at = 0
    while at < len(questions):
        _going_back.append(True)
        try:
            questions[at]()
            at += 1
        except BackError:
            if at == 0:
                streams.say("  this is the first question")
            at = max(0, at - 1)
        finally:
            _going_back.pop()


def can_ask() -> bool:
    """Return whether somebody sits at a terminal who can be asked."""
    return streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stderr)


def require(**missing: bool) -> None:
    """Refuse to go on without what is missing, where nobody can be asked.

    Args:
        missing: by name, as it is written on the command line (`_` for `-`), whether it is missing.

    Raises:
        UsageError: naming all that is missing.
    """
    names = [name.replace("_", "-") for name, absent in missing.items() if absent]
    if names and not can_ask():
        shown = ", ".join(f"--{name}" if name.islower() else name for name in names)
        raise UsageError(f"missing: {shown}", "run this in a terminal to be prompted")


def ask(question: str, parse: Callable[[str], T]) -> T:
    """Return the answer to a question, asked until `parse` takes it.

    Raises:
        UsageError: if there are no more answers.
    """
    while True:
        answer = _answer(f"{question}: ")
        if not answer:
            streams.say("  an answer is required (Ctrl-C stops; nothing is written)")
            continue
        with _refusals_said():
            return parse(answer)


def ask_if_any(question: str, parse: Callable[[str], T]) -> T | None:
    """Return the answer to a question that may be left unanswered; None then."""
    while True:
        answer = _answer(f"{question} ({_NONE}): ")
        if not answer:
            return None
        with _refusals_said():
            return parse(answer)


def ask_or(question: str, suggested: str, parse: Callable[[str], T]) -> T:
    """Return the answer to a question, and to an empty one what is suggested."""
    while True:
        answer = _answer(f"{question} (Enter: {visible(suggested)}): ") or suggested
        with _refusals_said():
            return parse(answer)


def choose(question: str, options: Sequence[tuple[str, str]], find: Callable[[str], str]) -> str:
    """Return the id of one of several things: by its number, the beginning of its id, or what `find` takes.

    Args:
        question: what is asked for.
        options: ids, each with what is said of it.
        find: returns the id that a text names, or raises a UsageError that says what is wrong.
    """
    _list(options)
    return ask(f"{question} {_HOW}", lambda answer: _pick(answer, options, find))


def choose_if_any(
    question: str, options: Sequence[tuple[str, str]], find: Callable[[str], str]
) -> str | None:
    """Return the same as `choose`, and None where none is chosen."""
    _list(options)
    return ask_if_any(f"{question} {_HOW}", lambda answer: _pick(answer, options, find))


def _list(options: Sequence[tuple[str, str]]) -> None:
    width = max((len(name) for name, _ in options[:MOST_LISTED]), default=0)
    for number, (name, about) in enumerate(options[:MOST_LISTED], start=1):
        streams.say(f"  {number:>2}  {name.ljust(width)}  {visible(about)}".rstrip())
    if len(options) > MOST_LISTED:
        streams.say(f"  ... and {len(options) - MOST_LISTED} more")


def _pick(answer: str, options: Sequence[tuple[str, str]], find: Callable[[str], str]) -> str:
    names = [name for name, _ in options]
    if answer in names:
        return answer
    if answer.isdecimal() and 1 <= int(answer) <= len(names):
        return names[int(answer) - 1]
    begun = [name for name in names if name.casefold().startswith(answer.casefold())]
    if len(begun) == 1:
        return begun[0]
    try:
        return find(answer)
    except UsageError:
        if begun:
            raise UsageError(f"{answer!r} begins several", first_of(begun, 12)) from None
        raise


def paste(question: str) -> str | None:
    """Return a text that may be pasted over several lines, as one line; None where none is given.

    An empty line ends it.
    """
    streams.say(f"{question}: paste it, over several lines if need be; an empty line ends it ({_NONE})")
    lines: list[str] = []
    while line := _answer("> "):
        lines.append(line)
    return " ".join(" ".join(lines).split()) or None


def _answer(prompt: str) -> str:
    """Return a line that somebody types, without the spaces around it.

    Raises:
        BackError: if it asks for the question before, where there is one.
    """
    line = _line(prompt)
    if line == BACK and _going_back:
        raise BackError
    return line


def _line(prompt: str) -> str:
    if sys.stderr is not None:
        sys.stderr.flush()
    try:
        if streams.is_terminal(sys.stdout):
            with suppress(ImportError):
                import readline  # noqa: F401  # lets `input` edit the line, and take a long paste
            return input(prompt).strip()
        streams.say(prompt, end="")
        line = sys.stdin.readline()
        if line:
            return line.strip()
    except EOFError:
        streams.say("")
    except UnicodeDecodeError:
        raise UsageError("the input is not in the terminal's encoding") from None
    raise UsageError("the input ended before all questions were answered, so nothing was written")


@contextmanager
def _refusals_said() -> Iterator[None]:
    """Say why an answer is refused, and go on."""
    try:
        yield
    except UsageError as error:
        streams.say("  " + usage_text(str(error), error.hint), end="")
