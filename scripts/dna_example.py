"""Write docs/how-to/quay.dna: a small made-up project of Discourse Network Analyzer with three coders.

The tables are those of DNA 3 that a reader of the data looks at; people, organisations and words are made up.
Ada codes every document, Ben and Cleo a third of them each; Ben misses two statements, Cleo reads one
otherwise. The same bytes each time.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

TARGET = Path(__file__).parent.parent / "docs" / "how-to" / "quay.dna"

SCHEMA = """
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
    Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER,
    AttributeValue TEXT);
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement');
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
    (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'frame', 'short text', 1);
INSERT INTO CODERS VALUES (1, 'Ada'), (2, 'Ben'), (3, 'Cleo');
INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 2, 'Type'), (2, 2, 'Alias');
"""
ORGANISATIONS = {  # name: (type, alias, speaker)
    "Port Authority": ("public", "Port", "M. Alder"),
    "Carriers' Association": ("business", "Carriers", "J. Birch"),
    "Dockers' Union": ("union", "Dockers", "R. Cedar"),
    "Residents' League": ("civil society", "Residents", "S. Dogwood"),
    "Bird Protection Society": ("civil society", "Birds", "T. Elm"),
    "City Council": ("public", "Council", "P. Fir"),
}
CONCEPTS = {  # concept: (words for, words against)
    "A new quay is built": ("the new quay has to come", "a new quay is not needed"),
    "Ships use power from the shore": ("ships must plug in at the quay", "plugs on the quay cost too much"),
    "Work at night is allowed": ("the cranes have to work at night", "people must be able to sleep at night"),
    "Freight goes by rail": ("containers belong on the railway", "the railway cannot take our containers"),
}
FRAMES = ("jobs", "health", "money")
SIDES = {  # for (1) or against (0) each concept; the council turns in 2023
    "Port Authority": (1, 1, 1, 1),
    "Carriers' Association": (1, 0, 1, 0),
    "Dockers' Union": (1, 1, 1, 1),
    "Residents' League": (0, 1, 0, 1),
    "Bird Protection Society": (0, 1, 0, 1),
    "City Council": (1, 1, 1, 1),
}
TURNED = (0, 1, 0, 1)
DATES = [(2022, month) for month in (1, 4, 7, 10)] + [(2023, month) for month in (1, 4, 7, 10)]


def main() -> None:
    """Write the database."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as database:
        database.executescript(SCHEMA)
        entities = _entities(database)
        number = 0
        for document, (year, month) in enumerate(DATES, 1):
            text, said = _text(document, year)
            day = int(datetime(year, month, 15, tzinfo=UTC).timestamp())
            fields = (document, f"Quay talks, round {document}", text, 1, "L. Gorse", "The Harbour Post")
            database.execute(
                "INSERT INTO DOCUMENTS VALUES (?, ?, ?, ?, ?, ?, '', '', 'article', ?)", (*fields, day)
            )
            for coder in (1, 2, 3):
                if coder > 1 and document % 3 != coder - 2:
                    continue
                for place, (start, stop, organisation, concept, side) in enumerate(said):
                    if coder == 2 and place == 1:
                        continue  # Ben misses it
                    number += 1
                    read = 1 - side if (coder, document, place) == (3, 4, 0) else side
                    span = (number, document, start, stop, coder)
                    database.execute("INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, ?)", span)
                    database.execute("INSERT INTO DATABOOLEAN VALUES (?, ?, 4, ?)", (number, number, read))
                    frame = FRAMES[(document + place) % len(FRAMES)]
                    names = (ORGANISATIONS[organisation][2], organisation, concept)
                    for variable, name in ((1, names[0]), (2, names[1]), (3, names[2]), (5, frame)):
                        database.execute(
                            "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                            (number, variable, entities[variable, name]),
                        )
        database.commit()
        database.execute("VACUUM")


def _entities(database: sqlite3.Connection) -> dict[tuple[int, str], int]:
    speakers = [speaker for _, _, speaker in ORGANISATIONS.values()]
    named = ((1, speakers), (2, ORGANISATIONS), (3, CONCEPTS), (5, FRAMES))
    found = {
        key: number
        for number, key in enumerate(((variable, name) for variable, names in named for name in names), 1)
    }
    for (variable, name), number in found.items():
        database.execute("INSERT INTO ENTITIES VALUES (?, ?, ?)", (number, variable, name))
        for attribute in (1, 2) if variable == 2 else ():
            database.execute(
                "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) "
                "VALUES (?, ?, ?)",
                (number, attribute, ORGANISATIONS[name][attribute - 1]),
            )
    return found


def _text(document: int, year: int) -> tuple[str, list[tuple[int, int, str, str, int]]]:
    """Return an article, and its statements: start, stop, organisation, concept, side."""
    text, said = f"The Harbour Post. Round {document} of the talks about the quay.", []
    for place, organisation in enumerate(ORGANISATIONS):
        if (document + place) % 3 == 0:
            continue
        concept = list(CONCEPTS)[(document + place) % len(CONCEPTS)]
        turned = organisation == "City Council" and year >= 2023
        side = (TURNED if turned else SIDES[organisation])[(document + place) % len(CONCEPTS)]
        words = CONCEPTS[concept][0 if side else 1]
        text += f"\n\n{ORGANISATIONS[organisation][2]} of the {organisation} said that "
        said.append((len(text), len(text) + len(words), organisation, concept, side))
        text += f"{words}."
    return text + "\n", said


if __name__ == "__main__":
    main()
