"""Tables as others publish them: their headers, encodings and codes, with answers that nobody gave.

`TRUTH` is what each table says, written before any reader. Each table repeats an answer, leaves some out, and
is tried with a malformed one, which must be told with its line. README.md says where the layouts come from.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import positions
from helpers.published import advice, coded, surveys, votes
from helpers.published.truth import ACTORS, ISSUES, SIDES, SIGNS, Published
from positions.dataset.models import Dataset
from positions.dataset.scale import Scale
from positions.problems import DataError, UsageError

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")

POLIS = "https://github.com/compdemocracy/polis/blob/edge/server/src/routes/export.ts"
WAHL_O_MAT = "https://www.bpb.de/themen/wahl-o-mat/"
MOZILLA = "https://github.com/mozilla/standards-positions"
NEUTRAL_AMOUNT = 5
SIDED = "agree=1,neutral=0,disagree=-1"
FORMATS = {
    "Voteview": Published("https://voteview.com/data", votes.voteview, {"mapping": "voteview"}, "+-"),
    "UN": Published(
        "https://doi.org/10.7910/DVN/LEJUQZ", votes.united_nations, {"mapping": "un-votes"}, names=False
    ),
    "HowTheyVote": Published(
        "https://github.com/HowTheyVote/data", votes.how_they_vote, {"mapping": "howtheyvote"}
    ),
    "Public Whip": Published(
        "https://www.publicwhip.org.uk/project/data.php",
        votes.public_whip,
        {"mapping": "public-whip"},
        "+-",
    ),
    "qual-o-mat": Published(
        "https://github.com/gockelhahn/qual-o-mat-data", advice.qual_o_mat, {"mapping": "qual-o-mat"}
    ),
    "Polis, old": Published(
        POLIS, surveys.polis_of("participants-votes.csv", "group-id", "Buses at night"), {}, names=False
    ),
    "Polis, new": Published(
        POLIS,
        surveys.polis_of("2026-3phdex2kjf-participant-votes.csv", "group-id", "true,I am young"),
        {},
        names=False,
    ),
    "DNA": Published("https://github.com/leifeld/dna", coded.dna_events, {"mapping": "dna-events"}, "+-"),
    "consultation": Published(
        "", surveys.consultation, {"stance": "Agree=1,Neither agree nor disagree=0,Disagree=-1"}, bad=""
    ),
    "Qualtrics": Published(
        "https://www.qualtrics.com/support/survey-platform/data-and-analysis-module/data/download-data/",
        surveys.qualtrics,
        {"scale": "1:5"},
    ),
    "MAXQDA": Published(
        "https://www.maxqda.com/help/",
        coded.coded_segments,
        {"mapping": "coded-segments"},
        "+-",
    ),
    "QualCoder": Published(
        "https://github.com/ccbogel/QualCoder/blob/master/src/qualcoder/report_codes.py",
        coded.qualcoder,
        {"mapping": "qualcoder"},
        "+-",
    ),
    "CHES": Published(
        "https://www.chesdata.eu/ches-europe",
        surveys.chapel_hill,
        {"mapping": "ches"},
    ),
    "Wahl-O-Mat, CSV": Published(
        WAHL_O_MAT, advice.wahl_o_mat_csv, {"mapping": "wahl-o-mat", "encoding": "windows-1252"}
    ),
    "Wahl-O-Mat, workbook": Published(WAHL_O_MAT, advice.wahl_o_mat_workbook, {"mapping": "wahl-o-mat"}),
    "Kieskompas": Published("https://www.kieskompas.nl/", advice.kieskompas, {"mapping": "kieskompas"}),
    "StemWijzer": Published("https://www.stemwijzer.nl/", advice.stemwijzer, {"mapping": "stemwijzer"}),
    "records within records": Published(
        "",
        advice.stemwijzer,
        {
            "records": "parties.statements",
            "column": "actor=parties.name,issue=id,stance=position,note=explanation",
            "stance": SIDED,
        },
    ),
    "WebKit": Published(
        "https://github.com/WebKit/standards-positions",
        advice.webkit,
        {"mapping": "webkit-positions"},
        names=False,
    ),
    "Mozilla, until 2024": Published(MOZILLA, advice.mozilla, {"mapping": "mozilla-positions"}, names=False),
    "Mozilla": Published(MOZILLA, advice.mozilla_now, {"mapping": "mozilla-positions"}, names=False),
    "scrutins": Published(
        "https://data.assemblee-nationale.fr/",
        votes.scrutins,
        {"mapping": "scrutins"},
    ),
    "Manifesto": Published(
        "https://manifesto-project.wzb.eu/datasets",
        surveys.manifesto,
        {"mapping": "manifesto"},
    ),
}
ONE_BODY_OR_ISSUE = {
    "Loomio": Published(
        "https://github.com/loomio/loomio/blob/master/app/extras/poll_exporter.rb",
        coded.loomio,
        {"mapping": "loomio", "issue": "Move the office"},
    ),
    "Decidim": Published(
        "https://github.com/decidim/decidim/blob/develop/decidim-proposals/lib/decidim/proposals/"
        "proposal_serializer.rb",
        coded.decidim,
        {"mapping": "decidim"},
        "+-",
    ),
}
"""Formats of which a file is about one issue, or says what one body holds: there, each cell of TRUTH is a
person's vote, or a proposal."""


