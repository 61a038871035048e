"""Tables as others publish them: their headers, encodings and codes, with answers that nobody gave.

`TRUTH` is what each table says, written before any reader. Each table repeats an answer, leaves some out, and
is tried with a malformed one, which must be told with its line.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import positions
from positions.dataset.scale import Scale
from positions.problems import DataError

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")

TRUTH = """
Ash    + - + 0 . -
Birch  - - + + 0 +
Cedar  + + . - + 0
Dora   0 - - + . .
Elm    + 0 + - - +
Fir    . + - 0 + -
"""
"""Who is for (+), against (-), neutral (0), or gave no answer (.), on six issues."""

ACTORS = [line.split()[0] for line in TRUTH.split("\n") if line]
SIGNS = {
    (actor, number): sign
    for actor, line in zip(ACTORS, TRUTH.strip().split("\n"), strict=True)
    for number, sign in enumerate(line.split()[1:])
}
ISSUES = range(6)
SIDES = {"+": 1, "-": -1, "0": 0}

Rows = list[list[str]]


def lines(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def answers(codes: dict[str, object]) -> Iterator[tuple[int, int, str, object]]:
    """Yield the number of actor and issue, the actor's name and the code of each answer; the first twice."""
    cells = [
        (ACTORS.index(actor), issue, actor, codes[sign])
        for (actor, issue), sign in SIGNS.items()
        if sign in codes
    ]
    yield from [*cells, cells[0]]


def grid(codes: dict[str, str]) -> Iterator[list[str]]:
    for actor in ACTORS:
        yield [codes.get(SIGNS[actor, issue], "") for issue in ISSUES]


@dataclass(frozen=True)
class Published:
    """A format: where its layout is published, how a table of it is written, the options that read it.

    `write` makes the files, with a malformed answer where it is told to, and returns the table. `signs` are
    those that the format has a code for; `names` whether actors are called as in TRUTH; `bad` is part of the
    message on the malformed answer.
    """

    url: str
    write: Callable[[Path, bool], Path]
    options: dict[str, object]
    signs: str = "+-0"
    bad: str = "not"
    names: bool = True


def voteview(folder: Path, broken: bool) -> Path:
    rows: list[Sequence[object]] = [["congress", "chamber", "rollnumber", "icpsr", "cast_code", "prob"]]
    for actor, issue, _, code in answers({"+": 1, "-": 6, "0": 7, ".": 9}):
        chamber, roll = ("Senate", issue + 1) if issue < 3 else ("House", issue - 2)
        rows.append([109, chamber, roll, 40000 + actor, code, 99.9])
    rows += [[109, "Senate", 1, 40000, "x", ""]] * broken
    (folder / "S109_votes.csv").write_text(lines(rows))
    header = "congress,chamber,icpsr,state_icpsr,district_code,state_abbrev,party_code,occupancy,last_means"
    members = [[109, "Senate", 40000 + n, 41, 0, "AL", 200, 0, 1, name] for n, name in enumerate(ACTORS)]
    (folder / "S109_members.csv").write_text(lines([[*header.split(","), "bioname"], *members]))
    return folder / "S109_votes.csv"


def united_nations(folder: Path, broken: bool) -> Path:
    rows: list[Sequence[object]] = [["rcid", "session", "vote", "ccode", "Countryname"]]
    for actor, issue, name, code in answers({"+": 1, "-": 3, "0": 2, ".": 8}):
        rows.append([issue + 3, 1, code, actor * 10 + 2, name])
    rows += [[3, 1, 7, 2, "Ash"]] * broken
    (folder / "UNVotes.csv").write_text(lines(rows))
    return folder / "UNVotes.csv"


def how_they_vote(folder: Path, broken: bool) -> Path:
    rows: list[Sequence[object]] = [["vote_id", "member_id", "position", "country_code", "group_code"]]
    codes: dict[str, object] = {"+": "FOR", "-": "AGAINST", "0": "ABSTENTION", ".": "DID_NOT_VOTE"}
    for actor, issue, _, code in answers(codes):
        rows.append([123456 + issue, actor, code, "DEU", "EPP" if actor or issue < 3 else "NI"])
    rows += [[123456, 1, "PERHAPS", "DEU", "EPP"]] * broken
    (folder / "member_votes.csv").write_text(lines(rows))
    header = ["id", "first_name", "last_name", "country_code", "date_of_birth", "email", "facebook"]
    members = [[n, "", name, "DEU", "", "", ""] for n, name in enumerate(ACTORS)]
    (folder / "members.csv").write_text(lines([header, *members]))
    return folder / "member_votes.csv"


