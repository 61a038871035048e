"""The work list as people read it: a line a gap, and nothing that is the same in all of them."""

from __future__ import annotations

from helpers.studies import example, study, table
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.common.study import Study
from positions.reports.gaps import gaps


def seen(report_of: Study, width: int) -> list[str]:
    text = REGISTRY["terminal"].render(gaps(report_of), RenderOptions(width=width))
    assert isinstance(text, str)
    return text.splitlines()


def test_the_examples_gaps_take_a_line_each_at_80_columns() -> None:
    lines = seen(example(), 80)
    rule = next(number for number, line in enumerate(lines) if line.startswith("─"))
    rows = lines[rule + 1 : lines.index("", rule)]
    # three say by whom a stance was attributed or who alone holds one, in a narrow column
    assert len(table(gaps(example()), "gaps").rows) == 54
    assert len(rows) <= 54 + 6
    assert "quotation not checked" in " ".join(rows)


def test_what_no_gap_has_is_no_column() -> None:
    lines = seen(study(2, {"A": "support support", "B": "oppose oppose", "C": "oppose -"}), 80)
    heading = next(line for line in lines if "Pairs" in line)
    assert heading.split() == ["Actor", "Issue", "What", "Pairs"]


def test_that_a_source_has_no_text_is_said_once() -> None:
    report = gaps(example())
    assert sum("no `text`" in note for note in report.notes) == 1
    assert not any("no `text`" in note for note in gaps(study(1, {"A": "support"})).notes)
