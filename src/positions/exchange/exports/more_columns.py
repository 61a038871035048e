"""Columns that a long table has only where the dataset has something for them, behind all others.

Their names, and the fields that they hold, are those that `positions import` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from positions.dataset.models import ABOUT, Dataset, Evidence, Issue, Position, Source, Stakeholder
from positions.dataset.plain_keys import plain_keys
from positions.dataset.private_values import PrivateNumber, PrivateText
from positions.exchange.tables.columns import ATTRIBUTE, LIST_SEPARATOR
from positions.exchange.tables.own_exports.scale_column import scale_text
from positions.rounding import as_written

Text = str | None
Part = TypeVar("Part")
_FLAG = "true"


@dataclass(frozen=True, slots=True)
class Said:
    """What a row of a long table is about; what it is not about is None."""

    actor: Stakeholder
    issue: Issue
    entry: Position | None = None
    item: Evidence | None = None
    source: Source | None = None


def _text(value: object) -> Text:
    return None if value is None else str(value)


def _plain(name: str, entry: Position) -> Text:
    return _text(getattr(entry, name))


def _flag(value: object) -> Text:
    return _FLAG if value else None


def _bound(value: float | None) -> Text:
    return None if value is None else as_written(value)


def _number_or_text(value: str | int | float) -> str:
    return value if isinstance(value, str) else as_written(value)


_OF_ACTOR: Mapping[str, Callable[[Stakeholder], Text]] = MappingProxyType(
    {
        "actor_url": lambda actor: actor.url,
        "actor_was": lambda actor: LIST_SEPARATOR.join(actor.was) or None,
        "actor_private": lambda actor: _flag(actor.private),
        "influence_private": lambda actor: _flag(isinstance(actor.influence, PrivateNumber)),
    }
)
_OF_ISSUE: Mapping[str, Callable[[Issue], Text]] = MappingProxyType(
    {
        "issue_was": lambda issue: LIST_SEPARATOR.join(issue.was) or None,
        "issue_unit": lambda issue: issue.unit,
        "issue_scale": lambda issue: scale_text(issue.scale) if issue.scale is not None else None,
    }
)
_OF_ENTRY: Mapping[str, Callable[[Position], Text]] = MappingProxyType(
    {
        **{key.column: partial(_plain, name) for name, key in plain_keys(Position).items()},
        "correction_date": lambda entry: _text(entry.correction.date) if entry.correction else None,
        "correction_from": lambda entry: (
            _number_or_text(entry.correction.from_) if entry.correction else None
        ),
        "correction_why": lambda entry: entry.correction.why if entry.correction else None,
        "acceptable_min": lambda entry: _bound(entry.acceptable.min if entry.acceptable else None),
        "acceptable_max": lambda entry: _bound(entry.acceptable.max if entry.acceptable else None),
        "entry_private": lambda entry: _flag(entry.private),
        "note_private": lambda entry: _flag(isinstance(entry.note, PrivateText)),
        "salience_private": lambda entry: _flag(isinstance(entry.salience, PrivateNumber)),
    }
)
_OF_ITEM: Mapping[str, Callable[[Evidence], Text]] = MappingProxyType(
    {"evidence_url": lambda item: item.url, "evidence_private": lambda item: _flag(item.private)}
)
_OF_SOURCE: Mapping[str, Callable[[Source], Text]] = MappingProxyType(
    {
        "source_sha256": lambda source: source.sha256,
        "archived_url": lambda source: source.archived.url if source.archived else None,
        "archived_date": lambda source: _text(source.archived.date) if source.archived else None,
        "source_note_private": lambda source: _flag(isinstance(source.note, PrivateText)),
    }
)


class MoreColumns:
    """The further columns of a dataset's long table, and what stands in them."""

    def __init__(self, dataset: Dataset) -> None:
        entries = list(_entries(dataset))
        items = [item for entry in entries for item in entry.evidence]
        self._actor = _used(_OF_ACTOR, dataset.stakeholders.values())
        self._issue = _used(_OF_ISSUE, dataset.issues.values())
        self._entry = _used(_OF_ENTRY, entries)
        self._item = _used(_OF_ITEM, items)
        self._source = _used(_OF_SOURCE, dataset.sources.values())
        self._attributes = tuple(dict.fromkeys(name for entry in entries for name in entry.attributes))
        self._about = {f"dataset_{name}": said for name in ABOUT if (said := getattr(dataset, name))}
        self.names: tuple[str, ...] = (
            *(name for part in self._parts() for name in part),
            *(f"{ATTRIBUTE}{name}" for name in self._attributes),
            *self._about,
        )

    def cells(self, said: Said, *, first: bool) -> tuple[Text, ...]:
        """Return what stands in these columns in a row; what is said of the dataset, in the first."""
        attributes = said.entry.attributes if said.entry is not None else {}
        return (
            *_cells(self._actor, said.actor),
            *_cells(self._issue, said.issue),
            *_cells(self._entry, said.entry),
            *_cells(self._item, said.item),
            *_cells(self._source, said.source),
            *(attributes.get(name) for name in self._attributes),
            *(text if first else None for text in self._about.values()),
        )

    def _parts(self) -> tuple[Mapping[str, object], ...]:
        return self._actor, self._issue, self._entry, self._item, self._source


class MoreOnActors:
    """The further columns of the table of actors."""

    def __init__(self, actors: Iterable[Stakeholder]) -> None:
        private_note = {"note_private": lambda actor: _flag(isinstance(actor.note, PrivateText))}
        self._columns = _used({**_OF_ACTOR, **private_note}, actors)
        self.names = tuple(self._columns)

    def cells(self, actor: Stakeholder) -> Iterator[Text]:
        """Yield what stands in these columns."""
        return _cells(self._columns, actor)


class MoreOnIssues:
    """The further columns of the table of issues."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        private_note = {"note_private": lambda issue: _flag(isinstance(issue.note, PrivateText))}
        self._columns = _used({**_OF_ISSUE, **private_note}, issues)
        self.names = tuple(self._columns)

    def cells(self, issue: Issue) -> Iterator[Text]:
        """Yield what stands in these columns."""
        return _cells(self._columns, issue)


def _entries(dataset: Dataset) -> Iterator[Position]:
    seen: set[int] = set()  # of a plain table, equal cells are one object
    for actor in dataset.stakeholders.values():
        for cell in actor.positions.values():
            if id(cell) not in seen:
                seen.add(id(cell))
                yield from cell


def _used(
    columns: Mapping[str, Callable[[Part], Text]], parts: Iterable[Part]
) -> dict[str, Callable[[Part], Text]]:
    found = list(parts)
    return {name: of for name, of in columns.items() if any(of(part) for part in found)}


def _cells(columns: Mapping[str, Callable[[Part], Text]], part: Part | None) -> Iterator[Text]:
    for of in columns.values():
        yield None if part is None else of(part)
