"""How an entry was coded: its reviewer, its correction, its other variables."""

from __future__ import annotations

from collections.abc import Iterator

from positions.dataset.models import Dataset, Position
from positions.dataset.plain_keys import plain_keys

_OF_REVIEW = ("status", "reviewed_by", "reviewed_on")


def review_words(dataset: Dataset, issue: str, entry: Position) -> str | None:
    """Return an entry's review, correction and other variables in words; None where it has none of them.

    "reviewed by B, 2026-02; corrected 2026-03, before that oppose (misread); coded by A; venue: parliament".
    """
    parts = [*_review(entry), *_correction(dataset, issue, entry), *_other_keys(entry)]
    parts += [f"{name}: {value}" for name, value in entry.attributes.items()]
    if parts and entry.coder:
        parts.append(f"coded by {entry.coder}")
    return "; ".join(parts) or None


def _other_keys(entry: Position) -> Iterator[str]:
    for name, key in plain_keys(Position).items():
        value = getattr(entry, name)
        if name not in _OF_REVIEW and value is not None:
            yield f"{key.heading.lower()}: {value}"


def _review(entry: Position) -> list[str]:
    if not (entry.status or entry.reviewed_by or entry.reviewed_on):
        return []
    by = f" by {entry.reviewed_by}" if entry.reviewed_by else ""
    on = f", {entry.reviewed_on}" if entry.reviewed_on else ""
    if entry.status == "draft" and (by or on):
        return [f"draft, though checked{by}{on}"]  # `check` warns of it
    return [f"{entry.status or 'checked'}{by}{on}"]


def _correction(dataset: Dataset, issue: str, entry: Position) -> list[str]:
    correction = entry.correction
    if correction is None:
        return []
    why = f" ({correction.why})" if correction.why else ""
    return [f"corrected {correction.date}, before that {dataset.in_words(issue, correction.from_)}{why}"]
