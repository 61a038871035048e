"""An edit of several files leaves them all old or all new, wherever it stops."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.crashes import Step, at_call, dying, make_folder, texts_in, tree
from helpers.examples import examples
from positions.dataset.editing.edit import Plan, edit, load_to_edit
from positions.dataset.editing.plans.parts import add_part
from positions.dataset.editing.plans.renames import rename_part
from positions.dataset.load import Loaded, load
from positions.dataset.models import Issue
from positions.dataset.storage.journal import FOLDER, UNFINISHED
from positions.problems import DataError, UsageError

posix = pytest.mark.skipif(os.name != "posix", reason="links of POSIX")

EDITS: dict[str, Callable[[Loaded], Plan]] = {
    "rename-issue": lambda loaded: rename_part(loaded, "issues", "rail", "railways"),
    "rename-actor": lambda loaded: rename_part(loaded, "stakeholders", "actor-0", "first"),
    "add-issue": lambda loaded: add_part(loaded, "issues", "parks", Issue(title="Parks")),
}


def sides(folder: Path, name: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the folder's files as they are, and as the edit makes them."""
    before = texts_in(folder)
    edited = edit(folder, EDITS[name], dry_run=True)
    return before, {**before, **{path.name: after for path, (_, after) in edited.changes.items()}}


def assert_readers_write_nothing(folder: Path, whole: tuple[dict[str, bytes], ...]) -> None:
    there, names = tree(folder), set(whole[0])
    found = load(folder)
    is_whole = {name: data for name, data in texts_in(folder).items() if name in names} in whole
    assert [problem.code for problem in found.problems] == ([] if is_whole else ["unfinished-edit"])
    assert (found.dataset is not None) == is_whole
    assert tree(folder) == there


def assert_recovers(folder: Path, whole: tuple[dict[str, bytes], ...]) -> None:
    load_to_edit(folder).require()
    assert texts_in(folder) in whole
    assert not (folder / FOLDER / UNFINISHED).exists()
    assert load(folder).dataset is not None


@settings(
    max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(1, 4), st.sampled_from(sorted(EDITS)), st.integers(1, 60), st.integers(1, 30))
def test_a_crash_anywhere_leaves_all_old_or_all_new(
    tmp_path: Path, actors: int, name: str, at: int, again: int
) -> None:
    """Also when the recovery crashes in turn."""
    folder = tmp_path / "data"
    shutil.rmtree(folder, ignore_errors=True)
    make_folder(folder, actors)
    whole = sides(folder, name)
    with dying(at):
        edit(folder, EDITS[name])
    assert_readers_write_nothing(folder, whole)
    with dying(again):
        load_to_edit(folder)
    assert_readers_write_nothing(folder, whole)
    assert_recovers(folder, whole)


def link_parts(folder: Path, links: int) -> None:
    """Put what so many of the files hold into another folder, and links to it in their places."""
    elsewhere = folder.parent / "elsewhere"
    shutil.rmtree(elsewhere, ignore_errors=True)
    elsewhere.mkdir()
    for path in sorted(folder.glob("*.yaml"))[:links]:
        path.rename(elsewhere / path.name)
        path.symlink_to(elsewhere / path.name)


@posix
@settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(1, 4),
    st.sampled_from(["rename-issue", "rename-actor"]),
    st.integers(15, 60),
    st.integers(1, 9),
)
def test_a_crash_leaves_all_old_or_all_new_where_parts_are_links(
    tmp_path: Path, links: int, name: str, at: int, again: int
) -> None:
    folder = tmp_path / "data"
    shutil.rmtree(folder, ignore_errors=True)
    make_folder(folder, 3)
    link_parts(folder, links)
    whole = sides(folder, name)
    with dying(at):
        edit(folder, EDITS[name])
    began = (folder / FOLDER / UNFINISHED).exists()
    assert_readers_write_nothing(folder, whole)
    with dying(again):
        load_to_edit(folder)
    assert_readers_write_nothing(folder, whole)
    assert_recovers(folder, whole)
    assert sum(path.is_symlink() for path in folder.iterdir()) == links
    if began:  # nothing waits there any more
        assert len(list((tmp_path / "elsewhere").iterdir())) == links


@posix
def test_an_edit_of_several_links_is_finished_unless_what_waited_is_lost(tmp_path: Path) -> None:
    folder, said = tmp_path / "data", list[str]()
    make_folder(folder, 3)
    link_parts(folder, 3)
    _, after = sides(folder, "rename-issue")
    crash_half_way(folder, lambda: (folder / "actor-0.yaml").read_bytes() == after["actor-0.yaml"])
    assert "finishes it first" in (load(folder).problems[0].hint or "")
    copy = shutil.copytree(tmp_path, tmp_path.parent / "copy", symlinks=True)
    load_to_edit(folder, said.append)
    assert said == ["An edit that was interrupted (positions) was finished first."]
    assert texts_in(folder) == after
    shutil.rmtree(tmp_path)
    copy.rename(tmp_path)
    for left in (tmp_path / "elsewhere").glob(".positions-*"):
        left.unlink()
    there = tree(tmp_path)
    with pytest.raises(DataError, match="interrupted half-way") as caught:
        load_to_edit(folder)
    assert "actor-2.yaml is lost" in (caught.value.problems[0].hint or "")
    assert tree(tmp_path) == there


