"""`set dataset` changes what a dataset says of itself, and nothing else in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.cli import main
from positions.dataset.load import load
from positions.dataset.models import ABOUT

TEXT = """\
format: 1
title: T  # of the study
# how stances are measured
scale: five-point
issues: {i: {title: I}}
stakeholders:
  a: {name: A, positions: {i: support}}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data.yaml"
    path.write_text(TEXT)
    return path


def test_every_key_is_set_in_its_place_cleared_and_brought_back(path: Path) -> None:
    words = [part for name in ABOUT for part in (f"--{name}", f"a {name}: here")]
    assert main(["set", "dataset", "-d", str(path), *words]) == 0
    now = path.read_text()
    about = "".join(f'{name}: "a {name}: here"\n' for name in ABOUT)
    assert now == TEXT.replace("# how", f"{about}# how")
    dataset = load(path).require()
    assert [getattr(dataset, name) for name in ABOUT] == [f"a {name}: here" for name in ABOUT]
    assert main(["set", "dataset", "-d", str(path), "--clear", ",".join(ABOUT)]) == 0
    assert path.read_text() == TEXT
    assert main(["undo", "-d", str(path)]) == 0
    assert path.read_text() == now


def test_in_a_folder_keys_stand_beside_the_title(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    head, rest = TEXT.split("issues:")
    (folder / "a.yaml").write_text(f"issues:{rest}")
    (folder / "b.yaml").write_text(head)
    assert main(["set", "dataset", "-d", str(folder), "--title", "Other", "--licence", "CC0"]) == 0
    assert "title: Other  # of the study\nlicence: CC0\n# how" in (folder / "b.yaml").read_text()
    assert (folder / "a.yaml").read_text() == f"issues:{rest}"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "no new value is given"),
        ("--clear issues", "there is no field 'issues' to clear here"),
        ("--clear title", "there has to be one"),
        ("--licence x --clear licence", "the field is also given a value"),
    ],
)
def test_what_cannot_be_set_changes_nothing(
    words: str, said: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["set", "dataset", "-d", str(path), *words.split()]) == 2
    assert said in capsys.readouterr().err
    assert path.read_text() == TEXT
