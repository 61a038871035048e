"""`reliability`: do several coders read the same in the sources?"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Unpack

from positions.files import write_atomically
from positions.grid import build_grid
from positions.library.answering import result_of
from positions.library.audience import audience, names_file, refuse_names_in_public, with_names_said
from positions.library.loading import refuse_table_options, settings_of
from positions.library.notices import say, say_problems, waiting
from positions.library.options.effect import say_no_shares
from positions.library.options.keywords import ReliabilityKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.saving import refuse_inputs
from positions.library.selecting import Values, selection_of, without_thin
from positions.library.source import source_of
from positions.problems import UsageError
from positions.selection import Selection

if TYPE_CHECKING:
    from positions.dataset.coders.codings import Coding, Codings
    from positions.dataset.load import Loaded
    from positions.vocabulary import UnitKind


def reliability(*files: str | PathLike[str], **options: Unpack[ReliabilityKeywords]) -> Result:
    """Compare several coders' readings of the same sources: Krippendorff's alpha, and every disputed cell.

    Args:
        files: a dataset, a folder or a table for each coder, or one whose entries name their coder; a
            database of Discourse Network Analyzer names the coders too.
        options: `unit` ("cell" or "statement"; statements where a coder has several in a cell), `merge` (a
            file to write: what they agree on, what is disputed marked), `force` (replace it), `min_shared`,
            `table`, `audience`, `names_`, the filters of `load`, and for tables `column`, `stance`, `scale`.

    Returns:
        The tables of `positions reliability`: `alpha`, `detection`, `by_pair`, `by_document`, `by_issue`,
        `by_actor`, `disputed`, `coefficients`, `confusion`.

    Raises:
        UsageError: if a name or an option is unknown, a file cannot be opened or already exists, or there
            is one coder only, or a merge for the public would hold what is private.
        DataError: if a dataset has errors, or they differ in issues, actors or scale.
    """
    from positions.reports.reliability.report import reliability as reliability_report

    asked = read_options(ReliabilityKeywords, options)
    say_no_shares(ReliabilityKeywords, asked)
    paths = [path for path in (source_of(file).path for file in files) if path is not None]
    if not paths:
        raise UsageError("reliability of what?", "name a dataset for each coder, or one with several coders")
    target: Path | None = asked["merge"]
    if target is not None:
        _refuse(target, paths, force=asked["force"])
    codings = _read(paths, asked)
    seen = _shown(codings, asked)
    if target is not None and seen.held_back is not None and audience(asked["audience"]) == "public":
        _refuse_merge_in_public()
    # their lines may be private, and how many there are may depend on what is
    if seen.held_back is None or audience(asked["audience"]) == "team":
        say_problems(codings.warnings)
    selection = _counted(seen.coders, selection_of(seen.coders[0].dataset, asked))
    with waiting("Comparing coders"):
        report = reliability_report(seen, selection, asked["unit"])
    if target is not None:
        _write_merged(target, codings.coders, asked["unit"])
    return result_of(report, asked)


def _read(paths: Sequence[Path], asked: Values) -> Codings:
    """Return the readings in files of any kind."""
    from positions.dataset.coders.codings import codings_of
    from positions.dataset.load import load

    foreign = {path: _foreign(path, asked) for path in paths}
    if not any(foreign.values()):
        refuse_table_options(asked, "the datasets are none" if len(paths) > 1 else "the dataset is none")
    loaded = [foreign[path] or load(path, several_coders=len(paths) == 1) for path in paths]
    return codings_of(loaded, paths, audience(asked["audience"]))


def _foreign(path: Path, asked: Values) -> Loaded | None:
    """Return what a table or a database of another program holds; None for anything else."""
    from positions.dataset.load import Loaded
    from positions.dataset.origin import Origin
    from positions.exchange.dna.database import is_dna
    from positions.exchange.importing import ImportRequest, import_file

    if not source_of(path).is_table and (path.is_dir() or not is_dna(path)):
        return None
    imported = import_file(ImportRequest(path, settings_of(asked)))
    say_problems(imported.problems)
    for remark in imported.remarks:
        say(remark)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    # its texts are in no folder: they are written by `import` alone
    sources = {
        name: source.model_copy(update={"text": None}) for name, source in imported.dataset.sources.items()
    }
    dataset = imported.dataset.model_copy(update={"sources": sources})
    return Loaded(dataset, Origin(()), (), digest, None)


def _shown(codings: Codings, asked: Values) -> Codings:
    """Return the readings as the audience sees them, with real names where these are asked for."""
    from positions.dataset.audience.names import read_names
    from positions.dataset.coders.audience import codings_seen_by, with_names_of_actors

    seen, file = codings_seen_by(codings, audience(asked["audience"])), names_file(asked["names_"])
    if file is None:
        return seen
    if audience(asked["audience"]) == "public":
        refuse_names_in_public()
    names = read_names(file)
    found = with_names_of_actors(seen, names, file.name)
    return replace(found, held_back=with_names_said(seen.held_back, len(names)))


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


def _refuse_merge_in_public() -> NoReturn:
    """Refuse to write what is private beside an answer for the public.

    Raises:
        UsageError: always.
    """
    raise UsageError(
        "--merge writes all that is private too, and this output is for the public",
        "add --audience team, or leave out --merge",
    )


def _write_merged(path: Path, coders: Sequence[Coding], unit: UnitKind | None) -> None:
    from positions.dataset.coders.merge import comments_on, disputed_words, merge
    from positions.dataset.editing.emit import dataset_to_yaml
    from positions.offers import shell_word

    merged = merge(coders, unit)
    write_atomically(path, dataset_to_yaml(merged.dataset, comments_on(merged, coders)).encode())
    left = "nothing is disputed."
    if merged.units:
        waits = "waits" if merged.units == 1 else "wait"
        shows = f"`positions check {shell_word(str(path))}` shows where"
        left = f"{disputed_words(merged)} {waits} for a decision; {shows}."
    say(f"Wrote {path}: {left}")
