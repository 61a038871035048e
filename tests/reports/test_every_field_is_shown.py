"""What the format accepts is shown somewhere: each field of the models changes something that people read."""

from __future__ import annotations

import pytest

from helpers.fields import FIELDS, with_field
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset
from positions.dataset.origin import Origin
from positions.measures.pairs.results import Comparison
from positions.render.briefing import briefing_markdown
from positions.render.html.page import render_page
from positions.render.registry import REGISTRY
from positions.reports.brief.report import brief
from positions.reports.common.study import study_of
from positions.reports.compare.report import compare
from positions.reports.page.report import page
from positions.reports.power.report import power
from positions.reports.show import show_actor, show_issue, show_source

pytestmark = pytest.mark.usefixtures("few_shuffles")

MARKS_OF_PRIVACY = {(model, "private") for model in ("Stakeholder", "Position", "Evidence")}
"""What these mark is not shown to the public at all: see tests of the public view."""


def shown(dataset: Dataset) -> list[str]:
    """Return what people may read of a dataset."""
    study = study_of(Loaded(dataset, Origin(()), (), "0" * 64, None))
    reports = [
        *(show_actor(study, name) for name in dataset.stakeholders),
        *(show_issue(study, name) for name in dataset.issues),
        *(show_source(study, name) for name in dataset.sources),
    ]
    if len(dataset.stakeholders) > 1:
        reports += [compare(study, Comparison(by_salience=True)), power(study)]
    texts = [str(REGISTRY["terminal"].render(report)) for report in reports]
    if len(dataset.stakeholders) > 1:
        texts += [briefing_markdown(brief(study)), render_page(page(study))]
    return texts


@pytest.mark.parametrize(("model", "field"), [place for place in FIELDS if place not in MARKS_OF_PRIVACY])
def test_a_field_is_shown_somewhere(model: str, field: str) -> None:
    usual, given = (shown(with_field(model, field, given=given)) for given in (False, True))
    assert usual != given, f"{model}.{field} is in no output that people read: show it, or do not accept it"
