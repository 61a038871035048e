"""What is exported as a long or wide table reads back as it was."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.offered_options import offered_settings
from positions.dataset.dates import parse_date
from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.load import Loaded, load_bytes
from positions.dataset.models import ABOUT, Dataset, Evidence, Issue, Position, Source, Stakeholder
from positions.dataset.origin import Origin
from positions.dataset.scale import FIVE_POINT, Scale
from positions.exchange.exports.export_warnings import reading_options
from positions.exchange.exports.parquet import table_as_parquet
from positions.exchange.exports.selection import ExportRequest, report_of, table_of
from positions.exchange.importing import ImportRequest, import_file
from positions.exchange.tables.settings import FileFormat, TableSettings
from positions.exchange.tables.table_dataset import load_table
from positions.problems import UsageError
from positions.render.registry import REGISTRY
from positions.reports.common.study import Study, study_of
from positions.selection import Selection
from positions.vocabulary import BASES, CONFIDENCES, NON_POSITIONS, STATUSES, ExportKind

TEXTS = [
    *("=1+1", "'=1", "''=1", "+44 20", "-", "- a", "@home", "＝1", "=HYPERLINK(1)", "#N/A", "TRUE", "007"),
    *(
        'say "no", twice',
        "two\nlines",
        "a\tb",
        "a;b",
        "'quoted'",
        "it's",
        '"',
        ",",
        "2017-03",
        "1e5",
        "52:48",
    ),
    *("שלום עולם", "مرحبا", "👩‍👩‍👧 🇪🇺", "日本語", "é", "a\u2028b", "_x0041_", "\ufeffa", "silent", "none"),
]
allowed = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
# a reader of tables takes spaces around a text for the table's own
texts = (st.sampled_from(TEXTS) | st.text(allowed, min_size=1, max_size=8)).map(str.strip).filter(bool)
maybe = st.none() | texts
ids = st.from_regex(r"[a-z][a-z0-9_.-]{0,5}", fullmatch=True).filter(lambda name: name not in ("id", "label"))
numbers = st.integers(0, 100) | st.floats(0, 100).map(lambda number: round(number, 9))
dates = st.none() | st.sampled_from(["2019", "2019-02", "2019-02-03"])
notes = maybe | texts.map(lambda text: {"text": text, "private": True})
percents = st.none() | numbers | numbers.map(lambda number: {"value": number, "private": True})
former = st.lists(ids, max_size=2, unique=True)


def is_no_field(name: str) -> bool:
    """Return whether a column of this name in a table of actors is one of their attributes."""
    return name not in ("name", "short", "kind", "note", "actor", "was", "private")


bounds = st.fixed_dictionaries({}, optional={"min": numbers, "max": numbers})
acceptable = st.none() | bounds

SCALES: list[tuple[Scale, st.SearchStrategy[str | float]]] = [
    (FIVE_POINT, st.sampled_from([*FIVE_POINT.labels, *NON_POSITIONS])),
    (Scale("levels", {"=no": -1.0, "yes, now": 3.0}, -1.0, 3.0, 1.0), st.sampled_from(["=no", "yes, now"])),
    (Scale("range", {}, 0.0, 100.0, 50.0, "interval"), numbers),
    (Scale("range", {}, 0.0, 100.0, 50.0, "interval", sided=False), numbers),
    (Scale.nominal(("tram", "@bus", "'+1")), st.sampled_from(["tram", "@bus", "'+1", "undecided"])),
]


@st.composite
def evidence(draw: st.DrawFn, sources: list[str]) -> Evidence:
    fields = {name: draw(maybe) for name in ("quote", "translation", "speaker", "locator", "url")}
    basis = draw(st.none() | st.sampled_from(BASES))
    if basis == "attributed":
        fields["speaker"] = fields["speaker"] or "S"
    return Evidence(
        **fields,
        basis=basis,
        source=draw(st.none() | st.sampled_from(sources)),
        private=draw(st.booleans()),
    )


@st.composite
def corrections(draw: st.DrawFn, stances: st.SearchStrategy[str | float]) -> dict[str, object]:
    return {"date": "2020-01", "from": draw(stances), "why": draw(maybe)}


def conditions(issues: list[str]) -> st.SearchStrategy[dict[str, object]]:
    needs = st.dictionaries(st.sampled_from(issues), st.sampled_from(["for", "against"]))
    return st.fixed_dictionaries({"text": texts, "needs": needs})


@st.composite
def entries(
    draw: st.DrawFn,
    stances: st.SearchStrategy[str | float],
    sources: list[str],
    issues: list[str],
    *,
    several: bool,
) -> tuple[Position, ...]:
    """Return the entries of a cell, by one coder or by `several`: then the second's has a day or none."""
    coder = draw(maybe)
    coders = {day: draw(texts) if several else coder for day in ("2015", "2016-02", "2017-03-23")}
    days = draw(
        st.lists(st.sampled_from(["2015", "2016-02", "2017-03-23"]), min_size=1, max_size=2, unique=True)
    )
    undated = len({coders[day] for day in days}) == len(days) > 1
    return tuple(
        Position.model_validate(
            {
                "stance": draw(stances),
                "date": None if (len(days) == 1 or undated) and draw(st.booleans()) else day,
                "salience": draw(percents),
                "acceptable": draw(acceptable),
                "confidence": draw(st.none() | st.sampled_from(CONFIDENCES)),
                "condition": draw(maybe | conditions(issues)),
                "note": draw(notes),
                "status": draw(st.none() | st.sampled_from(tuple(STATUSES))),
                "reviewed_by": draw(maybe),
                "reviewed_on": draw(dates),
                "correction": draw(st.none() | corrections(stances)),
                "attributes": draw(st.dictionaries(ids, texts, max_size=2)),
                "private": draw(st.booleans()),
                "coder": coders[day],
                "evidence": list({plainly(item): item for item in found}.values()),
            }
        )
        for day in days
        for found in [draw(st.lists(evidence(sources), max_size=3))]
    )


