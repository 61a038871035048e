"""Nothing private is in a public output, at any option; and no public figure depends on a private value."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

from helpers.examples import examples
from helpers.private_data import all_bytes, dataset_of, found_in, written
from positions.cli import main
from positions.dataset.audience.public_view import public_view, seen_by
from positions.dataset.load import load_bytes
from positions.dataset.models import Dataset

pytestmark = pytest.mark.usefixtures("few_shuffles")

MANY = examples(36)
"""So many datasets at random are written in public."""

PER_DATASET = 5
FORMATS = ("json", "markdown", "csv", "tsv", "html", "xlsx", "svg", "docx", "terminal")
REPORTS = (
    ("compare",),
    ("compare", "--range"),
    ("compare", "--group-by", "kind"),
    ("compare", "--as-of", "2011"),
    ("compare", "--by-salience"),
    ("explain", "a0", "a1"),
    ("show", "a0"),
    ("show", "i0"),
    ("show", "s1"),
    ("compare", "--robust"),
    ("compare", "--top", "2"),
    ("compare", "--where", "kind=party", "--min-answers", "1"),
    ("explain", "a1"),
    ("issues",),
    ("issues", "--consensus"),
    ("issues", "--group-by", "kind"),
    ("common-ground",),
    ("blocs",),
    ("map",),
    ("network",),
    ("network", "--mode", "two"),
    ("network", "--window", "2y"),
    ("power",),
    ("gaps",),
    ("history",),
    ("diff", "other.yaml"),
    ("diff", "other.yaml", "--as-of", "2013"),
    ("diff", "--from", "2011", "--to", "2013"),
    ("reliability", "other.yaml"),
    ("reliability",),
    ("reliability", "--unit", "statement"),
    ("compare", "--coder", "nobody"),
)
FILES = (
    ("report", "-o", "out.html"),
    ("brief", "-o", "out.docx"),
    ("brief", "-o", "out.md"),
    ("export", "-o", "out.csv"),
    ("export", "-o", "out.json"),
    ("export", "-o", "out.xlsx"),
    ("export", "-o", "out.parquet"),
    ("export", "-o", "out.graphml"),
    ("export", "--type", "network", "-o", "out.graphml"),
    ("export", "--type", "wide", "-o", "out.xlsx"),
    ("export", "--type", "long", "--basis", "stated", "-o", "out.csv"),
    ("export", "--type", "network", "--window", "2y", "-o", "out.gexf"),
    ("export", "--type", "coding-sheet", "-o", "out.xlsx"),
    ("export", "--type", "coding-sheet", "-o", "out.csv"),
    ("export", "--type", "pairs", "-o", "out.parquet"),
    ("export", "--type", "pscl", "-o", "out.csv"),
    ("export", "--type", "actors", "-o", "out.csv"),
    ("export", "-o", "out/"),
    ("schema", "-o", "out.schema.json"),
    ("reliability", "--merge", "out.yaml"),
    ("reliability", "other.yaml", "--merge", "out.yaml"),
)


def commands(seed: int) -> list[tuple[str, ...]]:
    """Return some of all the ways to write something, another few for each dataset."""
    every = [(*words, "-f", form, "-o", f"out.{form}") for words in REPORTS for form in FORMATS]
    return random.Random(seed).sample([*every, *FILES, *FILES, *FILES], PER_DATASET)  # no keys


@pytest.mark.parametrize("seed", range(MANY))
def test_nothing_private_is_written_and_no_figure_depends_on_it(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (_, secrets), *_ = written_datasets = [dataset_of(seed, salt) for salt in ("one", "two")]
    for words in commands(seed):
        made = []
        for data, _ in written_datasets:
            for name in ("data.yaml", "other.yaml"):
                Path(name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            made.append(written(words, tmp_path, capsys))
        assert found_in(made[0], secrets) == [], words
        assert made[0] == made[1], words
        assert made[0]["exit code"] in (b"0", b"2"), (words, made[0]["stderr"])


def as_dataset(seed: int, salt: str) -> tuple[Dataset, list[str]]:
    data, secrets = dataset_of(seed, salt)
    return load_bytes(json.dumps(data).encode()).require(), secrets


@pytest.mark.parametrize("block", range(5))
def test_the_public_view_is_the_same_whatever_is_private(block: int) -> None:
    for seed in range(block * max(MANY, 40) // 5, (block + 1) * max(MANY, 40) // 5):
        (one, secrets), (other, _) = (as_dataset(seed, salt) for salt in ("one", "two"))
        view, again = public_view(one), public_view(other)
        assert repr(view.dataset) == repr(again.dataset)
        assert list(view.dataset.stakeholders) == list(again.dataset.stakeholders)
        assert view.held_back == again.held_back
        assert not [secret for secret in secrets if secret in repr(view.dataset)]


def test_a_secret_is_found_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data, secrets = dataset_of(7, "one")
    Path("data.yaml").write_text(json.dumps(data), encoding="utf-8")
    for name in ("out.xlsx", "out.csv", "out.json"):
        assert main(["export", "-d", "data.yaml", "--audience", "team", "-o", name]) == 0
        assert found_in({name: Path(name).read_bytes()}, secrets), name
    assert main(["export", "-d", "data.yaml", "--audience", "team", "-o", "out.json"]) == 0
    assert b"For the team only" in Path("out.json").read_bytes()


SMALL = """format: 1
title: T
issues: {i: {title: I}, j: {title: J}}
sources: {s: {title: S, date: 2020}, t: {title: Hidden source, date: 2024}}
stakeholders:
  a:
    name: A
    positions:
      i:
        - {stance: support, date: 2019}
        - {stance: oppose, private: true, date: 2021}
      j:
        - stance: support
          evidence: [{source: s, basis: inferred}, {source: t, quote: q, private: true}]
  b:
    name: B
    influences: {c: 2}
    member_of: [c]
    positions:
      i:
        - {stance: support, date: 2019}
        - {stance: oppose, evidence: [{source: t, private: true}]}
  c: {name: Secret C, private: true, positions: {i: oppose}}
