"""Plans for new parts: an actor, an issue or a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import TypeAdapter, ValidationError

from positions.dataset.editing.edit import Plan, Step
from positions.dataset.editing.splice import add_key
from positions.dataset.editing.yaml_nodes import node_of
from positions.dataset.load import Loaded
from positions.dataset.models import ABOUT, Dataset, Issue, Source, Stakeholder
from positions.dataset.storage.splices import Splice
from positions.dataset.validation.former_ids import former_ids
from positions.dataset.validation.messages import first_wording
from positions.dataset.value_types import Id
from positions.dataset.yaml.reader import Document
from positions.dataset.yaml.scalars import clean_key
from positions.problems import UsageError
from positions.vocabulary import Section

WHAT: dict[Section, str] = {"issues": "issue", "sources": "source", "stakeholders": "stakeholder"}
_ORDER = ("format", "title", *ABOUT, "scale", "issues", "sources", "stakeholders")
"""The keys of a dataset in the order in which they are written."""


def a_new_id(dataset: Dataset, section: Section, text: str, own: str | None = None) -> str:
    """Return the id that a text gives, in Unicode's normal form C.

    A former id is taken too, but by the part that had it itself (`own`), which may have it back.

    Raises:
        UsageError: if it cannot be an id, or the section has it already.
    """
    name = clean_key(text)
    try:
        TypeAdapter(Id).validate_python(name)
    except ValidationError as error:
        raise UsageError(first_wording(error).message) from None
    if name in getattr(dataset, section):
        raise UsageError(f"there is {_article(WHAT[section])} {name!r} already", "choose another id")
    holder = former_ids(getattr(dataset, section)).get(name)
    if holder is not None and holder != own:
        hint = f"choose another id, or take it out of the `was` of {holder} first"
        raise UsageError(f"{name!r} is a former id of the {WHAT[section]} {holder!r}", hint)
    return name


def add_part(loaded: Loaded, section: Section, name: str, part: Issue | Source | Stakeholder) -> Plan:
    """Return the plan that adds an issue, a source or an actor at the end of its section.

    In a folder it goes to the file that has most of the section; where none has any, to the one with the
    title, in the usual order of sections.

    Raises:
        UsageError: if the id is taken or cannot be one.
    """
    dataset = loaded.require()
    name = a_new_id(dataset, section, name)
    expected = dataset.model_copy(update={section: {**getattr(dataset, section), name: part}})
    index = section_home(loaded.origin.documents, section)
    step = Step(index, lambda document: part_splices(document, section, name, part))
    return Plan((step,), expected, (section, name))


def part_splices(
    document: Document, section: Section, name: str, part: Issue | Source | Stakeholder
) -> list[Splice]:
    """Return the splices that add a part at the end of its section in a file, and the section if need be."""
    there = document.value
    if isinstance(there, dict) and section in there:
        return add_key(document, (section,), name, node_of(part))
    return add_key(
        document,
        (),
        section,
        {name: node_of(part)},
        key_before(there if isinstance(there, dict) else (), section),
    )


def key_before(there: Iterable[str], key: str) -> str | None:
    """Return the last of a dataset's keys that usually stand before one; None where none of them is there."""
    before = _ORDER[: _ORDER.index(key)]
    return next((name for name in reversed(list(there)) if name in before), None)


def section_home(documents: Sequence[Document], section: Section) -> int:
    """Return the number of the file to which a new part of the section belongs."""

    def size(index: int) -> tuple[int, bool, bool]:
        value = documents[index].value
        there = value if isinstance(value, dict) else {}
        inside = there.get(section)
        return len(inside) if isinstance(inside, dict) else 0, section in there, "format" in there

    return max(range(len(documents)), key=size)


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
