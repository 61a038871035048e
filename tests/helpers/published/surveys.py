"""Surveys of persons and of experts: Polis, consultations, Qualtrics, CHES, the Manifesto Project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.published.truth import ACTORS, ISSUES, Write, grid, lines


def polis_of(name: str, group: str, comments: str) -> Write:
    """Return what writes an export of a Polis conversation, its comments beside it."""

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


def consultation(folder: Path, broken: bool) -> Path:
    """Write a consultation's responses below a title, each question with comments beside it."""
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
    """Write a survey with three rows of headers."""
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


CHES = (
    "country,eastwest,party,party_id,eu_position,eu_position_sd,eu_salience,eu_dissent,eu_blur,eu_cohesion,"
    "eu_foreign,eu_intmark,eu_budgets,eu_asylum,lrgen,lrecon,lrecon_sd,lrecon_salience,lrecon_dissent,"
    "lrecon_blur,galtan,galtan_sd,galtan_salience,galtan_dissent,galtan_blur,immigrate_policy,"
    "immigrate_salience,immigrate_dissent,multiculturalism,multicult_salience,multicult_dissent,"
    "redistribution,redist_salience,environment,enviro_salience,spendvtax,deregulation,econ_interven,"
    "civlib_laworder,sociallifestyle,religious_principles,ethnic_minorities,nationalism,urban_rural,"
    "protectionism,regions,russian_interference,anti_islam_rhetoric,people_vs_elite,antielite_salience,"
    "corrupt_salience,members_vs_leadership,eu_econ_require,eu_political_require,eu_googov_require"
)
CHES_ASKS = ("eu_position", "lrecon", "galtan", "redistribution", "environment", "regions")
"""Where the answers of the truth stand; in the other columns of positions nothing does."""


def chapel_hill(folder: Path, broken: bool) -> Path:
    """Write parties by questions, with what is said about them before these."""
    header = CHES.split(",")
    rows = []
    for n, row in enumerate(grid({"+": "9.5", "-": "1.25", "0": "5"})):
        said = {"country": "1" if n < 3 else "2", "eastwest": "1", "party": ACTORS[n], "party_id": f"10{n}"}
        said |= dict.fromkeys((name for name in header if name.endswith(("_sd", "_salience"))), ".66666669")
        said |= dict(zip(CHES_ASKS, row, strict=True))
        said["eu_position"] = {"9.5": "6.8333335", "1.25": "1.5", "5": "4"}.get(row[0], "")
        rows.append([said.get(name, "") for name in header])
    rows.append(rows[0])
    if broken:
        rows[1][header.index("galtan")] = "11.5"
    (folder / "CHES2019V3.csv").write_text(lines([header, *rows]))
    return folder / "CHES2019V3.csv"


MANIFESTO = (
    "country,countryname,oecdmember,eumember,edate,date,party,partyname,partyabbrev,parfam,candidatename,"
    "coderid,manual,coderyear,testresult,testeditsim,pervote,voteest,presvote,absseat,totseats,progtype,"
    "datasetorigin,corpusversion,total,peruncod"
)


def manifesto(folder: Path, broken: bool) -> Path:
    """Write shares of statements by party and election."""
    rows = [
        ["11", "Sweden", "0", "0", "15/09/1948", "194809", f"{n}", ACTORS[n], "", "20", *[""] * 15, "0", *row]
        for n, row in enumerate(grid({"+": "9.5", "-": "1.25", "0": "5"}))
    ]
    if broken:
        rows[0][26] = "101"
    codes = [f"per{101 + n}" for n in ISSUES]
    last = ["rile", "planeco", "markeco", "welfare", "intpeace", "datasetversion", "id_perm"]
    (folder / "MPDataset.csv").write_text(
        lines([[*MANIFESTO.split(","), *codes, *last], *([*row, *[""] * len(last)] for row in rows)])
    )
    return folder / "MPDataset.csv"
