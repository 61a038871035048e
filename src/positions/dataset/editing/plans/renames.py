"""Plans that rename an actor or an issue everywhere; `was` keeps the former id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from positions.dataset.editing.edit import Plan, Step
from positions.dataset.editing.layout_detection import contents
from positions.dataset.editing.plans.fields import field_splices, part_home
from positions.dataset.editing.plans.parts import a_new_id
from positions.dataset.editing.removal import remove_value
from positions.dataset.editing.splice import add_item, add_key, rename_text
from positions.dataset.entries import with_needs
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Issue, Position, Stakeholder
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path, Value
from positions.vocabulary import Renamable

Entries = tuple[Position, ...]
_Value = TypeVar("_Value")


def rename_part(loaded: Loaded, section: Renamable, old: str, new: str, *, forget: bool = False) -> Plan:
    """Return the plan that gives an issue or an actor another id, wherever the id stands.

    Its `was` then has the old id behind those of before. An id that it had before and has again is no former
    one, nor is the one that is given up for it: renaming back leaves what was there.

    Args:
        loaded: the dataset.
        section: where the part stands.
        old: its id.
        new: its id to be.
        forget: whether the old id is not kept.

    Raises:
        UsageError: if the new id is taken or cannot be one.
    """
    dataset = loaded.require()
    new = a_new_id(dataset, section, new, own=old)
    before = getattr(dataset, section)[old].was
    is_back = new in before
    after = tuple(one for one in before if one != new) if is_back or forget else (*before, old)
    renamed = _renamed_issue(dataset, old, new) if section == "issues" else _renamed_actor(dataset, old, new)
    parts = getattr(renamed, section)
    part = parts[new].model_copy(update={"was": after})
    expected = renamed.model_copy(update={section: {**parts, new: part}})
    steps = [
        Step(index, lambda document: _renames(document, section, old, new))
        for index in range(len(loaded.origin.documents))
    ]
    if after != before:
        home = part_home(loaded, (section, old), "was")
        steps.append(Step(home, lambda document: former_splices(document, (section, new), part)))
    return Plan(tuple(steps), expected, (section, new))


def former_splices(document: Document, path: Path, part: Issue | Stakeholder) -> list[Splice]:
    """Return the splices that make `was` of a part in the file what it is in the dataset."""
    there = contents(document, (*path, "was"))
    wanted = list(part.was)
    if isinstance(there, list) and there and [*there, *wanted[-1:]] == wanted:
        return add_item(document, (*path, "was"), wanted[-1])
    gone = [index for index, one in enumerate(there) if one not in wanted] if isinstance(there, list) else []
    if len(gone) == 1 and isinstance(there, list) and len(there) - 1 == len(wanted):
        return remove_value(document, (*path, "was", gone[0]))
    inside = contents(document, path)
    if there is None and isinstance(inside, dict) and "was" not in inside:  # not below the positions
        earlier = list(type(part).model_fields)
        earlier = earlier[: earlier.index("was")]
        after = next((key for key in reversed(list(inside)) if key in earlier), None)
        return add_key(document, path, "was", wanted, after)
    return field_splices(document, path, "was", part)


def occurrences(document: Document, section: Renamable, name: str) -> list[tuple[Path, bool]]:
    """Return where an id stands in a file: paths, and whether it is the key there."""
    found: list[tuple[Path, bool]] = []
    if contents(document, (section, name)) is not None:
        found.append(((section, name), True))
    actors = contents(document, ("stakeholders",))
    for actor, fields in actors.items() if isinstance(actors, dict) else ():
        for key in ("positions",) if section == "issues" else ("influences",):
            inside = fields.get(key) if isinstance(fields, dict) else None
            if isinstance(inside, dict) and name in inside:
                found.append((("stakeholders", actor, key, name), True))
            if key == "positions" and isinstance(inside, dict):
                found += [(("stakeholders", actor, key, *path), True) for path in _needed(inside, name)]
        groups = fields.get("member_of") if isinstance(fields, dict) else None
        if section == "stakeholders" and isinstance(groups, list):
            found += [
                (("stakeholders", actor, "member_of", index), False)
                for index, group in enumerate(groups)
                if group == name
            ]
    return found


def _needed(cells: dict[str, Value], name: str) -> Iterator[Path]:
    """Yield where conditions of an actor's cells need an issue, as paths within its positions."""
    for issue, cell in cells.items():
        entries = list(enumerate(cell)) if isinstance(cell, list) else [(None, cell)]
        for index, entry in entries:
            condition = entry.get("condition") if isinstance(entry, dict) else None
            needs = condition.get("needs") if isinstance(condition, dict) else None
            if isinstance(needs, dict) and name in needs:
                yield (issue, *(() if index is None else (index,)), "condition", "needs", name)


def _renames(document: Document, section: Renamable, old: str, new: str) -> list[Splice]:
    spans = [document.span(path, key=is_key) for path, is_key in occurrences(document, section, old)]
    return [rename_text(document, span, new) for span in spans if span is not None]


def _renamed_issue(dataset: Dataset, old: str, new: str) -> Dataset:
    actors = {
        name: actor.model_copy(update={"positions": _renamed_cells(actor.positions, old, new)})
        for name, actor in dataset.stakeholders.items()
    }
    return dataset.model_copy(update={"issues": _with_key(dataset.issues, old, new), "stakeholders": actors})


def _renamed_cells(cells: dict[str, Entries], old: str, new: str) -> dict[str, Entries]:
    return {
        issue: tuple(with_needs(entry, lambda need: new if need == old else need) for entry in entries)
        for issue, entries in _with_key(cells, old, new).items()
    }


def _renamed_actor(dataset: Dataset, old: str, new: str) -> Dataset:
    actors = {
        name: actor.model_copy(
            update={
                "influences": _with_key(actor.influences, old, new),
                "member_of": tuple(new if group == old else group for group in actor.member_of),
            }
        )
        for name, actor in dataset.stakeholders.items()
    }
    return dataset.model_copy(update={"stakeholders": _with_key(actors, old, new)})


def _with_key(mapping: dict[str, _Value], old: str, new: str) -> dict[str, _Value]:
    return {new if key == old else key: value for key, value in mapping.items()}
