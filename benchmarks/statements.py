"""What many statements cost: 5,000 by 300 actors in 1,200 documents, seconds of CPU of whole processes.

    python benchmarks/statements.py

Import of a table, `check`, `network --window 30d`, daily windows to CSV, and the page; then the same debate
as a project of Discourse Network Analyzer, in documents of some 3,000 characters: its import, and `check` of
what is made of it, which looks each quotation up.
"""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

RUN = "import sys; from positions.cli import main; sys.exit(main(sys.argv[1:]))"
STEPS = {
    "import": "import debate.csv --scale=-1:1 -o debate.yaml",
    "check": "check debate.yaml",
    "network --window 30d": "network -d debate.yaml --window 30d --table windows -f csv",
    "30d, daily": "network -d debate.yaml --window 30d --step 1d --table windows -o daily.csv",
    "90d, daily": "network -d debate.yaml --window 90d --step 1d --table windows -o long.csv",
    "report": "report -d debate.yaml -o report.html",
    "import of .dna": "import debate.dna -o project/project.yaml",
    "check of that": "check project/project.yaml",
    "report of that": "report -d project/project.yaml -o project.html",
}
DNA_TABLES = """
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Date INTEGER,
    Author TEXT DEFAULT '', Source TEXT DEFAULT '', Section TEXT DEFAULT '', Notes TEXT DEFAULT '',
    Type TEXT DEFAULT '');
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER,
    AttributeValue TEXT);
INSERT INTO CODERS VALUES (1, 'Coder');
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement');
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
    (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1);
"""
SENTENCES = 24
"""How many a document has; statements are such sentences."""


def write_debate(path: Path, statements: int = 5000, actors: int = 300, documents: int = 1200) -> None:
    """Write a made-up debate on 30 issues over four years."""
    random = Random(1)
    first = date(2018, 1, 1)
    days = [first + timedelta(random.randrange(1461)) for _ in range(documents)]
    lines = ["actor,issue,stance,source,date"]
    for _ in range(statements):
        document = random.randrange(documents)
        said = f"a{random.randrange(actors)},i{random.randrange(30)},{random.choice((-1, 1))}"
        lines.append(f"{said},d{document},{days[document]}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_project(path: Path, statements: int = 5000, actors: int = 300, documents: int = 1200) -> None:
    """Write such a debate as a project of DNA, its statements sentences of its documents."""
    random = Random(1)
    words = ["".join(random.choices("aeinorst", k=random.randrange(2, 9))) for _ in range(3000)]
    said = list[list[str]]()
    with closing(sqlite3.connect(path)) as database:
        database.executescript(DNA_TABLES)
        for number in range(documents):
            said.append([" ".join(random.choices(words, k=20)).capitalize() for _ in range(SENTENCES)])
            day = 1_514_764_800 + 86_400 * random.randrange(1461)
            database.execute(
                "INSERT INTO DOCUMENTS(ID, Title, Text, Coder, Date) VALUES (?, ?, ?, 1, ?)",
                (number + 1, f"Document {number}", "".join(f"{one}. " for one in said[-1]), day),
            )
        for number in range(actors + 30):
            variable, name = (2, f"Actor {number}") if number < actors else (3, f"Issue {number - actors}")
            database.execute("INSERT INTO ENTITIES VALUES (?, ?, ?)", (number + 1, variable, name))
        for number in range(1, statements + 1):
            document, sentence = random.randrange(documents), random.randrange(SENTENCES)
            start = sum(len(one) + 2 for one in said[document][:sentence])
            stop = start + len(said[document][sentence])
            database.execute(
                "INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, 1)", (number, document + 1, start, stop)
            )
            for variable, entity in (
                (2, 1 + random.randrange(actors)),
                (3, 1 + actors + random.randrange(30)),
            ):
                database.execute(
                    "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                    (number, variable, entity),
                )
            database.execute(
                "INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (?, 4, ?)",
                (number, random.randrange(2)),
            )
        database.commit()


def main() -> None:
    """Print the seconds of each step."""
    with tempfile.TemporaryDirectory() as folder:
        write_debate(Path(folder) / "debate.csv")
        write_project(Path(folder) / "debate.dna")
        Path(folder, "project").mkdir()
        for name, words in STEPS.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [sys.executable, "-c", RUN, *words.split()]
            done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{name:24} {spent:6.1f} s of CPU, exit code {done.returncode}")


if __name__ == "__main__":
    main()
