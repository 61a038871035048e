"""The dataset that a workbench edits: kept warm, and read anew where somebody else changes it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from positions.dataset.editing.edit import Edited, Plan, edit
from positions.dataset.editing.recording import Signature
from positions.dataset.editing.undoing import TakenBack
from positions.dataset.load import Loaded, digest_of_contents, load_contents
from positions.dataset.storage.dataset_files import dataset_files
from positions.dataset.storage.snapshot import read_between_edits
from positions.problems import DataError, PositionsError, Problem, UsageError
from positions.resolve import KeptCells
from positions.workbench.reading.places_to_look import Look, places_to_look
from positions.workbench.reading.speakers import Voices, known_speakers
from positions.workbench.state.cited import KeptCited
from positions.workbench.state.entry_keys import EntryKeys
from positions.workbench.state.events import Events
from positions.workbench.state.snapshot import Snapshot
from positions.workbench.state.texts import SourceReading, Texts

_KEPT_ANSWERS = 500

_State = tuple[tuple[str, int, int, int], ...]


class NoDatasetError(UsageError):
    """There is no dataset yet: the page offers to begin one."""


class Bench:
    """A dataset's file or folder, its texts, and who codes."""

    def __init__(self, path: Path, coder: str | None = None) -> None:
        self.path, self.coder = path, coder
        self.shows_others = coder is None
        self.texts, self.events = Texts(), Events()
        self.lock = threading.RLock()
        self.opened_with: dict[str, bytes] = {}
        self._state: _State | None = None
        self._snapshot: Snapshot | None = None
        self._shown: Snapshot | None = None
        self._keys, self._cells, self._cited = EntryKeys(), KeptCells(), KeptCited()
        self._voices: dict[object, tuple[Voices, list[Look]]] = {}
        self._answers: OrderedDict[str, object] = OrderedDict()

    @property
    def folder(self) -> Path:
        """The dataset's folder, in which its sources lie."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def exists(self) -> bool:
        """Whether there is a dataset."""
        if self.path.is_dir():
            try:
                return bool(dataset_files(self.path))
            except UsageError:
                return False
        return self.path.exists()

    def snapshot(self) -> Snapshot:
        """Return the dataset as it is now; its last state in order, with the problem, while it is broken.

        Raises:
            DataError: if it was never in order.
            NoDatasetError: if there is none.
        """
        with self.lock:
            state = self._now()
            if self._snapshot is None or state != self._state:
                self._read(state)
            assert self._snapshot is not None  # _read raises where there is none
            return self._as_seen(self._snapshot)

    def _as_seen(self, snapshot: Snapshot) -> Snapshot:
        """Return a snapshot as the coder sees it: one object for as long as nothing changes."""
        blind, kept = self.coder is not None and not self.shows_others, self._shown
        if kept is None or (kept.whole, kept.version, kept.broken, kept.blind) != (
            snapshot.whole,
            snapshot.version,
            snapshot.broken,
            blind,
        ):
            self._shown = kept = replace(
                snapshot,
                coder=self.coder,
                blind=blind,
                keys=self._keys,
                cells=self._cells,
                kept_cited=self._cited,
            )
        return kept

    def _now(self) -> _State:
        if not self.exists:
            raise NoDatasetError("there is no dataset yet", "begin one in the page, or with `positions init`")
        found = ((str(file), file.stat()) for file in dataset_files(self.path))
        return tuple((name, one.st_mtime_ns, one.st_size, one.st_ino) for name, one in found)

    def _read(self, state: _State) -> None:
        contents, unfinished = read_between_edits(self.path)
        version = digest_of_contents(contents, self.path)
        last = self._snapshot
        if last is not None and last.whole.sha256 == version and not unfinished:
            self._keep(last.whole, state)
            return
        loaded = load_contents(contents, self.path, before=last.whole if last is not None else None)
        self.opened_with = self.opened_with or {str(file): data for file, data in contents.items()}
        if loaded.dataset is not None and not unfinished:
            self._keep(loaded, state)
            return
        problems = unfinished or tuple(problem for problem in loaded.problems if problem.is_error)
        if last is None:
            raise DataError(problems)
        self._snapshot, self._state = replace(last, version=version, broken=problems), state

    def _keep(self, loaded: Loaded, state: _State | None) -> None:
        self._snapshot, self._state = Snapshot(loaded, loaded.sha256), state

    def reading(self, snapshot: Snapshot, source: str) -> SourceReading:
        """Return the text of a source.

        Raises:
            UsageError: if there is no such source, or it has no text.
            DataError: if the text cannot be read.
        """
        found = snapshot.dataset.sources.get(source)
        if found is None:
            raise UsageError(f"there is no source {source!r}", "it may have been renamed or removed")
        reading = self.texts.of(found, self.folder)
        if reading is None:
            hint = "put a copy into sources/ and name it under `text`"
            raise UsageError("this source has no text to read here", hint)
        if isinstance(reading, Problem):
            raise DataError([reading])
        return reading

    def voices(self, snapshot: Snapshot, source: str, reading: SourceReading) -> tuple[Voices, list[Look]]:
        """Return who speaks in a source's text, found once for each text and the names that are known."""
        dataset = snapshot.dataset
        names = tuple((name, actor.name, actor.short) for name, actor in dataset.stakeholders.items())
        issues = tuple((name, issue.title, issue.proposition) for name, issue in dataset.issues.items())
        key = source, reading.sha256, names, issues, tuple(known_speakers(dataset).items())
        if key not in self._voices:
            voices = Voices(reading.source.text, reading.paragraphs, dataset)
            self._voices = {
                key: (voices, places_to_look(reading.source.text, reading.paragraphs, voices, dataset.issues))
            }
        return self._voices[key]

    def edit(self, plan: Callable[[Loaded], Plan], words: Sequence[str]) -> Edited:
        """Change the dataset, and tell every open page.

        Raises:
            DataError, UsageError: as `edit` does; nothing is then written.
        """
        with self.lock:
            snapshot = self.snapshot()
            if snapshot.broken:
                raise DataError(snapshot.broken)
            signature = Signature(tuple(words), self.coder)
            edited = edit(self.path, plan, signature=signature, known=snapshot.whole)
            self.take_over(edited)
        return edited

    def take_back(self, act: Callable[..., TakenBack], words: Sequence[str]) -> TakenBack:
        """Undo or redo the last edit, and tell every open page."""
        with self.lock:
            known = self._snapshot.whole if self._snapshot is not None else None
            taken = act(self.path, Signature(tuple(words), self.coder), known=known)
            self.take_over(taken.edited)
        return taken

    def take_over(self, edited: Edited) -> None:
        """Keep what an edit has left as the dataset, and tell every open page."""
        with self.lock:
            self._keep(edited.loaded, None)
        self.tell()

    def tell(self) -> None:
        """Tell every open page what version there is now."""
        try:
            snapshot = self.snapshot()
        except PositionsError:
            return
        kind = "broken" if snapshot.broken else "version"
        self.events.tell_soon(kind, version=snapshot.version, blind=snapshot.blind)

    def once(self, request: str | None, act: Callable[[], object]) -> object:
        """Return what an action answers; a request that comes again gets the first answer."""
        if not request:
            return act()
        with self.lock:
            if request not in self._answers:
                self._answers[request] = act()
                while len(self._answers) > _KEPT_ANSWERS:
                    self._answers.popitem(last=False)
            return self._answers[request]

    def get_ready(self) -> None:
        """Find where everything stands in the files, which an edit needs; once after they are read."""
        kept = self._snapshot
        for document in kept.whole.origin.documents if kept is not None else ():
            _ = document.places

    def forget(self) -> None:
        """Read the dataset anew when it is next asked for."""
        with self.lock:
            self._state = None