def public_whip(folder: Path, broken: bool) -> Path:
    columns = [*grid({"+": "2", "-": "4", "0": "3", ".": "-9"})]
    rows: list[Sequence[object]] = [["rowid", "date", "voteno", "Bill", *(f"mpid{n}" for n in range(6))]]
    for issue in ISSUES:
        rows.append([issue + 1, "2010-05-25", issue + 9, f"Bill {issue}", *(row[issue] for row in columns)])
    if broken:
        rows[1] = [*rows[1][:4], "5x", *rows[1][5:]]
    (folder / "votematrix-2010.txt").write_text(lines(rows, "\t"))
    return folder / "votematrix-2010.txt"


def qual_o_mat(folder: Path, broken: bool) -> Path:
    found = [
        {"id": number, "party": actor, "statement": issue, "answer": code, "comment": None}
        for number, (actor, issue, _, code) in enumerate(answers({"+": 0, "-": 1, "0": 2}))
    ]
    found += [{"id": 99, "party": 0, "statement": 1, "answer": 7, "comment": None}] * broken
    parties = [{"id": n, "name": name[:1], "longname": name} for n, name in enumerate(ACTORS)]
    statements = [{"id": n, "category": None, "label": f"S{n}", "text": f"We do {n}."} for n in ISSUES]
    comments = [{"id": n, "opinion": one["id"], "text": "Since we do."} for n, one in enumerate(found)]
    for name, content in {
        "opinion": found,
        "party": parties,
        "statement": statements,
        "comment": comments,
    }.items():
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def polis_of(name: str, group: str, comments: str) -> Callable[[Path, bool], Path]:
    def write(folder: Path, broken: bool) -> Path:
        header = ["participant", group, "n-comments", "n-votes", "n-agree", "n-disagree", *map(str, ISSUES)]
        rows = [
            [str(n), "0", "0", "6", "2", "2", *votes]
            for n, votes in enumerate(grid({"+": "1", "-": "-1", "0": "0"}))
        ]
        if broken:
            rows[0][6] = "2"
        (folder / name).write_text(lines([header, *rows]))
        said = [f"1593461131,Mon Jun 29 2020,{n},0,1,1,1,{comments}" for n in ISSUES]
        head = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,"
        head += "comment-body" if comments.count(",") == 0 else "is-meta,comment-body"
        beside = name.replace("participants-votes", "comments").replace("participant-votes", "comments")
        (folder / beside).write_text("\n".join([head, *said, ""]))
        return folder / name

    return write


def dna_events(folder: Path, broken: bool) -> Path:
    header = "id,time,document_id,document_title,document_author,document_source,document_section"
    rows: list[Sequence[object]] = [[*header.split(","), "person", "organization", "concept", "agreement"]]
    for _, issue, name, code in answers({"+": 1, "-": 0}):
        rows.append([1, "2005-01-26 00:00:00", 1, "Hearing", "", "", "", "", name, f"Concept {issue}", code])
    rows += [[2, "2005-01-27 00:00:00", 1, "Hearing", "", "", "", "", "Ash", "Concept 1", "?"]] * broken
    (folder / "events.csv").write_text(lines(rows))
    return folder / "events.csv"


def consultation(folder: Path, broken: bool) -> Path:
    del broken  # a spreadsheet of free text has no answer that is none
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Responses to the consultation of 2026"])
    book.active.append([])
    names = [name for n in ISSUES for name in (f"Q{n}", f"Q{n} comments")]
    book.active.append(["Respondent", "Organisation type", *names])
    words = {"+": "Agree", "-": "Disagree", "0": "Neither agree nor disagree"}
    for number, (actor, row) in enumerate(zip(ACTORS, grid(words), strict=True)):
        said = [
            cell for n, text in enumerate(row) for cell in (text, f"{actor} says more on this, {n}. " * 3)
        ]
        book.active.append([actor, ("Business", "Charity", "Council")[number % 3], *said])
    book.save(folder / "responses.xlsx")
    return folder / "responses.xlsx"