@pytest.fixture(params=FORMATS)
def published(request: pytest.FixtureRequest) -> Published:
    return FORMATS[request.param]


def read(published: Published, folder: Path, broken: bool) -> Dataset:
    found = positions.import_(published.write(folder, broken), **published.options)  # type: ignore[arg-type]
    return found.dataset


def sides(published: Published, folder: Path, broken: bool) -> list[tuple[str, int, int | None]]:
    """Return actor, number of the issue and side of every answer that is read."""
    dataset = read(published, folder, broken)
    numbers = {issue: number for number, issue in enumerate(sorted(dataset.issues, key=_order))}
    if published.url.startswith("https://www.chesdata"):
        numbers = {issue: number for number, issue in enumerate(surveys.CHES_ASKS)}
    return [
        (actor.name, numbers[issue], _side(dataset.scale_of(issue), value))
        for actor in dataset.stakeholders.values()
        for issue, cell in actor.positions.items()
        if (value := _value(dataset.scale_of(issue), cell[0].stance)) is not None
    ]


def _side(scale: Scale, value: float) -> int | None:
    """Return the side of a value; of an amount, whether it is above or below what the neutral have."""
    return (value > NEUTRAL_AMOUNT) - (value < NEUTRAL_AMOUNT) if scale.is_amount else scale.side(value)


def _order(issue: str) -> tuple[bool, str]:
    return issue.startswith("109-House"), issue


def _value(scale: Scale, stance: str | float) -> float | None:
    return scale.labels.get(stance) if isinstance(stance, str) else stance


def test_the_first_command_reads_it(published: Published, tmp_path: Path) -> None:
    found = sides(published, tmp_path, broken=False)
    shown = {(actor, issue) for actor, issue in SIGNS if SIGNS[actor, issue] in published.signs}
    if published.names:
        assert set(found) == {(actor, issue, SIDES[SIGNS[actor, issue]]) for actor, issue in shown}
    elif len({actor for actor, _, _ in found}) == 1:
        assert {side[1:] for side in found} == {
            (issue, SIDES[SIGNS["Ash", issue]]) for issue in ISSUES if SIGNS["Ash", issue] in published.signs
        }
    else:
        order = list(dict.fromkeys(actor for actor, _, _ in found))
        named = {(ACTORS[order.index(actor)], issue, side) for actor, issue, side in found}
        assert named == {(actor, issue, SIDES[SIGNS[actor, issue]]) for actor, issue in shown}
    assert len(found) == len(set(found))


def test_import_and_data_read_it_as_one(published: Published, tmp_path: Path) -> None:
    path = published.write(tmp_path, False)
    if path.is_dir():
        pytest.skip("only `import` reads a folder")
    options: dict[str, Any] = {**published.options}
    imported = positions.import_(path, **options).dataset
    loaded = positions.load(path, audience="team", **options).dataset
    assert answers(imported) == answers(loaded)


def answers(dataset: Dataset) -> list[tuple[str, str, list[object]]]:
    """Return who says what, by names."""
    return [
        (actor.name, dataset.issues[issue].title, [entry.stance for entry in cell])
        for actor in dataset.stakeholders.values()
        for issue, cell in actor.positions.items()
    ]


@pytest.mark.parametrize("name", ONE_BODY_OR_ISSUE)
def test_the_first_command_reads_one_body_or_issue(name: str, tmp_path: Path) -> None:
    published = ONE_BODY_OR_ISSUE[name]
    dataset = read(published, tmp_path, broken=False)
    scale = dataset.scale
    found = {
        (actor.name if name == "Loomio" else dataset.issues[issue].title): scale.side(value)
        for actor in dataset.stakeholders.values()
        for issue, cell in actor.positions.items()
        if (value := _value(scale, cell[0].stance)) is not None
    }
    assert found == {
        f"{actor} {issue}": SIDES[sign] for (actor, issue), sign in SIGNS.items() if sign in published.signs
    }
    assert len(dataset.issues) == (1 if name == "Loomio" else len(SIGNS))


def test_a_malformed_answer_is_told(published: Published, tmp_path: Path) -> None:
    if not published.bad:
        pytest.skip("free text has no answer that is none")
    told(published, tmp_path)


@pytest.mark.parametrize("name", ONE_BODY_OR_ISSUE)
def test_a_malformed_answer_of_one_body_or_issue_is_told(name: str, tmp_path: Path) -> None:
    told(ONE_BODY_OR_ISSUE[name], tmp_path)


def told(published: Published, folder: Path) -> None:
    with pytest.raises(DataError) as caught:
        sides(published, folder, broken=True)
    (problem,) = caught.value.problems
    assert published.bad in problem.message
    assert problem.location is not None
    assert problem.location.line is not None


@pytest.mark.parametrize(
    "name", ["Voteview", "UN", "HowTheyVote", "Public Whip", "DNA", "QualCoder", "Loomio", "Decidim"]
)
def test_without_its_mapping_it_is_refused_with_it(name: str, tmp_path: Path) -> None:
    published = {**FORMATS, **ONE_BODY_OR_ISSUE}[name]
    with pytest.raises(UsageError) as caught:
        positions.import_(published.write(tmp_path, False))
    assert f"--mapping {published.options['mapping']}" in str(caught.value.hint)
