"""Coding through the page: each action is one small change of the file, which `check` finds in order."""

from __future__ import annotations

import difflib
import shlex
from pathlib import Path
from typing import Any

import pytest

from helpers.workbench import ARTICLE, Page, market
from positions.cli import main
from positions.dataset.editing.recording import ANONYMOUS
from positions.dataset.editing.undoing import undo
from positions.dataset.load import load
from positions.dataset.private_values import PrivateText
from positions.dataset.quotations.search import Found
from positions.library.commands.check import check

STREETS = "Streets should be for people, not for parked cars"
BUS = "A night bus is needed too"


def lines_changed(before: str, after: str) -> list[str]:
    delta = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in delta if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_a_statement_is_an_addition_and_nothing_else(page: Page) -> None:
    file = page.bench.path
    before = file.read_text()
    answer = page.code(
        STREETS, actors=["forum"], issue="parking", stance="support", basis="stated", speaker="Omar Reed"
    )
    changed = lines_changed(before, file.read_text())
    assert changed
    assert all(line.startswith("+") for line in changed)
    assert "Residents' Forum on Parking, support" in answer["said"]
    assert check(file).passed
    entry = load(file).require().stakeholders["forum"].positions["parking"][0]
    assert entry.evidence[0].quote == STREETS
    assert entry.evidence[0].basis is None  # stated, as beside any quotation
    assert answer["paragraphs"]
    assert "<mark" in next(iter(answer["paragraphs"].values()))


def test_what_is_coded_here_and_on_the_command_line_is_the_same(page: Page, tmp_path: Path) -> None:
    from positions.cli import main

    other = market(tmp_path / "other")
    words: dict[str, Any] = {
        "basis": "reported",
        "speaker": "Omar Reed",
        "confidence": "high",
        "note": "twice",
        "condition": "it is late",
    }
    answer = page.code(STREETS, actors=["forum"], issue="parking", stance="support", **words)
    (line,) = answer["command"].splitlines()
    command = shlex.split(line)
    command[-1] = str(other.bench.path)
    assert main(command[1:]) == 0
    assert other.bench.path.read_bytes() == page.bench.path.read_bytes()


@pytest.mark.parametrize("actors", [["traders"], ["traders", "forum"], ["forum", "traders"]])
def test_the_commands_of_a_joint_statement_are_those_of_each_cell(
    actors: list[str], page: Page, tmp_path: Path
) -> None:
    from positions.cli import main

    other = market(tmp_path / "other")
    again = "parking in the centre must not cost more"
    words: dict[str, Any] = {"confidence": "high", "condition": "it is late", "speaker": "Omar Reed"}
    answer = page.code(again, actors=actors, issue="parking", stance="oppose", **words)
    lines = [shlex.split(line) for line in answer["command"].splitlines()]
    assert [line[1:3] for line in lines] == [
        *([["add", "position"]] * (len(actors) - 1)),
        *(["add", "evidence"], ["set", "position"]),
    ]
    for line in lines:
        line[-1] = str(other.bench.path)
        assert main(line[1:]) == 0
    assert other.bench.path.read_bytes() == page.bench.path.read_bytes()


def test_new_actor_and_issue_come_in_the_same_edit(page: Page) -> None:
    before = page.bench.path.read_bytes()
    page.code(
        STREETS,
        actors=["forum", {"name": "Walkers of the Town", "short": "Walkers"}],
        issue={"title": "Pavements", "proposition": "Pavements should be wider"},
        stance="strongly-support",
    )
    dataset = load(page.bench.path).require()
    assert dataset.stakeholders["walkers"].positions.keys() == {"pavements"}
    assert dataset.stakeholders["forum"].positions.keys() == {"pavements"}
    page.send("POST", "/undo")
    assert page.bench.path.read_bytes() == before


def test_what_saving_does_is_said_before_of_new_parts_and_of_each_actor(page: Page) -> None:
    def said(**fields: Any) -> str:
        body = {"source": "gazette", "stance": "oppose", "actors": ["traders"], "issue": "parking", **fields}
        return str(page.send("POST", "/preview", body)["said"])

    assert said(actors=[{"name": "Walkers"}]) == "a first entry"
    assert said(issue={"title": "Pavements", "proposition": ""}) == "a first entry"
    assert said() == "more evidence for the entry that is there"
    assert said(actors=["traders", {"name": "Walkers"}]) == "more evidence for the entry that is there"
    joint = said(actors=["traders", "forum"])
    assert joint == "Traders: more evidence for the entry that is there; Residents' Forum: a first entry"


