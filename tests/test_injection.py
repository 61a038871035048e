"""Text stays text, from a table or a dataset to every format, and in what is said on stderr."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from positions.cli import main
from positions.cli.streams import harmless

pytestmark = pytest.mark.usefixtures("few_shuffles")

WORDS = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "=HYPERLINK(1)",
    "+1+1",
    "-1-1",
    "@SUM(1)",
    "]]><x/>",
    "<!-- & &lt; -->",
    "[a](javascript:alert(1))",
    "![a](http://x.invalid/a.png)",
    "a|b `c` **d** ~~e~~",
    "# one",
    "name \u202egnp.exe",
    "name \u2066hidden\u2069",
)
"""What a dataset accepts as a name or a title."""

OBEYED = (
    "\x1b[31mred",
    "\x1b]8;;http://x.invalid\x07click\x1b]8;;\x07",
    "\x1b]52;c;YQ==\x07",
    "\x9b31m",
    "back\x08\x7f",
    "bell\x07",
)
"""What only a file's name or a table's cell may hold."""

_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def dataset(folder: Path) -> Path:
    """A dataset in which every text is one of the words."""
    issues = {f"i{n}": {"title": word, "proposition": word, "tags": [word]} for n, word in enumerate(WORDS)}
    actors = {
        f"a{n}": {
            "name": word,
            "kind": word,
            "positions": {
                f"i{other}": {
                    "stance": ("support", "oppose")[(n + other) % 2],
                    "condition": WORDS[other],
                    "note": word,
                    "evidence": [{"source": "s", "quote": word, "speaker": WORDS[other]}],
                }
                for other in range(len(WORDS))
            },
        }
        for n, word in enumerate(WORDS)
    }
    sources = {"s": {"title": WORDS[0], "publisher": WORDS[2], "url": "javascript:alert(1)"}}
    data = {"format": 1, "title": WORDS[0], "issues": issues, "sources": sources, "stakeholders": actors}
    path = folder / "stakeholders.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def table(folder: Path) -> Path:
    """A table whose actors and issues are the words."""
    path = folder / "table.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("actor", "issue", "stance"))
        for n, word in enumerate(WORDS):
            writer.writerows(
                (word, other, ("support", "oppose")[(n + m) % 2]) for m, other in enumerate(WORDS)
            )
    return path


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def refuse_markup(html: str, scripts: int = 0) -> None:
    reader = _Tags()
    reader.feed(html)
    tags = [tag for tag, _ in reader.found]
    assert tags.count("script") == scripts
    assert not {"img", "x", "iframe", "object"} & set(tags)
    for _, attributes in reader.found:
        assert not [name for name in attributes if name.startswith("on")]
        address = attributes.get("href") or ""
        assert address == "data:," or not address.startswith(("javascript:", "data:", "http://x.invalid"))


def refuse_formulas(text: str, delimiter: str) -> None:
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        for cell in row:
            number = re.fullmatch(r"[+-]?[\d.]+(e[+-]?\d+)?", cell)
            assert number or not cell.startswith(("=", "+", "-", "@")), cell


def refuse(name: str, data: bytes) -> None:
    """Fail where something of a file is more than text."""
    if name in ("html", "page"):
        refuse_markup(data.decode(), scripts=3 if name == "page" else data.decode().count("<script>"))
    elif name in ("md", "brief.md"):
        refuse_markup(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(data.decode()))
    elif name in ("csv", "tsv"):
        refuse_formulas(data.decode(), "," if name == "csv" else "\t")
    elif name in ("svg", "graphml"):
        root = ET.fromstring(data)
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not names & {"script", "img", "image", "x", "foreignObject"}
    elif name == "json":
        json.loads(data)
    elif name in ("xlsx", "docx"):
        refuse_parts(data)
    assert name in ("xlsx", "docx") or not re.search("[\x00-\x08\x0b-\x1f\x7f]", data.decode())


def refuse_parts(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if not part.endswith((".xml", ".rels")):
                continue
            text = archive.read(part).decode()
            ET.fromstring(text)
            assert "<f>" not in text
            assert not re.search(r'Target="(javascript|data|http://x)', text)
            assert "instrText" not in text or part.startswith("word/foot")


COMMANDS = {
    "terminal": ("compare", ()),
    "md": ("compare", ()),
    "csv": ("compare", ("--table", "stances")),
    "tsv": ("compare", ("--table", "stances")),
    "json": ("compare", ()),
    "html": ("compare", ()),
    "xlsx": ("compare", ()),
    "svg": ("compare", ()),
    "graphml": ("export", ()),
    "page": ("report", ()),
    "docx": ("brief", ()),
    "brief.md": ("brief", ()),
}


@pytest.mark.parametrize("kind", ["dataset", "table"])
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_text_is_text_in_every_format(
    name: str, kind: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    command, more = COMMANDS[name]
    source = dataset(tmp_path) if kind == "dataset" else table(tmp_path)
    words = [command, "-d", str(source), *more]
    suffix = {"page": "html"}.get(name, name)
    target = tmp_path / f"out.{suffix}"
    code = main(words if name == "terminal" else [*words, "-o", str(target)])
    out, err = capfdbinary.readouterr()
    if kind == "table" and code == 2:
        assert b"table" in err
        assert b"positions import" in err
        return
    assert code == 0, err
    assert not _TERMINAL.search((out + err).decode())
    if name != "terminal":
        refuse(name, target.read_bytes())


@pytest.mark.parametrize("word", OBEYED)
def test_what_a_terminal_obeys_is_shown(
    word: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    table = tmp_path / f"{word.replace('/', '_')}.csv"
    rows = (("actor", "issue", "stance"), (word, "one", "support"), ("b", "one", "oppose"))
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    notes = table.with_suffix(".yaml")
    for words in (
        ["compare", "-d", str(table)],
        ["show", word, "-d", str(table)],
        ["import", str(table), "-o", str(notes)],
        ["check", str(notes)],
        ["check", str(table)],
        ["compare", "-d", str(tmp_path / f"no {word}.yaml")],
        ["export", "-d", str(table), "-o", str(tmp_path / f"{table.stem}.graphml")],
    ):
        assert main(words) in (0, 1, 2), words
        out, err = capfdbinary.readouterr()
        found = _TERMINAL.search((out + err).decode())
        assert found is None, (words, found, out, err)


@pytest.mark.parametrize("word", OBEYED)
def test_remarks_are_harmless(word: str) -> None:
    assert not _TERMINAL.search(harmless(f"Wrote {word}\n\tnext"))
    assert harmless("Wrote a.csv\n\tnäxt") == "Wrote a.csv\n\tnäxt"
