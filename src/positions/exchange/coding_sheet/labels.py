"""What stakeholders, issues, sources and stances are called in a coding sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from positions.dataset.models import Dataset
from positions.dataset.scale import Scale
from positions.exchange.coding_sheet.cell_text import tidied
from positions.names import alike_key
from positions.rounding import as_written
from positions.vocabulary import NON_POSITIONS, Section

LONGEST_LABEL = 200
"""Characters that a list shows of a text; spreadsheets cut longer ones, each in its own way."""


def label_texts(section: Section, dataset: Dataset) -> dict[str, str]:
    """Return what the parts of a section are called, by id: their names, or all by their ids.

    By their ids where two share a name, or one is too long for a list to choose from.
    """
    if section == "stakeholders":
        named = {name: tidied(part.name) for name, part in dataset.stakeholders.items()}
    elif section == "sources":
        named = {name: tidied(part.title) for name, part in dataset.sources.items()}
    else:
        named = {
            name: joined_label(tidied(part.title), tidied(part.proposition or ""), tidied(part.unit or ""))
            for name, part in dataset.issues.items()
        }
        if any(len(part.title) > LONGEST_LABEL for part in dataset.issues.values()):
            return {name: name for name in named}
    distinct = len({alike_key(text) for text in named.values()}) == len(named)
    fitting = all(len(text) <= LONGEST_LABEL and "\n" not in text for text in named.values())
    return named if distinct and fitting else {name: name for name in named}


def joined_label(title: str, detail: str, unit: str = "") -> str:
    """Return a title with its unit and what stands behind it in a list, cut where it is long."""
    head = f"{title} ({unit})" if unit else title
    return (f"{head}: {detail}" if detail else head)[:LONGEST_LABEL]


def stance_texts(scale: Scale) -> dict[str, str]:
    """Return each label of a scale, and each state in place of one, as people read it."""
    named = {label: scale.in_words(label) for label in (*scale.labels, *NON_POSITIONS)}
    distinct = len({text.casefold() for text in named.values()}) == len(named)
    return named if distinct else {label: label for label in named}


def scale_words(scale: Scale) -> str:
    """Return what can stand as a stance on a scale, in words."""
    if scale.is_range:
        bounds = f"a number from {as_written(scale.minimum)} to {as_written(scale.maximum)}"
        return f"{bounds}, {as_written(scale.neutral)} is neutral" if scale.sided else bounds
    shown = stance_texts(scale)
    return ", ".join(shown[label] for label in scale.labels) or "any word"


@dataclass(frozen=True, slots=True)
class Labels:
    """What a sheet calls the parts of each section by id, and the stances on each issue by label.

    `stances` has those of the dataset's scale under "".
    """

    texts: Mapping[Section, Mapping[str, str]]
    stances: Mapping[str, Mapping[str, str]]

    def shown(self, section: Section, name: str) -> str:
        """Return what an id is called; an unknown one is called as it is written."""
        return self.texts.get(section, {}).get(name, name)

    def stance(self, issue: str, label: str) -> str:
        """Return what a stance on an issue is called; a number is called as it is written."""
        return (self.stances.get(issue) or self.stances[""]).get(label, label)


def labels_of(dataset: Dataset) -> Labels:
    """Return what everything in a dataset is called."""
    return Labels(
        {
            "stakeholders": label_texts("stakeholders", dataset),
            "issues": label_texts("issues", dataset),
            "sources": label_texts("sources", dataset),
        },
        {
            "": stance_texts(dataset.scale),
            **{
                name: stance_texts(issue.scale)
                for name, issue in dataset.issues.items()
                if issue.scale is not None
            },
        },
    )
