"""Plans for other values: of the fields of a part, of an entry or of its evidence, and more evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import BaseModel

from positions.dataset.editing.cells import with_entries
from positions.dataset.editing.edit import Plan, Step
from positions.dataset.editing.entry_selection import EntryChoice, choose_entry, entry_path
from positions.dataset.editing.layout_detection import contents
from positions.dataset.editing.removal import remove_value
from positions.dataset.editing.splice import add_item, add_key, replace_value
from positions.dataset.editing.yaml_nodes import node_of
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Evidence, Position
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path
from positions.problems import UsageError
from positions.vocabulary import Section

Fields = Mapping[str, object]
"""New values of a model's fields by name, as the model has them; a field's default removes its key."""


def set_part(loaded: Loaded, section: Section, name: str, fields: Fields) -> Plan:
    """Return the plan that gives fields of a stakeholder, an issue or a source other values."""
    dataset = loaded.require()
    parts = getattr(dataset, section)
    changed = parts[name].model_copy(update=dict(fields))
    expected = dataset.model_copy(update={section: {**parts, name: changed}})
    path: Path = (section, name)
    steps = [
        Step(part_home(loaded, path, field), partial(field_splices, path=path, field=field, part=changed))
        for field in removals_last(changed, fields)
    ]
    return Plan(tuple(steps), expected, path)


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """New values for an item of evidence; the only one of an entry needs no number (from 1)."""

    fields: Fields
    number: int | None = None


def set_position(
    loaded: Loaded,
    actor: str,
    issue: str,
    fields: Fields,
    choice: EntryChoice | None = None,
    evidence: EvidenceChange | None = None,
) -> Plan:
    """Return the plan that gives fields of an entry, and of an item of its evidence, other values.

    Raises:
        UsageError: if there is no entry or item, several and none is chosen, or nothing is left of the item.
    """
    index = choose_entry(loaded.require(), actor, issue, choice)
    entry = loaded.require().stakeholders[actor].positions[issue][index]
    changed = entry.model_copy(update=dict(fields))
    plan = _with_entry(loaded, (actor, issue, index), changed, list(fields))
    if evidence is None:
        return plan
    at = _item(entry, evidence.number)
    item = entry.evidence[at].model_copy(update=dict(evidence.fields))
    if not node_of(item):
        hint = f"`positions remove evidence {actor} {issue} {at + 1}` takes it out"
        raise UsageError(f"nothing would be left of evidence {at + 1}", hint)
    items = (*entry.evidence[:at], item, *entry.evidence[at + 1 :])
    cell: Path = ("stakeholders", actor, "positions", issue)

    def splices(document: Document, field: str) -> list[Splice]:
        return field_splices(document, (*entry_path(document, cell, index), "evidence", at), field, item)

    home, order = _cell_home(loaded, cell), removals_last(item, evidence.fields)
    steps = [Step(home, partial(splices, field=field)) for field in order]
    expected = _replaced(
        loaded.require(), (actor, issue, index), changed.model_copy(update={"evidence": items})
    )
    return Plan((*plan.steps, *steps), expected, cell)


def _item(entry: Position, number: int | None) -> int:
    """Return the index of an item of evidence."""
    if not entry.evidence:
        raise UsageError("the entry has no evidence yet", "`positions add evidence` adds some")
    if number is None and len(entry.evidence) > 1:
        raise UsageError(f"the entry has {len(entry.evidence)} items of evidence", "choose one: --evidence N")
    at = (number or 1) - 1
    if not 0 <= at < len(entry.evidence):
        raise UsageError(f"there is no evidence number {number}", f"the entry has {len(entry.evidence)}")
    return at


def add_evidence(
    loaded: Loaded, actor: str, issue: str, item: Evidence, choice: EntryChoice | None = None
) -> Plan:
    """Return the plan that adds an item of evidence to an entry that is there.

    Raises:
        UsageError: if there is no entry, several and none is chosen, or it has that item already.
    """
    index = choose_entry(loaded.require(), actor, issue, choice)
    entry = loaded.require().stakeholders[actor].positions[issue][index]
    if item in entry.evidence:
        raise UsageError("the entry has this evidence already")
    changed = entry.model_copy(update={"evidence": (*entry.evidence, item)})
    return _with_entry(loaded, (actor, issue, index), changed, ["evidence"])


def _with_entry(loaded: Loaded, place: tuple[str, str, int], entry: Position, fields: Sequence[str]) -> Plan:
    """Return the plan that leaves an entry as it is given, of which only some fields differ."""
    actor, issue, index = place
    cell: Path = ("stakeholders", actor, "positions", issue)

    def splices(document: Document, field: str) -> list[Splice]:
        path = entry_path(document, cell, index)
        if not isinstance(contents(document, path), dict):  # a stance alone: the first step writes all
            node = node_of(entry)
            return [] if contents(document, path) == node else replace_value(document, path, node)
        if field == "evidence" and isinstance(contents(document, (*path, field)), list):
            return add_item(document, (*path, field), node_of(entry.evidence[-1]))
        return field_splices(document, path, field, entry)

    home = _cell_home(loaded, cell)
    steps = [Step(home, partial(splices, field=field)) for field in removals_last(entry, fields)]
    return Plan(tuple(steps), _replaced(loaded.require(), place, entry), cell)


def field_splices(document: Document, path: Path, field: str, part: BaseModel) -> list[Splice]:
    """Return the splices that make a field in the file what it is in a part of the dataset."""
    inside = contents(document, path)
    there = isinstance(inside, dict) and field in inside
    value = getattr(part, field)
    if _is_left_out(part, field):
        return remove_value(document, (*path, field)) if there else []
    if not there:
        return add_key(document, path, field, node_of(value))
    return replace_value(document, (*path, field), node_of(value))


def removals_last(part: BaseModel, fields: Iterable[str]) -> list[str]:
    """Return fields in the order in which a file can be made to have them: those that go come last.

    With its last key a mapping goes too, and an item of a list would make way for the next one.
    """
    return sorted(fields, key=lambda field: _is_left_out(part, field))


def _is_left_out(part: BaseModel, field: str) -> bool:
    """Return whether a part's file has no key for a field."""
    value = getattr(part, field)
    return value is None or bool(value == type(part).model_fields[field].default)


def _replaced(dataset: Dataset, place: tuple[str, str, int], entry: Position) -> Dataset:
    actor, issue, index = place
    entries = dataset.stakeholders[actor].positions[issue]
    return with_entries(dataset, actor, issue, (*entries[:index], entry, *entries[index + 1 :]))


def _cell_home(loaded: Loaded, cell: Path) -> int:
    """Return the number of the file that holds a cell."""
    documents = loaded.origin.documents
    return next(index for index, one in enumerate(documents) if contents(one, cell) is not None)


def part_home(loaded: Loaded, path: Path, field: str) -> int:
    """Return the number of the file with the field of a part, else of the one with most of the part."""
    documents = loaded.origin.documents
    fields = [contents(document, path) for document in documents]
    sizes = [
        (isinstance(inside, dict) and field in inside, len(inside) if isinstance(inside, dict) else -1)
        for inside in fields
    ]
    return max(range(len(documents)), key=sizes.__getitem__)
