"""From files and folders to a dataset."""

import hashlib
from pathlib import Path

import pytest

from positions.dataset.load import load, load_bytes
from positions.dataset.storage.dataset_files import dataset_files
from positions.problems import DataError, UsageError

HEAD = "format: 1\ntitle: Test\n"
ISSUES = "issues:\n  tax: {title: Tax}\n  rail: {title: Rail}\n"


def folder_of(root: Path, **files: str) -> Path:
    for name, text in files.items():
        (root / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def test_a_folder_is_merged_and_an_actor_may_be_spread_over_files(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        main=HEAD + ISSUES + "stakeholders:\n  one: {name: One, positions: {tax: support}}\n",
        more="stakeholders:\n  one:\n    positions: {rail: oppose}\n  two: {name: Two}\n",
    )
    dataset = load(tmp_path).require()
    assert list(dataset.stakeholders) == ["one", "two"]
    assert {issue: entries[0].stance for issue, entries in dataset.stakeholders["one"].positions.items()} == {
        "tax": "support",
        "rail": "oppose",
    }


def test_a_folder_equals_the_one_file_that_it_was_split_from(tmp_path: Path) -> None:
    one = HEAD + ISSUES + "stakeholders:\n  one: {name: One, positions: {tax: support}}\n"
    folder_of(tmp_path, a=HEAD, b=ISSUES, c="stakeholders:\n  one: {name: One, positions: {tax: support}}\n")
    assert load(tmp_path).require() == load_bytes(one.encode()).require()


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        (HEAD + ISSUES, "issues:\n  tax: {title: Tax}\n", 2),
        (HEAD + ISSUES, "title: Again\n", 1),
        (HEAD + "sources:\n  s: {title: S}\n", "\nsources:\n  s: {title: S}\n", 3),
        (HEAD + "stakeholders:\n  one: {name: One}\n", "stakeholders:\n  one:\n    name: Uno\n", 3),
        (
            HEAD + ISSUES + "stakeholders:\n  one: {name: One, positions: {tax: support}}\n",
            "stakeholders:\n  one:\n    positions:\n      tax: support\n",
            4,
        ),
    ],
)
def test_what_is_defined_twice_names_both_places(tmp_path: Path, first: str, second: str, line: int) -> None:
    folder_of(tmp_path, a=first, b=second)
    problems = [problem for problem in load(tmp_path).problems if problem.code == "defined-twice"]
    assert len(problems) == 1
    where = problems[0].location
    assert where is not None
    assert (where.file, where.line) == (str(tmp_path / "b.yaml"), line)
    assert str(tmp_path / "a.yaml") in problems[0].message


def test_problems_name_the_file_that_they_are_in(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        main=HEAD + ISSUES,
        more="stakeholders:\n  one:\n    name: One\n    positions:\n      taxx: support\n",
    )
    (problem,) = load(tmp_path).problems
    assert str(problem.location) == f"{tmp_path / 'more.yaml'}:5:7"
    assert problem.hint == "did you mean 'tax'?"


def test_yml_counts_and_subfolders_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(HEAD)
    (tmp_path / "b.txt").write_text("not: this\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.yaml").write_text("nor: this\n")
    assert dataset_files(tmp_path) == [tmp_path / "a.yml"]
    assert load(tmp_path).require().title == "Test"


def test_the_hash_of_a_file_is_of_its_bytes_and_of_a_folder_of_names_and_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(HEAD)
    assert load(file).sha256 == hashlib.sha256(HEAD.encode()).hexdigest()
    first = load(tmp_path).sha256
    assert load(tmp_path).sha256 == first
    file.rename(tmp_path / "b.yaml")
    assert load(tmp_path).sha256 != first


def test_what_cannot_be_opened_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot open"):
        load(tmp_path / "missing.yaml")
    with pytest.raises(UsageError, match=r"holds no \.yaml file"):
        load(tmp_path)


def test_an_error_leaves_no_dataset_and_a_warning_does(tmp_path: Path) -> None:
    wrong = load_bytes(HEAD.encode() + b"stakeholders:\n  one: {nam: One}\n")
    assert wrong.dataset is None
    with pytest.raises(DataError) as raised:
        wrong.require()
    assert raised.value.problems == wrong.problems
    warned = load_bytes(HEAD.encode() + b"stakeholders:\n  one: {name: A}\n  two: {name: a}\n")
    assert [problem.code for problem in warned.problems] == ["same-name"]
    assert warned.require().title == "Test"


def test_another_kind_of_file_is_said_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{number}: &b{number} [*a, *a]\n" for number in range(30))
    assert [problem.code for problem in load_bytes(bomb.encode()).problems] == ["anchor"]
    compose = "services:\n  web:\n    image: nginx\n"
    assert [problem.code for problem in load_bytes(compose.encode()).problems] == ["not-a-dataset"]


def test_an_empty_key_is_as_if_it_were_not_there() -> None:
    text = HEAD + ISSUES + "sources:\nstakeholders:\n  one:\n    name: One\n    short:\n    positions:\n"
    dataset = load_bytes(text.encode()).require()
    assert dataset.sources == {}
    assert dataset.stakeholders["one"].positions == {}
    assert dataset.stakeholders["one"].short is None


def test_several_coders_may_stand_in_a_cell_where_that_is_asked_for() -> None:
    text = (
        HEAD
        + ISSUES
        + "stakeholders:\n  one:\n    name: One\n    positions:\n"
        + "      tax: [{stance: support, coder: a}, {stance: oppose, coder: b}]\n"
    )
    several = load_bytes(text.encode())
    assert [(problem.code, problem.severity) for problem in several.problems] == [("several-coders", "note")]
    assert several.dataset is not None
    assert load_bytes(text.encode(), several_coders=True).problems == ()


def test_in_a_folder_each_document_keeps_what_it_says_itself(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "format: 1\ntitle: T\nissues: {x: {title: X}, y: {title: Y}}\n"
        "stakeholders:\n  a:\n    name: A\n    positions: {x: support}\n",
        "utf-8",
    )
    (tmp_path / "b.yaml").write_text("stakeholders:\n  a:\n    positions:\n      y: supprt\n", "utf-8")
    loaded = load(tmp_path)
    (problem,) = loaded.problems
    assert str(problem.location) == f"{tmp_path / 'b.yaml'}:4:10"
    assert loaded.origin.documents[0].value == {
        "format": "1",
        "title": "T",
        "issues": {"x": {"title": "X"}, "y": {"title": "Y"}},
        "stakeholders": {"a": {"name": "A", "positions": {"x": "support"}}},
    }
