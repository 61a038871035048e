"""Files of other programs as datasets: what kind they are, their ids, wide tables, Polis."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from helpers.paths import DATA
from positions.dataset.load import load_bytes
from positions.dataset.models import Dataset
from positions.dataset.yaml import decode
from positions.exchange import import_dataset
from positions.exchange.import_dataset import Imported, yaml_of
from positions.exchange.importing import ImportRequest, Kind, import_file, words_for
from positions.exchange.slugs import ids_of
from positions.exchange.tables.settings import TableSettings, parse_scale, parse_stances
from positions.library.options.keywords import ImportType
from positions.problems import DataError, UsageError

TABLES = DATA / "tables"
VOTES = TableSettings(stances=parse_stances(["yes=1,abstain=0,no=-1"]))


def stances(dataset: Dataset) -> dict[tuple[str, str], object]:
    return {
        (actor.name, dataset.issues[issue].title): cell[0].stance
        for actor in dataset.stakeholders.values()
        for issue, cell in actor.positions.items()
    }


def kept(imported: Imported) -> Dataset:
    """Return the dataset as it is read back from its file, which must be the same."""
    read = load_bytes(yaml_of(imported, "x")).require()
    assert read == imported.dataset
    return read


# ids


@given(st.lists(st.text(min_size=1, max_size=60), max_size=12))
def test_ids_are_unique_valid_and_stable(names: list[str]) -> None:
    ids = ids_of(names)
    assert set(ids) == set(names)
    assert len(set(ids.values())) == len(ids)
    assert ids_of(names) == ids
    document = {
        "format": 1,
        "title": "t",
        "stakeholders": {found: {"name": "n"} for found in ids.values()},
    }
    Dataset.model_validate(document)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LGA", "LGA"),
        ("1-1", "1-1"),
        ("Industrie- und Handelskammer", "industrie-und-handelskammer"),
        ("Électricité de France", "electricite-de-france"),
        ("Партия", "Партия"),
        ("日本 商工会議所", "日本-商工会議所"),
        ("?!", "x"),
        ("id", "id-2"),
        ("x" * 101, "x" * 40),
        (
            "A very long name of an association of many other associations",
            "a-very-long-name-of-an-association-of",
        ),
    ],
)
def test_ids_are_readable(name: str, expected: str) -> None:
    assert ids_of([name]) == {name: expected}


def test_a_name_that_is_an_id_keeps_it_from_others() -> None:
    assert ids_of(["Sailing Club", "sailing-club", "Sailing, Club"]) == {
        "Sailing Club": "sailing-club-2",
        "sailing-club": "sailing-club",
        "Sailing, Club": "sailing-club-3",
    }


# long


def test_names_are_kept_and_the_scale_is_declared() -> None:
    dataset = kept(import_file(ImportRequest(TABLES / "clubs.csv", VOTES)))
    assert [(key, actor.name) for key, actor in dataset.stakeholders.items()] == [
        ("sailing-club", "Sailing Club"),
        ("rowing-club", "Rowing Club"),
        ("fishers-union", "Fishers' Union"),
    ]
    assert dict(dataset.scale.labels) == {"no": -1, "abstain": 0, "yes": 1}


def test_what_other_yaml_programs_would_misread_is_quoted() -> None:
    imported = import_file(ImportRequest(TABLES / "clubs.csv", VOTES))
    text = yaml_of(imported, "clubs.csv").decode()
    assert 'night-ferries: "yes"' in text
    plain = yaml.safe_load(text)  # YAML 1.1, to which a bare yes is true
    assert plain["stakeholders"]["sailing-club"]["positions"] == {"night-ferries": "yes", "new-quay": "no"}
    assert plain["scale"]["levels"] == {"no": -1, "abstain": 0, "yes": 1}


def test_evidence_is_kept_and_read_back() -> None:
    request = ImportRequest(TABLES / "evidence.csv", TableSettings(scale=parse_scale("five-point")))
    dataset = kept(import_file(request))
    _, latest = dataset.stakeholders["sailing-club"].positions["new-quay"]
    assert latest.evidence[0].source == "annual-report-2025"
    assert dataset.sources["annual-report-2025"].title == "Annual report 2025"


def test_a_dataset_that_would_not_be_read_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = import_file(ImportRequest(TABLES / "clubs.csv", VOTES))
    monkeypatch.setattr(import_dataset, "SIZE_LIMIT", 100)
    with pytest.raises(DataError, match="is the most that is read"):
        yaml_of(imported, "clubs.csv")
    assert decode.SIZE_LIMIT == 25_000_000
    monkeypatch.undo()
    broken = imported.dataset.model_copy(update={"issues": {}})
    with pytest.raises(DataError, match="there is no issue"):
        yaml_of(replace(imported, dataset=broken), "clubs.csv")


def test_rows_that_cannot_be_read_are_skipped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("actor,issue,stance\nA,x,yes\nB,x,maybe\nC,x,no,no\nD,x,no\nD,x,yes\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        import_file(ImportRequest(path, VOTES))
    found = [problem.location.line for problem in caught.value.problems if problem.location]
    assert sorted(line for line in found if line) == [3, 4, 6]
    imported = import_file(ImportRequest(path, VOTES, skip_bad=True))
    assert imported.skipped == 3
    assert {problem.severity for problem in imported.problems} == {"warning"}
    assert stances(kept(imported)) == {("A", "x"): "yes", ("D", "x"): "no"}


# wide


def test_a_wide_table_says_what_the_long_one_says() -> None:
    long = import_file(ImportRequest(TABLES / "clubs.csv", VOTES)).dataset
    imported = import_file(ImportRequest(TABLES / "clubs.wide.csv", VOTES))
    assert stances(kept(imported)) == stances(long)
    assert imported.remarks[1:] == ("2 cells without a stance: no answer.",)


def test_a_wide_table_turned_round(tmp_path: Path) -> None:
    lines = (TABLES / "clubs.wide.csv").read_text(encoding="utf-8").splitlines()
    turned = ["\t".join(cells) for cells in zip(*(line.split(",") for line in lines), strict=True)]
    (tmp_path / "t.tsv").write_text("\n".join(turned), encoding="utf-8")
    found = import_file(ImportRequest(tmp_path / "t.tsv", VOTES, transpose=True)).dataset
    assert stances(found) == stances(import_file(ImportRequest(TABLES / "clubs.csv", VOTES)).dataset)


def test_columns_of_a_wide_table_are_chosen_and_named() -> None:
    columns = {"actor": "", "Quay": "new quay"}
    with pytest.raises(DataError, match="no column 'new key'"):
        import_file(
            ImportRequest(TABLES / "clubs.wide.csv", replace(VOTES, columns={"Q": "new key"}), "wide")
        )
    request = ImportRequest(TABLES / "clubs.wide.csv", replace(VOTES, columns=columns), "wide")
    imported = import_file(request)
    assert {issue for _, issue in stances(imported.dataset)} == {"Quay"}
    assert "Columns not used: Night ferries, Harbour fee." in imported.remarks


def test_a_row_twice_in_a_wide_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("actor,x,y\nA,yes,no\nB,no,no\nA,yes,yes\nA,no,no,no\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        import_file(ImportRequest(path, VOTES, "wide"))
    twice, ragged = caught.value.problems
    assert (ragged.code, twice.code) == ("ragged-row", "repeated-cell")
    assert twice.location is not None
    assert twice.location.line == 4
    assert "line 2" in twice.message


def test_whoever_says_nothing_in_a_wide_table_is_there_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("actor,x,y,z\nA,,,no\nB,,,\n,,,\nC,yes,,silent\n", encoding="utf-8")
    for transpose in (False, True):
        found = import_file(ImportRequest(path, VOTES, "wide", transpose=transpose)).dataset
        down, across = [*found.stakeholders], [*found.issues]
        assert ([down, across] if not transpose else [across, down]) == [["A", "B", "C"], ["x", "y", "z"]]


def test_a_bad_cell_of_a_wide_table_is_told_with_its_column_and_the_others_of_the_row_are_kept(
    tmp_path: Path,
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("actor,x,y,z\nA,maybe,maybe,no\n", encoding="utf-8")
    found = import_file(ImportRequest(path, VOTES, "wide", skip_bad=True))
    assert (found.skipped, found.unit) == (2, "cell")
    assert [problem.message.split(":")[0] for problem in found.problems] == [
        "in the column 'x'",
        "in the column 'y'",
    ]
    assert stances(found.dataset) == {("A", "z"): "no"}


# Polis


def test_a_polis_export() -> None:
    imported = import_file(ImportRequest(TABLES / "participants-votes.csv", TableSettings(), title="Harbour"))
    dataset = kept(imported)
    assert dataset.title == "Harbour"
    assert stances(dataset) == {
        ("P0", "Ferries should run at night, and on Sundays too, whatever …"): "agree",
        ("P0", "Build the quay"): "disagree",
        ("P0", "Yes"): "pass",
        ("P1", "Build the quay"): "agree",
        ("P2", "Ferries should run at night, and on Sundays too, whatever …"): "disagree",
        ("P2", "Build the quay"): "agree",
    }
    assert [actor.attributes for actor in dataset.stakeholders.values()] == [
        {"group": "1"},
        {},
        {"group": "0"},
    ]
    assert [issue.tags for issue in dataset.issues.values()] == [
        ("accepted",),
        ("rejected",),
        ("not-moderated",),
    ]
    assert str(dataset.issues["S0"].proposition).endswith('"experts" may say')
    assert not any("Doubtful" in remark for remark in imported.remarks)


def test_a_polis_export_whose_signs_are_reversed_is_doubted(tmp_path: Path) -> None:
    for name in ("participants-votes.csv", "comments.csv"):
        (tmp_path / name).write_bytes((TABLES / name).read_bytes())
    comments = (tmp_path / "comments.csv").read_text(encoding="utf-8")
    (tmp_path / "comments.csv").write_text(comments.replace(",1,0,2,1,", ",1,0,1,2,"), encoding="utf-8")
    imported = import_file(ImportRequest(tmp_path / "participants-votes.csv", TableSettings()))
    assert any("Doubtful" in remark for remark in imported.remarks)


def test_polis_without_comments_and_with_a_vote_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    text = (TABLES / "participants-votes.csv").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    imported = import_file(ImportRequest(path, TableSettings()))
    assert list(imported.dataset.issues) == ["S0", "S1", "S5"]
    assert any("No comments.csv" in remark for remark in imported.remarks)
    path.write_text(text.replace("-1,1,", "-1,2,"), encoding="utf-8")
    with pytest.raises(DataError, match="'2'"):
        import_file(ImportRequest(path, TableSettings()))


def test_a_comment_whose_row_is_cut_short_has_no_title(tmp_path: Path) -> None:
    votes = (TABLES / "participants-votes.csv").read_text(encoding="utf-8")
    (tmp_path / "participants-votes.csv").write_text(votes, encoding="utf-8")
    comments = "comment-id,comment-body,agrees\n0,Ferries\n1,Quays,2\n5,Piers,0\n"
    (tmp_path / "comments.csv").write_text(comments, encoding="utf-8")
    imported = import_file(ImportRequest(tmp_path / "participants-votes.csv", TableSettings()))
    assert {name: issue.title for name, issue in imported.dataset.issues.items()} == {
        "S0": "S0",
        "S1": "Quays",
        "S5": "Piers",
    }


# which kind


@pytest.mark.parametrize(
    ("header", "columns", "kind"),
    [
        ("actor,issue,stance", {}, "long"),
        ("Actor;Issue;Stance", {}, "long"),
        ("who,what,vote", {"stance": "vote", "actor": "who", "issue": "what"}, "long"),
        ("actor,stance", {}, "long"),
        ("name,capability,position,salience", {}, "long"),
        ("actor,x,y", {}, "wide"),
        ("name,x,y", {}, "wide"),
        ("participant,group-id,n-votes,0", {}, "polis"),
    ],
)
def test_what_a_table_is(tmp_path: Path, header: str, columns: dict[str, str], kind: Kind) -> None:
    from positions.exchange.importing import guess

    (tmp_path / "t.csv").write_text(header + "\n", encoding="utf-8")
    assert guess(ImportRequest(tmp_path / "t.csv", TableSettings(columns=columns))) == kind


def test_names_that_stand_again_and_again_are_those_of_a_long_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("member,motion,vote\nA,x,yes\nA,y,no\nB,x,no\nB,y,no\n", encoding="utf-8")
    with pytest.raises(DataError, match="no columns 'actor', 'issue' and 'stance'"):
        import_file(ImportRequest(path, VOTES))


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("A B", "wide"),
        ("A A", "wide"),  # two rows say nothing
        ("A A B", "long"),  # two names in three rows
        ("A A B C", "wide"),  # three in four
        ("A A A B C", "long"),  # three in five
        ("A B C D A B", "long"),  # four in six
        ("A B C D E A B", "wide"),  # five in seven
    ],
)
def test_a_third_of_names_again_makes_a_table_long(tmp_path: Path, names: str, kind: Kind) -> None:
    from positions.exchange.importing import guess

    path = tmp_path / "t.csv"
    path.write_text("member,x,y\n" + "".join(f"{name},1,2\n" for name in names.split()), encoding="utf-8")
    assert guess(ImportRequest(path, TableSettings())) == kind


def test_what_is_neither_a_table_nor_a_database(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    for name, words in (("a.docx", "neither a table nor a database"), ("none.txt", "cannot open")):
        with pytest.raises(UsageError, match=words):
            import_file(ImportRequest(tmp_path / name, TableSettings()))


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (ImportRequest(TABLES / "clubs.csv", VOTES, "long", transpose=True), "--transpose is for wide"),
        (ImportRequest(TABLES / "clubs.csv", VOTES, actor="person"), "--actor is for databases"),
        (ImportRequest(TABLES / "clubs.wide.csv", replace(VOTES, issue="x")), "--issue is for long"),
        (ImportRequest(TABLES / "clubs.csv", replace(VOTES, issue="x")), "the column 'issue' says it too"),
        (ImportRequest(TABLES / "participants-votes.csv", VOTES), "--stance is for tables"),
        (ImportRequest(Path("x.dna"), replace(VOTES, actors=Path("y"))), "--actors is for tables"),
        (ImportRequest(TABLES / "comments.csv", VOTES), "a part of a Polis export"),
    ],
)
def test_an_option_that_would_say_nothing_is_refused(request_: ImportRequest, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        import_file(request_)


def test_polis_keeps_who_never_voted_and_counts_comments_without_votes(tmp_path: Path) -> None:
    (tmp_path / "participants-votes.csv").write_text(
        "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,1,4\n"
        "1,host7,1.0,0,2,1,1,-1,1\n24,,,0,0,0,0,,\n",
        encoding="utf-8",
    )
    (tmp_path / "comments.csv").write_text(
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        "1,Mon,1,0,0,1,1,One\n2,Mon,4,0,1,0,1,Four\n3,Mon,9,0,0,0,-1,Nine\n",
        encoding="utf-8",
    )
    imported = import_file(ImportRequest(tmp_path / "participants-votes.csv", TableSettings()))
    first, second = imported.dataset.stakeholders.values()
    assert first.attributes == {"group": "1", "xid": "host7"}
    assert (second.name, second.positions) == ("P24", {})
    assert any("Left out: 1 of the comments" in remark for remark in imported.remarks)


def test_two_browsers_on_the_same_specifications(shared: Path) -> None:
    columns = {"issue": "spec", "Mozilla": "mozilla_position", "WebKit": "webkit_position"}
    words = "positive=1,support=1,neutral=0,negative=-1,oppose=-1,defer=undecided,blocked=undecided"
    given = TableSettings(columns=columns, stances=parse_stances([words]))
    path = shared / "data" / "real_two_actor_mozilla_webkit.csv"
    dataset = kept(import_file(ImportRequest(path, given, "wide", transpose=True, skip_bad=True)))
    assert list(dataset.stakeholders) == ["Mozilla", "WebKit"]
    assert dataset.stakeholders["WebKit"].positions["trusted-types"][0].stance == "positive"


def test_brexit_as_a_dataset(shared: Path) -> None:
    given = TableSettings(
        stances=parse_stances(["agree=1,pass=0,disagree=-1"]),
        actors=shared / "data" / "polis_brexit.groups.csv",
        issues=shared / "data" / "polis_brexit.issues.csv",
    )
    dataset = kept(import_file(ImportRequest(shared / "data" / "polis_brexit.csv.gz", given)))
    assert sum(len(actor.positions) for actor in dataset.stakeholders.values()) == 5303
    assert {actor.attributes.get("group") for actor in dataset.stakeholders.values()} >= {"0.0", "1.0"}


def test_every_kind_is_explained_and_offered() -> None:
    kinds = {kind for part in get_args(Kind) for kind in get_args(part)}
    assert set(get_args(ImportType)) == kinds
    for kind in kinds:
        assert f"--type {kind}" in words_for(kind)
