"""What is said of a dataset that holds something back is true of all of it, or says that it is of a part."""

from __future__ import annotations

import pytest

from positions.dataset.audience.public_view import seen_by
from positions.dataset.load import load_bytes
from positions.render.html.page import render_page
from positions.reports.common.study import Study, study_of
from positions.reports.diff import diff
from positions.reports.gaps import gaps
from positions.reports.history import history
from positions.reports.page.report import page
from positions.tables import Report
from positions.vocabulary import Audience

TEXT = """format: 1
title: T
issues: {a: {title: A}, b: {title: B}}
sources: {s: {title: S, date: 2020}}
stakeholders:
  x:
    name: X
    positions:
      a: {stance: support, evidence: [{source: s, basis: stated, private: true}], date: 2020}
      b:
        - {stance: support, date: 2020}
        - {stance: STANCE, date: 2021, private: true}
"""


def seen(audience: Audience, text: str = TEXT.replace("STANCE", "oppose")) -> Study:
    return study_of(seen_by(load_bytes(text.encode()), audience))


def said(report: Report) -> str:
    return "\n".join([report.headline, *report.summary])


def test_evidence_that_is_held_back_is_not_said_to_be_missing() -> None:
    public = said(gaps(seen("public")))
    assert "1 of 1 position has no public evidence" in public
    assert "no evidence" not in public
    team = said(gaps(seen("team")))
    assert "1 of 2 positions has no evidence" in team.replace(" have ", " has ")


def test_the_page_says_of_every_entry_alike_that_no_evidence_is_public() -> None:
    without = TEXT.replace(", evidence: [{source: s, basis: stated, private: true}]", "").replace(
        "STANCE", "oppose"
    )
    held_back, none = (seen("public", text) for text in (TEXT.replace("STANCE", "oppose"), without))
    for study in (held_back, none):
        made = page(study)
        assert "No public evidence is given for any of them." in made.overview
        html = render_page(made)
        assert html.count("No public evidence is given.") == 1
        assert "No evidence is given" not in html
    assert "No evidence is given." in render_page(page(seen("team", without)))


@pytest.mark.parametrize("audience", ["public", "team"])
def test_two_that_differ_in_what_is_private_are_the_same_to_the_public_alone(audience: Audience) -> None:
    other = TEXT.replace("STANCE", "strongly-oppose")
    told = said(diff(seen(audience), seen(audience, other)))
    assert "the two are the same" not in told
    assert ("Nothing that the public sees has changed" in told) is (audience == "public")
    assert ("1 cell changed: 1 moved" in told) is (audience == "team")


def test_a_move_that_is_held_back_is_not_said_to_be_none() -> None:
    assert said(history(seen("public"))).startswith("No public position has moved\n")
    assert said(history(seen("team"))).startswith("X on B: support (2020) then oppose (2021)")
