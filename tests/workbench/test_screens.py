"""What the screens show: the same as the command line says, nothing of what is hidden, nothing that acts."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from helpers.workbench import Page, market, write_market
from positions.cli import main
from positions.dataset.load import load
from positions.workbench.state.bench import Bench

STREETS = "Streets should be for people, not for parked cars"
VIEWS = (
    *("/view/frame", "/view/grid", "/view/stands", "/view/problems", "/view/history", "/view/text/gazette"),
    "/view/reconcile",
    *("/view/look/gazette", "/view/silent/gazette", "/diff", "/stands.json", "/view/cell/traders/parking"),
)


def test_as_it_stands_is_what_compare_says(page: Page, capfd: pytest.CaptureFixture[str]) -> None:
    for stance in ("strongly-support", "oppose"):
        if stance == "oppose":
            page.send("POST", "/undo")
        page.code(STREETS, actors=["forum"], issue="parking", stance=stance)
        capfd.readouterr()
        assert main(["compare", "--data", str(page.bench.path), "--audience", "team", "-f", "json"]) == 0
        assert page.get("/stands.json") == json.loads(capfd.readouterr().out)
    html = page.get("/view/stands")["html"]
    assert "of 1" in html


def test_other_coders_are_absent_from_every_answer(tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    secret = "Zanzibar"
    text = file.read_text()
    text = text.replace(
        "    name: Residents' Forum\n",
        f"""    name: Residents' Forum
    positions:
      parking:
        stance: support
        coder: other{secret}
        note: {secret} note
        condition: if {secret}
        evidence: [{{source: gazette, quote: not in it {secret}, speaker: {secret} Smith}}]
