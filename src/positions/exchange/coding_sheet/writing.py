"""A dataset as a coding sheet: a workbook to fill in, or the table of its positions alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from positions.dataset.entries import entry_date
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Issue, Position, Source, Stakeholder
from positions.dataset.scale import Scale
from positions.exchange.coding_sheet.fields import Column
from positions.exchange.coding_sheet.guide import guide
from positions.exchange.coding_sheet.labels import Labels, labels_of, scale_words, stance_texts
from positions.exchange.coding_sheet.layout import (
    ACTOR,
    ID,
    KEY,
    ON,
    POSITIONS,
    REQUIRED,
    SCALE,
    SHEETS,
    SheetColumns,
    meaning_of,
    part_sheet,
    positions_sheet,
)
from positions.exchange.coding_sheet.records import (
    Key,
    all_entries,
    attributes_of,
    entry_key,
    entry_texts,
    part_texts,
    row_hash,
)
from positions.form_model import Choice, Form, FormColumn, FormSheet
from positions.reports.common.study import info_of
from positions.selection import Selection, selected_actors, selected_issues
from positions.tables import Column as TableColumn
from positions.tables import Report, Table
from positions.vocabulary import BASES, CONFIDENCES, NON_POSITIONS, STATUSES, Audience, Section

_READY, _READY_PARTS = 200, 80
_FEWEST_GROUPS = 2
VERSION = "1"
"""Of the rows that the hidden sheet keeps."""


@dataclass(frozen=True, slots=True)
class CodingSheet:
    """The rows of a coding sheet, as people see them.

    `kept` are the rows of the hidden sheet, `labels` what everything is called.
    """

    dataset: Dataset
    labels: Labels
    positions: SheetColumns
    rows: tuple[tuple[str, ...], ...]
    parts: Mapping[Section, tuple[SheetColumns, tuple[tuple[str, ...], ...]]]
    audience: Audience
    sha256: str
    held_back: str | None


def coding_sheet(loaded: Loaded, selection: Selection, audience: Audience) -> CodingSheet:
    """Return the selected part of a dataset as the rows of a coding sheet.

    Args:
        loaded: the dataset as the audience sees it.
        selection: which stakeholders, issues and entries have rows.
        audience: who sees it; the sheet says so to the program that reads it again.

    The stances of all scales are offered in one list; those that are not on the scale of their issue are
    named when the sheet comes back.
    """
    dataset = loaded.require()
    actors, issues = selected_actors(dataset, selection), selected_issues(dataset, selection)
    sections: Mapping[Section, Mapping[str, Stakeholder | Issue | Source]] = {
        "stakeholders": actors,
        "issues": issues,
        "sources": dataset.sources,
    }
    labels = labels_of(dataset)
    entries = all_entries(dataset)
    groups = max((len(entry.evidence) for entry in entries), default=0) + 1
    columns = positions_sheet(max(groups, _FEWEST_GROUPS), attributes_of(entries))
    rows = tuple(
        _shown(columns, labels, {ACTOR.id: actor, ON.id: issue, KEY.id: str(key), **texts})
        for actor, issue, key, texts in _entries(dataset, selection, actors, issues)
    )
    parts = {}
    for section in SHEETS:
        attributes = attributes_of(list(dataset.stakeholders.values())) if section == "stakeholders" else ()
        part_columns = part_sheet(
            section,
            attributes,
            units=any(issue.unit for issue in issues.values()),
            scales=any(issue.scale is not None for issue in issues.values()),
        )
        part_rows = []
        for name, part in sections[section].items():
            texts = part_texts(section, part)
            key = Key((name,), row_hash(texts))
            if isinstance(part, Issue) and part.scale is not None:
                texts = {**texts, SCALE.id: scale_words(part.scale)}
            part_rows.append(_shown(part_columns, labels, {ID.id: name, KEY.id: str(key), **texts}))
        parts[section] = (part_columns, tuple(part_rows))
    return CodingSheet(dataset, labels, columns, rows, parts, audience, loaded.sha256, loaded.held_back)


def _entries(
    dataset: Dataset,
    selection: Selection,
    actors: Mapping[str, Stakeholder],
    issues: Mapping[str, Issue],
) -> Iterator[tuple[str, str, Key, Mapping[str, str]]]:
    for actor, stakeholder in actors.items():
        for issue in issues:
            for number, entry in enumerate(stakeholder.positions.get(issue, ()), 1):
                if _is_selected(dataset, selection, entry):
                    texts = entry_texts(entry)
                    yield actor, issue, entry_key(actor, issue, number, texts), texts


def _is_selected(dataset: Dataset, selection: Selection, entry: Position) -> bool:
    day = entry_date(entry, dataset.sources)
    later = selection.as_of is not None and day is not None and day.first > selection.as_of.last
    return not later and selection.of_coders((entry,)) != () and selection.fails(entry) is None


def _shown(columns: SheetColumns, labels: Labels, texts: Mapping[str, str]) -> tuple[str, ...]:
    issue = texts.get(ON.id, "")
    return tuple(_shown_text(column, labels, texts.get(column.id, ""), issue) for column in columns.columns)


def _shown_text(column: Column, labels: Labels, text: str, issue: str) -> str:
    """Return what people see of a text in canonical form, in a row on an issue."""
    match column.kind:
        case "stakeholder":
            return labels.shown("stakeholders", text)
        case "issue":
            return labels.shown("issues", text)
        case "source":
            return labels.shown("sources", text)
        case "stance":
            return labels.stance(issue, text)
        case _:
            return text


def kept_rows(sheet: CodingSheet) -> tuple[tuple[str, ...], ...]:
    """Return what the hidden sheet keeps: who sees it, and each row as it was at export."""
    found: list[tuple[str, ...]] = [
        ("coding sheet", VERSION),
        ("audience", sheet.audience),
        ("title", sheet.dataset.title),
        ("sha256", sheet.sha256),
    ]
    for columns, rows in ((sheet.positions, sheet.rows), *sheet.parts.values()):
        found.append(("columns", columns.name, *columns.ids))
        found += [("row", columns.name, *row) for row in rows]
    return tuple(found)


def coding_form(sheet: CodingSheet) -> Form:
    """Return the workbook to fill in."""
    scales = sheet.dataset.scales
    amounts = all(one.is_amount for one in scales)
    tones = stance_tones(sheet)
    return Form(
        title=sheet.dataset.title,
        guide=guide(sheet.dataset, sheet.labels, held_back=sheet.held_back),
        sheets=(
            _form_sheet(
                sheet.positions,
                sheet.rows,
                _READY,
                open_stance=any(scale.is_range or scale.is_nominal for scale in scales),
                amounts=amounts,
            ),
            *(
                _form_sheet(columns, rows, _READY_PARTS, amounts=amounts)
                for columns, rows in sheet.parts.values()
            ),
        ),
        choices=(
            *_following(sheet),
            Choice("stances", offered_stances(sheet.dataset)),
            Choice("bases", BASES),
            Choice("confidences", CONFIDENCES),
            Choice("statuses", tuple(STATUSES)),
            Choice("yes", ("yes",)),
            Choice("delete", ("x",)),
        ),
        toned=(POSITIONS, "Stance", tones),
        kept=kept_rows(sheet),
    )


def _following(sheet: CodingSheet) -> Iterator[Choice]:
    """Yield the lists that follow what is typed into the other sheets."""
    for section in SHEETS:
        texts = sheet.labels.texts[section]
        by_id = bool(texts) and all(name == text for name, text in texts.items())
        heading = "Id" if by_id else sheet.parts[section][0].columns[0].label
        detail = "Proposition" if section == "issues" and not by_id else None
        unit = "Unit" if detail else None
        yield Choice(section, tuple(texts.values()), SHEETS[section], heading, detail, unit)


def offered_stances(dataset: Dataset) -> tuple[str, ...]:
    """Return the words of all scales, then those for no position; amounts are not listed."""
    words: dict[str, None] = {}
    states: dict[str, None] = {}
    for scale in dataset.scales:
        shown = stance_texts(scale)
        states |= {shown[name]: None for name in NON_POSITIONS}
        if not scale.is_range:
            words |= {shown[label]: None for label in scale.labels}
    return (*words, *(state for state in states if state not in words))


def _form_sheet(
    columns: SheetColumns,
    rows: Sequence[tuple[str, ...]],
    ready: int,
    *,
    open_stance: bool = False,
    amounts: bool,
) -> FormSheet:
    made = tuple(
        FormColumn(
            column.label,
            meaning_of(column, columns.name, amounts=amounts),
            column.width,
            column.choice,
            strict=column.strict and not (open_stance and column.id == "stance"),
            folded=column.folded,
            quiet=column.id == KEY.id,
            required=column.id in REQUIRED,
        )
        for column in columns.columns
    )
    return FormSheet(columns.name, made, tuple(rows), ready, frozen=2 if columns.name == POSITIONS else 1)


def stance_tones(sheet: CodingSheet) -> dict[str, str]:
    """Return the tone of each stance that a list can offer, by what people see of it."""
    found: dict[str, str] = {}
    for scale in sheet.dataset.scales:
        found = {**_tones_on(scale), **found}
    return found


def _tones_on(scale: Scale) -> dict[str, str]:
    found = {}
    for label, shown in stance_texts(scale).items():
        if label in NON_POSITIONS or scale.is_nominal:
            found[shown] = "n" if scale.is_nominal and label not in NON_POSITIONS else "no"
            continue
        distance = scale.labels[label] - scale.neutral if scale.sided else 0.0
        furthest = max(scale.maximum - scale.neutral, scale.neutral - scale.minimum) if scale.sided else 1.0
        strong = abs(distance) > 0.75 * furthest and len(scale.labels) > 3
        side = "f" if distance > 0 else "a"
        found[shown] = "z" if not distance else f"{side}{2 if strong else 1}"
    return found


def coding_report(sheet: CodingSheet, options: Mapping[str, object]) -> Report:
    """Return the positions as a table, for CSV: a row an entry, the headings those of the workbook."""
    used = [
        index
        for index, column in enumerate(sheet.positions.columns)
        if not column.folded or any(row[index] for row in sheet.rows)
    ]
    columns = tuple(
        TableColumn(label, label) for index in used for label in (sheet.positions.columns[index].label,)
    )
    rows = tuple(tuple(row[index] or None for index in used) for row in sheet.rows)
    table = Table("coding_sheet", "Coding sheet", columns, rows)
    return Report(
        command="export",
        dataset=info_of(sheet.dataset, sheet.sha256),
        title=sheet.dataset.title,
        tables=(table,),
        shown=("coding_sheet",),
        notes=(),
        options=dict(options),
    )
