"""The command `import`, and tables given to the commands that compare: what people type and see."""

from __future__ import annotations

import gzip
import json
import shlex
from pathlib import Path

import pytest

from helpers.paths import DATA
from positions.cli import main

TABLES = DATA / "tables"
VOTES = ("--stance", "yes=1,abstain=0,no=-1")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for file in TABLES.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_import_writes_a_dataset_that_check_passes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "clubs.csv", *VOTES, "-o", "dataset.yaml"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "Read as a long table, a row for each answer (--type long).\n"
        "Wrote dataset.yaml: 3 stakeholders, 3 issues, 6 positions.\n"
    )
    assert (
        (here / "dataset.yaml")
        .read_text(encoding="utf-8")
        .startswith("# Imported from clubs.csv\nformat: 1\n")
    )
    assert main(["check", "--strict", "dataset.yaml"]) == 0


def test_import_to_stdout(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "clubs.csv", *VOTES, "-q"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("# Imported from clubs.csv")
    assert err == ""


def test_import_overwrites_only_when_forced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "dataset.yaml").write_text("mine", encoding="utf-8")
    assert main(["import", "clubs.csv", *VOTES, "-o", "dataset.yaml"]) == 2
    assert "dataset.yaml already exists" in capsys.readouterr().err
    assert (here / "dataset.yaml").read_text(encoding="utf-8") == "mine"
    assert main(["import", "clubs.csv", *VOTES, "-o", "dataset.yaml", "--force"]) == 0
    assert main(["import", "clubs.csv", *VOTES, "-o", "clubs.csv", "--force"]) == 2
    assert "is the input" in capsys.readouterr().err
    assert main(["import", "clubs.csv", *VOTES, "-o", "none/dataset.yaml"]) == 2
    assert "there is no folder none" in capsys.readouterr().err


def test_import_tells_each_bad_row_or_skips_and_counts_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "bad.csv").write_text("actor,issue,stance\nA,x,yes\nB,x,yess\nC,x,no\n", encoding="utf-8")
    assert main(["import", "bad.csv", *VOTES, "-o", "dataset.yaml"]) == 1
    err = capsys.readouterr().err
    assert "bad.csv:3: error[bad-stance]: the stance 'yess'" in err
    assert "did you mean 'yes'?" in err
    assert not (here / "dataset.yaml").exists()
    assert main(["import", "bad.csv", *VOTES, "-o", "dataset.yaml", "--skip-bad"]) == 0
    err = capsys.readouterr().err
    assert "bad.csv:3: warning[bad-stance]" in err
    assert "Left out: 1 row that cannot be read." in err


