"""A briefing as Markdown."""

from __future__ import annotations

from itertools import count

from positions.page_model import Briefing, Cited, Section
from positions.render.common.sources import Sources
from positions.render.common.text import visible
from positions.render.markdown import escaped, evidence_line, paragraph, table_blocks

_SAID_ONCE = ("Names: ", "Legend: ")


def briefing_markdown(briefing: Briefing) -> str:
    """Return a briefing as GitHub-flavoured Markdown."""
    blocks = [f"# {escaped(briefing.title)}"]
    blocks += [paragraph(text) for text in (briefing.dateline, *briefing.lead)]
    proper = [section for section in briefing.sections if not section.annex]
    for section in proper:
        blocks += _section(section)
    if briefing.notes:
        blocks += ["## Notes", _points(briefing.notes)]
    for section in briefing.sections[len(proper) :]:
        blocks += _section(section)
    sources = sources_of(briefing)
    numbers = count(1)  # one numbering for all, so that a number names one passage
    for words in briefing.words:
        lines = (evidence_line(said.item, sources, stance_of(said), bold=True) for said in words.items)
        blocks += [f"## {escaped(words.title)}", paragraph(words.note)]
        blocks.append("\n".join(f"{number}. {line}" for line, number in zip(lines, numbers, strict=False)))
    blocks.append("\n".join(f"- {escaped(f'[{number}] {text}')}" for number, text in sources.listed()))
    if briefing.about:
        blocks += ["## About the data", _points(briefing.about)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def stance_of(said: Cited) -> str:
    """Return whose stance words are behind: "New structures, LGA: oppose"."""
    return f"{visible(said.issue)}, {visible(said.actor)}: {visible(said.stance)}"


def sources_of(briefing: Briefing) -> Sources:
    """Return the sources of a briefing's words that have an address."""
    return Sources.cited(said.item for words in briefing.words for said in words.items)


def _section(section: Section) -> list[str]:
    blocks = [f"## {escaped(section.title)}", *(paragraph(text) for text in section.paragraphs)]
    if section.points:
        blocks.append(_points(section.points))
    for table in section.tables:
        blocks += [f"### {escaped(table.title)}"] if len(section.tables) > 1 else []
        blocks += table_blocks(table, Sources.of([table]), heading=False)
    return [
        block
        for index, block in enumerate(blocks)
        if not (block.startswith(_SAID_ONCE) and block in blocks[index + 1 :])
    ]


def _points(texts: tuple[str, ...]) -> str:
    return "\n".join(f"- {paragraph(text)}" for text in texts)