def qualtrics(folder: Path, broken: bool) -> Path:
    header = ["StartDate", "EndDate", "Status", "Progress", "Finished", "ResponseId", "Q1", "Q2_TEXT"]
    header[6:] = [f"Q{n}" for n in ISSUES]
    questions = ["Start Date", "End Date", "Response Type", "Progress", "Finished", "Response ID"]
    questions += [f"Do you agree with this, and why: {n}?" for n in ISSUES]
    ids = [json.dumps({"ImportId": f"QID{n}"}) for n in range(len(header))]
    rows = [
        ["2026-03-01 10:00:00", "2026-03-01 10:05:00", "0", "100", "1", actor, *row]
        for actor, row in zip(ACTORS, grid({"+": "5", "-": "1", "0": "3"}), strict=True)
    ]
    if broken:
        rows[0][6] = "17"
    (folder / "survey.csv").write_text(lines([header, questions, ids, *rows]))
    return folder / "survey.csv"


def coded_segments(folder: Path, broken: bool) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(
        [
            "Color",
            "Comment",
            "Document group",
            "Document name",
            "Code",
            "Begin",
            "End",
            "Weight score",
            "Segment",
        ]
    )
    for _, issue, name, code in answers({"+": "for", "-": "against"}):
        book.active.append(["", "", "", name, f"Issue {issue} > {code}", 1, 2, 0, "We say so."])
    if broken:
        book.active.append(["", "", "", "Ash", "Issue 1 > perhaps", 1, 2, 0, "Perhaps."])
    book.save(folder / "segments.xlsx")
    return folder / "segments.xlsx"


def chapel_hill(folder: Path, broken: bool) -> Path:
    header = [
        "country",
        "eastwest",
        "eumember",
        "party_id",
        "party",
        "vote",
        "seat",
        "electionyear",
        "family",
    ]
    rows = [
        ["1" if n < 3 else "2", "1", "1", f"{n}", "PS", "10.5", "9", "2019", "4", *row]
        for n, row in enumerate(grid({"+": "9.5", "-": "1.25", "0": "5"}))
    ]
    for n, row in enumerate(rows):
        row[4] = ACTORS[n]
    if broken:
        rows[0][9] = "11.5"
    (folder / "CHES.csv").write_text(lines([[*header, *(f"issue{n}" for n in ISSUES)], *rows]))
    return folder / "CHES.csv"


WAHL_O_MAT = ["Partei: Nr.", "Partei: Kurzbezeichnung", "Partei: Name", "These: Nr.", "These: Titel"]
WAHL_O_MAT += ["These: These", "Position: Position", "Position: Begründung"]


def wahl_o_mat_rows(broken: bool) -> Rows:
    words: dict[str, object] = {"+": "stimme zu", "-": "stimme nicht zu", "0": "neutral", ".": "-"}
    rows = [
        [f"{actor + 1}", name, name, f"{issue + 1}", f"These {issue}", "Für mehr.", f"{code}", ""]
        for actor, issue, name, code in answers(words)
    ]
    return rows + [["1", "Ash", "Ash", "2", "These 1", "Für mehr.", "vielleicht", ""]] * broken


def wahl_o_mat_csv(folder: Path, broken: bool) -> Path:
    text = lines([WAHL_O_MAT, *wahl_o_mat_rows(broken)], ";")
    (folder / "Wahl-O-Mat.csv").write_text(text, encoding="windows-1252")
    return folder / "Wahl-O-Mat.csv"


def wahl_o_mat_workbook(folder: Path, broken: bool) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Nutzungsbedingungen"
    book.active.append(["Datensatz zum Wahl-O-Mat"])
    book.active.append(["Stand", "1. März 2026"])
    sheet = book.create_sheet("Datensatz")
    for row in [WAHL_O_MAT, *wahl_o_mat_rows(broken)]:
        sheet.append(row)
    book.save(folder / "Wahl-O-Mat.xlsx")
    return folder / "Wahl-O-Mat.xlsx"


