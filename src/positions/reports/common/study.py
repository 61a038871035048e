"""What every report starts from: the data, the part of it that was asked for, and how it is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from positions.dataset.dates import PartialDate
from positions.dataset.entries import entry_date
from positions.dataset.load import Loaded
from positions.dataset.models import ABOUT, Dataset, Position
from positions.dataset.origin import Origin
from positions.grid import StanceGrid, build_grid
from positions.measures.issues import IssueProfile, profile_issues
from positions.reports.common.cells import counted
from positions.reports.common.coders import refuse_several_coders
from positions.resolve import KeptCells
from positions.rounding import as_written
from positions.selection import ENTRY_RULE_WORDS, FILTER_WORDS, Selection
from positions.tables import DatasetInfo, Ref
from positions.vocabulary import HELD_BACK


@dataclass(frozen=True, repr=False)
class Study:
    """A dataset with the grid of what was selected of it.

    Attributes:
        dataset: all of it, before the selection.
        selection: what was asked for.
        grid: what the selection left.
        origin: the files that it was read from; None where it came from elsewhere.
        folder: the dataset's folder, where one is known; sources' texts are found from here.
        narrow: makes the study of another selection of the same data, where it was loaded or built.
    """

    info: DatasetInfo
    dataset: Dataset
    selection: Selection
    grid: StanceGrid
    origin: Origin | None = None
    folder: Path | None = None
    notes: tuple[str, ...] = field(default=())
    narrow: Callable[[Selection], Study] | None = field(default=None, repr=False, compare=False)

    def narrowed(self, selection: Selection) -> Study:
        """Return the study of another selection of the same data.

        Raises:
            UsageError: if a name in it is unknown, where the data was loaded or built.
        """
        if self.narrow is not None:
            return self.narrow(selection)
        grid = replace(build_grid(self.dataset, selection), answers=self.grid.answers)
        return replace(self, selection=selection, grid=grid)

    @property
    def is_public_part(self) -> bool:
        """Whether some of the data is held back: what is not here may still be there."""
        return self.info.held_back is not None and self.info.held_back.startswith(HELD_BACK)

    def __repr__(self) -> str:
        grid = self.grid
        positions = sum(row.held.bit_count() for row in grid.rows)
        numbers = (
            counted(len(grid.actors), "stakeholder"),
            counted(len(grid.issues), "issue"),
            counted(positions, "position"),
        )
        return f"<Study {self.info.title!r}: {', '.join(numbers)}>"

    @cached_property
    def actors(self) -> tuple[Ref, ...]:
        """The selected actors as headings."""
        return tuple(Ref(actor.id, actor.label, actor.name) for actor in self.grid.actors)

    @cached_property
    def issues(self) -> tuple[Ref, ...]:
        """The selected issues as headings."""
        return tuple(Ref(issue.id, issue.title, issue.title) for issue in self.grid.issues)

    @cached_property
    def profiles(self) -> tuple[IssueProfile, ...]:
        """How each of the selected issues stands."""
        return tuple(profile_issues(self.grid))

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of all issues of the dataset by id, whether selected or not."""
        return {name: issue.title for name, issue in self.dataset.issues.items()}

    def date_of(self, entry: Position) -> PartialDate | None:
        """Return the entry's own date, else the latest of its sources', else None."""
        return entry_date(entry, self.dataset.sources)

    def notes_on_filters(self) -> tuple[str, ...]:
        """Say which entries count, and how many cells, actors and issues the filters took out."""
        words = ENTRY_RULE_WORDS[self.selection.entries]
        rule = (f"Each cell is {words} (--entries {self.selection.entries}).",) if words else ()
        cells = tuple(
            f"{count} {'cell' if count == 1 else 'cells'} left out: {FILTER_WORDS.get(name, name)}."
            for name, count in self.grid.excluded.items()
        )
        return (*rule, *cells, *self._notes_on_counts())

    def notes_on_who(self) -> tuple[str, ...]:
        """Say how many actors and issues the filters left out, apart from those on counts."""
        chosen, found = self.selection, []
        everyone = chosen.actors or tuple(self.dataset.stakeholders)
        everything = chosen.issues or tuple(self.dataset.issues)
        for whole, left, thin, what in (
            (everyone, self.grid.actors, chosen.thin_actors, "stakeholder"),
            (everything, self.grid.issues, chosen.thin_issues, "issue"),
        ):
            out = len(whole) - len(left) - len(thin or ())
            if out > 0:
                found.append(f"{out:,} of {counted(len(whole), what)} left out by the filters.")
        return tuple(found)

    def _notes_on_counts(self) -> Iterator[str]:
        thin = self.selection
        if thin.thin_issues:
            many = counted(len(thin.thin_issues), "issue")
            yield f"{many} left out: a minority below {as_written(thin.min_minority)}."
        amounts = sum(self.grid.scale_of(issue).is_amount for issue in range(len(self.grid.issues)))
        if thin.min_minority and amounts:
            has, stays = ("has", "stays") if amounts == 1 else ("have", "stay")
            many = counted(amounts, "issue")
            yield f"{many} {has} amounts and no sides, and {stays}: --min-minority looks at sides."
        if thin.thin_actors:
            many = counted(len(thin.thin_actors), "stakeholder")
            yield f"{many} left out: fewer than {counted(thin.min_answers, 'position')}."


def info_of(dataset: Dataset, sha256: str, files: Sequence[str] = ()) -> DatasetInfo:
    """Return how a report names its data, read from these files, the bytes of which have this SHA-256."""
    scale = dataset.scale
    about = {name: said for name in ABOUT if (said := getattr(dataset, name, None)) is not None}
    return DatasetInfo(dataset.title, sha256, tuple(scale.labels), not scale.is_nominal, tuple(files), about)


def notes_of(loaded: Loaded) -> tuple[str, ...]:
    """Return what each report says of the data as it was loaded: what of it is held back."""
    return () if loaded.held_back is None else (loaded.held_back,)


def study_of(
    loaded: Loaded,
    selection: Selection | None = None,
    kept: KeptCells | None = None,
    *,
    several_coders: bool = False,
) -> Study:
    """Return the study of what a selection leaves of a loaded dataset.

    Args:
        loaded: the dataset.
        selection: what to leave of it; all where None.
        kept: cells kept for the study of the next state.
        several_coders: whether entries of several coders may stand in one cell, for what compares nothing.

    Raises:
        DataError: if the dataset has errors.
        UsageError: if entries of several coders stand in one of the cells.
    """
    dataset = loaded.require()
    chosen = selection or Selection()
    grid = build_grid(dataset, chosen, kept)
    if not several_coders:
        refuse_several_coders(dataset, chosen, grid)
    files = [document.name for document in loaded.origin.documents]
    return Study(
        info=replace(info_of(dataset, loaded.sha256, files), held_back=loaded.held_back),
        dataset=dataset,
        selection=chosen,
        grid=grid,
        origin=loaded.origin,
        folder=loaded.folder,
        notes=notes_of(loaded),
    )