"""


def test_a_private_entry_withholds_its_cell_and_never_shows_an_older_one() -> None:
    view = public_view(load_bytes(SMALL.encode()).require())
    actors = view.dataset.stakeholders
    assert list(actors) == ["a", "b"]
    assert actors["a"].positions["i"] == ()
    assert actors["b"].positions["i"] == (), "its date may be that of the private evidence"
    assert actors["a"].positions["j"][0].basis == "inferred"
    assert actors["b"].influences == {}
    assert actors["b"].member_of == ()
    assert list(view.dataset.sources) == ["s"]
    assert view.held_back.words() == "1 stakeholder, 1 entry and 2 items of evidence"
    said = view.held_back.said_to_the_public()
    assert said.endswith("of evidence. 2 cells are withheld whole, with 3 public entries in them.")
    alone = SMALL.replace("        - {stance: support, date: 2019}\n", "")
    said = public_view(load_bytes(alone.encode()).require()).held_back.said_to_the_public()
    assert said.endswith("and 2 items of evidence."), "nothing is withheld beside what is private"


def test_where_nothing_is_private_the_dataset_and_its_hash_stay() -> None:
    loaded = load_bytes(SMALL.replace("private: true", "private: false").encode())
    assert seen_by(loaded, "public") is loaded
    assert public_view(loaded.require()).dataset is loaded.dataset


@pytest.mark.parametrize(
    ("words", "team"),
    [
        ([], True),
        (["--audience", "public"], False),
        (["-f", "json"], False),
        (["-f", "markdown"], False),
        (["-o", "-"], False),
    ],
)
def test_the_terminal_is_for_the_team_and_all_else_is_public(
    words: list[str],
    team: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    path = tmp_path / "d.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert main(["compare", "-d", str(path), *words]) == 0
    said = capsys.readouterr().out
    assert ("For the team only" in said) == team
    assert ("Held back as private" in said) == (not team)
    assert next(iter(all_bytes(said.encode())))


def test_a_cell_withheld_in_one_file_alone_is_no_sameness(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = "format: 1\ntitle: T\nissues: {x: {title: X}}\nstakeholders:\n"
    now += "  b: {name: B, positions: {x: support}}\n"
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(
        now + "  a: {name: A, positions: {x: {stance: support, private: true}}}\n", encoding="utf-8"
    )
    new.write_text(now + "  a: {name: A, positions: {x: support}}\n", encoding="utf-8")
    assert main(["diff", str(old), str(new)]) == 0
    said = capsys.readouterr().out
    assert "1 cell is withheld in one of the two, and not listed." in said
    assert "The agreement of 1 of 1 pair changed." in said
    assert "Nothing selected has changed" not in said
    assert "Before: Held back as private: 1 entry." in said
    assert main(["diff", str(old), str(new), "--audience", "team"]) == 0
    assert "1 entry in here is private." in capsys.readouterr().out
    assert main(["diff", str(old), str(old)]) == 0
    assert "withheld" not in capsys.readouterr().out


def test_a_dataset_of_private_actors_is_not_called_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "data.yaml"
    actors = "stakeholders:\n  a: {name: A, private: true, positions: {x: support}}\n"
    file.write_text(f"format: 1\ntitle: T\nissues: {{x: {{title: X}}}}\n{actors}", encoding="utf-8")
    assert main(["compare", "-d", str(file)]) == 0
    assert capsys.readouterr().err == "The public view of the dataset has no stakeholder.\n"


WARNED = """format: 1
title: T
issues: {x: {title: X}, y: {title: Y}}
stakeholders:
  a: {name: A, positions: {x: support, y: {stance: oppose, note: {text: SECRET, private: true}}}}
  b: {name: B, positions: {x: support, y: {stance: oppose, private: true}}}
"""


@pytest.mark.parametrize("whom", ["public", "team"])
def test_warnings_of_several_files_show_private_lines_to_the_team_alone(
    whom: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = []
    for name in ("ann", "bea"):
        paths.append(tmp_path / f"{name}.yaml")
        paths[-1].write_text(WARNED.replace("name: A,", f"name: A{name},"), encoding="utf-8")
    assert main(["reliability", *map(str, paths), "--audience", whom, "-f", "json"]) == 0
    out, err = capsys.readouterr()
    assert ("SECRET" in err) == (whom == "team")
    assert ("warning[coders-differ]" in err) == (whom == "team")
    assert "SECRET" not in out
