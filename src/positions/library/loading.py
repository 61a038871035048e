"""From a path to a study: what is to be compared, opened and selected."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from positions.dataset.load import load as load_dataset
from positions.reports.common.study import Study, study_of
from positions.selection import Selection


def load(path: str | PathLike[str], selection: Selection | None = None) -> Study:
    """Read a dataset from a YAML file, or from a folder of them, and select what to compare.

    Raises:
        DataError: with every problem, if the data is wrong.
        UsageError: if it cannot be opened.
    """
    return study_of(load_dataset(Path(path)), selection)
