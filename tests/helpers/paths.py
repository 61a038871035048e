"""Where things lie in the checkout and beside it."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src" / "positions"
DOCS = REPOSITORY / "docs"
TESTS = REPOSITORY / "tests"
DATA = TESTS / "data"
EXAMPLE = REPOSITORY / "data" / "stakeholders.yaml"
SHARED = REPOSITORY.parent / "shared"
