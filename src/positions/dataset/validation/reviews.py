"""Reviews and corrections of entries that cannot be as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from positions.dataset.dates import PartialDate
from positions.dataset.entries import entry_date
from positions.dataset.models import Dataset, Position
from positions.dataset.origin import Origin
from positions.dataset.yaml.reader import Path
from positions.names import alike_key
from positions.problems import Problem
from positions.rounding import as_written


def check_review(dataset: Dataset, origin: Origin, path: Path, entry: Position) -> Iterator[Problem]:
    """Yield what cannot be in the review and the correction of the entry at a path.

    A coder's review of her own entry, a draft that was reviewed, a correction that changes nothing, and what
    was checked or corrected before the day of the statement itself.
    """
    by, correction = entry.reviewed_by, entry.correction
    if by is not None and entry.coder is not None and alike_key(by) == alike_key(entry.coder):
        message = f"{by} has coded this entry, and reviewed it"
        hint = "a review is another's: name who checked it, or delete `reviewed_by` and the status"
        yield origin.problem("own-review", (*path, "reviewed_by"), message, hint, "warning")
    if by is not None and entry.status == "draft":
        message = f"a draft is not checked yet, and {by} has checked this one"
        hint = "write `status: reviewed` or `status: disputed`, or delete `reviewed_by`"
        yield origin.problem("reviewed-draft", (*path, "status"), message, hint, "warning")
    if correction is not None and correction.from_ == entry.stance:
        stance = entry.stance if isinstance(entry.stance, str) else as_written(entry.stance)
        message = f"a correction from {stance} to {stance} changes nothing"
        hint = "write in `from` what stood here by mistake, or delete the correction"
        yield origin.problem("empty-correction", (*path, "correction", "from"), message, hint, "warning")
    date = entry_date(entry, dataset.sources)
    days: tuple[tuple[str, Path, PartialDate | None], ...] = (
        ("reviewed", ("reviewed_on",), entry.reviewed_on),
        ("corrected", ("correction", "date"), correction.date if correction is not None else None),
    )
    for done, keys, day in days:
        if date is not None and day is not None and day.last < date.first:
            message = f"{done} ({day}) before the statement itself ({date})"
            hint = "one of the two dates is wrong"
            yield origin.problem("review-before-entry", (*path, *keys), message, hint, "warning")
