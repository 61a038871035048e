"""The figures that the method pages give in their sentences and tables, worked out again."""

import csv
import re
from collections.abc import Callable
from math import comb
from pathlib import Path

import pytest

from positions.cli import main

ROW = re.compile(r"^\| (\d+) of (\d+) \| (\d+)% \| (\d+)% to (\d+)% \|$", flags=re.MULTILINE)


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "method" / "index.md").read_text(encoding="utf-8")


@pytest.fixture
def answers(repository: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    with (repository / "docs" / "method" / "questionnaire.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["actor"], {})[row["issue"]] = int(row["stance"])
    return found


def at_least(successes: int, trials: int, chance: float) -> float:
    """The probability of so many successes or more."""
    return sum(
        comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(successes, trials + 1)
    )


def where(reached: Callable[[float], bool]) -> float:
    """The smallest number from 0 to 1 at which something is reached."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


def exact_interval(successes: int, trials: int) -> tuple[float, float]:
    """Clopper and Pearson: the chances under which neither so many nor so few are rarer than 1 in 40."""
    low = where(lambda chance: at_least(successes, trials, chance) >= 0.025)
    high = where(lambda chance: at_least(successes + 1, trials, chance) >= 0.975)
    return low, high if successes < trials else 1.0


def test_the_intervals_are_those_of_clopper_and_pearson(page: str) -> None:
    rows = [tuple(map(int, row)) for row in ROW.findall(page)]
    assert len(rows) == 6
    for agree, of, share, low, high in rows:
        assert share == round(100 * agree / of)
        assert (low, high) == tuple(round(100 * bound) for bound in exact_interval(agree, of)), (agree, of)


def test_two_who_toss_coins_agree_as_often_as_the_page_says(page: str) -> None:
    assert f"on all of ten once in {2**10:,} times" in page
    assert f"Of the {comb(10, 2)} pairs among ten such actors, {comb(10, 2) // 4} or so" in page


def test_what_other_programs_put_in_empty_places_gives_the_shares_of_the_page(
    page: str, answers: dict[str, dict[str, int]]
) -> None:
    """Over all that the voter has answered: 1 less the distance on a scale from 1 to 5, in the mean."""
    voter, candidate = answers.values()

    def nearness(put: Callable[[int], int]) -> float:
        distances = [abs(mine - candidate.get(issue, put(mine))) for issue, mine in voter.items()]
        return 1 - sum(distances) / (4 * len(distances))

    middle = nearness(lambda _: 3)
    end = nearness(lambda mine: 1 if mine > 3 else 5)
    assert f"With the middle in the empty places it would be {middle:.0%}" in page
    assert f"further end {end:.0%}: for one who has answered everything, that is the `low`" in page
    heads, row = re.findall(r"^a,b,(shared,.*)\nVoter,Candidate,(.*)$", page, flags=re.MULTILINE)[0]
    assert end == float(dict(zip(heads.split(","), row.split(","), strict=True))["low"])


def test_the_table_of_four_ways_has_what_the_program_prints(
    page: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def printed(*words: str) -> float:
        data = str(repository / "docs" / "method" / "harbour.yaml")
        assert main([*words, "-d", data, "-f", "csv", "-q"]) == 0
        rows = {row["id"]: row for row in csv.DictReader(capsys.readouterr().out.splitlines())}
        return float(rows["port"]["carriers"])

    side = printed("compare", "--table", "agreement")
    nearness = printed("compare", "--measure", "proximity", "--table", "agreement")
    tie = printed("network", "--table", "network")
    convergence, divergence = (printed("power", "--table", table) for table in ("2caa", "2daa"))
    assert f"| here, `side` | {side:g}, over 2 issues |" in page
    assert f"`proximity` | {nearness:g}, over 2 issues |" in page
    assert f"| DNA, `subtract` and `average` | {tie:g} |" in page
    assert f"| MACTOR, order 2 | convergence {convergence:g}, divergence {divergence:g} |" in page
