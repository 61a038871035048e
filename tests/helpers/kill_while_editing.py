"""Kill a program that edits a dataset, again and again; each time the file must be one that it had written.

Run by hand: python tests/helpers/kill_while_editing.py FOLDER 200
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from positions.dataset.editing.edit import Plan, edit
from positions.dataset.editing.plan_parts import add_part
from positions.dataset.load import Loaded
from positions.dataset.models import Issue

START = "format: 1\ntitle: T\nissues:\n  first:\n    title: First\n"
TOO_MANY = 60


def state(count: int) -> str:
    """Return the text of the file after so many edits."""
    return START + "".join(f"  n{number:04}:\n    title: Number {number}\n" for number in range(count))


def numbered(number: int) -> Callable[[Loaded], Plan]:
    issue = Issue(title=f"Number {number}")
    return lambda loaded: add_part(loaded, "issues", f"n{number:04}", issue)


def keep_editing(path: Path, count: int) -> None:
    while True:
        edit(path, numbered(count))
        count += 1


def main(folder: Path, kills: int) -> tuple[int, int]:
    """Return how many edits arrived in all, and how many kills left a half-written temporary file behind."""
    path, chance = folder / "stakeholders.yaml", random.Random(kills)
    edits = left = 0
    path.write_text(state(0), "utf-8")
    began = time.monotonic()
    for count in range(4):
        edit(path, numbered(count))
    count, pace = 4, (time.monotonic() - began) / 4
    for _ in range(kills):
        if count > TOO_MANY:
            path.write_text(state(0), "utf-8")
            count = 0
        child = os.fork()
        if child == 0:
            keep_editing(path, count)
        time.sleep(chance.uniform(0, 4 * pace))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        text = path.read_text("utf-8")
        reached = text.count("title: Number")
        assert text == state(reached), text[-200:]
        assert reached >= count
        edits += reached - count
        count = reached
        beside = [other for other in folder.iterdir() if other != path]
        left += len(beside)
        for other in beside:
            assert other.name.startswith(".positions-"), other
            other.unlink()
    return edits, left


if __name__ == "__main__":
    made, half = main(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{sys.argv[2]} kills, {made} edits arrived, {half} temporary files left behind")
