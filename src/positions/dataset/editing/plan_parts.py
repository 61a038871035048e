"""Plans for edits of whole parts: a new actor, issue or source, and another id for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from positions.dataset.editing.edit import Plan, Step
from positions.dataset.editing.layout_detection import contents
from positions.dataset.editing.splice import add_key, rename_text
from positions.dataset.editing.yaml_nodes import node_of
from positions.dataset.entries import with_needs
from positions.dataset.load import Loaded
from positions.dataset.models import ABOUT, Dataset, Id, Issue, Position, Source, Stakeholder
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path, Value
from positions.dataset.yaml.scalars import clean_key
from positions.problems import UsageError

Section = Literal["issues", "sources", "stakeholders"]
Renamable = Literal["issues", "stakeholders"]

WHAT: dict[Section, str] = {"issues": "issue", "sources": "source", "stakeholders": "stakeholder"}
_ORDER = ("format", "title", *ABOUT, "scale", "issues", "sources", "stakeholders")

Entries = tuple[Position, ...]
_Value = TypeVar("_Value")


def a_new_id(dataset: Dataset, section: Section, text: str) -> str:
    """Return the id that a text gives, in Unicode's normal form C.

    Raises:
        UsageError: if it cannot be an id, or the section has it already.
    """
    name = clean_key(text)
    try:
        TypeAdapter(Id).validate_python(name)
    except ValidationError as error:
        raise UsageError(error.errors()[0]["msg"].removeprefix("Value error, ")) from None
    if name in getattr(dataset, section):
        raise UsageError(f"there is {_article(WHAT[section])} {name!r} already", "choose another id")
    return name


def add_part(loaded: Loaded, section: Section, name: str, part: Issue | Source | Stakeholder) -> Plan:
    """Return the plan that adds an issue, a source or an actor at the end of its section.

    In a folder it goes to the file that has most of the section; where none has any, to the one with the
    title, in the usual order of sections.

    Raises:
        UsageError: if the id is taken or cannot be one.
    """
    dataset = loaded.require()
    name = a_new_id(dataset, section, name)
    expected = dataset.model_copy(update={section: {**getattr(dataset, section), name: part}})
    index = _home(loaded.origin.documents, section)

    def splices(document: Document) -> list[Splice]:
        there = document.value
        if isinstance(there, dict) and section in there:
            return add_key(document, (section,), name, node_of(part))
        before = _ORDER[: _ORDER.index(section)]
        after = next((key for key in reversed(list(there or ())) if key in before), None)
        return add_key(document, (), section, {name: node_of(part)}, after)

    return Plan((Step(index, splices),), expected, (section, name))


def rename_part(loaded: Loaded, section: Renamable, old: str, new: str) -> Plan:
    """Return the plan that gives an issue or an actor another id, wherever the id stands.

    Raises:
        UsageError: if the new id is taken or cannot be one.
    """
    dataset = loaded.require()
    new = a_new_id(dataset, section, new)
    expected = _renamed_issue(dataset, old, new) if section == "issues" else _renamed_actor(dataset, old, new)
    steps = tuple(
        Step(index, lambda document: _renames(document, section, old, new))
        for index in range(len(loaded.origin.documents))
    )
    return Plan(steps, expected, (section, new))


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


def _home(documents: Sequence[Document], section: Section) -> int:
    """Return the number of the file to which a new part of the section belongs."""

    def size(index: int) -> tuple[int, bool, bool]:
        value = documents[index].value
        there = value if isinstance(value, dict) else {}
        inside = there.get(section)
        return len(inside) if isinstance(inside, dict) else 0, section in there, "format" in there

    return max(range(len(documents)), key=size)


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
