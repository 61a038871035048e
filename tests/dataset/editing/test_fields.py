"""Other values for fields, and more evidence, in every layout."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from helpers.edits import LAYOUTS, comments, lost_lines, position, raw, texts
from positions.dataset.dates import parse_date
from positions.dataset.editing.edit import edit
from positions.dataset.editing.entry_selection import EntryChoice
from positions.dataset.editing.plans.fields import EvidenceChange, add_evidence, set_part, set_position
from positions.dataset.editing.rewrite import NewEntry, Rewrite, rewrite
from positions.dataset.load import load
from positions.dataset.models import Condition, Evidence
from positions.problems import UsageError

NAMES = sorted(path.name for path in LAYOUTS.iterdir() if not path.name.startswith("."))
FIELDS: list[dict[str, Any]] = [
    {"stance": "neutral"},
    {"note": "a: remark, with hash"},
    {"date": parse_date("2019-02"), "confidence": "low", "salience": 40.0},
    {"condition": Condition(text="if: paid"), "stance": "support"},
    {"date": None, "confidence": None},
]
ITEM = Evidence(quote="yes, “no”", speaker="A, B", locator="page 3")


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("fields", FIELDS, ids=lambda fields: "-".join(fields))
def test_fields_of_each_entry(layout: str, fields: dict[str, Any]) -> None:
    before = load(LAYOUTS / layout).require()
    for actor, found in before.stakeholders.items():
        for issue, entries in found.positions.items():
            for index in range(len(entries)):
                if len(entries) > 1 and "date" in fields and fields["date"] is None:
                    continue  # entries beside each other need their dates
                choice = EntryChoice(number=index + 1)
                edited = edit(
                    LAYOUTS / layout,
                    partial(set_position, actor=actor, issue=issue, fields=fields, choice=choice),
                    dry_run=True,
                )
                after = edited.loaded.require()
                wanted = raw(before)
                wanted["stakeholders"][actor]["positions"][issue][index].update(
                    {name: raw(value) for name, value in fields.items()}
                )
                assert raw(after) == wanted
                for old, new in texts(edited):
                    assert len(lost_lines(old, new)) <= 3 * len(fields)
                    assert comments(new)[:1] == comments(old)[:1]


@pytest.mark.parametrize("layout", NAMES)
def test_more_evidence_for_each_entry(layout: str) -> None:
    before = load(LAYOUTS / layout).require()
    for actor, found in before.stakeholders.items():
        for issue, entries in found.positions.items():
            for index, entry in enumerate(entries):
                choice = EntryChoice(number=index + 1)
                edited = edit(
                    LAYOUTS / layout,
                    partial(add_evidence, actor=actor, issue=issue, item=ITEM, choice=choice),
                    dry_run=True,
                )
                changed = edited.loaded.require().stakeholders[actor].positions[issue]
                assert changed[index] == entry.model_copy(update={"evidence": (*entry.evidence, ITEM)})
                assert changed[:index] == entries[:index]
                assert changed[index + 1 :] == entries[index + 1 :]
                for old, new in texts(edited):
                    assert len(lost_lines(old, new)) <= 1


@pytest.mark.parametrize("layout", NAMES)
def test_fields_of_each_item_of_evidence(layout: str) -> None:
    fields = {"locator": "page 9", "quote": None, "speaker": "C"}
    before = load(LAYOUTS / layout).require()
    for actor, found in before.stakeholders.items():
        for issue, entries in found.positions.items():
            for index, entry in enumerate(entries):
                for number in range(len(entry.evidence)):
                    choice = EntryChoice(number=index + 1)
                    edited = edit(
                        LAYOUTS / layout,
                        partial(
                            set_position,
                            actor=actor,
                            issue=issue,
                            fields={},
                            choice=choice,
                            evidence=EvidenceChange(fields, number + 1),
                        ),
                        dry_run=True,
                    )
                    wanted = raw(before)
                    wanted["stakeholders"][actor]["positions"][issue][index]["evidence"][number].update(
                        fields
                    )
                    assert raw(edited.loaded.require()) == wanted


@pytest.mark.parametrize("layout", NAMES)
def test_fields_of_parts(layout: str) -> None:
    before = load(LAYOUTS / layout).require()
    cases: list[tuple[Any, str, dict[str, Any]]] = [
        ("stakeholders", "lga", {"name": "L, G: A", "note": "x", "short": None}),
        ("issues", "roads", {"title": "Roads!", "tags": ("a", "b c"), "weight": 2.5, "proposition": None}),
        ("sources", "report", {"url": "https://x.org/#a", "date": parse_date("2020")}),
    ]
    for section, name, fields in cases:
        if name not in getattr(before, section):
            continue
        edited = edit(
            LAYOUTS / layout,
            partial(set_part, section=section, name=name, fields=fields),
            dry_run=True,
        )
        wanted = raw(before)
        wanted[section][name].update({key: getattr(value, "text", value) for key, value in fields.items()})
        assert raw(edited.loaded.require()) == wanted
        for old, new in texts(edited):
            assert len(lost_lines(old, new)) <= 3 + len(
                before.issues["roads"].tags if "roads" in before.issues else ()
            )


def test_evidence_twice_or_of_a_number_that_is_not_there() -> None:
    layout = LAYOUTS / "block-2.yaml"
    item = position(
        {"stance": "oppose", "evidence": [{"source": "report", "quote": "no more roads"}]}
    ).evidence[0]
    with pytest.raises(UsageError, match="has this evidence already"):
        edit(layout, lambda loaded: add_evidence(loaded, "lga", "roads", item), dry_run=True)
    with pytest.raises(UsageError, match="no evidence number 7"):
        edit(
            layout,
            lambda loaded: set_position(loaded, "lga", "roads", {}, None, EvidenceChange({"quote": "x"}, 7)),
            dry_run=True,
        )
    with pytest.raises(UsageError, match="no evidence yet"):
        edit(
            layout,
            lambda loaded: set_position(loaded, "ccn", "roads", {}, None, EvidenceChange({"quote": "x"})),
            dry_run=True,
        )


ONE_KEY = """\
format: 1
title: T
issues: {i: {title: I}}
sources: {s: {title: S}, t: {title: Other}}
stakeholders:
  a:
    name: A
    positions:
      i:
        stance: support
        evidence:
        - source: s
        - {source: t, quote: words}
