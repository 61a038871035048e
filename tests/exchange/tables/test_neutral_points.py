"""Which of the values of `--stance` is neutral, and offers that give the right sides when followed."""

import re
import shlex
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import positions
from helpers.offered_options import offered_settings
from positions.dataset.scale import Scale
from positions.dataset.scale_declaration import parse_scale as parse_declaration
from positions.exchange.exports.export_warnings import reading_options
from positions.exchange.tables.settings import TableSettings, parse_scale, parse_stances
from positions.exchange.tables.values.recoding import UnreadableError
from positions.exchange.tables.values.stances import Stances
from positions.exchange.tables.values.word_meaning import number_or_state
from positions.offers import option, shell_word
from positions.problems import RemarkWarning, UsageError

SIDES = {
    "Strongly agree": 1,
    "Agree": 1,
    "Somewhat agree": 1,
    "Yes": 1,
    "Abstain": 0,
    "Neither agree nor disagree": 0,
    "Disagree": -1,
    "Strongly disagree": -1,
    "No": -1,
}


def _read(texts: list[str], settings: TableSettings) -> tuple[Stances, list[object]]:
    stances = Stances(settings)
    return stances, [stances.read(text) for text in texts]


def _side(stances: Stances, stance: object) -> int | None:
    scale = stances.scale
    number = scale.labels[stance] if isinstance(stance, str) else stance
    assert isinstance(number, int | float)
    return scale.side(number)


def _followed(advice: str) -> TableSettings:
    return offered_settings(advice.partition("order; ")[2].partition(" would give")[0])


@given(st.lists(st.sampled_from(sorted(SIDES)), min_size=2, max_size=5, unique=True))
def test_following_the_offer_gives_the_sides_of_the_words(texts: list[str]) -> None:
    seen, _ = _read(texts, TableSettings())
    advice = str(seen.advice)
    if "=..." in advice:  # all of them have one value
        return
    offered = _followed(advice)
    for settings in (offered, TableSettings(stances=offered.stances)):
        read, held = _read(texts, settings)
        assert [_side(read, stance) for stance in held] == [SIDES[text] for text in texts]
        assert read.advice is None
    assert offered.scale is not None
    assert offered.scale.minimum == -offered.scale.maximum


@pytest.mark.parametrize(
    ("given_stances", "sides", "remark"),
    [
        ("yes=1,abstain=0", {"yes": 1, "abstain": 0}, None),
        ("No=0,Yes=1", {"No": -1, "Yes": 1}, None),
        ("Agree=1,Strongly agree=2", {"Agree": 1, "Strongly agree": 1}, None),
        ("Disagree=-1,Strongly disagree=-2", {"Disagree": -1, "Strongly disagree": -1}, None),
        ("no=-1,yes=3", {"no": -1, "yes": 1}, None),
        ("rot=-1,blau=3,gelb=0", {"rot": -1, "blau": 1, "gelb": 0}, None),
        ("strongly disagree=1,b=2,c=3,d=4,e=5", {"b": -1, "c": 0, "d": 1}, None),
        ("disagree=0,agree=1,strongly agree=5", {"disagree": -1, "agree": 1}, None),
        ("rot=0,blau=1", {"rot": -1, "blau": 1}, "0.5"),
        ("Agree=1,Disagree=2", {"Agree": -1, "Disagree": 1}, "1.5"),
    ],
)
def test_neutral_is_told_by_signs_and_words(
    given_stances: str, sides: dict[str, int], remark: str | None
) -> None:
    stances, _ = _read([], TableSettings(stances=parse_stances([given_stances])))
    assert {text: _side(stances, stances.read(text)) for text in sides} == sides
    if remark is None:
        assert stances.advice is None
        return
    first, second = sides
    assert f"Neutral is taken to be {remark}" in str(stances.advice)
    assert f"'{second}' for, '{first}' against" in str(stances.advice)
    assert "--scale MIN:MAX:NEUTRAL" in str(stances.advice)


def test_minus_beside_plus_is_an_answer() -> None:
    seen, _ = _read(["+", "-", "++", "--"], TableSettings())
    assert "--scale five-point --stance +=1,-=-1,++=2,--=-2" in str(seen.advice)
    assert number_or_state("-", ["yes", "-"]) == "missing"


labels = st.sampled_from(["yes", "no", "Abstain", "a=b,c", "=no", "yes, now", "-1 or so", 'say "no"', "it's"])
scale_numbers = st.sampled_from([-2.0, -1.0, 0.0, 0.1, 1.0, 3.0, 1e-9])