CHOICES: dict[str, object] = {"+": "agree", "-": "disagree", "0": "abstain"}


def records(name: str, make: Callable[[int, str, object], dict[str, object]]) -> Callable[[Path, bool], Path]:
    def write(folder: Path, broken: bool) -> Path:
        found = [make(issue, actor, code) for _, issue, actor, code in answers(CHOICES)]
        if broken:
            found.append(make(1, "Ash", "perhaps"))
        (folder / name).write_text(json.dumps(found))
        return folder / name

    return write


def standards(words: dict[str, str], key: str, name: str) -> Callable[[Path, bool], Path]:
    """Write the positions of one body: those of Ash, on each of the issues."""

    def write(folder: Path, broken: bool) -> Path:
        found: list[dict[str, object]] = [
            {"id": f"https://example.org/{n}", "url": f"https://example.org/{n}", "title": f"Standard {n}"}
            | {key: words.get(SIGNS["Ash", n]), "venues": ["W3C"], "concerns": []}
            for n in ISSUES
        ]
        found += [{**found[0]}, {**found[1], key: "perhaps"}][: 1 + broken]
        (folder / name).write_text(json.dumps(found))
        return folder / name

    return write


def scrutins(folder: Path, broken: bool) -> Path:
    rows: list[Sequence[object]] = [["Scrutin", "Député", "Groupe", "Date", "Position"]]
    codes: dict[str, object] = {"+": "Pour", "-": "Contre", "0": "Abstention", ".": "Non-votant"}
    for _, issue, name, code in answers(codes):
        rows.append([f"n°{issue}", name, "Écologistes", "14/03/2026", code])
    rows += [["n°1", "Ash", "Écologistes", "14/03/2026", "Peut-être"]] * broken
    (folder / "scrutins.csv").write_text(lines(rows, ";"), encoding="latin-1")
    return folder / "scrutins.csv"


def manifesto(folder: Path, broken: bool) -> Path:
    header = ["country", "countryname", "edate", "date", "party", "partyname", "partyabbrev", "parfam"]
    rows = [
        ["11", "Sweden", "15/09/1948", "194809", f"{n}", ACTORS[n], "", "20", *row]
        for n, row in enumerate(grid({"+": "9,5", "-": "1,25", "0": "5"}))
    ]
    if broken:
        rows[0][8] = "101"
    codes = [f"per{101 + n}" for n in ISSUES]
    (folder / "MPDataset.csv").write_text(lines([[*header, *codes], *rows]))
    return folder / "MPDataset.csv"


