"""Former ids: refused as references, unique; sources' hashes; corrections in a diff."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from positions.dataset.load import Loaded, load, load_bytes
from positions.reports.check import check
from positions.reports.common.study import study_of
from positions.reports.diff import diff
from positions.selection import find_actor, find_issue

TEXT = """format: 1
title: T
issues: {roads: {title: Roads, was: [streets]}, rail: {title: Rail}}
stakeholders:
  lga: {name: Local councils, was: [councils, lc], positions: {roads: support}}
  ccn: {name: Counties, positions: {rail: oppose}}
"""


def codes(text: str) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.hint) for problem in load_bytes(text.encode()).problems]


def test_a_reference_to_a_former_id_names_the_new_one() -> None:
    old = TEXT.replace("positions: {rail: oppose}", "influences: {lc: 2}, positions: {streets: oppose}")
    assert codes(old) == [
        ("unknown-stakeholder", "its id is now lga: use that"),
        ("unknown-issue", "its id is now roads: use that"),
    ]


@pytest.mark.parametrize("other", ["was: [lga]", "was: [lc]", "was: [ccn]"])
def test_a_former_id_stands_for_one_of_today(other: str) -> None:
    found = codes(TEXT.replace("ccn: {name: Counties", f"ccn: {{name: Counties, {other}"))
    assert [code for code, _ in found] == ["former-id-taken"]


def test_an_actor_and_an_issue_may_have_had_the_same_id() -> None:
    assert codes(TEXT.replace("was: [streets]", "was: [lc]")) == []


def checked(folder: Path, digest: str, text: str | None = "s.txt") -> list[str]:
    named = "" if text is None else f", text: {text}"
    path = folder / "d.yaml"
    path.write_text(f"format: 1\ntitle: T\nsources: {{s: {{title: S, sha256: {digest}{named}}}}}\n")
    return [problem.code for problem in check(load(path)).problems]


def test_the_hash_of_a_copy_is_compared(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_bytes(b"The words\n")
    digest = hashlib.sha256(b"The words\n").hexdigest()
    assert checked(tmp_path, digest) == []
    assert checked(tmp_path, digest.upper()) == []
    assert checked(tmp_path, "0" * 63 + "a") == ["source-changed"]
    assert checked(tmp_path, digest, None) == ["hash-without-text"]


def kinds(before: str, after: str) -> list[str]:
    old, new = (study_of(loaded(f"positions: {{roads: {text}}}")) for text in (before, after))
    table = next(table for table in diff(old, new).tables if table.id == "positions")
    assert table.kind == "table"
    place = [column.id for column in table.columns].index("change")
    return [str(getattr(row[place], "id", row[place])) for row in table.rows]


def loaded(positions: str) -> Loaded:
    return load_bytes(TEXT.replace("positions: {roads: support}", positions).encode())


def test_a_correction_is_no_change_of_mind() -> None:
    right = "{stance: oppose, correction: {date: 2026, from: support}}"
    assert kinds("support", right) == ["corrected"]
    assert kinds("support", "oppose") == ["moved"]
    assert kinds("neutral", right) == ["moved"], "the correction is of another stance"


def test_an_argument_may_be_a_former_id() -> None:
    dataset = load_bytes(TEXT.encode()).require()
    assert find_actor(dataset, "lc") == "lga"
    assert find_issue(dataset, "streets") == "roads"
