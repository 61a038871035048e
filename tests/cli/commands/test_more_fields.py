"""Every key of the format can be given to `add` and `set`, and what is private stays so when it is edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.cli import main
from positions.dataset.load import load
from positions.dataset.models import Dataset, Evidence, Issue, Position, Source, Stakeholder
from positions.dataset.private_values import PrivateNumber, PrivateText

DATA = """\
format: 1
title: T
issues:
  i: {title: I, proposition: One should}
sources:
  s: {title: S, date: 2024}
stakeholders:
  a:
    name: A
    positions:
      i: {stance: support, evidence: [{source: s, quote: yes}]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data.yaml").write_text(DATA)
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Dataset:
    assert main([*words, "-d", "data.yaml", "-q"]) == 0, words
    return load(Path("data.yaml")).require()


def entry_of(dataset: Dataset, actor: str = "a", issue: str = "i") -> Position:
    return dataset.stakeholders[actor].positions[issue][-1]


MORE = ("--attribute", "venue=parliament", "--attribute", "round=2", "--private", "note")
CORRECTED = ("--corrected-from", "oppose", "--corrected-on", "2025-01", "--corrected-why", "misread")


@pytest.mark.parametrize("words", [("set", "position", "a", "i"), ("add", "position", "b", "i", "support")])
def test_more_of_a_position(words: tuple[str, ...]) -> None:
    run("add", "stakeholder", "b", "--name", "B")
    actor = words[2]
    evidence = ("--source", "s", "--quote", "no") if words[0] == "add" else ()
    private = ("--salience", "70", "--note", "N", "--private", "salience,evidence,position")
    found = entry_of(run(*words, *MORE, *CORRECTED, *evidence, *private), actor)
    assert found.attributes == {"venue": "parliament", "round": "2"}
    assert found.correction is not None
    assert (found.correction.date.text, found.correction.from_, found.correction.why) == (
        "2025-01",
        "oppose",
        "misread",
    )
    assert isinstance(found.note, PrivateText)
    assert isinstance(found.salience, PrivateNumber)
    assert found.private
    assert found.evidence[-1].private
    changed = entry_of(
        run("set", "position", actor, "i", "--note", "Other", "--salience", "5", "--attribute", "round="),
        actor,
    )
    assert (changed.note, changed.salience) == (PrivateText("Other"), PrivateNumber(5))
    assert changed.attributes == {"venue": "parliament"}
    assert changed.correction == found.correction
    public = entry_of(
        run("set", "position", actor, "i", "--public", "note,salience,position,evidence"), actor
    )
    assert (public.note, public.salience, public.private) == ("Other", 5, False)
    assert not public.evidence[-1].private


def test_more_of_parts() -> None:
    actor = run(
        "set",
        "stakeholder",
        "a",
        "--attribute",
        "region=North",
        "--influence",
        "50",
        "--private",
        "influence",
    )
    assert actor.stakeholders["a"].attributes == {"region": "North"}
    assert actor.stakeholders["a"].influence == PrivateNumber(50)
    assert run("set", "stakeholder", "a", "--private", "stakeholder").stakeholders["a"].private
    assert not run("set", "stakeholder", "a", "--public", "stakeholder").stakeholders["a"].private
    source = run(
        "set",
        "source",
        "s",
        "--archived-url",
        "https://example.org/a",
        "--archived-on",
        "2024-02",
        "--sha256",
        "a" * 64,
    )
    archived = source.sources["s"].archived
    assert archived is not None
    assert archived.date is not None
    assert (archived.url, archived.date.text) == ("https://example.org/a", "2024-02")
    assert run("set", "source", "s", "--archived-on", "2024-03").sources["s"].archived is not None
    issue = run(
        "add",
        "issue",
        "q",
        "--title",
        "Quota",
        "--proposition",
        "The quota of cod",
        "--scale",
        "0:100:none",
        "--unit",
        "t",
    )
    assert (issue.issues["q"].unit, issue.scale_of("q").is_amount) == ("t", True)
    held = entry_of(run("add", "position", "a", "q", "20", "--accepts", "10:"), issue="q")
    assert held.acceptable is not None
    assert (held.acceptable.min, held.acceptable.max) == (10, None)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("set", "position", "a", "i", "--attribute", "venue"), "is not NAME=VALUE"),
        (("set", "position", "a", "i", "--private", "note"), "there is no note to be private"),
        (("set", "position", "a", "i", "--private", "all"), "'all' is not one of"),
        (("set", "position", "a", "i", "--corrected-on", "2025"), "missing: --corrected-from"),
        (("set", "position", "a", "i", "--corrected-from", "oppose"), "missing: --corrected-on"),
        (("set", "position", "a", "i", "--accepts", "10"), "is not MIN:MAX"),
        (("set", "position", "a", "i", "--accepts", "few:"), "'few' is not a number"),
        (("set", "source", "s", "--archived-on", "2024"), "missing: --archived-url"),
        (("set", "source", "s", "--sha256", "abc"), "--sha256"),
        (("set", "issue", "i", "--scale", "wide"), "wide"),
        (("add", "position", "a", "i", "oppose", "--date", "2025", "--private", "evidence"), "no evidence"),
        (("set", "stakeholder", "a", "--public", "salience"), "nothing that could be private"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "-d", "data.yaml"]) == 2
    err = capsys.readouterr().err
    assert says in err
    assert "Traceback" not in err
    assert Path("data.yaml").read_text() == DATA


ELSEWHERE = {
    ("Position", "evidence"),  # add evidence
    ("Stakeholder", "positions"),  # add position
    ("Stakeholder", "influences"),  # a table of its own, in the file
    ("Stakeholder", "was"),  # rename writes it
    ("Issue", "was"),
    ("Position", "stance"),  # an argument
}


def test_every_field_has_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    said = {
        ("Position", "condition"): "--condition",
        ("Position", "acceptable"): "--accepts",
        ("Position", "correction"): "--corrected-from",
        ("Position", "attributes"): "--attribute",
        ("Stakeholder", "attributes"): "--attribute",
        ("Issue", "tags"): "--tag",
        ("Source", "archived"): "--archived-url",
    }
    for model, what in (
        (Position, "position"),
        (Evidence, "position"),
        (Stakeholder, "stakeholder"),
        (Issue, "issue"),
        (Source, "source"),
    ):
        for command in ("add", "set"):
            assert main([command, what, "--help-all"]) == 0
            shown = capsys.readouterr().out
            for field in model.model_fields:
                if (model.__name__, field) in ELSEWHERE:
                    continue
                option = said.get((model.__name__, field), f"--{field.replace('_', '-')}")
                assert f"{option} " in shown, (command, what, field)
