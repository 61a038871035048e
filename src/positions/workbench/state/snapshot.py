"""The dataset at one moment, as the coder may see it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from positions.dataset.coders.codings import only
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Position
from positions.problems import Problem, UsageError
from positions.reports.common.study import Study, study_of
from positions.resolve import KeptCells
from positions.selection import Selection
from positions.workbench.state.cited import Cited, KeptCited
from positions.workbench.state.entry_keys import EntryKeys


class EntryGoneError(UsageError):
    """An entry is no longer what the page showed: somebody has changed or removed it."""


@dataclass(frozen=True)
class Snapshot:
    """The dataset as it was read.

    Attributes:
        whole: the last state of the file that was in order, all coders' entries included.
        version: the hash of the files' bytes now.
        broken: what is wrong with the files now; they are then not what `whole` is.
        coder: who codes; None where nobody signs.
        blind: whether entries that other coders have signed are not shown.
        keys: the addresses of entries.
        cells: what cells say, for as long as their actor stays the same.
        kept_cited: the same of what actors' evidence cites.
    """

    whole: Loaded
    version: str
    broken: tuple[Problem, ...] = ()
    coder: str | None = None
    blind: bool = False
    keys: EntryKeys = field(default_factory=EntryKeys, compare=False, repr=False)
    cells: KeptCells = field(default_factory=KeptCells, compare=False, repr=False)
    kept_cited: KeptCited = field(default_factory=KeptCited, compare=False, repr=False)

    def is_hidden(self, entry: Position) -> bool:
        """Return whether an entry is another coder's, and not to be seen."""
        return self.blind and entry.coder is not None and entry.coder != self.coder

    @cached_property
    def hides(self) -> bool:
        """Whether there is anything that is not to be seen."""
        return self.blind and any(
            self.is_hidden(entry)
            for actor in self.whole.require().stakeholders.values()
            for entries in actor.positions.values()
            for entry in entries
        )

    @cached_property
    def seen(self) -> Loaded:
        """The dataset without what is not to be seen; numbers of entries may differ from the file's."""
        if not self.hides:
            return self.whole
        seen = only(self.whole.require(), lambda entry: not self.is_hidden(entry))
        return replace(self.whole, dataset=seen)

    @property
    def dataset(self) -> Dataset:
        """The dataset as the coder sees it."""
        return self.seen.require()

    @cached_property
    def cited(self) -> dict[str, Cited]:
        """What the entries of each actor that the coder sees cite and name."""
        return dict(self.kept_cited.of(self.dataset))

    @cached_property
    def study(self) -> Study:
        """What the coder sees, as `compare` reads it; made once for every screen.

        Raises:
            UsageError: if entries of several coders stand in one of the cells.
        """
        return study_of(self.seen, Selection(), self.cells)

    def entries(self, actor: str, issue: str) -> list[tuple[int, str, Position]]:
        """Return the visible entries of a cell: number in the file from 0, key, entry."""
        found = self.whole.require().stakeholders.get(actor)
        entries = found.positions.get(issue, ()) if found else ()
        keys = self.keys.of(entries)
        return [
            (index, key, entry)
            for index, (key, entry) in enumerate(zip(keys, entries, strict=True))
            if not self.is_hidden(entry)
        ]

    def entry(self, actor: str, issue: str, key: str) -> tuple[int, Position]:
        """Return the entry with a key, and its number in the cell from 0.

        Raises:
            EntryGoneError: if no visible entry has that key.
        """
        found = next(((index, entry) for index, one, entry in self.entries(actor, issue) if one == key), None)
        if found is None:
            raise EntryGoneError("this entry was changed or removed meanwhile", "look at it as it is now")
        return found