def plainly(item: Evidence) -> Evidence:
    """Return evidence with the basis that it has said."""
    return item.model_copy(update={"basis": item.effective_basis})


@st.composite
def datasets(draw: st.DrawFn, *, several: bool = False) -> Dataset:
    """Return a dataset; with `several`, entries of several coders may stand in one cell."""
    scale, stances = draw(st.sampled_from(SCALES))
    others = [(None, stances), *(SCALES[:4] if not scale.is_nominal else ())]
    issues = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    sources = draw(st.lists(ids, min_size=1, max_size=2, unique=True))
    actors = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    on = {name: draw(st.sampled_from(others)) for name in issues}
    return Dataset(
        format=1,
        title="T",
        **{name: draw(maybe) for name in ABOUT},
        scale=scale,
        issues={
            name: Issue.model_validate(
                {
                    "title": draw(texts),
                    "proposition": draw(maybe),
                    "unit": draw(maybe),
                    "scale": on[name][0],
                    "was": draw(former),
                    "tags": draw(st.lists(ids, max_size=2, unique=True)),
                    "weight": draw(st.sampled_from([1, 0.5, 2.5])),
                    "note": draw(notes),
                }
            )
            for name in issues
        },
        sources={
            name: Source.model_validate(
                {
                    "title": draw(texts),
                    "date": draw(st.none() | st.just("2017-03")),
                    "publisher": draw(maybe),
                    "url": draw(maybe),
                    "retrieved": draw(st.none() | st.just("2018-04-05")),
                    **{name: draw(maybe) for name in ("author", "type", "section", "language")},
                    "text": draw(maybe),
                    "note": draw(notes),
                    "sha256": draw(st.none() | st.just("0aB" + "9" * 61)),
                    "archived": draw(st.none() | st.fixed_dictionaries({"url": texts, "date": dates})),
                }
            )
            for name in sources
        },
        stakeholders={
            name: Stakeholder.model_validate(
                {
                    "name": draw(texts),
                    "short": draw(maybe),
                    "kind": draw(maybe),
                    "note": draw(notes),
                    "attributes": draw(st.dictionaries(ids.filter(is_no_field), texts, max_size=2)),
                    "influence": draw(percents),
                    "url": draw(maybe),
                    "was": draw(former),
                    "private": draw(st.booleans()),
                    "positions": {
                        issue: list(draw(entries(on[issue][1], sources, issues, several=several)))
                        for issue in issues
                        if draw(st.booleans())
                    },
                }
            )
            for name in actors
        },
    )


def study(dataset: Dataset, selection: Selection | None = None) -> Study:
    loaded = Loaded(dataset, Origin(()), (), "0" * 64, None)
    return study_of(loaded, selection, several_coders=True)


def how_to_read(scale: Scale) -> TableSettings:
    return offered_settings(reading_options(scale))


def write(data: Study, kind: ExportKind, suffix: str, folder: str) -> Path:
    path = Path(folder, f"t{suffix}")
    if suffix == ".parquet":
        path.write_bytes(table_as_parquet(table_of(ExportRequest(kind, "parquet"), data)))
        return path
    form = suffix[1:]
    content = REGISTRY[form].render(report_of(ExportRequest(kind, "xlsx"), data))
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def said(dataset: Dataset) -> dict[str, dict[str, tuple[Position, ...]]]:
    return {
        name: {
            issue: tuple(
                entry.model_copy(update={"evidence": tuple(map(plainly, entry.evidence))}) for entry in cell
            )
            for issue, cell in actor.positions.items()
        }
        for name, actor in dataset.stakeholders.items()
    }


