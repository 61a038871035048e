"""Write the generated part of docs/reference/: commands/, format.md, json.md and formats.md.

With --check: fail where a page is not fresh, and write nothing.

The commands are shown by their own `--help-all`, the keys by the JSON Schemas that the program checks
against.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

from positions.cli.app import BY_NAME, invoke
from positions.dataset.models import Dataset
from positions.dataset.scale import NAMED_SCALES
from positions.render.registry import REGISTRY

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "reference"
_WIDTH = "80"
_MADE = "<!-- Made by scripts/reference_pages.py: do not edit. -->"

Schema = dict[str, Any]

_WORDS = tomllib.loads(Path(__file__).with_name("reference_words.toml").read_text("utf-8"))


_PARTS = (
    ("Stakeholder", "A stakeholder"),
    ("Position", "A position"),
    ("Condition", "A condition"),
    ("Acceptable", "What an actor accepts"),
    ("Correction", "A correction"),
    ("Evidence", "A piece of evidence"),
    ("Issue", "An issue"),
    ("Source", "A source"),
    ("Archived", "An archived copy"),
)


def pages() -> dict[str, str]:
    """Return the text of each generated page by its path within docs/reference."""
    texts = {f"commands/{name}.md": _command_page(name) for name in BY_NAME}
    texts["commands/README.md"] = _commands_index()
    texts["format.md"] = _format_page(_schema("positions"))
    texts["json.md"] = _json_page(_schema("output"))
    texts["formats.md"] = _formats_page()
    return texts


def _words(name: str, **filled: str) -> str:
    """Return a text of reference_words.toml with `{key}` replaced."""
    text: str = _WORDS[name]
    for key, value in filled.items():
        assert f"{{{key}}}" in text, (name, key)
        text = text.replace(f"{{{key}}}", value)
    return text.strip()


def _schema(name: str) -> Schema:
    schema: Schema = json.loads((ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def help_of(*words: str) -> str:
    """Return what `positions WORDS --help-all` prints in 80 columns."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = _WIDTH
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            code = invoke([*words, "--help-all"], color=False)
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
    assert code == 0, words
    return out.getvalue()


def _words_after(name: str) -> list[str]:
    """Return the words that may follow a command, such as `position` after `add`."""
    from importlib import import_module

    module = import_module(f"positions.cli.commands.{BY_NAME[name].file}")
    return list(getattr(module, "COMMANDS", ()))


def _command_page(name: str) -> str:
    parts = [f"# positions {name}", _MADE, f"```text\n{help_of(name)}```"]
    for word in _words_after(name):
        parts += [f"## positions {name} {word}", f"```text\n{help_of(name, word)}```"]
    see_also = [line for line in _WORDS["see_also"].get(name, ()) if _leads_somewhere(line)]
    if see_also:
        parts += ["See also:", "\n".join(f"- {line}" for line in see_also)]
    return "\n\n".join(parts) + "\n"


def _leads_somewhere(link: str) -> bool:
    target = link.partition("](")[2].partition(")")[0]
    return (PAGES / "commands" / target).exists()


def _commands_index() -> str:
    parts = ["# Commands", _MADE, _words("commands")]
    panels: dict[str, list[str]] = {}
    for entry in BY_NAME.values():
        panels.setdefault(entry.panel, []).append(f"| [`{entry.name}`]({entry.name}.md) | {entry.help} |")
    for panel, rows in panels.items():
        parts += [f"## {panel}", "\n".join(["| command | does |", "| --- | --- |", *rows])]
    return "\n\n".join(parts) + "\n"


def _format_page(schema: Schema) -> str:
    known = [name for name, _ in _PARTS]
    assert set(known) == set(schema["definitions"]), "a part of the format has no section"
    parts = ["# The format", _MADE, _words("format"), "## The file", _keys(schema), _stances()]
    for name, title in _PARTS:
        part = schema["definitions"][name]
        parts += [f"## {title}", part["description"], _keys(part)]
        if name == "Stakeholder":
            parts.append(_words("cells"))
    return "\n\n".join(parts) + "\n"


def _stances() -> str:
    rows = []
    for name, scale in NAMED_SCALES.items():
        labels = ", ".join(f"`{label}` ({value:g})" for label, value in scale.labels.items())
        default = " (the default)" if name == Dataset.model_fields["scale"].default.name else ""
        rows.append(f"| `{name}`{default} | {labels} |")
    return _words("stances", named="\n".join(rows))


def _keys(part: Schema) -> str:
    rows = ["| key | what it holds | value |", "| --- | --- | --- |"]
    required = part.get("required", ())
    for key, form in part["properties"].items():
        must = " *(required)*" if key in required else ""
        rows.append(f"| `{key}`{must} | {_cell(form['description'])} | {_cell(_value(key, form))} |")
    return "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _value(key: str, form: Schema) -> str:
    """Return what a key takes, in a few words."""
    if key == "scale":
        return "see [Stances](#stances)"
    if key in ("stance", "from"):
        return "see [Stances](#stances)"
    if key == "positions":
        return "a stance, a [position](#a-position), or a list of them, by the issue's id"
    if key == "condition":
        return "text, or [a condition](#a-condition)"
    forms = [one for one in form.get("anyOf", [form]) if one.get("type") != "null"]
    marked = next((one for one in forms if "private" in one.get("properties", ())), None)
    if marked is None:
        return _kind(forms[0])
    return f"{_kind(forms[0])}, or `{{{marked['required'][0]}: ..., private: true}}`"


