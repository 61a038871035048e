"""Undoing an edit from the journal: by its bytes, else by the values that it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path as FilePath
from typing import Any

from positions.dataset.editing.edit import Edited, Plan, Step, Values, edit
from positions.dataset.editing.layout_detection import contents
from positions.dataset.editing.recording import Signature, recorded
from positions.dataset.editing.removal import remove_value
from positions.dataset.editing.splice import add_item, add_key, replace_value
from positions.dataset.editing.yaml_nodes import Node
from positions.dataset.load import Loaded
from positions.dataset.storage.dataset_files import dataset_files, home_of, names_at_home
from positions.dataset.storage.journal import Journal
from positions.dataset.storage.record import (
    BYTE_ORDER_MARK,
    ChangeRecord,
    FileRecord,
    Record,
    digest,
    written_name,
)
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path
from positions.dataset.yaml.reread import read_bytes_again
from positions.problems import UsageError

_WIDEST = 60


@dataclass(frozen=True)
class EditHistory:
    """The edits of a dataset that can be taken back, and the undone ones that can be made again.

    All have the newest last. What is made again is the undo, taken back. `kept` are all edits on record that
    were read.
    """

    done: tuple[Record, ...]
    undone: tuple[Record, ...]
    kept: tuple[Record, ...]

    def original(self, record: Record) -> Record:
        """Return the edit that a record is about: itself, or what its undo or redo goes back to."""
        met = set[str]()
        while (back := self._by_id.get(record.undoes or record.redoes or "")) is not None:
            if back.id in met:  # a circle, which no edit makes
                break
            met.add(back.id)
            record = back
        return record

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        return {one.id: one for one in self.kept}


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An edit that was taken back, or an undo that was, and what that did."""

    record: Record
    edited: Edited


def edit_history(path: FilePath, most: int | None = None) -> EditHistory:
    """Return the edits of the dataset at a path that its journal keeps.

    A new edit ends what could be made again. Edits of other datasets in the same folder are left out. The
    journal is read from its newest edit back, and no further than needed.

    Args:
        path: the dataset's file or folder.
        most: how many edits to undo, and how many to redo, are enough; None for all.

    Raises:
        UsageError: if there is nothing at the path, or it cannot be read.
    """
    names = set(map(written_name, names_at_home(path, dataset_files(path))))
    walk = _Walk(names)
    for record in Journal(home_of(path)).latest():
        walk.take(record)
        if most is not None and walk.has(most):
            break
    done, undone, kept = (tuple(reversed(records)) for records in (walk.done, walk.undone, walk.kept))
    return EditHistory(done, undone, kept)


class _Walk:
    """What is known of a history when its newest records were read, the newest first."""

    def __init__(self, names: AbstractSet[str]) -> None:
        self.done: list[Record] = []
        self.undone: list[Record] = []
        self.kept: list[Record] = []
        self._names = names
        self._taken_back, self._made_again = set[str](), set[str]()
        self._sought = set[str]()  # what was undone or redone, and was not met yet
        self._is_closed = False  # whether an edit was met, before which nothing can be made again

    def has(self, most: int) -> bool:
        """Return whether so many edits are known, with what each goes back to."""
        all_undone = self._is_closed or len(self.undone) >= most
        return all_undone and len(self.done) >= most and not self._sought

    def take(self, record: Record) -> None:
        """Take the next older record."""
        self.kept.append(record)
        self._sought.discard(record.id)
        if self._names.isdisjoint(file.name for file in record.files):
            return
        if record.undoes is not None:
            self._taken_back.add(record.undoes)
            self._sought.add(record.undoes)
            if record.id not in self._made_again and not self._is_closed:
                self.undone.append(record)
            return
        if record.id not in self._taken_back:
            self.done.append(record)
        if record.redoes is not None:
            self._made_again.add(record.redoes)
            self._sought.add(record.redoes)
        else:
            self._is_closed = True


def undo(path: FilePath, signature: Signature, **how: Any) -> TakenBack:
    """Take back the last edit of the dataset at a path; the other arguments are those of `edit`.

    Raises:
        DataError: if the dataset has errors, or would have.
        UsageError: if there is no edit to take back, or a value that it left was changed since.
    """
    history = edit_history(path, 1)
    if not history.done:
        raise UsageError("there is no edit to undo", "the journal keeps what add, set, remove and rename do")
    record = history.done[-1]
    return _take_back(path, history, record, replace(signature, undoes=record.id), **how)


def redo(path: FilePath, signature: Signature, **how: Any) -> TakenBack:
    """Make the last undone edit of the dataset at a path again; the other arguments are those of `edit`.

    Raises:
        DataError: if the dataset has errors, or would have.
        UsageError: if nothing was undone since the last edit, or a value was changed since.
    """
    history = edit_history(path, 1)
    if not history.undone:
        raise UsageError("there is no undone edit to redo", "a new edit ends redo")
    record = history.undone[-1]
    return _take_back(path, history, record, replace(signature, redoes=record.id), **how)


