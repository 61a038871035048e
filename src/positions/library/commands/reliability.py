"""`reliability`: do several coders read the same in the sources?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from positions.files import write_atomically
from positions.grid import build_grid
from positions.library.answering import result_of
from positions.library.audience import audience
from positions.library.listening import say, say_problems
from positions.library.options.effect import say_no_shares
from positions.library.options.keywords import ReliabilityKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.saving import refuse_inputs
from positions.library.selecting import selection_of, without_thin
from positions.library.source import source_of
from positions.problems import UsageError
from positions.selection import Selection

if TYPE_CHECKING:
    from positions.dataset.coders.codings import Coding


def reliability(*files: str | PathLike[str], **options: Unpack[ReliabilityKeywords]) -> Result:
    """Compare several coders' readings of the same sources: Krippendorff's alpha, and every disputed cell.

    Args:
        files: a dataset for each coder, or one whose entries name their coder.
        options: `merge` (a file to write: what they agree on, the disputed cells marked), `force` (replace
            it), `min_shared`, `table`, and the filters of `load`.

    Returns:
        The tables of `positions reliability`: `alpha`, `by_issue`, `by_actor`, `disputed`.

    Raises:
        UsageError: if a name or an option is unknown, a file cannot be opened or already exists, or there
            is one coder only.
        DataError: if a dataset has errors, or they differ in issues, actors or scale.
    """
    from positions.dataset.coders.audience import codings_seen_by
    from positions.dataset.coders.codings import read_codings
    from positions.reports.reliability import reliability as reliability_report

    asked = read_options(ReliabilityKeywords, options)
    say_no_shares(ReliabilityKeywords, asked)
    paths = [path for path in (source_of(file).path for file in files) if path is not None]
    if not paths:
        raise UsageError("reliability of what?", "name a dataset for each coder, or one with several coders")
    target: Path | None = asked["merge"]
    if target is not None:
        _refuse(target, paths, force=asked["force"])
    codings = read_codings(paths)
    say_problems(codings.warnings)
    seen = codings_seen_by(codings, audience(asked["audience"]))
    selection = _counted(seen.coders, selection_of(seen.coders[0].dataset, asked))
    report = reliability_report(seen, selection)
    if target is not None:
        _write_merged(target, codings.coders)
    return result_of(report, asked)


def _counted(coders: Sequence[Coding], selection: Selection) -> Selection:
    """Return the selection without the actors and issues on which every coder has too little."""
    if not (selection.min_answers or selection.min_minority):
        return selection
    thin = [without_thin(build_grid(coding.dataset, selection), selection) for coding in coders]
    return replace(
        selection,
        thin_actors=frozenset.intersection(*(one.thin_actors or frozenset() for one in thin)),
        thin_issues=frozenset.intersection(*(one.thin_issues or frozenset() for one in thin)),
    )


def _refuse(path: Path, inputs: Sequence[Path], *, force: bool) -> None:
    """Refuse to write over what is there, before anything is read."""
    refuse_inputs(path, inputs)
    if os.path.lexists(path) and not force:
        raise UsageError(f"{path} already exists", "choose another name, or replace it with --force")


def _write_merged(path: Path, coders: Sequence[Coding]) -> None:
    from positions.dataset.coders.merge import comments_on, merge
    from positions.dataset.editing.emit import dataset_to_yaml

    merged = merge(coders)
    write_atomically(path, dataset_to_yaml(merged.dataset, comments_on(merged, coders)).encode())
    number = len(merged.disputed)
    left = "nothing is disputed."
    if number:
        cells = "1 disputed cell waits" if number == 1 else f"{number} disputed cells wait"
        left = f"{cells} for a decision; `positions check {path}` shows where."
    say(f"Wrote {path}: {left}")
