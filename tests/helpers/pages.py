"""The page of a study as a file for a browser."""

from __future__ import annotations

from pathlib import Path

from positions.measures.pairs.results import Comparison
from positions.render.html.page import render_page
from positions.reports.common.study import Study
from positions.reports.page.report import page as page_of


def written(study: Study, folder: Path, how: Comparison | None = None) -> str:
    """Write the page of a study and return its address."""
    file = folder / "report.html"
    file.write_text(render_page(page_of(study, how)), encoding="utf-8", errors="replace")
    return file.as_uri()
