"""Datasets written as YAML: read back equal, by this program and by a YAML 1.1 reader."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.load import load, load_bytes
from positions.dataset.models import Dataset, Evidence, Issue, Position, Source, Stakeholder
from positions.dataset.scale import FIVE_POINT, THREE_POINT, Scale
from positions.dataset.yaml.scalar_output import number_text, scalar_text
from positions.problems import DataError
from positions.vocabulary import BASES, CONFIDENCES, NON_POSITIONS

AWKWARD = [
    "no", "Yes", "y", "off", "null", "~", "=", "<<", "NULL", "010", "0x1F", "0o17", "1_000", "1,5", "52:48",
    "1e3", "+1", ".5", ".inf", "-.NaN", "2017", "2017-03", "2017-03-23", "2001-12-14t21:59:43.10-05:00",
    "12:30:45", "---", "...", "- a", "? a", ": a", "a: b", "a:", "a #b", "a# b", "#a", "[a", "{a}", "a, b",
    "&a", "*a", "!a", "|", ">", "'a'", '"a"', "%a", "@a", "`a", "“a”", " a", "a ", "a\nb", "\n", "a\tb",
    "a\u00a0b", "\u2028", "\ufeffa", "it's", 'say "no": ever', "back\\slash", "é", "日本", "a\u200cb",
    "\U0001f600", "C:\\x", "a:b", "http://x.org/#y",
]  # fmt: skip

allowed = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs"),
    exclude_characters="\ufffe\uffff",
    include_characters="\n\t",
)
texts = st.one_of(st.sampled_from(AWKWARD), st.text(allowed, min_size=1, max_size=12))
ids = st.from_regex(r"[a-zA-Z0-9_.-]{1,6}", fullmatch=True).filter(lambda name: name not in ("id", "label"))
maybe_text = st.none() | texts
percents = st.none() | st.integers(0, 100) | st.floats(0, 100)
dates = st.none() | st.sampled_from(["2016", "2017-03", "2017-03-23"])


def parts(number: int, *names: str) -> st.SearchStrategy[dict[str, str | None]]:
    return st.fixed_dictionaries(
        dict.fromkeys(names[:number], texts), optional=dict.fromkeys(names[number:], maybe_text)
    )


def evidence(sources: list[str]) -> st.SearchStrategy[Evidence]:
    return st.builds(
        lambda texts, source, basis: Evidence(**texts, source=source, basis=basis),
        parts(0, "quote", "translation", "speaker", "locator"),
        st.none() | st.sampled_from(sources or ["nowhere"]),
        st.none() | st.sampled_from(BASES),
    )


def conditions(issues: list[str]) -> st.SearchStrategy[dict[str, object]]:
    needs = st.dictionaries(st.sampled_from(issues), st.sampled_from(["for", "against"]))
    return st.fixed_dictionaries({"text": texts, "needs": needs if issues else st.just({})})


def positions(
    stances: st.SearchStrategy[str | float], sources: list[str], issues: list[str]
) -> st.SearchStrategy[Position]:
    return st.builds(
        lambda known, texts: Position.model_validate({**known, **texts}),
        st.fixed_dictionaries(
            {"stance": stances},
            optional={
                "date": dates,
                "salience": percents,
                "confidence": st.none() | st.sampled_from(CONFIDENCES),
                "condition": st.none() | texts | conditions(issues),
                "evidence": st.lists(evidence(sources), max_size=2),
            },
        ),
        parts(0, "note", "coder"),
    )


SCALES: list[tuple[Scale, st.SearchStrategy[str | float]]] = [
    (FIVE_POINT, st.sampled_from([*FIVE_POINT.labels, *NON_POSITIONS])),
    (THREE_POINT, st.sampled_from([*THREE_POINT.labels])),
    (
        Scale("levels", {"no": -1.0, "yes: now": 3.5}, -1.0, 3.5, 0.5, "interval"),
        st.sampled_from(["no", "yes: now"]),
    ),
    (Scale("range", {}, 0.0, 1e-7, 0.0, "interval"), st.floats(0, 1e-7)),
    (Scale("range", {}, -1e17, 1e17, 0.0, "ordinal"), st.floats(-1e17, 1e17)),
    (Scale.nominal(("no", "2017 a", "unused")), st.sampled_from(["no", "2017 a"])),
]


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    scale, stances = draw(st.sampled_from(SCALES))
    issues = draw(st.dictionaries(ids, parts(1, "title", "proposition", "note"), max_size=3))
    sources = draw(st.dictionaries(ids, parts(1, "title", "publisher", "url", "text"), max_size=2))
    cells = st.lists(positions(stances, list(sources), list(issues)), min_size=1, max_size=2)
    actors = draw(st.dictionaries(ids, parts(1, "name", "short", "kind", "note"), max_size=3))
    weights = st.just(1) | st.floats(1e-9, 1e9)
    return Dataset(
        format=1,
        title=draw(texts),
        scale=scale,
        issues={
            name: Issue.model_validate(
                {**fields, "tags": draw(st.lists(texts, max_size=2)), "weight": draw(weights)}
            )
            for name, fields in issues.items()
        },
        sources={
            name: Source.model_validate({**fields, "date": draw(dates)}) for name, fields in sources.items()
        },
        stakeholders={
            name: Stakeholder.model_validate(
                {
                    **fields,
                    "influence": draw(percents),
                    "influences": draw(
                        st.dictionaries(st.sampled_from(list(actors)), st.integers(0, 4), max_size=2)
                    ),
                    "attributes": draw(st.dictionaries(ids, texts, max_size=1)),
                    "positions": draw(st.dictionaries(st.sampled_from(list(issues)), cells, max_size=2))
                    if issues
                    else {},
                }
            )
            for name, fields in actors.items()
        },
    )


@settings(max_examples=examples(40))
@given(datasets())
def test_a_dataset_reads_back_equal(dataset: Dataset) -> None:
    text = dataset_to_yaml(dataset, ["Two lines", "# of: comment"])
    read = load_bytes(text.encode(), several_coders=True)
    syntax = [problem for document in read.origin.documents for problem in document.problems]
    assert syntax == []
    again = Dataset.model_validate(read.origin.documents[0].value)
    if dataset.scale.is_nominal:  # whose labels are declared, since one of them is not used
        assert again.scale.labels == dataset.scale.labels
    assert again == dataset


@given(st.one_of(texts, st.sampled_from(AWKWARD)))
def test_a_text_is_the_same_text_to_a_yaml_1_1_reader(text: str) -> None:
    assert yaml.safe_load(f"key: {scalar_text(text)}\n") == {"key": text}
    assert yaml.safe_load(f"{scalar_text(text)}: 1\n") == {text: 1}
    assert yaml.safe_load(f"- {scalar_text(text)}\n") == [text]


@given(st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_the_same_number_to_a_yaml_1_1_reader(number: float) -> None:
    read = yaml.safe_load(number_text(number))
    assert isinstance(read, int | float)
    assert read == number


@pytest.mark.parametrize(
    "text",
    [
        "Local leadership",
        "2017-03",
        "support",
        "https://x.org/a#b",
        "County versus city",
        "it's",
        "a:b, c",
        "x-1",
    ],
)
def test_harmless_text_stays_without_quotation_marks(text: str) -> None:
    assert scalar_text(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [("no", '"no"'), ('say "no"', 'say "no"'), ('"no": ever', "'\"no\": ever'"), ("a\nb: c", '"a\\nb: c"')],
)
def test_quotation_marks_are_the_plainest_that_do(text: str, written: str) -> None:
    assert scalar_text(text) == written


def test_the_example_reads_back_equal_and_reads_well(repository: Path) -> None:
    dataset = load(repository / "data" / "stakeholders.yaml").require()
    text = dataset_to_yaml(dataset)
    assert load_bytes(text.encode()).require() == dataset
    assert "    tags: [governance]\n" in text
    assert '    title: "Localis: Industrial reform must be driven and led at local level"\n' in text
    cell = (
        "      automatic-powers:\n        stance: oppose\n        confidence: low\n        evidence:\n"
        "          - source: pse-2017\n            quote: To see more deals agreed sooner"
    )
    assert cell in text


SMALL = """format: 1
title: T
scale: {scale}

issues:
  x:
    title: X

stakeholders:
  a:
    name: A
    positions:
      x: {stance}
"""


def test_the_short_form_is_used_where_there_is_nothing_but_a_stance() -> None:
    text = SMALL.format(scale="three-point", stance="support")
    assert dataset_to_yaml(load_bytes(text.encode()).require()) == text


def test_a_nominal_scale_of_what_occurs_stays_one() -> None:
    text = SMALL.format(scale="nominal", stance="bus")
    assert dataset_to_yaml(load_bytes(text.encode()).require()) == text


@pytest.mark.parametrize("character", ["\x07", "\0", "\r", "\x7f", "\ud800", "\ufffe"])
def test_a_control_character_is_refused_since_no_reader_would_take_it(character: str) -> None:
    dataset = Dataset(format=1, title="T", issues={"x": Issue(title="a" + "b")})
    broken = dataset.model_copy(update={"title": f"bell{character}"})
    with pytest.raises(DataError, match="control character"):
        dataset_to_yaml(broken)
