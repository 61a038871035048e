"""Interrupt a rename over a folder's files, again and again; each time they must be all old or all new.

Run by hand: python tests/helpers/kill_while_editing.py FOLDER 200
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from helpers.crashes import make_folder, texts_in
from positions.cli import main
from positions.dataset.editing.edit import load_to_edit
from positions.dataset.load import load

ACTORS = 12
_NOBODY = 65534

Found = Counter[str]
Whole = tuple[dict[str, bytes], dict[str, bytes]]


def rename(folder: Path) -> int:
    """Rename the issue `rail`, or back, as the command line does; return the exit code."""
    old, new = "rail", "railways"
    if b"\n  rail:" not in (folder / "issues.yaml").read_bytes():
        old, new = new, old
    return main(["rename", "issue", old, new, "--data", str(folder), "--quiet"])


def in_child(run: Callable[[], int]) -> int:
    """Run in a child process, which is silent and ends with 130 after Ctrl-C; return its id."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # until the child is ready for it
    child = os.fork()
    if child == 0:
        code = 99
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            code = run()
        except KeyboardInterrupt:
            code = 130
        finally:
            os._exit(code)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    return child


def exit_of(child: int) -> int:
    """Wait for a child; return its exit code, or less than 0 where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def look(folder: Path, whole: Whole, found: Found, *, at_once: bool) -> None:
    """Check that all is old or all is new: at once, or after the next edit; readers say so until then."""
    problems = [problem.code for problem in load(folder).problems]
    if at_once:
        assert texts_in(folder) in whole  # and no temporary file among them
        assert not problems
    yaml = {name: data for name, data in texts_in(folder).items() if name.endswith(".yaml")}
    assert problems == ([] if yaml in whole else ["unfinished-edit"])
    found["half done"] += bool(problems)
    load_to_edit(folder).require()
    assert texts_in(folder) in whole
    found["new" if texts_in(folder) == whole[1] else "old"] += 1


def signalled(folder: Path, whole: Whole, found: Found, delay: float, number: signal.Signals) -> None:
    child = in_child(lambda: rename(folder))
    time.sleep(delay)
    os.kill(child, number)
    code = exit_of(child)
    assert code in ((0, 130) if number == signal.SIGINT else (0, -number)), code
    look(folder, whole, found, at_once=number == signal.SIGINT)


def limited(folder: Path, whole: Whole, found: Found, most: int) -> None:
    """Rename where no file can have more than so many bytes, as on a disk that fills up."""

    def run() -> int:
        sys.dont_write_bytecode = True  # CPython would cut that too, and keep what is cut
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        return rename(folder)

    code = exit_of(in_child(run))
    assert code in (0, 2), code
    assert (texts_in(folder) == whole[1]) == (code == 0)
    look(folder, whole, found, at_once=True)


def read_only(folder: Path, whole: Whole, found: Found, name: str) -> None:
    """Rename where one file may not be written, as somebody whom that stops."""
    for path in (folder, *folder.rglob("*")):
        if os.geteuid() == 0:
            os.chown(path, _NOBODY, _NOBODY)
    (folder / name).chmod(0o444)

    def run() -> int:
        if os.geteuid() == 0:
            os.setuid(_NOBODY)
        return rename(folder)

    code = exit_of(in_child(run))
    (folder / name).chmod(0o644)
    assert code == 2, code
    assert texts_in(folder) == whole[0]
    look(folder, whole, found, at_once=True)


def on_small_disk(place: Path, found: Found) -> None:
    """Rename on a disk with ever less room, where this user may make one."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        return
    try:
        for room in range(0, 160, 4):  # in kilobytes
            folder, filler = place / "data", place / "filler"
            shutil.rmtree(folder, ignore_errors=True)
            filler.unlink(missing_ok=True)
            make_folder(folder, ACTORS)
            whole = both(folder)
            free = os.statvfs(place).f_bavail * os.statvfs(place).f_bsize
            filler.write_bytes(b"x" * max(0, free - room * 1024))
            code = exit_of(in_child(lambda folder=folder: rename(folder)))  # type: ignore[misc]  # bound at once
            assert code in (0, 2), code
            assert (texts_in(folder) == whole[1]) == (code == 0)
            filler.unlink()
            look(folder, whole, found, at_once=True)
            found["small disk"] += 1
    finally:
        subprocess.run(["umount", str(place)], check=True)


def both(folder: Path) -> Whole:
    """Return the files as they are, and as the rename makes them; they are left as they are."""
    before = texts_in(folder)
    copy = folder.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name, data in before.items():
        (copy / name).write_bytes(data)
    assert rename(copy) == 0
    return before, texts_in(copy)


def interrupt(place: Path, times: int) -> Found:
    """Interrupt so many renames in a new folder of `place`, in every way in turn; return what came of it."""
    chance, found, folder = random.Random(times), Counter[str](), place / "data"
    make_folder(folder, ACTORS)
    both(folder)
    began = time.monotonic()
    assert exit_of(in_child(lambda: rename(folder))) == 0
    pace = time.monotonic() - began
    for number in range(times):
        whole = both(folder)
        match number % 8:
            case 0 | 2 | 4:
                signalled(folder, whole, found, chance.uniform(0, 1.2 * pace), signal.SIGKILL)
            case 1 | 3 | 5:
                signalled(folder, whole, found, chance.uniform(0, 1.2 * pace), signal.SIGINT)
            case 6:
                limited(folder, whole, found, chance.randrange(20, 9000))
            case _:
                read_only(folder, whole, found, chance.choice(sorted(whole[0])))
    on_small_disk(place / "small", found)
    return found


if __name__ == "__main__":
    outcomes = interrupt(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{sys.argv[2]} interruptions: " + ", ".join(f"{count} {name}" for name, count in outcomes.items()))
