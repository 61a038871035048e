"""What a comparison shows, in words that claim no more than its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from positions.grid import StanceGrid, bits
from positions.measures.issues import most_divided, profile_issues
from positions.measures.networks.one_statement import tie_of_cells
from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.tally import Tally
from positions.reports.amounts import words_on_amounts
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.sides import Names
from positions.reports.common.signing import Signing, not_counted
from positions.reports.compare.pair_words import Pairs, counted_by, is_enough, words_on_pairs
from positions.vocabulary import MEASURE_ENTRIES

_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What a comparison shows, in sentences.

    Attributes:
        unites: on what all agree; on a nominal scale, and where there is nothing to compare, all but `pairs`.
        divides: on what they are divided.
        amounts: on which issues of amounts all hold the same, and where they are furthest apart.
        pairs: who is nearest and who furthest apart, and on how much that rests.
    """

    unites: tuple[str, ...]
    divides: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()

    @property
    def whole(self) -> tuple[str, ...]:
        """All of them, in the order in which they are reported."""
        return (*self.unites, *self.divides, *self.amounts, *self.pairs)


def said_of_comparison(
    signing: Signing, pairs: Pairs, united: Sequence[Tally], divided: Sequence[Tally]
) -> Words:
    """Return what unites, what divides, who is nearest and furthest, and on how much that rests."""
    names = signing.names
    if not names.actors or not names.issues:
        return Words(("The selection leaves nothing to compare.",))
    if len(names.actors) == 1:
        return Words(("One actor alone has nobody to agree with.",))
    on_pairs = words_on_pairs(names, pairs)
    if names.grid.scale.is_nominal:
        return Words(_same_labels(names), pairs=on_pairs)
    amounts: tuple[str, ...] = ()
    if names.grid.has_amounts:
        amounts = words_on_amounts(
            signing, [one for one in most_divided(profile_issues(names.grid)) if not one.sided]
        )
    if not names.grid.has_sides:
        return Words((), amounts=amounts, pairs=on_pairs)
    return Words(_united(signing, united), _divided(names, divided), amounts, on_pairs)


def _united(signing: Signing, united: Sequence[Tally]) -> tuple[str, ...]:
    names = signing.names
    if not united:
        said = f"There is no issue on which {names.everyone} are known to stand on the same side"
        return (f"{said}{not_counted(names.grid, list(bits(names.grid.sided)))}.",)
    issues = [f"{names.issue(tally.issue)} ({_side(signing, tally)})" for tally in united]
    count = counted(len(united), "issue")
    said = f"{sentence(names.everyone)} stand on the same side of {count}: {listed(issues)}."
    if not signing.together:
        return (said,)
    return said, f"They cannot sign all of that at once: {signing.clash_words(signing.together)}."


def _side(signing: Signing, tally: Tally) -> str:
    side, number = "for" if tally.favour else "against", len(tally.conditional)
    if tally.issue in signing.refused:
        return f"{side}, but {signing.issue_words(tally.issue)}"
    return side + (f", {number} on a condition" if number else "")


def _divided(names: Names, divided: Sequence[Tally]) -> tuple[str, ...]:
    if not divided:
        return (f"On no issue do two of them stand on opposite sides{not_counted(names.grid)}.",)
    told = [f"{names.issue(tally.issue)}: {_opposed(names, tally)}" for tally in divided[:_MOST_TOLD]]
    rest = len(divided) - len(told)
    if rest:
        told.append(f"{counted(rest, 'more issue')}")
    return (f"What divides most: {'; '.join(told)}.",)


def _opposed(names: Names, tally: Tally) -> str:
    sides = f"{names.who(tally.favour, tally)} for, {names.who(tally.against, tally)} against"
    if len(names.actors) == 2:
        return sides
    if tally.pairs == 1:
        left_out = not_counted(names.grid, [tally.issue])
        return f"{sides} (nobody else holds a position{left_out.replace(' (', '; ').rstrip(')')})"
    return f"{sides} ({tally.opposed:,} of {tally.pairs:,} pairs opposed)"


