"""The grammar of selecting: FIELD=VALUE, where a field is one of an actor, an issue, or an entry.

Fields: actor, kind and every attribute of an actor by its name; issue and tag; stance, source, basis, coder,
status and `entry.NAME`, an attribute of an entry. Clauses of one field are alternatives, those of several
fields must all hold. An empty VALUE stands for "has none".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from positions.dataset.models import Dataset, Issue, Position, Stakeholder
from positions.dataset.scale_declaration import is_number
from positions.dataset.selection_fields import ENTRY_PREFIX, FIELDS, Level, level_of
from positions.names import alike_key
from positions.problems import UsageError
from positions.suggest import hint_for
from positions.vocabulary import BASES, NON_POSITIONS, STATUSES

OF_EVIDENCE = ("source", "basis")
"""Fields of an item of evidence: a state that is no position rests on none, and is not subject to them."""


EXACT = ("coder",)
"""Fields whose values case tells apart: a clause has them as the dataset spells them."""


@dataclass(frozen=True, slots=True)
class Clause:
    """FIELD=VALUE, resolved: an id where the field is actor, issue or source."""

    field: str
    value: str

    def __str__(self) -> str:
        return f"{self.field}={self.value}"

    @property
    def level(self) -> Level:
        """What it looks at: an actor, an issue, or an entry."""
        return level_of(self.field)


def grouped(clauses: Iterable[Clause]) -> dict[str, frozenset[str]]:
    """Return the values of each field, as they are compared."""
    found: dict[str, set[str]] = {}
    for clause in clauses:
        key = clause.value if clause.field in EXACT else alike_key(clause.value)
        found.setdefault(clause.field, set()).add(key)
    return {field: frozenset(values) for field, values in found.items()}


def values_of_actor(field: str, name: str, actor: Stakeholder) -> tuple[str, ...]:
    """Return the values of an actor's field, as they are compared; one empty text where it has none."""
    if field == "actor":
        return (alike_key(name),)
    value = actor.kind if field == "kind" else actor.attributes.get(field)
    return (alike_key(value or ""),)


def values_of_issue(field: str, name: str, issue: Issue) -> tuple[str, ...]:
    """Return the values of an issue's field, as they are compared; one empty text where it has none."""
    if field == "issue":
        return (alike_key(name),)
    return tuple(map(alike_key, issue.tags)) or ("",)


def values_of_entry(field: str, entry: Position) -> tuple[str, ...]:
    """Return the values of an entry's field, as they are compared; one empty text where it has none."""
    match field:
        case "source":
            found: Sequence[str | None] = [item.source for item in entry.evidence]
        case "basis":
            found = [entry.basis]
        case "stance":
            found = [str(entry.stance)]
        case "coder":
            return (entry.coder or "",)
        case "status":
            found = [entry.status]
        case _:
            found = [entry.attributes.get(field.removeprefix(ENTRY_PREFIX))]
    return tuple(alike_key(value or "") for value in found) or ("",)


def passes(
    where: Mapping[str, frozenset[str]],
    exclude: Mapping[str, frozenset[str]],
    level: Level,
    values: Callable[[str], tuple[str, ...]],
) -> bool:
    """Return whether what has these values by field passes the clauses of a level."""
    return first_failing(where, exclude, level, values) is None


def first_failing(
    where: Mapping[str, frozenset[str]],
    exclude: Mapping[str, frozenset[str]],
    level: Level,
    values: Callable[[str], tuple[str, ...]],
) -> str | None:
    """Return the field of the first clauses of a level that are not passed, None where all are."""
    for field, wanted in where.items():
        if level_of(field) == level and wanted.isdisjoint(values(field)):
            return field
    for field, unwanted in exclude.items():
        if level_of(field) == level and not unwanted.isdisjoint(values(field)):
            return field
    return None


def fields_of(dataset: Dataset) -> list[str]:
    """Return the names of all fields of a dataset."""
    attributes = {name: None for actor in dataset.stakeholders.values() for name in actor.attributes}
    own = {f"{ENTRY_PREFIX}{name}": None for entry in _entries(dataset) for name in entry.attributes}
    return [*FIELDS, *(name for name in attributes if name not in FIELDS), *own]


def known_values(dataset: Dataset, field: str) -> list[str]:
    """Return the values that a field has in a dataset, those of closed sets whole, in order, each once."""
    match field:
        case "actor":
            found: Iterable[str | None] = dataset.stakeholders
        case "issue":
            found = dataset.issues
        case "source":
            found = dataset.sources
        case "tag":
            found = (tag for issue in dataset.issues.values() for tag in issue.tags)
        case "kind":
            found = (actor.kind for actor in dataset.stakeholders.values())
        case "basis":
            found = (*BASES, "none")
        case "status":
            found = STATUSES
        case "stance":
            given = (str(entry.stance) for entry in _entries(dataset))
            labels = (label for scale in dataset.scales for label in scale.labels)
            found = (*labels, *NON_POSITIONS, *given)
        case "coder":
            found = (entry.coder for entry in _entries(dataset))
        case _ if field.startswith(ENTRY_PREFIX):
            name = field.removeprefix(ENTRY_PREFIX)
            found = (entry.attributes.get(name) for entry in _entries(dataset))
        case _:
            found = (actor.attributes.get(field) for actor in dataset.stakeholders.values())
    return list(dict.fromkeys(value for value in found if value))


def require_field(dataset: Dataset, field: str) -> str:
    """Return a field as the dataset spells it: the one of this name, else the only one that looks alike.

    Raises:
        UsageError: if it has none, with those there are, or several that look alike.
    """
    known = fields_of(dataset)
    if field in known:
        return field
    alike = [one for one in known if alike_key(one) == alike_key(field)]
    if len(alike) > 1:
        raise UsageError(f"{field!r} is the name of several fields", f"write one of {', '.join(alike)}")
    if not alike:
        raise UsageError(f"there is no field {field!r}", hint_for(field, known, "fields"))
    return alike[0]


def require_value(dataset: Dataset, field: str, value: str) -> str:
    """Return a value of a field as the dataset spells it; an empty one stands for "has none".

    Of several that differ in case alone it is the one of this spelling.

    Raises:
        UsageError: if nothing has it, with those there are; or it may be several that case tells apart.
    """
    if not value:
        return value
    known = known_values(dataset, field)
    if value in known:
        return value
    alike = [one for one in known if alike_key(one) == alike_key(value)]
    if field in EXACT and len(alike) > 1:
        raise UsageError(f"{value!r} may be several {field}s", f"write one of {', '.join(alike)}")
    found = next(iter(alike), None) or next((one for one in known if _is_one_number(one, value)), None)
    if found is None:
        hint = hint_for(value, known, f"values of {field}") if known else f"nothing has any {field} here"
        raise UsageError(f"nothing has the {field} {value!r}", hint)
    return found


def _is_one_number(one: str, other: str) -> bool:
    """Whether two texts are one number: a table with gaps has 1.0 where its groups are called 1."""
    return is_number(one) and is_number(other) and float(one) == float(other)


def _entries(dataset: Dataset) -> Iterator[Position]:
    for actor in dataset.stakeholders.values():
        for cell in actor.positions.values():
            yield from cell
