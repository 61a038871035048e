"""Columns that share too little room: none is wider than it needs, and few lines and words are broken."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from positions.render.terminal.column_widths import Measured, column_widths
from positions.render.terminal.layout import wrapped

WORDS = st.lists(st.text("abc电é", min_size=1, max_size=9), min_size=1, max_size=8).map(" ".join)


def of(*texts: str, least: int = 4) -> Measured:
    return Measured(texts, least, max(least, *(wrapped(text, 999)[0].cell_len for text in texts)))


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=4), st.integers(1, 120))
def test_columns_fit_where_they_can_and_are_between_what_they_need_and_would_have(
    columns: list[list[str]], room: int
) -> None:
    measured = [of(*texts) for texts in columns]
    widths = column_widths(measured, room)
    assert all(own.least <= width <= own.natural for own, width in zip(measured, widths, strict=True))
    assert sum(widths) <= max(room, sum(own.least for own in measured))


@given(WORDS, st.integers(4, 60))
def test_a_column_alone_is_as_narrow_as_its_lines_in_the_room_allow(text: str, room: int) -> None:
    [width] = column_widths([of(text)], room)
    lines = len(wrapped(text, max(room, 4)))
    assert len(wrapped(text, width)) == lines
    assert width == max(4, *(line.cell_len for line in wrapped(text, max(room, 4))))


def test_a_heading_is_wrapped_before_the_words_of_many_rows_are_broken() -> None:
    rows = ("Luftreinhalteplanverordnung", "Atomkraftwerkslaufzeitverlaengerung")
    assert column_widths([of("Issue", *rows), of("Not researched", "3", "4", least=10)], 46) == [35, 10]


def test_one_long_cell_gives_way_to_many_short_ones() -> None:
    detail = of("Detail", *[""] * 6, "according to Councillor Mark Hawthorne", least=9)
    kinds = of("What", *["quotation not checked"] * 6, "silent")
    assert column_widths([kinds, detail], 33) == [21, 12]


def test_a_line_that_another_column_takes_anyway_costs_nothing() -> None:
    names = of("Actor", "Energy and Environmental Analysis", "Alliance to Save Energy", least=13)
    kinds = of("What", "not researched", "not researched", least=4)
    assert column_widths([names, kinds], 35) == [23, 10]


def test_a_long_text_takes_more_lines_before_names_are_broken() -> None:
    names = of("Issue", "Luftreinhalteplanverordnung", "Wasserstoffbeschleunigungsgesetz", least=12)
    sides = of("For", *["A, B, C, D and many more names that stand here " * 3] * 2)
    assert column_widths([names, sides], 100)[0] == 32
