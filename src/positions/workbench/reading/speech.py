"""What of a text stands in quotation marks, and which words say that somebody speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from positions.vocabulary import Basis
from positions.workbench.reading.paragraphs import Paragraph

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’"}
_OPENING = re.compile(r"[“«„]|(?<!\w)‘(?=\S)|(?<![\w\"])\"(?=\S)")
_CLOSING_SINGLE = re.compile(r"’(?!\w)")

_SAYS = """
said|says|say|told|tells|added|adds|argued|argues|argue|warned|warns|claimed|claims|stated|states|explained|
explains|commented|insisted|insists|suggested|suggests|recommended|recommends|called|calls|urged|urges|wrote|
writes|announced|noted|notes|stressed|welcomed|welcomes|welcome|criticised|criticized|backed|backs|back|opposed|
opposes|oppose|rejected|rejects|reject|supported|supports|support|demanded|demands|believed|believes|believe|
described|concluded|concludes|continued|replied|responded|proposed|proposes|promised|pledged|denied|denies|
accused|asked|asks|agreed|agrees|acknowledged|admitted|declared|emphasised|emphasized|highlighted|maintained|
maintains|cautioned|hailed|attacked|condemned|dismissed|favours|favors|favoured|endorsed|endorses|objected|
objects|complained|complains|wants|want|wanted|prefers|prefer|preferred|testified|tweeted|hopes|fears|saying|stating|claiming|arguing|alleging|alleged|alleges|
reiterated|reiterates|shouted|expressed|voiced|complaining
"""
SAYS = re.compile(rf"\b(?:{''.join(_SAYS.split())})\b|\b[Aa]ccording to\b|\bin favou?r of\b")
"""A verb with which somebody's view is reported."""


GROUP = re.compile(
    r"\b(?:residents|members of the public|neighbours|neighbors|councillors|councilors|officers|officials|"
    r"ministers|critics|opponents|supporters|campaigners|activists|protesters|demonstrators|theorists|experts|"
    r"scientists|economists|workers|unions?|employers|businesses|traders|farmers|parents|teachers|students|"
    r"doctors|nurses|charities|lawyers|voters)\b",
    re.IGNORECASE,
)
"""Who speaks in the press without a name of their own."""


def quoted_spans(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """Return what of a paragraph stands in quotation marks, the marks left out.

    A quotation that runs on over several paragraphs is opened anew in each, and closed in the last.
    """
    found: list[tuple[int, int]] = []
    place, end = paragraph.start, paragraph.end
    while (mark := _OPENING.search(text, place, end)) is not None:
        close = _close(text, mark.group(), mark.end(), end)
        if close is None and mark.start() > paragraph.start and mark.group() in '"‘':
            place = mark.end()  # a stray mark
            continue
        stop = end if close is None else close
        found.append((mark.end(), stop))
        place = stop + 1
    return found


def _close(text: str, opening: str, start: int, end: int) -> int | None:
    if opening == "‘":
        found = _CLOSING_SINGLE.search(text, start, end)
        return None if found is None else found.start()
    close = text.find(_PAIRS.get(opening, opening), start, end)
    return None if close < 0 else close


def inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether most of a passage stands in one of the spans."""
    return any(min(end, high) - max(start, low) > (end - start) / 2 for low, high in spans)


def guess_basis(text: str, paragraph: Paragraph, start: int, end: int) -> tuple[Basis, str]:
    """Return how a passage gives somebody's view, and the reason in words."""
    if inside(quoted_spans(text, paragraph), start, end):
        return "stated", "it stands in quotation marks"
    return "reported", "it stands outside quotation marks"
