"""Issues by number of statements: against a plain loop, over time, and as pictures."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.paths import DOCS
from helpers.studies import table
from positions.charts import BarPicture, TimePicture
from positions.dataset.load import load, load_bytes
from positions.library.commands.issues import issues
from positions.problems import UsageError
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.common.study import Study, study_of
from positions.reports.issue_statements import issue_statements
from positions.reports.network.span import Span
from positions.tables import Report

HARBOUR = DOCS / "method" / "harbour.yaml"
FIRST = date(2020, 1, 1)

said = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.sampled_from((-1, 0, 1)), st.integers(0, 40)),
    max_size=25,
)


def study_from(rows: list[tuple[str, str, int, int]]) -> Study:
    lines = ["format: 1", "title: T", "scale: three-point", "issues: {x: {title: X}, y: {title: Y}}"]
    lines.append("stakeholders:")
    for actor in "ab":
        lines.append(f"  {actor}:\n    name: {actor.upper()}\n    positions:")
        for issue in "xy":
            entries = [
                f"{{stance: {('oppose', 'neutral', 'support')[value + 1]}, date: {FIRST + timedelta(day)}}}"
                for who, what, value, day in rows
                if (who, what) == (actor, issue)
            ]
            lines.append(f"      {issue}: [{', '.join(entries) or 'silent'}]")
    return study_of(load_bytes("\n".join(lines).encode()))


@settings(max_examples=examples(20), deadline=None)
@given(said, st.integers(3, 20))
def test_statements_are_counted_as_a_plain_loop_counts_them(
    rows: list[tuple[str, str, int, int]], length: int
) -> None:
    study = study_from(rows)
    report = issue_statements(study, Span(window=length), "include")
    for row in table(report, "issues").rows:
        own = [(who, value) for who, what, value, _ in rows if what == row[0]]
        sides = [sum(value == side for _, value in own) for side in (1, -1, 0)]
        assert row[2:] == (*sides, len(own), len({who for who, _ in own}))
    for start, end, issue, _, *numbers in table(report, "windows").rows:
        own = [
            (who, value)
            for who, what, value, day in rows
            if what == issue and str(start) <= str(FIRST + timedelta(day)) <= str(end)
        ]
        sides = [sum(value == side for _, value in own) for side in (1, -1, 0)]
        assert numbers == [*sides, len(own), len({who for who, _ in own})]
    order = [row[5] for row in table(report, "issues").rows]
    assert all(isinstance(a, int) and isinstance(b, int) and a >= b for a, b in pairwise(order))


def drawn(report: Report) -> str:
    made = REGISTRY["svg"].render(report, RenderOptions())
    assert isinstance(made, str)
    ET.fromstring(made)
    return made


def test_the_pictures_have_every_number() -> None:
    study = study_of(load(HARBOUR))
    bars = issue_statements(study)
    (picture,) = bars.pictures
    assert isinstance(picture, BarPicture)
    assert [(bar.favour, bar.against) for bar in picture.bars] == [(3, 2), (3, 1), (2, 1)]
    assert ">4 actors<" in drawn(bars)
    moving = issue_statements(study, Span(window=90))
    (over_time,) = moving.pictures
    assert isinstance(over_time, TimePicture)
    assert over_time.panels[0].series[1].values == (2, 0)
    assert over_time.panels[0].low == -2  # one axis for all, so that they can be compared
    made = drawn(moving)
    assert made.count("<rect") > 6
    assert "2024-04-15" in made


def test_a_scale_without_sides_has_numbers_alone() -> None:
    text = (
        "format: 1\ntitle: T\nscale: {levels: {red: 0, blue: 1}, level: nominal}\nissues: {x: {title: X}}\n"
    )
    text += "stakeholders: {a: {name: A, positions: {x: red}}, b: {name: B, positions: {x: blue}}}\n"
    report = issue_statements(study_of(load_bytes(text.encode())))
    assert table(report, "issues").rows == (("x", "X", None, None, None, 2, 2),)
    assert "against" not in drawn(report)


@pytest.mark.parametrize("options", [{"consensus": True}, {"group_by": "kind"}])
def test_what_counts_actors_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="counts actors, not statements"):
        issues(HARBOUR, count="statements", **options)  # type: ignore[arg-type]  # as the command line has it