def test_what_an_edit_makes_doubtful_is_said_with_it(page: Page) -> None:
    same = page.code(STREETS, actors=[{"name": "Traders"}], issue="parking", stance="support")
    assert same["remarks"] == ["'Traders' is also what 'traders' is called"]
    bare = page.send("POST", "/issues", {"title": "Lamps", "proposition": ""})
    assert "has no proposition yet" in bare["remarks"][0]
    title = page.send("PUT", "/issues/lamps", {"proposition": "Lamps"})
    assert "reads like a title" in title["remarks"][0]
    good = page.send("PUT", "/issues/lamps", {"proposition": "Lamps should burn all night"})
    assert good["remarks"] == []


@pytest.mark.parametrize(
    ("passage", "quote"),
    [
        ("Omar Reed, its secretary. “A night bus", "Omar Reed, its secretary. “A night bus"),
        (
            "“Higher charges would empty the high street,” its",
            "Higher charges would empty the high street,” its",
        ),
        ("secretary. “A night bus is needed too.”", "secretary. “A night bus is needed too.”"),
        ("“A night bus is needed too,” Ann", "A night bus is needed too,” Ann"),
        (
            "“Streets should be for people, not for parked cars,”",
            "Streets should be for people, not for parked cars",
        ),
    ],
)
def test_a_quotation_keeps_the_mark_that_closes_what_is_open_in_it(
    page: Page, passage: str, quote: str
) -> None:
    assert passage in ARTICLE
    page.code(passage, actors=["forum"], issue="night-buses", stance="support")
    (entry,) = load(page.bench.path).require().stakeholders["forum"].positions["night-buses"]
    assert entry.evidence[0].quote == quote
    assert check(page.bench.path).passed


def test_a_repeated_request_is_done_once(page: Page) -> None:
    first = page.code(STREETS, actors=["forum"], issue="parking", stance="support", request="a")
    again = page.code(STREETS, actors=["forum"], issue="parking", stance="support", request="a")
    assert first == again
    assert len(load(page.bench.path).require().stakeholders["forum"].positions["parking"]) == 1


@pytest.mark.parametrize("start", [ARTICLE.find(BUS), ARTICLE.rfind(BUS)], ids=["first", "second"])
def test_words_that_occur_twice_lead_to_the_place_that_was_chosen(page: Page, start: int) -> None:
    page.code(BUS, start=start, actors=["forum"], issue="night-buses", stance="support")
    item = load(page.bench.path).require().stakeholders["forum"].positions["night-buses"][0].evidence[0]
    snapshot = page.bench.snapshot()
    found, _ = page.bench.texts.find(
        item.quote or "", snapshot.dataset.sources["gazette"], page.bench.reading(snapshot, "gazette")
    )
    assert isinstance(found, Found)
    assert found.start <= start < found.end


def test_a_taken_cell_asks_what_becomes_of_it(page: Page) -> None:
    again = "parking in the centre must not cost more"
    asked = page.code(again, actors=["traders"], issue="parking", stance="strongly-oppose", status=409)
    assert asked["code"] == "cell-taken"
    assert asked["message"] == "Traders on Parking is coded already, of the same date: oppose (2026-02)"
    assert asked["choices"]["beside"] == "add it beside: of one date the last one counts, strongly oppose"
    assert asked["choices"].keys() == {"beside", "replace"}
    other = page.code(again, actors=["traders"], issue="parking", stance="support", status=409)
    assert (
        other["choices"]["beside"] == "add it beside: for and against on one date, the cell counts as mixed"
    )
    page.code(again, actors=["traders"], issue="parking", stance="strongly-oppose", how="beside")
    entries = load(page.bench.path).require().stakeholders["traders"].positions["parking"]
    assert [entry.stance for entry in entries] == ["oppose", "strongly-oppose"]
    undo(page.bench.path, ANONYMOUS)
    page.code(again, actors=["traders"], issue="parking", stance="oppose", basis="reported")
    (entry,) = load(page.bench.path).require().stakeholders["traders"].positions["parking"]
    assert len(entry.evidence) == 2
    page.code(again, actors=["traders"], issue="parking", stance="neutral", date="2025", how="replace")
    (entry,) = load(page.bench.path).require().stakeholders["traders"].positions["parking"]
    assert (entry.stance, str(entry.date), len(entry.evidence)) == ("neutral", "2025", 1)


