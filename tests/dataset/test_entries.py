"""Which of a cell's dated entries counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.dates import PartialDate, parse_date
from positions.dataset.entries import entry_date, last_move, latest, stance_value, within
from positions.dataset.models import Position, Source
from positions.dataset.scale import FIVE_POINT, Scale
from positions.vocabulary import NON_POSITIONS

RANGE = Scale("range", {}, 0.0, 10.0, 5.0, "interval")
NOMINAL = Scale.nominal(("bus", "tram"))
SOURCES = {
    "old": Source.model_validate({"title": "Old", "date": "2015-06"}),
    "new": Source.model_validate({"title": "New", "date": "2018"}),
    "undated": Source(title="Undated"),
}


def entry(stance: str | float, day: str | None = None, *sources: str) -> Position:
    evidence = [{"source": source} for source in sources]
    return Position.model_validate({"stance": stance, "evidence": evidence} | ({"date": day} if day else {}))


def read(*entries: Position, as_of: str | None = None, scale: Scale = FIVE_POINT) -> object:
    reading = latest(entries, SOURCES, scale, parse_date(as_of) if as_of else None)
    return None if reading is None else reading.stance


def test_a_date_is_the_entrys_own_else_its_latest_sources_else_none() -> None:
    assert str(entry_date(entry("support", "2001", "new"), SOURCES)) == "2001"
    assert str(entry_date(entry("support", None, "old", "new", "undated"), SOURCES)) == "2018"
    assert entry_date(entry("support", None, "undated", "missing"), SOURCES) is None


def test_a_stance_is_its_number_and_a_state_has_none() -> None:
    assert stance_value("strongly-oppose", FIVE_POINT) == -2
    assert stance_value(7, RANGE) == 7.0
    assert stance_value("tram", NOMINAL) == 1.0
    for state in NON_POSITIONS:
        assert stance_value(state, FIVE_POINT) is None
        assert stance_value(state, NOMINAL) is None


def test_the_latest_counts_wherever_it_stands_in_the_file() -> None:
    assert read(entry("oppose", "2019"), entry("support", "2016"), entry("neutral", "2018-12")) == "oppose"
    assert read(entry("support", None, "new"), entry("oppose", None, "old")) == "support"


def test_a_partial_date_counts_from_its_first_day_and_as_of_to_its_last() -> None:
    early, late = entry("support", "2016"), entry("oppose", "2017-03")
    assert read(early, late, as_of="2017") == "oppose"
    assert read(early, late, as_of="2017-03-01") == "oppose"
    assert read(early, late, as_of="2017-02") == "support"
    assert read(early, late, as_of="2016-01-01") == "support"
    assert read(early, late, as_of="2015") is None


def test_a_single_entry_without_a_date_counts_on_every_day() -> None:
    assert read(entry("support"), as_of="1900") == "support"


def test_for_and_against_on_one_day_are_mixed() -> None:
    reading = latest([entry("support", "2017"), entry("oppose", "2017")], SOURCES, FIVE_POINT)
    assert reading is not None
    assert (reading.stance, reading.conflict) == ("mixed", "opposite-sides")


def test_one_side_at_different_strength_is_the_last_in_the_file() -> None:
    entries = [entry("strongly-support", "2017"), entry("support", "2017")]
    reading = latest(entries, SOURCES, FIVE_POINT)
    assert reading is not None
    assert (reading.stance, reading.conflict, reading.entry) == ("support", "different-strength", entries[1])


def test_on_one_day_a_position_outweighs_silence_but_not_mixed() -> None:
    assert read(entry("support", "2017"), entry("silent", "2017")) == "support"
    assert read(entry("support", "2017"), entry("mixed", "2017")) == "mixed"
    assert read(entry("undecided", "2017"), entry("silent", "2017")) == "silent"


def test_an_older_conflict_does_not_matter() -> None:
    assert read(entry("support", "2016"), entry("oppose", "2016"), entry("neutral", "2017")) == "neutral"


def test_two_labels_of_a_nominal_scale_on_one_day_are_mixed() -> None:
    assert read(entry("bus", "2017"), entry("tram", "2017"), scale=NOMINAL) == "mixed"
    assert read(entry("bus", "2017"), entry("bus", "2017"), scale=NOMINAL) == "bus"


def window(*entries: Position, since: str | None = None, until: str | None = None) -> object:
    reading = within(
        entries,
        SOURCES,
        FIVE_POINT,
        parse_date(since) if since else None,
        parse_date(until) if until else None,
    )
    return None if reading is None else reading.stance


def test_a_window_takes_all_of_a_period_and_is_mixed_over_both_sides() -> None:
    moved = entry("support", "2016"), entry("neutral", "2017"), entry("oppose", "2018-05")
    assert window(*moved) == "mixed"
    assert window(*moved, since="2017") == "oppose"
    assert window(*moved, until="2017") == "neutral"
    assert window(*moved, since="2018-05", until="2018-05") == "oppose"
    assert window(*moved, since="2019") is None


def test_an_entry_without_a_date_is_in_every_window() -> None:
    assert window(entry("support"), since="2017", until="2018") == "support"


STANCES = st.sampled_from([*FIVE_POINT.labels, *NON_POSITIONS])
DAYS = st.dates(date(2015, 1, 1), date(2017, 12, 31)).map(lambda day: day.isoformat())
ENTRIES = st.lists(st.builds(Position, stance=STANCES, date=DAYS), min_size=1, max_size=5)


@given(ENTRIES, DAYS.map(parse_date))
def test_later_entries_change_nothing_as_of_an_earlier_day(entries: list[Position], day: PartialDate) -> None:
    known = [found for found in entries if found.date and found.date.first <= day.first]
    assert latest(entries, {}, FIVE_POINT, day) == (latest(known, {}, FIVE_POINT) if known else None)


@given(ENTRIES)
def test_an_open_window_differs_from_the_latest_only_by_being_mixed(entries: list[Position]) -> None:
    whole, last = within(entries, {}, FIVE_POINT, None, None), latest(entries, {}, FIVE_POINT)
    assert whole is not None
    assert last is not None
    sides = {
        FIVE_POINT.side(FIVE_POINT.labels[str(e.stance)]) for e in entries if e.stance in FIVE_POINT.labels
    }
    assert whole.stance == ("mixed" if {1, -1} <= sides else last.stance)


@pytest.mark.parametrize("stance", ["support", "silent"])
def test_repeating_an_entry_changes_nothing(stance: str) -> None:
    one = entry(stance, "2017")
    reading = latest([one, one], SOURCES, FIVE_POINT)
    assert reading is not None
    assert (reading.stance, reading.conflict) == (stance, None)


def said_on(entries: list[Position], day: date) -> object:
    known = [found for found in entries if found.date is not None and found.date.first <= day]
    reading = latest(known, SOURCES, FIVE_POINT)
    return None if reading is None else reading.stance


@given(
    st.lists(
        st.tuples(st.sampled_from(["support", "oppose", "neutral", "silent"]), st.integers(2001, 2006)),
        min_size=1,
        max_size=5,
    ),
    st.integers(2000, 2007),
)
@settings(max_examples=examples(120))
def test_a_move_is_what_a_reader_of_each_day_sees(cells: list[tuple[str, int]], since: int) -> None:
    entries = [entry(stance, str(year)) for stance, year in cells]
    days = [date(year, 1, 1) for year in range(2000, 2008)]
    story = [said_on(entries, day) for day in days]
    changes = [day for day in range(1, len(days)) if story[day - 1] not in (None, story[day])]
    move = last_move(entries, SOURCES, FIVE_POINT)
    assert (move is not None) == bool(changes)
    if move is not None:
        assert (move.before.stance, move.after.stance) == (story[changes[-1] - 1], story[-1])
        assert move.began.date is not None
        assert move.began.date.first == days[changes[-1]]
    then = said_on(entries, date(since - 1, 12, 31))
    lately = last_move(entries, SOURCES, FIVE_POINT, since=parse_date(str(since)))
    assert (lately is not None) == (then not in (None, story[-1]))
    if lately is not None:
        assert lately.before.stance == then


def test_a_mistake_that_was_put_right_is_no_move() -> None:
    wrong = entry("oppose", "2016")
    right = Position.model_validate(
        {
            "stance": "support",
            "date": "2017",
            "correction": {"date": "2017", "from": "oppose", "why": "misread"},
        }
    )
    assert last_move([wrong, right], SOURCES, FIVE_POINT) is None
    assert last_move([wrong, entry("support", "2017")], SOURCES, FIVE_POINT) is not None
