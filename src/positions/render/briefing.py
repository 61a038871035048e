"""A briefing as Markdown."""

from __future__ import annotations

from positions.page_model import Briefing, Quoted, Section
from positions.render.common.sources import Sources
from positions.render.common.text import quotation, visible
from positions.render.markdown import escaped, paragraph, table_blocks
from positions.tables import Column, Table

ANNEX = "In their own words"
_SAID_ONCE = ("Names: ", "Legend: ")


def briefing_markdown(briefing: Briefing) -> str:
    """Return a briefing as GitHub-flavoured Markdown."""
    blocks = [f"# {escaped(briefing.title)}"]
    blocks += [paragraph(text) for text in briefing.lead]
    proper = [section for section in briefing.sections if not section.annex]
    for section in proper:
        blocks += _section(section)
    if briefing.notes:
        blocks += ["## Notes", _points(briefing.notes)]
    for section in briefing.sections[len(proper) :]:
        blocks += _section(section)
    if briefing.quoted:
        sources = sources_of(briefing)
        blocks.append(f"## {ANNEX}")
        blocks.append(
            "\n".join(f"{number}. {_quoted(said, sources)}" for number, said in enumerate(briefing.quoted, 1))
        )
        blocks.append("\n".join(f"- {escaped(f'[{number}] {told}')}" for number, told in sources.told()))
    return "\n\n".join(block for block in blocks if block) + "\n"


def who_said(said: Quoted) -> str:
    """Return whose stance a quotation is behind: "New structures, LGA: oppose"."""
    return f"{visible(said.issue)}, {visible(said.actor)}: {visible(said.stance)}"


def sources_of(briefing: Briefing) -> Sources:
    """Return the sources of the quotations: each is told in full once, behind them."""
    rows = tuple(((said.quote,),) for said in briefing.quoted)
    return Sources.of([Table("quoted", "", (Column("quote", ""),), rows)])


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


def _quoted(said: Quoted, sources: Sources) -> str:
    words, who = escaped(quotation(said.quote)), escaped(sources.attribution(said.quote))
    return f"**{escaped(who_said(said))}** {words} — {who}"
