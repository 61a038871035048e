"""Structure beside chance, phases and the backbone, as the report has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from helpers.debates import camps
from helpers.debates import debate as debate_camps
from helpers.studies import matrix, table
from positions.charts import GroupsPicture, SmallNetworks, TimePicture
from positions.dataset.dates import TimeSpan, parse_date
from positions.dataset.load import load_bytes
from positions.measures.networks.one_mode import NetworkRule
from positions.problems import UsageError
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.common.study import Study, study_of
from positions.reports.network.beside import Beside
from positions.reports.network.report import network_report
from positions.reports.network.span import Span
from positions.tables import CellValue, NetworkPicture, Report
from positions.vocabulary import DistanceKind, Kernel

RULE = NetworkRule("one", "subtract", "average", "document")
MONTHS = Span(window=TimeSpan(months=1))
FIRST = date(2024, 1, 1)


def debate(side: dict[str, list[int]], issues: int = 4) -> Study:
    """Six months of statements; `side` has each actor's side by month, for the even issues."""
    text = "format: 1\ntitle: T\nscale: {levels: {against: -1, for: 1}}\nissues:\n"
    text += "".join(f"  i{issue}: {{title: Issue {issue}}}\n" for issue in range(issues))
    text += "stakeholders:\n"
    for actor, sides in side.items():
        text += f"  {actor}:\n    name: {actor.upper()}\n    positions:\n"
        for issue in range(issues):
            entries = [
                f"{{stance: {'for' if own * (1 - 2 * (issue % 2)) > 0 else 'against'}, "
                f"date: {(FIRST + timedelta(31 * month)).replace(day=1 + issue)}}}"
                for month, own in enumerate(sides)
            ]
            text += f"      i{issue}: [{', '.join(entries)}]\n"
    return study_of(load_bytes(text.encode()))


TURN = debate(
    {name: [1] * 6 for name in "ab"} | {name: [-1] * 6 for name in "cd"} | {"e": [1] * 3 + [-1] * 3}
)


def column(report: Report, name: str, of: str = "structure") -> list[CellValue]:
    found = table(report, of)
    place = [one.id for one in found.columns].index(name)
    return [row[place] for row in found.rows]


def test_flawless_camps_stand_out_from_chance() -> None:
    report = network_report(TURN, RULE, MONTHS, beside=Beside(permutations=30))
    assert column(report, "polarisation") == [1.0] * 6
    levels = column(report, "polarisation_by_chance")
    assert all(isinstance(level, float) and level < 0.95 for level in levels)
    assert all(isinstance(p, float) and p <= 3 / 31 for p in column(report, "polarisation_p"))
    assert report.options["permutations"] == 30
    none = network_report(TURN, RULE, MONTHS, beside=Beside(permutations=0))
    assert column(none, "polarisation_p") == [None] * 6
    assert column(none, "modularity") == column(report, "modularity")
    picture = report.pictures[0]
    assert isinstance(picture, TimePicture)
    assert [panel.title for panel in picture.panels][2:] == ["Modularity", "Polarisation", "Communities"]
    assert [series.label for series in picture.panels[3].series] == ["observed", "by chance"]


@pytest.mark.parametrize("kind", ["absolute", "spectral"])
def test_a_turn_parts_two_phases(kind: str) -> None:
    report = network_report(TURN, RULE, MONTHS, beside=Beside(phases=kind))  # type: ignore[arg-type]  # of the set
    distances = matrix(report, "distances").cells
    for i, j in combinations(range(6), 2):
        assert distances[i][j] == distances[j][i]
    if kind == "absolute":
        assert column(report, "phase", "phases") == [1, 1, 1, 2, 2, 2]
        assert [bool(apart) for apart in column(report, "apart", "phases")] == [
            *(False, False, False, True, False, False),
        ]
        assert any("changing with the window from 2024-04-01" in text for text in report.summary)
    assert isinstance(report.pictures[-1], GroupsPicture)
    made = REGISTRY["svg"].render(report, RenderOptions())
    assert isinstance(made, str)
    ET.fromstring(made)


@pytest.mark.parametrize("kind", ["absolute", "spectral"])
def test_windows_without_ties_have_no_distance_and_no_phase(kind: DistanceKind) -> None:
    alone = debate_camps(
        *(row for month in (1, 2, 7, 8) for row in camps("ab", "cd", f"2024-0{month}-10")),
        *(row for month in (3, 4, 5) for row in camps("a", "", f"2024-0{month}-10")),
        *camps("abd", "c", "2024-08-11"),
    )
    report = network_report(alone, RULE, MONTHS, beside=Beside(permutations=0, phases=kind))
    tied = [place for place, ties in enumerate(column(report, "ties")) if ties]
    cells = matrix(report, "distances").cells
    assert 2 < len(tied) < len(cells)
    for a, row in enumerate(cells):
        assert [distance is not None for distance in row] == [
            a in tied and b in tied for b in range(len(row))
        ]
    apart = column(report, "apart", "phases")
    assert apart == [None, *(cells[place][place - 1] for place in range(1, len(cells)))]
    phases = column(report, "phase", "phases")
    assert [phase is not None for phase in phases] == [place in tied for place in range(len(cells))]
    without = len(cells) - len(tied)
    assert any(said.endswith(f" {without} windows without ties are in no phase.") for said in report.summary)
    assert REGISTRY["svg"].render(report, RenderOptions())


