"""Which part of the dataset a name in a coding sheet means: as the sheet called it, or the dataset does."""

from __future__ import annotations

from collections.abc import Mapping

from positions.dataset.editing.plans.cells import find_stance
from positions.dataset.load import Loaded
from positions.dataset.validation.former_ids import former_ids
from positions.exchange.coding_sheet.cell_text import (
    canonical,
    list_text,
    pairs_text,
    parts_of,
    tidied,
)
from positions.exchange.coding_sheet.fields import Column
from positions.exchange.coding_sheet.labels import joined_label, stance_texts
from positions.exchange.coding_sheet.layout import SHEETS
from positions.exchange.coding_sheet.reading import Base
from positions.exchange.needs import parse_needs
from positions.names import alike_key
from positions.problems import UsageError
from positions.rounding import as_written
from positions.selection import find_part
from positions.vocabulary import Section

_ANY_ISSUE = ""
"""Sheets hold issues on the dataset's scale alone."""

_SECTION_OF: Mapping[str, Section] = {
    "stakeholder": "stakeholders",
    "stakeholders": "stakeholders",
    "influences": "stakeholders",
    "issue": "issues",
    "needs": "issues",
    "source": "sources",
}


class Names:
    """Finds what names mean in a sheet that came back: as it called things, then as the dataset does."""

    def __init__(self, loaded: Loaded, base: Base | None) -> None:
        self._loaded = loaded
        self._dataset = loaded.require()
        self._known: dict[Section, dict[str, set[str]]] = {}
        for section, sheet in SHEETS.items():
            self._known[section] = {}
            for row in (base.rows.get(sheet, {}) if base is not None else {}).values():
                self._learn(section, row.get("id", ""), row)
        scale = self._dataset.scale
        self._stances = {alike_key(text): label for label, text in stance_texts(scale).items()}
        self._new: dict[Section, dict[str, str]] = {section: {} for section in SHEETS}

    def _learn(self, section: Section, name: str, row: Mapping[str, str]) -> None:
        title = tidied(row.get("name") or row.get("title") or "")
        for text in {name, title, joined_label(title, tidied(row.get("proposition", "")))}:
            if text:
                self._known[section].setdefault(alike_key(text), set()).add(name)

    def add(self, section: Section, name: str, row: Mapping[str, str]) -> None:
        """Learn of a part that is new in the sheet."""
        self._new[section][name] = name
        self._learn(section, name, row)

    def find(self, section: Section, text: str) -> str:
        """Return the id of today of what a text names.

        Raises:
            UsageError: if it names nothing, or several.
        """
        parts = getattr(self._dataset, section)
        found = self._known[section].get(alike_key(text), set())
        if len(found) != 1 and text in parts:
            found = {text}
        if not found and section == "issues":
            found = self._by_title(text)
        if len(found) == 1:
            (name,) = found
            return self.today(section, name)
        if len(found) > 1:
            listed = ", ".join(sorted(found))
            raise UsageError(f"{text!r} names several {section}", f"write the id: {listed}")
        return find_part(self._dataset, section, text)

    def _by_title(self, text: str) -> set[str]:
        """Return the issues of whose label a text may be an older or a shorter form: `Title: sentence`."""
        titles = {issue.title: name for name, issue in self._dataset.issues.items()}
        return {name for title, name in titles.items() if text.startswith(f"{title}: ")}

    def today(self, section: Section, name: str) -> str:
        """Return what a part is called today that may have been renamed since."""
        parts = getattr(self._dataset, section)
        if name in parts or name in self._new[section] or section == "sources":
            return name
        return former_ids(parts).get(name, name)

    def is_there(self, section: Section, name: str) -> bool:
        """Return whether the dataset, or the sheet, has a part of this id."""
        return name in getattr(self._dataset, section) or name in self._new[section]

    def canonical(self, column: Column, text: str) -> str:
        """Return the one form of a cell's text in which what means the same is equal; names as ids.

        An unknown name is returned unchanged: the caller reports the error.
        """
        plain = canonical(column.kind, text)
        if not plain:
            return plain
        section = _SECTION_OF.get(column.kind)
        match column.kind:
            case "stance":
                return self._stance(plain)
            case "stakeholder" | "issue" | "source" if section is not None:
                return self._id(section, plain)
            case "stakeholders":
                return list_text([self._id("stakeholders", part) for part in parts_of(plain)])
            case "needs" | "influences" if section is not None:
                return self._pairs(section, plain)
            case _:
                return plain

    def _id(self, section: Section, text: str) -> str:
        try:
            return self.find(section, text)
        except UsageError:
            return text

    def _pairs(self, section: Section, text: str) -> str:
        try:
            return pairs_text({self._id(section, name): value for name, value in parse_needs(text).items()})
        except ValueError:
            return text

    def _stance(self, text: str) -> str:
        if alike_key(text) in self._stances:
            return self._stances[alike_key(text)]
        try:
            found = find_stance(self._loaded, _ANY_ISSUE, text)
        except UsageError:
            return text
        return found if isinstance(found, str) else as_written(found)

    def stance(self, text: str) -> str | int | float:
        """Return the stance that a canonical text is.

        Raises:
            UsageError: if it is none of the scale.
        """
        return find_stance(self._loaded, _ANY_ISSUE, text)
