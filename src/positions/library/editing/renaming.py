"""Renaming or merging of stakeholders and issues, shared by the command line and `editing`."""

from __future__ import annotations

from dataclasses import dataclass, field

from positions.dataset.editing.edit import Edited, Plan
from positions.dataset.editing.plans.merges import left_behind, merge_parts, merged_words
from positions.dataset.editing.plans.parts import WHAT
from positions.dataset.editing.plans.renames import occurrences, rename_part
from positions.dataset.load import Loaded
from positions.library.selecting import a_name
from positions.selection import find_actor, find_issue
from positions.vocabulary import Renamable


@dataclass(slots=True)
class Renaming:
    """A part of the dataset and its new id.

    Attributes:
        section: `stakeholders` or `issues`.
        old: the part, by any of its names.
        new: its new id; with `merge`, the part to merge it into.
        forget: do not keep the old id under `was`.
        merge: `new` exists already; combine the two.
    """

    section: Renamable
    old: str
    new: str
    forget: bool = False
    merge: bool = False
    _id: str = field(default="", init=False)
    _lost: list[str] = field(default_factory=list, init=False)

    def plan(self, loaded: Loaded) -> Plan:
        """Return the plan that renames or merges the part.

        Raises:
            UsageError: if the part is unknown, its new id taken or invalid, or `new` unknown when merging.
        """
        dataset = loaded.require()
        find = find_actor if self.section == "stakeholders" else find_issue
        self._id = find(dataset, a_name(self.old))
        if self.merge:
            other = find(dataset, a_name(self.new))
            self._lost = left_behind(dataset, self.section, self._id, other) if other != self._id else []
            return merge_parts(loaded, self.section, self._id, other, forget=self.forget)
        return rename_part(loaded, self.section, self._id, a_name(self.new), forget=self.forget)

    def done(self, edited: Edited) -> str:
        """Return a sentence that reports the completed edit."""
        _, name = edited.about
        if self.merge:
            return merged_words(self.section, self._id, str(name), edited.loaded.name, self._lost)
        documents = edited.loaded.origin.documents
        places = sum(len(occurrences(document, self.section, str(name))) for document in documents)
        times = "once" if places == 1 else f"{places} times"
        return f"Renamed: {WHAT[self.section]} {self._id} is now {name} ({times} in {edited.loaded.name})"
