"""Very many ties between actors and issues: a cell each, where lines could not be told apart."""

from __future__ import annotations

from positions.render.common.matrix_cells import Written
from positions.render.common.palette import TONES, Tone, number_tone, tie_tone
from positions.render.svg.frame import KeyEntry, Panel
from positions.render.svg.heatmap import grid
from positions.tables import NetworkPicture, Tie, TieKind

MOST_LINES = 100

_SIGNS: dict[TieKind, str] = {"agree": "+", "oppose": "−", "both": "±", "plain": "1"}
_TONES: dict[TieKind, Tone] = {
    "agree": TONES["f1"],
    "oppose": TONES["a1"],
    "both": TONES["n"],
    "plain": TONES["n"],
}


def is_dense(picture: NetworkPicture) -> bool:
    """Whether a network of actors and issues has more ties than can be told apart as lines."""
    return bool(picture.second) and len(picture.ties) > MOST_LINES


def cells_panel(picture: NetworkPicture) -> Panel:
    """Return the actors down and the issues across, in each cell the number of their tie or its sign."""
    ties = {(tie.a, tie.b): tie for tie in picture.ties}
    strongest = max(tie.strength for tie in picture.ties)
    first = len(picture.nodes)
    shown = [
        [_written(ties.get((row, first + column)), strongest) for column in range(len(picture.second))]
        for row in range(first)
    ]
    refs = dict.fromkeys((*picture.nodes, *picture.second))
    names = tuple((ref.label, ref.name) for ref in refs if ref.name != ref.label)
    key = (
        *(KeyEntry(_sign(picture, kind), words, _TONES[kind]) for kind, words in picture.kinds),
        KeyEntry("", "no tie", TONES["no"]),
    )
    why = f"{len(picture.ties):,} ties, each drawn as a cell, since so many lines would overlap."
    block = grid(picture.nodes, picture.second, shown)
    return Panel("Who is tied to what", block, key, names, (*picture.notes, why))


def _sign(picture: NetworkPicture, kind: TieKind) -> str:
    """Return what stands for a kind of tie in the key: its sign, or how its numbers look."""
    if any(tie.label for tie in picture.ties):
        return "−n" if kind == "oppose" else "n"
    return _SIGNS[kind]


def _written(tie: Tie | None, strongest: float) -> Written:
    if tie is None:
        return Written("", "", TONES["no"])
    if not tie.label:
        return Written(_SIGNS[tie.kind], "", _TONES[tie.kind])
    if tie.kind == "plain":
        return Written(tie.label, "", number_tone(tie.strength, strongest))
    return Written(tie.label, "", tie_tone(tie.strength if tie.kind == "agree" else -tie.strength, strongest))
