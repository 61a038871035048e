"""Another program's data as a dataset of this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.entries import with_needs
from positions.dataset.load import load_bytes
from positions.dataset.models import Dataset, Position
from positions.dataset.yaml.decode import SIZE_LIMIT
from positions.exchange.slugs import ids_of
from positions.problems import DataError, Location, Problem
from positions.vocabulary import NON_POSITIONS


@dataclass(frozen=True, slots=True)
class Imported:
    """A dataset that was made of other data.

    Attributes:
        dataset: the dataset.
        texts: files that it refers to, by their path from the dataset's folder.
        remarks: what a person should know of the reading.
        problems: what is wrong with rows that were left out, as warnings.
        skipped: how many these are.
        unit: what these are: row, cell or statement.
    """

    dataset: Dataset
    texts: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: int = 0
    unit: str = "row"

    @property
    def answers(self) -> int:
        """How many cells hold a position."""
        return sum(
            any(entry.stance not in NON_POSITIONS for entry in cell)
            for actor in self.dataset.stakeholders.values()
            for cell in actor.positions.values()
        )

    def overview(self) -> str:
        """Say in a sentence what there is."""
        counts = {
            "stakeholder": len(self.dataset.stakeholders),
            "issue": len(self.dataset.issues),
            "position": self.answers,
            "source": len(self.dataset.sources),
        }
        said = [f"{number:,} {name}{'' if number == 1 else 's'}" for name, number in counts.items() if number]
        return ", ".join(said) or "nothing"


def with_ids(dataset: Dataset) -> Dataset:
    """Return a dataset whose keys are names as they stand with ids in their place; the names are kept."""
    actors, issues = ids_of(dataset.stakeholders), ids_of(dataset.issues)
    sources = ids_of(dataset.sources)
    cells: dict[int, tuple[Position, ...]] = {}

    def renamed(cell: tuple[Position, ...]) -> tuple[Position, ...]:
        if id(cell) not in cells:  # equal cells of a plain table are one object, and stay one
            cells[id(cell)] = tuple(
                with_needs(_entry(entry, sources), lambda issue: issues.get(issue, issue)) for entry in cell
            )
        return cells[id(cell)]

    return dataset.model_copy(
        update={
            "issues": {issues[name]: issue for name, issue in dataset.issues.items()},
            "sources": {sources[name]: source for name, source in dataset.sources.items()},
            "stakeholders": {
                actors[name]: actor.model_copy(
                    update={
                        "positions": {issues[issue]: renamed(cell) for issue, cell in actor.positions.items()}
                    }
                )
                for name, actor in dataset.stakeholders.items()
            },
        }
    )


def yaml_of(imported: Imported, origin: str) -> bytes:
    """Return the text of the dataset's file, which `positions check` reads without an error.

    Args:
        imported: what to write.
        origin: the name of the file that it was made of, for the first line.

    Raises:
        DataError: if `positions check` would refuse the text.
    """
    data = dataset_to_yaml(_without_withheld(imported.dataset), [f"Imported from {origin}"]).encode()
    if len(data) > SIZE_LIMIT:
        most, size = (
            SIZE_LIMIT // 1_000_000,
            ceil(len(data) / 1_000_000),
        )  # rounded up: never the limit itself
        message = f"the dataset would be {size} MB, and {most} MB is the most that is read"
        hint = "compare the table as it is: positions compare --data TABLE; or import a part of it"
        raise DataError([Problem("too-large", message, Location(origin), hint)])
    errors = [problem for problem in load_bytes(data, "the dataset").problems if problem.is_error]
    if errors:
        raise DataError(errors)
    return data


def _without_withheld(dataset: Dataset) -> Dataset:
    """Return a dataset without cells that hold no entry, which a file cannot have."""
    actors = {
        name: actor.model_copy(
            update={"positions": {issue: cell for issue, cell in actor.positions.items() if cell}}
        )
        for name, actor in dataset.stakeholders.items()
    }
    return dataset.model_copy(update={"stakeholders": actors})


def _entry(entry: Position, sources: Mapping[str, str]) -> Position:
    if not any(item.source for item in entry.evidence):
        return entry
    evidence = tuple(
        item.model_copy(update={"source": sources[item.source]}) if item.source else item
        for item in entry.evidence
    )
    return entry.model_copy(update={"evidence": evidence})
