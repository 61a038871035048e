"""`compare` and `blocs` on the command line: options that must reach the report, and those that clash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.paths import EXAMPLE as EXAMPLE_FILE
from positions.cli import main

EXAMPLE = str(EXAMPLE_FILE)
MOVED = """\
format: 1
title: T
issues: {i: {title: I}}
stakeholders:
  a: {name: A, positions: {i: [{stance: support, date: 2015}, {stance: oppose, date: 2017}]}}
  b: {name: B, positions: {i: {stance: oppose, date: 2017}}}
"""


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    said = capsys.readouterr()
    return code, said.out, said.err


def heads(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    code, out, _ = run(capsys, "compare", "-d", EXAMPLE, "--table", "agreement", "-f", "csv", *words)
    assert code == 0
    return out.splitlines()[0].split(",")[1:]


def test_the_actors_of_a_matrix_are_sorted(capsys: pytest.CaptureFixture[str]) -> None:
    assert heads(capsys) == ["localis", "lga", "ccn", "government"]
    assert heads(capsys, "--sort", "name") == ["ccn", "government", "lga", "localis"]
    assert heads(capsys, "--sort", "bloc") == ["localis", "ccn", "government", "lga"]


def test_a_window_of_entries(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = tmp_path / "data.yaml"
    data.write_text(MOVED, encoding="utf-8")

    def stances(*words: str) -> list[str]:
        _, out, _ = run(capsys, "compare", "-d", str(data), "--table", "stances", "-f", "csv", *words)
        return [line.split(",")[1] for line in out.splitlines()[1:]]

    assert stances() == ["oppose", "oppose"]
    assert stances("--entries", "window") == ["mixed", "oppose"]
    assert stances("--entries", "window", "--until", "2016") == ["support", "excluded"]
    assert stances("--entries", "window", "--since", "2017") == ["oppose", "oppose"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--since", "2016"), "--since and --until bound a window"),
        (("--entries", "window", "--as-of", "2016"), "--as-of and --entries window do not go together"),
        (("--entries", "window", "--since", "2018", "--until", "2017"), "the window ends before it begins"),
        (("--range", "--by-salience"), "--range and --by-salience do not go together"),
        (("--table", "agreemnt"), "there is no table 'agreemnt'"),
        (("--with", "nobody"), "there is no stakeholder 'nobody'"),
        (("--with", "lga", "--kind", "think tank"), "the filters leave out 'lga'"),
    ],
)
def test_what_does_not_go_together_is_refused(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    code, out, err = run(capsys, "compare", "-d", EXAMPLE, *words)
    assert (code, out) == (2, "")
    assert message in err


def test_one_actor_and_with_rank_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    def ranked(*words: str) -> list[str]:
        _, out, _ = run(capsys, "compare", "-d", EXAMPLE, "--table", "ranking", "-f", "csv", *words)
        return [line.split(",")[0] for line in out.splitlines()[1:]]

    assert ranked("LGA") == ["ccn", "localis", "government"]
    assert ranked("--with", "LGA", "government", "CCN") == ["ccn", "government"]
    _, _, err = run(capsys, "compare", "-d", EXAMPLE, "LGA", "--sort", "name", "-f", "json")
    assert "--sort has no effect here" in err


def test_options_are_on_record(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(
        capsys, "compare", "-d", EXAMPLE, "--range", "--sort", "bloc", "--unweighted", "-f", "json"
    )
    options = json.loads(out)["options"]
    expected = {"measure": "side", "range": True, "sort": "bloc", "weighted": False, "by_salience": False}
    assert expected.items() <= options.items()


def test_blocs_by_number(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "blocs", "-d", EXAMPLE, "--blocs", "3", "--table", "blocs", "-f", "csv")
    rows = [line.rsplit(",", 1) for line in out.splitlines()]
    assert code == 0
    assert rows[0] == ["id,bloc", "stability"]
    assert [row for row, _ in rows[1:]] == ["localis,1", "lga,2", "ccn,3", "government,3"]
    assert all(0 <= float(stability) <= 1 for _, stability in rows[1:])
    for words, message in ((("--blocs", "0"), "0 is less than 1"), (("--blocs", "5"), "cannot make 5 blocs")):
        code, _, err = run(capsys, "blocs", "-d", EXAMPLE, *words)
        assert code == 2
        assert message in err
