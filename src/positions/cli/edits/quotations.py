"""Looking a quotation up while it is typed: where it is, or why it is not in its source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from positions.cli import streams
from positions.cli.problem_lines import problem_text
from positions.problems import DataError, Problem

if TYPE_CHECKING:
    from positions.dataset.load import Loaded


def not_found_problem(loaded: Loaded, source: str | None, quote: str) -> Problem | None:
    """Return the problem with a quotation that is not in its source; say where it is, if it is."""
    from positions.dataset.quotations.check import look_up, not_found
    from positions.dataset.quotations.search import Found, NotFound

    found_in = loaded.require().sources.get(source or "")
    if found_in is None or loaded.folder is None:
        return None
    found, problem = look_up(quote, found_in, loaded.folder)
    if isinstance(found, NotFound):
        return not_found(found, found_in.text or "")
    if isinstance(found, Found):
        page = "" if found.page is None else f"page {found.page}, "
        streams.say(f"The quotation is in {found_in.text}, {page}line {found.line}.")
    elif problem is not None:
        streams.say(problem_text([problem], ascii=streams.is_ascii()), end="")
    return None


def require_found(loaded: Loaded, source: str | None, quote: str, *, forced: bool) -> None:
    """Refuse a quotation that is not in its source's text; with `forced`, only say so.

    Raises:
        DataError: if it is not there, with the closest passage.
    """
    problem = not_found_problem(loaded, source, quote)
    if problem is None:
        return
    if not forced:
        hint = f"{problem.hint}\ncorrect it, or keep it as it is with --force"
        raise DataError([replace(problem, hint=hint)])
    streams.say(f"Kept all the same: {problem.message}.")
