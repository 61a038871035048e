"""The page of a report in a real browser: what it computes, what opens, and who can use it."""

from __future__ import annotations

import csv
import json
import math
import subprocess
from collections.abc import Hashable, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from helpers.pages import written
from helpers.paths import REPOSITORY
from positions.grid import StanceGrid, build_grid
from positions.library.loading import load
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison, PairResult
from positions.render.html.cells import stance_words
from positions.render.html.groups import render_group_page
from positions.reports.common.study import Study
from positions.reports.page.groups import group_page
from positions.reports.page.report import page as page_of
from positions.rounding import percent
from positions.selection import Selection
from positions.tables import StanceCell
from positions.vocabulary import BASES, CONFIDENCES, Measure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.slow

EXAMPLE = REPOSITORY / "data" / "stakeholders.yaml"
FULL = REPOSITORY / "tests" / "data" / "valid" / "full.yaml"
AXE = REPOSITORY / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
KINDS = ("think tank", "council association", "central government")
TAGS = ("leadership", "governance", "geography", "powers", "money")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(load(EXAMPLE), tmp_path_factory.mktemp("example"))


def subsets(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [chosen for size in range(len(words) + 1) for chosen in combinations(words, size)]


def selected(**filters: Any) -> Selection:
    return Selection(**filters)


def shares(pairs: Sequence[PairResult], indices: Sequence[int]) -> list[list[object]]:
    """Return what the page is to say of each pair: actors, counts, shares."""
    return [
        [
            indices[pair.a],
            indices[pair.b],
            *(pair.counts.shared, pair.counts.same, pair.counts.agree, pair.counts.oppose),
            *(pair.counts.conditional, pair.counts.oppose_conditional),
            pair.kish,
            pair.agreement,
            pair.disagreement,
        ]
        for pair in pairs
    ]


COMPUTE = """filters => filters.map(filter => positionsReport.compare(filter).map(([a, b, found]) =>
    [a, b, found.shared, found.same, found.agree, found.oppose, found.conditional, found.opposeConditional,
     found.effective, found.agreement, found.disagreement]))"""


def expected(study: Study, whole: Study, how: Comparison) -> list[list[object]]:
    places = [whole.grid.actor_index(actor.id) for actor in study.grid.actors]
    return shares(compare_pairs(study.grid, how), places)


IN_BULK = """asked => {
    const told = new Map();
    const which = JSON.parse(asked).map(([kinds, tags, bases, confidence, conditional]) => {
        const found = positionsReport.compare({ kinds, tags, bases, confidence, conditional }).map(
            ([a, b, found]) => [a, b, found.shared, found.same, found.agree, found.oppose, found.conditional,
                found.opposeConditional, found.effective, found.agreement, found.disagreement]);
        const key = JSON.stringify(found);
        if (!told.has(key)) told.set(key, told.size);
        return told.get(key);
    });
    return JSON.stringify([[...told.keys()], which]);
}"""


def test_every_combination_of_filters_gives_the_programs_numbers(tab: Page, address: str) -> None:
    tab.goto(address)
    whole = load(EXAMPLE)
    qualities = [
        (bases, confidence, conditional)
        for bases in subsets(BASES)
        for confidence in (None, *range(3))
        for conditional in (True, False)
    ]
    chosen = [(kinds, tags) for kinds in subsets(KINDS) for tags in subsets(TAGS)]
    asked = [
        ([KINDS.index(kind) for kind in kinds], [TAGS.index(tag) for tag in tags], *quality)
        for kinds, tags in chosen
        for quality in qualities
    ]
    assert len(asked) == 8 * 32 * 16 * 4 * 2
    distinct, which = json.loads(tab.evaluate(IN_BULK, json.dumps(asked)))
    page = [json.loads(told) for told in distinct]
    found = iter(which)
    left = [_cells(_grid(whole, _quality(quality))) for quality in qualities]
    for kinds, tags in chosen:
        program: dict[Any, list[list[object]]] = {}  # filters that leave the same cells are computed once
        for quality, cells_left in zip(qualities, left, strict=True):
            selection = _quality(quality, kinds=kinds, tags=tags)
            if cells_left not in program:
                program[cells_left] = _compared(whole, selection)
            assert page[next(found)] == program[cells_left], selection


def _quality(quality: tuple[tuple[str, ...], int | None, bool], **others: Any) -> Selection:
    bases, confidence, conditional = quality
    least = None if confidence is None else CONFIDENCES[confidence]
    return selected(bases=bases, min_confidence=least, conditional=conditional, **others)


def _cells(grid: StanceGrid) -> Hashable:
    return tuple((tuple(row.levels), row.conditional) for row in grid.rows)


def _compared(whole: Study, selection: Selection) -> list[list[object]]:
    study = Study(whole.info, whole.dataset, selection, _grid(whole, selection))
    return expected(study, whole, Comparison())


def _grid(whole: Study, selection: Selection) -> StanceGrid:
    return build_grid(whole.dataset, selection)


@pytest.mark.parametrize(
    "file", [EXAMPLE, FULL, FULL.with_name("range.yaml"), FULL.with_name("own-levels.yaml")]
)
@pytest.mark.parametrize("measure", ["side", "exact", "proximity", "directional"])
@pytest.mark.parametrize("by_salience", [False, True])
def test_every_measure_is_the_programs(
    tab: Page, tmp_path: Path, file: Path, measure: str, by_salience: bool
) -> None:
    study = load(file)
    how = Comparison(measure=cast("Measure", measure), by_salience=by_salience)
    tab.goto(written(study, tmp_path, how))
    [found] = tab.evaluate(COMPUTE, [{}])
    for page, program in zip(found, expected(study, study, how), strict=True):
        assert page[:-2] == program[:-2]
        assert page[-2:] == pytest.approx(program[-2:], abs=1e-12)


def test_a_nominal_scale_is_compared_as_the_program_does(tab: Page, tmp_path: Path) -> None:
    study = load(FULL.with_name("nominal.yaml"))
    tab.goto(written(study, tmp_path))
    [found] = tab.evaluate(COMPUTE, [{}])
    assert found == expected(study, study, Comparison())


@pytest.mark.parametrize("measure", ["proximity", "exact"])
def test_issues_with_sides_and_of_amounts_are_each_counted_by_their_own_scale(
    tab: Page, tmp_path: Path, measure: Measure
) -> None:
    amounts = {"min": 0, "max": 500, "neutral": "none"}
    issues = {"tax": {"title": "T"}, "rail": {"title": "R"}, "seats": {"title": "S", "scale": amounts}}
    rows: list[dict[str, object]] = [
        {"tax": "support", "rail": "oppose", "seats": 100},
        {"tax": {"stance": "strongly-support", "condition": "c"}, "rail": "support", "seats": 100},
        {"tax": "oppose", "rail": "neutral", "seats": {"stance": 300, "condition": "c"}},
    ]
    actors = {f"a{at}": {"name": f"A{at}", "positions": row} for at, row in enumerate(rows)}
    file = tmp_path / "mixed.yaml"
    data = {"format": 1, "title": "Mixed", "issues": issues, "stakeholders": actors}
    file.write_text(json.dumps(data), encoding="utf-8")
    study, how = load(file), Comparison(measure=measure)
    tab.goto(written(study, tmp_path, how))
    [found] = tab.evaluate(COMPUTE, [{}])
    for page, program in zip(found, expected(study, study, how), strict=True):
        assert page[:-2] == program[:-2]
        assert page[-2:] == pytest.approx(program[-2:], abs=1e-12)


def cells(tab: Page, matrix: str) -> list[list[str]]:
    """Return the texts of a matrix's body as a reader sees them."""
    settled(tab)
    return cast(
        "list[list[str]]",
        tab.evaluate(
            """id => [...document.querySelectorAll(`#${id}-matrix tbody tr`)].map(
                row => [...row.cells].map(cell => cell.innerText.trim().replace(/\\s+/g, " ")))""",
            matrix,
        ),
    )


def settled(tab: Page) -> None:
    """Wait until what is off the screen has been drawn too."""
    tab.locator("body:not([data-busy])").wait_for(state="attached")


def control(tab: Page, name: str) -> Locator:
    """Return a field by its name, the form that it stands in unfolded."""
    form = tab.locator(".tools details")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    return tab.get_by_label(name, exact=True)


def test_the_controls_filter_the_matrices(tab: Page, address: str) -> None:
    tab.goto(address)
    whole = load(EXAMPLE)
    for name, filters in (
        ("council association", {"kinds": ("council association",)}),
        ("powers", {"tags": ("powers",)}),
        ("stated", {"bases": ("stated",)}),
        ("leave out “yes, if”", {"conditional": False}),
    ):
        control(tab, name).check()
        selection = selected(**filters)
        grid = _grid(whole, selection)
        pairs = {(pair.a, pair.b): pair for pair in compare_pairs(grid)}
        rows = cells(tab, "agreement")
        assert [row[0] for row in rows] == [actor.label for actor in grid.actors]
        for (a, b), pair in pairs.items():
            share = "–" if pair.agreement is None else percent(pair.agreement)
            thin = pair.agreement is not None and pair.counts.shared < 3
            condition = f" *{pair.counts.conditional}" if pair.counts.conditional else ""
            said = f"{f'({share})' if thin else share} of {pair.counts.shared}{condition}"
            assert rows[a][b + 1] == rows[b][a + 1] == said
        excluded = sum(row.states.get("excluded", 0).bit_count() for row in grid.rows)
        assert sum(cell.startswith("○") for row in cells(tab, "stances") for cell in row) == excluded
        control(tab, name).uncheck()


def test_show_all_brings_back_the_page_as_it_was_made(tab: Page, address: str) -> None:
    tab.goto(address)
    matrices = """() => [...document.querySelectorAll('.matrix, .issues')].map(
        part => part.innerHTML.replaceAll(/ tabindex="-?[01]"/g, ''))"""
    settled(tab)
    before = tab.evaluate(matrices)
    control(tab, "governance").check()
    control(tab, "Sort actors").select_option("name")
    settled(tab)
    assert tab.evaluate(matrices) != before
    assert "2 of 10 issues" in tab.get_by_role("status").inner_text()
    tab.get_by_role("button", name="Show all").click()
    settled(tab)
    assert tab.evaluate(matrices) == before


def test_sorting_by_name_and_by_bloc(tab: Page, address: str) -> None:
    from positions.reports.blocs.report import leaf_order
    from positions.reports.compare.report import compare_grid

    tab.goto(address)
    study = load(EXAMPLE)
    labels = [actor.label for actor in study.grid.actors]
    control(tab, "Sort actors").select_option("name")
    assert [row[0] for row in cells(tab, "agreement")] == sorted(labels, key=str.casefold)
    control(tab, "Sort actors").select_option("bloc")
    order = [labels[actor] for actor in leaf_order(study, compare_grid(study.grid, Comparison()))]
    assert [row[0] for row in cells(tab, "agreement")] == order
    assert tab.locator("#stances-matrix thead th").all_inner_texts() == order


def test_the_stances_are_taken_along_in_words(tab: Page, address: str) -> None:
    """Whatever their marks are: "++" and "+*" among them."""
    tab.goto(address)
    with tab.expect_download(timeout=10_000) as taken:
        tab.get_by_role("button", name="CSV: stances", exact=True).click()
    with taken.value.path().open(encoding="utf-8", newline="") as file:
        heads, *rows = list(csv.reader(file))
    page = page_of(load(EXAMPLE))
    assert heads == ["", *(actor.ref.label for actor in page.actors)]
    assert [row[1:] for row in rows] == [
        [stance_words(cast("StanceCell", stances[issue])) for stances in page.stances.cells]
        for issue in range(len(page.issues))
    ]


def test_a_stance_opens_closes_and_gives_the_focus_back(tab: Page, address: str) -> None:
    tab.goto(address)
    cell = tab.locator("#stances-matrix a[href='#lga/new-structures']")
    cell.focus()
    tab.keyboard.press("Enter")
    dialog = tab.get_by_role("dialog", name="LGA on New structures")
    assert tab.url.endswith("#lga/new-structures")
    assert "not create unnecessary uncertainty" in dialog.inner_text()
    assert "Cllr Mark Hawthorne" in dialog.inner_text()
    tab.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert "/" not in tab.url.partition("#")[2]
    assert cell.evaluate("cell => cell === document.activeElement")


def test_a_pair_opens_and_leads_to_its_stances_and_back(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.locator("#agreement-matrix a[href='#localis/lga']").first.click()
    pair = tab.get_by_role("dialog", name="Localis and LGA")
    assert "Agreement 67% of 6, disagreement 33% of 6 shared issues." in pair.inner_text()
    assert pair.locator(".legend li b").all_inner_texts() == ["*", "°"], "the marks have their key"
    rows = pair.locator("tbody tr").all_inner_texts()
    assert len(rows) == 10
    assert [row.split("\t")[-1].strip() for row in rows if row.startswith("New structures")] == [
        "opposite sides"
    ]
    pair.get_by_role("link", name="strongly support").first.click()
    tab.get_by_role("dialog", name="Localis on Local leadership").wait_for()
    tab.go_back()
    pair.wait_for()
    tab.go_back()
    pair.wait_for(state="hidden")


def test_an_address_that_was_sent_opens_what_it_names(tab: Page, address: str) -> None:
    tab.goto(f"{address}#localis/lga")
    tab.get_by_role("dialog", name="Localis and LGA").wait_for()
    tab.get_by_role("dialog").get_by_role("link", name="oppose").first.click()
    tab.get_by_role("button", name="Close").click()
    tab.get_by_role("dialog").wait_for(state="hidden")
    tab.goto(f"{address}#nobody/nothing")
    assert tab.get_by_role("dialog").count() == 0


def test_a_sent_address_of_a_stance_opens_afresh_and_escape_leaves_the_page(tab: Page, address: str) -> None:
    tab.goto(f"{address}#lga/new-structures")
    dialog = tab.get_by_role("dialog", name="LGA on New structures")
    dialog.wait_for()
    assert "basis: stated" in dialog.inner_text()
    tab.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert not tab.evaluate("location.hash")
    tab.reload()
    assert tab.get_by_role("dialog").count() == 0


LAID_OUT = """
getComputedStyle(document.getElementById('agreement-matrix').closest('main > section')).contentVisibility
"""


def test_all_of_the_page_is_laid_out_after_the_first_frame(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.locator("html:not(.starting)").wait_for(state="attached")
    assert tab.evaluate(LAID_OUT) == "visible"


@pytest.mark.parametrize("fragment", ["lga/no-such", "no-such/lga", "lga/lga", "/", "%", "lga%2f", "é/é"])
def test_an_address_of_nothing_does_no_harm(tab: Page, address: str, fragment: str) -> None:
    tab.goto(f"{address}#{fragment}")
    assert tab.get_by_role("dialog").count() == 0
    tab.locator("#agreement-matrix a").first.click()
    tab.get_by_role("dialog").wait_for()


def test_the_opening_leads_to_the_issues(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.locator(".findings").get_by_role("link", name="New structures").click()
    assert tab.get_by_role("heading", name="New structures", exact=True).first.is_visible()
    assert tab.get_by_role("dialog").count() == 0
    top = tab.locator("#issue-new-structures").bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 900


def test_keys_alone_reach_a_stance_and_the_filters(tab: Page, address: str) -> None:
    tab.goto(address)
    reached = []
    for _ in range(30):
        tab.keyboard.press("Tab")
        reached.append(
            tab.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName")
        )
        if reached[-1] == "SUMMARY":
            tab.keyboard.press("Enter")
        elif reached[-1] == "SELECT":
            break
    assert reached[0] == "#main"
    assert reached[-2:] == ["INPUT", "SELECT"]  # the search, then the first filter
    tab.keyboard.press("ArrowDown")
    assert [row[0] for row in cells(tab, "agreement")] == ["CCN", "Government", "LGA", "Localis"]
    tab.locator("#stances .scroll").focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    dialog = tab.get_by_role("dialog", name="CCN on New structures")
    dialog.wait_for()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    dialog.wait_for(state="hidden")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#ccn/new-structures"


def test_arrow_keys_move_between_cells(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.locator("#agreement-matrix a[href='#localis/lga']").first.focus()
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#localis/ccn"
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#lga/ccn"
    assert tab.locator("#agreement-matrix a[tabindex='0']").count() == 1


def violations(tab: Page) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds on a page, all of it laid out and open."""
    tab.add_script_tag(path=AXE)
    tab.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    # what is not on the screen is laid out only roughly; the checker is to see all of it in its place
    tab.add_style_tag(content="* { content-visibility: visible !important; }")
    result = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in result["violations"]]


def test_axe_finds_nothing_on_paper(browser: Browser, address: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --prefix tests/node")
    tab = browser.new_page(bypass_csp=True)
    tab.emulate_media(media="print")
    tab.goto(address)
    assert violations(tab) == []
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("file", [EXAMPLE, FULL], ids=["example", "full"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, tmp_path: Path, width: int, scheme: str, file: Path
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --prefix tests/node")
    # the page's own policy would keep the checker out
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=cast("Any", scheme), bypass_csp=True
    )
    tab = context.new_page()
    address = written(load(file, audience="team"), tmp_path)
    first = load(file, audience="team")
    for fragment in ("", f"#{first.grid.actors[0].id}/{first.grid.actors[1].id}"):
        tab.goto("about:blank")
        tab.goto(address + fragment)
        assert tab.get_by_role("dialog").count() == bool(fragment)
        assert violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_axe_finds_nothing_on_the_page_of_groups(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --prefix tests/node")
    file = tmp_path / "groups.html"
    file.write_text(render_group_page(group_page(load(EXAMPLE), "kind")), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=cast("Any", scheme), bypass_csp=True
    )
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert asked == [file.as_uri()]
    context.close()


def test_the_page_of_groups_keeps_what_was_chosen_and_gives_its_tables(tab: Page, tmp_path: Path) -> None:
    file = tmp_path / "groups.html"
    file.write_text(render_group_page(group_page(load(EXAMPLE), "kind")), encoding="utf-8")
    tab.goto(file.as_uri())
    tab.get_by_label("Sort issues").select_option("name")
    tab.get_by_role("checkbox", name="think tank").uncheck()
    tab.get_by_label("Search for an issue").fill("powers")
    address = tab.evaluate("location.href")  # what the tests' side knows of it comes later
    tab.goto("about:blank")
    tab.goto(address)
    assert tab.get_by_label("Search for an issue").input_value() == "powers"
    assert tab.get_by_label("Sort issues").input_value() == "name"
    assert not tab.get_by_role("checkbox", name="think tank").is_checked()
    shown = tab.locator("ol.issues > li:visible h3").all_inner_texts()
    assert shown == ["Automatic powers", "Fiscal powers", "Open to all"]  # the last by what it proposes
    with tab.expect_download() as told:
        tab.get_by_role("button", name="CSV: disagreement").click()
    kept = list(csv.reader(Path(told.value.path()).read_text(encoding="utf-8").splitlines()))
    assert kept[0] == ["", "think tank", "council association", "central government"]
    assert [row[0] for row in kept[1:]] == kept[0][1:]
    assert all(" of " in cell for row in kept[1:] for cell in row[1:])


def test_at_twice_the_size_nothing_sticks_out(browser: Browser, address: str) -> None:
    # a zoom of 200% halves the width that the page has: 1280 becomes 640
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    tab = context.new_page()
    tab.goto(address)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_without_a_script_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}#localis/lga")
    text = tab.locator("body").inner_text()
    assert "Sort and filter" not in text
    for words in (
        "What divides most",
        "Each pair, issue by issue",
        "must be available to all who call for it",
    ):
        assert words in text
    assert tab.locator("#stances-matrix a").count() == 40
    pair = tab.locator("[id='localis/lga']")
    assert pair.locator("tbody tr").count() == 10
    context.close()


def test_the_network_is_asked_for_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context()
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address)
    control(tab, "powers").check()
    tab.locator("#agreement-matrix a").first.click()
    tab.get_by_role("dialog").wait_for()
    assert asked == [address]
    # and where something tried, the page's policy would stop it
    blocked = tab.evaluate(
        """() => new Promise(done => {
            document.addEventListener("securitypolicyviolation", event => done(event.violatedDirective));
            const image = new Image();
            image.src = "https://example.org/x.png";
        })"""
    )
    assert blocked == "img-src"
    context.close()


HOSTILE = {
    "script": "</script><script>document.title='caught'</script>",
    "markup": "<img src=x onerror=\"document.title='caught'\">",
    "quotes": "\"' onmouseover=alert(1) x='",
    "comment": "<!-- --><![CDATA[ <script> \u2028 \u2029 ]]>",
    "rtl": "שלום \u202eevil",
    "emoji": "👩‍👩‍👧 :smile: ${1} {{x}}",
    "huge": "Interministerial" * 40,
}


def hostile(folder: Path) -> Study:
    """Return a study in which every text is hostile."""
    words = list(HOSTILE.values())
    data = {
        "format": 1,
        "title": words[0] + words[1],
        "issues": {
            f"i{index}": {"title": word, "proposition": word, "tags": [word]}
            for index, word in enumerate(words)
        },
        "sources": {
            "s0": {"title": words[0], "url": "javascript:document.title='caught'"},
            "s1": {"title": words[1], "url": 'https://example.org/?a="><script>1</script>'},
            "s2": {"title": words[3], "url": "data:text/html,<script>1</script>"},
            "s3": {"title": words[4], "url": "https://example.org/fine"},
            "s4": {"title": words[5], "url": "mailto:a@example.org"},
            "s5": {"title": words[6], "url": "vbscript:1"},
        },
        "stakeholders": {
            f"a{index}": {
                "name": word,
                "kind": word,
                "positions": {
                    f"i{other}": {
                        "stance": ["support", "oppose"][(index + other) % 2],
                        "condition": words[other],
                        "note": word,
                        "evidence": [{"source": f"s{other % 6}", "quote": words[other], "speaker": word}],
                    }
                    for other in range(len(words))
                },
            }
            for index, word in enumerate(words)
        },
    }
    file = folder / "hostile.yaml"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return load(file)


def test_hostile_data_is_text(tab: Page, tmp_path: Path) -> None:
    tab.goto(written(hostile(tmp_path), tmp_path))
    title = tab.title()
    control(tab, "stated").check()
    tab.locator("#agreement-matrix a").first.click()
    tab.locator("dialog td a").first.click()
    assert HOSTILE["script"] in tab.locator("dialog").inner_text()
    assert tab.title() == title
    assert title.startswith("</script><script>")
    assert tab.locator("img, iframe, object").count() == 0
    assert tab.locator("script").count() == 3
    links = tab.evaluate("[...document.querySelectorAll('a')].map(link => link.getAttribute('href'))")
    assert {link for link in links if not link.startswith("#")} == {
        "https://example.org/fine",
        "mailto:a@example.org",
    }
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_lines_of_issues_with_scales_of_their_own_outlast_a_filter(tab: Page, tmp_path: Path) -> None:
    amounts = {"min": 0, "max": 500, "neutral": "none"}
    data = {
        "format": 1,
        "title": "Mixed",
        "scale": "five-point",
        "issues": {"tax": {"title": "Tax"}, "seats": {"title": "Seats", "unit": "seats", "scale": amounts}},
        "stakeholders": {
            "a": {"name": "Alpha", "positions": {"tax": "support", "seats": 100}},
            "b": {"name": "Beta", "positions": {"tax": "oppose", "seats": 300}},
        },
    }
    file = tmp_path / "mixed.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    tab.goto(written(load(file), tmp_path))
    lines = tab.locator(".issues")
    before = lines.locator(".actors").all_inner_texts()
    tab.locator(".tools summary").click()
    tab.locator("input[name=find]").fill("alpha")
    settled(tab)
    assert sorted(lines.locator(".division").all_inner_texts()) == ["100 seats", "only one holds a position"]
    assert lines.locator(".chip:visible").count() == 2
    tab.locator("input[name=find]").fill("")
    settled(tab)
    assert sorted(lines.locator(".division").all_inner_texts()) == ["1 of 1 pair opposed", "100 to 300 seats"]
    assert sorted(lines.locator(".actors").all_inner_texts()) == sorted(before)
    tab.locator("#agreement-matrix a").first.click()
    verdicts = tab.locator("dialog td:last-child").all_inner_texts()
    assert verdicts == ["opposite sides", "200 seats apart"]


WITHOUT_SCRIPT = """([address, what]) => {
  const texts = [...document.querySelectorAll("noscript")].map(found => found.textContent).join("");
  const section = new DOMParser().parseFromString(texts, "text/html").getElementById(address);
  return [...section.querySelectorAll(what)].map(cell => cell.textContent.trim());
}"""


def test_a_pair_says_what_excludes_what_as_it_stands_without_a_script(tab: Page, tmp_path: Path) -> None:
    def on(side: str, **given: object) -> dict[str, object]:
        return {**given, "condition": {"text": "c", "needs": {"fund": side}}}

    data = {
        "format": 1,
        "title": "Quotas",
        "issues": {
            "fund": {"title": "Fund"},
            "tax": {"title": "Tax"},
            "cod": {"title": "Cod", "unit": "kt", "scale": {"min": 0, "max": 500, "neutral": "none"}},
        },
        "stakeholders": {
            "a": {
                "name": "A",
                "positions": {
                    "tax": on("for", stance="support"),
                    "cod": on("for", stance=100, acceptable={"min": 90, "max": 120}),
                    "fund": "silent",
                },
            },
            "b": {
                "name": "B",
                "positions": {
                    "tax": on("against", stance="support"),
                    "cod": on("against", stance=107.5, acceptable={"min": 90, "max": 120}),
                    "fund": "silent",
                },
            },
            "c": {"name": "C", "positions": {"tax": {"stance": "support", "condition": "d"}, "cod": 107.5}},
        },
    }
    file = tmp_path / "quotas.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    path = written(load(file), tmp_path)
    clash = "but on conditions that exclude each other: A on {0} needs Fund for, B on {0} needs Fund against."
    told = (
        f"On Tax they are on the same side, {clash.format('Tax')}",
        f"On Cod they meet, {clash.format('Cod')}",
    )
    excluded = "their conditions exclude each other"
    for pair, sentences, verdicts in (
        ("a/b", told, ["both silent", f"same side; {excluded}", f"7.5 kt apart; {excluded}"]),
        ("b/c", (), ["B silent, C not researched", "same side, on a condition", "same"]),
    ):
        tab.goto(f"{path}#{pair}")
        assert tab.locator("dialog td:last-child").all_inner_texts() == verdicts
        assert tuple(tab.locator("dialog p").all_inner_texts()[1:]) == sentences
        assert tab.evaluate(WITHOUT_SCRIPT, [pair, "td:last-child"]) == verdicts
        assert tuple(tab.evaluate(WITHOUT_SCRIPT, [pair, "p"])[1:]) == sentences


def with_attributes(tmp_path: Path) -> Path:
    data = {
        "format": 1,
        "title": "Members",
        "issues": {name: {"title": name.title()} for name in ("tax", "rail", "parks")},
        "stakeholders": {
            f"m{member}": {
                "name": f"Member {member}",
                "attributes": {
                    "party": ("Green", "green", "Blue")[member % 3],
                    **({"region": f"<b>{member % 2}</b>"} if member != 4 else {}),
                    "seat": f"Seat {member}",
                },
                "positions": {
                    "tax": ("support", "oppose")[member % 2],
                    "rail": ("support", "neutral", "oppose")[member % 3],
                    "parks": ("oppose", "support", "support", "support")[member % 4],
                },
            }
            for member in range(14)
        },
    }
    file = tmp_path / "members.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "chosen",
    [
        {"party": ["Green"]},
        {"party": ["Blue", "Green"]},
        {"party": ["Blue"], "region": ["<b>1</b>"]},
        {"region": ["<b>0</b>"], "seat": ["Seat 6"]},
    ],
)
def test_attributes_filter_as_where_does(tab: Page, tmp_path: Path, chosen: dict[str, list[str]]) -> None:
    file = with_attributes(tmp_path)
    whole = load(file)
    tab.goto(written(whole, tmp_path))
    for name, values in chosen.items():
        for value in values:
            if name == "seat":  # more than a dozen: one is chosen
                control(tab, name).select_option(label=value)
            else:
                control(tab, value).check()
    study = load(file, where=chosen)
    shown = cells(tab, "agreement")
    assert [row[0] for row in shown] == [actor.label for actor in study.grid.actors]
    pairs = {(pair.a, pair.b): pair for pair in compare_pairs(study.grid)}
    for (a, b), pair in pairs.items():
        assert pair.agreement is not None
        assert shown[a][b + 1] == f"{percent(pair.agreement)} of 3"
    settled(tab)
    tab.reload()  # what is chosen stands in the address
    assert [row[0] for row in cells(tab, "agreement")] == [actor.label for actor in study.grid.actors]
    tab.locator(".tools summary").click()
    tab.get_by_role("button", name="Show all").click()
    assert len(cells(tab, "agreement")) == 14


def test_a_large_page_shows_panels(tab: Page, tmp_path: Path) -> None:
    actors, issues = 60, 45
    data = {
        "format": 1,
        "title": "Large",
        "issues": {f"i{issue}": {"title": f"Issue {issue}"} for issue in range(issues)},
        "stakeholders": {
            f"a{actor}": {
                "name": f"Actor {actor}",
                "positions": {
                    f"i{issue}": "support" if (actor * issue + actor) % 3 else "oppose"
                    for issue in range(issues)
                },
            }
            for actor in range(actors)
        },
    }
    file = tmp_path / "large.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    study = load(file)
    tab.goto(written(study, tmp_path))
    tab.locator("html:not(.starting)").wait_for(state="attached")
    assert tab.evaluate(LAID_OUT) == "auto"
    [found] = tab.evaluate(COMPUTE, [{}])
    assert found == expected(study, study, Comparison())
    picture = tab.locator("#all-stances canvas")
    assert picture.evaluate("canvas => [canvas.width, canvas.height]") == [actors, issues]
    tab.get_by_text("The shares of pairs, 30 at a time").click()
    control(tab, "Sort actors").select_option("file")
    rows = tab.locator("#agreement-matrix").get_by_label("Rows")
    rows.select_option("1")
    assert [row[0] for row in cells(tab, "agreement")] == [f"Actor {actor}" for actor in range(30, 60)]
    assert rows.evaluate("choice => choice === document.activeElement")
    tab.locator("#agreement-matrix td a").first.click()
    tab.get_by_role("dialog", name="Actor 0 and Actor 30").wait_for()
    tab.get_by_role("button", name="Close").click()
    control(tab, "Sort issues").select_option("file")
    settled(tab)
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 31.5 * box["width"] / actors, box["y"] + 40.5 * box["height"] / issues)
    looked_into = tab.locator("#stances-matrix a:focus")
    assert str(looked_into.get_attribute("aria-label")).startswith("Actor 31 on Issue 40: ")


def test_paper_keeps_colours_marks_and_the_words(browser: Browser, address: str, tmp_path: Path) -> None:
    tab = browser.new_page()
    tab.goto(address)
    tab.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    tab.close()
    pypdf = pytest.importorskip("pypdf")
    paper = pypdf.PdfReader(tmp_path / "page.pdf")
    width, height = (float(side) for side in paper.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    text = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert "must be available to all who call for it" in " ".join(text.split())
    assert "67%" in text
    assert "Sort and filter" not in text


@pytest.mark.parametrize(("actors", "issues", "parts"), [(16, 4, 2), (9, 17, 1)], ids=["shares", "stances"])
def test_nothing_on_paper_is_smaller_than_8_points(
    browser: Browser, tmp_path: Path, actors: int, issues: int, parts: int
) -> None:
    pypdf = pytest.importorskip("pypdf")
    long = "Bundesarbeitsgemeinschaftsgeschäftsordnung"
    data = {
        "format": 1,
        "title": "Wide",
        "issues": {f"i{issue}": {"title": f"{long} {issue}"} for issue in range(issues)},
        "stakeholders": {
            f"a{actor}": {
                "name": f"{actor} {long}",
                "positions": {f"i{issue}": "support" if actor % 2 else "oppose" for issue in range(issues)},
            }
            for actor in range(actors)
        },
    }
    file = tmp_path / "wide.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(written(load(file), tmp_path))
    settled(tab)
    tab.evaluate(
        "addEventListener('beforeprint', () => {"
        " document.title = document.querySelectorAll('#agreement-matrix table').length; })"
    )
    tab.pdf(path=tmp_path / "wide.pdf", prefer_css_page_size=True)
    assert int(tab.title()) == parts
    assert tab.locator("#agreement-matrix table").count() == 1  # the screen has the whole of it again
    tab.close()
    sizes: dict[int, str] = {}

    def found(text: str, page: list[float], line: list[float], _: object, size: float) -> None:
        if text.strip():
            scale = math.hypot(page[0], page[1]) * math.hypot(line[0], line[1])
            sizes[round(size * scale * 10)] = text

    for sheet in pypdf.PdfReader(tmp_path / "wide.pdf").pages[:6]:
        sheet.extract_text(visitor_text=found)
    assert [text for size, text in sizes.items() if size < 79] == []


def test_the_program_writes_this_page(tmp_path: Path) -> None:
    import sys

    file = tmp_path / "report.html"
    command = [sys.executable, "-m", "positions", "report", "-d", str(EXAMPLE), "-o", str(file)]
    subprocess.run(command, check=True)
    assert written(load(EXAMPLE), tmp_path / ".").endswith("report.html")
    again = file.read_bytes()
    subprocess.run(command, check=True)
    assert file.read_bytes() == again
