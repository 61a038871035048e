"""Voting advice and positions on standards: qual-o-mat, Wahl-O-Mat, Kieskompas, WebKit, Mozilla."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.published.truth import ACTORS, ISSUES, SIGNS, Rows, answers, lines


def qual_o_mat(folder: Path, broken: bool) -> Path:
    """Write the files of an election."""
    found: list[dict[str, int | None]] = [
        {
            "id": number,
            "party": actor,
            "statement": issue,
            "answer": int(str(code)),
            "comment": number if actor or issue else None,
        }
        for number, (actor, issue, _, code) in enumerate(answers({"+": 0, "-": 1, "0": 2}))
    ]
    found += [{"id": 99, "party": 0, "statement": 1, "answer": 7, "comment": None}] * broken
    parties = [{"id": n, "name": name[:1], "longname": name} for n, name in enumerate(ACTORS)]
    statements = [{"id": n, "category": None, "label": f"S{n}", "text": f"We do {n}."} for n in ISSUES]
    comments = [{"id": n, "text": "Since we do."} for n in range(1, len(found))]
    replies = [
        {"id": n, "message": text} for n, text in enumerate(("Stimme zu", "Stimme nicht zu", "Neutral"))
    ]
    files = {
        "opinion": found,
        "party": parties,
        "statement": statements,
        "comment": comments,
        "answer": replies,
    }
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


WAHL_O_MAT = ["Partei: Nr.", "Partei: Kurzbezeichnung", "Partei: Name", "These: Nr.", "These: Titel"]
WAHL_O_MAT += ["These: These", "Position: Position", "Position: Begründung"]


def wahl_o_mat_rows(broken: bool) -> Rows:
    """Return the rows below the header."""
    words: dict[str, object] = {"+": "stimme zu", "-": "stimme nicht zu", "0": "neutral", ".": "-"}
    rows = [
        [f"{actor + 1}", name, name, f"{issue + 1}", f"These {issue}", "Für mehr.", f"{code}", ""]
        for actor, issue, name, code in answers(words)
    ]
    return rows + [["1", "Ash", "Ash", "2", "These 1", "Für mehr.", "vielleicht", ""]] * broken


def wahl_o_mat_csv(folder: Path, broken: bool) -> Path:
    """Write the official table in Windows-1252 with semicolons."""
    text = lines([WAHL_O_MAT, *wahl_o_mat_rows(broken)], ";")
    (folder / "Wahl-O-Mat.csv").write_text(text, encoding="windows-1252")
    return folder / "Wahl-O-Mat.csv"


def wahl_o_mat_workbook(folder: Path, broken: bool) -> Path:
    """Write the official workbook, its terms of use in a sheet before the table."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Nutzungsbedingungen"
    book.active.append(["Datensatz zum Wahl-O-Mat"])
    book.active.append(["Stand", "1. März 2026"])
    sheet = book.create_sheet("Datensatz BTW 2025")
    for row in [WAHL_O_MAT, *wahl_o_mat_rows(broken)]:
        sheet.append(row)
    book.save(folder / "Wahl-O-Mat.xlsx")
    return folder / "Wahl-O-Mat.xlsx"


CHOICES: dict[str, object] = {"+": "agree", "-": "disagree", "0": "neutral"}


ANSWERS = {"+": ("Mee eens", 1), "-": ("Helemaal niet mee eens", -2), "0": ("Neutraal", 0)}


