"""`diff`: what changed between two datasets."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from positions.library.answering import result_of
from positions.library.audience import shown
from positions.library.loading import Data, refuse_audience, study_from
from positions.library.measuring import comparison_of
from positions.library.notices import say
from positions.library.options.effect import filters_of_entries_given
from positions.library.options.keywords import DiffKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.selecting import Values, selection_of
from positions.library.source import load_source, source_of
from positions.reports.common.study import Study

if TYPE_CHECKING:
    from positions.dataset.load import Loaded


def diff(old: Data, new: Data, **options: Unpack[DiffKeywords]) -> Result:
    """Show what changed between two datasets, the most important first, and whose agreement changed with it.

    Args:
        old: a file, a folder, "REV:PATH" of the git repository here, bytes, or what `load` returns.
        new: what to compare it with.
        options: `measure`, `may_be_new` (where `old`'s revision has no such path yet, everything is new),
            `min_shared`, `table`, `audience`, `names_`, and the filters of `load`.

    Returns:
        The tables of `positions diff`: `positions`, `pairs` and more.

    Raises:
        UsageError: if a name or an option is unknown, or a dataset cannot be opened.
        DataError: if the data is wrong.
    """
    from positions.dataset.load import emptied
    from positions.reports.diff import diff as diff_report

    asked = read_options(DiffKeywords, options)
    is_new = asked["may_be_new"] and _is_absent(old)
    whole = _load(new)
    earlier = emptied(whole) if is_new else _load(old)
    before, after = (
        _seen(data, loaded, asked, beside)
        for data, loaded, beside in ((old, earlier, whole), (new, whole, earlier))
    )
    base = new.selection if isinstance(new, Study) else None
    selection = selection_of(after.require(), asked, base=base)
    of_entries = filters_of_entries_given(DiffKeywords, asked, but=("as_of",))
    if of_entries:
        choose = "chooses" if len(of_entries) == 1 else "choose"
        say(f"{', '.join(of_entries)} {choose} only what agreement counts: every change of a cell is listed.")
    report = diff_report(study_from(before, selection), study_from(after, selection), comparison_of(asked))
    if is_new:
        report = replace(report, summary=(f"{old!s} did not exist: everything is new.", *report.summary))
    return result_of(report, asked)


def _is_absent(data: Data) -> bool:
    from positions.dataset.revisions.load_revision import is_absent, is_revision

    return isinstance(data, str) and not os.path.lexists(data) and is_revision(data) and is_absent(data)


def _load(data: Data) -> Loaded:
    from positions.dataset.load import Loaded
    from positions.dataset.origin import Origin
    from positions.dataset.revisions.load_revision import is_revision, load_revision

    if isinstance(data, Study):
        info = data.info
        return Loaded(data.dataset, data.origin or Origin(()), (), info.sha256, data.folder, info.held_back)
    if isinstance(data, str) and not os.path.lexists(data) and is_revision(data):
        return load_revision(data)
    return load_source(source_of(data))


def _seen(data: Data, loaded: Loaded, asked: Values, beside: Loaded) -> Loaded:
    """Return what the audience sees of a dataset, beside the one that it is compared with."""
    if isinstance(data, Study):
        refuse_audience(asked)
        return loaded
    others = () if beside.dataset is None else beside.dataset.stakeholders
    return shown(loaded, asked["audience"], asked["names_"], others)
