"""Undo and redo: the bytes of before, or the values where the file was changed elsewhere, or a refusal."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from helpers.edits import EDITS, LAYOUTS, raw
from helpers.examples import some
from positions.dataset.editing.edit import Plan, edit
from positions.dataset.editing.entry_selection import EntryChoice
from positions.dataset.editing.plans.fields import add_evidence, set_part, set_position
from positions.dataset.editing.plans.removals import remove_part, remove_position
from positions.dataset.editing.plans.renames import rename_part
from positions.dataset.editing.recording import ANONYMOUS, Signature
from positions.dataset.editing.undoing import edit_history, redo, undo
from positions.dataset.load import Loaded, load
from positions.dataset.models import Evidence
from positions.dataset.storage import journal
from positions.dataset.storage.dataset_files import dataset_files, home_of
from positions.dataset.storage.journal import FOLDER, Journal
from positions.dataset.storage.record import Record, parse_record
from positions.problems import PositionsError, UsageError

NAMES = sorted(path.name for path in LAYOUTS.iterdir() if not path.name.startswith("."))
FIRST = EntryChoice(number=1)
Make = Callable[[Loaded], Plan]

MORE: dict[str, Make] = {
    "remove-issue": partial(remove_part, section="issues", name="roads", with_positions=True),
    "remove-actor": partial(remove_part, section="stakeholders", name="ccn", with_positions=True),
    "remove-entry": partial(remove_position, actor="ccn", issue="rail", choice=FIRST),
    "set-note": partial(set_position, actor="ccn", issue="rail", fields={"note": "x: 1"}, choice=FIRST),
    "set-weight": partial(set_part, section="issues", name="rail", fields={"weight": 40.0}),
    "rename-and-forget": partial(rename_part, section="issues", old="rail", new="r", forget=True),
    "evidence": partial(add_evidence, actor="lga", issue="roads", item=Evidence(quote="no")),
}
ALL = {**EDITS, **MORE}


def copied(layout: str, folder: Path) -> Path:
    source = LAYOUTS / layout
    folder.mkdir(exist_ok=True)
    return Path(shutil.copytree(source, folder / layout) if source.is_dir() else shutil.copy(source, folder))


def state(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in dataset_files(path)}


def made(path: Path, make: Make) -> bool:
    """Make an edit, unless this dataset has nothing of the kind."""
    try:
        edit(path, make, signature=Signature(("set", "x")))
    except (PositionsError, KeyError):
        return False
    return True


@pytest.mark.parametrize("layout", NAMES)
def test_undo_restores_the_bytes_and_redo_those_after(layout: str, tmp_path: Path) -> None:
    count = 0
    for name, make in some(ALL.items(), NAMES.index(layout)):
        path = copied(layout, tmp_path / name)
        before = state(path)
        if not made(path, make):
            assert state(path) == before
            continue
        after = state(path)
        undo(path, ANONYMOUS)
        assert state(path) == before
        redo(path, ANONYMOUS)
        assert state(path) == after
        undo(path, ANONYMOUS)
        assert state(path) == before
        assert not edit_history(path).done
        count += 1
    assert count >= 2


@pytest.mark.parametrize("layout", NAMES)
def test_undo_restores_the_values_where_the_file_was_changed_elsewhere(layout: str, tmp_path: Path) -> None:
    for name, make in some(ALL.items(), NAMES.index(layout) + 1):
        path = copied(layout, tmp_path / name)
        old = raw(load(path).require())
        if not made(path, make):
            continue
        for file in dataset_files(
            path
        ):  # as an editor does: another title, with the same letters' count or not
            file.write_bytes(file.read_bytes().replace(b"Roads and rail", b"Roads, rail and more"))
        title = load(path).require().title
        undo(path, ANONYMOUS)
        assert raw(load(path).require()) == {**old, "title": title}


@pytest.mark.parametrize("seed", range(12))
def test_random_sessions_do_what_a_stack_of_states_says(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = copied(chance.choice(NAMES), tmp_path)
    done, undone = [state(path)], list[dict[str, bytes]]()
    for _ in range(25):
        action = chance.choice(("edit", "edit", "undo", "redo"))
        if action == "edit":
            if made(path, chance.choice(list(ALL.values()))) and state(path) != done[-1]:
                done.append(state(path))
                undone.clear()
        elif action == "undo" and len(done) > 1:
            undo(path, ANONYMOUS)
            undone.append(done.pop())
        elif action == "redo" and undone:
            redo(path, ANONYMOUS)
            done.append(undone.pop())
        assert state(path) == done[-1]
        history = edit_history(path)
        assert (len(history.done), len(history.undone)) == (len(done) - 1, len(undone))


def test_a_value_that_was_changed_since_is_kept_and_said(tmp_path: Path) -> None:
    path = copied("block-2.yaml", tmp_path)
    assert made(path, partial(set_part, section="issues", name="rail", fields={"title": "Trains"}))
    path.write_bytes(path.read_bytes().replace(b"title: Trains", b"title: Trams"))
    before = path.read_bytes()
    with pytest.raises(UsageError, match=r"issues\.rail\.title is 'Trams', not 'Trains'"):
        undo(path, ANONYMOUS)
    assert path.read_bytes() == before


def test_what_an_undo_would_break_is_refused(tmp_path: Path) -> None:
    path = copied("block-2.yaml", tmp_path)
    assert made(path, EDITS["issue"])
    path.write_bytes(path.read_bytes().replace(b"roads: support", b'"no": support'))
    with pytest.raises(PositionsError, match="no issue 'no'"):
        undo(path, ANONYMOUS)


def test_the_journal_is_untrusted(tmp_path: Path) -> None:
    path = copied("block-2.yaml", tmp_path)
    assert made(path, EDITS["issue"])
    assert made(path, EDITS["source"])
    first, second = sorted((tmp_path / FOLDER).glob("0*.json"))
    second.write_bytes(b"{}")
    assert not edit_history(path).done  # what came before it cannot be told
    second.write_bytes(first.read_bytes().replace(b'"start":', b'"start":1'))
    before = path.read_bytes()
    with pytest.raises(UsageError):
        undo(path, ANONYMOUS)
    assert path.read_bytes() == before


def test_there_is_nothing_to_undo_or_redo(tmp_path: Path) -> None:
    path = copied("block-2.yaml", tmp_path)
    with pytest.raises(UsageError, match="no edit to undo"):
        undo(path, ANONYMOUS)
    with pytest.raises(UsageError, match="no undone edit to redo"):
        redo(path, ANONYMOUS)


def history_as_written(path: Path) -> tuple[list[str], list[str]]:
    """Return the ids of what can be undone and redone, from the oldest edit on: the rule as a plain loop."""
    done, undone = list[str](), list[str]()
    for record in reversed(list(Journal(home_of(path)).latest())):
        if record.undoes is not None:
            done = [one for one in done if one != record.undoes]
            undone.append(record.id)
        elif record.redoes is not None:
            undone = [one for one in undone if one != record.redoes]
            done.append(record.id)
        else:
            done.append(record.id)
            undone.clear()
    return done, undone


@pytest.mark.parametrize("seed", range(6))
def test_the_newest_of_a_history_are_those_of_the_whole(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = copied("block-2.yaml", tmp_path)
    for number in range(30):
        action = chance.choice(("edit", "undo", "undo", "redo"))
        if action == "edit":
            fields = {"title": f"Rail {number}"}
            assert made(path, partial(set_part, section="issues", name="rail", fields=fields))
        else:
            with suppress(UsageError):
                (undo if action == "undo" else redo)(path, ANONYMOUS)
        whole = edit_history(path)
        assert ([one.id for one in whole.done], [one.id for one in whole.undone]) == history_as_written(path)
        for most in (1, 2, 5):
            some_of_it = edit_history(path, most)
            for name in ("done", "undone"):
                newest, all_of_it = getattr(some_of_it, name), getattr(whole, name)
                assert newest[-most:] == all_of_it[-most:]
                for record in newest:
                    assert some_of_it.original(record) == whole.original(record)


def test_of_a_long_journal_only_the_end_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copied("block-2.yaml", tmp_path)
    for number in range(12):
        fields = {"title": f"Rail {number}"}
        assert made(path, partial(set_part, section="issues", name="rail", fields=fields))
    read = list[bytes]()

    def counting(data: bytes) -> Record | None:
        read.append(data)
        return parse_record(data)

    monkeypatch.setattr(journal, "parse_record", counting)
    assert len(edit_history(path, 1).done) == 1
    assert len(read) == 1
    undo(path, ANONYMOUS)
    read.clear()
    assert len(edit_history(path, 1).undone) == 1
    assert len(read) == 3  # the undo, what it took back, and the edit before
