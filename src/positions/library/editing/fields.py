"""The fields that a new part of a dataset may be given, by keyword."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypedDict

from positions.library.editing.values import DateText
from positions.problems import UsageError
from positions.suggest import hint_for
from positions.vocabulary import Basis, Confidence, Status


class StakeholderFields(TypedDict, total=False):
    """What may be said of a stakeholder beside its name.

    `short` is the short name for matrices, `kind` what it is (think tank, union ...), `member_of` the
    associations of the dataset that it belongs to, by id or name, `note` a remark.
    """

    short: str | None
    kind: str | None
    member_of: str | Iterable[str]
    note: str | None


class IssueFields(TypedDict, total=False):
    """What may be said of an issue beside its title.

    `proposition` is the sentence that a stance is for or against, `tags` are words to filter by, `weight` is
    how much it counts (1 unless given), `note` a remark.
    """

    proposition: str | None
    tags: str | Iterable[str]
    weight: float | None
    note: str | None


class SourceFields(TypedDict, total=False):
    """What may be said of a source beside its title.

    `date` is when it was published, `retrieved` when it was read, `text` a copy in the dataset's folder,
    against which quotations are checked; the others are texts.
    """

    publisher: str | None
    author: str | None
    type: str | None
    section: str | None
    date: DateText | None
    retrieved: DateText | None
    url: str | None
    language: str | None
    text: str | None
    note: str | None


class TitledSourceFields(SourceFields, total=False):
    """What may be said of a source that is made of a file, its title among it."""

    title: str | None


class EvidenceFields(TypedDict, total=False):
    """The words that a position rests on.

    `source` names a source by id or title, `quote` is the words themselves, `translation` the same in the
    dataset's language, `speaker` who said or wrote them, `locator` where in the source, `basis` stated,
    reported, attributed or inferred, `url` the address of the very passage.
    `force` keeps a quotation that is not in its source's text.
    """

    source: str | None
    quote: str | None
    translation: str | None
    speaker: str | None
    locator: str | None
    basis: Basis | None
    url: str | None
    force: bool


class EntryFields(TypedDict, total=False):
    """What else is said of a position.

    `date` is when it was taken (its source's date unless given), `salience` 0 to 100 how much it matters,
    `confidence` the coder's: low, medium or high, `condition` what it depends on and `needs` the sides
    that must prevail for it, by issue, `note` a remark, `coder` who coded it, `status`
    draft, reviewed or disputed, `reviewed_by` who checked it and `reviewed_on` when.
    """

    date: DateText | None
    salience: float | None
    confidence: Confidence | None
    condition: str | None
    needs: Mapping[str, str]
    note: str | None
    coder: str | None
    status: Status | None
    reviewed_by: str | None
    reviewed_on: DateText | None


EVIDENCE_FIELDS = tuple(name for name in EvidenceFields.__annotations__ if name != "force")
"""The keys of an item of evidence that are given."""
ENTRY_FIELDS = tuple(name for name in EntryFields.__annotations__ if name != "needs")
"""The keys of an entry that are given; what a condition needs is part of it."""


class PositionFields(EvidenceFields, EntryFields, total=False):
    """All that may be said of a new position.

    `replace` puts it in the place of the one that is there; `old_date` is when that one was taken, where the
    dataset does not say.
    """

    replace: bool
    old_date: DateText | None


def require_known(given: Mapping[str, object], fields: type) -> None:
    """Refuse a field that there is not.

    Raises:
        UsageError: naming the first of them.
    """
    known = list(fields.__annotations__)
    for base in fields.__orig_bases__ if hasattr(fields, "__orig_bases__") else ():
        known += getattr(base, "__annotations__", ())
    for name in given:
        if name not in known:
            raise UsageError(f"there is no field {name!r}", hint_for(name, known, "fields", most=20))
