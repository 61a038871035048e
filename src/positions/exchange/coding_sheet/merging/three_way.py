"""What a row was, what the dataset says now, and what the row says now: which of it is to be written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from positions.exchange.coding_sheet.cell_text import is_same

Texts = Mapping[str, str]


@dataclass(slots=True)
class Merged:
    """The columns in which a row takes its own text, and those in which both sides have changed."""

    taken: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def merge_texts(base: Texts, theirs: Texts, ours: Texts, columns: Iterable[str]) -> Merged:
    """Compare a row with its base and with the dataset, column by column; what is missing is empty.

    Where the row is as it was, the dataset stays; where the dataset is as it was, the row counts; where both
    say the same, it is done; else both have changed, which is a conflict.
    """
    found = Merged()
    for column in columns:
        was, now, said = (texts.get(column, "") for texts in (base, theirs, ours))
        if is_same(said, was) or is_same(said, now):
            continue
        if is_same(was, now):
            found.taken.append(column)
        else:
            found.conflicts.append(column)
    return found


def not_there_yet(full: Texts, ours: Texts, columns: Iterable[str]) -> list[str]:
    """Return the columns in which a row does not say what the whole dataset, private parts and all, has.

    What a row has made private is seen by its readers no more: the same row a second time asks for nothing.
    """
    return [name for name in columns if not is_same(ours.get(name, ""), full.get(name, ""))]


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known already: which new row an old one has become, and the new ones that no old one has."""

    became: Mapping[int, int] = field(default_factory=dict)
    others: Collection[int] = ()


def align(
    old: Sequence[Texts],
    new: Sequence[Texts],
    telling: Sequence[str],
    places: Sequence[int] | None = None,
    settled: Settled | None = None,
) -> list[int | None]:
    """Return for each old row the index of the new one that it has become; None where it is gone.

    Equal rows belong together, in order, then those that are settled. Any other belongs to the only one left
    with which it alone shares the text of a telling column, such as a quotation; else to the one at its own
    place, unless rows have moved.

    Args:
        old, new: the rows.
        telling: the columns by which a row is known.
        places: the place of each old row among all that there were; as they stand unless given.
        settled: what is known already, but of equal rows.
    """
    own = list(range(len(old))) if places is None else list(places)
    found: list[int | None] = [None] * len(old)
    free = set(range(len(new)))
    for at, row in enumerate(old):
        same = [index for index in sorted(free) if _equal(row, new[index])]
        if same:
            found[at] = own[at] if own[at] in same else same[0]
            free.discard(found[at] or 0)
    for at, index in (settled or Settled()).became.items():
        if found[at] is None and index in free:
            found[at] = index
            free.discard(index)
    free -= set((settled or Settled()).others)
    moved = any(index is not None and index != own[at] for at, index in enumerate(found))
    for at in [at for at, index in enumerate(found) if index is None]:
        like = [index for index in sorted(free) if _alike(old[at], new[index], telling)]
        rivals = [one for one, index in enumerate(found) if index is None and one != at]
        if len(like) == 1 and not any(_alike(old[one], new[like[0]], telling) for one in rivals):
            found[at] = like[0]
        elif not moved and own[at] in free and (not like or own[at] in like):
            found[at] = own[at]
        if found[at] is not None:
            free.discard(found[at] or 0)
    return found


def _alike(one: Texts, other: Texts, telling: Sequence[str]) -> bool:
    return any(one.get(column) and one.get(column) == other.get(column) for column in telling)


def _equal(one: Texts, other: Texts) -> bool:
    return all(is_same(one.get(column, ""), other.get(column, "")) for column in {*one, *other})
