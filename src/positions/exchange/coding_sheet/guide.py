"""The guide on the first sheet of a coding sheet."""

from __future__ import annotations

from collections.abc import Iterator

from positions.dataset.models import Dataset
from positions.exchange.coding_sheet.labels import Labels, scale_words
from positions.suggest import first_of
from positions.vocabulary import BASIS_ENTRIES, NON_POSITIONS, STATUSES, state_entry

Section = tuple[str, tuple[str, ...]]
_LISTED = 12


def guide(dataset: Dataset, labels: Labels, *, held_back: str | None) -> tuple[Section, ...]:
    """Return headings, each with its paragraphs.

    Args:
        dataset: what the sheet holds.
        labels: what everything is called.
        held_back: what of the dataset is private and not here, or here and private.
    """
    return (
        ("What this is", (dataset.title, *_about(dataset), *([held_back] if held_back else []))),
        (
            "How to fill it in",
            (
                "Each row of the sheet Positions is one position: who (Stakeholder), on what (Issue), "
                "where it stands (Stance), and the words that show it (Quotation, Source).",
                "New positions go into the empty rows below. Click a cell, then its arrow, to choose from "
                "a list.",
                "Copy the words of a quotation exactly; [...] stands for words left out.",
                "A stakeholder, issue or source that is not in the list: add a row in its own sheet "
                "first. The list then offers it.",
                "Write dates as 2017, 2017-03 or 2017-03-23.",
                "To take a row out, put an x into the column Delete. A row that is deleted from the "
                "sheet stays in the dataset.",
                "Rows may be sorted, filtered, copied and moved. Leave the column Key as it is; in a "
                "copy of a row it may be emptied.",
                "More columns are behind the plus sign above the column letters: a second quotation, a "
                "translation, what is private.",
            ),
        ),
        ("Stances", _stances(dataset, labels)),
        (
            "Basis: how a quotation shows the stance",
            tuple(f"{entry.name}: {entry.meaning}" for entry in BASIS_ENTRIES.values()),
        ),
        ("Status", tuple(f"{name}: {meaning}" for name, meaning in STATUSES.items())),
        (
            "What happens then",
            (
                "Send the file back. `positions import FILE --into DATASET --dry-run` shows what was changed "
                "here, and without --dry-run it is written. What was changed in the dataset meanwhile stays; "
                "where both changed the same, nothing is written and the row is named.",
            ),
        ),
    )


def _about(dataset: Dataset) -> tuple[str, ...]:
    counts = (
        (len(dataset.stakeholders), "stakeholders"),
        (len(dataset.issues), "issues"),
        (len(dataset.sources), "sources"),
    )
    said = ", ".join(f"{number} {what[:-1] if number == 1 else what}" for number, what in counts)
    return (*([dataset.description] if dataset.description else []), said)


def _stances(dataset: Dataset, labels: Labels) -> tuple[str, ...]:
    scale, words = dataset.scale, labels.stances[""]
    meanings = {name: state_entry(name).prompt or state_entry(name).legend for name in NON_POSITIONS}
    if all(one.is_amount for one in dataset.scales):
        meanings["mixed"] = "no position: names more than one amount"
    named = {words[name]: meaning for name, meaning in meanings.items()}
    steps = scale_words(scale)
    sided = scale.labels and not scale.is_range
    return (
        f"for or against the sentence of the issue: {steps}" if sided else steps,
        *_own_scales(dataset),
        "or why there is none:",
        *(f"{word}: {meaning}" for word, meaning in named.items()),
    )


def _own_scales(dataset: Dataset) -> Iterator[str]:
    """Yield what stands on issues with scales of their own, a paragraph for each scale."""
    titles: dict[str, list[str]] = {}
    for issue in dataset.issues.values():
        if issue.scale is not None:
            titles.setdefault(scale_words(issue.scale), []).append(issue.title)
    for words, named in titles.items():
        yield f"on {first_of(named, _LISTED)}: {words}"
