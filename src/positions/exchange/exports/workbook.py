"""What goes into the workbook that `positions export` writes: stances, matrices, pairs, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from positions.attribution import evidence_text
from positions.exchange.exports.long_table import long_table, with_columns, without_empty_columns
from positions.measures.pairs.results import Comparison
from positions.reports.common.evidence import kind_of
from positions.reports.common.study import Study
from positions.reports.compare.report import compare
from positions.tables import CellValue, Column, EvidenceItem, Report, Table
from positions.vocabulary import Basis

_EVIDENCE = {
    "actor_name": "Stakeholder",
    "issue_title": "Issue",
    "stance": "Stance",
    "date": "Date",
    "condition": "Condition",
    "needs": "Condition needs",
    "quote": "Words",
    "translation": "Translation",
    "speaker": "Speaker",
    "source_title": "Source",
    "publisher": "Publisher",
    "source_date": "Published",
    "locator": "Where in it",
    "basis": "Basis",
    "confidence": "Confidence",
    "salience": "Salience",
    "note": "Note",
    "coder": "Coder",
    "url": "Address",
}
_SAID = ("quote", "translation")


def workbook(study: Study, how: Comparison | None = None) -> Report:
    """Return the comparison of the selected actors with the evidence behind it, as the tables of a workbook.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    report = compare(study, how)
    tables = tuple(
        without_empty_columns(table) if table.kind == "table" else table for table in report.tables
    )
    return replace(report, command="export", tables=(*tables, evidence_table(study)))


def evidence_table(study: Study) -> Table:
    """Return each entry with each item of its evidence, named as people call them; no empty columns."""
    long = long_table(study, gaps=False)
    there = {column.id for column in long.columns}
    names = [name for name in _EVIDENCE if name in there]
    named = with_columns(long, [Column(name, _EVIDENCE[name]) for name in names])
    scale = study.dataset.scale
    place = names.index("quote")
    rows = []
    for row in named.rows:
        cells = dict(zip(names, row, strict=True))
        whose, words, translation = _whose_words(cells)
        stance = cells["stance"]
        cells |= {
            "quote": words,
            "translation": translation,
            "stance": scale.in_words(stance) if isinstance(stance, str) else stance,
        }
        found = tuple(cells.values())
        rows.append((*found[:place], whose, *found[place:]))
    whose_column = Column("whose", "Whose words")
    columns = (*named.columns[:place], whose_column, *named.columns[place:])
    return replace(
        without_empty_columns(replace(named, columns=columns, rows=tuple(rows))),
        id="evidence",
        title="Evidence",
        empty="There is no entry.",
    )


def _whose_words(cells: Mapping[str, CellValue]) -> tuple[CellValue, CellValue, CellValue]:
    """Return whose words a row holds, the words and their translation; own words are quoted."""
    texts = {name: value for name, value in cells.items() if isinstance(value, str)}
    if "basis" not in texts:
        return None, None, None
    item = EvidenceItem(
        kind_of(cast("Basis", texts["basis"]), stance=texts.get("stance"), has_words="quote" in texts),
        texts["basis"],
        speaker=texts.get("speaker"),
        publisher=texts.get("publisher"),
    )
    shown = [
        evidence_text(replace(item, words=texts[name])).words if name in texts else None for name in _SAID
    ]
    whose = evidence_text(replace(item, words="any")).introduction
    return whose or "own words", shown[0], shown[1]
