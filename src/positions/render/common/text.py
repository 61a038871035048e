"""Values as people read them, the same in every format that is made for people."""

from __future__ import annotations

from positions.one_line import visible as visible
from positions.rounding import one_decimal_below, percent
from positions.tables import THIN, THIN_EFFECTIVE, Count, Ref, Share, is_thin_ground


def drawn(line: str) -> str:
    """Return a line of a drawing with its spaces kept, and otherwise as `visible`."""
    return " ".join(map(visible, line.split(" ")))


def share_text(share: Share, *, compact: bool = False, ascii: bool = False) -> str:
    """Return a share with its number of issues: "67% of 6", or compact "67%·6".

    In parentheses where it is thin; `≈1.8` is the effective number of issues where they weigh unequally;
    `*1` counts the issues on a condition; the bounds are in brackets. Undefined is a dash, and its number
    still stands beside it.
    """
    of = ("/" if ascii else "·") if compact else " of "
    value = ("-" if ascii else "–") if share.value is None else percent(share.value)
    text = f"{value}{of}{extent_text(share, compact=compact, ascii=ascii)}"
    if share.low is not None and share.high is not None:
        text += f"{'' if compact else ' '}[{percent(share.low)}{'-' if ascii else '–'}{percent(share.high)}]"
    return f"({text})" if is_thin(share) else text


def extent_text(share: Share, *, compact: bool = False, ascii: bool = False) -> str:
    """Return on how many issues a share rests: "6", "6 ≈2.4" by effective number, "6 *1" on a condition."""
    text = f"{share.shared:,}"
    if share.effective is not None:
        sign = "eff" if ascii else "≈"
        text += f"{'' if compact else ' '}{sign}{one_decimal_below(share.effective)}"
    if share.conditional:
        text += f"{'' if compact else ' '}*{share.conditional}"
    return text


def is_thin(share: Share) -> bool:
    """Return whether a share is defined on too few issues to rely on."""
    return share.value is not None and is_thin_ground(share.shared, share.effective)


def thin_words(counted: str, *, weighted: bool) -> str:
    """Return what makes a share thin, in words; `counted` is what its number counts."""
    words = f"thin: fewer than {THIN} {counted}"
    return f"{words}, or an effective n below {THIN_EFFECTIVE}" if weighted else words


def count_text(count: Count) -> str:
    """Return a number out of a total: "2 of 3"."""
    return f"{count.number:,} of {count.total:,}"


def opposed_text(opposed: Count) -> str:
    """Return how many pairs are opposed on an issue: "2 of 3 pairs opposed", "no pair opposed".

    "Nobody opposed" is another thing, the verdict of common-ground: nobody is against or mixed. Three who are
    all against make no opposed pair.
    """
    if not opposed.number:
        return "no pair opposed"
    return f"{count_text(opposed)} {'pair' if opposed.total == 1 else 'pairs'} opposed"


def labels(refs: tuple[Ref, ...]) -> str:
    """Return the labels of actors or issues as a list."""
    return ", ".join(visible(ref.label) for ref in refs)