""",
    )
    file.write_text(text, encoding="utf-8")
    other = Page(Bench(file, f"other{secret}"))
    other.code(STREETS, actors=["traders"], issue="night-buses", stance="support", note=secret)
    blind = Page(Bench(file, "me"))
    blind.get("/view/frame")
    for path in VIEWS:
        answer = blind.ask("GET", path)
        assert answer.status == 200, path
        assert secret not in answer.body.decode(), path
    assert "Not researched" in blind.get("/view/cell/forum/parking")["html"]
    cells = blind.get("/view/grid")["html"]
    assert "Forum on Parking, not researched" in cells.replace("Residents&#x27; ", "")
    coded = blind.code(STREETS, actors=["forum"], issue="parking", stance="oppose")
    assert coded["remarks"] == []  # they would name the coders of the cell
    assert secret not in str(coded)
    coders = [entry.coder for entry in load(file).require().stakeholders["forum"].positions["parking"]]
    assert coders == [f"other{secret}", "me"]
    file.write_text(file.read_text() + f"  broken: [ {secret}\n", encoding="utf-8")
    for path in ("/view/frame", "/view/problems"):
        assert secret not in blind.ask("GET", path).body.decode()
    file.write_text(file.read_text().rpartition("  broken")[0], encoding="utf-8")
    blind.send("POST", "/others", {"shown": True})
    assert secret in blind.ask("GET", "/view/cell/forum/parking").body.decode()


def test_an_edit_of_a_hidden_coder_cannot_be_undone_blindly(tmp_path: Path) -> None:
    page = market(tmp_path / "market", "other")
    page.code(STREETS, actors=["forum"], issue="parking", stance="support")
    blind = Page(Bench(page.bench.path, "me"))
    assert blind.send("POST", "/undo", status=400)["code"] == "refused"


HOSTILE = "<img src=x onerror=alert(1)>\"'`</script><script>alert(2)</script>&amp;${1}{{2}}"


def test_hostile_data_is_text_in_every_answer(tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    text = file.read_text()
    quoted = json.dumps(HOSTILE)
    for line in (
        "title: Market street",
        "title: Parking",
        "title: Traders split over the market",
        "short: Traders",
    ):
        text = text.replace(line, f"{line.partition(':')[0]}: {quoted}")
    text = text.replace("proposition: Parking in the centre should cost more", f"proposition: {quoted}")
    text = text.replace("speaker: Ann Hill", f"speaker: {quoted}").replace(
        "stance: oppose", f"stance: oppose\n        note: {quoted}"
    )
    file.write_text(text, encoding="utf-8")
    source = file.parent / "sources" / "gazette.txt"
    source.write_text(f"{HOSTILE} said no.\n\n{source.read_text()}", encoding="utf-8")
    page = Page(Bench(file))
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    for path in (*VIEWS, f"/view/entry/traders/parking/{key}"):
        body = json.dumps(page.get(path))
        said = json.loads(body)
        html = said.get("html", "") if isinstance(said, dict) else ""
        assert "<img" not in html, path
        assert "<script" not in html, path
    assert "<img" not in page.get("/view/frame")["sources"]


def test_a_problem_leads_to_its_place(page: Page) -> None:
    file = page.bench.path
    file.write_text(
        file.read_text().replace("would empty the high street", "would empty the whole street"),
        encoding="utf-8",
    )
    shown = page.get("/view/problems")
    assert shown["count"] == 1
    assert "Use the closest" in shown["html"]
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    page.send(
        "PUT",
        f"/entries/traders/parking/{key}",
        {"evidence": 1, "quote": "Higher charges would empty the high street"},
    )
    assert page.get("/view/problems")["count"] == 0


def test_a_problem_of_a_cell_leads_to_the_cell(page: Page) -> None:
    again = "parking in the centre must not cost more"
    page.code(again, actors=["traders"], issue="parking", stance="strongly-oppose", how="beside")
    shown = page.get("/view/problems")
    assert shown["count"] == 1
    assert "Traders on Parking: entries that differ on the same, latest date" in shown["html"]
    assert 'class="to-cell" data-actor="traders" data-issue="parking"' in shown["html"]
    assert f"{page.bench.path.name}, line " in shown["html"]
    page.code(STREETS, actors=[{"name": "Traders"}], issue="parking", stance="support")
    assert page.get("/view/problems")["html"].count("to-cell") == 1  # a name is of no cell


def test_errors_name_no_option_of_the_command_line(page: Page) -> None:
    used = page.send("DELETE", "/actors/traders", {}, status=400)
    key = page.bench.snapshot().entries("traders", "parking")[0][1]
    dated = page.send("PUT", f"/entries/traders/parking/{key}", {"date": "yesterday"}, status=400)
    assert used["code"] == "still-used"
    assert dated["message"].startswith("date: 'yesterday' is not a date")
    assert "--" not in str([used, dated])
    page.send("DELETE", "/actors/traders", {"with_positions": True})


def test_a_pasted_text_becomes_a_source(page: Page) -> None:
    import base64

    data = base64.b64encode("We want lamps.\n\n“Lamps now,” said Ann Hill.".encode()).decode()
    found = page.send("POST", "/sources/read", {"name": "pasted.txt", "data": data})
    assert found["length"] > 10
    added = page.send(
        "POST", "/sources", {"name": "pasted.txt", "data": data, "title": "Lamps", "id": "lamps"}
    )
    assert added["id"] == "lamps"
    assert "Lamps now" in page.get("/view/text/lamps")["html"]
    page.code("We want lamps", source="lamps", actors=["traders"], issue="night-buses", stance="neutral")
    again = {"name": "pasted.txt", "data": data, "title": "Lamps", "id": "lamps"}
    assert (
        "there already, as the source 'Lamps'" in page.send("POST", "/sources", again, status=400)["message"]
    )
    other = base64.b64encode(b"No lamps, said Omar Reed.").decode()
    assert page.send("POST", "/sources", {**again, "data": other})["id"] == "lamps-2"
    assert (
        page.send("POST", "/sources", {"name": "статья.txt", "data": other, "title": "Статья"})["id"]
        == "source"
    )
    page.send("POST", "/sources/read", {"name": "x.exe", "data": "AAAA"}, status=422)
    page.send("POST", "/sources/read", {"name": "x.txt", "data": "%%"}, status=400)


def test_where_to_look_leaves_out_what_is_coded(page: Page) -> None:
    before = page.get("/view/look/gazette")["count"]
    page.code(STREETS, actors=["forum"], issue="parking", stance="support")
    assert page.get("/view/look/gazette")["count"] < before


def test_the_diff_is_shown_line_by_line(page: Page) -> None:
    page.get("/view/frame")
    page.code(STREETS, actors=["forum"], issue="parking", stance="support")
    assert page.get("/view/history")["html"].count("\n+ ") >= 3


def test_parts_are_added_changed_renamed_and_removed(page: Page) -> None:
    before = page.bench.path.read_bytes()
    page.send("POST", "/issues", {"title": "Lamps", "proposition": "More lamps"})
    page.send(
        "PUT", "/issues/lamps", {"title": "Street lamps", "proposition": "More lamps", "id": "street-lamps"}
    )
    dataset = load(page.bench.path).require()
    assert dataset.issues["street-lamps"].title == "Street lamps"
    page.send("DELETE", "/actors/traders", status=400)
    page.send("DELETE", "/actors/traders", {"with_positions": True})
    assert "traders" not in load(page.bench.path).require().stakeholders
    for _ in range(3):
        page.send("POST", "/undo")
    assert page.bench.path.read_bytes() == before


def test_what_changed_since_the_last_commit_is_a_diff_where_there_is_git(page: Page) -> None:
    assert "committed" not in page.get("/diff")
    folder = page.bench.folder
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "stakeholders.yaml"), ("commit", "-qm", "Begin")):
        subprocess.run([*git, *words], cwd=folder, check=True)
    assert page.get("/diff")["committed"] == ""
    file = page.bench.path
    file.write_text(file.read_text().replace("Market street", "High street"), encoding="utf-8")
    assert "+title: High street\n" in page.get("/diff")["committed"]
    assert "Changed since the last commit" in page.get("/view/history")["html"]


def test_as_it_stands_has_no_sides_where_stances_are_amounts(tmp_path: Path) -> None:
    file = tmp_path / "stakeholders.yaml"
    file.write_text(
        "format: 1\ntitle: T\nscale: {min: 0, max: 10, neutral: none}\nissues: {tax: {title: Tax}}\n"
        "stakeholders:\n  a: {name: A, positions: {tax: 1}}\n  b: {name: B, positions: {tax: 4}}\n"
    )
    html = Page(Bench(file)).get("/view/stands")["html"]
    assert "Agreement" in html
    assert "What unites" not in html
    assert "there is no table" not in html