@st.composite
def labelled_scales(draw: st.DrawFn) -> Scale:
    names = draw(st.lists(labels, min_size=2, max_size=4, unique=True))
    values = draw(st.lists(scale_numbers, min_size=len(names), max_size=len(names), unique=True))
    neutral = draw(st.just((min(values) + max(values)) / 2) | st.just(0.0) | st.just(max(values)))
    level = draw(st.sampled_from(["ordinal", "interval"]))
    levels = dict(zip(names, values, strict=True))
    return parse_declaration(
        {"levels": levels, "level": level, "neutral": min(max(neutral, min(values)), max(values))}
    )


@given(labelled_scales())
def test_a_wide_export_is_read_again_on_the_scale_it_had(scale: Scale) -> None:
    settings = offered_settings(reading_options(scale))
    stances, held = _read(list(scale.labels), settings)
    assert held == list(scale.labels)
    assert stances.scale == scale


def test_the_shortest_options_that_tell_a_scale_are_offered() -> None:
    scale = Stances(TableSettings(stances=parse_stances(["Abstain=0,Yes=1"]))).scale
    assert reading_options(scale) == "--stance Abstain=0,Yes=1"
    levels = '{"levels": {"Abstain": 0.0, "Yes": 1.0}, "neutral": 0.5, "level": "ordinal"}'
    assert reading_options(replace(scale, neutral=0.5)) == f"--scale '{levels}'"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"levels": {"no": 0', "is not JSON"),
        ('{"levels": {"no": 0}}', "needs at least two labels"),
        ('{"min": 0, "max": 1' + "0" * 400 + "}", "finite number"),
        ('{"min": 0, "max": NaN}', "finite number"),
        ('{"levels": {"silent": 0, "yes": 1}}', "cannot be a label"),
        ('{"a":' * 100_000, "is not a scale"),
    ],
)
def test_json_that_declares_no_scale_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_scale(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_an_offered_option_is_what_a_shell_reads(text: str) -> None:
    assert shlex.split(shell_word(text)) == [text]
    assert shlex.split(option("--stance", f"-{text}")) == [f"--stance=-{text}"]


def test_words_for_no_answer_are_named_with_what_to_write() -> None:
    texts = [
        "Agree",
        "DK",
        "-",
        "Prefer not to say",
        "Disagree",
        "?",
        "n/a",
        "tbc",
        "Agree on the whole of it",
    ]
    seen, _ = _read(texts, TableSettings())
    advice = str(seen.advice)
    assert "probably no answers, but stances here on which actors can agree: 'DK', '-', 'Prefer" in advice
    words = shlex.split(advice.rpartition("--stance ")[2].partition(" says otherwise")[0])
    told, held = _read(texts, TableSettings(stances=parse_stances(words)))
    assert held == ["Agree", "undecided", None, "declined", "Disagree", "silent", None, None, texts[-1]]
    assert "probably" not in str(told.advice)


def test_words_that_are_answers_are_not_called_no_answers() -> None:
    seen, _ = _read(["Yes", "No", "Abstain", "both", "+", "-"], TableSettings())
    assert "probably" not in str(seen.advice)


@pytest.mark.parametrize("text", ["N A", "#N/A", "#DIV/0!", "n/a"])
def test_a_hint_on_one_text_can_be_copied_into_a_shell(text: str) -> None:
    with pytest.raises(UnreadableError) as error:
        _read([text], TableSettings(scale=parse_scale("three-point")))
    offered = re.search(r"--stance .*=missing['\"]?", str(error.value.hint))
    assert offered is not None
    settings = offered_settings(offered[0])
    assert settings.stances == {text: "missing"}
    assert _read([text], replace(settings, scale=parse_scale("three-point")))[1] == [None]


def test_how_to_read_a_file_again_can_be_copied_into_a_shell(tmp_path: Path) -> None:
    folder = tmp_path / "the council's files"
    folder.mkdir()
    dataset = folder / "it's data.yaml"
    dataset.write_text(
        "format: 1\ntitle: T\nissues: {i: {title: I}}\n"
        "stakeholders: {a: {name: A, positions: {i: support}}}\n"
    )
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", RemarkWarning)
        positions.export(dataset, folder / "a sheet.csv", type="wide")
        positions.export(dataset, folder / "coding sheet.csv", type="coding-sheet")
    for file, start in (
        ("a sheet.csv", "To read it again: "),
        ("coding sheet.csv", "To import the changes: "),
    ):
        (line,) = [text for one in said if (text := str(one.message)).startswith(start)]
        assert shlex.split(line.removeprefix(start))[2] == str(folder / file)
