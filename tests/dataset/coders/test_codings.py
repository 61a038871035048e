"""Reading several coders' datasets, and the questions put to their cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.coders import read_codings
from positions.dataset.coders.codings import Codings
from positions.dataset.coders.units import coded_units
from positions.dataset.scale import FIVE_POINT, Scale
from positions.grid import build_grid
from positions.measures.reliability.codings import Code, CodedCell, levels_of, units_of
from positions.problems import DataError, UsageError
from positions.reports.reliability.readings import coded_cells
from positions.selection import Selection
from positions.vocabulary import STATES

HEAD = "format: 1\ntitle: T\nissues:\n  tax: {title: Tax}\n  bus: {title: Bus}\n"
ONE = (
    HEAD + "stakeholders:\n  a:\n    name: A\n    positions: {tax: support, bus: oppose}\n  b:\n    name: B\n"
)
TWO = HEAD + "stakeholders:\n  b:\n    name: B\n  a:\n    name: A\n    positions: {tax: silent}\n"


def files(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def problems_of(paths: list[Path]) -> list[tuple[str, str, str]]:
    with pytest.raises(DataError) as raised:
        read_codings(paths)
    found = raised.value.problems
    return [(problem.code, Path(str(problem.location)).name, problem.message) for problem in found]


def coders(codings: Codings) -> list[str]:
    return [coding.coder for coding in codings.coders]


def test_a_file_for_each_coder_in_the_first_ones_order(tmp_path: Path) -> None:
    codings = read_codings(files(tmp_path, ada=ONE, ben=TWO))
    assert coders(codings) == ["ada", "ben"]
    assert [list(coding.dataset.stakeholders) for coding in codings.coders] == [["a", "b"], ["a", "b"]]
    assert codings.warnings == ()
    assert len(set(codings.sha256)) == 2


def test_coders_are_called_as_their_entries_say_else_as_their_files(tmp_path: Path) -> None:
    named = ONE.replace("tax: support", "tax: {stance: support, coder: Ada L}")
    assert coders(read_codings(files(tmp_path, one=named, two=TWO))) == ["Ada L", "two"]
    both = [named, TWO.replace("tax: silent", "tax: {stance: silent, coder: Ada L}")]
    assert coders(read_codings(files(tmp_path, one=both[0], two=both[1]))) == ["one", "two"]
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
    same = [*files(tmp_path / "x", data=ONE), *files(tmp_path / "y", data=TWO)]
    assert coders(read_codings(same)) == [str(path) for path in same]


def test_one_file_whose_entries_name_their_coder(tmp_path: Path) -> None:
    text = ONE.replace(
        "tax: support, bus: oppose",
        "tax: [{stance: support, coder: ada}, {stance: oppose, coder: ben}], "
        "bus: {stance: oppose, coder: ben}",
    )
    codings = read_codings(files(tmp_path, both=text))
    assert coders(codings) == ["ada", "ben"]
    ada, ben = (coding.dataset.stakeholders["a"].positions for coding in codings.coders)
    assert [(issue, entry.stance) for issue, (entry,) in ada.items()] == [("tax", "support")]
    assert [(issue, entry.stance) for issue, (entry,) in ben.items()] == [
        ("tax", "oppose"),
        ("bus", "oppose"),
    ]


def test_an_entry_without_a_coder_among_those_with_one_is_told(tmp_path: Path) -> None:
    text = ONE.replace("tax: support", "tax: [{stance: support, coder: ada}, {stance: oppose, coder: ben}]")
    ((code, place, message),) = problems_of(files(tmp_path, both=text))
    assert (code, message) == ("missing-coder", "an entry without a coder beside entries that have one")
    assert place.startswith("both.yaml:9:")


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"alone": ONE}, "alone.yaml holds the readings of no named coder"),
        (
            {"alone": ONE.replace("support", "{stance: support, coder: ada}")},
            "holds the readings of one coder",
        ),
        (
            {
                "one": ONE.replace("support", "{stance: support, coder: x}").replace(
                    "oppose", "{stance: oppose, coder: y}"
                ),
                "two": TWO,
            },
            "one.yaml holds the readings of several coders: x, y",
        ),
    ],
)
def test_what_is_no_set_of_coders_is_refused(tmp_path: Path, texts: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_codings(files(tmp_path, **texts))


def test_a_file_named_twice_is_refused(tmp_path: Path) -> None:
    (path,) = files(tmp_path, one=ONE)
    with pytest.raises(UsageError, match=r"one\.yaml is named twice"):
        read_codings([path, path])


def test_an_error_in_any_file_is_told_with_the_others(tmp_path: Path) -> None:
    broken = ONE.replace("support", "suport"), TWO.replace("silent", "slient")
    found = problems_of(files(tmp_path, one=broken[0], two=broken[1]))
    assert [(code, place.split(":")[0]) for code, place, _ in found] == [
        ("bad-stance", "one.yaml"),
        ("bad-stance", "two.yaml"),
    ]


def test_issues_actors_and_scales_that_differ_are_told_one_by_one(tmp_path: Path) -> None:
    other = TWO.replace("  bus: {title: Bus}", "  rail: {title: Rail}").replace("  b:\n    name: B\n", "")
    other += "scale: three-point\n"
    found = problems_of(files(tmp_path, one=ONE, two=other))
    assert {code for code, _, _ in found} == {"coders-differ"}
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    assert [(place.split(":")[0], message) for _, place, message in found] == [
        ("two.yaml", f"the scale is not that of {one}"),
        ("one.yaml", f"the issue 'bus' is not in {two}"),
        ("two.yaml", f"the issue 'rail' is not in {one}"),
        ("one.yaml", f"the stakeholder 'b' is not in {two}"),
    ]


def test_wordings_that_differ_are_warnings(tmp_path: Path) -> None:
    codings = read_codings(files(tmp_path, one=ONE, two=TWO.replace("title: Tax", "title: Taxes")))
    (warning,) = codings.warnings
    assert (warning.code, warning.severity) == ("coders-differ", "warning")
    assert warning.message.startswith("the title of 'tax' is not that of ")


def test_nominal_labels_are_those_of_all_coders(tmp_path: Path) -> None:
    head = "scale: nominal\n"
    codings = read_codings(files(tmp_path, one=head + ONE, two=head + TWO.replace("silent", "abstain")))
    assert [list(coding.dataset.scale.labels) for coding in codings.coders] == [
        ["support", "oppose", "abstain"]
    ] * 2


def test_every_question_is_answered_by_its_definition() -> None:
    codes = {
        "strongly for": Code("position", 2.0),
        "against": Code("position", -1.0),
        "neutral": Code("position", 0.0),
        "silent": Code("silent"),
    }
    answers = {
        level.name: [level.answer(code, FIVE_POINT) for code in codes.values()]
        for level in levels_of(FIVE_POINT)
    }
    assert answers["position"] == [1, 1, 1, 0]
    assert answers["direction"] == [1, -1, 0, None]
    assert answers["strength"] == [2, 1, None, None]
    assert answers["nominal"] == answers["ordinal"] == answers["interval"] == [2, -1, 0, None]
    assert answers["with_states"][:3] == [2, -1, 0]


def test_a_state_is_a_category_of_its_own() -> None:
    level = levels_of(FIVE_POINT)[-1]
    codes = [Code("position", value) for value in FIVE_POINT.labels.values()]
    codes += [Code(state) for state in STATES if state != "position"]
    assert len({level.answer(code, FIVE_POINT) for code in codes}) == len(codes)


def test_a_nominal_scale_answers_to_neither_side_nor_order() -> None:
    scale = Scale.nominal(("bus", "tram"))
    answers = {level.name: level.answer(Code("position", 1.0), scale) for level in levels_of(scale)}
    assert [name for name, answer in answers.items() if answer is None] == [
        "direction",
        "strength",
        "ordinal",
        "interval",
    ]


def test_strength_is_measured_as_the_scale_is() -> None:
    metrics = {
        scale.name: levels_of(scale)[2].metric for scale in (FIVE_POINT, Scale("range", level="interval"))
    }
    assert metrics == {"five-point": "ordinal", "range": "interval"}


@given(st.lists(st.sampled_from(["silent", "not-researched", "excluded", "oppose", "support"]), min_size=1))
def test_what_is_not_coded_is_missing(cells: list[str]) -> None:
    values = {"oppose": -1.0, "support": 1.0}
    codes = tuple(Code("position", values[cell]) if cell in values else Code(cell) for cell in cells)
    cell = CodedCell(0, 0, codes)
    for level in levels_of(FIVE_POINT):
        (unit,) = units_of([cell], level, FIVE_POINT)
        for name, answer in zip(cells, unit, strict=True):
            if name in ("not-researched", "excluded"):
                assert answer is None


def test_cells_hold_every_coders_reading(tmp_path: Path) -> None:
    codings = read_codings(files(tmp_path, ada=ONE, ben=TWO))
    grids = [build_grid(coding.dataset) for coding in codings.coders]
    cells = coded_cells(codings.coders, coded_units(codings.coders, "cell"), grids, Selection())
    missing = Code("not-researched")
    assert [(cell.actor, cell.issue, cell.codes) for cell in cells] == [
        (0, 0, (Code("position", 1.0), Code("silent"))),
        (0, 1, (Code("position", -1.0), missing)),
    ]
    assert [cell.disputed for cell in cells] == [True, False]
