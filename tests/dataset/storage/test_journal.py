"""The journal: what it keeps of an edit, and that nobody's journal makes the program touch anything else."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.crashes import make_folder, texts_in, tree
from helpers.edits import EDITS, LAYOUTS
from positions.dataset.editing.edit import Plan, edit, load_to_edit
from positions.dataset.editing.plans.renames import rename_part
from positions.dataset.editing.recording import Signature, recorded
from positions.dataset.load import Loaded, load
from positions.dataset.storage import journal as journal_module
from positions.dataset.storage.journal import FOLDER, UNFINISHED, Journal
from positions.dataset.storage.record import Record, digest, parse_record
from positions.dataset.yaml.reader import read_bytes
from positions.problems import DataError, UsageError

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")


def records_of(folder: Path) -> list[Record]:
    found = [parse_record(path.read_bytes()) for path in Journal(folder).finished()]
    assert None not in found
    return [record for record in found if record is not None]


@pytest.mark.parametrize("name", sorted(set(EDITS) - {"second-of-undated"}))  # for lack of one in the folder
@pytest.mark.parametrize("layout", ["block-2.yaml", "crlf-flow.yaml", "folder"])
def test_a_record_leads_back(tmp_path: Path, layout: str, name: str) -> None:
    home, data = tmp_path, LAYOUTS / layout
    for original in sorted(data.iterdir()) if data.is_dir() else [data]:
        (home / original.name).write_bytes(original.read_bytes())
    path = home if data.is_dir() else home / data.name
    edited = edit(path, EDITS[name], signature=Signature(("rename", "a\udc80"), "ab"))
    (record,) = records_of(home)
    assert (record.words, record.coder) == (("rename", "a\\udc80"), "ab")
    assert {file.name for file in record.files} == {file.name for file in edited.changes}
    for file in record.files:
        before, after = edited.changes[home / file.name]
        assert (file.before, file.after) == (digest(before), digest(after))
        assert file.reverted(after) == before
        document = read_bytes(after, file.name)
        for splice in file.splices:
            span = document.span(splice.path)
            assert span is not None
            start = document.span(splice.path, key=True)
            assert not splice.path or (start is not None and start.start <= splice.start)
            assert not splice.path or splice.end <= span.end
        assert applied(recorded(read_bytes(before, "").value), file.changes) == recorded(document.value)


def applied(value: Any, changes: tuple[Any, ...]) -> Any:
    """Make the changes of a record, the slow way."""
    for change in changes:
        inside = value
        if not change.path:
            return change.after
        for key in change.path[:-1]:
            inside = inside[key]
        last = change.path[-1]
        if "after" not in change.model_fields_set:
            del inside[last]
        elif isinstance(inside, list) and last == len(inside):
            inside.append(change.after)
        else:
            inside[last] = change.after
    return value


def rename_issue(loaded: Loaded) -> Plan:
    """Rename the issue `rail`, or back: every file of the folder changes."""
    old, new = ("rail", "railways") if "rail" in loaded.require().issues else ("railways", "rail")
    return rename_part(loaded, "issues", old, new)


@posix
def test_who_else_may_read_it_and_git_does_not(tmp_path: Path) -> None:
    make_folder(tmp_path / "data", 2)
    edit(tmp_path / "data", rename_issue)
    place = tmp_path / "data" / FOLDER
    assert sorted(path.name for path in place.iterdir()) == [".gitignore", "000001.json"]
    assert (place / ".gitignore").read_bytes() == b"*\n"
    assert stat.S_IMODE((place / "000001.json").stat().st_mode) == 0o600


def test_the_oldest_go_where_they_take_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    make_folder(folder, 2)
    before = load(folder).sha256
    edit(folder, rename_issue)
    (first,) = Journal(folder).finished()
    monkeypatch.setattr(journal_module, "MOST_KEPT", int(first.stat().st_size * 2.5))
    for _ in range(5):
        edit(folder, rename_issue)
    assert [path.name for path in Journal(folder).finished()] == ["000005.json", "000006.json"]
    assert load(folder).sha256 == before  # the journal is not part of the dataset


def test_the_oldest_of_many_go_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To add up the sizes of thousands after each edit would take longer than the edit."""
    folder = tmp_path / "data"
    make_folder(folder, 1)
    edit(folder, rename_issue)
    (first,) = Journal(folder).finished()
    monkeypatch.setattr(journal_module, "MOST_KEPT", int(first.stat().st_size * 4.5))
    monkeypatch.setattr(journal_module, "_FEW", 4)
    monkeypatch.setattr(journal_module, "_EVERY", 8)
    kept = []
    for _ in range(24):
        edit(folder, rename_issue)
        kept.append(len(Journal(folder).finished()))
    assert max(kept) <= 4 + 8
    assert kept.count(4) == 4  # after the fourth, and after each eighth