def _kind(form: Schema) -> str:
    if "$ref" in form:
        name = form["$ref"].rsplit("/", 1)[-1]
        title = dict(_PARTS)[name].lower()
        return f"[{title}](#{title.replace(' ', '-')})"
    if "enum" in form:
        return ", ".join(f"`{word}`" for word in form["enum"])
    if form.get("type") == "boolean":
        return "`true` or `false`"
    if "pattern" in form:
        return "a date"
    types = form["type"] if isinstance(form["type"], list) else [form["type"]]
    if "array" in types:
        return f"a list, each item {_kind(form['items'])}"
    if "object" in types:
        return f"by id, each {_kind(form['additionalProperties'])}"
    if "string" in types:
        return "text"
    number = "a whole number" if "integer" in types else "a number"
    if "maximum" in form:
        return f"{number}, {form['minimum']} to {form['maximum']}"
    return f"{number} above {form['exclusiveMinimum']}" if "exclusiveMinimum" in form else number


def _json_page(schema: Schema) -> str:
    definitions = schema["$defs"]
    parts = ["# JSON", _MADE, _words("json", about=schema["description"]), "## The whole", _json_keys(schema)]
    titles = {
        "table": "A table",
        "matrix": "A matrix",
        "heading": "A heading",
        "cell": "A cell",
        "stance": "A stance",
        "evidence": "A piece of evidence",
    }
    assert set(titles) == set(definitions) - {"type"}, "a part of the output has no section"
    for name, title in titles.items():
        part = definitions[name]
        parts.append(f"## {title}")
        if "description" in part:
            parts.append(part["description"])
        parts.append(_json_keys(part) if "properties" in part else _json_kinds(part))
    types = ", ".join(f"`{word}`" for word in definitions["type"]["enum"])
    parts.append(_words("json_end", types=types))
    return "\n\n".join(parts) + "\n"


def _json_keys(part: Schema) -> str:
    rows = ["| key | value |", "| --- | --- |"]
    for key, form in part["properties"].items():
        about = form.get("description", "")
        kind = _json_kind(form)
        rows.append(f"| `{key}` | {_cell(kind + (': ' + about if about else ''))} |")
    other = part.get("additionalProperties")
    if isinstance(other, dict):
        rows.append(f"| each column's id | {_json_kind(other)} |")
    return "\n".join(rows)


def _json_kinds(part: Schema) -> str:
    lines = []
    for form in part["anyOf"]:
        about = form.get("description", "")
        lines.append(f"- {_json_kind(form)}{': ' + about if about else ''}")
    return "One of:\n\n" + "\n".join(lines)


def _json_kind(form: Schema) -> str:
    """Return what stands in a place of the output, in a few words."""
    if "const" in form:
        return f"always `{json.dumps(form['const'])}`"
    if "enum" in form:
        return "one of " + ", ".join(f"`{json.dumps(word)}`" for word in form["enum"])
    if "$ref" in form:
        name = form["$ref"].rsplit("/", 1)[-1]
        return "a column type" if name == "type" else f"a {name}" if name != "evidence" else "evidence"
    if "oneOf" in form:
        return " or ".join(_json_kind(one) for one in form["oneOf"])
    if "allOf" in form:
        extra = form.get("properties", {})
        with_ = f" with {', '.join(f'`{key}`' for key in extra)}" if extra else ""
        return _json_kind(form["allOf"][0]) + with_
    types = form["type"] if isinstance(form["type"], list) else [form["type"]]
    if types == ["array"]:
        return f"a list, each {_json_kind(form['items'])}"
    if types == ["object"]:
        keys = ", ".join(f"`{key}`" for key in form.get("properties", ()))
        if isinstance(form.get("additionalProperties"), dict):
            return "an object with a key for each column"
        return f"an object with {keys}" if keys else "an object"
    return " or ".join("text" if word == "string" else word for word in types)


def _formats_page() -> str:
    about = _WORDS["about_formats"]
    missing = sorted(set(REGISTRY) - set(about))
    if missing:
        sys.exit(f"say what {', '.join(missing)} is, in reference_words.toml")
    rows = ["| `-f` | file names | what it is | which tables |", "| --- | --- | --- | --- |"]
    for renderer in REGISTRY.values():
        tables = "those that people read first" if renderer.people else "all" if renderer.many else "one"
        tables = _WORDS["tables_in_format"].get(renderer.name, tables)
        names = ", ".join(f"`{suffix}`" for suffix in renderer.suffixes)
        rows.append(f"| `{renderer.name}` | {names} | {about[renderer.name]} | {tables} |")
    table = "\n".join(rows)
    return "\n\n".join(["# Output formats", _MADE, _words("formats", rows=table)]) + "\n"


def stale() -> list[str]:
    """Return the pages that are missing, left over, or not what they should be."""
    expected = pages()
    there = {name: (PAGES / name).read_text(encoding="utf-8") for name in expected if (PAGES / name).exists()}
    over = {f"commands/{path.name}" for path in (PAGES / "commands").glob("*.md")} - set(expected)
    return sorted(over | {name for name in expected if expected[name] != there.get(name)})


def write() -> None:
    """Write every page anew."""
    (PAGES / "commands").mkdir(parents=True, exist_ok=True)
    expected = pages()
    for old in (PAGES / "commands").glob("*.md"):
        if f"commands/{old.name}" not in expected:
            old.unlink()
    for name, text in expected.items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"stale: {', '.join(stale())}: run python scripts/reference_pages.py" if stale() else 0)
    write()
