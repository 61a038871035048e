"""The made-up project of the guide is what its script writes."""

from __future__ import annotations

import runpy
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from helpers.paths import DOCS


def dumped(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def test_the_database_is_what_the_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "quay.dna"
    monkeypatch.setattr(sys, "argv", ["dna_example.py", str(made)])
    runpy.run_path(str(DOCS.parent / "scripts" / "dna_example.py"), run_name="__main__")
    assert dumped(made) == dumped(DOCS / "how-to" / "quay.dna")
