"""Edits of datasets that are laid out in every way we could think of: what was there stays as it was."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from helpers.edits import (
    EDITS,
    LAYOUTS,
    LONG,
    cell,
    comments,
    expected,
    lines,
    lost_lines,
    raw,
    texts,
)
from helpers.examples import examples
from positions.dataset.editing import edit as edit_module
from positions.dataset.editing.edit import EditError, Plan, Step, edit
from positions.dataset.editing.plans.cells import CellTakenError
from positions.dataset.editing.plans.chained import chained
from positions.dataset.editing.plans.parts import add_part
from positions.dataset.editing.plans.renames import rename_part
from positions.dataset.editing.recording import ANONYMOUS
from positions.dataset.editing.undoing import undo
from positions.dataset.load import Loaded, load, load_contents
from positions.dataset.models import Issue
from positions.dataset.storage.dataset_files import dataset_files
from positions.dataset.storage.journal import FOLDER
from positions.dataset.storage.splices import Splice
from positions.problems import DataError, UsageError
from positions.vocabulary import Renamable

NAMES = sorted(path.name for path in LAYOUTS.iterdir() if not path.name.startswith("."))
FLOW = ("flow", "crlf-flow", "json", "leading-commas", "empty-positions", "stakeholders-first", "no-newline")
"""Layouts in which an addition changes the line that it is added to."""

ADDITIONS = ("cell-short", "cell-long", "third", "third-short", "stakeholder", "issue", "source")


def applies(name: str, loaded: Loaded) -> bool:
    """Whether the layout has what the edit is about."""
    positions = {actor: found.positions for actor, found in loaded.require().stakeholders.items()}
    if name == "second-of-undated":
        return "roads" in positions["ccn"]
    if name in ("third", "third-short", "replace-first", "replace-last"):
        return len(positions["ccn"].get("rail", ())) > 1
    return not name.startswith("replace") or "roads" in positions["lga"]


FOUND = {layout: load(LAYOUTS / layout) for layout in NAMES}
CASES = [(layout, name) for layout in NAMES for name in EDITS if applies(name, FOUND[layout])]


def test_there_are_enough_layouts() -> None:
    assert len(NAMES) >= 22
    assert len(CASES) > 350


@pytest.mark.parametrize(("layout", "name"), CASES)
def test_an_edit_adds_what_it_should_and_nothing_else(layout: str, name: str) -> None:
    before = load(LAYOUTS / layout).require()
    edited = edit(LAYOUTS / layout, EDITS[name], dry_run=True)
    after = edited.loaded.require()
    assert raw(after) == expected(name, before)
    for section in ("issues", "sources", "stakeholders"):
        old = [key for key in getattr(before, section) if key in getattr(after, section)]
        assert [key for key in getattr(after, section) if key in old] == old
    for old_text, new_text in texts(edited):
        assert_kept(layout, name, old_text, new_text)


def assert_kept(layout: str, name: str, before: str, after: str) -> None:
    lost = lost_lines(before, after)
    if name in ADDITIONS:
        in_flow = layout.startswith(FLOW) or any(line.endswith("]") for line in lost)
        assert len(lost) <= (1 if in_flow else 0)
    elif name.startswith("second"):
        assert len(lost) <= 1
    elif name.startswith("rename"):
        assert 0 <= len(lines(after)) - len(lines(before)) <= 1  # `was`, in a block
        assert len(lost) <= 5
    else:
        assert len(lost) <= 12
    if not name.startswith(("replace", "rename")):
        assert all(is_within(re.sub(r" \{\}| ~", "", line.strip()), after) for line in lost)
    if not name.startswith("replace"):
        assert comments(after)[: len(comments(before))] == comments(before) or name in ("issue", "source")
        assert [one for one in comments(after) if one in comments(before)] == comments(before)
    assert after.startswith("\ufeff") == before.startswith("\ufeff")
    assert after.count("\ufeff") == before.count("\ufeff")
    if "\r\n" in before:
        assert not re.search("(?<!\r)\n", after)
    else:
        assert "\r" not in after
    assert before.endswith("\n") == after.endswith("\n")
    assert not re.search(r"[ \t]+$", "\n".join(set(lines(after)) - set(lines(before))), re.MULTILINE)


def is_within(line: str, text: str) -> bool:
    """Whether the characters of a changed line are all there still, in their order."""
    characters = iter(text)
    return all(character in characters for character in line)


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize(("section", "old"), [("stakeholders", "lga"), ("issues", "rail")])
def test_former_ids_make_one_list_and_renaming_back_leaves_the_bytes(
    layout: str, section: Renamable, old: str, tmp_path: Path
) -> None:
    if old not in getattr(load(LAYOUTS / layout).require(), section):
        pytest.skip("this layout has nothing of the kind")
    path = copied(layout, tmp_path)
    first = load_bytes(path)

    def rename(before: str, after: str, *, forget: bool = False) -> tuple[str, ...]:
        edit(path, lambda loaded: rename_part(loaded, section, before, after, forget=forget))
        return tuple(getattr(load(path).require(), section)[after].was)

    assert rename(old, "b") == (old,)
    one_renamed = load_bytes(path)
    assert rename("b", "c") == (old, "b")
    assert rename("c", "b") == (old,)
    assert load_bytes(path) == one_renamed
    assert rename("b", old) == ()
    assert load_bytes(path) == first
    assert rename(old, "b", forget=True) == ()
    assert rename("b", "c") == ("b",)
    assert rename("c", "d", forget=True) == ("b",)


def copied(layout: str, folder: Path) -> Path:
    path = LAYOUTS / layout
    return Path(shutil.copytree(path, folder / layout) if path.is_dir() else shutil.copy(path, folder))


def load_bytes(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in dataset_files(path)}


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("name", ["cell-long", "second-short", "stakeholder", "source"])
def test_a_diff_reads_well(layout: str, name: str, snapshot: SnapshotAssertion) -> None:
    if not applies(name, load(LAYOUTS / layout)):
        pytest.skip("this layout has nothing of the kind")
    diff = edit(LAYOUTS / layout, EDITS[name], dry_run=True).diff()
    assert diff.replace(str(LAYOUTS), "layouts").replace("\r", "<CR>") == snapshot


EMPTY = ["lga", "nfu", "tuc", "cbi", "rac", "aa", "fsb", "ccn"]


@pytest.mark.parametrize("actor", EMPTY)
@pytest.mark.parametrize("fields", [{"stance": "oppose"}, LONG])
def test_a_first_position_whatever_stands_for_none(
    actor: str, fields: dict[str, object], snapshot: SnapshotAssertion
) -> None:
    edited = edit(LAYOUTS / "empty-positions.yaml", cell(actor, "roads", fields), dry_run=True)
    actors = edited.loaded.require().stakeholders
    assert [name for name, found in actors.items() if found.positions] == [actor]
    ((before, after),) = texts(edited)
    assert len(lost_lines(before, after)) <= 1
    assert comments(after) == comments(before) or fields is LONG  # which holds a `#1`
    assert edited.diff().replace(str(LAYOUTS), "layouts") == snapshot


def test_in_a_folder_the_edit_goes_to_the_file_that_holds_the_actor(tmp_path: Path) -> None:
    shutil.copytree(LAYOUTS / "folder", tmp_path / "data")
    for name, file in [
        ("second", "lga.yaml"),
        ("third", "ccn.yaml"),
        ("issue", "issues.yaml"),
        ("source", "issues.yaml"),
    ]:
        edited = edit(tmp_path / "data", EDITS[name])
        assert [path.name for path in edited.changes] == [file]
        assert edited.location.file == str(tmp_path / "data" / file)
    edited = edit(tmp_path / "data", EDITS["rename-issue"])
    assert {path.name for path in edited.changes} == {"issues.yaml", "ccn.yaml", "more.yml"}
    assert load(tmp_path / "data").dataset is not None


texts_to_write = st.one_of(
    st.sampled_from(
        ["no", "a: b", "#1", "2017", "it's", "“a”", "a\nb", "x" * 300, "سلام", "👩‍👩‍👧", "- a", "{a}"]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=20,
    ),
)
ids = st.one_of(
    st.sampled_from(["no", "2017", "1.5", "-", ".", "null", "çevre", "١٢", "0x1F", "a.b", "on", "-a"]),
    st.from_regex(r"[\w.-]{1,8}", fullmatch=True),
)


@settings(max_examples=examples(150), deadline=None)
@given(st.sampled_from(NAMES), st.lists(texts_to_write, min_size=4, max_size=4), st.booleans())
def test_any_text_arrives_in_any_layout(layout: str, words: list[str], first: bool) -> None:
    fields = {
        "stance": "oppose",
        "date": "2020-01-31",
        "note": words[0],
        "evidence": [{"quote": words[1], "speaker": words[2], "locator": words[3]}],
    }
    before = load(LAYOUTS / layout).require()
    issue = "parks" if first else "roads"
    after = edit(LAYOUTS / layout, cell("lga", issue, fields), dry_run=True).loaded.require()
    entry = after.stakeholders["lga"].positions[issue][-1]
    assert (entry.note, entry.evidence[0].quote) == (words[0], words[1])
    assert (entry.evidence[0].speaker, entry.evidence[0].locator) == (words[2], words[3])
    there = before.stakeholders["lga"].positions.get(issue, ())
    assert after.stakeholders["lga"].positions[issue][:-1] == there


@settings(max_examples=examples(150), deadline=None)
@given(st.sampled_from(NAMES), ids, texts_to_write)
def test_any_id_arrives_in_any_layout(layout: str, name: str, title: str) -> None:
    before = load(LAYOUTS / layout).require()
    try:
        edited = edit(
            LAYOUTS / layout,
            lambda loaded: add_part(loaded, "issues", name, Issue(title=title)),
            dry_run=True,
        )
    except UsageError as error:
        assert "cannot be an id" in str(error) or "already" in str(error)  # noqa: PT017  # or it went well
        return
    issues = edited.loaded.require().issues
    assert list(issues)[:-1] == list(before.issues)
    assert list(issues.values())[-1].title == title


REMARKS = st.tuples(
    st.integers(0, 40), st.integers(0, 12), st.sampled_from(["", "# a remark", "#    roads: x"])
)


@settings(
    max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(REMARKS, max_size=12), st.sampled_from([*EDITS]), st.sampled_from(["\n", "\r\n"]))
def test_remarks_and_blank_lines_anywhere_stay(
    tmp_path: Path, remarks: list[tuple[int, int, str]], name: str, newline: str
) -> None:
    written = (LAYOUTS / "block-2.yaml").read_text("utf-8").splitlines()
    for at, indent, remark in remarks:
        written.insert(min(at, len(written)), " " * indent + remark)
    path = tmp_path / "a.yaml"
    path.write_bytes(newline.join([*written, ""]).encode())
    before = load(path).require()
    edited = edit(path, EDITS[name], dry_run=True)
    assert raw(edited.loaded.require()) == expected(name, before)
    ((old, new),) = texts(edited)
    if not name.startswith("replace"):
        assert comments(old) == [one for one in comments(new) if not one.endswith("#1")]
        assert len(lost_lines(old, new)) <= (2 if name.startswith("rename") else 1)
    for line in lines(new):
        assert "\r" not in line


def copy(tmp_path: Path, layout: str = "block-2.yaml") -> Path:
    path = tmp_path / "stakeholders.yaml"
    shutil.copy(LAYOUTS / layout, path)
    return path


def test_it_is_written_and_the_journal_alone_lies_beside_it(tmp_path: Path) -> None:
    path = copy(tmp_path)
    edited = edit(path, EDITS["cell-long"])
    assert path.read_bytes() == edited.changes[path][1]
    assert edited.location.line == 31
    assert set(tmp_path.iterdir()) == {path, tmp_path / FOLDER}


def test_what_a_killed_program_left_is_cleared_away(tmp_path: Path) -> None:
    path = copy(tmp_path)
    names = ("positions-0a1b", "positions-2c3d", "other", "positions-edit-4e5f")
    old, new, other, of_an_edit = (tmp_path / f".{name}.tmp" for name in names)
    for one in (old, new, other, of_an_edit):
        one.touch()
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    edit(path, EDITS["cell-long"])
    assert set(tmp_path.iterdir()) == {path, new, other, tmp_path / FOLDER}


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = copy(tmp_path)
    before = path.read_bytes()
    assert "+      parks:" in edit(path, EDITS["cell-long"], dry_run=True).diff()
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_permissions_stay_and_links_are_followed(tmp_path: Path) -> None:
    path = copy(tmp_path)
    path.chmod(0o640)
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.yaml"
    link.symlink_to(path)
    edit(link, EDITS["cell-short"])
    assert link.is_symlink()
    assert "parks: neutral" in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_dataset_with_errors_is_not_changed(tmp_path: Path) -> None:
    path = copy(tmp_path)
    path.write_text(path.read_text("utf-8") + "      rails: support\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(DataError, match="there is no issue 'rails'"):
        edit(path, EDITS["cell-short"])
    assert path.read_bytes() == before


def test_a_result_with_errors_is_not_written(tmp_path: Path) -> None:
    path = copy(tmp_path)
    before = path.read_bytes()
    with pytest.raises(DataError, match="there is no source 'nowhere'"):
        edit(path, cell("lga", "parks", {"stance": "oppose", "evidence": [{"source": "nowhere"}]}))
    assert path.read_bytes() == before


def test_a_result_that_is_not_what_was_asked_for_is_not_written(tmp_path: Path) -> None:
    path = copy(tmp_path)
    before = path.read_bytes()

    def plan(loaded: Loaded) -> Plan:
        stray = Splice(len(loaded.origin.documents[0].text), len(loaded.origin.documents[0].text), "#")
        first = EDITS["cell-short"](loaded)
        title = Step(0, lambda document: [Splice(document.text.index("Roads"), stray.end, stray.text)])
        return Plan((*first.steps, title), first.expected, first.about)

    with pytest.raises((EditError, DataError)):
        edit(path, plan)

    def other_title(loaded: Loaded) -> Plan:
        first = EDITS["cell-short"](loaded)
        at = loaded.origin.documents[0].text.index("Roads and rail")
        return Plan(
            (*first.steps, Step(0, lambda _: [Splice(at, at + 5, "Lanes")])), first.expected, first.about
        )

    with pytest.raises(EditError, match="nothing was written"):
        edit(path, other_title)
    assert path.read_bytes() == before


def test_what_another_program_writes_meanwhile_is_not_lost(tmp_path: Path) -> None:
    path = copy(tmp_path)
    asked: list[Loaded] = []

    def plan(loaded: Loaded) -> Plan:
        if not asked:  # an editor that knows nothing of locks saves the file
            path.write_text(path.read_text("utf-8").replace("Roads and rail", "Roads, rail"), "utf-8")
        asked.append(loaded)
        return EDITS["cell-short"](loaded)

    edit(path, plan)
    assert len(asked) == 2
    assert "title: Roads, rail" in path.read_text("utf-8")
    assert "parks: neutral" in path.read_text("utf-8")


def test_a_file_that_changes_all_the_time_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy(tmp_path)
    monkeypatch.setattr(edit_module, "MOST_ATTEMPTS", 3)

    def plan(loaded: Loaded) -> Plan:
        path.write_text(path.read_text("utf-8") + "# again\n", "utf-8")
        return EDITS["cell-short"](loaded)

    with pytest.raises(UsageError, match="all the time"):
        edit(path, plan)
    assert "parks: neutral" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("actor", "issue", "fields", "need"),
    [
        ("lga", "roads", {"stance": "support"}, "date"),
        ("lga", "roads", {"stance": "support", "evidence": [{"source": "report"}]}, "other-date"),
        ("lga", "roads", {"stance": "support", "date": "2017-03-01"}, "other-date"),
        ("ccn", "roads", {"stance": "oppose", "date": "2018"}, "old-date"),
        ("ccn", "rail", {"stance": "oppose", "date": "2016"}, "other-date"),
    ],
)
def test_a_second_position_says_what_it_lacks(
    actor: str, issue: str, fields: dict[str, object], need: str
) -> None:
    with pytest.raises(CellTakenError, match="there is a position already") as caught:
        edit(LAYOUTS / "block-2.yaml", cell(actor, issue, fields), dry_run=True)
    assert caught.value.need == need
    assert "--replace" in (caught.value.hint or "")


@pytest.mark.parametrize("name", ["id", "a b", "", "a/b", "roads"])
def test_an_id_that_cannot_be_one_or_is_taken_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"cannot be an id|already"):
        edit(
            LAYOUTS / "block-2.yaml",
            lambda loaded: add_part(loaded, "issues", name, Issue(title="x")),
            dry_run=True,
        )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system")
def test_a_pipe_is_not_edited(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(UsageError, match="not a regular file"):
        edit(tmp_path / "pipe.yaml", EDITS["cell-short"])


@pytest.mark.parametrize("name", [one for one in NAMES if applies("replace-first", load(LAYOUTS / one))])
def test_a_second_statement_of_one_day_stands_beside_the_first(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    shutil.copytree(LAYOUTS / name, path) if (LAYOUTS / name).is_dir() else shutil.copy(LAYOUTS / name, path)
    old = load(path).require().stakeholders["ccn"].positions["rail"]
    day = {"stance": "neutral", "date": "2016", "note": "also said"}
    with pytest.raises(CellTakenError):
        edit(path, cell("ccn", "rail", day))
    edited = edit(path, cell("ccn", "rail", day, same_date=True))
    new = load(path).require().stakeholders["ccn"].positions["rail"]
    assert new[: len(old)] == old
    assert new[-1].note == "also said"
    assert edited.loaded.require() == load(path).require()


def test_a_dataset_that_is_known_is_read_again_only_where_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.yaml"
    shutil.copy(LAYOUTS / "block-2.yaml", path)
    known = load(path)
    read: list[object] = []

    def noted(contents: Mapping[Path, bytes], place: Path, **how: Any) -> Loaded:
        read.append(contents)
        return load_contents(contents, place, **how)

    monkeypatch.setattr(edit_module, "load_contents", noted)
    first = edit(path, EDITS["issue"], known=known)
    assert len(read) == 1  # what came out of it
    path.write_text(path.read_text() + "# by another program\n")
    second = edit(path, EDITS["source"], known=first.loaded)
    assert len(read) == 3
    assert path.read_text().count("# by another program") == 1
    assert {"no"} <= second.loaded.require().issues.keys()


def test_plans_are_chained_to_one_edit_that_one_undo_takes_back(tmp_path: Path) -> None:
    path = tmp_path / "data.yaml"
    shutil.copy(LAYOUTS / "block-2.yaml", path)
    before = path.read_bytes()
    plans = [EDITS["issue"], EDITS["stakeholder"], cell("lga", "no", LONG)]
    edited = edit(path, lambda loaded: chained(loaded, plans))
    assert edited.loaded.require().stakeholders["lga"].positions["no"][0].condition is not None
    undo(path, ANONYMOUS)
    assert path.read_bytes() == before
