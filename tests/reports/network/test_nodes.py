"""Networks of speakers, authors and issues: against plain loops, with organisations kept."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.studies import matrix, table
from positions.dataset.load import load_bytes
from positions.measures.networks.one_mode import NetworkRule
from positions.problems import UsageError
from positions.reports.common.study import Study, study_of
from positions.reports.network.beside import Beside
from positions.reports.network.report import network_report
from positions.reports.network.span import Span
from positions.tables import CellValue
from positions.vocabulary import NodeKind

EVERY = NetworkRule("one", "subtract", "none", "include")
DAYS = ("2024-01-01", "2024-02-01", "2024-03-01")

said = st.lists(
    st.tuples(
        st.sampled_from(("club", "union")),
        st.sampled_from(("Ann", "Bo", None)),
        st.sampled_from((0, 1, 2)),
        st.sampled_from("xyz"),
        st.sampled_from((-1, 1)),
    ),
    max_size=18,
)
Said = list[tuple[str, str | None, int, str, int]]
AUTHORS = ("Cy", None, "Di")


def study_from(rows: Said) -> Study:
    lines = ["format: 1", "title: T", "scale: {levels: {against: -1, for: 1}}"]
    lines += ["issues: {x: {title: X, tags: [road]}, y: {title: Y, tags: [road]}, z: {title: Z}}", "sources:"]
    for number, author in enumerate(AUTHORS):
        by = f", author: {author}" if author else ""
        lines.append(f"  s{number}: {{title: Source {number}, date: {DAYS[number]}{by}}}")
    lines.append("stakeholders:")
    for actor in ("club", "union"):
        lines.append(f"  {actor}:\n    name: {actor.title()}\n    kind: {actor[0]}\n    positions:")
        for issue in "xyz":
            entries = [
                f"{{stance: {'for' if value > 0 else 'against'}, evidence: [{{source: s{source}"
                f"{f', speaker: {who}' if who else ''}, quote: q}}]}}"
                for home, who, source, what, value in rows
                if (home, what) == (actor, issue)
            ]
            lines.append(f"      {issue}: [{', '.join(entries) or 'silent'}]")
    return study_of(load_bytes("\n".join(lines).encode()))


@settings(max_examples=examples(30), deadline=None)
@given(said, st.sampled_from(("speaker", "author", "issue")))
def test_ties_are_those_of_a_plain_loop(rows: Said, nodes: NodeKind) -> None:
    def ends(row: tuple[str, str | None, int, str, int]) -> tuple[str | None, str]:
        home, who, source, what, _ = row
        if nodes == "issue":
            return what, home
        return (who if nodes == "speaker" else AUTHORS[source]), what

    made = matrix(network_report(study_from(rows), EVERY, nodes=nodes), "network")
    names = [ref.id for ref in made.rows]
    expected: dict[tuple[str, str], int] = {}
    for one, other in combinations(rows, 2):
        (a, on), (b, where) = ends(one), ends(other)
        if a and b and a != b and on == where:
            for place in ((a, b), (b, a)):
                expected[place] = expected.get(place, 0) + (1 if one[4] == other[4] else -1)
    assert set(names) == {name for row in rows if (name := ends(row)[0])}
    found: dict[tuple[str, str], CellValue] = {
        (a, b): cell
        for a, cells in zip(names, made.cells, strict=True)
        for b, cell in zip(names, cells, strict=True)
        if cell
    }
    assert found == {place: value for place, value in expected.items() if value}


ROWS: Said = [
    ("club", "Ann", 0, "x", 1),
    ("club", "Bo", 0, "x", 1),
    ("union", "Bo", 2, "x", -1),
    ("union", None, 2, "y", -1),
    ("union", "Cem", 2, "x", -1),
]


def test_speakers_keep_their_organisations() -> None:
    report = network_report(study_from(ROWS), EVERY, nodes="speaker")
    shown = matrix(report, "network")
    assert [(ref.label, ref.name) for ref in shown.rows] == [
        *(("Ann", "Club"), ("Bo", "Club and Union"), ("Cem", "Union")),
    ]
    assert "1 statement left out that names no speaker." in report.notes
    span = Span(window=365)
    three: Said = [
        (home, who, 0, "x", 1) for home, who in (("club", "Ann"), ("club", "Di"), ("union", "Cem"))
    ]
    for by in ("organisation", None, "kind"):
        moving = network_report(study_from(three), EVERY, span, nodes="speaker", beside=Beside(by))
        (row,) = table(moving, "structure").rows
        assert row[7] == pytest.approx(1 / 3)  # one tie within the club, two between
    with pytest.raises(UsageError, match="attribute 'orgnisation'") as caught:
        network_report(study_from(ROWS), EVERY, span, nodes="speaker", beside=Beside("orgnisation"))
    assert "organisation" in str(caught.value.hint)


def test_issues_are_tied_by_actors() -> None:
    report = network_report(study_from(ROWS), EVERY, Span(window=365), nodes="issue")
    assert "Shared actors" in {table.title for table in report.tables}
    assert any("on two issues by the same actor" in note for note in report.notes)
    with pytest.raises(UsageError, match="one-mode"):
        network_report(study_from(ROWS), NetworkRule("two", "ignore"), nodes="issue")
    with pytest.raises(UsageError, match="issues have no attribute"):
        network_report(study_from(ROWS), EVERY, Span(window=365), nodes="issue", beside=Beside("kind"))