def named(actor: Stakeholder) -> tuple[object, ...]:
    return actor.name, actor.kind, actor.influence, actor.url, actor.was, actor.private


def of_issue(issue: Issue) -> tuple[object, ...]:
    return issue.title, issue.proposition, issue.unit, issue.scale, issue.was


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".parquet", ".json"])
@given(dataset=datasets() | datasets(several=True))
@settings(max_examples=examples(15), deadline=None)
def test_a_long_table_reads_back(suffix: str, dataset: Dataset) -> None:
    if suffix == ".parquet":
        pytest.importorskip("duckdb")
    with tempfile.TemporaryDirectory() as folder:
        path = write(study(dataset), "long", suffix, folder)
        found = load_table(path).require()
    assert list(found.stakeholders) == list(dataset.stakeholders)
    assert list(found.issues) == list(dataset.issues)
    assert said(found) == said(dataset)
    cells = [entry for actor in said(dataset).values() for cell in actor.values() for entry in cell]
    used = {item.source for entry in cells for item in entry.evidence}
    assert dict(found.sources) == {name: source for name, source in dataset.sources.items() if name in used}
    assert [named(actor) for actor in found.stakeholders.values()] == [
        named(actor) for actor in dataset.stakeholders.values()
    ]
    assert [of_issue(issue) for issue in found.issues.values()] == [
        of_issue(issue) for issue in dataset.issues.values()
    ]
    assert found.scale == dataset.scale
    assert {name: getattr(found, name) for name in ABOUT} == {name: getattr(dataset, name) for name in ABOUT}
    again = load_bytes(dataset_to_yaml(found).encode(), several_coders=True)
    assert said(Dataset.model_validate(again.origin.documents[0].value)) == said(dataset)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
@given(dataset=datasets())
@settings(max_examples=examples(15), deadline=None)
def test_a_wide_table_keeps_each_cells_stance(suffix: str, dataset: Dataset) -> None:
    data = study(dataset)
    with tempfile.TemporaryDirectory() as folder:
        path = write(data, "wide", suffix, folder)
        # labels alone do not tell an answer from an attribute, so a nominal table names its answers
        settings = replace(how_to_read(dataset.scale), answers=tuple(dataset.issues))
        if suffix == ".csv":  # 1.125 alone does not tell what its point is for
            settings = replace(settings, format=FileFormat(decimal="."))
        if any(issue.scale is not None for issue in dataset.issues.values()):
            beside = write(data, "issues", suffix, folder).rename(Path(folder, f"issues{suffix}"))
            path = write(data, "wide", suffix, folder)
            settings = replace(settings, issues=beside)
        imported = import_file(ImportRequest(path, settings, "wide"))
    again = study(imported.dataset)
    rows, columns = len(data.grid.actors), len(data.grid.issues)
    scales = [issue.scale for issue in dataset.issues.values()]
    assert [issue.scale for issue in imported.dataset.issues.values()] == scales
    if not dataset.scale.is_nominal:  # whose labels are those that occur
        assert imported.dataset.scale == dataset.scale
    assert [actor.name for actor in again.grid.actors] == [actor.id for actor in data.grid.actors]
    for row in range(rows):
        for column in range(columns):
            state = data.grid.state(row, column)
            assert again.grid.state(row, column) == state
            if state == "position":
                before, after = data.grid.value(row, column), again.grid.value(row, column)
                assert before is not None
                assert after is not None
                if dataset.scale.is_nominal:
                    assert again.grid.scale.label_of(after) == dataset.scale.label_of(before)
                else:
                    assert after == before


@given(dataset=datasets() | datasets(several=True))
@settings(max_examples=examples(20), deadline=None)
def test_actors_and_issues_beside_the_long_table_are_the_whole_dataset(dataset: Dataset) -> None:
    data = study(dataset)
    with tempfile.TemporaryDirectory() as folder:
        beside: dict[str, Path] = {}
        kinds: tuple[ExportKind, ...] = ("actors", "issues")
        for kind in kinds:
            beside[kind] = write(data, kind, ".csv", folder).rename(Path(folder, f"{kind}.csv"))
        path = write(data, "long", ".csv", folder)
        settings = TableSettings(actors=beside["actors"], issues=beside["issues"])
        found = load_table(path, settings).require()
    assert {name: whole(actor) for name, actor in found.stakeholders.items()} == {
        name: whole(actor) for name, actor in dataset.stakeholders.items()
    }
    assert dict(found.issues) == dict(dataset.issues)
    assert said(found) == said(dataset)


