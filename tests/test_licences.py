"""The gate on licences reads SPDX expressions and plain words as it should."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest

licences = import_module("licences")  # in scripts/, where mypy does not look


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT OR AGPL-3.0-only) AND BSD-3-Clause", True),
        ("MIT AND (LGPL-2.1-only OR GPL-2.0-only)", False),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("GPL-3.0-only WITH GCC-exception-3.1", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_an_expression_is_allowed_where_its_parts_are(expression: str, allowed: bool) -> None:
    assert licences.is_allowed(expression) is allowed


def test_every_package_but_those_of_developers_is_asked_for() -> None:
    packages = licences.installed_for_users("positions")
    assert {"typer", "rich", "pydantic", "pydantic-core", "pyyaml", "openpyxl"} <= set(packages)
    assert not {"pytest", "mypy", "ruff"} & set(packages)


def test_a_package_under_another_licence_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["licences.py"])
    monkeypatch.setattr(licences, "ALLOWED", frozenset({"MIT"}))
    assert licences.main() == 1
    assert "NO  pygments " in capsys.readouterr().out
