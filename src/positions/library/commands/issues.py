"""`issues`: each issue, who is for and against, and how divisive it is."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.options.effect import say_no_shares, say_without_effect
from positions.library.options.keywords import IssuesKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.selecting import Values
from positions.problems import UsageError


def issues(data: Data, **options: Unpack[IssuesKeywords]) -> Result:
    """Count on each issue who is for, against and silent, what divides most first.

    Args:
        data: what `load` returns, or what it takes.
        options: `consensus` (only the issues on which nearly all agree), `group_by` (attributes), `count`
            ("statements" counts these, not actors; with `duplicates`, `since`, `until`, `window` and `step`
            as `network` has them), `table`, `min_shared`, and the filters of `load`.

    Returns:
        The table `issues`, a row an issue, with counts and measures of dispersion; by groups the tables
        `prevalence`, `representative` and `consensus`; of statements their numbers, with windows also the
        table `windows`.

    Raises:
        UsageError: if a name or an option is unknown.
        DataError: if the data is wrong.
    """
    from positions.reports.issues import issues as issues_report

    asked = read_options(IssuesKeywords, options)
    say_no_shares(IssuesKeywords, asked)
    if asked["count"] == "statements":
        return _by_statements(data, asked)
    say_without_effect(IssuesKeywords, asked, ("window", "step", "duplicates"), "they are for statements")
    study = study_to_report(data, asked, stances_only=not asked["group_by"])
    if asked["group_by"]:
        from positions.reports.groups.prevalence import issues_by_group

        return result_of(issues_by_group(study, asked["group_by"], consensus=asked["consensus"]), asked)
    return result_of(issues_report(study, consensus=asked["consensus"]), asked)


def _by_statements(data: Data, asked: Values) -> Result:
    from positions.reports.issue_statements import issue_statements
    from positions.reports.network.span import Span

    if asked["consensus"] or asked["group_by"]:
        option = "--consensus" if asked["consensus"] else "--group-by"
        raise UsageError(f"{option} counts actors, not statements", "leave out --count statements")
    say_without_effect(IssuesKeywords, asked, ("entries",), "every statement counts")
    study = study_to_report(data, {**asked, "entries": None, "since": None, "until": None})
    span = Span(asked["since"], asked["until"], asked["window"], asked["step"])
    return result_of(issue_statements(study, span, asked["duplicates"]), asked)
