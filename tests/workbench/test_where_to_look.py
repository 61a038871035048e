"""Where to look: nearly all statements are listed, and not much else, on texts that were coded before."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
import yaml

from helpers.paths import DATA, REPOSITORY
from positions.dataset.models import Dataset
from positions.dataset.quotations.search import Found, SourceText, find_quotation
from positions.dataset.quotations.source_text import read_source_text
from positions.workbench.reading.paragraphs import paragraphs_of
from positions.workbench.reading.places_to_look import places_to_look
from positions.workbench.reading.sentences import sentences_of
from positions.workbench.reading.speakers import Voices

CASES = DATA / "where_to_look"
SEEDS = REPOSITORY.parent / "shared" / "seeds"
LISTED, SHARE = 0.9, 0.35

Span = tuple[int, int]


def dataset_of(issues: dict[str, dict[str, str]], actors: dict[str, dict[str, str]]) -> Dataset:
    raw = {"format": 1, "title": "x", "scale": "five-point", "issues": issues, "stakeholders": actors}
    return Dataset.model_validate(raw)


def measured(text: SourceText, dataset: Dataset, statements: list[Span]) -> tuple[float, float]:
    """Return the share of the statements that are listed, and of all sentences that the cursor stops at."""
    paragraphs = paragraphs_of(text)
    found = places_to_look(text.text, paragraphs, Voices(text.text, paragraphs, dataset), dataset.issues)
    hit = sum(any(one.start < end and start < one.end for one in found) for start, end in statements)
    sentences = [span for one in paragraphs for span in sentences_of(text.text, one.start, one.end)]
    return hit / len(statements), len(found) / len(sentences)


def spans_of(text: SourceText, beginnings: list[str]) -> Iterator[Span]:
    for words in beginnings:
        assert text.text.count(words) == 1, words
        start = text.text.index(words)
        yield start, start + len(words)


@pytest.mark.parametrize("name", ["harbour", "minutes", "schools"])
def test_statements_are_listed_and_little_else(name: str) -> None:
    text = read_source_text(CASES / f"{name}.txt")
    assert isinstance(text, SourceText)
    case = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    statements = list(spans_of(text, case["statements"]))
    dataset = dataset_of(case["issues"], case["actors"])
    listed, share = measured(text, dataset, statements)
    assert listed >= LISTED
    assert share <= SHARE


def test_the_article_s_statements_are_listed_and_little_else() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the article is not here")
    text = read_source_text(next(SEEDS.glob("*.txt")))
    assert isinstance(text, SourceText)
    with (SEEDS / "article-issues.csv").open(encoding="utf-8") as file:
        issues = {
            row["issue"]: {"title": row["title"], "proposition": row["proposition"]}
            for row in csv.DictReader(file)
        }
    names = {
        "localis": "Localis",
        "lga": "LGA",
        "ccn": "County Councils Network",
        "government": "UK Government",
    }
    actors = {actor: {"name": name} for actor, name in names.items()}
    with (SEEDS / "article-positions.csv").open(encoding="utf-8") as file:
        found = [find_quotation(row["quote"], text) for row in csv.DictReader(file)]
    statements = [(one.start, one.end) for one in found if isinstance(one, Found)]
    listed, share = measured(text, dataset_of(issues, actors), statements)
    assert listed >= LISTED
    assert share <= SHARE


def test_a_text_whose_actors_nobody_has_named_yet_is_not_without_places() -> None:
    """What a new dataset knows is its issues; the press has residents, critics and officials speak."""
    wanted = (
        "Some residents voiced concerns, claiming that the bridge would bring noise.",
        "Campaigners alleged that nobody had counted the lorries.",
        "Opposing the bridge, Dora Klein raised doubts about its cost, stating that the town is poor.",
    )
    other = (
        "The meeting began at seven in the town hall.",
        "Residents came by bus, and the doors were closed at eight.",
        "The bridge is ninety metres long and has two lanes.",
    )
    text = SourceText("\n\n".join(sentence for pair in zip(wanted, other, strict=True) for sentence in pair))
    paragraphs = paragraphs_of(text)
    issues = {"bridge": {"title": "Bridge", "proposition": "The bridge should be built"}}
    dataset = dataset_of(issues, {})
    found = places_to_look(text.text, paragraphs, Voices(text.text, paragraphs, dataset), dataset.issues)
    assert tuple(text.text[one.start : one.end] for one in found) == wanted


def test_a_body_that_is_no_actor_yet_is_not_taken_for_another() -> None:
    text = SourceText(
        "The Town Council wants night buses.\n\n"
        "The Traders' Association told the Town Council that it rejects them. "
        "“Nobody needs a bus,” it added.\n\n"
        "“Lamps would do,” the Council replied.\n\n"
        "Despite this, members of the public complained that nobody listens."
    )
    paragraphs = paragraphs_of(text)
    dataset = dataset_of(
        {"buses": {"title": "Night Buses"}}, {"council": {"name": "Town Council", "short": "Council"}}
    )
    voices = Voices(text.text, paragraphs, dataset)

    def speaker(words: str) -> str | None:
        start = text.text.index(words)
        number = next(one.number for one in paragraphs if one.start <= start < one.end)
        return voices.guess(number, start, start + len(words)).actor

    assert speaker("wants night buses") == "council"
    assert speaker("rejects them") is None
    assert speaker("Nobody needs a bus") is None
    assert speaker("Lamps would do") == "council"
    assert speaker("nobody listens") is None
