"""Words that say that there is no answer: named, offered with what to write, and right once it is written."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from positions.exchange.tables.settings import MISSING, TableSettings, parse_scale, parse_stances
from positions.exchange.tables.table_dataset import load_table
from positions.exchange.tables.values.no_answers import no_answer
from positions.exchange.tables.values.stances import Stances
from positions.exchange.tables.values.word_meaning import number_or_state

ABSENT = (
    *(
        "–",
        "—",
        "Not Voting",
        "not-voting",
        "Did not vote",
        "Didn’t vote",
        "No vote",
        "NV",
        "Absent",
        "Absent (ill)",
    ),
    *(
        "Absent / excused",
        "Not present",
        "Not stated",
        "no data",
        "No answer",
        "no response",
        "n.a.",
        "(blank)",
    ),
    *("keine Angabe", "k.A.", "k. A.", "KEINE ANTWORT", "Nicht abgestimmt", "Nicht abgegeben", "abwesend"),
    *(
        "sans réponse",
        "Sans reponse",
        "N’a pas voté",
        "Non-votant",
        "excusée",
        "no votó",
        "assente",
        "afwezig",
    ),
)
UNDECIDED = ("Weiß nicht", "weiss nicht", "Sans avis", "ne sait pas", "No sabe", "don't know", "unsure")
POSITIONS = (
    *(
        "No",
        "Non",
        "Nein",
        "Nay",
        "not in favour",
        "abstain",
        "Enthaltung",
        "neither for nor against",
        "both",
    ),
    *("Leave", "Present", "No change", "no objection", "blanc", "1", "Nein danke", "Not voting for it"),
)


@pytest.mark.parametrize("word", ABSENT)
def test_words_of_absence_say_no_answer(word: str) -> None:
    assert no_answer(word) == number_or_state(word) == MISSING


def test_words_of_doubt_are_states_and_words_of_positions_are_neither() -> None:
    assert {no_answer(word) for word in UNDECIDED} == {"undecided"}
    assert no_answer("ne se prononce pas") == "declined"
    assert no_answer("Don't know / no answer") == MISSING
    assert [word for word in POSITIONS if no_answer(word) is not None] == []


def test_no_vote_is_against_beside_yes_vote_alone() -> None:
    assert number_or_state("No vote", ["Aye", "No vote", "No"]) == MISSING
    assert number_or_state("No vote", ["Yes vote", "No vote"]) == -1


def _offers(advice: str | None) -> list[TableSettings]:
    """Return the settings of each `--stance` in a text, dots filled in with 0."""
    words = shlex.split(str(advice).replace(";", " ; ").replace("'", ""))
    given = [words[at + 1] for at, word in enumerate(words) if word == "--stance"]
    return [TableSettings(stances=parse_stances([one.replace("...", "0")])) for one in given]


@pytest.mark.parametrize(
    "others", [["Yea", "Nay", "Present"], ["Red", "Blue"], [f"Party {n}" for n in range(40)]]
)
@pytest.mark.parametrize("settings", [TableSettings(), TableSettings(scale=parse_scale("nominal"))])
def test_every_offer_names_all_words_of_absence(others: list[str], settings: TableSettings) -> None:
    absent = [word for word in ABSENT if "," not in word]
    read = Stances(settings)
    for word in [*others, *absent]:
        read.read(word)
    offers = _offers(read.advice)
    assert len(offers) == (2 if settings.scale is None else 1)
    held = read.scale.labels
    for offer in offers:
        assert {word for word, value in offer.stances.items() if value == MISSING} == {*held} - {*others}


def test_a_column_in_which_most_did_not_answer_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = "A,Agree,Not stated,Not stated,x\nB,Disagree,Not stated,Not stated,y\nC,Agree,Agree,Not stated,x\n"
    path.write_text(f"Respondent,Tolls,Buses,Trams,Ward name\n{rows}")
    assert list(load_table(path).require().issues) == ["Tolls", "Buses"]


def test_two_who_never_vote_do_not_agree_once_the_offer_is_followed(tmp_path: Path) -> None:
    table = tmp_path / "votes.csv"
    table.write_text("actor,issue,stance\nA,1,Yea\nA,2,Nay\nB,1,Not Voting\nB,2,Not Voting\nC,1,Not Voting\n")
    remark = next(it for it in load_table(table, TableSettings()).remarks if "Not Voting" in it)
    for offer in _offers(remark):
        actors = load_table(table, offer).require().stakeholders
        assert [len(actors[name].positions) for name in "ABC"] == [2, 0, 0]


def test_words_beside_numbers_are_all_offered() -> None:
    read = Stances(TableSettings())
    for word in ("1", "2", "3", "a", "b", "c", "d", "e", "Absent", "k.A."):
        read.read(word)
    assert read.refusal is not None
    assert "Absent=missing,k.A.=missing" in str(read.refusal.hint)