def test_no_name_of_a_record_makes_the_next_one_be_lost(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    make_folder(folder, 1)
    edit(folder, rename_issue)
    place = folder / FOLDER
    for name in ("999999998", "1000000000", "9" * 200, "0000007", "000000"):
        (place / f"{name}.json").write_bytes((place / "000001.json").read_bytes())
    ids = [record.id for record in records_of(folder)]
    for _ in range(3):
        edit(folder, rename_issue)
        ids.append(records_of(folder)[-1].id)
    assert len(set(ids[-3:])) == 3
    assert [record.id for record in records_of(folder)] == ids
    found = [path.name for path in Journal(folder).finished()]
    assert found == [f"{number:06}.json" for number in range(1, 6)]
    assert {path.name for path in place.iterdir()} - set(found) == {
        *(".gitignore", "000000.json", "1000000000.json", "0000007.json", f"{'9' * 200}.json")
    }


def test_an_edit_too_large_for_the_journal_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    make_folder(folder, 2)
    before = texts_in(folder)
    monkeypatch.setattr(journal_module, "MOST_READ", 100)
    with pytest.raises(UsageError, match="too much at once"):
        edit(folder, rename_issue)
    assert texts_in(folder) == before


def half_done(folder: Path) -> dict[str, Any]:
    """Make a folder whose rename stopped after the first file; return its record as JSON has it."""
    make_folder(folder, 2)
    before = texts_in(folder)
    edit(folder, rename_issue)
    (path,) = Journal(folder).finished()
    found: dict[str, Any] = json.loads(path.read_bytes())
    path.unlink()
    for name in ("actor-1.yaml", "issues.yaml"):
        (folder / name).write_bytes(before[name])
    return found


def put(folder: Path, data: bytes) -> None:
    (folder / FOLDER / UNFINISHED).write_bytes(data)


def test_an_honest_record_is_undone(tmp_path: Path) -> None:
    """The one that the hostile ones below are made of."""
    folder = tmp_path / "data"
    record = half_done(folder)
    put(folder, json.dumps(record).encode())
    assert [problem.code for problem in load(folder).problems] == ["unfinished-edit"]
    assert "rail" in load_to_edit(folder).require().issues


def with_name(name: str) -> Callable[[dict[str, Any]], bytes]:
    def change(record: dict[str, Any]) -> bytes:
        record["files"][0]["name"] = name
        return json.dumps(record).encode()

    return change


def with_field(name: str, value: Any) -> Callable[[dict[str, Any]], bytes]:
    def change(record: dict[str, Any]) -> bytes:
        record["files"][0][name] = value
        return json.dumps(record).encode()

    return change


WRONG = {"start": 10**9, "end": 10**9 + 1, "text": "x", "path": []}
HOSTILE: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "outside": with_name("../victim.yaml"),
    "absolute": with_name("/etc/passwd"),
    "backslash": with_name("..\\victim.yaml"),
    "drive": with_name("C:victim.yaml"),
    "dots": with_name(".."),
    "nul": with_name("a\0.yaml"),
    "twice": with_name("issues.yaml"),
    "empty": with_name(""),
    "no text": with_field("name", 7),
    "wrong hash before": with_field("before", "0" * 64),
    "no hash": with_field("before", "x"),
    "far splice": with_field("splices", [WRONG]),
    "backward splice": with_field("splices", [{**WRONG, "end": 1}]),
    "negative splice": with_field("splices", [{**WRONG, "start": -1}]),
    "overlapping": with_field("splices", [{**WRONG, "start": 0, "end": 5}, {**WRONG, "start": 1, "end": 6}]),
    "other text": with_field("splices", [{**WRONG, "start": 0, "end": 0}]),
    "surrogate": with_field("splices", [{**WRONG, "start": 0, "end": 0, "text": "\ud800"}]),
    "no splices": with_field("splices", []),
    "version": lambda record: json.dumps({**record, "journal": 2}).encode(),
    "no files": lambda record: json.dumps({**record, "files": []}).encode(),
    "nothing": lambda _: b"",
    "no JSON": lambda _: b"\x00\xff{",
    "cut": lambda record: json.dumps(record).encode()[:-20],
    "a list": lambda _: b"[]",
    "deep": lambda _: b"[" * 2_000_000,
    "deep value": lambda record: json.dumps(record).encode()[:-1] + b', "x": ' + b"[" * 1_000_000,
    "giant number": lambda _: b'{"journal": ' + b"9" * 5_000_000 + b"}",
    "giant": lambda _: b" " * (journal_module.MOST_READ + 1),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_record_touches_nothing_and_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    record = half_done(folder)
    (tmp_path / "victim.yaml").write_bytes((folder / "actor-0.yaml").read_bytes())
    put(folder, HOSTILE[name](record))
    there = tree(tmp_path)
    for act in (load_to_edit, lambda path: load(path).require(), lambda path: edit(path, rename_issue)):
        with pytest.raises(DataError) as caught:
            act(folder)
        (problem,) = caught.value.problems
        assert problem.code == "unfinished-edit"
        assert "\n" not in problem.message + (problem.hint or "")
    assert tree(tmp_path) == there


@posix
@pytest.mark.parametrize("what", ["folder", "record", "dataset"])
def test_a_link_is_not_followed(tmp_path: Path, what: str) -> None:
    folder, outside = tmp_path / "data", tmp_path / "outside"
    record = half_done(folder)
    outside.mkdir()
    put(folder, json.dumps(record).encode())
    place = {
        "folder": folder / FOLDER,
        "record": folder / FOLDER / UNFINISHED,
        "dataset": folder / "actor-0.yaml",
    }[what]
    place.rename(outside / place.name)
    place.symlink_to(outside / place.name)
    there = tree(tmp_path)
    with pytest.raises((DataError, UsageError)):
        edit(folder, rename_issue)
    assert tree(tmp_path) == there
    assert place.is_symlink()


@posix
def test_a_journal_that_is_no_folder_stops_edits_and_no_reading(tmp_path: Path) -> None:
    folder, outside = tmp_path / "data", tmp_path / "outside"
    make_folder(folder, 2)
    outside.mkdir()
    (folder / FOLDER).symlink_to(outside)
    before = texts_in(folder)
    assert load(folder).dataset is not None
    with pytest.raises(UsageError, match="cannot keep a journal"):
        edit(folder, rename_issue)
    assert texts_in(folder) == before
    assert list(outside.iterdir()) == []


@posix
def test_a_pipe_in_place_of_the_record_keeps_nobody_waiting(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    make_folder(folder, 2)
    (folder / FOLDER).mkdir()
    os.mkfifo(folder / FOLDER / UNFINISHED)
    assert [problem.code for problem in load(folder).problems] == ["unfinished-edit"]


def test_a_long_command_line_is_cut_to_eighty_characters(tmp_path: Path) -> None:
    make_folder(tmp_path / "data", 2)
    edit(tmp_path / "data", rename_issue)
    (record,) = records_of(tmp_path / "data")
    for length in (52, 53, 90):
        long = record.model_copy(update={"words": ("rename", "issue", "i", "j" * length)})
        whole = f"positions rename issue i {'j' * length}"
        assert long.command == (whole if len(whole) <= 80 else f"{whole[:77]}...")
