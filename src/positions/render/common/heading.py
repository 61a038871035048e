"""What heads a report in every format that people read: its finding, and below it what it is about."""

from __future__ import annotations

from positions.tables import Report


def headline_of(report: Report) -> str:
    """Return what stands largest: the finding, else the title."""
    return report.headline or report.title


def dateline_of(report: Report) -> str:
    """Return the line below: the data's title where the finding has its place, and how much is compared."""
    whole = report.dataset.title if report.title.endswith(report.dataset.title) else report.title
    title = whole if report.headline else ""
    return ": ".join(part for part in (title, report.dateline) if part)


def told_of(report: Report) -> tuple[str, ...]:
    """Return what the report says in words, without the sentence that stands above it as the headline."""
    return tuple(said for said in report.summary if said.rstrip(".") != report.headline)
