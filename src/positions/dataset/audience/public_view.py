"""What of a dataset the public may see: the rest is taken out before anything is computed.

Whatever is public is computed from this view alone, its hash too, so that no figure gives away what was held
back. What is left does not depend on what a private field says, only on which fields are private.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.load import Loaded, observed_labels
from positions.dataset.models import Dataset, Evidence, Issue, Position, Source, Stakeholder
from positions.dataset.private_values import PrivateNumber, PrivateText
from positions.vocabulary import HELD_BACK, Audience

Part = TypeVar("Part", Issue, Source, Stakeholder, Position)
Loading = TypeVar("Loading", bound=Loaded)

WITHHELD: tuple[Position, ...] = ()
"""A cell of which the public sees nothing: it has no entries, and counts as left out by a filter."""


@dataclass
class HeldBack:
    """How much of a dataset is private, by what it is.

    `cells` counts those withheld whole, `shared` those among them in which public entries are withheld too,
    and `beside` these entries.
    """

    actors: int = 0
    entries: int = 0
    evidence: int = 0
    fields: int = 0
    cells: int = 0
    shared: int = 0
    beside: int = 0

    @property
    def of_positions(self) -> bool:
        """Whether actors, entries or evidence are held back, and not remarks and numbers alone."""
        return bool(self.actors or self.entries or self.evidence or self.cells)

    def words(self) -> str:
        """Return the counts in words: "1 stakeholder, 2 entries and 3 remarks or numbers"; "" for none."""
        counts = (
            (self.actors, "stakeholder", "stakeholders"),
            (self.entries, "entry", "entries"),
            (self.evidence, "item of evidence", "items of evidence"),
            (self.fields, "remark or number", "remarks or numbers"),
        )
        parts = [f"{number:,} {one if number == 1 else many}" for number, one, many in counts if number]
        return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""

    def said_to_the_public(self) -> str:
        """Return what an output for the public says of what it holds back; "" where that is nothing."""
        words = self.words()
        if not words:
            return ""
        said = f"{HELD_BACK}: {words}."
        if not self.shared:
            return said
        cells, them = ("1 cell is", "it") if self.shared == 1 else (f"{self.shared:,} cells are", "them")
        entries = "1 public entry" if self.beside == 1 else f"{self.beside:,} public entries"
        return f"{said} {cells} withheld whole, with {entries} in {them}."


def sum_of(parts: Sequence[HeldBack]) -> HeldBack:
    """Return how much several hold back together."""
    return HeldBack(*(sum(getattr(part, field.name) for part in parts) for field in fields(HeldBack)))


@dataclass(frozen=True, slots=True)
class PublicView:
    """What the public may see, and how much it does not."""

    dataset: Dataset
    held_back: HeldBack


def public_view(dataset: Dataset) -> PublicView:
    """Return the part of a dataset that is public; the dataset itself where all is.

    A private note, salience or influence is dropped. A private item of evidence is dropped, so that the basis
    is that of the others. A private entry withholds its whole cell, which is then excluded, for an older
    entry would not be what the actor says now; so does private evidence without which an entry of several
    would have no date. A private actor is absent, in others' `influences` and `member_of` too. Where an
    actor, an entry or an item of evidence is held back, sources that nothing public rests on are as well,
    and a nominal scale has the labels that the public sees.
    """
    made = _View(dataset)
    actors = {name: made.actor(actor) for name, actor in dataset.stakeholders.items() if not actor.private}
    made.held_back.actors = len(dataset.stakeholders) - len(actors)
    issues = {name: made.without_note(issue) for name, issue in dataset.issues.items()}
    sources = {name: made.without_note(source) for name, source in dataset.sources.items()}
    if made.held_back == HeldBack():
        return PublicView(dataset, made.held_back)
    view = dataset.model_copy(update={"stakeholders": _known(actors), "issues": issues, "sources": sources})
    held_back = made.held_back
    if held_back.of_positions:
        view = view.model_copy(update={"sources": _cited(view, sources)})
        if dataset.scale.is_nominal:
            view = view.model_copy(update={"scale": observed_labels(view)})
    return PublicView(view, held_back)


def seen_by(loaded: Loading, audience: Audience) -> Loading:
    """Return a loaded dataset as an audience sees it, with a sentence on what is held back or shown.

    The SHA-256 of a public view that holds something back is that of the view as YAML. A dataset with errors,
    and one in which nothing is private, stay as they are.
    """
    if loaded.dataset is None:
        return loaded
    view = public_view(loaded.dataset)
    held_back = view.held_back
    if not held_back.words():
        return loaded
    if audience == "team":
        return replace(loaded, held_back=team_words(held_back.words()))
    digest = hashlib.sha256(dataset_to_yaml(view.dataset).encode()).hexdigest()
    said = held_back.said_to_the_public()
    return replace(loaded, dataset=view.dataset, sha256=digest, held_back=said)


def team_words(words: str) -> str:
    """Return what an output for the team says of itself, by what in it is private."""
    verb = "is" if words.startswith("1 ") and not re.search(", | and ", words) else "are"
    return f"For the team only, not to be passed on: {words} in here {verb} private."


class _View:
    """Makes the public parts of a dataset, and counts what it holds back."""

    def __init__(self, dataset: Dataset) -> None:
        self.held_back = HeldBack()
        self._sources = dataset.sources
        self._made: dict[int, tuple[Position, ...]] = {}  # equal cells of a plain table are one object

    def actor(self, actor: Stakeholder) -> Stakeholder:
        found = self.without_note(actor)
        if isinstance(found.influence, PrivateNumber):
            self.held_back.fields += 1
            found = found.model_copy(update={"influence": None})
        entries_of = {id(entries): entries for entries in found.positions.values()}
        if all(self._cell(entries) is entries for entries in entries_of.values()):
            return found
        cells = {issue: self._cell(entries) for issue, entries in found.positions.items()}
        return found.model_copy(update={"positions": cells})

    def without_note(self, part: Part) -> Part:
        if not isinstance(part.note, PrivateText):
            return part
        self.held_back.fields += 1
        return part.model_copy(update={"note": None})

    def _cell(self, entries: tuple[Position, ...]) -> tuple[Position, ...]:
        if id(entries) in self._made:
            return self._made[id(entries)]
        private = sum(entry.private for entry in entries)
        self.held_back.entries += private
        kept = tuple(self._entry(entry) for entry in entries)
        if private or (len(entries) > 1 and any(map(self._has_lost_its_date, entries, kept))):
            self.held_back.cells += 1
            self.held_back.shared += private < len(entries)
            self.held_back.beside += len(entries) - private
            kept = WITHHELD
        elif all(one is other for one, other in zip(entries, kept, strict=True)):
            kept = entries
        self._made[id(entries)] = kept
        return kept

    def _entry(self, entry: Position) -> Position:
        found = self.without_note(entry)
        if isinstance(found.salience, PrivateNumber):
            self.held_back.fields += 1
            found = found.model_copy(update={"salience": None})
        public = tuple(item for item in found.evidence if not item.private)
        if len(public) == len(found.evidence):
            return found
        self.held_back.evidence += len(found.evidence) - len(public)
        return found.model_copy(update={"evidence": public})

    def _has_lost_its_date(self, entry: Position, kept: Position) -> bool:
        """Whether an entry's date may be that of private evidence, whatever that says."""
        if entry.date is not None or len(entry.evidence) == len(kept.evidence):
            return False
        return not any(self._is_dated(item) for item in kept.evidence)

    def _is_dated(self, item: Evidence) -> bool:
        source = self._sources.get(item.source or "")
        return source is not None and source.date is not None


def _known(actors: Mapping[str, Stakeholder]) -> dict[str, Stakeholder]:
    """Return actors that refer to each other alone."""
    return {
        name: actor
        if all(other in actors for other in (*actor.influences, *actor.member_of))
        else actor.model_copy(
            update={
                "influences": {
                    other: degree for other, degree in actor.influences.items() if other in actors
                },
                "member_of": tuple(group for group in actor.member_of if group in actors),
            }
        )
        for name, actor in actors.items()
    }


def _cited(view: Dataset, sources: Mapping[str, Source]) -> dict[str, Source]:
    used = view.cited_sources
    return {name: source for name, source in sources.items() if name in used}