def whole(actor: Stakeholder) -> dict[str, object]:
    """Return what is said of an actor, but for positions, memberships and influence on others."""
    return actor.model_dump(exclude={"positions", "member_of", "influences"})


@given(dataset=datasets())
@settings(max_examples=examples(20), deadline=None)
@pytest.mark.parametrize(
    "selection",
    [
        Selection(bases=("stated", "reported")),
        Selection(as_of=parse_date("2016")),
        Selection(conditional=False),
    ],
    ids=["basis", "as-of", "no-conditional"],
)
def test_what_a_filter_leaves_reads_back_as_what_it_leaves(selection: Selection, dataset: Dataset) -> None:
    data = study(dataset, selection)
    with tempfile.TemporaryDirectory() as folder:
        found = load_table(write(data, "long", ".csv", folder), how_to_read(dataset.scale)).require()
        text = Path(folder, "t.csv").read_text(encoding="utf-8")
    again = study(found.model_copy(update={"scale": dataset.scale}))
    states = [
        (data.grid.state(row, column), again.grid.state(row, column))
        for row in range(len(data.grid.actors))
        for column in range(len(data.grid.issues))
    ]
    assert all(before == after for before, after in states)  # what is withheld stays so
    assert [dict(values) for values in again.grid.values_by_issue] == [
        dict(values) for values in data.grid.values_by_issue
    ]
    assert (",excluded," in text) >= any(before == "excluded" for before, _ in states)


def test_every_cell_has_its_state_and_an_empty_cell_means_undefined() -> None:
    dataset = Dataset(
        format=1,
        title="T",
        issues={"i": Issue(title="I"), "j": Issue(title="J")},
        stakeholders={
            "a": Stakeholder.model_validate({"name": "=A", "positions": {"i": "silent"}}),
            "b": Stakeholder.model_validate({"name": "B", "positions": {"j": "oppose"}}),
        },
    )
    wide = REGISTRY["csv"].render(report_of(ExportRequest("wide", "csv"), study(dataset)))
    assert wide == "id,i,j\na,silent,not-researched\nb,not-researched,oppose\n"
    long = str(REGISTRY["csv"].render(report_of(ExportRequest("long", "csv"), study(dataset))))
    assert [line.split(",")[:9] for line in long.splitlines()[1:]] == [
        ["a", "'=A", "", "", "i", "I", "", "silent", ""],
        ["a", "'=A", "", "", "j", "J", "", "not-researched", ""],
        ["b", "B", "", "", "i", "I", "", "not-researched", ""],
        ["b", "B", "", "", "j", "J", "", "oppose", "-1"],
    ]
    without = str(REGISTRY["csv"].render(report_of(ExportRequest("long", "csv", gaps=False), study(dataset))))
    assert len(without.splitlines()) == 3


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", ["workbook", "pairs", "actors", "issues"])
def test_what_is_for_people_is_refused_with_what_to_use_instead(
    kind: ExportKind, suffix: str, tmp_path: Path
) -> None:
    if kind == "workbook" and suffix == ".csv":
        pytest.skip("a workbook is several tables")
    dataset = Dataset(
        format=1,
        title="T",
        issues={"i": Issue(title="I")},
        stakeholders={
            name: Stakeholder.model_validate({"name": name, "positions": {"i": "oppose"}}) for name in "ab"
        },
    )
    path = write(study(dataset), kind, suffix, str(tmp_path))
    with pytest.raises(UsageError) as refused:
        import_file(ImportRequest(path, TableSettings()))
    instead = {"actors": "--actors", "issues": "--issues"}.get(kind, "export --type long")
    assert instead in str(refused.value.hint)


@pytest.mark.parametrize(
    "text",
    [
        "id,a,b\na,1,0.5\nb,0.5,1\n",
        "Stakeholder,Roads,Rail\nA,support*,oppose\nB,strongly oppose°,support\n",
        "a,b,shared,same\nx,y,3,1\n",
    ],
    ids=["matrix", "marks", "pairs"],
)
def test_a_table_of_figures_or_marks_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="holds no answers"):
        import_file(ImportRequest(path, TableSettings()))


def test_a_column_of_values_gives_the_stances_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("actor,issue,stance,value\na,i,yes,2\nb,i,no,-1\nc,i,silent,\n", encoding="utf-8")
    assert load_table(path).require().scale.labels == {"no": -1.0, "yes": 2.0}
    path.write_text("actor,issue,stance,value\na,i,yes,2\nb,i,yes,-1\n", encoding="utf-8")
    assert load_table(path).require().scale.is_nominal
