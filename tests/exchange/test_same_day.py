"""Statements of one actor on one issue on one day are named when a table is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.cli import main
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
        ("A,tax,support,2020,z,\nA,tax,support,2020,z,\n", None),
        (
            "A,tax,support,2020,,\nA,tax,oppose,2020,,\nB,tax,oppose,2021,,\nB,tax,mixed,2021,,\n",
            "2 times: 'A' on 'tax' (2020), 'B' on 'tax' (2021)",
        ),
    ],
    ids=["sides", "notes", "other days", "other coders", "the same", "a coder's twice", "two cells"],
)
def test_differing_statements_of_a_day_are_named(rows: str, said: str | None, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(HEADER + "C,tax,neutral,2019,,\n" + rows, encoding="utf-8")
    imported = import_file(ImportRequest(path, TableSettings(), "long")).remarks
    for remarks in (imported, load_table(path).remarks):
        found = [remark for remark in remarks if remark.startswith("Differing statements")]
        assert len(found) == (said is not None)
        assert all(str(said) in remark for remark in found)


@pytest.mark.parametrize("audience", ["public", "team"])
def test_remarks_on_what_is_private_are_for_the_team(
    audience: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "actor,issue,stance,date,actor_private,entry_private\n"
        "Hidden,tax,support,2020,true,\nHidden,tax,oppose,2020,true,\nhidden,tax,oppose,2020,true,\n"
        "A,tax,oppose,2020,,\nB,tax,support,2020,,\nB,tax,mixed,1999,,true\nB,tax,oppose,1999,,true\n",
        encoding="utf-8",
    )
    main(["compare", "-d", str(path), "--audience", audience])
    shown = "".join(capsys.readouterr())
    for secret in ("Hidden", "hidden", "1999"):
        assert (secret in shown) == (audience == "team")
