"""Random sessions through the page, beside another program that writes, against a model of what was done.

`WORKBENCH_SESSIONS=200` runs more of them.
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from helpers.workbench import ARTICLE, Page, write_market
from positions.dataset.load import load
from positions.dataset.models import Dataset
from positions.workbench.state.bench import Bench

SESSIONS = int(os.environ.get("WORKBENCH_SESSIONS", "6"))
STEPS = 10
PASSAGES = (
    "Streets should be for people",
    "A night bus is needed",
    "parking in the centre must not cost more",
    "town hall",
)
STANCES = ("strongly-oppose", "oppose", "neutral", "support", "strongly-support", "mixed", "undecided")


def said(dataset: Dataset) -> dict[tuple[str, str], list[tuple[object, ...]]]:
    """Return what the dataset says, cell by cell."""
    return {
        (actor, issue): [
            (
                entry.stance,
                entry.date.text if entry.date else None,
                tuple(item.quote for item in entry.evidence),
            )
            for entry in entries
        ]
        for actor, found in dataset.stakeholders.items()
        for issue, entries in found.positions.items()
    }


class Session:
    """A page, and what the file must say after each step."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.file = write_market(folder)
        self.page = Page(Bench(self.file))
        self.model = said(load(self.file).require())
        self.done: list[dict[Any, Any]] = []
        self.undone: list[dict[Any, Any]] = []

    def edited(self, model: dict[Any, Any]) -> None:
        self.done.append(self.model)
        self.undone.clear()
        self.model = model

    def code(self) -> None:
        actor, issue = (
            self.random.choice(("traders", "forum")),
            self.random.choice(("parking", "night-buses")),
        )
        stance, words = self.random.choice(STANCES), self.random.choice(PASSAGES)
        date = self.random.choice((None, "2024", "2025-03"))
        body = {"actors": [actor], "issue": issue, "stance": stance, "date": date, "how": "beside"}
        start = ARTICLE.index(words)
        reading = self.page.bench.reading(self.page.bench.snapshot(), "gazette")
        place = {"source": "gazette", "sha256": reading.sha256, "start": start, "end": start + len(words)}
        self.page.send("POST", "/statements", {**body, **place})
        entries = self.model.get((actor, issue), [])
        self.edited({**self.model, (actor, issue): [*entries, (stance, date, (words,))]})

    def change(self) -> None:
        cells = [cell for cell, entries in self.model.items() if entries]
        if not cells:
            return
        actor, issue = self.random.choice(cells)
        number = self.random.randrange(len(self.model[actor, issue]))
        old = self.model[actor, issue][number]
        stance = self.random.choice([one for one in STANCES if one != old[0]])
        key = self.page.bench.snapshot().entries(actor, issue)[number][1]
        self.page.send("PUT", f"/entries/{actor}/{issue}/{key}", {"stance": stance})
        entries = list(self.model[actor, issue])
        entries[number] = (stance, *old[1:])
        self.edited({**self.model, (actor, issue): entries})

    def delete(self) -> None:
        cells = [cell for cell, entries in self.model.items() if entries]
        if not cells:
            return
        actor, issue = self.random.choice(cells)
        number = self.random.randrange(len(self.model[actor, issue]))
        key = self.page.bench.snapshot().entries(actor, issue)[number][1]
        self.page.send("DELETE", f"/entries/{actor}/{issue}/{key}")
        entries = [one for at, one in enumerate(self.model[actor, issue]) if at != number]
        model = {**self.model, (actor, issue): entries}
        self.edited({cell: there for cell, there in model.items() if there})

    def undo(self) -> None:
        if not self.done:
            self.page.send("POST", "/undo", status=400)
            return
        self.page.send("POST", "/undo")
        self.undone.append(self.model)
        self.model = self.done.pop()

    def redo(self) -> None:
        if not self.undone:
            self.page.send("POST", "/redo", status=400)
            return
        self.page.send("POST", "/redo")
        self.done.append(self.model)
        self.model = self.undone.pop()

    def other_program(self) -> None:
        """Write the file as an editor does: another title, and a comment."""
        text = self.file.read_text()
        line = next(line for line in text.splitlines() if line.startswith("title:"))
        self.file.write_text(
            text.replace(line, f"title: Market street {self.random.randrange(99)}  # edited")
        )

    def killed(self) -> None:
        """End the server without a word, and start it anew."""
        self.page = Page(Bench(self.file))

    def check(self) -> None:
        assert said(load(self.file).require()) == self.model


@pytest.mark.parametrize("seed", range(SESSIONS))
def test_a_session_leaves_what_was_done(seed: int, tmp_path: Path) -> None:
    session = Session(tmp_path / "market", seed)
    acts = [session.code] * 4 + [session.change, session.delete, session.undo, session.undo, session.redo]
    acts += [session.other_program, session.killed]
    for _ in range(STEPS):
        session.random.choice(acts)()
        session.check()
    for line in ("# what the council heard", "# since 1902"):
        assert line in session.file.read_text()