def kieskompas(folder: Path, broken: bool) -> Path:
    """Write parties with their answers, and the statements beside them; no opinion is an answer too."""
    parties = []
    for number, name in enumerate(ACTORS):
        found: list[dict[str, object]] = []
        for issue in ISSUES:
            text, value = ANSWERS.get(SIGNS[name, issue], ("Geen mening", 99))
            answer = {"text_content": text, "value": value, "is_skip": value == 99}
            found.append({"answer": answer, "statement": 1358 + issue})
        found += found[:1]
        if broken and not number:
            found.append({"answer": {"text_content": "Misschien", "value": 5}, "statement": 1359})
        parties.append(
            {"id": 145 + number, "name": name, "short_name": name.lower(), "logo": "https://example.org/logo"}
            | {"answers": found, "regional_or_national": "national", "chart_color": "#3d8167"}
        )
    statements = [
        {"id": 1358 + n, "name": f"NLTK2017_{n:03}", "statement": f"Stelling {n}, en meer.", "axis": "y"}
        | {"theme": {"name": "Zorg", "description": "Zorg", "identifier": "zorg", "order": 16}}
        | {"inverse": True, "order": n, "explanation": "", "use_in_calculation": True}
        for n in ISSUES
    ]
    (folder / "kieskompas_stellingen.json").write_text(json.dumps(statements))
    (folder / "kieskompas_answers.json").write_text(json.dumps(parties))
    return folder / "kieskompas_answers.json"


def stemwijzer(folder: Path, broken: bool) -> Path:
    """Write parties with their statements as records within records."""
    parties = []
    for number, name in enumerate(ACTORS):
        found = [(issue, code) for _, issue, actor, code in answers(CHOICES) if actor == name]
        if broken and not number:
            found.append((1, "perhaps"))
        statements = [{"id": issue, "position": code, "explanation": "Since we do."} for issue, code in found]
        parties.append({"id": number, "name": name, "statements": statements})
    (folder / "answers.json").write_text(json.dumps({"parties": parties}))
    return folder / "answers.json"


def webkit(folder: Path, broken: bool) -> Path:
    """Write the positions of one body, those of Ash, as summary.json has them."""
    words = {"+": "support", "-": "oppose", "0": "neutral"}
    plain = ["topics", "github", "issues", "explainer", "tag", "mozilla", "bugzilla", "radar"]
    found = [
        {"id": f"https://example.org/{n}", "position": words.get(SIGNS["Ash", n]), "venues": ["W3C"]}
        | {"concerns": [], "title": f"Standard {n}", "url": f"https://example.org/{n}"}
        | dict.fromkeys(plain)
        for n in ISSUES
    ]
    found += [{**found[0]}, {**found[1], "position": "perhaps"}][: 1 + broken]
    (folder / "summary.json").write_text(json.dumps(found))
    return folder / "summary.json"


WORDS_OF_MOZILLA = {"+": "positive", "-": "negative", "0": "neutral"}


def mozilla(folder: Path, broken: bool) -> Path:
    """Write the positions of one body, those of Ash, as activities.json had them until 2024."""
    found = [
        {"ciuName": None, "description": "", "id": f"standard-{n}", "mozBugUrl": None}
        | {
            "mozPosition": WORDS_OF_MOZILLA.get(SIGNS["Ash", n]),
            "mozPositionDetail": "",
            "mozPositionIssue": n,
        }
        | {"org": "W3C", "title": f"Standard {n}", "url": f"https://example.org/{n}"}
        for n in ISSUES
    ]
    found += [{**found[0]}, {**found[1], "mozPosition": "perhaps"}][: 1 + broken]
    (folder / "activities.json").write_text(json.dumps(found))
    return folder / "activities.json"


def mozilla_now(folder: Path, broken: bool) -> Path:
    """Write the same as activities.yml has them, below the titles."""
    yaml = pytest.importorskip("yaml")
    found = {
        f"Standard {n}": {
            "description": "What it is.\n",
            "id": f"standard-{n}",
            "issue": n,
            **({"position": word} if (word := WORDS_OF_MOZILLA.get(SIGNS["Ash", n])) else {}),
            "rationale": "Since we do.\n",
            "url": f"https://example.org/{n}",
            "venues": ["W3C"],
        }
        for n in ISSUES
    }
    if broken:
        found["Standard 1"]["position"] = "perhaps"
    (folder / "activities.yml").write_text(yaml.safe_dump(found))
    return folder / "activities.yml"
