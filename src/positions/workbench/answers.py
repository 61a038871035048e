"""Answers of the server: JSON, and what went wrong as an error with a code."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from positions.dataset.editing.plans.removals import StillUsedError
from positions.files import reason
from positions.problems import DataError, PositionsError, Problem, UsageError
from positions.workbench.actions.entries import TakenError
from positions.workbench.actions.statements import TextChangedError
from positions.workbench.state.bench import NoDatasetError
from positions.workbench.state.snapshot import EntryGoneError

_FULL = (28, 122)  # ENOSPC, EDQUOT


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return a problem as the page has it."""
    place = problem.location
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "file": place.file if place else None,
        "line": place.line if place else None,
    }


_OPTION = re.compile(r"(?<![\w-])--([a-z]+(?:-[a-z]+)*)")


def error_json(error: Exception) -> tuple[int, dict[str, Any]]:
    """Return the status of an error and its message for the page; re-raise unexpected errors.

    The page has fields where the command line has options: they are named without their dashes.
    """
    status, said = _error_json(error)
    for name in ("message", "hint"):
        if isinstance(said.get(name), str):
            said[name] = _OPTION.sub(lambda option: option[1].replace("-", " "), said[name])
    return status, said


def _error_json(error: Exception) -> tuple[int, dict[str, Any]]:
    if isinstance(error, TakenError):
        return 409, {"code": "cell-taken", "message": str(error), "choices": error.choices}
    if isinstance(error, EntryGoneError):
        return 409, {"code": "entry-gone", "message": str(error), "hint": error.hint}
    if isinstance(error, TextChangedError):
        return 409, {"code": "text-changed", "message": str(error), "hint": error.hint}
    if isinstance(error, StillUsedError):
        return 400, {"code": "still-used", "message": str(error), "hint": error.hint}
    if isinstance(error, NoDatasetError):
        return 404, {"code": "no-dataset", "message": str(error), "hint": error.hint}
    if isinstance(error, UsageError):
        cause = error.__context__
        if isinstance(cause, OSError) and cause.errno in _FULL:
            return 507, {"code": "disk-full", "message": str(error), "hint": error.hint}
        return 400, {"code": "refused", "message": str(error), "hint": error.hint}
    if isinstance(error, DataError):
        problems = [problem_json(problem) for problem in error.problems]
        first = problems[0] if problems else {"message": str(error), "hint": None}
        return 422, {
            "code": "wrong-data",
            "message": first["message"],
            "hint": first["hint"],
            "problems": problems,
        }
    if isinstance(error, PositionsError):
        return 422, {"code": "refused", "message": str(error)}
    if isinstance(error, OSError):
        return 507 if error.errno in _FULL else 500, {"code": "cannot-write", "message": reason(error)}
    raise error


Act = Callable[[], Any]


def answered(act: Act) -> tuple[int, Any]:
    """Return what an action answers with its status, or its error."""
    try:
        return 200, act()
    except Exception as error:  # noqa: BLE001, RUF100  # error_json raises again what is no answer
        return error_json(error)
