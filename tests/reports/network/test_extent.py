"""What a report says of how much it counts: statements, and not the latest of each cell or silent nodes."""

from __future__ import annotations

import pytest

from positions.dataset.dates import TimeSpan, parse_date
from positions.dataset.load import load_bytes
from positions.measures.networks.one_mode import NetworkRule
from positions.reports.blocs.network import NetworkBlocs, network_blocs
from positions.reports.common.study import Study, study_of
from positions.reports.issue_statements import issue_statements
from positions.reports.network.report import network_report
from positions.reports.network.span import Span

ONE, TWO = NetworkRule("one", "subtract", "average"), NetworkRule("two", "ignore")
DEBATE = b"""\
format: 1
title: T
scale: three-point
issues: {x: {title: X}, y: {title: Y}, z: {title: Z}}
sources: {s1: {title: First}, s2: {title: Second}, s3: {title: Third}, s4: {title: Fourth}}
stakeholders:
  a:
    name: A
    positions:
      x:
        - {stance: support, date: 2019-06, evidence: [{source: s1}]}
        - {stance: oppose, date: 2021-03-01, evidence: [{source: s2}]}
  b:
    name: B
    positions:
      x: {stance: oppose, date: 2020-01-05, evidence: [{source: s3}, {source: s3}]}
      y: {stance: support, date: 2022, evidence: [{source: s4}]}
  c: {name: C}
"""


def debate() -> Study:
    return study_of(load_bytes(DEBATE))


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(), "statements of 2019-06 to 2022, 4 sources"),
        (Span(until=parse_date("2020-12")), "statements of 2019-06 to 2020-01-05, 2 sources"),
        (Span(window=TimeSpan(months=12)), "statements of 2019-06 to 2022, 4 sources"),
        (Span(until=parse_date("2018")), ""),
    ],
)
def test_the_line_on_the_data_is_of_the_statements_counted(span: Span, said: str) -> None:
    study = debate()
    reports = (
        network_report(study, TWO, span),
        network_report(study, ONE, span),
        issue_statements(study, span),
        network_blocs(study, NetworkBlocs(ONE, span)),
    )
    for report in reports:
        assert report.dateline.removeprefix("3 actors, 3 issues").removeprefix(", ") == said
    if said and span.window is None:
        sources = {"First", "Third"} if span.until else {"First", "Second", "Third"}
        assert all(source in report.credit for report in reports for source in sources)


@pytest.mark.parametrize("rule", [ONE, TWO])
def test_who_is_silent_and_what_nobody_speaks_of_is_not_counted(rule: NetworkRule) -> None:
    for isolates in (False, True):
        asked = NetworkRule(rule.mode, rule.aggregation, isolates=isolates)
        said = network_report(debate(), asked).summary[0]
        assert said == f"5 statements by 2 actors{' on 2 issues' if rule.mode == 'two' else ''}."