POLIS = "https://github.com/compdemocracy/polis/blob/edge/server/src/routes/export.ts"
FORMATS = {
    "Voteview": Published("https://voteview.com/data", voteview, {"mapping": "voteview"}, "+-"),
    "UN": Published("https://doi.org/10.7910/DVN/LEJUQZ", united_nations, {"mapping": "un-votes"}),
    "HowTheyVote": Published(
        "https://github.com/HowTheyVote/data", how_they_vote, {"mapping": "howtheyvote"}
    ),
    "Public Whip": Published(
        "https://www.publicwhip.org.uk/project/data.php",
        public_whip,
        {"mapping": "public-whip"},
        "+-",
        names=False,
    ),
    "qual-o-mat": Published(
        "https://github.com/gockelhahn/qual-o-mat-data", qual_o_mat, {"mapping": "qual-o-mat"}
    ),
    "Polis, old": Published(
        POLIS, polis_of("participants-votes.csv", "group-id", "Buses at night"), {}, names=False
    ),
    "Polis, new": Published(
        POLIS,
        polis_of("2026-3phdex2kjf-participant-votes.csv", "group-id", "true,I am young"),
        {},
        names=False,
    ),
    "DNA": Published("https://github.com/leifeld/dna", dna_events, {"mapping": "dna-events"}, "+-"),
    "consultation": Published(
        "",
        consultation,
        {"stance": "Agree=1,Neither agree nor disagree=0,Disagree=-1"},
        bad="",
    ),
    "Qualtrics": Published(
        "https://www.qualtrics.com/support/survey-platform/data-and-analysis-module/data/download-data/",
        qualtrics,
        {"scale": "1:5"},
    ),
    "MAXQDA": Published(
        "https://www.maxqda.com/help/",
        coded_segments,
        {"mapping": "coded-segments", "stance": "for=1,against=-1"},
        "+-",
    ),
    "CHES": Published(
        "https://www.chesdata.eu/ches-europe",
        chapel_hill,
        {"column": "actor=party", "answers": "issue0:issue5", "scale": "0:10"},
    ),
    "Wahl-O-Mat, CSV": Published(
        "https://www.bpb.de/themen/wahl-o-mat/",
        wahl_o_mat_csv,
        {"mapping": "wahl-o-mat", "encoding": "windows-1252"},
    ),
    "Wahl-O-Mat, workbook": Published(
        "https://www.bpb.de/themen/wahl-o-mat/", wahl_o_mat_workbook, {"mapping": "wahl-o-mat"}
    ),
    "Kieskompas": Published(
        "https://www.kieskompas.nl/",
        records(
            "answers.json",
            lambda issue, actor, code: {
                "party": {"name": actor},
                "statement": {"id": issue, "title": f"S{issue}"},
                "answer": code,
            },
        ),
        {
            "column": "actor=party.name,issue=statement.id,stance=answer",
            "stance": "agree=1,abstain=0,disagree=-1",
        },
    ),
    "WebKit": Published(
        "https://github.com/WebKit/standards-positions",
        standards({"+": "support", "-": "oppose", "0": "neutral"}, "position", "summary.json"),
        {"mapping": "webkit-positions"},
        names=False,
    ),
    "Mozilla": Published(
        "https://github.com/mozilla/standards-positions",
        standards({"+": "positive", "-": "negative", "0": "neutral"}, "mozPosition", "activities.json"),
        {"mapping": "mozilla-positions"},
        names=False,
    ),
    "scrutins": Published(
        "https://data.assemblee-nationale.fr/",
        scrutins,
        {
            "encoding": "latin-1",
            "column": "actor=Député,issue=Scrutin,stance=Position,group=Groupe,date=Date",
            "stance": "Pour=1,Abstention=0,Contre=-1,Non-votant=missing",
        },
    ),
    "Loomio": Published(
        "https://help.loomio.com/",
        records(
            "poll.jsonl.json",
            lambda issue, actor, code: {"author_name": actor, "poll_title": f"Poll {issue}", "choice": code},
        ),
        {
            "column": "actor=author_name,issue=poll_title,stance=choice",
            "stance": "agree=1,abstain=0,disagree=-1",
        },
    ),
    "Manifesto": Published(
        "https://manifesto-project.wzb.eu/datasets",
        manifesto,
        {"column": "actor=partyname,date=edate", "answers": "per101:per106", "scale": "0:10"},
    ),
}


@pytest.fixture(params=FORMATS)
def published(request: pytest.FixtureRequest) -> Published:
    return FORMATS[request.param]


def sides(published: Published, folder: Path, broken: bool) -> list[tuple[str, int, int | None]]:
    """Return actor, number of the issue and side of every answer that is read."""
    found = positions.import_(published.write(folder, broken), **published.options)  # type: ignore[arg-type]
    dataset = found.dataset
    numbers = {issue: number for number, issue in enumerate(sorted(dataset.issues, key=_order))}
    return [
        (actor.name, numbers[issue], dataset.scale.side(value))
        for actor in dataset.stakeholders.values()
        for issue, cell in actor.positions.items()
        if (value := _value(dataset.scale, cell[0].stance)) is not None
    ]


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


def test_a_malformed_answer_is_told(published: Published, tmp_path: Path) -> None:
    if not published.bad:
        pytest.skip("free text has no answer that is none")
    with pytest.raises(DataError) as caught:
        sides(published, tmp_path, broken=True)
    (problem,) = caught.value.problems
    assert published.bad in problem.message
    assert problem.location is not None
    assert problem.location.line is not None
