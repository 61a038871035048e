"""What changed: all of it, by importance, with the words before and after, and nothing that did not."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from positions.dataset.load import load_bytes
from positions.dataset.models import Dataset, Evidence, Issue, Position, Source, Stakeholder
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.reports.common.study import Study, study_of
from positions.reports.diff import diff
from positions.reports.differences import kind_words
from positions.selection import Selection
from positions.tables import Ref, Report, Share

Raw = dict[str, Any]

BASE: Raw = {
    "format": 1,
    "title": "T",
    "issues": {"tax": {"title": "Tax", "proposition": "Taxes should rise"}, "rail": {"title": "Rail"}},
    "sources": {"s": {"title": "A speech", "date": "2016"}, "t": {"title": "A letter", "date": "2017"}},
    "stakeholders": {
        "one": {
            "name": "One",
            "positions": {
                "tax": [{"stance": "support", "date": "2016", "evidence": [{"source": "s", "quote": "yes"}]}],
                "rail": [{"stance": "neutral", "date": "2016"}],
            },
        },
        "two": {"name": "Two", "positions": {"tax": [{"stance": "oppose", "date": "2016"}]}},
    },
}
OTHERS: dict[type[BaseModel], Raw] = {
    Issue: {
        "title": "X",
        "proposition": "Taxes should fall",
        "tags": ["x"],
        "weight": 3,
        "note": "n",
        "unit": "%",
        "was": ["old"],
    },
    Source: {
        **dict.fromkeys(("title", "publisher", "author", "type", "section", "language", "text"), "other"),
        "date": "2015",
        "retrieved": "2018",
        "url": "https://example.org/other",
        "sha256": "0" * 64,
        "archived": {"url": "https://example.org/copy", "date": "2019"},
        "note": "n",
    },
    Stakeholder: {
        "name": "X",
        "short": "X",
        "kind": "party",
        "member_of": ["two"],
        "influence": 7,
        "influences": {"two": 3},
        "attributes": {"party": "Red"},
        "note": "n",
        "url": "https://example.org/other",
        "was": ["old"],
        "private": True,
    },
    Position: {
        "stance": "oppose",
        "date": "2018",
        "salience": 8,
        "confidence": "low",
        "condition": "if cheap",
        "note": "n",
        "coder": "ab",
        "status": "reviewed",
        "reviewed_by": "cd",
        "reviewed_on": "2019",
        "correction": {"date": "2019", "from": "oppose", "why": "misread"},
        "attributes": {"place": "Hull"},
        "private": True,
    },
    Evidence: {
        "source": "t",
        "quote": "no",
        "translation": "non",
        "speaker": "A",
        "locator": "p. 3",
        "basis": "reported",
        "url": "https://example.org/#a",
        "private": True,
    },
}
"""Of each model a value of each field that is not the one in BASE."""
NESTED = {Stakeholder: {"positions"}, Position: {"evidence", "acceptable"}, Issue: {"scale"}}
"""What is compared by its parts, is of amounts alone, or is refused where it differs."""


def place_of(model: type[BaseModel], raw: Raw) -> Raw:
    entry = raw["stakeholders"]["one"]["positions"]["tax"][0]
    places: dict[type[BaseModel], Raw] = {
        Issue: raw["issues"]["tax"],
        Source: raw["sources"]["s"],
        Stakeholder: raw["stakeholders"]["one"],
        Position: entry,
        Evidence: entry["evidence"][0],
    }
    return places[model]


def study(raw: Raw, selection: Selection | None = None) -> Study:
    return study_of(load_bytes(json.dumps(raw, ensure_ascii=False).encode()), selection)


def table(report: Report, name: str) -> list[dict[str, Any]]:
    found = next(each for each in report.tables if each.id == name)
    assert found.kind == "table"
    keys = [column.id for column in found.columns]
    return [
        {key: cell.id if isinstance(cell, Ref) else cell for key, cell in zip(keys, row, strict=True)}
        for row in found.rows
    ]


def changes(old: Raw, new: Raw) -> list[dict[str, Any]]:
    return table(diff(study(old), study(new)), "changes")


def test_every_field_of_every_model_has_another_value_here() -> None:
    for model, others in OTHERS.items():
        assert set(others) == set(model.model_fields) - NESTED.get(model, set())


@pytest.mark.parametrize(
    ("model", "field"), [(model, field) for model, others in OTHERS.items() for field in others]
)
def test_a_change_of_any_field_is_told_with_what_was_and_what_is(model: type[BaseModel], field: str) -> None:
    new = copy.deepcopy(BASE)
    before = place_of(model, new).get(field)
    place_of(model, new)[field] = OTHERS[model][field]
    kind = "stance" if field == "stance" else f"{model.__name__.lower()}.{field}"
    report = diff(study(BASE), study(new))
    (row,) = [row for row in table(report, "changes") if row["change"] == kind]
    words = json.dumps(OTHERS[model][field], ensure_ascii=False).strip('[]{}"').replace('"', "")
    assert words in row["after"]
    if before is not None:
        assert str(before) in row["before"]
    assert "Nothing" not in " ".join(report.summary)
    back = changes(new, BASE)
    assert [each["after"] for each in back if each["change"] == kind] == [row["before"]]


def test_another_scale_of_an_issue_is_refused() -> None:
    new = copy.deepcopy(BASE)
    new["issues"]["tax"]["scale"] = "three-point"
    with pytest.raises(
        UsageError,
        match=r"different scales for Tax \(scale was five-point, is three-point; gone: ",
    ):
        diff(study(BASE), study(new))


def test_the_most_important_comes_first() -> None:
    new = copy.deepcopy(BASE)
    new["issues"]["tax"] |= {"proposition": "Taxes should fall", "note": "n"}
    new["sources"]["s"]["url"] = "https://example.org/other"
    new["stakeholders"]["one"]["name"] = "Three"
    new["stakeholders"]["one"]["positions"]["tax"][0]["evidence"][0]["quote"] = "no"
    new["stakeholders"]["two"]["positions"]["tax"][0]["stance"] = "support"
    found = changes(BASE, new)
    assert [row["change"] for row in found] == [
        *("issue.proposition", "stance", "evidence.quote", "stakeholder.name", "source.url", "issue.note"),
    ]
    assert [row["importance"] for row in found] == [1, 1, 2, 2, 2, 4]
    source = " — ‘A speech’ (2016); stated"
    assert (found[2]["before"], found[2]["after"]) == (f"“yes”{source}", f"“no”{source}")
    assert (found[3]["before"], found[3]["after"]) == ("One", "Three")
    said = diff(study(BASE), study(new)).summary
    assert any("“Taxes should rise” became “Taxes should fall”" in text for text in said)


def test_a_proposition_turned_into_its_opposite_is_not_nothing() -> None:
    new = copy.deepcopy(BASE)
    new["issues"]["tax"]["proposition"] = "Taxes should fall"
    assert "The positions are the same." in diff(study(BASE), study(new)).summary
    assert not any("No position has changed" in text for text in diff(study(BASE), study(new)).summary)


def test_a_date_alone_or_a_stance_reaffirmed_has_not_moved() -> None:
    dated, again = copy.deepcopy(BASE), copy.deepcopy(BASE)
    dated["stakeholders"]["two"]["positions"]["tax"][0]["date"] = "2017"
    again["stakeholders"]["two"]["positions"]["tax"].append({"stance": "oppose", "date": "2018"})
    for new, kind in ((dated, "date"), (again, "reaffirmed")):
        report = diff(study(BASE), study(new))
        assert [row["change"] for row in table(report, "positions")] == [kind]
        assert table(report, "pairs") == []
        assert "The agreement of 0 of 1 pair changed." in report.summary


def test_a_condition_that_comes_is_told_and_the_share_that_stayed_is_not() -> None:
    new = copy.deepcopy(BASE)
    new["stakeholders"]["two"]["positions"]["tax"][0]["condition"] = "if cheap"
    report = diff(study(BASE), study(new))
    assert [row["change"] for row in table(report, "positions")] == ["condition"]
    assert [(row["before"], row["after"]) for row in table(report, "changes")] == [(None, "if cheap")]
    assert table(report, "pairs") == []


def test_what_a_condition_needs_is_told_by_the_titles_of_issues() -> None:
    new = copy.deepcopy(BASE)
    needs = {"text": "if cheap", "needs": {"rail": "against"}}
    new["stakeholders"]["two"]["positions"]["tax"][0]["condition"] = needs
    (row,) = changes(BASE, new)
    assert (row["before"], row["after"]) == (None, "if cheap (needs: Rail against)")
    new = copy.deepcopy(BASE)
    new["stakeholders"]["two"]["positions"]["tax"].append(
        {"stance": "oppose", "date": "2018", "condition": needs}
    )
    (row,) = changes(BASE, new)
    assert row["after"] == "oppose (2018), on condition: if cheap (needs: Rail against)"


def test_a_new_entry_with_a_condition_is_read_beside_the_one_before() -> None:
    new = copy.deepcopy(BASE)
    later = {"stance": "oppose", "date": "2018", "condition": "if cheap"}
    new["stakeholders"]["two"]["positions"]["tax"].append(later)
    (row,) = changes(BASE, new)
    assert (row["change"], row["before"]) == ("position.condition", "oppose (2016)")
    assert row["after"] == "oppose (2018), on condition: if cheap"


def test_a_source_whose_date_changes_which_entry_counts_moves_the_cell() -> None:
    old = copy.deepcopy(BASE)
    old["stakeholders"]["one"]["positions"]["tax"] = [
        {"stance": "support", "evidence": [{"source": "s"}]},
        {"stance": "oppose", "evidence": [{"source": "t"}]},
    ]
    new = copy.deepcopy(old)
    new["sources"]["s"]["date"] = "2019"
    found = changes(old, new)
    assert [row["change"] for row in found] == ["stance", "source.date"]
    assert found[0]["after"].startswith("support (2019)")


def test_labels_of_a_nominal_scale_may_come_and_go() -> None:
    old, new = (copy.deepcopy(BASE) | {"scale": "nominal"} for _ in range(2))
    new["stakeholders"]["two"]["positions"]["tax"][0]["stance"] = "abolish"
    report = diff(study(old), study(new))
    (row,) = table(report, "changes")
    assert (row["before"], row["after"]) == ("oppose (2016)", "abolish (2016)")
    assert table(report, "pairs") == []


def test_what_is_not_selected_is_not_told() -> None:
    new = copy.deepcopy(BASE)
    new["issues"]["rail"]["title"] = "Railways"
    new["sources"]["s"]["url"] = "https://example.org/other"
    only = Selection(issues=("rail",))
    found = table(diff(study(BASE, only), study(new, only)), "changes")
    assert [row["change"] for row in found] == ["issue.title"]


def test_a_basis_that_is_written_out_as_it_was_understood_is_no_change() -> None:
    new = copy.deepcopy(BASE)
    item = new["stakeholders"]["one"]["positions"]["tax"][0]["evidence"][0]
    item["basis"] = "stated"
    assert changes(BASE, new) == changes(new, BASE) == []
    item["basis"] = "reported"
    assert [row["change"] for row in changes(BASE, new)] == ["evidence.basis"]


def test_layout_alone_is_no_change() -> None:
    loaded = load_bytes(json.dumps(BASE, indent=1).encode())
    report = diff(study(BASE), study_of(loaded))
    assert table(report, "changes") == table(report, "positions") == []
    assert report.summary == (
        "Nothing selected has changed: the files differ in layout, order, comments or elsewhere.",
    )


entries = st.lists(
    st.builds(
        lambda stance, year, condition: {"stance": stance, "date": str(year)} | condition,
        st.sampled_from(("support", "oppose", "neutral", "strongly-support", "silent", "mixed")),
        st.integers(2015, 2018),
        st.sampled_from(({}, {"condition": "if cheap"})),
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda entry: entry["date"],
)
cells = st.dictionaries(st.sampled_from(("tax", "rail")), entries)


def filled(one: Raw, two: Raw) -> Raw:
    raw = copy.deepcopy(BASE)
    raw["stakeholders"]["one"]["positions"], raw["stakeholders"]["two"]["positions"] = one, two
    return raw


@given(cells, cells, cells, cells)
def test_moved_and_pairs_are_those_of_a_plain_reading(a: Raw, b: Raw, c: Raw, d: Raw) -> None:
    old, new = filled(a, b), filled(c, d)
    report = diff(study(old), study(new))

    def stances(raw: Raw) -> dict[tuple[str, str], str]:
        return {
            (actor, issue): max(cell, key=lambda entry: entry["date"])["stance"]
            for actor, fields in raw["stakeholders"].items()
            for issue, cell in fields["positions"].items()
        }

    before, after = stances(old), stances(new)
    moved = {
        (row["stakeholder"], row["issue"]) for row in table(report, "positions") if row["change"] == "moved"
    }
    assert moved == {cell for cell in before.keys() & after.keys() if before[cell] != after[cell]}
    told = [
        (row["stakeholder"], row["issue"])
        for row in table(report, "changes")
        if row["change"] in ("stance", "position.added", "position.gone")
    ]
    assert sorted(told) == sorted(moved | before.keys() ^ after.keys())
    shares = [compare_pair(study(raw).grid, 0, 1, Comparison()).agreement for raw in (old, new)]
    pairs = table(report, "pairs")
    assert len(pairs) == (shares[0] != shares[1])
    for row in pairs:
        assert isinstance(row["old"], Share)
        assert [row["old"].value, row["new"].value] == shares
    assert bool(table(report, "changes")) == (study(old).dataset != study(new).dataset)


@pytest.mark.parametrize("model", [Dataset, Issue, Source, Stakeholder, Position, Evidence])
def test_every_field_has_words_that_read_on(model: type[BaseModel]) -> None:
    part = model.__name__.casefold()
    for name in model.model_fields:
        words = kind_words(f"{part}.{name}")
        assert " of of " not in words
        assert not {"url", "was", "sha256", "cite", "private", "retrieved"} & set(words.split())


def test_what_is_accepted_and_corrected_is_told_in_the_unit_of_its_issue() -> None:
    def made(highest: int, was: float) -> Study:
        entry = {"stance": 10, "acceptable": {"max": highest}, "correction": {"date": "2020", "from": was}}
        issue = {"title": "Fee", "scale": {"min": 0, "max": 100, "neutral": "none"}, "unit": "t"}
        actor = {"name": "A", "positions": {"fee": entry}}
        data = {"format": 1, "title": "T", "issues": {"fee": issue}, "stakeholders": {"a": actor}}
        return study_of(load_bytes(json.dumps(data).encode()))

    found = diff(made(20, 15), made(30, 16.5))
    rows = [table.rows for table in found.tables if table.id == "changes" and table.kind == "table"]
    assert [row[-2:] for row in rows[0]] == [
        ("max: 20 t", "max: 30 t"),
        ("date: 2020, from: 15 t", "date: 2020, from: 16.5 t"),
    ]
