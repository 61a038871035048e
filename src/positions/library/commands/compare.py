"""`compare`: who agrees and disagrees with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, settings_of, study_to_report
from positions.library.measuring import comparison_of, refuse_for_groups
from positions.library.notices import Tick, progress, say, say_what_helps, waiting
from positions.library.options.effect import say_without_effect
from positions.library.options.keywords import CompareKeywords, FilterKeywords
from positions.library.options.reading import options_of, read_options
from positions.library.result import Result
from positions.library.selecting import Values, names_of
from positions.library.source import source_of
from positions.problems import UsageError
from positions.reports.common.study import Study
from positions.selection import find_actor

if TYPE_CHECKING:
    from positions.measures.pairs.results import Comparison
    from positions.tables import Report


def compare(data: Data, *names: str, **options: Unpack[CompareKeywords]) -> Result:
    """Compare actors with each other: stances, agreement and disagreement, what unites and what divides.

    Args:
        data: what `load` returns, or what it takes.
        names: actors, by id, short or full name; all unless named. One alone: everyone ranked against it.
        options: as on the command line, with underscores: `measure` ("side", "exact", "proximity",
            "directional"), `unweighted`, `by_salience`, `range`, `robust`, `sort`, `moved_since` (a date),
            `with_` (an actor to rank the others against), `group_by`, `top`, `min_agreement`,
            `min_shared`, `table`, and the filters of `load`.

    Returns:
        The tables of `positions compare`: `stances`, `agreement`, `disagreement`, `shared` (matrices),
        `pairs`, `unites`, `divides`, and `robust` where asked for; shares from 0 to 1, None where nothing is
        shared. A ranking, groups and nearest pairs have tables of their own.

    Raises:
        UsageError: if a name or an option is unknown, options do not go together, or the measure does not
            fit the scale.
        DataError: if the data is wrong.
    """
    return comparing(data, names, options).result()


@dataclass(frozen=True)
class Comparing:
    """What was asked, checked, with the data opened.

    Attributes:
        asked: the options.
        how: how pairs are compared.
        study: the data; None where groups were counted without reading it.
        counted: the report of these groups.
        versus: the actor that the others are ranked against.
        named: the actors that were named.
    """

    asked: Values
    how: Comparison
    study: Study | None = None
    counted: Report | None = None
    versus: str | None = None
    named: tuple[str, ...] = ()

    def result(self, *, read: bool = False) -> Result:
        """Return the answer; `read` says that people are to read it, who read no matrix of thousands.

        Raises:
            UsageError: as `compare`.
        """
        return result_of(self.counted or self._report(read=read), self.asked)

    def _report(self, *, read: bool) -> Report:
        from positions.reports.common.pair_limits import refuse_what_cannot_end

        study, asked, how = self.study, self.asked, self.how
        assert study is not None  # else the groups are counted
        if asked["group_by"] is not None:
            from positions.reports.groups.report import group_report, grouped

            return group_report(grouped(study, asked["group_by"], how), how, wanted=asked["table"])
        if asked["top"] is not None or asked["min_agreement"] is not None:
            say_without_effect(
                CompareKeywords, asked, ("range", "robust"), "no bounds are computed for the nearest pairs"
            )
            return _nearest(study, how, asked)
        if self.versus is not None:
            return self._ranking(study)
        refuse_what_cannot_end(len(study.grid.actors), read=read, whole=not asked["table"])
        from positions.reports.compare.report import compare as compare_report

        def make(wanted: Collection[str]) -> Report:
            with watched(study, how) as tick:
                return compare_report(
                    study,
                    how,
                    sort=asked["sort"] or "file",
                    wanted=wanted,
                    tick=tick,
                    moved_since=asked["moved_since"],
                )

        if not asked["robust"]:
            return make(asked["table"])
        from positions.reports.compare.robustness import with_robustness

        return with_robustness(study, how, asked["table"], make)

    def _ranking(self, study: Study) -> Report:
        from positions.reports.compare.ranking import rank

        why = "a ranking has its own order, and shows no movement"
        say_without_effect(CompareKeywords, self.asked, ("sort", "robust", "moved_since"), why)
        assert self.versus is not None  # only `compare --with` asks for it
        subject = find_actor(study.dataset, self.versus)
        named = self.named if self.asked["with_"] else ()
        others = [find_actor(study.dataset, name) for name in named]
        if subject not in {actor.id for actor in study.grid.actors}:
            raise UsageError(f"the filters leave out {self.versus!r}, against whom the others are ranked")
        return rank(study, subject, others, self.how)


def comparing(data: Data, actors: Iterable[str], options: Mapping[str, object]) -> Comparing:
    """Check what is asked and open the data; raises as `compare`."""
    asked = read_options(CompareKeywords, options)
    how = comparison_of(asked)
    named = names_of(actors)
    versus = asked["with_"] or (named[0] if len(named) == 1 else None)
    _refuse_together(asked, versus)
    if asked["group_by"] is not None:
        refuse_for_groups(how)
        say_without_effect(CompareKeywords, asked, ("robust",), "groups are compared once, on every issue")
    if asked["group_by"] is not None and not named and _takes_everything(asked):
        report = _counted_table(data, asked, how)
        if report is not None:
            return Comparing(asked, how, counted=report)
    study = study_to_report(data, asked, () if versus else named, stances_only=True)
    return Comparing(asked, how, study, versus=versus, named=named)


def _refuse_together(asked: Values, versus: str | None) -> None:
    """Refuse options for very many actors beside others that say something else.

    Raises:
        UsageError: if two are given that do not go together.
    """
    many = {"--group-by": asked["group_by"], "--top": asked["top"], "--min-agreement": asked["min_agreement"]}
    given = next((name for name, value in many.items() if value is not None), None)
    if given is None:
        return
    others = {
        "one actor to rank the others against": versus,
        "--sort": asked["sort"],
        "--moved-since": asked["moved_since"],
    }
    if given == "--group-by":
        others |= {name: many[name] is not None for name in ("--top", "--min-agreement")}
    for name, value in others.items():
        if value:
            raise UsageError(f"{given} and {name} do not go together", "leave one of them out")


def _takes_everything(asked: Values) -> bool:
    filters = (*options_of(FilterKeywords), "entries", "since", "until")
    return not any(asked[name] for name in filters)


def _counted_table(data: Data, asked: Values, how: Comparison) -> Report | None:
    """Return the report on the groups of a very large table, counted in the database; None where not."""
    from positions.exchange.duckdb.groups import grouped_table
    from positions.exchange.duckdb.table import can_number

    path = None if isinstance(data, Study) else source_of(data).path
    if path is None or not source_of(data).is_table or not can_number(path):
        return None
    from positions.reports.groups.report import group_report

    with waiting(f"Counting {path.name}"):
        found = grouped_table(path, settings_of(asked), asked["group_by"], how)
    if found is None:
        return None
    groups, remarks = found
    for remark in remarks:
        say(remark)
    return group_report(groups, how, wanted=asked["table"])


def _nearest(study: Study, how: Comparison, asked: Values) -> Report:
    from positions.reports.compare.nearest import agreeing, nearest

    most, least = asked["top"], asked["min_agreement"]
    with watched(study, how) as tick:
        if most is None:
            return agreeing(study, how, least or 0.0, tick=tick)
        return nearest(study, how, most, least=least, wanted=asked["table"], tick=tick)


def watched(study: Study, how: Comparison) -> AbstractContextManager[Tick]:
    """Return the progress of work on all pairs; say what would speed it up where it takes long."""
    from positions.measures.pairs.numpy_blocks import has_numpy, offers
    from positions.reports.common.pair_limits import number_of_pairs, takes_long

    actors = len(study.grid.actors)
    pairs = number_of_pairs(actors)
    if takes_long(actors) and offers(study.grid, how) and not has_numpy():
        say_what_helps(f"{pairs:,} pairs take a while")
    return progress("Comparing pairs", pairs)
