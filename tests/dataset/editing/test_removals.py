"""Removals, in every layout: what was asked for is gone, and every other line is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from helpers.edits import LAYOUTS, comments, lines, raw, texts
from positions.dataset.editing.edit import Edited, Plan, edit
from positions.dataset.editing.entry_selection import EntryChoice, parse_entry
from positions.dataset.editing.plans.removals import hanging, remove_evidence, remove_part, remove_position
from positions.dataset.load import Loaded, load, load_bytes
from positions.problems import UsageError
from positions.vocabulary import Section

NAMES = sorted(path.name for path in LAYOUTS.iterdir() if not path.name.startswith("."))


def removed(layout: str, plan: Callable[[Loaded], Plan]) -> Edited:
    """Make the edit without writing, and check what holds of every removal."""
    edited = edit(LAYOUTS / layout, plan, dry_run=True)
    for before, after in texts(edited):
        added = [line for line in lines(after) if line not in lines(before)]
        assert len(added) <= 6, edited.diff()  # lines that keep a part of themselves
        assert all(part_of(line, before) for line in added), edited.diff()
        assert len(after) < len(before)
        assert before.endswith("\n") == after.endswith("\n")
        assert set(comments(after)) <= set(comments(before))
        assert "\n\n\n\n" not in after or "\n\n\n\n" in before
    return edited


def part_of(line: str, text: str) -> bool:
    """Whether the characters of a changed line are all there already, in their order."""
    characters = iter(text.replace("\n", "").replace("\r", ""))
    return "{}" in line or all(character in characters for character in line.strip())


def cells(layout: str) -> Iterator[tuple[str, str, int]]:
    for actor, found in load(LAYOUTS / layout).require().stakeholders.items():
        for issue, entries in found.positions.items():
            yield from ((actor, issue, index) for index in range(len(entries)))


@pytest.mark.parametrize("layout", NAMES)
def test_each_entry_can_be_removed(layout: str) -> None:
    before = raw(load(LAYOUTS / layout).require())
    for actor, issue, index in cells(layout):
        choice = EntryChoice(number=index + 1)
        edited = removed(layout, partial(remove_position, actor=actor, issue=issue, choice=choice))
        wanted = copy(before)
        entries = list(wanted["stakeholders"][actor]["positions"].pop(issue))
        del entries[index]
        if entries:
            wanted["stakeholders"][actor]["positions"][issue] = tuple(entries)
        assert raw(edited.loaded.require()) == wanted


@pytest.mark.parametrize("layout", NAMES)
def test_each_item_of_evidence_can_be_removed(layout: str) -> None:
    before = raw(load(LAYOUTS / layout).require())
    for actor, issue, index in cells(layout):
        entry = before["stakeholders"][actor]["positions"][issue][index]
        for number in range(len(entry["evidence"])):
            choice = EntryChoice(number=index + 1)
            edited = removed(
                layout,
                partial(remove_evidence, actor=actor, issue=issue, number=number + 1, choice=choice),
            )
            wanted = copy(before)
            changed = wanted["stakeholders"][actor]["positions"][issue][index]
            changed["evidence"] = tuple(item for at, item in enumerate(changed["evidence"]) if at != number)
            assert raw(edited.loaded.require()) == wanted


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("section", ["stakeholders", "issues", "sources"])
def test_each_part_can_be_removed_with_what_hangs_on_it(layout: str, section: Any) -> None:
    before = raw(load(LAYOUTS / layout).require())
    for name in before[section]:
        edited = removed(
            layout,
            partial(remove_part, section=section, name=name, with_positions=True),
        )
        assert raw(edited.loaded.require()) == without(before, section, name)


def without(dataset: dict[str, Any], section: str, name: str) -> dict[str, Any]:
    """Return plain values without a part, by loops of their own."""
    wanted: dict[str, Any] = copy(dataset)
    del wanted[section][name]
    for actor in wanted["stakeholders"].values():
        if section == "stakeholders":
            actor["member_of"] = tuple(group for group in actor["member_of"] if group != name)
            actor["influences"].pop(name, None)
        elif section == "issues":
            actor["positions"].pop(name, None)
        else:
            for issue, entries in list(actor["positions"].items()):
                kept = []
                for entry in entries:
                    cited = [item["source"] == name for item in entry["evidence"]]
                    if cited and all(cited):
                        continue
                    entry["evidence"] = tuple(item for item in entry["evidence"] if item["source"] != name)
                    kept.append(entry)
                if kept:
                    actor["positions"][issue] = tuple(kept)
                else:
                    del actor["positions"][issue]
    return wanted


def copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copy(part) for key, part in value.items()}
    return tuple(copy(part) for part in value) if isinstance(value, tuple) else value


def test_what_hangs_on_a_part_is_named_and_kept() -> None:
    with pytest.raises(UsageError, match="issue 'roads' is still used: the position of") as error:
        edit(LAYOUTS / "block-2.yaml", lambda loaded: remove_part(loaded, "issues", "roads"), dry_run=True)
    assert "--with-positions" in (error.value.hint or "")


def test_an_entry_is_named_by_number_or_date() -> None:
    assert parse_entry("2") == EntryChoice(number=2)
    assert parse_entry("2017").date is not None
    with pytest.raises(UsageError, match="is not a date"):
        parse_entry("second")
    with pytest.raises(UsageError, match=r"there are \d entries: 1: ") as error:
        edit(LAYOUTS / "block-2.yaml", lambda one: remove_position(one, "ccn", "rail", None), dry_run=True)
    assert "--entry" in (error.value.hint or "")


def test_what_refers_to_a_part_is_told_in_words() -> None:
    text = """format: 1
title: T
issues: {a: {title: A}, b: {title: B}}
sources: {s: {title: S}, t: {title: T}}
stakeholders:
  one:
    name: One
    positions:
      a:
        stance: support
        condition: {text: if, needs: {b: for}}
        evidence: [{source: s}, {source: s, quote: q}]
      b: {stance: oppose, evidence: [{source: s}, {source: t}]}
  two: {name: Two, member_of: [one], influences: {one: 2}}
"""
    dataset = load_bytes(text.encode()).require()
    parts: list[tuple[Section, str]] = [("sources", "s"), ("sources", "t"), ("issues", "a"), ("issues", "b")]
    parts += [("stakeholders", "one"), ("stakeholders", "two")]
    assert {part: list(hanging(dataset, *part)) for part in parts} == {
        ("sources", "s"): ["2 pieces of evidence for One on A", "a piece of evidence for One on B"],
        ("sources", "t"): ["a piece of evidence for One on B"],
        ("issues", "a"): ["the position of One"],
        ("issues", "b"): ["the position of One", "what the condition of One on A needs of it"],
        ("stakeholders", "one"): [
            "its position on A",
            "its position on B",
            "the membership of Two",
            "the influence of Two on it",
        ],
        ("stakeholders", "two"): [],
    }