def test_notes_are_on_what_is_shown() -> None:
    plain = network_report(TURN, RULE, MONTHS, beside=Beside(permutations=0))
    phased = network_report(TURN, RULE, MONTHS, beside=Beside(permutations=0, phases="absolute"))
    assert any(note.startswith("Polarisation:") for note in plain.notes)
    assert not any(note.startswith(("Modularity:", "Polarisation:", "By chance:")) for note in phased.notes)
    assert any(note.startswith("Polarisation:") for note in table(phased, "structure").notes)
    drawn = REGISTRY["svg"].render(phased, RenderOptions())
    assert isinstance(drawn, str)
    assert "E-I:" in drawn


@pytest.mark.parametrize("kernel", [None, "uniform", "gaussian"])
@pytest.mark.parametrize("dna", [True, False])
def test_windows_about_a_middle_are_known_by_it(kernel: Kernel | None, dna: bool) -> None:
    span = Span(window=TimeSpan(months=2), kernel=kernel, dna_windows=dna)
    report = network_report(TURN, RULE, span, beside=Beside(permutations=0, phases="absolute"))
    known = "middle" if dna or kernel else "start"
    days = column(report, known, "phases")
    assert len(set(days)) == len(days)
    assert days == column(report, known) == [ref.id for ref in matrix(report, "distances").rows]
    assert set(column(report, known, "windows")) <= set(days)
    panels, groups = report.pictures
    assert isinstance(panels, TimePicture)
    assert isinstance(groups, GroupsPicture)
    assert list(groups.starts) == days
    assert list(panels.middles) == (days if known == "middle" else [])
    best = column(report, "phase", "phases")
    turns = [day for day, phase, last in zip(days[1:], best[1:], best, strict=False) if phase != last]
    where = "about" if known == "middle" else "from"
    assert any(f" {where} {turns[0]}" in text for text in report.summary)
    plain = network_report(TURN, RULE, span, beside=Beside(permutations=0))
    small = plain.pictures[1]
    assert isinstance(small, SmallNetworks)
    assert len({window.heading for window in small.windows}) == len(days)


def test_points_of_windows_that_begin_and_end_alike_stand_at_their_middles() -> None:
    span = Span(window=TimeSpan(months=2), kernel="gaussian", dna_windows=True)
    made = network_report(TURN, RULE, span, beside=Beside(permutations=0))
    (panels,) = [one for one in made.pictures if isinstance(one, TimePicture)]
    text = REGISTRY["svg"].render(replace(made, pictures=(panels,)), RenderOptions())
    assert isinstance(text, str)
    circles = [node.get("cx") for node in ET.fromstring(text).iter() if node.tag.endswith("circle")]
    assert len(set(circles)) >= len(panels.middles) > 3


def test_the_backbone_is_the_issue_that_parts_the_camps() -> None:
    report = network_report(TURN, RULE, beside=Beside(backbone=True))
    found = table(report, "backbone")
    assert [row[0] for row in found.rows] == [3, 2, 1]
    assert all(isinstance(row[1], float) and row[1] < 1e-9 for row in found.rows)  # all issues divide alike


def test_what_has_no_windows_or_ties_of_actors_is_refused() -> None:
    with pytest.raises(UsageError, match="--phases compares windows"):
        network_report(TURN, RULE, beside=Beside(phases="absolute"))
    with pytest.raises(UsageError, match="one-mode"):
        network_report(TURN, NetworkRule("two", "ignore"), beside=Beside(backbone=True))
    daily = Span(parse_date("2020"), parse_date("2024"), TimeSpan(days=5), TimeSpan(days=1))
    with pytest.raises(UsageError, match="too many"):
        network_report(TURN, RULE, daily, beside=Beside(phases="absolute", structure=False))


def test_nodes_stand_by_their_ties_and_keep_their_places_in_every_window() -> None:
    (picture,) = network_report(TURN, RULE).pictures
    assert isinstance(picture, NetworkPicture)
    assert picture.sizes == (24,) * 5
    assert len(picture.points) == 5
    moving = network_report(TURN, RULE, MONTHS, beside=Beside(permutations=0))
    small = moving.pictures[1]
    assert isinstance(small, SmallNetworks)
    assert [window.sizes for window in small.windows] == [(4,) * 5] * 6
    friends = [{(a, b) for a, b, _, friendly in window.ties if friendly} for window in small.windows]
    assert friends == [{(0, 1), (2, 3), (0, 4), (1, 4)}] * 3 + [{(0, 1), (2, 3), (2, 4), (3, 4)}] * 3
    made = REGISTRY["svg"].render(moving, RenderOptions())
    assert isinstance(made, str)
    ET.fromstring(made)
    for name in "ABCDE":
        assert made.count(f">{name}<") == 6
