"""Whatever happens while the server writes, the file is as after the last answer, or as after the next."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from helpers.crashes import at_call, dying
from helpers.workbench import Page, market
from positions.dataset.editing.edit import load_to_edit
from positions.dataset.load import load
from positions.workbench.state.bench import Bench

WORDS = "Streets should be for people"
CODED: dict[str, Any] = {"actors": ["forum"], "issue": "parking", "stance": "support"}
MOST = 200


def whole(tmp_path: Path) -> tuple[bytes, bytes]:
    """Return the file before and after the edit that is interrupted."""
    page = market(tmp_path / "whole")
    before = page.bench.path.read_bytes()
    page.code(WORDS, **CODED)
    return before, page.bench.path.read_bytes()


def passage(page: Page) -> dict[str, object]:
    """Return a passage with what is coded there; the text is read by then."""
    reading = page.bench.reading(page.bench.snapshot(), "gazette")
    start = reading.source.text.index(WORDS)
    place = {"source": "gazette", "sha256": reading.sha256, "start": start, "end": start + len(WORDS)}
    return {**CODED, **place}


def code(page: Page, body: dict[str, object] | None = None) -> int:
    """Code a passage and return the status of the answer."""
    return page.ask("POST", "/statements", body or passage(page)).status


def test_killed_at_any_moment_all_is_as_after_an_answer(tmp_path: Path) -> None:
    sides, outcomes = whole(tmp_path), set[bytes]()
    for at in range(1, MOST):
        page = market(tmp_path / str(at))
        body = passage(page)
        with dying(at) as step:
            code(page, body)
        file = page.bench.path
        assert file.read_bytes() in sides
        load_to_edit(file)
        assert file.read_bytes() in sides
        left = {one.name for one in file.parent.iterdir()} - {".positions", "sources", "stakeholders.yaml"}
        assert not left
        outcomes.add(file.read_bytes())
        if file.read_bytes() == sides[0]:  # the server is started anew, and goes on
            assert code(Page(Bench(file))) == 200
            assert file.read_bytes() == sides[1]
        if not step.is_reached:
            break
    assert outcomes == set(sides)
    assert 5 < at < MOST - 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS], ids=["full", "read-only"])
def test_where_the_disk_takes_nothing_the_answer_says_so_and_nothing_is_written(
    tmp_path: Path, number: int
) -> None:
    sides, refused = whole(tmp_path), 0

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    for at in range(1, MOST):
        page = market(tmp_path / str(at))
        body = passage(page)
        with at_call(at, fail) as step:
            status = code(page, body)
        assert status in ((200, 507) if number == errno.ENOSPC else (200, 400))
        assert page.bench.path.read_bytes() == sides[status == 200]
        assert load(page.bench.path).dataset is not None
        refused += status != 200
        if status != 200:  # and once there is room, the very same page goes on
            assert code(page) == 200
            assert page.bench.path.read_bytes() == sides[1]
        if step.calls < at:
            break
    assert 3 < refused < at < MOST - 1
