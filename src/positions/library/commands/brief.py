"""`brief`: a few pages to take into a meeting."""

from __future__ import annotations

from typing import Unpack

from positions.library.documents import Brief
from positions.library.loading import Data, inputs_of, study_to_report
from positions.library.measuring import comparison_of
from positions.library.notices import waiting
from positions.library.options.keywords import PageKeywords
from positions.library.options.reading import read_options
from positions.library.selecting import names_of


def brief(data: Data, *names: str, **options: Unpack[PageKeywords]) -> Brief:
    """Write a briefing: who is with whom, on what, what could be signed together, what is still open.

    Args:
        data: what `load` returns, or what it takes.
        names: actors, by id, short or full name; all unless named.
        options: `measure`, `unweighted`, `by_salience`, `min_shared`, and the filters of `load`.

    Returns:
        The briefing; `markdown()` and `docx()` give it, `save` writes it.

    Raises:
        UsageError: if a name or an option is unknown, or the measure does not fit the scale.
        DataError: if the data is wrong.
    """
    from positions.reports.brief.report import brief as brief_report

    asked = read_options(PageKeywords, options)
    how = comparison_of(asked)
    study = study_to_report(data, asked, names_of(names), stances_only=True)
    with waiting("Writing the briefing"):
        return Brief(brief_report(study, how), inputs_of(data))
