"""Coded texts and deliberations: DNA, MAXQDA, QualCoder, Loomio, Decidim."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from helpers.published.truth import SIGNS, answers, lines

DNA = (
    "statement_id;time;person;organization;concept;agreement;start_position;stop_position;text;coder;"
    "document_id;document_title;document_author;document_source;document_section;document_type"
)


def dna_events(folder: Path, broken: bool) -> Path:
    """Write the list of events that DNA exports: texts in quotation marks, numbers without."""
    text = ";".join(f'"{name}"' for name in DNA.split(";"))
    rows = [(name, f"Concept {issue}", code) for _, issue, name, code in answers({"+": 1, "-": 0})]
    rows += [("Ash", "Concept 1", "?")] * broken
    for number, (name, concept, code) in enumerate(rows):
        text += f'\n{number};2005-01-26 00:00:00;"";"{name}";"{concept}";{code};10;20;"We say so."'
        text += ';1;1;"Hearing";"";"";"";""'
    (folder / "events.csv").write_text(text)
    return folder / "events.csv"


def coded_segments(folder: Path, broken: bool) -> Path:
    """Write the list of coded segments that MAXQDA exports."""
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


QUALCODER = ["File", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category", "Category"]


def qualcoder(folder: Path, broken: bool) -> Path:
    """Write a report of codings: a code for the stance, in a category for the issue, in one for all."""
    rows: list[list[str]] = [
        [
            name,
            "default",
            "We, who say “so”, say so.",
            f"ctid:{number}",
            str(code),
            "",
            f"Issue {issue}",
            "Traffic",
        ]
        for number, (_, issue, name, code) in enumerate(answers({"+": "for", "-": "against"}))
    ]
    rows += [["Ash", "default", "Perhaps.", "ctid:99", "perhaps", "", "Issue 1", "Traffic"]] * broken
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [QUALCODER, *rows]]
    (folder / "coding.csv").write_text("\ufeff" + "\r\n".join([*quoted, ""]), encoding="utf-8", newline="")
    return folder / "coding.csv"


def loomio(folder: Path, broken: bool) -> Path:
    """Write a poll: what it is, its options, and the votes; each cell of the truth is somebody's."""
    options = ["agree", "abstain", "disagree", "block"]
    marks = {"+": "1,,,", "0": ",1,,", "-": ",,1,", ".": ",,,"}
    text = (
        "poll\nid,group_id,topic_id,author_id,title,author_name,created_at,closed_at,decided_voters_count,"
        "undecided_voters_count,voters_count,details,group_name,discussion_title,poll_url\n"
        '7,3,9,1,"Move, now",Ann,2026-01-02,2026-01-09,30,6,36,"One line,\nand another",Co-op,Move,https://x\n'
        "poll_options\nid,poll_id,name,name_format,rank,score,score_percent,max_score_percent,voter_percent,"
        "average,voter_count,color\n"
    )
    text += "".join(f"{n},7,{name},i18n,{n},2,50,100,50,1,2,#0f0\n" for n, name in enumerate(options))
    text += "votes\nid,poll_id,voter_id,voter_name,member_title,delegate,created_at,updated_at,reason,"
    text += f"reason_format,{','.join(options)}\n"
    for number, ((actor, issue), sign) in enumerate(SIGNS.items()):
        text += f"{number},7,{100 + number},{actor} {issue},,,2026-01-02T10:00:00Z,,,html,{marks[sign]}\n"
    text += "99,7,99,Gorse,,,2026-01-02T10:00:00Z,,,html,1,,1,\n" * broken
    (folder / "poll-7-abc-move.csv").write_text(text)
    return folder / "poll-7-abc-move.csv"


DECIDIM = (
    "id;category/id;category/name/en;scope/id;scope/name/en;participatory_space/id;participatory_space/url;"
    "component/id;title/en;body/en;state;reference;answer/en;supports;endorsements/total_count;"
    "endorsements/user_endorsements;comments;attachments;followers;published_at;url;meeting_urls;"
    "related_proposals;is_amend;original_proposal/title;original_proposal/url"
)


def decidim(folder: Path, broken: bool) -> Path:
    """Write proposals with the institution's answers; each cell of the truth is a proposal."""
    states = {"+": "accepted", "-": "rejected", "0": "evaluating", ".": ""}
    rows: list[Sequence[object]] = [DECIDIM.split(";")]
    for number, ((actor, issue), sign) in enumerate(SIGNS.items()):
        url = f"https://example.org/proposals/{number}"
        said = [
            f"{actor} {issue}",
            "More of it.",
            states[sign],
            f"E-{number}",
            "We will; or not.",
            3,
            2,
            "Ann, Ben",
        ]
        rest = [0, 0, 3, "2026-01-02 10:00:00 UTC", url, "", "", False, "", ""]
        rows.append([number, "", "", "", "", 1, "https://example.org/p", 4, *said, *rest])
    rows.append(rows[1])
    if broken:
        rows.append([*rows[2][:10], "perhaps", *rows[2][11:]])
    (folder / "proposals.csv").write_text(lines(rows, ";"), encoding="utf-8")
    return folder / "proposals.csv"
