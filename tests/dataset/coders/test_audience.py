"""What of several coders' readings is private, counted once however many coders there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.dataset.coders.audience import codings_seen_by
from positions.dataset.coders.codings import codings_of
from positions.dataset.load import load

ONE = """\
format: 1
title: T
issues: {i: {title: I, note: {text: not for all, private: true}}, j: {title: J}}
stakeholders:
  a:
    name: A
    note: {text: nor this, private: true}
    influence: {value: 70, private: true}
    positions:
      i: [{stance: support, coder: Ann, private: true}, {stance: oppose, coder: Bea}]
      j: [{stance: support, coder: Ann}, {stance: oppose, coder: Bea, note: {text: x, private: true}}]
  b:
    name: B
    private: true
    positions: {i: [{stance: support, coder: Ann, private: true}, {stance: oppose, coder: Bea}]}
"""


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        ("public", "Held back as private: {}."),
        ("team", "For the team only, not to be passed on: {} in here are private."),
    ],
)
def test_one_dataset_of_two_coders_is_counted_as_one_dataset(
    audience: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "data.yaml"
    path.write_text(ONE)
    codings = codings_of([load(path, several_coders=True)], [path])
    seen = codings_seen_by(codings, "team" if audience == "team" else "public")
    assert seen.held_back == words.format("1 stakeholder, 1 entry and 4 remarks or numbers")


def test_an_actor_in_the_files_of_two_coders_counts_once(tmp_path: Path) -> None:
    """Each file has its own remarks; the actor is one, and hidden in both where one coder says so."""
    for name, text in (("ann", ONE), ("bea", ONE.replace("    private: true\n", ""))):
        text = text.replace("coder: Ann", "coder: X").replace(", {stance: oppose, coder: Bea}", "")
        text = text.replace(", {stance: oppose, coder: Bea, note: {text: x, private: true}}", "")
        (tmp_path / f"{name}.yaml").write_text(text)
    paths = [tmp_path / "ann.yaml", tmp_path / "bea.yaml"]
    seen = codings_seen_by(codings_of([load(path) for path in paths], paths), "public")
    assert seen.held_back == "Held back as private: 1 stakeholder, 2 entries and 6 remarks or numbers."