def _take_back(
    path: FilePath, history: EditHistory, record: Record, signature: Signature, **how: Any
) -> TakenBack:
    edited = edit(path, _taking_back(path, record), signature=signature, **how)
    return TakenBack(history.original(record), edited)


def _taking_back(path: FilePath, record: Record) -> Callable[[Loaded], Plan]:
    """Return the plan that takes a record's edit back."""

    def plan(loaded: Loaded) -> Plan:
        names = list(map(written_name, names_at_home(path, dataset_files(path))))
        missing = [file.name for file in record.files if file.name not in names]
        if missing:
            hint = f"it is {record.command}, of {record.time}; edit the folder or file as that command did"
            raise UsageError(
                f"the edit changed {missing[0]}, which is no longer a file of this dataset", hint
            )
        steps: list[Step] = []
        values: dict[int, object] = {}
        for file in record.files:
            index = names.index(file.name)
            document = loaded.origin.documents[index]
            back, values[index] = _exactly(document, file) or _by_values(document, file, record)
            steps += [Step(index, splices) for splices in back]
        first = record.files[0].changes
        return Plan(tuple(steps), Values(values), first[0].path if first else ())

    return plan


_Back = tuple[Sequence[Callable[[Document], Sequence[Splice]]], object]
"""What takes a file back, step by step, and the values that it must then have."""


def _exactly(document: Document, file: FileRecord) -> _Back | None:
    """Return what restores a file's bytes; None where they are not what the edit left."""
    for mark in ("", BYTE_ORDER_MARK):
        data = (mark + document.text).encode()
        if digest(data) == file.after:
            try:
                before = read_bytes_again(document, file.reverted(data))
            except ValueError:
                raise UsageError(f"the journal does not restore the old {file.name}") from None
            return [lambda _: file.reversing_splices()], recorded(before.value)
    return None


def _by_values(document: Document, file: FileRecord, record: Record) -> _Back:
    """Return what gives the values that an edit changed their old ones, in a file that was edited since.

    Raises:
        UsageError: if one of them is no longer what the edit left.
    """
    value: Any = recorded(document.value)
    for change in file.changes:
        there, now = _value_at(value, change.path)
        expected = "after" in change.model_fields_set
        if there != expected or (there and now != change.after):
            where = ".".join(map(str, change.path))
            left = _short(change.after) if expected else "nothing"
            message = (
                f"{file.name} was changed since: {where} is {_short(now) if there else 'gone'}, not {left}"
            )
            raise UsageError(message, f"undo that change first, or edit by hand ({record.command})")
    steps: list[Callable[[Document], Sequence[Splice]]] = []
    for change in file.changes:  # put back first: what would be left empty meanwhile would go with its key
        if "before" in change.model_fields_set:
            steps.append(partial(_restored, change=change))
            _put(value, change.path, change.before)
    for change in reversed(file.changes):
        if "before" not in change.model_fields_set:
            steps.append(partial(remove_value, path=change.path))
            _drop(value, change.path)
    return steps, value


def _restored(document: Document, change: ChangeRecord) -> Sequence[Splice]:
    """Return the splices that put a value back."""
    path, node = change.path, _node(change.before)
    outer = contents(document, path[:-1])
    if isinstance(outer, list):
        return (
            add_item(document, path[:-1], node)
            if path[-1] == len(outer)
            else replace_value(document, path, node)
        )
    if isinstance(outer, dict) and path[-1] in outer:
        return replace_value(document, path, node)
    return add_key(document, path[:-1], str(path[-1]), node)


def _node(value: Any) -> Node:
    """Return a value of a record as what is written."""
    if isinstance(value, Mapping):
        return {str(key): _node(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_node(part) for part in value]
    return "" if value is None else value


def _value_at(value: Any, path: Path) -> tuple[bool, Any]:
    """Return whether there is a value at a path, and the value."""
    for part in path:
        in_list = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if not in_list and not (isinstance(value, dict) and part in value):
            return False, None
        value = value[part]
    return True, value


def _put(value: Any, path: Path, new: Any) -> None:
    """Put a value at a path into the values of a file; what is on the way there is made."""
    *way, last = path
    for part in way:
        value = value.setdefault(part, {}) if isinstance(value, dict) else value[part]
    if isinstance(value, list) and last == len(value):
        value.append(new)
    else:
        value[last] = new


def _drop(value: Any, path: Path) -> None:
    """Remove the value at a path, and what is left empty around it, as `remove_value` does."""
    outer = [value]
    for part in path[:-1]:
        outer.append(outer[-1][part])
    while len(path) > 1 and len(outer[-1]) == 1:
        path = path[:-1]
        outer.pop()
    if len(outer[-1]) == 1:
        outer[-1][path[-1]] = {}
    else:
        del outer[-1][path[-1]]


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."
