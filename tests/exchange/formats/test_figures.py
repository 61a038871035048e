"""Raw codes of real votes, rebuilt in the published layout, give other programs' figures."""

from __future__ import annotations

import csv
import gzip
from itertools import islice
from pathlib import Path

import pytest

import positions
from helpers.examples import LONG

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")

ROWS = 100_000
"""So many of the table of votes are read: the whole Senate, and the first resolutions."""


def votes_of(path: Path, most: int = ROWS) -> dict[tuple[str, str], str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = islice(csv.DictReader(file), most)
        return {(row["actor"], row["issue"]): row["stance"] for row in rows}


def written(path: Path, header: str, rows: list[list[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])
    return path


def test_codes_of_the_109th_senate_give_the_agreement_that_r_gives(shared: Path, tmp_path: Path) -> None:
    """All of the Senate's votes, since R's figures are over all of them: 65,790 rows."""
    votes = votes_of(shared / "data" / "us_senate_109.csv.gz")
    senators = list(dict.fromkeys(actor for actor, _ in votes))
    rolls = list(dict.fromkeys(issue for _, issue in votes))
    codes = {"yes": (1, 1, 2, 3), "no": (6, 6, 5, 4), None: (9, 0, 7, 8)}
    rows: list[list[object]] = [
        [109, "Senate", number, 40000 + who, codes[votes.get((name, roll))][(number + who) % 4], 99.9]
        for number, roll in enumerate(rolls, start=1)
        for who, name in enumerate(senators)
    ]
    path = written(tmp_path / "S109_votes.csv", "congress,chamber,rollnumber,icpsr,cast_code,prob", rows)
    result = positions.compare(path, mapping="voteview", table="pairs")
    found = {
        frozenset(senators[int(str(row[who])) - 40000] for who in "ab"): (row["shared"], row["agreement"])
        for row in result.rows("pairs")
    }
    with (shared / "cases" / "votes" / "us_senate_109.pairs_R.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    assert len(found) == len(expected) == 5151
    for row in expected:
        shared_votes, agreement = found[frozenset((row["actor_a"], row["actor_b"]))]
        assert shared_votes == int(row["n_joint"])
        assert agreement is None if not shared_votes else agreement == pytest.approx(float(row["agreement"]))


def test_raw_codes_of_the_general_assembly_give_the_same_votes(shared: Path, tmp_path: Path) -> None:
    """The whole file, of 1,240,600 rows with the absences, in long runs."""
    most = 10**9 if LONG else 4000
    kept = votes_of(shared / "data" / "un_general_assembly.csv.gz", most)
    resolutions = {issue for _, issue in kept}
    states = list(dict.fromkeys(actor for actor, _ in kept))
    codes = {"yes": 1, "abstain": 2, "no": 3}
    more = [1, 0, "2005-01-01", "R/1", 0, 0, 0, 0, 0, 0, 2005]
    rows: list[list[object]] = [
        [resolution, 60, codes.get(kept.get((state, resolution), ""), 8 + number % 2), number, *more, state]
        for resolution in sorted(resolutions)
        for number, state in enumerate(states)
    ]
    header = "rcid,session,vote,ccode,member,importantvote,date,unres,me,nu,di,hr,co,ec,year,Countryname"
    path = written(tmp_path / "UNVotes.csv", header, rows)
    dataset = positions.load(path, mapping="un-votes").dataset
    read = {
        (actor.name, issue): str(cell[0].stance)
        for actor in dataset.stakeholders.values()
        for issue, cell in actor.positions.items()
    }
    assert read == kept
