"""Statements of one actor on one issue on one day are named when a table is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.exchange.importing import ImportRequest, import_file
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_dataset import load_table

HEADER = "actor,issue,stance,date,coder,note\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A,tax,support,2020,,\nA,tax,oppose,2020,,\n", "once: 'A' on 'tax' (2020)"),
        ("A,tax,support,2020,z,x\nA,tax,support,2020,z,y\n", "once: 'A' on 'tax' (2020)"),
        ("A,tax,support,2020,,\nA,tax,oppose,2021,,\nA,tax,oppose,2021-01,,\n", None),
        ("A,tax,support,2020,y,\nA,tax,oppose,2020,z,\n", None),
        ("A,tax,support,2020,,\nA,tax,support,2020,,\n", None),
        (
            "A,tax,support,2020,,\nA,tax,oppose,2020,,\nB,tax,oppose,2021,,\nB,tax,mixed,2021,,\n",
            "2 times: 'A' on 'tax' (2020), 'B' on 'tax' (2021)",
        ),
    ],
    ids=["sides", "notes", "other days", "other coders", "the same", "two cells"],
)
def test_several_statements_of_a_day_are_named(rows: str, said: str | None, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(HEADER + "C,tax,neutral,2019,,\n" + rows, encoding="utf-8")
    imported = import_file(ImportRequest(path, TableSettings(), "long")).remarks
    for remarks in (imported, load_table(path).remarks):
        found = [remark for remark in remarks if remark.startswith("Several statements")]
        assert len(found) == (said is not None)
        assert all(str(said) in remark for remark in found)