def each_step(folder: Path, run: Callable[[int], Step]) -> int:
    """Run with each number of a call, from a fresh folder, until there are no more calls; return how many."""
    for at in range(1, 200):
        shutil.rmtree(folder, ignore_errors=True)
        make_folder(folder, 3)
        if not run(at).is_reached:
            return at - 1
    raise AssertionError("it never ends")


def test_every_step_is_one_to_crash_at(tmp_path: Path) -> None:
    folder, half = tmp_path / "data", 0

    def crash(at: int) -> Step:
        nonlocal half
        whole = sides(folder, "rename-issue")
        with dying(at) as step:
            edit(folder, EDITS["rename-issue"])
        half += any(problem.code == "unfinished-edit" for problem in load(folder).problems)
        assert_readers_write_nothing(folder, whole)
        assert_recovers(folder, whole)
        return step

    assert each_step(folder, crash) > 20
    assert half == 6  # between each two of four files, before and after the old one gets a second name


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_call_that_fails_leaves_all_old_at_once(tmp_path: Path, number: int) -> None:
    folder, failed = tmp_path / "data", 0

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    def run(at: int) -> Step:
        nonlocal failed
        before, after = sides(folder, "rename-issue")
        try:
            with at_call(at, fail) as step:
                edit(folder, EDITS["rename-issue"])
        except UsageError as error:
            failed += 1
            said = "permission" if number == errno.EACCES else os.strerror(number).lower()
            assert said in str(error)  # noqa: PT017  # or it went well
            assert texts_in(folder) == before
            assert not (folder / FOLDER / UNFINISHED).exists()
        else:  # a name that could not be removed goes with the next edit
            assert {name: data for name, data in texts_in(folder).items() if name in after} == after
        assert load(folder).dataset is not None
        return step

    assert each_step(folder, run) > failed > 15


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_anywhere_leaves_all_old_or_all_new_at_once(tmp_path: Path) -> None:
    folder, outcomes = tmp_path / "data", []

    def run(at: int) -> Step:
        before, after = sides(folder, "rename-issue")
        interrupted = False
        try:
            with at_call(at, lambda: os.kill(os.getpid(), signal.SIGINT)) as step:
                edit(folder, EDITS["rename-issue"])
        except KeyboardInterrupt:
            interrupted = True
        assert interrupted == step.is_reached
        assert texts_in(folder) in (before, after)
        assert not (folder / FOLDER / UNFINISHED).exists()
        outcomes.append(texts_in(folder) == after)
        return step

    assert each_step(folder, run) > 20
    assert outcomes == sorted(outcomes)  # undone until a point, done from there on
    assert not outcomes[len(outcomes) // 2]


def test_what_was_changed_by_hand_after_a_crash_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    make_folder(folder, 3)
    crash_half_way(folder)
    (folder / "actor-2.yaml").write_text("stakeholders: {}\n", "utf-8")
    there = tree(folder)
    with pytest.raises(DataError, match="interrupted half-way") as caught:
        edit(folder, EDITS["add-issue"])
    assert "actor-2.yaml has been changed since" in (caught.value.problems[0].hint or "")
    assert tree(folder) == there


def crash_half_way(folder: Path, is_reached: Callable[[], bool] = lambda: True) -> None:
    """Rename an issue and die when some of the files are replaced."""
    make = texts_in(folder)
    for at in range(1, 200):
        for name, data in make.items():
            (folder / name).write_bytes(data)
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        with dying(at):
            edit(folder, EDITS["rename-issue"])
        if load(folder).problems and is_reached():
            return
    raise AssertionError("it was never half-way")


def test_one_file_of_a_folder_cannot_be_edited_alone_then(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    make_folder(folder, 1)
    crash_half_way(folder)
    whole = tree(folder)
    with pytest.raises(DataError, match="interrupted half-way") as caught:
        load_to_edit(folder / "issues.yaml")
    assert f"--data {folder}" in (caught.value.problems[0].hint or "")
    assert load(folder / "issues.yaml").dataset is None
    assert tree(folder) == whole


def test_what_was_undone_is_said(tmp_path: Path) -> None:
    folder, said = tmp_path / "data", list[str]()
    make_folder(folder, 2)
    before = texts_in(folder)
    crash_half_way(folder)
    load_to_edit(folder, said.append)
    assert said == ["An edit that was interrupted (positions) was undone first."]
    assert texts_in(folder) == before


@posix
@pytest.mark.parametrize("replaces", [False, True], ids=["in place", "by a rename"])
def test_what_an_editor_saves_at_that_very_moment_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replaces: bool
) -> None:
    """The edit is made anew on what the editor has saved, which is neither lost nor overwritten."""
    make_folder(folder := tmp_path / "data", 2)
    file, real, saved = folder / "issues.yaml", os.link, list[str]()

    def link(source: Path, target: Path) -> None:
        if source.name == file.name and not saved:
            saved.append("once")
            text = file.read_text() + "# saved by an editor\n"
            if replaces:
                (folder / "new").write_text(text)
                (folder / "new").replace(file)
            else:
                file.write_text(text)
        real(source, target)

    monkeypatch.setattr(os, "link", link)
    edit(folder, EDITS["rename-issue"])
    assert saved
    text = file.read_text()
    assert text.endswith("# saved by an editor\n")
    assert "railways:" in text
    assert "rail" not in load(folder).require().stakeholders["actor-0"].positions
    assert sorted(texts_in(folder)) == ["actor-0.yaml", "actor-1.yaml", "issues.yaml"]
