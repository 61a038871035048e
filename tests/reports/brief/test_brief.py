"""A briefing: what it holds, what it leaves out and says so, and how it is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.random_reports import HOSTILE
from helpers.studies import EXAMPLE, example, study
from positions.cli import main
from positions.dataset.load import load_bytes
from positions.page_model import Briefing, Section
from positions.problems import UsageError
from positions.render.briefing import briefing_markdown
from positions.reports.brief.report import WIDEST, brief, some
from positions.reports.common.study import study_of
from positions.reports.compare.report import pair_matrix
from positions.selection import Selection
from positions.tables import Ref, Table

pytestmark = pytest.mark.usefixtures("few_shuffles")


def section(briefing: Briefing, title: str) -> Section:
    return next(found for found in briefing.sections if found.title.startswith(title))


def test_its_parts_are_those_of_a_meeting() -> None:
    briefing = brief(example())
    assert [found.title for found in briefing.sections] == [
        "Who is with whom",
        "On what",
        "What could be signed together, and on which conditions",
        "Open questions",
        "Annex: all open questions",
    ]
    assert [table.id for table in briefing.sections[0].tables] == ["agreement", "disagreement"]
    (grid,) = briefing.sections[1].tables
    assert grid.id == "stances"
    assert (
        grid.columns[0].label
        == "New structures: New strategic authorities should be set up where places have none"
    )
    assert briefing.sections[1].points[1] == "Condition on Central funding: CCN: resources go to counties"
    assert briefing.lead[1].startswith("All 4 stand on the same side of 2 issues")
    assert section(briefing, "Who is with whom").paragraphs[0].startswith("Nearest")


def test_what_could_be_signed_comes_first_and_has_its_conditions() -> None:
    (table,) = section(brief(example()), "What could be signed").tables
    assert isinstance(table, Table)
    verdicts = [row[1].id for row in table.rows if isinstance(row[1], Ref)]
    assert verdicts == ["all_for"] * 2 + ["nobody_opposed"] * 5
    text = briefing_markdown(brief(example()))
    assert "CCN: resources go to counties" in text
    assert "split" not in text


def test_gaps_that_are_alike_are_told_together() -> None:
    points = section(brief(example()), "Open questions").points
    assert "Uniform framework: silent – Localis and CCN" in points
    assert points[-1] == "And 15 more, in the annex."
    assert len(section(brief(example()), "Annex: all open questions").points) == 21


def test_it_stands_by_itself_without_a_command_in_it() -> None:
    for found in (brief(example()), brief(study(14, MANY))):
        assert not re.search(
            r"positions (compare|issues|show|gaps|common)| --[a-z]", briefing_markdown(found)
        )


def test_it_says_who_moved_when_from_what_to_what() -> None:
    text = (
        "format: 1\ntitle: T\nissues: {a: {title: A}, b: {title: B}}\nstakeholders:\n"
        "  x: {name: X, positions: {a: [{stance: oppose, date: 2016}, {stance: support, date: 2018-02}]}}\n"
        "  y: {name: Y, positions: {a: support, b: oppose}}\n"
    )
    data = load_bytes(text.encode())
    assert section(brief(study_of(data)), "Who moved").points == (
        "X on A: from oppose to support, since 2018-02",
    )
    assert "Who moved" not in [found.title for found in brief(example()).sections]


def test_a_statement_made_together_stands_once_with_all_who_made_it() -> None:
    cell = "{stance: support, evidence: [{source: s, quote: We are for it}]}"
    text = (
        "format: 1\ntitle: T\nissues: {a: {title: A}}\nsources: {s: {title: S}}\nstakeholders:\n"
        f"  x: {{name: X, positions: {{a: {cell}}}}}\n  y: {{name: Y, positions: {{a: {cell}}}}}\n"
        "  z: {name: Z, positions: {a: {stance: support, evidence: [{source: s, quote: Me too}]}}}\n"
    )
    data = load_bytes(text.encode())
    (own,) = brief(study_of(data)).words
    assert [(said.actor, said.item.words) for said in own.items] == [
        ("X and Y", "We are for it"),
        ("Z", "Me too"),
    ]


def test_own_words_stand_apart_from_what_others_say_what_divides_first() -> None:
    own, others = brief(example()).words
    assert own.title == "In their own words"
    assert {said.item.kind for said in own.items} == {"own"}
    assert {said.item.kind for said in others.items} == {"paraphrase", "according-to", "reading"}
    assert own.items[0].issue == others.items[0].issue == "New structures"
    text = EXAMPLE.read_text(encoding="utf-8")
    for said in (*own.items, *others.items):
        assert said.item.words
        assert said.item.words.split()[0] in text
        assert said.item.title
    assert own.note == "13 quotations, all that there are, by issue and side."


def test_only_the_actors_named() -> None:
    briefing = brief(example(Selection(actors=("localis", "lga"))))
    assert briefing.lead[0].startswith("Localis and Local")
    assert {said.actor for words in briefing.words for said in words.items} == {"Localis", "LGA"}
    assert section(briefing, "What could").paragraphs[0].startswith("Both are for")


MANY = {
    f"Actor-{number}": " ".join(
        ("support", "oppose")[(number + issue) % 2 if issue % 3 else number % 2] for issue in range(14)
    )
    for number in range(9)
}


def test_of_many_actors_the_matrices_are_an_annex_and_blocs_say_who_is_with_whom() -> None:
    briefing = brief(study(14, MANY))
    whom = section(briefing, "Who is with whom")
    assert whom.tables == ()
    assert [point.split(":")[0] for point in whom.points] == ["Bloc 1", "Bloc 2"]
    assert "Actor-0, Actor-2, Actor-4, Actor-6 and Actor-8" in whom.points[0]
    assert briefing.sections[-1].title == "Annex: the matrices"
    assert [table.id for table in briefing.sections[-1].tables] == ["stances", "agreement", "disagreement"]
    text = briefing_markdown(briefing)
    assert text.index("## Open questions") < text.index("## Notes") < text.index("## Annex: the matrices")


def test_what_divides_many_is_told_in_a_few_rows() -> None:
    briefing = brief(study(14, MANY))
    assert briefing.lead[-1].startswith("14 issues divide them, most of all ")
    assert "of 36 pairs opposed" in briefing.lead[-1]
    (divides,) = section(briefing, "On what").tables
    assert divides.id == "each_issue"
    assert len(divides.rows) == 14
    more = brief(study(16, {name: f"{row} oppose support" for name, row in MANY.items()}))
    (divides,) = section(more, "On what").tables
    assert len(divides.rows) == 12
    assert section(more, "On what").paragraphs[-1] == "The first 12 of 16; the annex has all."
    (whole,) = section(more, "Annex: every issue").tables
    assert len(whole.rows) == 16


def test_of_very_many_issues_and_actors_an_annex_has_the_first() -> None:
    actors = {f"Actor-{n}": " ".join(["support" if n else "-"] * 70) for n in range(40)}
    briefing = brief(study(70, actors))
    signed = section(briefing, "What could be signed together, and on which conditions")
    (table,) = signed.tables
    assert table.notes == ("And 65 more issues; the annex has the first 60.",)
    annex = next(one for one in briefing.sections if one.title.endswith(", the first 60 issues"))
    assert annex.paragraphs == ("Of 70, in the same order; a workbook holds all.",)
    (whole,) = annex.tables
    assert isinstance(whole, Table)
    assert len(whole.rows) == 60
    assert "Actor-1, Actor-2, Actor-3 and 36 more" in whole.rows[0]
    assert section(briefing, "On what").paragraphs[-1] == "The first 8 of 70; the annex has the first 60."


def test_of_many_actors_the_text_names_two_a_cell_and_the_annex_more_with_all_conditions() -> None:
    text = "format: 1\ntitle: T\nscale: three-point\nissues:\n"
    text += "".join(f"  i{issue}: {{title: Issue {issue}}}\n" for issue in range(16)) + "stakeholders:\n"
    for actor in range(20):
        stance = "{stance: support, condition: money comes}" if actor % 4 else "oppose"
        cells = ", ".join(f"i{issue}: {stance}" for issue in range(16))
        text += f"  a{actor}: {{name: Actor {actor}, positions: {{{cells}}}}}\n"
    briefing = brief(study_of(load_bytes(text.encode())))
    (first,) = section(briefing, "On what").tables
    (whole,) = section(briefing, "Annex: every issue").tables
    assert isinstance(first, Table)
    assert isinstance(whole, Table)
    assert (len(first.rows), len(whole.rows)) == (8, 16)
    assert first.rows[0][1:] == (
        "Actor 1, Actor 2 and 13 more",
        "Actor 0, Actor 4 and 3 more",
        "Actor 1: money comes; Actor 2: money comes; 13 more",
    )
    assert str(whole.rows[0][-1]).count("money comes") == 15
    assert "Actor 5, Actor 6 and 10 more" in str(whole.rows[0][1])


def test_many_names_are_some_and_how_many_more() -> None:
    assert some(["a", "b"], 3) == "a and b"
    assert some(["a", "b", "c", "d"], 3) == "a and 3 more"
    briefing = brief(study(1, {f"Actor-{n}": "support" if n else "oppose" for n in range(12)}))
    assert briefing.lead[0].endswith("Actor-4, Actor-5 and 6 more.")
    (divides,) = section(briefing, "On what").tables
    assert isinstance(divides, Table)
    assert divides.rows[0][1] == "Actor-1, Actor-2, Actor-3, Actor-4, Actor-5 and 6 more"


def test_where_nothing_can_be_signed_it_says_what_comes_nearest() -> None:
    rows = {"A": "support support oppose", "B": "support oppose support", "C": "oppose oppose support"}
    together = section(brief(study(3, rows)), "What could")
    assert together.paragraphs[0].endswith("Nearest to it, with the fewest against:")
    (table,) = together.tables
    assert isinstance(table, Table)
    found = [
        (row[0].label, len(row[3]))
        for row in table.rows
        if isinstance(row[0], Ref) and isinstance(row[3], tuple)
    ]
    assert [number for _, number in found] == [1, 1, 2]
    assert [column.id for column in table.columns if column.detail] == [
        "verdict",
        "uncommitted",
        "conditions",
    ]


def test_two_actors_need_no_matrix_for_one_number() -> None:
    briefing = brief(example(Selection(actors=("lga", "ccn"))))
    whom = section(briefing, "Who is with whom")
    assert whom.tables == ()
    assert whom.paragraphs[0].startswith("LGA and CCN agree on 3 of 4 shared issues")
    assert not any(text.startswith("LGA and CCN agree") for text in briefing.lead)


def test_a_matrix_too_wide_for_a_page_is_left_out_and_it_says_so() -> None:
    wide = brief(study(2, {f"Actor{number}": "support oppose" for number in range(WIDEST + 1)}))
    text = briefing_markdown(wide)
    assert "Agreement: a table of 31 columns, too wide for a page" in text
    assert [table.id for table in wide.sections[-1].tables] == ["stances"]  # two columns
    assert "67%" not in text


def test_a_matrix_that_is_only_named_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def noted(name: str, *others: object) -> object:
        made.append(name)
        return pair_matrix(name, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("positions.reports.compare.report.pair_matrix", noted)
    for number, matrices in ((WIDEST, ["agreement", "disagreement"]), (WIDEST + 1, [])):
        brief(study(2, {f"Actor{actor}": "support oppose" for actor in range(number)}))
        assert made == matrices
        made.clear()


def test_every_passage_has_the_publisher_date_and_title_of_its_source() -> None:
    briefing = brief(example())
    text = briefing_markdown(briefing)
    where = "reform must be driven and led at local level’ (Public Sector Executive, 2017-03)"
    assert text.count(where) == sum(len(words.items) for words in briefing.words) == 24
    assert f"— Cllr Mark Hawthorne, in ‘Localis: Industrial {where}; stated" in text
    reported = "14. **New structures, Localis: strongly support** (as reported by Public Sector Executive): "
    assert reported in text


def test_legends_and_names_are_told_once_a_section() -> None:
    text = briefing_markdown(brief(example()))
    whom = text[text.index("## Who is with whom") : text.index("## On what")]
    assert whom.count("Legend: ") == whom.count("Names: ") == 1
    assert whom.index("### Disagreement") < whom.index("Legend: ")


def test_a_quotation_without_its_source_text_is_no_question_for_readers() -> None:
    points = section(brief(example()), "Open questions").points
    assert not any("quotation not checked" in point for point in points)


def test_a_nominal_scale_has_nothing_to_sign() -> None:
    titles = [found.title for found in brief(study(1, {"A": "red", "B": "blue"}, "nominal")).sections]
    assert titles == ["Who is with whom", "On what", "Open questions"]


def test_one_actor_is_nothing_to_brief_on() -> None:
    with pytest.raises(UsageError, match="it takes two actors or more"):
        brief(study(1, {"A": "support"}))


def test_hostile_text_is_escaped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import yaml

    names = [word for word in HOSTILE if word.isprintable()]
    data = {
        "format": 1,
        "title": "<b>T</b>",
        "issues": {f"i{n}": {"title": name} for n, name in enumerate(names)},
        "stakeholders": {
            f"s{n}": {"name": name, "positions": {"i0": {"stance": "support", "condition": name}}}
            for n, name in enumerate(names)
        },
    }
    (tmp_path / "d.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert main(["brief", "-q", "-d", str(tmp_path / "d.yaml")]) == 0
    text = capsys.readouterr().out
    assert "<script>" not in text.replace("\\<", "")
    assert "\\</script\\>\\<script\\>" in text


def test_markdown_to_a_file_or_to_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "b.md"
    assert main(["brief", "-q", "-d", str(EXAMPLE), "-o", str(target)]) == 0
    assert main(["brief", "-q", "-d", str(EXAMPLE), "-o", "-"]) == 0
    assert (
        capsys.readouterr().out == target.read_text(encoding="utf-8") == briefing_markdown(brief(example()))
    )


@pytest.mark.parametrize("name", ["b.rtf", "b", "folder/"])
def test_another_suffix_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "-q", "-d", str(EXAMPLE), "-o", f"{tmp_path}/{name}"]) == 2
    assert "use the suffix .docx, .pdf or .md" in capsys.readouterr().err


def test_an_unknown_actor_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "-q", "-d", str(EXAMPLE), "lgaa"]) == 2
    assert "lga" in capsys.readouterr().err
