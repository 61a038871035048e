"""Which item of an entry's evidence each group of columns in a row stands for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from positions.exchange.coding_sheet.cell_text import YES, is_same
from positions.exchange.coding_sheet.merging.three_way import Texts, align
from positions.exchange.coding_sheet.records import items_of

_TELLING = ("quote", "source")
_PRIVATE = "private"


def in_places(base: Sequence[Texts], ours: Sequence[Texts]) -> list[tuple[int, Texts]]:
    """Return the items of a row in the order of the export: one that was moved stands where it stood.

    The others keep their places where these are free, else they take the free ones in order. There are at
    least as many as at export; an item that is gone is empty. Each comes with the number, from 1, of the
    group of columns that it stands in.
    """
    free, left = set(range(len(base))), list(range(len(ours)))
    found: dict[int, int] = {}
    for at, item in enumerate(ours):
        same = [place for place in sorted(free) if any(item.values()) and _is_equal(item, base[place])]
        if same:
            place = at if at in same else same[0]
            found[place] = at
            free.discard(place)
            left.remove(at)
    for at in [at for at in left if at in free]:
        found[at] = at
        free.discard(at)
        left.remove(at)
    filled = [at for at in left if any(ours[at].values())]
    found |= zip(sorted(free), filled, strict=False)
    placed = [(found[at] + 1, ours[found[at]]) if at in found else (at + 1, {}) for at in range(len(base))]
    return placed + [(at + 1, ours[at]) for at in filled[len(free) :]]


def match_items(
    base: Sequence[Texts], ours: Sequence[Texts], full: Sequence[Texts], seen: Sequence[int]
) -> list[int | None]:
    """Return for each item of the export the index of the item that it is today; None where it is gone.

    An item of which the row says what some item says already, as after a first import, is that one; then one
    that has become private is that one; the others are aligned with the items that readers see.

    Args:
        base: the items at export, as readers saw them.
        ours: the items of the row, in the order of the export, with those that it adds.
        full: all items of today.
        seen: the indexes of those that readers see.
    """
    found: dict[int, int] = {}
    free = set(range(len(full)))
    changed = [at for at, item in enumerate(ours) if at >= len(base) or not _is_equal(item, base[at])]
    for at in changed:
        same = [
            index for index in sorted(free) if any(ours[at].values()) and _is_equal(ours[at], full[index])
        ]
        if same:
            found[at] = same[0]
            free.discard(same[0])
    for at in (at for at in range(len(base)) if at not in found):
        place = _made_private(base[at], full, free, seen)
        if place is not None:
            found[at] = place
            free.discard(place)
    left = [at for at in range(len(base)) if at not in found]
    open_ = [index for index in seen if index in free]
    own = [_place_in(open_, seen[at] if at < len(seen) else None, len(base) + len(full) + at) for at in left]
    aligned = align([base[at] for at in left], [full[index] for index in open_], _TELLING, own)
    rest = {at: open_[index] if index is not None else None for at, index in zip(left, aligned, strict=True)}
    return [found[at] if at in found else rest[at] for at in range(len(base))]


def _place_in(indexes: Sequence[int], index: int | None, otherwise: int) -> int:
    return indexes.index(index) if index is not None and index in indexes else otherwise


def _made_private(
    item: Texts, full: Sequence[Texts], free: Collection[int], seen: Sequence[int]
) -> int | None:
    """Return which hidden item is an item of the export, if no item that readers see can be it."""
    if any(index in free and _is_like(item, full[index]) for index in seen):
        return None
    hidden = [index for index in sorted(free) if index not in seen]
    return next((index for index in hidden if _is_like(item, full[index])), None)


def _is_like(item: Texts, other: Texts) -> bool:
    """Return whether two items have one quotation, or say the same but for the mark that one is private."""
    if item.get("quote"):
        return item["quote"] == other.get("quote")
    return _is_equal({**item, _PRIVATE: ""}, {**other, _PRIVATE: ""})


def _is_equal(one: Texts, other: Texts) -> bool:
    return all(is_same(one.get(name, ""), other.get(name, "")) for name in {*one, *other})


def says_no_more(ours: Texts, full: Texts, items: Sequence[Texts], columns: Collection[str]) -> bool:
    """Return whether an entry says all that a row says, in the columns that the sheet has.

    What is private in the entry may be missing in the row.

    Args:
        ours: the row.
        full: the entry's own columns.
        items: its evidence.
        columns: the ids of the sheet's columns.
    """
    for name in (name for name in full if name in columns):
        text = full[name]
        is_hidden = YES in (full.get(f"{name}_private"), text if name.endswith("_private") else "")
        if not is_same(ours.get(name, ""), text) and not (is_hidden and not ours.get(name)):
            return False
    left = list(items)
    for item in items_of(ours):
        same = [one for one in left if _is_equal(item, one)]
        if any(item.values()) and not same:
            return False
        if same:
            left.remove(same[0])
    return all(one.get(_PRIVATE) for one in left)
