"""Each issue in a briefing: what it proposes, who stands where, on which conditions, and who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from positions.measures.issues import IssueProfile
from positions.page_model import Section
from positions.reports.amounts import spread_words
from positions.reports.common.cells import condition_words, listed
from positions.reports.common.sides import Names, state_words
from positions.reports.common.study import Study
from positions.tables import Column, Matrix, Table

IN_ANNEX = 60
"""A longer table is cut in its annex too: a workbook holds all of it."""

_IN_TEXT, _FIRST, _FIRST_OF_MANY = 15, 12, 8
"""So many issues stand in the text whole, of more the first, of many actors fewer: it is two pages."""

_MOST_NAMES, _FEW_NAMES, _FEW_ACTORS = 5, 2, 12
"""How many names a cell has; and in the text of more than a few actors, where the annex has more."""


def on_issues(study: Study, order: Sequence[int], grid: Matrix | None, whole: list[Section]) -> Section:
    """Return the section on the issues, what divides most first.

    Args:
        study: the data and what is selected of it.
        order: the issues by index, each once.
        grid: the stances as a matrix, where there is room for it: it then stands in place of the table.
        whole: gets the table whole, as an annex, where the section has its beginning.
    """
    words: tuple[str, ...] = ("What each proposes, and who stands where; first where they differ most.",)
    if grid is not None:
        depend = [(study.issues[issue].label, _conditions(study, issue)) for issue in order]
        points = tuple(f"Condition on {title}: {said}" for title, said in depend if said)
        return Section("On what", words, points, (_proposed(study, grid, order),))
    profiles = {profile.issue: profile for profile in study.profiles}
    rows = [_row(study, profiles[issue]) for issue in order[:IN_ANNEX]]
    without_sides = [issue for issue in order if not profiles[issue].sided]
    heads = _heads(
        profiles.values(), amounts=all(study.grid.scale_of(issue).is_amount for issue in without_sides)
    )
    table = _table(rows, heads)
    if len(order) > _IN_TEXT:
        many = len(study.actors) > _FEW_ACTORS
        number, names = (_FIRST_OF_MANY, _FEW_NAMES) if many else (_FIRST, _MOST_NAMES)
        first = [_row(study, profiles[issue], names, shortened=many) for issue in order[:number]]
        table = _table(first, heads)
        cut = len(order) > len(rows)
        annex = f"has the first {len(rows)}" if cut else "has all"
        words = (*words, f"The first {number} of {len(order):,}; the annex {annex}.")
        said = (f"Of {len(order):,}, in the same order; a workbook holds all.",) if cut else ()
        title = f"Annex: the first {len(rows)} issues" if cut else "Annex: every issue"
        whole.append(Section(title, said, (), (_table(rows, heads),), annex=True))
    return Section("On what", words, (), (table,))


def _proposed(study: Study, grid: Matrix, order: Sequence[int]) -> Matrix:
    """Return the stances with what each issue proposes in its heading, in another order of the issues."""
    heads = tuple(
        replace(issue, label=_with_proposition(study, index), name=_with_proposition(study, index))
        for index, issue in enumerate(study.issues)
    )
    return replace(
        grid,
        columns=tuple(heads[index] for index in order),
        cells=tuple(tuple(row[index] for index in order) for row in grid.cells),
    )


def _with_proposition(study: Study, issue: int) -> str:
    title, proposition = study.issues[issue].label, study.grid.issues[issue].proposition
    return f"{title}: {proposition}" if proposition and proposition != title else title


def _heads(profiles: Iterable[IssueProfile], *, amounts: bool) -> dict[str, str]:
    """Return the headings of the table by id; `amounts` tells whether what has no sides is amounts alone."""
    neutral = any(profile.tally.neutral for profile in profiles)
    return {
        "issue": "Issue and proposition",
        "for": "For",
        "against": "Against",
        "held": "Amounts" if amounts else "Positions",
        "others": "Neutral, or no position" if neutral else "No position",
        "conditions": "Conditions",
    }


def _table(rows: Sequence[tuple[str, ...]], heads: Mapping[str, str]) -> Table:
    kept = [index for index, name in enumerate(heads) if name == "issue" or any(row[index] for row in rows)]
    columns = tuple(Column(name, label) for name, label in heads.items())
    return Table(
        "each_issue",
        "Each issue",
        tuple(columns[index] for index in kept),
        tuple(tuple(row[index] for index in kept) for row in rows),
        empty="There is no issue.",
    )


def _row(
    study: Study, profile: IssueProfile, most: int = _MOST_NAMES, *, shortened: bool = False
) -> tuple[str, ...]:
    """Return the cells on an issue, each with `most` names at most; `shortened`: as many conditions too."""
    names, issue = Names.of(study), profile.issue
    tally = profile.tally
    others = {"neutral": tally.neutral, **profile.states}
    without = "; ".join(
        f"{words}: {_some(names, others[state], most)}"
        for state, words in state_words(study.grid).items()
        if others.get(state)
    )
    favour = against = held = ""
    if profile.sided:
        favour, against = (_some(names, side, most) for side in (tally.favour, tally.against))
    elif study.grid.scale_of(issue).is_amount:
        held = spread_words(names, profile)
    else:
        by_value = [
            (study.grid.scale.label_of(value), actors) for value, actors in profile.values.items() if actors
        ]
        held = "; ".join(f"{label}: {_some(names, actors, most)}" for label, actors in by_value)
    conditions = _conditions(study, issue, most if shortened else None)
    return _with_proposition(study, issue), favour, against, held, without, conditions


def _some(names: Names, actors: Sequence[int], most: int) -> str:
    shown = actors if len(actors) <= most + 1 else actors[:most]
    words = [names.actors[actor].label for actor in shown]
    rest = len(actors) - len(shown)
    return listed([*words, f"{rest:,} more"] if rest else words)


def _conditions(study: Study, issue: int, most: int | None = None) -> str:
    """Return the conditions on an issue behind whose they are: all, or the first and how many more."""
    if not study.grid.details:
        return ""
    found = []
    for actor, ref in enumerate(study.actors):
        detail = study.grid.details.get((actor, issue))
        if detail is not None and detail.entry.condition and study.grid.state(actor, issue) == "position":
            found.append(f"{ref.label}: {condition_words(detail.entry.condition, study.titles)}")
    rest = 0 if most is None or len(found) <= most + 1 else len(found) - most
    return "; ".join([*found[: len(found) - rest], f"{rest:,} more"] if rest else found)