def test_the_four_columns_of_an_expected_utility_model(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("Netherlands", 8, 4, 80), ("Germany", 100, 10, 60), ("UK", 90, 0, 90), ("Italy", 70, 2.5, 10)]
    text = "".join(",".join(map(str, row)) + "\n" for row in rows)
    (here / "eu.csv").write_text(f"actor,capability,position,salience\n{text}", encoding="utf-8")
    words = ["--column", "influence=capability,stance=position", "--scale", "0:10", "--issue", "Standards"]
    assert main(["import", "eu.csv", *words, "-o", "eu.yaml", "-q"]) == 0
    assert main(["issues", "-d", "eu.yaml", "-f", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["tables"][0]["rows"]
    weights = [capability * salience for _, capability, _, salience in rows]
    mean = sum(weight * row[2] for weight, row in zip(weights, rows, strict=True)) / sum(weights)
    assert found["weighted_mean"] == pytest.approx(mean)
    assert (found["weighted_median"], found["weighted_n"]) == (0, 4)  # the UK alone has more than half
    assert main(["issues", "-d", "eu.csv", *words[:4], "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["tables"][0]["rows"][0]["weighted_mean"] == pytest.approx(mean)


def test_import_of_a_debate_writes_its_texts(
    here: Path, capsys: pytest.CaptureFixture[str], shared: Path
) -> None:
    words = ["import", str(shared / "data" / "dna-sample.dna"), "-o", "debate.yaml"]
    assert main(words) == 0
    assert "The sources' texts are in sources." in capsys.readouterr().err
    assert len(list((here / "sources").iterdir())) == 7
    assert main(["check", "debate.yaml"]) == 0
    assert "40 of 40 quotations found" in capsys.readouterr().out
    (here / "debate.yaml").unlink()
    assert main(words) == 2
    assert "already exists" in capsys.readouterr().err
    assert not (here / "debate.yaml").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["compare"],
        ["compare", "sailing club"],
        ["explain", "sailing club", "Rowing Club"],
        ["show", "New quay"],
        ["issues"],
        ["common-ground"],
        ["network"],
        ["network", "--mode", "two"],
        ["power"],
        ["gaps"],
        ["history"],
        ["history", "Sailing Club", "Rowing Club"],
        ["blocs", "--blocs", "2"],
    ],
    ids=" ".join,
)
def test_every_command_that_compares_takes_a_table(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main([*words, "-d", "clubs.csv", *VOTES, "-f", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["dataset"]["title"] == "clubs"
    assert err == ""


def test_a_table_gives_what_its_import_gives(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "clubs.csv", *VOTES, "-o", "dataset.yaml", "-q"])
    shown = []
    for data in (["clubs.csv", *VOTES], ["dataset.yaml"]):
        assert main(["compare", "-d", *data, "--table", "pairs", "-f", "csv"]) == 0
        shown.append([line.split(",")[2:] for line in capsys.readouterr().out.splitlines()])
    assert shown[0] == shown[1]
    assert len(shown[0]) == 4


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (gzip.compress(b"actor,issue,stance\n" + b"A,x,yes\n" * 9999, mtime=0)[:60], 1, "cut off"),
        ("actor,issue,stance\nMüller,x,yes\n".encode("latin-1"), 1, "Latin-1"),
        (b"actor,topic,stance\nA,x,yes\n", 1, "there is no column 'issue'"),
        (b"actor,issue,stance\nA,x,4\nB,x,2\n", 1, "--scale 2:4"),
        (b'actor,issue,stance\nA,"x,yes\n', 1, "never closed"),
        (None, 2, "cannot open"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_clear_problem(
    here: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: int, words: str
) -> None:
    name = "t.csv.gz" if content and content.startswith(b"\x1f\x8b") else "t.csv"
    if content is not None:
        (here / name).write_bytes(content)
    for command in (["compare", "-d", name], ["import", name, "--type", "long"]):
        assert main(command) == code
        out, err = capsys.readouterr()
        assert out == ""
        assert words in err
        assert err.count("error") <= 2


def test_options_of_tables_without_a_table(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "clubs.csv", *VOTES, "-o", "dataset.yaml", "-q"])
    assert main(["compare", "-d", "dataset.yaml", *VOTES]) == 2
    assert "--stance says how to read a table" in capsys.readouterr().err
    assert main(["check", "clubs.csv"]) == 2
    assert "positions import clubs.csv -o dataset.yaml" in capsys.readouterr().err


def test_the_output_may_not_be_one_of_the_tables(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", "-d", "clubs.csv", *VOTES, "--actors", "clubs.actors.csv", "--table", "pairs"]
    before = (here / "clubs.actors.csv").read_bytes()
    assert main([*words, "-o", "clubs.actors.csv"]) == 2
    assert "is the input" in capsys.readouterr().err
    assert (here / "clubs.actors.csv").read_bytes() == before


def test_rows_that_have_swapped_their_keys_write_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    text = (
        "format: 1\ntitle: T\nissues: {one: {title: One}, two: {title: Two}}\n"
        "stakeholders:\n  ash:\n    name: Ash\n    positions:\n      one: support\n      two: oppose\n"
    )
    (here / "swap.yaml").write_text(text, encoding="utf-8")
    assert main(["export", "-q", "-d", "swap.yaml", "--type", "coding-sheet", "-o", "swap.xlsx"]) == 0
    book = openpyxl.load_workbook(here / "swap.xlsx")
    sheet = book["Positions"]
    key = next(cell.column for cell in sheet[1] if cell.value == "Key")
    one, other = sheet.cell(2, key), sheet.cell(3, key)
    one.value, other.value = other.value, one.value
    book.save(here / "swap.xlsx")
    capsys.readouterr()
    assert main(["import", "swap.xlsx", "--into", "swap.yaml"]) == 0
    err = capsys.readouterr().err
    assert "Nothing has changed." in err  # each row says what an entry says already
    assert "Wrote" not in err
    assert (here / "swap.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("into", "command"),
    [
        ("stakeholders.yaml", "positions undo"),
        ("other.yaml", "positions undo -d other.yaml"),
        ("a folder", 'positions undo -d "a folder"'),
    ],
)
def test_the_undo_that_is_named_works_from_here(
    into: str,
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POSITIONS_DATA", raising=False)
    file = Path(into) if into.endswith(".yaml") else Path(into, "data.yaml")
    file.parent.mkdir(exist_ok=True)
    actors = "{a: {name: A, positions: {i: support}}}"
    text = f"format: 1\ntitle: T\nissues: {{i: {{title: I}}}}\nstakeholders: {actors}\n"
    file.write_text(text, encoding="utf-8")
    assert main(["export", "-d", into, "--type", "coding-sheet", "-o", "sheet.csv"]) == 0
    sheet = Path("sheet.csv").read_bytes()
    Path("sheet.csv").write_bytes(sheet.replace(b"support", b"oppose", 1))
    capsys.readouterr()
    assert main(["import", "sheet.csv", "--into", into]) == 0
    assert f"`{command}` reverts it." in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") != text
    assert main(shlex.split(command)[1:]) == 0
    assert file.read_text(encoding="utf-8") == text