"""


@pytest.fixture
def one_key(tmp_path: Path) -> Path:
    file = tmp_path / "data.yaml"
    file.write_text(ONE_KEY, encoding="utf-8")
    return file


def test_a_field_may_take_the_place_of_the_only_one(one_key: Path) -> None:
    change = EvidenceChange({"source": None, "speaker": "X"}, 1)
    edited = edit(one_key, partial(set_position, actor="a", issue="i", fields={}, evidence=change))
    (entry,) = edited.loaded.require().stakeholders["a"].positions["i"]
    assert entry.evidence == (Evidence(speaker="X"), Evidence(source="t", quote="words"))


def test_many_changes_at_once_may_do_so_too(one_key: Path) -> None:
    (entry,) = load(one_key).require().stakeholders["a"].positions["i"]
    items = (Evidence(speaker="X"), *entry.evidence[1:])
    new = NewEntry(entry.model_copy(update={"evidence": items}), 0, (0, 1))
    edited = edit(one_key, partial(rewrite, change=Rewrite({("a", "i"): (new,)})))
    assert edited.loaded.require().stakeholders["a"].positions["i"] == (new.entry,)


def test_the_last_field_of_evidence_is_not_cleared(one_key: Path) -> None:
    change = EvidenceChange({"source": None}, 1)
    with pytest.raises(UsageError, match="nothing would be left of evidence 1") as error:
        edit(one_key, partial(set_position, actor="a", issue="i", fields={}, evidence=change))
    assert "positions remove evidence a i 1" in str(error.value.hint)
    assert one_key.read_text(encoding="utf-8") == ONE_KEY
