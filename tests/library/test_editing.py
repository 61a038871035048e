"""Edits from Python: the bytes, the words and the errors of the command line, whose edits are the oracle."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from positions import DataError, Edit, Editing, PositionsError, UsageError, editing
from positions.cli import main

DATASET = """\
# who stands where
format: 1
title: Night buses   # a comment
scale: five-point

issues:
  buses: {title: Night buses}
  parking:
    title: Evening parking

sources:
  article:
    title: Decision in June
    date: 2026-03-14
    text: article.txt

stakeholders:
  council:
    name: Town Council
    short: Council
    positions:
      buses: strongly-support   # stays
      parking: {stance: support, date: 2025}
"""
ARTICLE = "The Traders said: no rise in charges, please. We are for it."

Call = Callable[[Editing], Edit]


def run(words: str, path: Path) -> int:
    """Run a command on a dataset, and return its exit code."""
    return main([*shlex.split(words), "-d", str(path)])


def named(case: object) -> str:
    return case[:50] if isinstance(case, str) else "as"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return the same dataset in two folders: one for Python, one for the command line."""
    made = tmp_path / "python", tmp_path / "command"
    for folder in made:
        folder.mkdir()
        (folder / "data.yaml").write_text(DATASET, encoding="utf-8")
        (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return made


EDITS: list[tuple[Call, str]] = [
    (
        lambda data: data.add_stakeholder(
            "traders", name="Traders' Association", short=" Traders ", kind="union"
        ),
        "add stakeholder traders --name 'Traders'\"'\"' Association' --short Traders --kind union",
    ),
    (
        lambda data: data.add_stakeholder("youth", name="Youth", member_of="Council", note="new"),
        "add stakeholder youth --name Youth --member-of Council --note new",
    ),
    (
        lambda data: data.add_issue(
            "staff",
            title="Staff",
            proposition="Two should ride: always",
            tags=["a", "b"],
            weight=2,
        ),
        "add issue staff --title Staff --proposition 'Two should ride: always' --tag a --tag b --weight 2",
    ),
    (
        lambda data: data.add_source(
            "speech", title="Speech", date=date(2026, 3, 1), url="https://example.org"
        ),
        "add source speech --title Speech --date 2026-03-01 --url https://example.org",
    ),
    (
        lambda data: data.add_position(
            "Council",
            "Evening parking",
            "oppose",
            source="article",
            quote="no  rise in charges",
            date="2026-04",
            confidence="high",
            salience=70,
            condition="if it is cheap",
            needs={"buses": "for"},
        ),
        "add position Council 'Evening parking' oppose --source article --quote 'no  rise in "
        "charges' --date 2026-04 --confidence high --salience 70 --condition 'if it is cheap' "
        "--needs buses=for",
    ),
    (
        lambda data: data.add_position("council", "buses", "support", replace=True, note="less"),
        "add position council buses support --replace --note less",
    ),
    (
        lambda data: data.add_position(
            "council",
            "buses",
            "mixed",
            date="2026",
            old_date="2024-05",
            quote="not there",
            source="article",
            force=True,
            basis="reported",
        ),
        "add position council buses mixed --date 2026 --old-date 2024-05 --quote 'not there' "
        "--source article --force --basis reported",
    ),
    (
        lambda data: data.add_position(
            "council",
            "parking",
            "oppose",
            date="2026",
            status="reviewed",
            reviewed_by="B",
            reviewed_on="2026-02",
            speaker="C",
            url="https://e.org/#p4",
        ),
        "add position council parking oppose --date 2026 --status reviewed --reviewed-by B "
        "--reviewed-on 2026-02 --speaker C --url https://e.org/#p4",
    ),
    (lambda data: data.rename_actor("Council", "town"), "rename actor Council town"),
    (lambda data: data.rename_issue("parking", "evening"), "rename issue parking evening"),
    (
        lambda data: data.rename_issue("parking", "evening", forget=True),
        "rename issue parking evening --forget",
    ),
]


@pytest.mark.parametrize(
    ("call", "words"), EDITS, ids=lambda case: " ".join(case[:3]) if isinstance(case, list) else ""
)
def test_an_edit_leaves_the_bytes_that_the_command_leaves(
    call: Call, words: str, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = (folder / "data.yaml" for folder in folders)
    with editing(ours) as data:
        done = call(data)
    assert run(words, theirs) == 0
    assert ours.read_bytes() == theirs.read_bytes()
    assert ours.read_text(encoding="utf-8") != DATASET
    said = capsys.readouterr().err.splitlines()
    assert done.said == next(line for line in said if re.match("Added|Replaced|Renamed", line)).replace(
        str(theirs), str(ours)
    )
    assert repr(done) == f"<{done.said}>"
    texts = [remark for remark in done.remarks if isinstance(remark, str)]
    assert texts == [line for line in said if line.startswith(("The quotation", "Kept"))]
    kept = json.loads(next((folders[0] / ".positions").glob("*.json")).read_text(encoding="utf-8"))
    assert kept["words"][:2] == words.split()[:2]


WRONG: list[tuple[Call, str]] = [
    (lambda data: data.add_stakeholder("council", name="Again"), "add stakeholder council --name Again"),
    (lambda data: data.add_stakeholder("a b", name="X"), "add stakeholder 'a b' --name X"),
    (
        lambda data: data.add_stakeholder("x", name="X", member_of=["counsil"]),
        "add stakeholder x --name X --member-of counsil",
    ),
    (
        lambda data: data.add_issue("x", title="X", proposition="P", weight=-1),
        "add issue x --title X --proposition P --weight -1",
    ),
    (
        lambda data: data.add_source("x", title="X", text="../x.txt"),
        "add source x --title X --text ../x.txt",
    ),
    (lambda data: data.add_position("counsil", "buses", "support"), "add position counsil buses support"),
    (lambda data: data.add_position("council", "busses", "support"), "add position council busses support"),
    (lambda data: data.add_position("council", "buses", "suport"), "add position council buses suport"),
    (lambda data: data.add_position("council", "buses", "oppose"), "add position council buses oppose"),
    (
        lambda data: data.add_position("council", "buses", "oppose", source="artcle"),
        "add position council buses oppose --source artcle",
    ),
    (
        lambda data: data.add_position("council", "buses", "oppose", source="article", quote="not there"),
        "add position council buses oppose --source article --quote 'not there'",
    ),
    (
        lambda data: data.add_position("council", "buses", "oppose", basis="attributed"),
        "add position council buses oppose --basis attributed",
    ),
    (
        lambda data: data.add_position("council", "buses", "oppose", salience=200),
        "add position council buses oppose --salience 200",
    ),
    (
        lambda data: data.add_position("council", "buses", "oppose", needs={"parking": "for"}),
        "add position council buses oppose --needs parking=for",
    ),
    (lambda data: data.rename_actor("nobody", "x"), "rename actor nobody x"),
    (lambda data: data.rename_issue("buses", "parking"), "rename issue buses parking"),
]


@pytest.mark.parametrize(
    ("call", "words"), WRONG, ids=lambda case: " ".join(case[:5]) if isinstance(case, list) else ""
)
def test_a_wrong_edit_has_the_error_of_the_command_and_writes_nothing(
    call: Call, words: str, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = (folder / "data.yaml" for folder in folders)
    with pytest.raises(PositionsError) as raised:
        call(editing(ours))
    assert ours.read_text(encoding="utf-8") == DATASET
    code = run(words, theirs)
    said = " ".join(capsys.readouterr().err.split())
    assert code == (1 if isinstance(raised.value, DataError) else 2)
    texts = (
        [text for found in raised.value.problems for text in (found.message, found.hint)]
        if isinstance(raised.value, DataError)
        else [str(raised.value), getattr(raised.value, "hint", None)]
    )
    for text in filter(None, texts):
        assert " ".join(text.split()) in said


@pytest.mark.parametrize(
    ("call", "message", "hint"),
    [
        (
            lambda data: data.add_position("council", "buses", "oppose", qoute="x"),
            "there is no field 'qoute'",
            "did you mean 'quote'?",
        ),
        (
            lambda data: data.add_position("council", "buses", "oppose", date="March"),
            "'March' is not a date",
            "",
        ),
        (lambda data: data.add_stakeholder("x", name=3), "3 is not text", ""),
    ],
)
def test_what_only_python_can_get_wrong_is_said_as_well(
    call: Callable[[Any], Edit], message: str, hint: str, folders: tuple[Path, Path]
) -> None:
    with pytest.raises(UsageError, match=re.escape(message)) as raised:
        call(editing(folders[0] / "data.yaml"))
    assert (raised.value.hint or "") == hint


def test_nothing_is_written_where_it_is_only_tried(folders: tuple[Path, Path]) -> None:
    path = folders[0] / "data.yaml"
    done = editing(path, dry_run=True).rename_issue("parking", "evening")
    assert path.read_text(encoding="utf-8") == DATASET
    assert [
        line for line in done.diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ] == [
        "-  parking:",
        "+  evening:",
        "+    was: [parking]",
        "-      parking: {stance: support, date: 2025}",
        "+      evening: {stance: support, date: 2025}",
    ]


def test_the_coder_signs_what_is_added(folders: tuple[Path, Path]) -> None:
    path = folders[0] / "data.yaml"
    with editing(path, coder="ann") as data:
        data.add_position("council", "parking", "oppose", date="2026")
    assert "coder: ann" in path.read_text(encoding="utf-8")


def test_a_wrong_dataset_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text("format: 1\ntitle: T\nissue: {}\n", encoding="utf-8")
    with pytest.raises(DataError, match="unknown key `issue`"), editing(tmp_path / "data.yaml"):
        raise AssertionError("not reached")
    with pytest.raises(UsageError, match="cannot"), editing(tmp_path / "none.yaml"):
        raise AssertionError("not reached")
