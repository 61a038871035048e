"""Tables as text: rows, columns and cells changed, then written in one of the ways in which tables are."""

from __future__ import annotations

import csv
import io
import random

from helpers.fuzz.accidents import sometimes_damaged, value

LONG = (
    "actor,issue,stance,date,salience,confidence,quote,source,source_title,source_date,url,kind,proposition\n"
    'LGA,new structures,yes,2017-03,80,high,"not create, ""uncertainty""",paper,Paper,2017,https://a.org,council,More\n'
    '"Localis, London",new structures,no,2016,,,"two\nlines",speech,Speech,,,think tank,\n'
    "LGA,more power,no,2015,5,low,,,,,,council,\n"
    "CBI,more power,abstain,,,,,,,,,,\n"
    "CBI,new structures,yes,,,,,,,,,,\n"
    '"Localis, London",more power,yes,,,,,,,,,,\n'
    "LGA,more power,yes,2018,,,,,,,,,\n"
)
_WIDE = "actor,one,two,three\nA,yes,no,\nB,no,,yes\nC,yes,yes,yes\n"
_FIGURES = "name;rail;roads\nA;1,5;-2\nB;0;3\nC;;1\n"
_FIELDS = (
    "actor",
    "issue",
    "stance",
    "date",
    "source",
    "quote",
    "influence",
    "source_text",
    "coder",
    "n",
    "",
    "Actor",
)
_ENCODINGS = (*["utf-8"] * 20, "utf-8-sig", "latin-1", "cp1252", "utf-16")


def _change(rows: list[list[str]], words: list[str], chance: random.Random) -> None:
    row = chance.choice(rows)
    place = chance.randrange(len(row)) if row else 0
    match chance.randrange(10):
        case 0 | 1 | 2 | 3 if row:
            row[place] = value(chance, words, row[place])
        case 4 if rows[0]:
            rows[0][chance.randrange(len(rows[0]))] = chance.choice(_FIELDS)
        case 5:
            row.insert(place, value(chance, words))
        case 6 if row:
            del row[place]
        case 7:
            rows.insert(chance.randint(0, len(rows)), list(row))
        case 8 if len(rows) > 1:
            rows.remove(row)
        case _:
            column = chance.randrange(max(1, len(rows[0])))
            other = chance.randrange(max(1, len(rows[0])))
            for each in rows:
                if max(column, other) < len(each):
                    each[column], each[other] = each[other], each[column]


def mutate_table(data: bytes, chance: random.Random) -> bytes:
    """Return a table after one to four changes; one in five is one of two other tables, wide ones."""
    kind = chance.random()
    text = data.decode() if kind < 0.8 else (_WIDE if kind < 0.9 else _FIGURES)
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if text is _FIGURES else ","))
    words = [cell for row in rows for cell in row]
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
        _change(rows, words, chance)
    stream = io.StringIO()
    writer = csv.writer(
        stream,
        delimiter=chance.choice(",,,,,,,,,,,,;\t|"),
        quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        lineterminator=chance.choice(("\n", "\r\n", "\r")),
    )
    writer.writerows(rows)
    encoded = stream.getvalue().encode(chance.choice(_ENCODINGS), "replace")
    return sometimes_damaged(encoded, chance, 0.2)
