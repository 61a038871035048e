"""A briefing as Markdown."""

from __future__ import annotations

from positions.pages import Briefing, Quoted, Section
from positions.render.markdown import escaped, paragraph, table_blocks
from positions.render.sources import Sources
from positions.render.text import attribution, quotation, visible

ANNEX = "In their own words"


def briefing_markdown(briefing: Briefing) -> str:
    """Return a briefing as GitHub-flavoured Markdown."""
    blocks = [f"# {escaped(briefing.title)}"]
    blocks += [paragraph(text) for text in briefing.lead]
    for section in briefing.sections:
        blocks += _section(section)
    if briefing.quoted:
        blocks.append(f"## {ANNEX}")
        blocks.append(
            "\n".join(f"{number}. {_quoted(said)}" for number, said in enumerate(briefing.quoted, 1))
        )
    if briefing.notes:
        blocks += ["## Notes", _points(briefing.notes)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def who_said(said: Quoted) -> str:
    """Return whose stance a quotation is behind: "New structures, LGA: oppose"."""
    return f"{visible(said.issue)}, {visible(said.actor)}: {visible(said.stance)}"


def _section(section: Section) -> list[str]:
    blocks = [f"## {escaped(section.title)}", *(paragraph(text) for text in section.paragraphs)]
    if section.points:
        blocks.append(_points(section.points))
    for table in section.tables:
        blocks += [f"### {escaped(table.title)}"] if len(section.tables) > 1 else []
        blocks += table_blocks(table, Sources.of([table]), heading=False)
    return blocks


def _points(texts: tuple[str, ...]) -> str:
    return "\n".join(f"- {paragraph(text)}" for text in texts)


def _quoted(said: Quoted) -> str:
    return (
        f"**{escaped(who_said(said))}** {escaped(quotation(said.quote))} — {escaped(attribution(said.quote))}"
    )
