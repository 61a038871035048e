"""`positions add`: what it writes, what it says, what it refuses, and what it asks on a terminal."""

from __future__ import annotations

import difflib
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from positions.cli import main, prompts
from positions.cli.commands.add.position_questions import ask_how
from positions.dataset.editing.plans.cells import CellTakenError, NewPosition
from positions.dataset.load import load

ORDER = "To see more deals agreed sooner rather than later"


@pytest.fixture
def example(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example, in the folder in which commands are run."""
    path = tmp_path / "stakeholders.yaml"
    path.write_bytes((repository / "data" / "stakeholders.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A dataset as `init` starts it, whose source has a text."""
    assert main(["init", str(tmp_path)]) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "stakeholders.yaml"


def changed(before: str, after: str) -> list[str]:
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in diff if not line.startswith(("---", "+++", "@@"))]


SECOND = ["add", "position", "lga", "new-structures", "support", "--quote", ORDER, "--source", "pse-2017"]


def test_a_second_position_of_the_same_date_says_what_is_missing(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = example.read_bytes()
    assert main(SECOND) == 2
    out, err = capsys.readouterr()
    assert (out, example.read_bytes()) == ("", before)
    assert "LGA on New structures: there is a position already: oppose, 2017-03" in err
    assert "--date" in err
    assert "--replace" in err


def test_a_second_position_with_a_date_is_a_minimal_diff(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = example.read_text("utf-8")
    assert main([*SECOND, "--date", "2018-05"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Added: LGA on New structures: support (stakeholders.yaml:155)\n")
    assert changed(before, example.read_text("utf-8")) == [
        "-        stance: oppose",
        "+      - stance: oppose",
        "+      - stance: support",
        "+        date: 2018-05",
        "+        evidence:",
        "+          - source: pse-2017",
        f"+            quote: {ORDER}",
    ]
    assert example.read_text("utf-8").splitlines()[154] == "      - stance: support"


def test_replacing(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SECOND, "--replace"]) == 0
    assert capsys.readouterr().err == "Replaced: LGA on New structures: support (stakeholders.yaml:147)\n"
    (entry,) = load(example).require().stakeholders["lga"].positions["new-structures"]
    assert (entry.stance, entry.confidence, entry.evidence[0].quote) == ("support", None, ORDER)


def test_a_dry_run_shows_the_diff_and_writes_nothing(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = example.read_bytes()
    assert main([*SECOND, "--date", "2018", "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert "\n+      - stance: support\n" in out
    assert out.startswith("--- stakeholders.yaml\n+++ stakeholders.yaml\n@@ ")
    assert err == "Nothing was written (--dry-run).\n"
    assert example.read_bytes() == before


def test_everything_that_can_be_said_of_a_position(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = started.read_text("utf-8")
    words = ["add", "position", "Council", "Parking charges", "neutral", "--replace", "--date", "2026-02-01"]
    words += ["--source", "example-notice", "--locator", "last line", "--speaker", "The Mayor"]
    words += ["--basis", "attributed", "--confidence", "low", "--condition", "yes, if: free on Sundays"]
    words += ["--salience", "62.5", "--note", " # checked ", "--coder", "no", "--translation", "“x”"]
    assert main(words) == 0
    assert changed(before, started.read_text("utf-8")) == [
        "-      parking-charges: silent       # looked for, and not found",
        "+      parking-charges:       # looked for, and not found",
        "+        stance: neutral",
        "+        date: 2026-02-01",
        "+        salience: 62.5",
        "+        confidence: low",
        '+        condition: "yes, if: free on Sundays"',
        '+        note: "# checked"',
        '+        coder: "no"',
        "+        evidence:",
        "+          - source: example-notice",
        '+            translation: "“x”"',
        "+            speaker: The Mayor",
        "+            locator: last line",
        "+            basis: attributed",
    ]
    assert capsys.readouterr().err.startswith("Replaced: Council on Parking charges: neutral")


def test_a_quotation_is_looked_for_at_once(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = started.read_bytes()
    words = ["add", "position", "traders", "low-traffic-zone", "oppose", "--date", "2026-02"]
    words += ["--source", "example-notice", "--quote"]
    assert main([*words, "a closed square with no deliveries would close our shops"]) == 1
    err = capsys.readouterr().err
    assert "error[quote-not-found]: the quotation is not in sources/example-notice.txt as it stands" in err
    assert "a closed square without deliveries would close our shops" in err
    assert "--force" in err
    assert started.read_bytes() == before
    assert main([*words, "a closed square\n   without  deliveries would close our shops"]) == 0
    err = capsys.readouterr().err
    assert "The quotation is in sources/example-notice.txt, line " in err
    entries = load(started).require().stakeholders["traders"].positions["low-traffic-zone"]
    assert entries[1].evidence[0].quote == "a closed square without deliveries would close our shops"


def test_a_quotation_may_be_forced(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["add", "position", "traders", "low-traffic-zone", "support", "--date", "2026-02"]
    assert main([*words, "--source", "example-notice", "--quote", "we changed our minds", "--force"]) == 0
    assert "Kept anyway" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lgx", "rebalancing", "support"], "did you mean 'LGA'?"),
        (["lga", "rebalancin", "support"], "did you mean 'Rebalancing'?"),
        (
            ["lga", "rebalancing", "supportt"],
            "did you mean 'support'? the scale has strongly-oppose, oppose,",
        ),
        (["lga", "rebalancing", "2"], "the scale has strongly-oppose"),
        (["lga", "rebalancing", "support", "--source", "pse-2018"], "did you mean 'pse-2017'?"),
        (["lga", "rebalancing", "support", "--date", "May"], "is not a date"),
        (["lga", "rebalancing", "support", "--salience", "120"], "--salience must be at most 100, not 120"),
        (["lga", "rebalancing", "support", "--basis", "guess"], "'guess' is not one of"),
        (["lga", "rebalancing", "support", "--basis", "attributed"], "missing: --speaker"),
        (["lga", "rebalancing", "support"], "--date"),
        (["lga", "rebalancing"], "missing: STANCE"),
        ([], "missing: ACTOR, ISSUE, STANCE"),
    ],
)
def test_what_is_wrong_with_a_position_is_said(
    words: list[str], said: str, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = example.read_bytes()
    assert main(["add", "position", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert example.read_bytes() == before


def test_on_a_range_a_stance_is_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "stakeholders.yaml"
    text = "format: 1\ntitle: T\nscale: {min: -5, max: 5}\nissues: {x: {title: X}}\n"
    text += "stakeholders: {a: {name: A}}\n"
    path.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    for word in ("7", "1_0", "high"):
        assert main(["add", "position", "a", "x", word]) == 2
        assert "a number from -5 to 5" in capsys.readouterr().err
    assert main(["add", "position", "a", "x", "--", "-2.5"]) == 0
    assert path.read_text("utf-8") == text.replace("{name: A}", "{name: A, positions: {x: -2.5}}")


def test_a_nominal_scale_takes_a_new_label(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "stakeholders.yaml"
    text = "format: 1\ntitle: T\nscale: nominal\nissues: {x: {title: X}, z: {title: Z}}\nstakeholders:\n"
    path.write_text(f"{text}  a: {{name: A, positions: {{x: bus}}}}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["add", "position", "a", "z", "no"]) == 0
    assert path.read_text("utf-8").endswith('positions: {x: bus, z: "no"}}\n')


def test_a_stakeholder_an_issue_and_a_source(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = example.read_text("utf-8")
    assert (
        main(["add", "stakeholder", "nalc", "--name", "National: NALC", "--short", "NALC", "--kind", "no"])
        == 0
    )
    words = ["--proposition", "Parishes should be asked", "--tag", "governance,money", "--weight", "2"]
    assert main(["add", "issue", "parishes", "--title", "Parishes", *words]) == 0
    assert (
        main(["add", "source", "s-2018", "--title", "Two", "--date", "2018", "--url", "https://x.org/#a"])
        == 0
    )
    assert capsys.readouterr().err == (
        "Added: stakeholder nalc, National: NALC (stakeholders.yaml:296)\n"
        "Added: issue parishes, Parishes (stakeholders.yaml:51)\n"
        "Added: source s-2018, Two (stakeholders.yaml:67)\n"
    )
    assert changed(before, example.read_text("utf-8")) == [
        "+  parishes:",
        "+    title: Parishes",
        "+    proposition: Parishes should be asked",
        "+    tags: [governance, money]",
        "+    weight: 2",
        "+  s-2018:",
        "+    title: Two",
        "+    date: 2018",
        "+    url: https://x.org/#a",
        "+",
        "+  nalc:",
        '+    name: "National: NALC"',
        "+    short: NALC",
        '+    kind: "no"',
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["stakeholder"], 2, "missing: ID, --name"),
        (["stakeholder", "x"], 2, "missing: --name"),
        (["issue", "x", "--title", " "], 2, "missing: --title, --proposition"),
        (["source"], 2, "missing: ID, --title"),
        (["source", "pse-2017", "--title", "x"], 2, "there is a source 'pse-2017' already"),
        (["stakeholder", "a b", "--name", "x"], 2, "cannot be an id"),
        (["stakeholder", "x", "--name", "x", "--member-of", "lgo"], 2, "did you mean 'LGA'?"),
        (["source", "x", "--title", "x", "--date", "2018-13"], 2, "--date: "),
        (["source", "x", "--title", "x", "--text", "../secret.txt"], 1, "source-path-outside"),
        (["issue", "x", "--title", "x", "--proposition", "y", "--weight", "0"], 2, "--weight must be"),
        (["positon"], 2, "did you mean 'position'?"),
        ([], 2, "add what?"),
    ],
)
def test_what_is_wrong_with_a_part_is_said(
    words: list[str], code: int, said: str, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = example.read_bytes()
    assert main(["add", *words]) == code
    assert said in capsys.readouterr().err
    assert example.read_bytes() == before


def test_a_text_that_is_not_there_yet_is_said(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "source", "x", "--title", "x", "--text", "sources/x.txt"]) == 0
    assert "there is no file 'sources/x.txt'" in capsys.readouterr().err
    assert load(example).require().sources["x"].text == "sources/x.txt"


def test_a_warning_that_the_addition_brings_is_said(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "stakeholder", "other", "--name", "LGA"]) == 0
    assert "warning[same-name]" in capsys.readouterr().err


def test_the_example_is_never_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["add", "issue", "x"], ["add", "position"], ["rename", "issue", "a", "b"]):
        assert main(words) == 2
        assert "there is no dataset here" in capsys.readouterr().err
    assert main(["add", "issue", "x", "-d", "-"]) == 2
    assert "standard input cannot be changed" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["position", "stakeholder", "issue", "source"])
def test_the_help_of_each_fits_a_terminal(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", word, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.index("Examples:") < out.index(f"Usage: positions add {word}")
    assert max(map(len, out.splitlines())) <= 80
    assert "<str>" not in out


@pytest.mark.parametrize(
    ("proposition", "is_told"),
    [("Parking", True), ("parking fees", True), ("Parking should cost more", False)],
)
def test_a_title_in_place_of_a_proposition_is_told(
    proposition: str, is_told: bool, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "issue", "parking", "--title", "Parking", "--proposition", proposition]) == 0
    assert ("reads like a title" in capsys.readouterr().err) == is_told
    assert load(example).require().issues["parking"].proposition == proposition


pexpect: Any = pytest.importorskip("pexpect", reason="terminals are tried with pexpect")
on_a_terminal = pytest.mark.skipif(not hasattr(os, "fork"), reason="no pseudo-terminals")


def answer(folder: Path, words: list[str], answers: list[tuple[str, str]]) -> str:
    """Run a command on a terminal, give each answer after its question, and return all that was shown."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "positions", *words],
        cwd=str(folder),
        encoding="utf-8",
        timeout=30,
        dimensions=(50, 100),
        env={**os.environ, "TERM": "dumb", "INPUTRC": os.devnull},
    )
    shown = ""
    for question, reply in answers:
        child.expect_exact(question)
        shown += child.before + question
        child.sendline(reply)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, shown + child.before
    return (shown + str(child.before)).replace("\r\n", "\n")


@on_a_terminal
def test_a_whole_conversation_about_a_position(started: Path) -> None:
    shown = answer(
        started.parent,
        ["add", "position"],
        [
            ("Whose position?", "nobody"),
            ("Whose position?", "tra"),
            ("On which issue?", "1"),
            ("Stance?", "strong"),
            ("Stance?", "strongly-o"),
            ("Source?", "1"),
            ("> ", "a closed square with deliveries"),
            ("> ", "would close our shops"),
            ("> ", ""),
            ("k to keep it anyway", ""),
            ("> ", "a closed square without deliveries"),
            ("> ", "would close our shops"),
            ("> ", ""),
            ("Speaker", "Nobody"),
            ("Basis?", "<"),
            ("Speaker", "The chair"),
            ("Basis?", "rumour"),
            ("Basis?", ""),
            ("Your confidence?", "h"),
            ("Date, where it is not 2026-01, its source's", "soon"),
            ("Date, where", ""),
            ("Condition", "<"),
            ("Date, where", ""),
            ("Condition", "if the square stays open"),
            ("Date of the new one", "soon"),
            ("Date of the new one", "2026-02-03"),
        ],
    )
    assert "< goes back to the question before" in shown
    assert "'rumour' is not one of stated, reported, attributed, inferred" in shown
    assert "there is no stakeholder 'nobody'" in shown
    assert "Through traffic should be kept out of the town centre" in shown
    assert "'strong' begins several (strongly-oppose, strongly-support)" in shown
    assert re.search("9  silent +no position: looked for, and not found\n", shown)
    assert "quote-not-found" in shown
    assert "The quotation is in sources/example-notice.txt, line " in shown
    assert "there is a position already: oppose, 2026-01" in shown
    assert "'soon' is not a date" in shown
    assert "Added: Traders on Low-traffic zone: strongly-oppose (stakeholders.yaml:" in shown
    old, new = load(started).require().stakeholders["traders"].positions["low-traffic-zone"]
    assert (old.stance, new.stance, str(new.date)) == ("oppose", "strongly-oppose", "2026-02-03")
    assert new.confidence == "high"
    assert (new.evidence[0].speaker, new.evidence[0].basis) == ("The chair", None)
    assert new.condition is not None
    assert new.condition.text == "if the square stays open"
    assert new.evidence[0].quote == "a closed square without deliveries would close our shops"


@on_a_terminal
def test_what_is_given_is_not_asked_for_and_the_old_one_may_be_replaced(started: Path) -> None:
    answer(
        started.parent,
        ["add", "position", "council", "parking-charges", "support", "--date", "2026-03"],
        [("Date of the older one", "r")],
    )
    (entry,) = load(started).require().stakeholders["council"].positions["parking-charges"]
    assert (entry.stance, str(entry.date)) == ("support", "2026-03")


def test_two_statements_of_one_day_may_stand_beside_each_other(
    started: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By an option, as the workbench writes it, and on a terminal by b."""
    words = ["add", "position", "council", "parking-charges", "support", "--date", "2026-03"]
    assert main([*words, "--replace"]) == 0
    assert main([*words[:-3], "oppose", *words[-2:]]) == 2
    assert main([*words[:-3], "oppose", *words[-2:], "--same-date"]) == 0
    entries = load(started).require().stakeholders["council"].positions["parking-charges"]
    assert [(one.stance, str(one.date)) for one in entries] == [("support", "2026-03"), ("oppose", "2026-03")]
    new = NewPosition("council", "parking-charges", entries[1])
    monkeypatch.setattr(prompts, "_line", lambda prompt: "b" if "or r or b" in prompt else "")
    assert ask_how(new, CellTakenError("other-date", "there is one", "")).same_date


@on_a_terminal
def test_the_older_one_may_be_given_its_date(started: Path) -> None:
    answer(
        started.parent,
        ["add", "position", "council", "parking-charges", "support", "--date", "2026-03"],
        [("Date of the older one", "2025")],
    )
    assert (
        "      parking-charges:\n"
        "        - {stance: silent, date: 2025}       # looked for, and not found\n"
        "        - {stance: support, date: 2026-03}\n"
    ) in started.read_text("utf-8")


@pytest.mark.slow
@on_a_terminal
def test_conversations_about_the_other_parts(started: Path) -> None:
    folder = started.parent
    answer(
        folder,
        ["add", "stakeholder"],
        [
            ("Full name", ""),
            ("Full name", "Çyclists’ Union"),
            ("Id (Enter: cyclists-union)", ""),
            ("Short", "CU"),
            ("What", ""),
        ],
    )
    answer(
        folder,
        ["add", "issue"],
        [("Title", "Bus fares"), ("Id (Enter: bus-fares)", "fares"), ("Proposition", "Buses should be free")],
    )
    answer(
        folder,
        ["add", "source"],
        [
            ("Title", "Letter"),
            ("Id (Enter: letter)", "traders"),
            ("Publisher", ""),
            ("Date", "yesterday"),
            ("Date", "2026-02"),
            ("Web address", ""),
            ("A copy of the text", "sources/letter.txt"),
        ],
    )
    dataset = load(started).require()
    assert dataset.stakeholders["cyclists-union"].short == "CU"
    assert dataset.issues["fares"].proposition == "Buses should be free"
    assert str(dataset.sources["traders"].date) == "2026-02"


@on_a_terminal
def test_the_end_of_the_answers_writes_nothing(started: Path) -> None:
    before = started.read_bytes()
    child = pexpect.spawn(
        sys.executable,
        ["-m", "positions", "add", "position"],
        cwd=str(started.parent),
        encoding="utf-8",
        timeout=30,
    )
    child.expect_exact("Whose position?")
    child.sendeof()
    child.expect_exact("nothing was written")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert started.read_bytes() == before


NEEDING = ["add", "position", "Council", "Parking charges", "neutral", "--replace"]


def test_what_a_condition_needs(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [*NEEDING, "--condition", "fewer cars", "--needs", "Low-traffic zone=for"]
    before = started.read_text("utf-8")
    assert main(words) == 0
    assert changed(before, started.read_text("utf-8")) == [
        "-      parking-charges: silent       # looked for, and not found",
        "+      parking-charges:       # looked for, and not found",
        "+        stance: neutral",
        "+        condition:",
        "+          text: fewer cars",
        "+          needs:",
        "+            low-traffic-zone: for",
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--needs", "low-traffic-zone=for"], "--needs without --condition"),
        (["--condition", "c", "--needs", "low-traffic-zone"], "'low-traffic-zone' is not a need"),
        (["--condition", "c", "--needs", "low-traffic-zone=fr"], "did you mean 'for'"),
        (["--condition", "c", "--needs", "high-traffic-zone=for"], "there is no issue 'high-traffic-zone'"),
    ],
)
def test_needs_that_are_none(
    started: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    before = started.read_bytes()
    assert main([*NEEDING, *more]) == 2
    assert said in capsys.readouterr().err
    assert started.read_bytes() == before
