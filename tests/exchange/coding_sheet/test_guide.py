"""The sheet that says how to fill the others in."""

from __future__ import annotations

import pytest

from positions.dataset.load import load_bytes
from positions.exchange.coding_sheet.guide import guide
from positions.exchange.coding_sheet.labels import labels_of


def sections(text: str, held_back: str | None = None) -> dict[str, tuple[str, ...]]:
    dataset = load_bytes(text.encode()).require()
    return dict(guide(dataset, labels_of(dataset), held_back=held_back))


HEAD = "format: 1\ntitle: T\n"


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        (
            "issues: {i: {title: I}}\nsources: {s: {title: S}}\nstakeholders: {a: {name: A}}\n",
            "1 stakeholder, 1 issue, 1 source",
        ),
        ("issues: {i: {title: I}, j: {title: J}}\n", "0 stakeholders, 2 issues, 0 sources"),
    ],
)
def test_it_counts_what_the_sheet_holds(more: str, counts: str) -> None:
    assert sections(HEAD + more)["What this is"] == ("T", counts)
    assert sections(HEAD + more, "A part.")["What this is"] == ("T", counts, "A part.")


@pytest.mark.parametrize(
    ("scale", "meaning"),
    [
        ("{min: 0, max: 10, neutral: none}", "mixed: no position: names more than one amount"),
        ("five-point", "mixed: "),
    ],
)
def test_mixed_is_said_of_amounts_as_of_amounts(scale: str, meaning: str) -> None:
    stances = sections(f"{HEAD}scale: {scale}\nissues: {{i: {{title: I}}}}\n")["Stances"]
    (mixed,) = [line for line in stances if line.startswith("mixed: ")]
    assert mixed.startswith(meaning)
    assert ("amount" in mixed) == ("none" in scale)
