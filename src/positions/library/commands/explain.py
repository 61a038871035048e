"""`explain`: two actors issue by issue, with the words behind each stance."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.options.effect import say_no_shares
from positions.library.options.keywords import CellKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.selecting import names_of
from positions.problems import UsageError
from positions.selection import find_actor


def explain(data: Data, a: str, b: str, **options: Unpack[CellKeywords]) -> Result:
    """Show two actors issue by issue: both stances, the verdict, the words behind each.

    Args:
        data: what `load` returns, or what it takes.
        a: an actor, by id, short or full name.
        b: the one to compare with.
        options: `table`, `min_shared`, and the filters of `load`.

    Returns:
        The table `explain`, a row an issue: its `verdict` is agree, differ, oppose, or why there is none.

    Raises:
        UsageError: if a name or an option is unknown, both names are one actor's, or the filters leave one
            of them out.
        DataError: if the data is wrong.
    """
    from positions.reports.explain import explain as explain_report

    asked = read_options(CellKeywords, options)
    say_no_shares(CellKeywords, asked)
    study = study_to_report(data, asked, names_of((a, b)))
    left, right = find_actor(study.dataset, a), find_actor(study.dataset, b)
    if left == right:
        raise UsageError(f"{a!r} and {b!r} are the same stakeholder", "name two different ones")
    missing = {left, right} - {actor.id for actor in study.grid.actors}
    if missing:
        raise UsageError(f"the filters leave out {', '.join(sorted(missing))}")
    return result_of(explain_report(study, left, right), asked)
