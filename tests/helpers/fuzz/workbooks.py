"""Workbooks: the XML inside is changed as a tree, so that it stays well formed, and zipped again."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from xml.etree import ElementTree

from helpers.fuzz.accidents import damage, value

_ROWS: tuple[list[Any], ...] = (
    ["actor", "issue", "stance", "date", "salience", "quote", "source"],
    ["LGA", "new structures", "yes", date(2017, 3, 23), 80, "not “create” uncertainty", "paper"],
    ["Localis", "new structures", "no", 2016, 1.5, None, "speech"],
    ["Localis", "more power", "yes", "2017-03", None, "two\nlines", None],
    ["CBI", "more power", "abstain", None, 5, None, None],
    ["CBI", "new structures", "no", None, None, None, None],
)
_REFERENCES = (
    "A1",
    "XFD1048576",
    "A0",
    "A1:C3",
    "A1:XFD1048576",
    "C3:A1",
    "ZZZZ1",
    "A99999999999",
    "$A$1",
    "A",
)
_TYPES = ("s", "str", "inlineStr", "n", "b", "e", "d", "x", "")
_SHEET = "xl/worksheets/sheet1.xml"


@cache
def honest_workbook() -> bytes:
    """Return a workbook of two sheets with dates, a link, and a merged range in the second."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in _ROWS:
        sheet.append(row)
    sheet["C2"].hyperlink = "https://example.org"
    second = book.create_sheet("second")
    second.append(("a", "b"))
    second.merge_cells("A3:B3")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def _nodes(root: ElementTree.Element) -> list[tuple[ElementTree.Element, ElementTree.Element]]:
    return [(parent, inner) for parent in root.iter() for inner in parent]


def _change_text(root: ElementTree.Element, chance: random.Random) -> None:
    texts = [node for node in root.iter() if node.text and node.text.strip()]
    if texts:
        node = chance.choice(texts)
        node.text = _legal(value(chance, [node.text or "" for node in texts], node.text or ""))


def _change_attribute(root: ElementTree.Element, chance: random.Random) -> None:
    node = chance.choice([node for node in root.iter() if node.attrib] or [root])
    if node.attrib:
        name = chance.choice(list(node.attrib))
        pool = _REFERENCES if name in ("r", "ref", "spans") else _TYPES if name == "t" else ()
        node.set(name, chance.choice(pool) if pool else _legal(value(chance, list(node.attrib.values()))))
        if chance.random() < 0.2:
            del node.attrib[name]


def _delete(root: ElementTree.Element, chance: random.Random) -> None:
    if nodes := _nodes(root):
        parent, inner = chance.choice(nodes)
        parent.remove(inner)


def _double(root: ElementTree.Element, chance: random.Random) -> None:
    if nodes := _nodes(root):
        parent, inner = chance.choice(nodes)
        for _ in range(chance.choice((1, 1, 2, 1_000))):
            parent.append(inner)


def _swap(root: ElementTree.Element, chance: random.Random) -> None:
    parents = [node for node in root.iter() if len(node) > 1]
    if parents:
        parent = chance.choice(parents)
        one, other = chance.randrange(len(parent)), chance.randrange(len(parent))
        parent[one], parent[other] = parent[other], parent[one]


def _rename(root: ElementTree.Element, chance: random.Random) -> None:
    node = chance.choice(list(root.iter()))
    names = sorted({other.tag for other in root.iter()})
    node.tag = chance.choice(names) if chance.random() < 0.8 else "x"


def _move(root: ElementTree.Element, chance: random.Random) -> None:
    if nodes := _nodes(root):
        parent, inner = chance.choice(nodes)
        within = set(inner.iter())
        others = [node for node in root.iter() if node not in within]
        parent.remove(inner)
        chance.choice(others).append(inner)


_CHANGES: tuple[tuple[Callable[[ElementTree.Element, random.Random], None], int], ...] = (
    (_change_text, 4),
    (_change_attribute, 6),
    (_delete, 2),
    (_double, 2),
    (_swap, 1),
    (_rename, 1),
    (_move, 1),
)


def _legal(text: str) -> str:
    """Return a text without what XML cannot hold; the damage to bytes puts that in."""
    return "".join(sign for sign in text if sign in "\t\n\r" or sign >= " ")


def _mutate_xml(text: bytes, chance: random.Random) -> bytes:
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:  # of a part that is changed for the second time
        return damage(text, chance, 2)
    if chance.random() < 0.15:
        return damage(text, chance, 2)
    changes, weights = zip(*_CHANGES, strict=True)
    for change in chance.choices(changes, weights, k=chance.choice((1, 1, 1, 2, 3))):
        change(root, chance)
    return ElementTree.tostring(root)


def mutate_workbook(data: bytes, chance: random.Random) -> bytes:
    """Return a workbook with one or two parts changed, most often the sheet; one in ten is a damaged zip."""
    if chance.random() < 0.1:
        return damage(data, chance, 3)
    parts = dict(_parts(data))
    for _ in range(chance.choice((1, 1, 1, 2))):
        name = _SHEET if chance.random() < 0.6 and _SHEET in parts else chance.choice(list(parts))
        if chance.random() < 0.03:
            parts.pop(name)
        else:
            parts[name] = _mutate_xml(parts[name], chance)
        if not parts:
            break
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as new:
        for part, text in parts.items():
            new.writestr(part, text)
    return stream.getvalue()
