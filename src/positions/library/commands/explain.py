"""`explain`: two actors issue by issue, with the words behind each stance."""

from __future__ import annotations

from positions.library.result import Result
from positions.reports.common.study import Study
from positions.reports.explain import explain as explain_report
from positions.selection import find_actor


def explain(study: Study, a: str, b: str) -> Result:
    """Return two actors issue by issue, with the words behind each stance; actors by id, short or full name.

    Raises:
        UsageError: if an actor is unknown.
    """
    return Result(explain_report(study, find_actor(study.dataset, a), find_actor(study.dataset, b)))
