"""The finding of a report on issues in a line: what divides, what sets apart, where there is a consensus."""

from __future__ import annotations

from collections.abc import Sequence

from positions.measures.issues import IssueProfile
from positions.reports.amounts import spread_words
from positions.reports.common.cells import counted, listed
from positions.reports.common.headlines import short_title
from positions.reports.common.sides import Names
from positions.reports.common.signing import not_counted

_MOST_HEADED = 2


def headline_of_issues(names: Names, rows: Sequence[IssueProfile]) -> str:
    """Return how many issues divide, and which most: "3 of 10 issues divide the 4, New structures most".

    Where none does, on how many all are on one side or hold one label; of amounts alone, how many issues
    set them apart. "" where there are fewer than two actors, or no issues.
    """
    if len(names.actors) < 2 or not rows:
        return ""
    them = "the two" if len(names.actors) == 2 else f"the {len(names.actors):,}"
    can_divide = [row for row in rows if not is_amount(row)]
    if not can_divide:
        return _set_apart(names, rows, them)
    divided = [row for row in can_divide if row.opposed]
    if not divided:
        return _undivided(names, rows, them)
    verb = "divides" if len(divided) == 1 else "divide"
    most = [row for row in divided if (row.opposed, row.pairs) == (divided[0].opposed, divided[0].pairs)]
    return f"{len(divided):,} of {of_issues(rows)} {verb} {them}{_named(names, most, among=divided)}"


def _undivided(names: Names, rows: Sequence[IssueProfile], them: str) -> str:
    """Return that nothing divides, and on how many issues two or more are together."""
    able = [row for row in rows if not is_amount(row)]
    left_out = not_counted(names.grid, [row.issue for row in able])
    one = f"issue{_kind(rows)}"
    if not any(row.pairs for row in able):
        return f"No two hold a position on the same {one}{left_out}"
    together = [row for row in able if row.pairs and _in_one_place(row)]
    on = f"on {len(together):,} of {of_issues(rows)} all who hold a position"
    where = "stand on one side" if any(row.sided for row in able) else "hold the same"
    return f"No {one} divides {them}" + (f": {on} {where}" if together else "") + left_out


def _in_one_place(row: IssueProfile) -> bool:
    """Whether all who hold a position on an issue are for it, or all against, or all hold one label."""
    if row.sided:
        return row.n in (len(row.tally.favour), len(row.tally.against))
    return not row.opposed


def _set_apart(names: Names, rows: Sequence[IssueProfile], them: str) -> str:
    """Return how many issues of amounts set actors apart, and which most."""
    apart = [row for row in rows if row.spread > 0]
    if not apart:
        left_out = not_counted(names.grid, [row.issue for row in rows])
        same = sum(row.n > 1 for row in rows)
        if not same:
            return f"No two hold an amount on the same issue{left_out}"
        all_issues = counted(len(rows), "issue")
        return f"Nothing sets {them} apart: on {same:,} of {all_issues} all amounts are the same{left_out}"
    furthest = max(row.share_of_range for row in apart)
    most = [row for row in apart if row.share_of_range == furthest]
    verb = "sets" if len(apart) == 1 else "set"
    said = f"{len(apart):,} of {counted(len(rows), 'issue')} {verb} {them} apart"
    if len(most) > 1:
        return f"{said}{_named(names, most, among=apart)}"
    return f"{said}{_named(names, most, among=apart)} ({spread_words(names, most[0])})"


def _named(names: Names, most: Sequence[IssueProfile], among: Sequence[IssueProfile]) -> str:
    """Return the one or two issues that stand out, after a comma; after a colon where there is no other."""
    if len(most) > _MOST_HEADED:
        return ""
    titles = listed([short_title(names.issue(row.issue)) for row in most])
    return f": {titles}" if len(most) == len(among) else f", {titles} most"


def of_issues(rows: Sequence[IssueProfile]) -> str:
    """Return how many issues can divide: all, but where some are of amounts those without them."""
    able, kind = sum(not is_amount(row) for row in rows), _kind(rows)
    return counted(able, f"issue{kind}", f"issues{kind}")


def _kind(rows: Sequence[IssueProfile]) -> str:
    """Return what issues that can divide have, those of amounts have not; "" where none is."""
    if not any(map(is_amount, rows)):
        return ""
    return " with sides" if all(row.sided for row in rows if not is_amount(row)) else " with sides or labels"


def headline_of_consensus(rows: Sequence[IssueProfile], issues: int) -> str:
    """Return on how many issues there is a consensus, by side, in a line without a full stop."""
    sides = [(side, sum(row.consensus == side for row in rows)) for side in ("for", "against")]
    told = listed(
        [f"for {number:,}" if side == "for" else f"against {number:,}" for side, number in sides if number]
    )
    if not issues:
        return ""
    return f"Consensus {told} of {counted(issues, 'issue')}" if told else "No consensus on any issue"


def is_amount(row: IssueProfile) -> bool:
    """Whether the stances on an issue are amounts, of which none is for or against."""
    return row.ordered and not row.sided
