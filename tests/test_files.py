"""A file is replaced whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.files import NotUndoneError, new_folders, write_atomically, write_together
from positions.problems import UsageError

posix = pytest.mark.skipif(os.name != "posix", reason="about POSIX permissions and devices")


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(st.binary(max_size=2000), st.binary(max_size=2000))
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_there_and_nothing_else(tmp_path: Path, first: bytes, second: bytes) -> None:
    path = tmp_path / "a.md"
    for data in (first, second):
        write_atomically(path, data)
        assert path.read_bytes() == data
    assert left_in(tmp_path) == ["a.md"]


@posix
def test_a_new_file_has_the_usual_permissions_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.write_bytes(b"")
    write_atomically(tmp_path / "new", b"x")
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode
    usual.chmod(0o640)
    write_atomically(usual, b"y")
    assert stat.S_IMODE(usual.stat().st_mode) == 0o640


@posix
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.md"
    target.write_bytes(b"old")
    link = tmp_path / "link.md"
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert left_in(tmp_path / "real") == ["a.md"]


@posix
def test_a_link_to_what_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "later.md")
    write_atomically(link, b"new")
    assert (tmp_path / "later.md").read_bytes() == b"new"
    assert link.is_symlink()


@posix
def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_atomically(pipe, b"through")
    reader.join(timeout=10)
    assert read == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_device_is_said_to_be_full() -> None:
    with pytest.raises(UsageError, match="cannot write /dev/full: no space left on device"):
        write_atomically(Path("/dev/full"), b"x")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


_LIMITED = """
import resource, sys
from pathlib import Path
from positions.files import NotUndoneError, new_folders, write_atomically, write_together
from positions.problems import UsageError
sys.dont_write_bytecode = True  # CPython would cut that too, and keep what is cut
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_atomically(Path(sys.argv[1]), b"x" * 100_000)
except UsageError as error:
    print(error)
"""


@posix
@pytest.mark.parametrize("before", [None, b"what was there"])
def test_a_disk_that_fills_up_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, before: bytes | None
) -> None:
    path = tmp_path / "a.md"
    if before is not None:
        path.write_bytes(before)
    result = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(path)], capture_output=True, text=True, check=True
    )
    assert result.stdout == f"cannot write {path}: file too large\n"
    assert left_in(tmp_path) == ([] if before is None else ["a.md"])
    assert before is None or path.read_bytes() == before


def test_an_interruption_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert left_in(tmp_path) == ["a.md"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no folder .*missing"):
        write_atomically(tmp_path / "missing" / "a.md", b"")
    assert left_in(tmp_path) == []


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(UsageError, match="it is a folder"):
        write_atomically(tmp_path / "a", b"")


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot write"):
        write_atomically(tmp_path / "a" / "b", b"")


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250 + ".csv")
    write_atomically(path, b"x")
    assert path.read_bytes() == b"x"
    with pytest.raises(UsageError, match="file name too long"):
        write_atomically(tmp_path / ("n" * 300), b"x")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_without_permission_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(UsageError, match="permission denied"):
        write_atomically(path, b"new")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(UsageError, match="permission denied"):
            write_atomically(tmp_path / "b.md", b"new")
    finally:
        tmp_path.chmod(0o755)
    assert path.read_bytes() == b"old"
    assert left_in(tmp_path) == ["a.md"]


def texts_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


STEPS = ("open", "write", "fsync", "replace", "close")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_several_files_are_replaced_together_or_not_at_all(
    tmp_path: Path, step: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever call fails, once: the files are all new or all old, and nothing lies beside them."""
    before = {"a": b"old a", "b": b"old b", "c": b"old c"}
    after = {"a": b"new a", "b": b"new b", "c": b"new c", "d": b"new"}
    real = getattr(os, step)
    outcomes = set()
    for at in range(1, 40):
        for path in tmp_path.iterdir():
            path.unlink()
        for name, data in before.items():
            (tmp_path / name).write_bytes(data)
        calls = 0

        def failing(*arguments: object, at: int = at) -> object:
            nonlocal calls
            calls += 1
            if calls == at:
                raise error
            return real(*arguments)

        raised = False
        with monkeypatch.context() as patch:
            patch.setattr(os, step, failing)
            try:
                write_together({tmp_path / name: data for name, data in after.items()})
            except (UsageError, KeyboardInterrupt):
                raised = True
        assert texts_in(tmp_path) in (before, after)
        assert raised or texts_in(tmp_path) == after
        outcomes.add(raised)
        if calls < at:
            break
    assert outcomes == {True, False}


@posix
def test_ctrl_c_waits_until_a_file_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes at the second of three files: the first is put back, then the interruption goes on."""
    files = {tmp_path / name: b"new" for name in "abc"}
    for path in files:
        path.write_bytes(b"old")
    real, calls = os.replace, 0

    def replace(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            os.kill(os.getpid(), signal.SIGINT)
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        write_together(files)
    assert texts_in(tmp_path) == dict.fromkeys("abc", b"old")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_cannot_be_put_back_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {tmp_path / name: b"new" for name in "ab"}
    for path in files:
        path.write_bytes(b"old")
    real, calls = os.replace, 0

    def replace(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise OSError(5, "Input/output error")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(NotUndoneError, match=r"cannot write .*b: input.*a, replaced before, cannot be put"):
        write_together(files)
    assert texts_in(tmp_path) == {"a": b"new", "b": b"old"}


def test_folders_that_were_made_in_vain_are_removed(tmp_path: Path) -> None:
    with pytest.raises(UsageError), new_folders(tmp_path / "a" / "b", tmp_path / "c", parents=True):
        write_together({tmp_path / "a" / "b" / "x": b"", tmp_path / "c" / "no" / "y": b""})
    assert left_in(tmp_path) == []
    with new_folders(tmp_path / "a" / "b", parents=True):
        write_together({tmp_path / "a" / "b" / "x": b""})
    assert left_in(tmp_path / "a" / "b") == ["x"]


def test_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(KeyError), new_folders(tmp_path / "a", tmp_path / "a" / "b"):
        raise KeyError
    assert left_in(tmp_path) == ["a"]
