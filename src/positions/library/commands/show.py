"""`show`: a profile of an actor or an issue."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.options.effect import say_no_shares
from positions.library.options.keywords import CellKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.selecting import a_name
from positions.problems import UsageError
from positions.selection import find_subject


def show(data: Data, subject: str, **options: Unpack[CellKeywords]) -> Result:
    """Show where an actor stands on everything, or everyone on an issue, in their words; or a source.

    Args:
        data: what `load` returns, or what it takes.
        subject: an actor, an issue or a source, by id, short or full name, or title; "actor:x", "issue:x" or
            "source:x" where it could be several.
        options: `table`, `min_shared`, and the filters of `load`.

    Returns:
        The table `profile`, a row an issue or an actor.

    Raises:
        UsageError: if a name or an option is unknown, or the filters leave the subject out.
        DataError: if the data is wrong.
    """
    from positions.reports.show import show_actor, show_issue, show_source

    asked = read_options(CellKeywords, options)
    say_no_shares(CellKeywords, asked)
    study = study_to_report(data, asked)
    kind, name = find_subject(study.dataset, a_name(subject), sources=True)
    if kind == "source":
        return result_of(show_source(study, name), asked)
    left = study.grid.actors if kind == "actor" else study.grid.issues
    if name not in {item.id for item in left}:
        raise UsageError(f"the filters leave out {subject!r}")
    return result_of(show_actor(study, name) if kind == "actor" else show_issue(study, name), asked)
