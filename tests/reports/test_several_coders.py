"""Entries of several coders in one cell: whose are read is not the program's to choose."""

from __future__ import annotations

from pathlib import Path

import pytest

import positions
from positions.problems import UsageError

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")  # the note itself

TEXT = """format: 1
title: T
issues: {a: {title: Tax}, b: {title: Rail}}
stakeholders:
  one: {name: One, positions: {a: [{stance: support, coder: ann}, {stance: oppose, coder: ben}], b: support}}
  two:
    name: Two
    positions: {a: support, b: [{stance: support, date: 2016, coder: ann}, {stance: oppose, date: 2017}]}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_comparing_is_refused_with_what_to_write(path: Path) -> None:
    with pytest.raises(UsageError, match="several coders in one cell: One on Tax") as refused:
        positions.compare(path)
    choices = "--coder ann or --coder ben (add --where coder= for the entries that name none, too)"
    assert choices in (refused.value.hint or "")
    path.write_text(TEXT.replace("coder: ann", "coder: Ann Lee"), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        positions.compare(path)
    assert '--coder "Ann Lee" or' in (refused.value.hint or "")


def test_what_names_no_coder_stays_where_that_is_asked_for(path: Path) -> None:
    """As `reliability --merge` writes it: what all agree on names nobody."""
    alone = positions.load(path, coder="ann").grid
    with_unsigned = positions.load(path, coder="ann", where="coder=").grid
    assert alone.value(alone.actor_index("two"), 0) is None
    assert with_unsigned.value(with_unsigned.actor_index("two"), 0) is not None


@pytest.mark.parametrize(
    "chosen",
    [{"coder": "ann"}, {"where": "coder=ben"}, {"exclude": "coder=ann"}, {"issue": "b"}, {"actor": "two"}],
)
def test_a_choice_or_other_cells_are_compared(path: Path, chosen: dict[str, str]) -> None:
    assert positions.load(path, **chosen).actors  # type: ignore[arg-type]  # the keys are those of the filters