def test_an_entry_is_changed_and_removed_by_what_it_says(page: Page) -> None:
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    page.send(
        "PUT", f"/entries/traders/parking/{key}", {"confidence": "low", "evidence": 1, "speaker": "A. Hill"}
    )
    assert "confidence: low" in page.bench.path.read_text()
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    refused = page.send(
        "PUT", f"/entries/traders/parking/{key}", {"evidence": 1, "quote": "x y z"}, status=422
    )
    assert refused["problems"][0]["code"] == "quote-not-found"
    key = "0" * 10
    gone = page.send("PUT", f"/entries/traders/parking/{key}", {"confidence": "high"}, status=409)
    assert gone["code"] == "entry-gone"
    assert page.send("DELETE", f"/entries/traders/parking/{key}", status=409)["code"] == "entry-gone"
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    page.send("DELETE", f"/entries/traders/parking/{key}")
    assert load(page.bench.path).require().stakeholders["traders"].positions == {}


def test_a_text_that_has_changed_refuses_old_places(page: Page) -> None:
    reading = page.bench.reading(page.bench.snapshot(), "gazette")
    body = {
        "source": "gazette",
        "sha256": reading.sha256,
        "start": 0,
        "end": 7,
        "actors": ["forum"],
        "issue": "parking",
    }
    (page.bench.folder / "sources/gazette.txt").write_text("Now. " + ARTICLE, encoding="utf-8")
    assert (
        page.send("POST", "/statements", {**body, "stance": "support"}, status=409)["code"] == "text-changed"
    )


def test_another_program_s_change_is_kept_and_a_broken_file_is_read_only(page: Page) -> None:
    file = page.bench.path
    page.get("/view/frame")
    file.write_text(file.read_text().replace("Market street", "High street"), encoding="utf-8")
    page.code(STREETS, actors=["forum"], issue="parking", stance="support")
    assert "title: High street" in file.read_text()
    good = file.read_text()
    file.write_text(good + "  bad: [\n", encoding="utf-8")
    frame = page.get("/view/frame")
    assert frame["broken"]
    assert frame["title"] == "High street"
    page.code(BUS, actors=["forum"], issue="night-buses", stance="support", status=422)
    assert page.get("/view/problems")["count"] == len(frame["broken"])
    file.write_text(good, encoding="utf-8")
    assert page.get("/view/frame")["broken"] == []


def test_silent_cells_are_written_as_ticked(page: Page) -> None:
    page.code(STREETS, actors=["forum"], issue="parking", stance="support")
    assert page.get("/view/silent/gazette")["count"] == 2
    cells = [{"actor": "forum", "issue": "night-buses"}]
    page.send("POST", "/silent", {"source": "gazette", "cells": cells})
    entry = load(page.bench.path).require().stakeholders["forum"].positions["night-buses"][0]
    assert (entry.stance, str(entry.date), entry.evidence[0].source) == ("silent", "2026-02", "gazette")
    page.send("POST", "/silent", {"source": "gazette", "cells": cells}, status=400)


def test_undo_and_redo_are_those_of_the_command_line(page: Page) -> None:
    before = page.bench.path.read_bytes()
    page.code(STREETS, actors=["forum"], issue="parking", stance="support")
    after = page.bench.path.read_bytes()
    last = page.get("/view/frame")["undo"]
    page.send("POST", "/undo", {"expected": "another"}, status=400)
    page.send("POST", "/undo", {"expected": last["id"]})
    assert page.bench.path.read_bytes() == before
    page.send("POST", "/redo")
    assert page.bench.path.read_bytes() == after
    undo(page.bench.path, ANONYMOUS)
    assert page.get("/view/frame")["undo"] is None


def test_undo_and_history_name_an_edit_in_words(page: Page) -> None:
    page.code(STREETS, actors=["forum", {"name": "Walkers"}], issue="parking", stance="strongly-support")
    done = "Residents' Forum, walkers on Parking, strongly support"
    frame = page.get("/view/frame")
    assert frame["undo"]["said"] == done.replace("walkers", "Walkers")
    assert "Walkers on Parking, strongly support" in page.get("/view/history")["html"]
    undone = page.send("POST", "/undo")
    assert undone["said"] == f"Undone: {done.replace('walkers', 'Walkers')}"
    assert undone["frame"]["redo"]["said"] == done  # whose name went with the actor
    assert page.send("POST", "/redo")["said"] == f"Made again: {done.replace('walkers', 'Walkers')}"
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    page.send("DELETE", f"/entries/traders/parking/{key}")
    assert page.send("POST", "/undo")["said"] == "Undone: the removal of Traders on Parking"
    page.send("POST", "/issues", {"title": "Lamps", "proposition": "Lamps should burn"})
    assert page.send("POST", "/undo")["said"].startswith("Undone: positions add issue lamps")


