"""What else is wrong beside values of the wrong form, so that one run shows it all.

The rest is checked on a copy without these values. What is then missing only because a value was taken out is
no second problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from positions.dataset.merging import SECTIONS
from positions.dataset.models import Dataset
from positions.dataset.origin import Origin
from positions.dataset.validation.checks import OF_SCALE, check_dataset
from positions.dataset.validation.messages import model_at, path_of
from positions.dataset.validation.repair import repaired
from positions.dataset.yaml.reader import Path, Value
from positions.problems import Problem
from positions.suggest import did_you_mean

_LEFT_OPEN_BY: Mapping[str, frozenset[str]] = {
    "missing-date": frozenset(("date", "source", "evidence")),
    "same-date-conflict": frozenset(("date", "source", "evidence", "stance")),
    "several-coders": frozenset(("coder",)),
    "quote-without-source": frozenset(("source",)),
    "empty-evidence": frozenset(("source", "quote", "evidence")),
    "attributed-without-speaker": frozenset(("speaker",)),
    "condition-without-position": frozenset(("stance",)),
    "needs-without-position": frozenset(("stance",)),
    "acceptable-without-amounts": frozenset(("stance",)),
    "own-review": frozenset(("coder", "reviewed_by")),
    "reviewed-draft": frozenset(("status", "reviewed_by")),
    "empty-correction": frozenset(("stance", "from", "correction")),
    "review-before-entry": frozenset(("date", "source", "evidence", "reviewed_on", "correction")),
    "bad-acceptable": frozenset(("stance", "min", "max")),
}
"""Codes of problems of a cell, and the keys in it without whose values one cannot tell whether they are."""


def problems_despite(
    value: dict[str, Value], errors: Sequence[ErrorDetails], origin: Origin, *, several_coders: bool
) -> list[Problem]:
    """Return what is wrong with references, stances, dates and evidence, as far as the errors let one see."""
    places = [tuple(error["loc"]) for error in errors]
    if any(len(place) == 1 and place[0] in SECTIONS for place in places) or any(
        error["type"] == "extra_forbidden"
        and len(error["loc"]) == 1
        and did_you_mean(str(error["loc"][0]), SECTIONS)
        for error in errors
    ):
        return []  # a whole section is wrong or misspelt: everything would seem to lead nowhere
    try:
        dataset = Dataset.model_validate(repaired(value, errors))
    except ValidationError:
        return []
    lost = {str(place[1]) for place in places if len(place) in (2, 3) and place[0] in SECTIONS}
    follows = _Follows(dataset, errors)
    problems = check_dataset(dataset, origin, several_coders=several_coders, follows=follows)
    return [problem for problem in problems if not any(f"{name!r}" in problem.message for name in lost)]


class _Follows:
    """Tells whether a problem of a cell may only follow from values of the wrong form."""

    def __init__(self, dataset: Dataset, errors: Sequence[ErrorDetails]) -> None:
        places = [tuple(error["loc"]) for error in errors]
        self._dataset = dataset
        self._unscaled = {
            name
            for name, issue in dataset.issues.items()
            if ("issues", name, "scale") in places or (issue.scale is None and ("scale",) in places)
        }
        self._undated = {
            place[1] for place in places if place[0] == "sources" and place[2:] in ((), ("date",))
        }
        self._keys: dict[Path, set[str]] = {}
        for error in errors:
            path = path_of(error)
            if path[0] == "stakeholders" and path[2:3] == ("positions",) and len(path) > 4:
                self._keys.setdefault(path[:4], set()).update(_meant(error, path))

    def __call__(self, problem: Problem, cell: Path) -> bool:
        """Return whether a problem of the cell at a path may only follow from another."""
        actor, issue = str(cell[1]), str(cell[3])
        if problem.code == "needs-without-sides":
            return any(f"{name!r}" in problem.message for name in self._unscaled)
        if issue in self._unscaled and problem.code in OF_SCALE:
            return True
        keys = self._keys.get(cell, set())
        if "date" in _LEFT_OPEN_BY.get(problem.code, ()):
            entries = self._dataset.stakeholders[actor].positions[issue]
            if any(item.source in self._undated for entry in entries for item in entry.evidence):
                return True
        return not keys.isdisjoint(_LEFT_OPEN_BY.get(problem.code, ()))


def _meant(error: ErrorDetails, path: Path) -> Iterator[str]:
    """Yield the keys that an error is about; of an unknown key those that may be meant."""
    yield from (part for part in path[4:] if isinstance(part, str))
    if error["type"] == "extra_forbidden":
        known = (field.alias or name for name, field in model_at(path[:-1]).model_fields.items())
        yield from (name for name in known if did_you_mean(str(path[-1]), [name]))
