"""A dataset's quotations against its sources' texts."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from positions.dataset.load import Loaded, load
from positions.dataset.quotations.check import check_quotations, verify
from positions.dataset.quotations.search import Found, NotFound
from positions.dataset.quotations.source_text import read_source_text
from positions.problems import Problem

DATASET = """\
format: 1
title: Rural buses
issues:
  notice: {title: Notice}
  fares: {title: Fares}
sources:
  reply: {title: A reply, text: sources/reply.txt}
  lost: {title: Lost, text: sources/lost.txt}
  outside: {title: Outside, text: ../secret.txt}
  bare: {title: No text}
stakeholders:
  users:
    name: Users
    positions:
      notice:
        stance: support
        evidence:
          - {source: reply, quote: never without eight weeks' notice}
          - {source: reply, quote: never without six weeks' notice}
          - {source: bare, quote: anything}
          - {quote: from nowhere}
          - {source: reply}
      fares:
        - {stance: oppose, date: 2017, evidence: [{source: lost, quote: no}]}
        - stance: support
          date: 2018
          evidence: [{source: outside, quote: secret}, {source: reply, quote: Bananas}]
"""


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    (tmp_path / "dataset" / "sources").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    reply = "A reply.\n\nTimetables should be changed\nnever without eight weeks’ notice."
    (tmp_path / "dataset" / "sources" / "reply.txt").write_text(reply, encoding="utf-8")
    (tmp_path / "dataset" / "buses.yaml").write_text(DATASET, encoding="utf-8")
    return load(tmp_path / "dataset" / "buses.yaml")


def problems_of(loaded: Loaded) -> list[Problem]:
    assert loaded.folder is not None
    return check_quotations(loaded.require(), loaded.origin, verify(loaded.require(), loaded.folder))


def test_each_problem_stands_at_its_place_with_what_to_do(loaded: Loaded) -> None:
    seen = []
    for problem in problems_of(loaded):
        assert problem.location is not None
        excerpt = DATASET.splitlines()[(problem.location.line or 0) - 1]
        seen.append((problem.code, problem.severity, excerpt[(problem.location.column or 0) - 1 :][:20]))
    assert seen == [
        ("source-text-missing", "note", "sources/lost.txt}"),
        ("source-path-outside", "error", "../secret.txt}"),
        ("quote-not-found", "error", "never without six we"),
        ("quote-not-found", "error", "Bananas}]"),
    ]


def test_closest_passage_is_shown_as_a_person_reads_it(loaded: Loaded) -> None:
    first, second = (problem for problem in problems_of(loaded) if problem.code == "quote-not-found")
    assert first.message == "the quotation is not in sources/reply.txt as it stands"
    assert first.hint == (
        "closest, line 4: “never without eight weeks’ notice”\n"
        "difference: never without [-six-] {+eight+} weeks’ notice"
        "   ([-in the quotation only-], {+in the source only+})"
    )
    assert second.message == "the quotation is not in sources/reply.txt"
    assert second.hint == "nothing there is like it: is it the right source, or a translation?"


def test_verification_tells_each_quotation_apart(loaded: Loaded) -> None:
    assert loaded.folder is not None
    places = verify(loaded.require(), loaded.folder).quotations
    found = places["users", "notice", 0, 0]
    assert isinstance(found, Found)
    assert found.line == 4
    assert isinstance(places["users", "notice", 0, 1], NotFound)
    assert isinstance(places["users", "fares", 1, 1], NotFound)
    unchecked = [
        ("users", "notice", 0, 2),
        ("users", "notice", 0, 3),
        ("users", "fares", 0, 0),
        ("users", "fares", 1, 0),
    ]
    assert all(places[key] is None for key in unchecked)
    assert ("users", "notice", 0, 4) not in places


def test_each_source_is_read_once(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counting(path: Path) -> object:
        read.append(path.name)
        return read_source_text(path)

    monkeypatch.setattr("positions.dataset.quotations.source_text.read_source_text", counting)
    problems_of(loaded)
    assert read == ["reply.txt"]


def _article_dataset(folder: Path, shared: Path, changed: int | None = None) -> Loaded:
    """Write the article's dataset with its text beside it, one quotation changed in one word if asked."""
    with (shared / "seeds" / "article-positions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (folder / "sources").mkdir(exist_ok=True)
    article = next((shared / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    (folder / "sources" / "article.txt").write_text(article, encoding="utf-8")
    actors: dict[str, dict[str, object]] = {}
    for number, row in enumerate(rows):
        words = row["quote"].split()
        if number == changed:
            words[len(words) // 2] = "zebra"
        evidence = {
            "source": "article",
            "quote": " ".join(words),
            "basis": row["basis"],
            "speaker": row["speaker"] or "-",
        }
        actors.setdefault(row["stakeholder"], {})[row["issue"]] = {
            "stance": row["stance"],
            "evidence": [evidence],
        }
    dataset = {
        "format": 1,
        "title": "The article",
        "issues": {row["issue"]: {"title": row["issue"]} for row in rows},
        "sources": {"article": {"title": "The article", "text": "sources/article.txt"}},
        "stakeholders": {
            actor: {"name": actor, "positions": positions} for actor, positions in actors.items()
        },
    }
    (folder / "article.yaml").write_text(json.dumps(dataset, indent=1), encoding="utf-8")
    return load(folder / "article.yaml")


def test_the_article_verifies_and_one_changed_quotation_alone_is_reported(
    shared: Path, tmp_path: Path
) -> None:
    loaded = _article_dataset(tmp_path, shared)
    assert loaded.folder is not None
    assert problems_of(loaded) == []
    found = verify(loaded.require(), loaded.folder).quotations
    assert len(found) == 24
    assert all(isinstance(place, Found) for place in found.values())
    for changed in range(24):
        (problem,) = problems_of(_article_dataset(tmp_path, shared, changed))
        assert problem.code == "quote-not-found"
        assert problem.location is not None
        assert "zebra" in (problem.location.excerpt or "")
        assert "[-zebra-]" in (problem.hint or "")
