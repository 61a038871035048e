"""Names of attributes by which nothing can be selected, since FIELD=VALUE reads them as something else."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from positions.dataset.models import Dataset
from positions.dataset.origin import Origin
from positions.dataset.selection_fields import ENTRY_PREFIX, FIELDS, parse_clause
from positions.dataset.yaml.reader import Path
from positions.problems import Problem


@dataclass(frozen=True, slots=True)
class BadNames:
    """The problems with names of attributes, each name once, and all actors that have one."""

    problems: list[Problem]
    actors: frozenset[str]


def check_attribute_names(dataset: Dataset, origin: Origin, clean: Container[str] = frozenset()) -> BadNames:
    """Return each such name once, at its first attribute; `clean` are actors that are known to have none."""
    taken: dict[tuple[str, bool], str | None] = {}
    problems: list[Problem] = []
    actors: set[str] = set()
    for field, path in _attributes(dataset, clean):
        kind = field, "positions" in path[:3]
        is_first = kind not in taken
        if is_first:
            taken[kind] = _taken_for(field, of_entry=kind[1])
        if (why := taken[kind]) is None:
            continue
        actors.add(str(path[1]))
        if is_first:
            message = f"`--where` cannot select by the attribute {path[-1]!r}: {why}"
            where = origin.locate(path, key=True)
            problems.append(Problem("attribute-name", message, where, "give it another name", "warning"))
    return BadNames(problems, frozenset(actors))


def _attributes(dataset: Dataset, clean: Container[str]) -> Iterator[tuple[str, Path]]:
    """Yield the name of each attribute as a field, and where it stands, but for those of clean actors."""
    without: set[int] = set()  # equal cells of a stance alone are one object
    for actor, stakeholder in dataset.stakeholders.items():
        if actor in clean:
            continue
        yield from ((name, ("stakeholders", actor, "attributes", name)) for name in stakeholder.attributes)
        for issue, entries in stakeholder.positions.items():
            if id(entries) in without:
                continue
            if not any(entry.attributes for entry in entries):
                without.add(id(entries))
            for index, entry in enumerate(entries):
                place: Path = ("stakeholders", actor, "positions", issue, index, "attributes")
                yield from ((f"{ENTRY_PREFIX}{name}", (*place, name)) for name in entry.attributes)


def _taken_for(field: str, *, of_entry: bool) -> str | None:
    """Return what FIELD=VALUE takes the name of an attribute for; None where it reads it as it is."""
    read, _ = parse_clause(f"{field}=")
    if field in FIELDS:
        return f"{field!r} is a field of every dataset"
    if field.startswith(ENTRY_PREFIX) and not of_entry:
        return f"what begins with {ENTRY_PREFIX!r} is an attribute of an entry"
    if read != field:
        return f"it reads {read!r}"
    return None
