"""Which part of the dataset a name in a coding sheet means: as the sheet called it, or the dataset does."""

from __future__ import annotations

from collections.abc import Mapping

from positions.dataset.editing.plans.cells import find_stance
from positions.dataset.load import Loaded
from positions.dataset.scale import Scale
from positions.dataset.validation.former_ids import former_ids
from positions.exchange.coding_sheet.cell_text import (
    advice_on_number,
    canonical,
    list_text,
    pairs_text,
    parse_number_text,
    parts_of,
    tidied,
)
from positions.exchange.coding_sheet.fields import Column
from positions.exchange.coding_sheet.labels import joined_label, stance_texts
from positions.exchange.coding_sheet.layout import SHEETS
from positions.exchange.coding_sheet.reading import Base
from positions.exchange.needs import parse_needs
from positions.exchange.tables.values.numbers import PERCENT, parse_amount_on
from positions.names import alike_key
from positions.problems import UsageError
from positions.rounding import as_written
from positions.selection import find_part
from positions.vocabulary import Section

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
        self._stances: dict[str, dict[str, str]] = {}
        self._new: dict[Section, dict[str, str]] = {section: {} for section in SHEETS}

    def _learn(self, section: Section, name: str, row: Mapping[str, str]) -> None:
        title = tidied(row.get("name") or row.get("title") or "")
        detail, unit = tidied(row.get("proposition", "")), tidied(row.get("unit", ""))
        for text in {name, title, joined_label(title, detail), joined_label(title, detail, unit)}:
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
        return {name for title, name in titles.items() if text.startswith((f"{title}: ", f"{title} ("))}

    def today(self, section: Section, name: str) -> str:
        """Return what a part is called today that may have been renamed since."""
        parts = getattr(self._dataset, section)
        if name in parts or name in self._new[section] or section == "sources":
            return name
        return former_ids(parts).get(name, name)

    def is_there(self, section: Section, name: str) -> bool:
        """Return whether the dataset, or the sheet, has a part of this id."""
        return name in getattr(self._dataset, section) or name in self._new[section]

    def canonical(self, column: Column, text: str, issue: str = "") -> str:
        """Return the one form of a cell's text in which what means the same is equal; names as ids.

        `issue` is the id of the issue that a stance is on.

        An unknown name is returned unchanged: the caller reports the error.
        """
        plain = canonical(column.kind, text)
        if not plain:
            return plain
        section = _SECTION_OF.get(column.kind)
        match column.kind:
            case "stance":
                return self._stance(plain, issue)
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

    def _stance(self, text: str, issue: str) -> str:
        label = self._words(issue).get(alike_key(text))
        if label is not None:
            return label
        try:
            found = self.stance(text, issue)
        except UsageError:
            return text
        return found if isinstance(found, str) else as_written(found)

    def _words(self, issue: str) -> Mapping[str, str]:
        """Return the labels of an issue's scale by the words that people read."""
        if issue not in self._stances:
            named = stance_texts(self._dataset.scale_of(issue))
            self._stances[issue] = {alike_key(text): label for label, text in named.items()}
        return self._stances[issue]

    def stance(self, text: str, issue: str) -> str | int | float:
        """Return the stance on an issue that a text is; an amount may stand with the unit of its issue.

        Raises:
            UsageError: if it is none of the issue's scale.
        """
        if not self._dataset.scale_of(issue).is_range:
            return find_stance(self._loaded, issue, text)
        known = self._dataset.issues.get(issue)
        unit = known.unit if known is not None and known.unit else ""
        number = _amount(text, unit, self._dataset.scale_of(issue))
        try:
            return find_stance(self._loaded, issue, text if number is None else as_written(number))
        except UsageError as error:
            advice = advice_on_number(text) if number is None else None
            raise UsageError(f"{text!r} is not a stance on this scale", advice or error.hint) from None


def _amount(text: str, unit: str, scale: Scale) -> int | float | None:
    """Return the amount that a text is, with or without its unit, per cent as on any scale."""
    if text.endswith(PERCENT):
        return parse_amount_on(text, scale)
    return parse_number_text(text.removesuffix(unit))
