"""The page of a report without a browser: what it holds, how large it is, that it is the same each time."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from pathlib import Path

import pytest
import yaml

from helpers.paths import REPOSITORY
from positions import cli
from positions.clauses import Clause
from positions.library.loading import load
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.problems import RemarkWarning, UsageError
from positions.render.common.marks import marked, stance_cells
from positions.render.html import matrices
from positions.render.html.cells import Addresses
from positions.render.html.matrices import fits_beside
from positions.render.html.page import render_page
from positions.render.html.page_data import LETTERS, page_data
from positions.reports.common.study import Study
from positions.reports.compare.report import compare
from positions.reports.page.report import page
from positions.selection import Selection
from positions.tables import Count, Ref

pytestmark = pytest.mark.usefixtures("few_shuffles")

EXAMPLE = REPOSITORY / "data" / "stakeholders.yaml"
VALID = sorted((REPOSITORY / "tests" / "data" / "valid").glob("*.yaml"))


def made_up(actors: int, issues: int, folder: Path, share: float = 0.7) -> Study:
    """Return a study in which most actors hold a position on most issues, with nothing behind it."""
    chance = random.Random(7)
    labels = ("strongly-oppose", "oppose", "neutral", "support", "strongly-support")
    data = {
        "format": 1,
        "title": "A made-up dispute",
        "issues": {f"i{issue}": {"title": f"Issue {issue}"} for issue in range(issues)},
        "stakeholders": {
            f"a{actor}": {
                "name": f"Actor {actor}",
                "positions": {
                    f"i{issue}": chance.choice(labels) for issue in range(issues) if chance.random() < share
                },
            }
            for actor in range(actors)
        },
    }
    file = folder / "data.yaml"
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return load(file)


def size(text: str) -> int:
    return len(text.encode("utf-8"))


def test_the_example_has_every_part_and_says_what_it_rests_on() -> None:
    found = page(load(EXAMPLE))
    assert found.overview[0] == "4 stakeholders, 10 issues: 24 positions in 40 cells."
    assert found.overview[1].startswith("Of these, 13 rest on the stakeholder’s own words, 3 on a writer’s")
    text = render_page(found)
    for part in ("stances", "pairs", "issues", "blocs", "gaps", "words"):
        assert f'id="{part}"' in text
    assert text.count('class="stance"') == 40  # each cell of the example has a source behind it
    assert text.count('<section id="localis/') == 3  # its pairs


def test_every_address_leads_somewhere_and_is_there_once() -> None:
    for file in [EXAMPLE, *VALID]:
        text = render_page(page(load(file)))
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="?#([^">]+)', text)) <= set(ids)


def test_the_opening_sets_apart_what_unites_and_what_divides() -> None:
    study = load(EXAMPLE)
    opening = page(study).opening
    assert [study.grid.issues[finding.issue].id for finding in opening.unites] == [
        "local-leadership",
        "rebalancing",
    ]
    assert opening.divides[0].sides == (("For", "Localis and CCN (on a condition)"), ("Against", "LGA"))
    assert (opening.divides[0].extent, opening.more) == (Count(2, 3), 0)
    text = render_page(page(study))
    assert "<b>Against:</b> LGA" in text


@pytest.mark.parametrize("file", [EXAMPLE, *VALID], ids=lambda file: file.stem)
def test_the_opening_leaves_nothing_of_the_comparison_untold(file: Path) -> None:
    """Each sentence of the summary stands in the opening, or its issues are listed there."""
    study = load(file)
    opening, summary = page(study).opening, compare(study).summary
    rest = tuple(sentence for sentence in summary if sentence in opening.said)
    assert summary[len(summary) - len(rest) :] == rest == opening.said[: len(rest)]
    more = opening.said[len(rest) :]  # where all meet, which the comparison of two does not say
    assert not more or file.stem == "own-scales"
    told = (opening.unites_words, opening.divides_words)
    for sentence, words, found in zip(summary, told, (opening.unites, opening.divides), strict=False):
        if sentence not in opening.said and words is None:
            assert all(study.grid.issues[finding.issue].title in sentence for finding in found)
            assert found
        elif sentence not in opening.said:
            assert words == sentence


def test_a_stance_grid_of_few_actors_says_what_is_proposed() -> None:
    text = render_page(page(load(EXAMPLE)))
    proposed = re.findall(
        r'<th scope="row"><span>([^<]+)</span><small aria-hidden="true">([^<]+)</small>', text
    )
    assert len(proposed) == 10
    assert proposed[1] == (
        "New structures",
        "New strategic authorities should be set up where places have none",
    )


def test_numbers_of_a_range_stand_as_they_were_written() -> None:
    text = render_page(page(load(next(file for file in VALID if file.stem == "range"))))
    assert "<span>0 oppose</span><span>support 100</span>" in text


def test_pairs_of_many_actors_are_told_by_what_both_speak_on(tmp_path: Path) -> None:
    study = made_up(16, 30, tmp_path)
    text = render_page(page(study))
    shared = [pair.counts.shared for pair in compare_pairs(study.grid)]
    sections = re.findall(r'<section id="a\d+/a\d+" class="pair">(.*?)</section>', text, flags=re.DOTALL)
    assert [section.count("<th scope=row>") for section in sections] == shared


@pytest.mark.parametrize(
    ("labels", "fit"),
    [
        (["LGA", "CCN", "Localis", "Government"], True),
        (["government department"] * 6, False),
        (["A"] * 7, True),
        (["A"] * 9, False),
        ([], True),
    ],
)
def test_matrices_stand_side_by_side_where_they_fit(labels: list[str], fit: bool) -> None:
    assert fits_beside([Ref(label, label, label) for label in labels]) == fit


def test_the_issues_run_from_the_most_divided_to_the_most_shared() -> None:
    found = page(load(EXAMPLE))
    opposed = [line.opposed.number for line in found.lines]
    assert opposed == sorted(opposed, reverse=True)
    titles = [found.issues[line.issue].ref.id for line in found.lines]
    assert titles[0] == "new-structures"
    assert titles[-1] == "rebalancing"
    assert sorted(line.issue for line in found.lines) == list(range(10))
    for line in found.lines:
        placed = [actor for _, actors in (*line.holders, *line.others) for actor in actors]
        assert sorted(placed) == [0, 1, 2, 3]


@pytest.mark.parametrize("file", [EXAMPLE, *VALID], ids=lambda file: file.stem)
def test_the_same_data_gives_the_same_bytes(file: Path) -> None:
    assert render_page(page(load(file))) == render_page(page(load(file)))


def test_the_policy_names_the_style_and_the_script() -> None:
    text = render_page(page(load(EXAMPLE)))
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    for kind, number in (("style", 1), ("script", 2)):
        content = re.findall(rf"<{kind}>(.*?)</{kind}>", text, flags=re.DOTALL)
        assert len(content) == number
        digests = (base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in content)
        allowed = " ".join(f"&#x27;sha256-{digest}&#x27;" for digest in digests)
        assert f"{kind}-src {allowed}" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert not re.search(r"(src|href)=\"?(https?:)?//", text.partition("<body>")[0])


def test_an_actor_and_an_issue_of_one_name_have_two_addresses(tmp_path: Path) -> None:
    file = tmp_path / "same.yaml"
    position = {"stance": "support", "note": "said so"}
    file.write_text(
        json.dumps(
            {
                "format": 1,
                "title": "Same",
                "issues": {"b": {"title": "The issue"}},
                "stakeholders": {
                    "a": {"name": "A", "positions": {"b": position}},
                    "b": {"name": "B", "positions": {"b": position}},
                },
            }
        ),
        encoding="utf-8",
    )
    text = render_page(page(load(file)))
    assert {'id="a/b"', 'id="a/issue:b"', 'id="b/issue:b"'} <= set(re.findall(r'id="[^"]+"', text))


def test_history_and_what_is_behind_a_derived_stance_are_told() -> None:
    full = next(file for file in VALID if file.stem == "full")
    study = load(full, audience="team")  # an entry of the public is one alone
    found = page(study)
    several = [key for key, entries in found.entries.items() if len(entries) > 1]
    assert several
    for key in several:
        dates = [entry.date or "" for entry in found.entries[key]]
        assert dates == sorted(dates, reverse=True)
        assert sum(entry.counts for entry in found.entries[key]) == 1
    assert "Other entries" in render_page(found)


def test_the_data_of_the_script_tells_every_cell() -> None:
    study = load(EXAMPLE)
    text = render_page(page(study))
    [block] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text)
    data = json.loads(block)
    for actor in range(4):
        for issue in range(10):
            look = data["looks"][data["cells"][actor][issue]]
            assert look[4] == study.grid.state(actor, issue)
            assert look[5] == study.grid.value(actor, issue)
    assert data["looks"][0][4] == "excluded"


def test_below_three_actors_the_page_says_why_there_are_no_blocs() -> None:
    study = load(EXAMPLE, Selection(actors=("localis", "lga")))
    found = page(study)
    assert found.tree.members is None
    assert "no blocs are shown" in found.tree.words[0]
    assert "<h2>Blocs</h2>" in render_page(found)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(kinds=("think tank",), actors=("lga",)),
        Selection(tags=("money",), exclude=(Clause("tag", "money"),)),
    ],
)
def test_a_selection_that_leaves_nothing_still_makes_a_page(selection: Selection) -> None:
    with pytest.warns(RemarkWarning, match="The filters leave no"):
        study = load(EXAMPLE, selection)
    assert "Nothing to show." in render_page(page(study))


def test_a_small_page_is_small(tmp_path: Path) -> None:
    assert size(render_page(page(load(EXAMPLE)))) < 170_000
    assert size(render_page(page(made_up(4, 8, tmp_path)))) < 150_000


def test_a_page_of_200_by_200_stays_below_4_mb(tmp_path: Path) -> None:
    text = render_page(page(made_up(200, 200, tmp_path)))
    assert size(text) < 4_000_000
    assert text.count("<noscript>") == 5  # the picture, the matrices and a word on the pairs


def test_a_page_of_many_cells_holds_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(made_up(45, 50, tmp_path))
    whole = render_page(found)
    monkeypatch.setattr(matrices, "MOST_CELLS", 2000)
    text = render_page(found)
    assert "too many to set out here" in text
    assert "too many to set out here" not in whole
    data = page_data(found, Addresses(found))
    unpacked = [[LETTERS.index(letter) for letter in row] for row in data["cells"]]
    marks = [data["looks"][look][0] for row in unpacked for look in row]
    assert marks == [marked(cell) for cell in stance_cells(found.stances)]


def test_matrices_that_stand_in_no_page_are_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = made_up(45, 50, tmp_path)
    monkeypatch.setattr(matrices, "MOST_CELLS", 2000)
    whole = page(study)
    monkeypatch.setattr("positions.reports.page.report.MOST_CELLS", 2000)
    bare = page(study)
    assert whole.agreement is not None
    assert bare.agreement is bare.disagreement is None
    assert {table.id for table in bare.report.tables} == {"stances"}
    cells = [cell for row in whole.agreement.cells for cell in row]
    assert set(bare.shares) == {cell for cell in cells if cell is not None}
    assert render_page(bare) == render_page(whole)


def test_equal_shares_of_a_matrix_are_one_object(tmp_path: Path) -> None:
    agreement = page(made_up(12, 5, tmp_path)).agreement
    assert agreement is not None
    shares = [cell for row in agreement.cells for cell in row]
    assert len(set(map(id, shares))) == len(set(shares)) < len(shares) / 2


def test_a_measure_that_the_scale_has_not_is_refused() -> None:
    nominal = next(file for file in VALID if file.stem == "nominal")
    with pytest.raises(UsageError, match="needs a scale with an order"):
        page(load(nominal), Comparison(measure="proximity"))


def run(*words: str) -> int:
    return cli.main(list(words))


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert run("report", "-d", str(EXAMPLE), "-o", str(file)) == 0
    assert file.read_text(encoding="utf-8") == render_page(page(load(EXAMPLE)))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("report.txt", "is not the name of a page"),
        ("report", "is not the name of a page"),
        (".", "is a folder, and a page is one file"),
    ],
)
def test_a_place_that_is_none_is_refused(
    place: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", "-d", str(EXAMPLE), "-o", str(tmp_path / place)) == 2
    assert words in capsys.readouterr().err


def test_the_data_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "data.html"
    file.write_bytes(EXAMPLE.read_bytes())
    assert run("report", "-d", str(file), "-o", str(file)) in (1, 2)
    assert file.read_bytes() == EXAMPLE.read_bytes()
