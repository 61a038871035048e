"""What the evidence of actors cites and names, read once for as long as an actor stays the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from positions.dataset.models import Dataset, Stakeholder
from positions.vocabulary import Basis


@dataclass(frozen=True, slots=True)
class Cited:
    """What the entries of one actor name.

    Attributes:
        sources: how many items of evidence cite the words or the place of each source.
        speakers: who spoke for the actor, on what basis and in which source, each once, in the file's order.
        coders: who has signed an entry.
    """

    sources: Mapping[str, int]
    speakers: tuple[tuple[str, Basis, str | None], ...]
    coders: frozenset[str]


class KeptCited:
    """What is known of each actor of a dataset."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Stakeholder, Cited]] = {}

    def of(self, dataset: Dataset) -> Iterator[tuple[str, Cited]]:
        """Yield each actor's id with what its entries name."""
        for name, actor in dataset.stakeholders.items():
            known = self._kept.get(name)
            if known is None or known[0] is not actor:
                self._kept[name] = known = actor, _cited(actor)
            yield name, known[1]


def _cited(actor: Stakeholder) -> Cited:
    entries = [entry for cell in actor.positions.values() for entry in cell]
    items = [item for entry in entries for item in entry.evidence]
    places = [item for item in items if item.quote is not None or item.locator is not None]
    return Cited(
        Counter(item.source for item in places if item.source is not None),
        tuple(
            dict.fromkeys((item.speaker, item.effective_basis, item.source) for item in items if item.speaker)
        ),
        frozenset(entry.coder for entry in entries if entry.coder is not None),
    )
