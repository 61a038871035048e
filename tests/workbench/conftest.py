"""What the tests of the workbench share."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra edit is not installed")

from helpers.workbench import Page, market


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return market(tmp_path / "market")
