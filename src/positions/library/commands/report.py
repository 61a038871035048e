"""`report`: one page with everything, for those who never see a terminal."""

from __future__ import annotations

from typing import Unpack

from positions.library.documents import Page
from positions.library.loading import Data, inputs_of, study_to_report
from positions.library.measuring import comparison_of, refuse_for_groups
from positions.library.notices import waiting
from positions.library.options.keywords import ReportPageKeywords
from positions.library.options.reading import read_options


def report(data: Data, **options: Unpack[ReportPageKeywords]) -> Page:
    """Make one page of HTML: stances, matrices, issues, blocs, gaps, and the words behind each cell.

    Args:
        data: what `load` returns, or what it takes.
        options: `group_by` (a page of groups of actors), `measure`, `unweighted`, `by_salience`,
            `min_shared`, and the filters of `load`.

    Returns:
        The page, in one file that loads nothing from the network; `save` writes it.

    Raises:
        UsageError: if a name or an option is unknown, options do not go together, or the measure does not
            fit the scale.
        DataError: if the data is wrong.
    """
    asked = read_options(ReportPageKeywords, options)
    how, by = comparison_of(asked), asked["group_by"]
    if by is not None:
        refuse_for_groups(how)
    study = study_to_report(data, asked, stances_only=True)
    if by is not None:
        from positions.render.html.groups import render_group_page
        from positions.reports.page.groups import group_page

        return Page(render_group_page(group_page(study, by, how)), inputs_of(data))
    from positions.render.html.page import render_page
    from positions.reports.page.report import page

    with waiting("Making the page"):
        return Page(render_page(page(study, how)), inputs_of(data))
