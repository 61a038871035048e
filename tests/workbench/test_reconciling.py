"""Deciding between two coders' readings: the same cells as the merge disputes, one edit a decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.workbench import Page, write_market
from positions.cli import main
from positions.dataset.coders.codings import codings_of
from positions.dataset.coders.merge import merge
from positions.dataset.load import load
from positions.workbench.state.bench import Bench

STREETS, BUS = "Streets should be for people", "A night bus is needed too"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two coders who agree on one cell and differ on another, where one of them has two items of evidence."""
    path = write_market(tmp_path / "market")
    ann, ben = (Page(Bench(path, name)) for name in ("ann", "ben"))
    ann.code(STREETS, actors=["forum"], issue="parking", stance="support")
    ann.code("not for parked cars", actors=["forum"], issue="parking", stance="support", how="evidence")
    ann.code(BUS, actors=["forum"], issue="night-buses", stance="support")
    ben.code(STREETS, actors=["forum"], issue="parking", stance="neutral")
    ben.code(BUS, actors=["forum"], issue="night-buses", stance="support")
    return path


def keys_of(page: Page) -> dict[str, str]:
    snapshot = page.bench.snapshot()
    entries = snapshot.whole.require().stakeholders["forum"].positions["parking"]
    return {"actor": "forum", "issue": "parking", "key": ",".join(snapshot.keys.of(entries))}


def test_what_is_disputed_is_what_the_merge_disputes(file: Path) -> None:
    page = Page(Bench(file, "ed"))
    page.send("POST", "/others", {"shown": True})
    found = page.get("/view/reconcile")
    assert found["count"] == 1
    html = found["html"]
    assert "1 of 1 disputed cell" in html
    assert html.index("Reading of ann") < html.index("Reading of ben")
    assert f'<mark class="side-f1">{STREETS}</mark>' in html
    assert f'<mark class="side-z">{STREETS}</mark>' in html
    assert page.get("/view/reconcile", at=7)["at"] == 0
    assert page.get("/view/frame")["reconcile"] is True
    text = file.read_text().replace(
        "        stance: oppose\n", "        stance: oppose\n        coder: ann\n"
    )
    file.write_text(text, encoding="utf-8")
    merged = merge(codings_of([load(file)], [file]).coders, "cell")
    assert merged.disputed == (("forum", "parking"),)


@pytest.mark.parametrize(
    ("keep", "stances"),
    [(["ann"], ["support"]), (["ben"], ["neutral"]), (["ann", "ben"], ["support", "neutral"]), ([], [])],
)
def test_a_decision_is_one_edit_that_is_signed(file: Path, keep: list[str], stances: list[str]) -> None:
    page = Page(Bench(file, "ed"))
    page.send("POST", "/others", {"shown": True})
    before = file.read_bytes()
    done = page.send("POST", "/reconcile", {**keys_of(page), "keep": keep})
    positions = load(file).require().stakeholders["forum"].positions
    assert [one.stance for one in positions.get("parking", ())] == stances
    assert {one.coder for one in positions.get("parking", ())} == ({"ed"} if stances else set())
    assert [one.coder for one in positions["night-buses"]] == ["ann", "ben"]
    assert page.get("/view/reconcile")["count"] == 0
    after = file.read_bytes()
    page.send("POST", "/undo")
    assert file.read_bytes() == before
    for line in done["command"].splitlines():  # and the command line does the same
        words = line.split()[1:]
        assert main([*words[: words.index("--data")], "--data", str(file), "-q"]) == 0
    assert file.read_bytes() == after


def test_what_was_changed_meanwhile_and_what_is_hidden_is_not_decided(file: Path) -> None:
    page = Page(Bench(file, "ann"))
    cell = keys_of(page)
    assert "hidden" in page.get("/view/reconcile")["html"]
    assert page.get("/view/frame")["reconcile"] is False
    page.send("POST", "/reconcile", {**cell, "keep": ["ann"]}, status=400)
    page.send("POST", "/others", {"shown": True})
    page.send("POST", "/reconcile", {**cell, "keep": ["nobody"]}, status=400)
    file.write_text(file.read_text().replace("stance: neutral", "stance: oppose"), encoding="utf-8")
    assert page.send("POST", "/reconcile", {**cell, "keep": ["ann"]}, status=409)["code"] == "entry-gone"
    unsigned = Page(Bench(file))
    assert "is signed" in unsigned.get("/view/reconcile")["html"]
    unsigned.send("POST", "/reconcile", {**keys_of(unsigned), "keep": ["ann"]}, status=400)
