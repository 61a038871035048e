"""Which dataset is meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from positions.cli import main
from positions.cli.dataset_path import DatasetPath, example_path, find_dataset
from positions.problems import UsageError


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("format: 1\n", encoding="utf-8")
    return path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def found(option: str | None = None) -> Path:
    path = find_dataset(option, example_allowed=False).path
    assert path is not None
    return path


def test_each_place_comes_before_the_next(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_dataset(None, example_allowed=True).is_example
    second = touch(here / "stakeholders.yaml")
    assert found().resolve() == second
    first = touch(here / "data" / "stakeholders.yaml")
    assert found().resolve() == first
    named = touch(here / "named.yaml")
    monkeypatch.setenv("POSITIONS_DATA", str(named))
    assert found() == named
    assert found("given.yaml") == Path("given.yaml")


def test_a_dataset_here_is_named_as_a_person_would(here: Path) -> None:
    touch(here / "data" / "stakeholders.yaml")
    assert str(found()) == str(Path("data", "stakeholders.yaml"))


def test_above_only_inside_a_repository_and_only_to_its_root(
    tmp_path: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beyond = touch(tmp_path / "stakeholders.yaml")
    deep = here / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    root = touch(here / "data" / "stakeholders.yaml")
    assert find_dataset(None, example_allowed=True).is_example  # no repository: nothing above counts
    (here / ".git").mkdir()
    assert found() == root
    nearer = touch(here / "a" / "stakeholders.yaml")
    assert found() == nearer  # the nearest folder decides, whatever its form
    nearer.unlink()
    root.unlink()
    assert find_dataset(None, example_allowed=True).is_example
    assert beyond.exists()


def test_a_worktrees_git_file_marks_a_root_too(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(here / "stakeholders.yaml")
    (here / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    (here / "sub").mkdir()
    monkeypatch.chdir(here / "sub")
    assert found() == here / "stakeholders.yaml"


def test_a_folder_of_that_name_is_no_dataset(here: Path) -> None:
    (here / "stakeholders.yaml").mkdir()
    assert find_dataset(None, example_allowed=True).is_example


def test_a_dash_is_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_dataset("-", example_allowed=False) == DatasetPath(None)
    monkeypatch.setenv("POSITIONS_DATA", "-")
    assert find_dataset(None, example_allowed=False) == DatasetPath(None)
    assert find_dataset("-", example_allowed=False).inputs == ()


def test_an_empty_variable_is_none(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSITIONS_DATA", "")
    assert find_dataset(None, example_allowed=True).is_example


def test_a_variable_that_names_nothing_is_said_to(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSITIONS_DATA", "nowhere.yaml")
    with pytest.raises(UsageError, match=r"POSITIONS_DATA names nowhere\.yaml"):
        find_dataset(None, example_allowed=True)


def test_without_a_dataset_what_shows_nothing_is_refused(here: Path) -> None:
    with pytest.raises(UsageError, match="there is no dataset here") as refused:
        find_dataset(None, example_allowed=False)
    assert refused.value.hint == "name one with --data PATH, or start one with `positions init`"


def test_a_deleted_folder_has_no_dataset(here: Path) -> None:
    shutil.rmtree(here)
    assert find_dataset(None, example_allowed=True).is_example


def test_the_example_is_found_in_the_package_first(tmp_path: Path) -> None:
    package = tmp_path / "src" / "positions"
    package.mkdir(parents=True)
    with pytest.raises(UsageError, match="missing from this installation"):
        example_path(package)
    checkout = touch(tmp_path / "data" / "stakeholders.yaml")
    assert example_path(package) == checkout
    installed = touch(package / "data" / "stakeholders.yaml")
    assert example_path(package) == installed


def test_the_example_is_announced_unless_asked_for() -> None:
    assert DatasetPath(Path("mine.yaml")).remarks == ()
    assert DatasetPath(example_path(), is_example=True, asked_for=True).remarks == ()
    first, near = DatasetPath(example_path(), is_example=True, near="there is a.yaml").remarks
    assert "this is the example" in first
    assert "positions init" in first
    assert near == "There is a.yaml."


WRITING = [
    ["compare", "-o", "out.html"],
    ["compare", "--group-by", "kind", "-o", "out.json"],
    ["compare", "lga", "-o", "out.json"],
    ["explain", "lga", "ccn", "-o", "out.md"],
    ["show", "lga", "-o", "out.md"],
    ["issues", "-o", "out.json"],
    ["common-ground", "-o", "out.md"],
    ["blocs", "-o", "out.json"],
    ["map", "-o", "out.json"],
    ["network", "-o", "out.json"],
    ["power", "-o", "out.json"],
    ["gaps", "-o", "out.json"],
    ["history", "lga", "-o", "out.json"],
    ["report", "-o", "out.html"],
    ["report"],
    ["brief", "-o", "out.md"],
    ["brief"],
    ["export", "-o", "out.csv"],
]


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_the_example_is_not_written_to_a_file_unless_it_is_asked_for(
    here: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "there is no dataset here" in err
    assert str(here) in err
    assert str(here / "data") in err
    assert "--example" in err
    assert list(here.iterdir()) == []
    if words[0] not in ("power", "map"):  # the example has no influences, and too few actors
        assert main([*words, "--example"]) == 0
        assert "No dataset here" not in capsys.readouterr().err


def test_the_example_is_one_dataset_and_data_another(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    touch(here / "stakeholders.yaml")
    assert find_dataset(None, example_allowed=True, example=True).is_example
    assert main(["compare", "--example", "-d", "stakeholders.yaml"]) == 2
    assert "two datasets" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("stakeholders.yaml.txt", "rename it to stakeholders.yaml"),
        ("data/stakeholders.yaml.txt", "rename it to stakeholders.yaml"),
        ("Stakeholders.YML", "rename it to stakeholders.yaml"),
        ("../stakeholders.yaml", "in the folder above: --data ../stakeholders.yaml"),
        ("../data/stakeholders.yaml", "in the folder above: --data ../data/stakeholders.yaml"),
    ],
)
@pytest.mark.parametrize("git", [False, True])
def test_what_may_be_meant_is_pointed_out(
    here: Path, place: str, said: str, git: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if git:
        (here / ".git").mkdir()
    touch(here / place)
    assert main(["report", "-o", "out.html"]) == 2
    assert said in capsys.readouterr().err
    assert main(["check"]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "--example" not in err
    assert main(["compare"]) == 0
    assert said in capsys.readouterr().err
