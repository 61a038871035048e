"""Each command that may take long says so to who listens, before it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from random import Random

import pytest

import positions
from positions.library.notices import Tick, Warner, heard_by
from positions.problems import Problem


class Recorder(Warner):
    """Keeps what work was announced, and how much of it was done."""

    def __init__(self) -> None:
        self.open, self.heard = list[str](), dict[str, int]()

    def say(self, text: str) -> None:
        """Remarks are not what this is about."""

    def problems(self, problems: Sequence[Problem], *, brief: bool) -> None:
        """Nor problems."""

    def waiting(self, what: str) -> AbstractContextManager[None]:
        return self._during(what)

    def progress(self, what: str, total: int) -> AbstractContextManager[Tick]:
        return self._counted(what)

    @contextmanager
    def _during(self, what: str) -> Iterator[None]:
        assert what not in self.open
        self.open.append(what)
        yield
        self.open.remove(what)
        self.heard[what] = 0

    @contextmanager
    def _counted(self, what: str) -> Iterator[Tick]:
        def tick(done: int) -> None:
            self.heard[what] += done

        with self._during(what):
            self.heard[what] = 0
            yield tick
            done = self.heard[what]
        self.heard[what] = done


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of twelve actors on 22 issues, dated, with two coders."""
    random = Random(3)
    lines = ["actor,issue,stance,date,coder"]
    for coder in ("kim", "lee"):
        for actor in range(12):
            for issue in range(22):
                stance = random.choice(("support", "oppose"))
                lines.append(f"a{actor},i{issue},{stance},2020-0{1 + issue % 9}-01,{coder}")
    path = tmp_path / "votes.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


WORK: dict[str, tuple[str, Callable[[Path], object]]] = {
    "network": ("Working out ties", lambda path: positions.network(path, window="30d", coder=("kim",))),
    "blocs": ("Joining actors", lambda path: positions.blocs(path, coder=("kim",))),
    "blocs on network": ("Joining actors", lambda path: positions.blocs(path, on="network", coder=("kim",))),
    "map": ("Placing actors", lambda path: positions.map(path, coder=("kim",))),
    "ideal points": ("Placing actors", lambda path: positions.map(path, method="ideal", coder=("kim",))),
    "brief": ("Writing the briefing", lambda path: positions.brief(path, coder=("kim",))),
    "report": ("Making the page", lambda path: positions.report(path, coder=("kim",))),
    "reliability": ("Comparing coders", positions.reliability),
}


@pytest.mark.parametrize(("what", "run"), WORK.values(), ids=WORK)
def test_long_work_is_announced_and_ends(what: str, run: Callable[[Path], object], table: Path) -> None:
    recorder = Recorder()
    with heard_by(recorder):
        run(table)
    assert what in recorder.heard
    assert recorder.open == []


def test_the_pairs_of_actors_are_counted_to_the_last(table: Path) -> None:
    recorder = Recorder()
    with heard_by(recorder):
        positions.compare(table, coder=("kim",))
    assert recorder.heard["Comparing pairs"] == 12 * 11 // 2
