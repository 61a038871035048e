"""`history`: how positions moved over time."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.measuring import comparison_of
from positions.library.options.effect import say_entries_unfiltered, say_without_effect
from positions.library.options.keywords import HistoryKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.selecting import a_name
from positions.problems import UsageError
from positions.selection import find_actor, find_subject


def history(data: Data, *subjects: str, **options: Unpack[HistoryKeywords]) -> Result:
    """Follow how positions moved: each dated entry of a cell, or the agreement of two actors over time.

    Args:
        data: what `load` returns, or what it takes.
        subjects: one actor or issue: its cells; two actors: their agreement; none: every cell.
        options: `measure`, `min_shared`, `table`, and the filters of `load`.

    Returns:
        The table `history`, a row an entry; of two actors `pair`, a row a date.

    Raises:
        UsageError: if a name or an option is unknown, both names are one actor's, or there are more than two.
        DataError: if the data is wrong.
    """
    from positions.reports.history import history as history_report
    from positions.reports.history import pair_history

    asked = read_options(HistoryKeywords, options)
    named = [a_name(subject) for subject in subjects]
    if len(named) > 2:
        raise UsageError("history takes one actor, one issue, or two actors")
    study = study_to_report(data, asked)
    if len(named) == 2:
        a, b = (find_actor(study.dataset, name) for name in named)
        if a == b:
            raise UsageError(
                f"{named[0]!r} and {named[1]!r} are the same stakeholder", "name two different ones"
            )
        missing = {a, b} - {actor.id for actor in study.grid.actors}
        if missing:
            raise UsageError(f"the filters leave out {', '.join(sorted(missing))}")
        say_without_effect(HistoryKeywords, asked, ("as_of",), "the agreement is given on each day")
        return result_of(pair_history(study, a, b, comparison_of(asked)), asked)
    say_entries_unfiltered(HistoryKeywords, asked, "every entry of a cell is shown")
    say_without_effect(HistoryKeywords, asked, ("min_shared", "measure"), "no two actors are named")
    if named:
        kind, name = find_subject(study.dataset, named[0])
        left = study.grid.actors if kind == "actor" else study.grid.issues
        if name not in {item.id for item in left}:
            raise UsageError(f"the filters leave out {named[0]!r}")
        idle = ("kind",) if kind == "actor" else ("issue", "tag")
        say_without_effect(HistoryKeywords, asked, idle, f"one {kind} is named")
        all_of = study.selection
        picked = replace(all_of, actors=(name,)) if kind == "actor" else replace(all_of, issues=(name,))
        study = study.narrowed(picked)
    return result_of(history_report(study), asked)
