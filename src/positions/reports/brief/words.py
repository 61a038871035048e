"""The words that a briefing prints: a selection by issue and side, and how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from positions.page_model import Cited, WordsSection
from positions.reports.amounts import amount_text
from positions.reports.common.cells import counted, listed, sentence, stance_cell
from positions.reports.common.evidence import evidence_of_cell
from positions.reports.common.study import Study
from positions.tables import EvidenceItem, StanceCell
from positions.vocabulary import NON_POSITIONS

MOST_OWN, MOST_OTHERS = 24, 12
"""A briefing prints so many of the actors' own words at most, and so many of the rest."""

OWN_TITLE = "In their own words"
OTHERS_TITLE = "Reported, said by others, or read by the coder"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An item that could be printed: whose it is and on what (both by index), and the stance of its cell.

    `others` made the same statement together with the actor: it stands once, with the names of all.
    """

    actor: int
    issue: int
    cell: StanceCell
    item: EvidenceItem
    others: tuple[int, ...] = ()


def words_sections(study: Study, issues: Sequence[int]) -> tuple[WordsSection, ...]:
    """Return the own words of the actors, and apart from them what others report or say, and readings.

    Args:
        study: the data and what is selected of it.
        issues: the issues by index, in the order in which they are taken; each once.
    """
    actors_on: dict[int, list[int]] = {}  # what has no entry has no words; most of a million cells have none
    for actor, issue in sorted(study.grid.details):
        actors_on.setdefault(issue, []).append(actor)
    own: list[_Candidate] = []
    others: list[_Candidate] = []
    for issue in issues:
        for actor in actors_on.get(issue, ()):
            cell = stance_cell(study.grid, actor, issue)
            for item in evidence_of_cell(study, actor, issue):
                if item.words or item.translation:
                    (own if item.kind == "own" else others).append(_Candidate(actor, issue, cell, item))
    sections = (
        _section(study, OWN_TITLE, "quotation", _joined(own), MOST_OWN),
        _section(study, OTHERS_TITLE, "passage", _joined(others), MOST_OTHERS),
    )
    return tuple(section for section in sections if section.items)


def _joined(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return candidates with a statement that several made together once, with all who made it."""
    found: dict[object, _Candidate] = {}
    for one in candidates:
        key = (one.issue, one.cell.label, one.cell.value, one.cell.state, one.cell.condition, one.item)
        known = found.get(key)
        found[key] = one if known is None else replace(known, others=(*known.others, one.actor))
    return list(found.values())


def _section(
    study: Study, title: str, noun: str, candidates: Sequence[_Candidate], most: int
) -> WordsSection:
    groups: dict[tuple[int, int, str], list[_Candidate]] = {}
    for candidate in candidates:
        groups.setdefault((candidate.issue, *_side(candidate.cell)), []).append(candidate)
    place = {issue: number for number, issue in enumerate(dict.fromkeys(found[0] for found in groups))}
    ordered = [groups[key] for key in sorted(groups, key=lambda key: (place[key[0]], *key[1:]))]
    picked = select_evenly([[candidate.actor for candidate in group] for group in ordered], most)
    kept = [group[index] for group, indices in zip(ordered, picked, strict=True) for index in indices]
    note = _note(noun, candidates, kept, sided=study.grid.has_division)
    return WordsSection(title, note, tuple(_cited(study, found) for found in kept))


def _side(cell: StanceCell) -> tuple[int, str]:
    """Return the side of a cell as a sort key: for, against, neutral, then each label or state."""
    if cell.state != "position":
        return 4, f"{[*NON_POSITIONS].index(cell.state) if cell.state in NON_POSITIONS else 9}"
    if cell.side is None:
        return 3, cell.label or ""
    return {1: 0, -1: 1, 0: 2}[cell.side], ""


def select_evenly(groups: Sequence[Sequence[int]], most: int) -> list[list[int]]:
    """Return which items of each group to print, at most `most` in all, ascending by index.

    The groups take turns, each one item a turn, until `most` are taken or none is left: of two groups that
    are not exhausted neither has two more than the other. Within a group, items of the actors with the fewest
    so far come first, and of these the ones that spread evenly over the group's order.

    Args:
        groups: for each group the actor (by index) of each of its items.
        most: the most items in all.
    """
    numbers = [0] * len(groups)
    left = min(most, sum(map(len, groups)))
    while left:
        for index, group in enumerate(groups):
            if left and numbers[index] < len(group):
                numbers[index] += 1
                left -= 1
    printed: dict[int, int] = {}
    return [_spread(group, number, printed) for group, number in zip(groups, numbers, strict=True)]


def _spread(group: Sequence[int], number: int, printed: dict[int, int]) -> list[int]:
    """Return so many items of a group, and count them in `printed`, the number of items by actor."""
    taken: list[int] = []
    for step in range(number):
        aim = (2 * step + 1) * len(group) // (2 * number)
        best = min(
            (index for index in range(len(group)) if index not in taken),
            key=lambda index: (printed.get(group[index], 0), abs(index - aim), index),
        )
        taken.append(best)
        printed[group[best]] = printed.get(group[best], 0) + 1
    return sorted(taken)


def _note(noun: str, candidates: Sequence[_Candidate], kept: Sequence[_Candidate], *, sided: bool) -> str:
    """Say how the items were selected, and how many are left out."""
    left_out = len(candidates) - len(kept)
    if not left_out:
        return f"{sentence(counted(len(kept), noun))}, all that there are, by issue{' and side' * sided}."
    without = len({found.issue for found in candidates} - {found.issue for found in kept})
    where = f" None is printed on {counted(without, 'issue')} that have some." if without > 1 else ""
    where = " None is printed on 1 issue that has some." if without == 1 else where
    turns = (
        "one from each side of each issue in turn, the issues that divide the most first; on a side, first"
        if sided
        else "one from each issue in turn, where amounts are furthest apart first; on an issue, first"
    )
    return (
        f"{len(kept)} of {counted(len(candidates), noun)}: {turns} stakeholders with the fewest printed so "
        f"far, spread evenly over the file's order. {left_out:,} are left out; the dataset holds them.{where}"
    )


def _cited(study: Study, found: _Candidate) -> Cited:
    cell = found.cell
    actors = listed([study.actors[actor].label for actor in (found.actor, *found.others)])
    amount = None if cell.value is None else amount_text(cell.value, cell.unit)
    words = cell.label or amount or cell.state
    as_it_is = cell.state == "position" and (cell.side is None or not cell.label)
    condition = ", on a condition" if cell.state == "position" and cell.condition else ""
    return Cited(
        study.issues[found.issue].label,
        actors,
        (words if as_it_is else words.replace("-", " ")) + condition,
        found.item,
    )
