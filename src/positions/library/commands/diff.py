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
from positions.problems import UsageError
from positions.reports.common.study import Study

if TYPE_CHECKING:
    from positions.dataset.load import Loaded


def diff(old: Data, new: Data | None = None, **options: Unpack[DiffKeywords]) -> Result:
    """Show what changed between two datasets, or two dates of one, and whose agreement changed with it.

    Args:
        old: a file, a folder, "REV:PATH" of the git repository here, bytes, or what `load` returns.
        new: what to compare it with; None to compare two dates of `old`.
        options: `from_` and `to` (dates of the one dataset; without `to`, all entries), `measure`,
            `may_be_new` (where `old`'s revision has no such path yet, everything is new),
            `min_shared`, `table`, `audience`, `names_`, and the filters of `load`.

    Returns:
        The tables of `positions diff`: `positions`, `pairs` and more.

    Raises:
        UsageError: if a name or an option is unknown, or a dataset cannot be opened.
        DataError: if the data is wrong.
    """
    asked = read_options(DiffKeywords, options)
    _require_two(new, asked)
    return _of_dates(old, asked) if new is None else _of_datasets(old, new, asked)


def _require_two(new: Data | None, asked: Values) -> None:
    """Refuse what is not two datasets, nor two dates of one.

    Raises:
        UsageError: saying what to write.
    """
    start, end = asked["from_"], asked["to"]
    if new is None and start is None:
        if end is not None:
            raise UsageError("--to ends what --from begins", "add --from DATE")
        raise UsageError("compare it with what?", "name a second dataset, or dates: --from DATE --to DATE")
    if new is not None and (start or end):
        raise UsageError("--from and --to are two dates of one dataset, and there are two", "name only one")
    if start is None:
        return
    if asked["as_of"]:
        raise UsageError("--as-of and --from do not go together", "write --to for the later date")
    if asked["may_be_new"]:
        raise UsageError("--may-be-new is for two datasets, and --from for one", "leave out one of them")
    if end is not None and start.last >= end.last:
        raise UsageError(f"--from {start} does not end before --to {end}", "give the earlier date to --from")


def _of_dates(data: Data, asked: Values) -> Result:
    """Return what changed in one dataset between two dates, or since one."""
    from positions.dataset.revisions.on_a_day import by_day
    from positions.reports.diff import diff as diff_report

    start, end = asked["from_"], asked["to"]
    whole = _load(data)
    seen = _seen(data, whole, asked, whole)
    dataset = seen.require()
    selection = selection_of(dataset, asked, base=data.selection if isinstance(data, Study) else None)
    if selection.as_of is not None:
        raise UsageError(f"this data is as of {selection.as_of} already", "load it without a date")
    _say_what_filters_do(asked)
    before = replace(seen, dataset=by_day(dataset, start))
    after = replace(seen, dataset=by_day(dataset, end)) if end is not None else seen
    studies = study_from(before, selection), study_from(after, selection)
    return result_of(diff_report(*studies, comparison_of(asked), (start, end)), asked)


def _of_datasets(old: Data, new: Data, asked: Values) -> Result:
    from positions.dataset.load import emptied
    from positions.reports.diff import diff as diff_report

    is_new = asked["may_be_new"] and _is_absent(old)
    whole = _load(new)
    earlier = emptied(whole) if is_new else _load(old)
    before, after = (
        _seen(data, loaded, asked, beside)
        for data, loaded, beside in ((old, earlier, whole), (new, whole, earlier))
    )
    base = new.selection if isinstance(new, Study) else None
    selection = selection_of(after.require(), asked, base=base)
    _say_what_filters_do(asked)
    report = diff_report(study_from(before, selection), study_from(after, selection), comparison_of(asked))
    if is_new:
        report = replace(report, summary=(f"{old!s} did not exist: everything is new.", *report.summary))
    return result_of(report, asked)


def _say_what_filters_do(asked: Values) -> None:
    of_entries = filters_of_entries_given(DiffKeywords, asked, but=("as_of",))
    if of_entries:
        choose = "chooses" if len(of_entries) == 1 else "choose"
        say(f"{', '.join(of_entries)} {choose} only what agreement counts: every change of a cell is listed.")


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
    """Return what the audience sees of a dataset, beside the one that it is compared with.

    Who is private in one of the two is so in both: whoever was public then is not told of as gone.
    """
    if isinstance(data, Study):
        refuse_audience(asked)
        return loaded
    others = () if beside.dataset is None else beside.dataset.stakeholders
    if loaded.dataset is not None and beside.dataset is not None:
        from positions.dataset.audience.public_views import hidden_by_any, with_private

        hidden = hidden_by_any([loaded.dataset, beside.dataset])
        loaded = replace(loaded, dataset=with_private(loaded.dataset, hidden))
    return shown(loaded, asked["audience"], asked["names_"], others)
