"""Blocs across groups of actors: how many of a party are in each, and who is in another than most of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.study import Study
from positions.reports.groups.report import membership
from positions.suggest import first_of
from positions.tables import Column, Matrix, Ref, Report, Table

_MOST_TOLD, _MOST_NAMED = 8, 12
_LEFT_OUT = Ref("left-out", "left out", "left out")


@dataclass(frozen=True)
class Crossed:
    """Actors by bloc and group.

    Attributes:
        by: what makes the groups.
        groups: each group with its actors (by index) in the order of the file; who is in none is not there.
        bloc_of: the bloc of each actor that is in one, from 1.
        homes: the bloc in which more than half of a group is; groups without such a one are not there.
    """

    by: str
    groups: Mapping[str, Sequence[int]]
    bloc_of: Mapping[int, int]
    homes: Mapping[str, int]

    @property
    def elsewhere(self) -> list[tuple[int, str]]:
        """Who is in another bloc than most of the group, with the group, in the order of the file."""
        return sorted(
            (actor, group)
            for group, home in self.homes.items()
            for actor in self.groups[group]
            if self.bloc_of.get(actor, home) != home
        )


def crossed(groups: Sequence[str | None], bloc_of: Mapping[int, int], by: str) -> Crossed:
    """Return blocs across groups, from the group of each actor and the bloc of each that is in one.

    More than half counts those of a group who are in a bloc; a group of one has no home.
    """
    found: dict[str, list[int]] = {}
    for actor, group in enumerate(groups):
        if group is not None:
            found.setdefault(group, []).append(actor)
    homes = {}
    for group, actors in found.items():
        numbers = Counter(bloc_of[actor] for actor in actors if actor in bloc_of)
        bloc, most = max(numbers.items(), key=lambda item: item[1], default=(0, 0))
        if most > 1 and 2 * most > numbers.total():
            homes[group] = bloc
    return Crossed(by, found, bloc_of, homes)


def with_groups(report: Report, study: Study, by: str) -> Report:
    """Return a report on blocs with the tables `crossed` and `elsewhere`, and what they show in words.

    Raises:
        UsageError: if no actor has the attribute.
    """
    place = {actor: index for index, actor in enumerate(study.actors)}
    (blocs,) = (table for table in report.tables if table.id == "blocs")
    assert isinstance(blocs, Table)  # blocs are always a table, one actor a row
    bloc_of = {place[actor]: bloc for actor, bloc, *_ in blocs.rows if isinstance(actor, Ref)}
    found = crossed(membership(study.grid.actors, by), bloc_of, by)  # type: ignore[arg-type]  # as its column says
    return replace(
        report,
        tables=(*report.tables, _matrix(found), _elsewhere(study, found)),
        shown=(*report.shown, "crossed", *(("elsewhere",) if found.elsewhere else ())),
        summary=(*report.summary, *_words(study, found)),
        options={**report.options, "group_by": by},
    )


def _matrix(found: Crossed) -> Matrix:
    numbers = sorted(set(found.bloc_of.values()))
    missing = any(actor not in found.bloc_of for actors in found.groups.values() for actor in actors)
    rows = [Ref(str(number), f"Bloc {number}", f"Bloc {number}") for number in numbers]
    counts = [Counter(found.bloc_of.get(actor, 0) for actor in actors) for actors in found.groups.values()]
    return Matrix(
        "crossed",
        f"Blocs by {found.by}",
        "integer",
        (*rows, *((_LEFT_OUT,) if missing else ())),
        tuple(Ref(group, group, group) for group in found.groups),
        tuple(tuple(count[number] for count in counts) for number in (*numbers, *((0,) if missing else ()))),
    )


def _elsewhere(study: Study, found: Crossed) -> Table:
    columns = (
        Column("id", "Actor"),
        Column("group", "Group"),
        Column("bloc", "Bloc", "integer"),
        Column("home", "Bloc of most of the group", "integer"),
    )
    rows = tuple(
        (study.actors[actor], group, found.bloc_of[actor], found.homes[group])
        for actor, group in found.elsewhere
    )
    title = f"In another bloc than most of their {found.by}"
    return Table("elsewhere", title, columns, rows, empty="Nobody is in another bloc than most of the group.")


def _words(study: Study, found: Crossed) -> tuple[str, ...]:
    if len(set(found.bloc_of.values())) < 2:
        return ()
    told = [f"{group}, {_where(found, group)}" for group in found.groups]
    rest = [f"and {counted(len(told) - _MOST_TOLD, 'more group')}"] if len(told) > _MOST_TOLD else []
    spread = sentence(f"by {found.by}: {'; '.join([*told[:_MOST_TOLD], *rest])}.")
    apart = [study.grid.actors[actor].label for actor, _ in found.elsewhere]
    if not found.homes:
        return (spread,)
    if not apart:
        return (spread, f"Nobody is in another bloc than most of their {found.by}.")
    return (spread, f"In another bloc than most of their {found.by}: {first_of(apart, _MOST_NAMED)}.")


def _where(found: Crossed, group: str) -> str:
    """Return in which blocs a group is: "55 in bloc 1 and 1 in bloc 2"."""
    numbers = Counter(found.bloc_of[actor] for actor in found.groups[group] if actor in found.bloc_of)
    if not numbers:
        return "left out"
    return listed([f"{count:,} in bloc {bloc}" for bloc, count in sorted(numbers.items())])