def _same_labels(names: Names) -> tuple[str, ...]:
    """Say on which issues everybody holds the same label of a nominal scale."""
    grid = names.grid
    told = []
    for value in grid.values:
        plane = grid.every_issue
        for planes in grid.planes:
            plane &= planes.get(value, 0)
        told += [f"{names.issue(issue)} ({grid.scale.label_of(value)})" for issue in bits(plane)]
    no_sides = "This scale has no sides: two stances are the same or not."
    if not told:
        none = f"There is no issue on which {names.everyone} are known to hold the same stance"
        return (no_sides, f"{none}{not_counted(grid)}.")
    count = counted(len(told), "issue")
    return (no_sides, f"{sentence(names.everyone)} hold the same stance on {count}: {listed(told)}.")


_BY_RANGE = "; issues have scales of their own, so a distance is a share of the range of its issue's scale"
_MIXED = {
    "comparable": "; issues have scales of their own",
    "by range": _BY_RANGE,
}


def measure_note(grid: StanceGrid, how: Comparison) -> str:
    """Say in a sentence what the shares are shares of."""
    measure = how.measure_for(grid)
    entry = MEASURE_ENTRIES[measure]
    text = f"Agreement ({measure}): {entry.of_pairs}; {entry.disagreement}"
    counting = counted_by(grid, how)
    if grid.scale.is_mixed:
        text += _MIXED[entry.mixed]
    if counting:
        text += f"; issues count by {counting}"
    return f"{text}."


def pair_notes(pairs: Sequence[PairResult], how: Comparison) -> tuple[str, ...]:
    """Say which pairs have no share, and what the bounds are where they were asked for."""
    notes = []
    none = sum(pair.counts.shared == 0 for pair in pairs)
    if none and how.by_salience:
        notes.append(
            f"{sentence(counted(none, 'pair'))} without a share: no shared issue to which both give a "
            "`salience`."
        )
    elif none:
        verb = "shares" if none == 1 else "share"
        notes.append(
            f"{sentence(counted(none, 'pair'))} {verb} no issue: no agreement to speak of, high or low."
        )
    few = sum(0 < pair.counts.shared < how.min_shared for pair in pairs)
    if few:
        verb = "has" if few == 1 else "have"
        notes.append(f"{sentence(counted(few, 'pair'))} {verb} fewer than {how.min_shared} shared issues.")
    if how.bounds:
        notes.append(
            "In brackets: the lowest and highest agreement possible, whatever is behind the cells that are "
            "silent, not researched or excluded."
        )
    return tuple(notes)


_MOST_WEIGHED = 100_000


def note_on_network(names: Names, told: Pairs) -> tuple[str, ...]:
    """Say why a network names another nearest pair, or may: where cells hold several statements."""
    grid = names.grid
    if any(detail.frequency or detail.move for detail in grid.details.values()):
        return (
            "Each issue counts once here; a network counts every statement, so its nearest pair may "
            "be another.",
        )
    pairs = told.results
    highest = max((pair.agreement or 0.0 for pair in told.enough), default=0.0)
    if len(pairs) < 2 or not highest or grid.scale.is_mixed or len(pairs) * len(grid.issues) > _MOST_WEIGHED:
        return ()
    strongest = max(pairs, key=lambda pair: tie_of_cells(grid, pair.a, pair.b))
    is_nearest = is_enough(strongest) and strongest.agreement == highest
    if is_nearest or tie_of_cells(grid, strongest.a, strongest.b) <= 0:
        return ()
    one, other = (names.actors[actor].label for actor in (strongest.a, strongest.b))
    return (
        f"A network ties {one} and {other} most closely instead: there agreement adds up over the "
        "issues that a pair shares, as a part of all that the two say.",
    )
