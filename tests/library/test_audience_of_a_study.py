"""A study is for whom it was read: an audience that is asked for later is refused, never passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import positions
from positions.problems import UsageError

VALUES: dict[str, Any] = {
    "title": "Parking",
    "issues": {"evening": {"title": "Evening"}},
    "stakeholders": {
        "council": {"name": "Council", "positions": {"evening": "support"}},
        "union": {"name": "Union", "positions": {"evening": "support"}},
        "traders": {"name": "Traders", "private": True, "positions": {"evening": "oppose"}},
    },
}

ASKED: dict[str, Callable[..., object]] = {
    "compare": lambda data, **how: positions.compare(data, **how),
    "report": lambda data, **how: positions.report(data, **how),
    "brief": lambda data, **how: positions.brief(data, **how),
    "export": lambda data, **how: positions.export(data, "out.csv", **how),
    "diff": lambda data, **how: positions.diff(data, data, **how),
}


@pytest.mark.parametrize("command", ASKED)
@pytest.mark.parametrize("audience", ["public", "team"])
def test_an_audience_asked_of_a_study_is_refused(
    command: str, audience: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    study = positions.build(VALUES, audience="team")
    with pytest.raises(UsageError, match="--audience cannot change here") as raised:
        ASKED[command](study, audience=audience)
    assert raised.value.hint == f"load it so: positions.load(..., audience={audience!r})"
    assert not list(tmp_path.iterdir())


def test_a_study_keeps_its_audience() -> None:
    public, team = positions.build(VALUES), positions.build(VALUES, audience="team")
    assert "traders" not in positions.compare(public).matrix("agreement")
    assert "traders" in positions.compare(team).matrix("agreement")


@pytest.mark.parametrize("turned", [False, True])
def test_who_is_private_in_one_of_two_datasets_is_so_in_both(turned: bool, tmp_path: Path) -> None:
    open_to_all = b"""format: 1
title: T
issues: {x: {title: X}}
stakeholders:
  a: {name: A, positions: {x: support}}
  hidden: {name: Whitelock, positions: {x: oppose}}
"""
    now = open_to_all.replace(b"Whitelock", b"Whitelock, private: true").replace(b"x: oppose", b"x: neutral")
    two = (now, open_to_all) if turned else (open_to_all, now)
    told = positions.diff(*two)
    told.save(tmp_path / "diff.json")
    for text in (str(told.rows("positions")), (tmp_path / "diff.json").read_text()):
        assert "Whitelock" not in text
        assert "hidden" not in text
    assert "hidden" in str(positions.diff(*two, audience="team").rows("positions"))
