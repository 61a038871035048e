"""The values of several files of a dataset as one."""

from __future__ import annotations

from collections.abc import Sequence

from positions.dataset.yaml.reader import Document, Value
from positions.problems import Problem

ONCE = ("format", "title", "scale")
"""What exactly one file holds."""

SECTIONS = ("issues", "sources", "stakeholders")
ACTORS = "stakeholders"


class Merge:
    """The merged value of several documents, and what is defined twice."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.value: dict[str, Value] = {}
        self.problems: list[Problem] = []
        self._home: dict[tuple[str, ...], Document] = {}
        if len(documents) == 1 and isinstance(documents[0].value, dict):
            self.value = documents[0].value
            return
        for document in documents:
            self._into(self.value, document.value, document, ())

    def _into(self, target: dict[str, Value], part: Value, document: Document, path: tuple[str, ...]) -> None:
        assert isinstance(part, dict)  # only mappings are merged
        for key, value in part.items():
            place = (*path, key)
            existing = target.get(key)
            if key not in target or (existing is None and _may_be_spread(place)):
                self._home.setdefault(place, document)
                if isinstance(value, dict) and _may_be_spread(place):
                    inner: dict[str, Value] = {}  # a copy: the document keeps what it says itself
                    target[key] = inner
                    self._into(inner, value, document, place)
                else:
                    target[key] = value
            elif isinstance(existing, dict) and isinstance(value, dict) and _may_be_spread(place):
                self._into(existing, value, document, place)
            elif value is not None or not _may_be_spread(place):
                self._twice(document, place)

    def _twice(self, document: Document, place: tuple[str, ...]) -> None:
        first = self._home[place].locate(place, key=True)
        what = f"`{place[-1]}`" if len(place) == 1 or place[0] in ONCE else f"{place[-1]!r}"
        hint = "exactly one file holds format, title and scale" if place[0] in ONCE else "keep one of the two"
        message = f"{what} is defined twice: the other one is at {first}"
        self.problems.append(Problem("defined-twice", message, document.locate(place, key=True), hint))


def _may_be_spread(place: tuple[str, ...]) -> bool:
    """Whether the mapping at a place may be spread over files: sections, actors, and actors' positions."""
    if len(place) == 1:
        return place[0] in SECTIONS
    if place[0] != "stakeholders":
        return False
    return len(place) == 2 or (len(place) == 3 and place[2] == "positions")
