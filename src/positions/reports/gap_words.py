"""What a work list says in words: its finding in a line, how many gaps there are, and their kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from positions.measures.gaps import Gap, Kind
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.headlines import short_title
from positions.reports.common.sides import Names, state_words
from positions.reports.common.signing import not_counted
from positions.reports.common.study import Study

_WORDS: dict[Kind, str] = {
    "not-researched": "not researched",
    "silent": "silent",
    "no-evidence": "no evidence",
    "quote-not-found": "quotation not in its source",
    "attributed-only": "attributed only",
    "inferred-only": "inferred only",
    "low-confidence": "low confidence",
    "stale": "old",
    "quote-not-checked": "quotation not checked",
    "thin-issue": "fewer than 2 positions",
    "thin-pair": "too few shared issues",
    "not-archived": "source without an archived copy",
}
_COUNTED: dict[Kind, tuple[str, str]] = {
    "quote-not-found": ("quotation not in its source", "quotations not in their sources"),
    "quote-not-checked": ("quotation not checked", "quotations not checked"),
    "thin-issue": ("issue with fewer than 2 positions", "issues with fewer than 2 positions"),
    "thin-pair": ("pair with too few shared issues", "pairs with too few shared issues"),
    "not-archived": ("source without an archived copy", "sources without an archived copy"),
}
"""What is counted in a sentence, where it is no state of a cell: one of it, several."""

ORDER = {kind: index for index, kind in enumerate(_WORDS)}
"""The place of each kind in lists."""

_MISSING: tuple[Kind, ...] = ("not-researched", "silent")
_OF_POSITIONS: tuple[tuple[tuple[Kind, ...], str, str], ...] = (
    (
        ("quote-not-found",),
        "has a quotation that is not in its source",
        "have quotations that are not in their sources",
    ),
    (
        ("no-evidence", "attributed-only", "inferred-only", "low-confidence"),
        "rests on weak evidence",
        "rest on weak evidence",
    ),
    (("stale",), "is old", "are old"),
    (("quote-not-checked",), "has a quotation that was not checked", "have quotations that were not checked"),
)
"""What may be wrong with positions, the worst first: kinds, and a verb for one position and for several."""

_MOST_PARTS, _MOST_CELLS = 2, 2

PAIRS = "Pairs: how many pairs of actors the entry would inform, or how many rest on it."
UNCHECKED = "Quotation not checked: its source has no `text` here to look for it in."
NOTES_ON_GAPS = (PAIRS, UNCHECKED)
"""What explains a work list, wherever it is shown."""


def kind_words(study: Study) -> Mapping[Kind, str]:
    """Return the kinds of gaps in words.

    Of answers, nothing is `not researched`; where something is held back, evidence may be.
    """
    words = {**_WORDS, "not-researched": state_words(study.grid)["not-researched"]}
    return {**words, "no-evidence": "no public evidence"} if study.is_public_part else words


def summary_of_gaps(study: Study, gaps: Sequence[Gap]) -> tuple[str, ...]:
    """Return how many gaps there are, by kind; nothing where there is none."""
    numbers: dict[Kind, int] = {}
    for gap in gaps:
        numbers[gap.kind] = numbers.get(gap.kind, 0) + 1
    if not numbers:
        return ()
    words = kind_words(study)
    parts = [
        counted(number, *_COUNTED.get(kind, (words[kind], words[kind])))
        for kind, number in sorted(numbers.items(), key=lambda item: ORDER[item[0]])
    ]
    return (f"{counted(len(gaps), 'gap')}: {', '.join(parts)}.",)


def headline_of_gaps(study: Study, gaps: Sequence[Gap]) -> str:
    """Return what is missing and what is weak, and which position would inform most pairs.

    "16 of 40 cells are silent, 8 of 24 positions rest on weak evidence; a position of Government on New
    structures would inform most (3 pairs)". Nothing more than the number of gaps where all are of another
    kind; "" where nothing is selected.
    """
    if not study.actors or not study.issues:
        return ""
    if not gaps:
        return f"Nothing is missing{not_counted(study.grid)}"
    parts = [*_missing(study, gaps), *_doubtful(study, gaps)][:_MOST_PARTS]
    if not parts:
        return summary_of_gaps(study, gaps)[0].removesuffix(".")
    return sentence(
        "; ".join([", ".join(parts), *_most_useful(study, gaps, at_most=_MOST_CELLS - len(parts) + 1)])
    )


def _missing(study: Study, gaps: Sequence[Gap]) -> Iterator[str]:
    """Yield how many cells are empty, of those that no filter took out."""
    grid, words = study.grid, kind_words(study)
    out = sum(row.states.get("excluded", 0).bit_count() for row in grid.rows)
    cells = len(grid.actors) * len(grid.issues) - out
    parts = list[str]()
    for kind in _MISSING:
        number = sum(gap.kind == kind for gap in gaps)
        if not number:
            continue
        has = kind == "not-researched" and grid.answers
        verb = ("has" if number == 1 else "have") if has else ("is" if number == 1 else "are")
        of = "" if parts else f" of {counted(cells, 'cell')}"
        parts.append(f"{number:,}{of} {verb} {words[kind]}")
    if parts:
        yield listed(parts)


def _doubtful(study: Study, gaps: Sequence[Gap]) -> Iterator[str]:
    """Yield how many positions have something wrong with them, the worst first."""
    positions = counted(sum(held.bit_count() for held in study.grid.held), "position")
    for kinds, one, several in _OF_POSITIONS:
        cells = {(gap.actor, gap.issue) for gap in gaps if gap.kind in kinds}
        number = len(cells)
        if "no-evidence" in kinds and number == sum(gap.kind == "no-evidence" for gap in gaps):
            one, several = (
                f"has {kind_words(study)['no-evidence']}",
                f"have {kind_words(study)['no-evidence']}",
            )
        elif "no-evidence" in kinds and study.is_public_part:
            one, several = f"{one}, of what is public", f"{several}, of what is public"
        if number:
            yield f"{number:,} of {positions} {one if number == 1 else several}"


def _most_useful(study: Study, gaps: Sequence[Gap], at_most: int) -> Iterator[str]:
    """Yield which missing positions would inform most pairs; nothing of answers, or where too many do."""
    missing = [gap for gap in gaps if gap.kind in _MISSING]
    most = max((gap.pairs for gap in missing), default=0)
    found = [gap for gap in missing if gap.pairs == most]
    if not most or len(found) > at_most or study.grid.answers:
        return
    names = Names.of(study)
    cells = [
        f"{names.actors[gap.actor or 0].label} on {short_title(names.issue(gap.issue or 0))}" for gap in found
    ]
    pairs = counted(most, "pair")
    if len(found) == 1:
        yield f"a position of {cells[0]} would inform most ({pairs})"
    else:
        yield f"positions of {listed(cells)} would inform most ({pairs} each)"
