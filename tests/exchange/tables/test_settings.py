"""What people say about a table, and what its stances then mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.dataset.scale import FIVE_POINT, THREE_POINT
from positions.exchange.tables.settings import (
    TableSettings,
    parse_columns,
    parse_number,
    parse_scale,
    parse_stances,
    runs_down,
    upward,
)
from positions.exchange.tables.values.recoding import UnreadableError
from positions.exchange.tables.values.stances import Stances
from positions.problems import UsageError
from positions.vocabulary import NON_POSITIONS


def test_stances_repeat_and_take_commas() -> None:
    assert parse_stances(["yes=1,abstain=0", "no=-1"]) == {"yes": 1, "abstain": 0, "no": -1}


def test_a_label_may_hold_commas_and_equals_signs() -> None:
    assert parse_stances(["yes, with changes=1,a=b=-1"]) == {"yes, with changes": 1, "a=b": -1}


def test_a_stance_may_stand_for_a_state() -> None:
    assert parse_stances(["pass=undecided,yes=1"]) == {"pass": "undecided", "yes": 1}


@pytest.mark.parametrize("words", [["yes"], ["yes=much"], ["yes=1,yes=2"], ["yes=inf"], ["yes=nan"]])
def test_a_stance_that_cannot_be_understood_is_refused(words: list[str]) -> None:
    with pytest.raises(UsageError, match="--stance"):
        parse_stances(words)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1:5", (1, 5, 3)),
        ("0:100:20", (0, 100, 20)),
        ("-1.5:1.5", (-1.5, 1.5, 0)),
        ("0:10:0", (0, 10, 0)),
        ("0:10:10", (0, 10, 10)),
    ],
)
def test_a_range(text: str, bounds: tuple[float, float, float]) -> None:
    scale = parse_scale(text)
    assert (scale.minimum, scale.maximum, scale.neutral) == bounds
    assert scale.is_range


def test_a_scale_by_its_name() -> None:
    assert parse_scale("five-point") == FIVE_POINT
    assert parse_scale("nominal").is_nominal


@pytest.mark.parametrize(
    "text", ["", "5", "5:1", "1:5:9", "1:2:3:4", "a:b", "1:", ":", "1:nan", "1:5:", "1:5:0", "5:5"]
)
def test_a_scale_that_cannot_be_understood_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--scale"):
        parse_scale(text)


def test_columns() -> None:
    assert parse_columns(["stance=vote", "actor=Name, in full"]) == {
        "stance": "vote",
        "actor": "Name, in full",
    }
    for bad in (["stance"], ["=a"], ["stance=a", "stance=b"]):
        with pytest.raises(UsageError, match="--column"):
            parse_columns(bad)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_writes_is_read(number: float) -> None:
    assert parse_number(repr(number)) == number


@pytest.mark.parametrize(
    "text", ["", "1_000", "nan", "inf", "-inf", "١", "1,5", "0x1", "one", "1e", "infinity"]
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert parse_number(text) is None


def read(settings: TableSettings, *texts: str) -> Stances:
    stances = Stances(settings)
    for text in texts:
        stances.read(text)
    return stances


def test_labels_make_the_scale() -> None:
    stances = Stances(TableSettings(stances={"yes": 1.0, "no": -1.0, "ja": 1.0, "pass": "undecided"}))
    assert [stances.read(text) for text in ("yes", "ja", " no ", "pass", "mixed", "")] == [
        "yes",
        "yes",
        "no",
        "undecided",
        "mixed",
        None,
    ]
    assert dict(stances.scale.labels) == {"no": -1, "yes": 1}
    assert stances.scale.neutral == 0
    with pytest.raises(UnreadableError, match="maybe"):
        stances.read("maybe")


def test_the_labels_of_a_named_scale_make_that_scale() -> None:
    words = {"support": 1.0, "neutral": 0.0, "oppose": -1.0}
    assert Stances(TableSettings(stances=words)).scale == THREE_POINT


def test_a_range_takes_numbers_and_codes() -> None:
    stances = Stances(TableSettings(scale=parse_scale("1:5"), stances={"99": "not-applicable", "top": 5.0}))
    assert [stances.read(text) for text in ("1", "4.5", "99", "top", "silent")] == [
        1,
        4.5,
        "not-applicable",
        5,
        "silent",
    ]
    for text in ("0", "6", "high", "4,500", "1,5,2"):
        with pytest.raises(UnreadableError):
            stances.read(text)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("1", "2", "3", "4", "5", "99"), "--scale 1:5 --stance 99=missing"),
        (("1", "2", "3", "4", "5", "."), "--scale 1:5 --stance .=missing"),
        (("1", "2", "3", "8", "9", "NA"), "--scale 1:3 --stance NA=missing,8=missing,9=missing"),
        (("0", "5", "10", "n/a"), "--scale 0:10 --stance n/a=missing"),
        (("50%", "20 %"), "--scale 20:50"),
        (("1,5", "2,5"), "--scale 1.5:2.5"),
    ],
)
def test_what_is_advised_of_numbers_counts_no_absence(texts: tuple[str, ...], said: str) -> None:
    refusal = read(TableSettings(), *texts).refusal
    assert refusal is not None
    assert said in str(refusal.hint)


def test_percentages_are_numbers_of_a_range() -> None:
    stances = Stances(TableSettings(scale=parse_scale("0:100")))
    assert [stances.read(text) for text in ("50%", "7,5 %", "30")] == [50, 7.5, 30]
    assert Stances(TableSettings(scale=parse_scale("0:100"))).advice is None


def test_text_alone_is_nominal_and_numbers_are_refused() -> None:
    words = read(TableSettings(), "red", "blue", "red", "silent")
    assert words.scale.is_nominal
    assert list(words.scale.labels) == ["red", "blue"]
    assert words.refusal is None
    numbers = read(TableSettings(), "2", "4", "3").refusal
    assert numbers is not None
    assert numbers.hint is not None
    assert "--scale 2:4" in numbers.hint
    mixed = read(TableSettings(), "2", "high").refusal
    assert mixed is not None
    assert "'high' stands beside them" in mixed.message


def test_a_nominal_scale_takes_numbers_as_labels() -> None:
    stances = read(TableSettings(scale=parse_scale("nominal")), "0", "1", "too much")
    assert stances.refusal is None
    assert list(stances.scale.labels) == ["0", "1", "too much"]


def test_states_are_never_labels() -> None:
    for state in NON_POSITIONS:
        with pytest.raises(UsageError, match="state"):
            Stances(TableSettings(stances={state: 1.0, "no": -1.0}))


@pytest.mark.parametrize(
    "given", [{"yes": 1.0}, {"1": 1.0, "2": 2.0}, {"": 1.0, "no": 0.0}, {"1": 3.0, "2": "oppose"}]
)
def test_labels_that_make_no_scale_are_refused(given: dict[str, float | str]) -> None:
    with pytest.raises(UsageError):
        Stances(TableSettings(stances=given))


def test_people_are_told_of_the_scale_that_fits() -> None:
    assert "scale five-point" in str(read(TableSettings(), "strongly-support", "oppose").advice)
    words = read(TableSettings(), "Strongly agree", "Disagree", "Neither agree nor disagree", "Don't know")
    offered = str(words.advice).partition('--stance "')[2].partition('"')[0]
    assert parse_stances([offered]) == {
        "Strongly agree": 2,
        "Disagree": -1,
        "Neither agree nor disagree": 0,
        "Don't know": "undecided",
    }
    assert "--stance red=...,blue=..." in str(read(TableSettings(), "red", "blue").advice)
    assert Stances(TableSettings(scale=FIVE_POINT)).advice is None


@pytest.mark.parametrize(
    ("settings", "text", "stance"),
    [
        (TableSettings(), "Strongly Support", "strongly-support"),
        (TableSettings(), "oppose ", "oppose"),
        (TableSettings(scale=FIVE_POINT), "STRONGLY_oppose", "strongly-oppose"),
        (TableSettings(scale=parse_scale("nominal")), "Oppose", "Oppose"),
        (TableSettings(stances={"Yes": 1.0, "No": -1.0}), "yes", "Yes"),
        (TableSettings(stances={"Y": 1.0, "y": -1.0}), "y", "y"),
        (TableSettings(scale=FIVE_POINT), "Not applicable", "not-applicable"),
        (TableSettings(scale=parse_scale("0:10")), "7,25", 7.25),
        (TableSettings(scale=parse_scale("0:10")), "0,125", 0.125),
        (TableSettings(scale=parse_scale("1:5"), downward=True), "1", 5),
        (TableSettings(scale=parse_scale("1:5"), stances={"99": "missing"}), "99", None),
        (TableSettings(stances={"NA": "missing"}), "NA", None),
        (TableSettings(stances={"1": "support", "2": "neutral", "3": "oppose"}), "3", "oppose"),
        (TableSettings(stances={"1": 1.0, "2": 0.0, "3": -1.0, "8": "missing"}), "2", "neutral"),
    ],
)
def test_what_a_text_means(settings: TableSettings, text: str, stance: object) -> None:
    assert Stances(settings).read(text) == stance


def test_words_of_a_usual_scale_are_that_scale() -> None:
    assert read(TableSettings(), "Support", "oppose ", "undecided").scale == THREE_POINT
    assert read(TableSettings(), "Strongly Support", "support", "Neutral").scale == FIVE_POINT
    assert read(TableSettings(), "Support", "yes").scale.is_nominal
    assert (
        Stances(TableSettings(stances={"1": "support", "6": "oppose", "9": "missing"})).scale == THREE_POINT
    )


def test_codes_are_recognised_and_the_hint_can_be_followed() -> None:
    refused = read(TableSettings(), "1", "2", "3", "8", "9").refusal
    assert refused is not None
    assert "1, 2, 3, 8, 9: probably codes" in refused.message
    assert "--stance 1=support,2=oppose,3=...,8=...,9=missing" in str(refused.hint)
    likert = read(TableSettings(), "1", "2", "3", "4", "5").refusal
    assert likert is not None
    assert "codes" not in likert.message
    assert "if they are codes" in str(likert.hint)
    thermometer = read(TableSettings(), "0", "50", "100").refusal
    assert thermometer is not None
    assert "codes" not in thermometer.message


def test_a_scale_that_runs_down() -> None:
    assert runs_down("5:1")
    assert not runs_down("1:5")
    assert upward("5:1") == "1:5"
    assert upward("10:0:4") == "0:10:6"
    assert upward("five-point") == "five-point"
    down = TableSettings(scale=parse_scale("0:10"), stances={"top": 1.0}, downward=True)
    assert [Stances(down).read(text) for text in ("10", "0", "top")] == [0, 10, 9]
    assert "0 in the table is 10" in str(Stances(down).advice)


@given(st.lists(st.sampled_from(["Yes", "YES", " yes", "Maybe so", "maybe  So", "No", "99"]), min_size=1))
def test_words_are_labels_whatever_their_capitals_and_spaces(texts: list[str]) -> None:
    stances = Stances(TableSettings(scale=parse_scale("nominal")))
    found = {text: stances.read(text) for text in texts}
    by_word: dict[str, set[object]] = {}
    for text, stance in found.items():
        by_word.setdefault("".join(text.split()).lower(), set()).add(stance)
    assert all(len(labels) == 1 for labels in by_word.values())
    assert len(stances.scale.labels) == len(by_word)
    several = {
        word
        for word in by_word
        if len({text.strip() for text in found if "".join(text.split()).lower() == word}) > 1
    }
    assert ("are one stance" in (stances.advice or "")) == bool(several)
