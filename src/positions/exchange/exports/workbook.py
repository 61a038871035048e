"""What goes into the workbook that `positions export` writes: stances, matrices, pairs, evidence."""

from __future__ import annotations

from dataclasses import replace

from positions.dataset.scale import NON_POSITIONS
from positions.exchange.exports.long_table import long_table, with_columns, without_empty_columns
from positions.measures.pairs.results import Comparison
from positions.reports.common.study import Study
from positions.reports.compare.report import compare
from positions.tables import CellValue, Column, Report, Table

_EVIDENCE = {
    "actor_name": "Stakeholder",
    "issue_title": "Issue",
    "stance": "Stance",
    "date": "Date",
    "condition": "On condition that",
    "quote": "Quotation",
    "translation": "Translation",
    "speaker": "Speaker",
    "source_title": "Source",
    "source_date": "Published",
    "locator": "Where in it",
    "basis": "Basis",
    "confidence": "Confidence",
    "salience": "Salience",
    "note": "Note",
    "coder": "Coder",
    "url": "Address",
}


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
    columns = [Column(name, label) for name, label in _EVIDENCE.items()]
    named = with_columns(long, columns)
    place = list(_EVIDENCE).index("stance")
    nominal = study.dataset.scale.is_nominal
    rows = tuple((*row[:place], _words(row[place], nominal=nominal), *row[place + 1 :]) for row in named.rows)
    return replace(
        without_empty_columns(replace(named, rows=rows)),
        id="evidence",
        title="Evidence",
        empty="There is no entry.",
    )


def _words(stance: CellValue, *, nominal: bool) -> CellValue:
    """Return a stance in the words of the other sheets: labels of a nominal scale are names, and stay."""
    if not isinstance(stance, str) or (nominal and stance not in NON_POSITIONS):
        return stance
    return stance.replace("-", " ")
