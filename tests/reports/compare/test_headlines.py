"""The line over a report says what it found, and no more than is there."""

from __future__ import annotations

from helpers.studies import example, matrix, study, table
from positions.dataset.dates import parse_date
from positions.dataset.load import load_bytes
from positions.reports.common.headlines import short_title
from positions.reports.common.study import study_of
from positions.reports.compare.report import compare
from positions.reports.issues import issues
from positions.selection import Selection
from positions.tables import Ref

MOVING = """format: 1
title: T
issues: {a: {title: A, proposition: A should be}, b: {title: B}}
stakeholders:
  x: {name: X, positions: {a: [{stance: oppose, date: 2016}, {stance: support, date: 2018-02}], b: support}}
  y: {name: Y, positions: {a: support, b: [{stance: support, date: 2015}, {stance: oppose, date: 2016}]}}
"""


def test_the_example_opens_with_what_divides_and_what_unites() -> None:
    report = compare(example())
    said = "Localis supports New structures, LGA opposes it; all 4 support Local leadership and Rebalancing"
    assert report.headline == said
    assert report.dateline == "4 actors, 10 issues, positions of 2017-03, 1 source"
    assert report.credit.endswith("(Public Sector Executive, 2017-03)")
    assert report.title == "Industrial strategy and English devolution, March 2017"
    assert issues(example()).headline == "3 of 10 issues divide the 4, New structures most"


def test_two_and_many_actors() -> None:
    two = compare(example(Selection(actors=("lga", "ccn"))))
    assert two.headline.startswith(
        "CCN (on a condition) supports New structures, LGA opposes it; both support "
    )
    many = compare(
        study(2, {f"A{number}": f"{'support' if number % 2 else 'oppose'} support" for number in range(9)})
    )
    assert many.headline == "4 of 9 support Issue 0, 5 of 9 oppose it; all 9 support Issue 1"


def test_those_on_a_condition_are_counted_apart() -> None:
    """A number of actors holds no more of them than a list of names does."""

    def said(stances: str) -> str:
        rows = []
        for number, stance in enumerate(stances.split()):
            on = ", condition: if paid" if stance.endswith("*") else ""
            entry = f"{{stance: {stance.strip('*')}{on}}}"
            rows.append(f"  a{number}: {{name: A{number}, positions: {{x: {entry}}}}}")
        text = "format: 1\ntitle: T\nissues: {x: {title: X}}\nstakeholders:\n" + "\n".join(rows)
        return compare(study_of(load_bytes(text.encode()))).headline

    assert said("support support support support* oppose oppose*") == (
        "3 of 6 (1 more on a condition) support X, A4 opposes it"
    )
    assert said("support support* support* oppose") == "A0 supports X, A3 opposes it"
    assert said("support* support* oppose*") == (
        "A0 and A1 (each on a condition) support X, A2 (on a condition) opposes it"
    )
    assert said("support* support* support* oppose oppose oppose") == (
        "3 of 6 (each on a condition) support X, 3 of 6 oppose it"
    )


def test_where_nothing_unites_or_divides_the_line_is_on_pairs() -> None:
    assert (
        compare(study(1, {"A": "neutral", "B": "neutral"})).headline == "A and B agree on 1 of 1 shared issue"
    )
    votes = {"A": "bus bus bus tram", "B": "bus bus bus -", "C": "bus tram tram bus", "D": "bus - - tram"}
    nominal = study(4, votes, "nominal")
    assert compare(nominal).headline == (
        "A and B are nearest, A and C are furthest apart, of those that share at least 3 issues"
    )
    one = study(
        4,
        {name: row for name, row in votes.items() if name not in "BD"},
        "nominal",
    )
    assert compare(one).headline == "A and C hold the same stance on 1 of 4 shared issues"


def test_where_nothing_was_found_the_title_stays() -> None:
    assert compare(study(1, {"A": "support"})).headline == ""
    assert short_title("x " * 40).endswith(" …”")
    assert short_title("It is real.") == "It is real"


def test_who_moved_since_a_date_stands_first() -> None:
    found = study_of(load_bytes(MOVING.encode()))
    report = compare(found, moved_since=parse_date("2017"))
    assert report.shown[0] == report.tables[0].id == "moved"
    told = [
        tuple(cell.id if isinstance(cell, Ref) else cell for cell in row)
        for row in table(report, "moved").rows
    ]
    assert told == [("x", "a", "oppose", "support", "2018-02", "A should be")]
    assert report.summary[0] == "Since 2017, 1 position moved: X on A, from oppose to support (2018-02)."
    assert f"{report.headline}." == report.summary[0]
    cells = [cell for row in matrix(report, "stances").cells for cell in row]
    assert [getattr(cell, "moved", "") for cell in cells] == ["up", None, None, "down"]
