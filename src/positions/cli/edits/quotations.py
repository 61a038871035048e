"""Looking a quotation up while it is typed: where it is, or why it is not in its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from positions.cli import streams
from positions.cli.problem_lines import problem_text
from positions.problems import Problem

if TYPE_CHECKING:
    from positions.dataset.load import Loaded


def not_found_problem(loaded: Loaded, source: str | None, quote: str) -> Problem | None:
    """Return the problem with a quotation that is not in its source; say where it is, if it is."""
    from positions.library.editing.evidence import quotation_problem

    return quotation_problem(loaded, source, quote, say_remark)


def require_found(loaded: Loaded, source: str | None, quote: str, *, forced: bool) -> None:
    """Refuse a quotation that is not in its source's text; with `forced`, only say so.

    Raises:
        DataError: if it is not there, with the closest passage.
    """
    from positions.library.editing import evidence

    evidence.require_found(not_found_problem(loaded, source, quote), say_remark, forced=forced)


def look_for_text(loaded: Loaded, text: str | None) -> None:
    """Refuse a text outside the folder, or one that cannot be read; say so if it is not there yet."""
    from positions.library.editing import sources

    sources.look_for_text(loaded, text, say_remark)


def say_remark(remark: str | Problem) -> None:
    """Say what a person should know of an edit: a sentence, or a problem that stops nothing."""
    if isinstance(remark, str):
        streams.say(remark)
    else:
        streams.say(problem_text([remark], ascii=streams.is_ascii()), end="")