def test_an_empty_folder_begins_a_dataset(tmp_path: Path) -> None:
    from positions.workbench.state.bench import Bench

    page = Page(Bench(tmp_path))
    assert page.ask("GET", "/view/frame").said["code"] == "no-dataset"
    page.send("POST", "/begin", {"title": "Buses", "issues": ""}, status=400)
    twice = {"title": "Buses", "issues": "Fares: Fares should rise\nfares: They should fall"}
    assert "'Fares'" in page.send("POST", "/begin", twice, status=400)["message"]
    issues = "Night buses: A bus should run at night\nFares\nLanes: Lanes"
    begun = page.send("POST", "/begin", {"title": "Buses", "issues": issues})
    assert [remark.partition(":")[0] for remark in begun["remarks"]] == [
        "'Fares' has no proposition yet",
        "The proposition 'Lanes' reads like a title",
    ]
    dataset = load(tmp_path / "stakeholders.yaml").require()
    assert dataset.issues["night-buses"].proposition == "A bus should run at night"
    assert page.get("/view/frame")["title"] == "Buses"
    page.send("POST", "/begin", {"title": "Buses", "issues": "Fares"}, status=400)


def test_words_of_several_items_are_changed_at_once(page: Page) -> None:
    again = "parking in the centre must not cost more"
    page.code(again, actors=["traders"], issue="parking", stance="oppose", basis="reported")
    before = page.bench.path.read_bytes()
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    items = [{"evidence": 1, "speaker": "A. Hill"}, {"evidence": 2, "quote": "must not cost more"}]
    page.send("PUT", f"/entries/traders/parking/{key}", {"confidence": "low", "items": items})
    (entry,) = load(page.bench.path).require().stakeholders["traders"].positions["parking"]
    assert entry.confidence == "low"
    assert [item.speaker for item in entry.evidence] == ["A. Hill", None]
    assert entry.evidence[1].quote == "must not cost more"
    page.send("POST", "/undo")
    assert page.bench.path.read_bytes() == before


def test_an_entry_moves_to_another_actor_or_issue(page: Page) -> None:
    before = page.bench.path.read_bytes()
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    there = f"/entries/traders/parking/{key}"
    assert "nobody" in page.send("PUT", there, {"actor": "nobody"}, status=400)["message"]
    moved = page.send(
        "PUT", there, {"actor": "forum", "issue": "night-buses", "confidence": "low", "items": []}
    )
    assert "remove position traders parking" in moved["command"]
    dataset = load(page.bench.path).require()
    assert "parking" not in dataset.stakeholders["traders"].positions
    (entry,) = dataset.stakeholders["forum"].positions["night-buses"]
    assert (entry.stance, entry.confidence, len(entry.evidence)) == ("oppose", "low", 1)
    page.send("POST", "/undo")
    assert page.bench.path.read_bytes() == before
    page.code(STREETS, actors=["forum"], issue="parking", stance="support")
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    taken = page.send("PUT", f"/entries/traders/parking/{key}", {"actor": "forum"}, status=409)
    assert taken["choices"].keys() == {"beside", "replace"}
    page.send("PUT", f"/entries/traders/parking/{key}", {"actor": "forum", "how": "beside"})
    entries = load(page.bench.path).require().stakeholders["forum"].positions["parking"]
    assert [one.stance for one in entries] == ["support", "oppose"]


def test_what_is_private_stays_so_and_a_condition_keeps_its_needs(page: Page) -> None:
    file = page.bench.path
    for words in (
        ("set", "position", "traders", "parking", "--note", "CONFIDENTIAL", "--private", "note"),
        ("set", "position", "traders", "parking", "--condition", "buses", "--needs", "night-buses=for"),
        ("set", "stakeholder", "traders", "--note", "CONFIDENTIAL", "--private", "note"),
    ):
        assert main([*words, "-d", str(file), "-q"]) == 0
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    said = {"note": "CONFIDENTIAL", "condition": "buses run", "confidence": "low"}
    page.send("PUT", f"/entries/traders/parking/{key}", said)
    page.send("PUT", "/actors/traders", {"note": "another", "url": "https://example.org"})
    found = load(file).require().stakeholders["traders"]
    (entry,) = found.positions["parking"]
    assert (entry.note, found.note) == (PrivateText("CONFIDENTIAL"), PrivateText("another"))
    assert entry.condition is not None
    assert (entry.condition.text, entry.condition.needs) == ("buses run", {"night-buses": "for"})
