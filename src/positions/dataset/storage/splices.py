"""Changes to a text as splices, and the splices that take a series of them back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of the text, by its offsets, and what takes its place."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with the splices made; of several at one place the first comes first.

    Raises:
        ValueError: if two of them overlap, or one lies outside the text.
    """
    parts, at = [], 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        if splice.start < at:
            raise ValueError("two changes overlap")
        if splice.end > len(text):
            raise ValueError("a change is outside the text")
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join(parts) + text[at:]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A stretch of the first text that is still there."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def cut(self, at: int) -> tuple[_Kept, _Kept]:
        return _Kept(self.start, self.start + at), _Kept(self.start + at, self.end)


@dataclass(frozen=True, slots=True)
class _New:
    """A stretch that was put in."""

    length: int

    def cut(self, at: int) -> tuple[_New, _New]:
        return _New(at), _New(self.length - at)


_Piece = _Kept | _New


def reversing(text: str, series: Sequence[Sequence[Splice]]) -> list[Splice]:
    """Return the splices that make a text again of what the series has made of it.

    Args:
        text: the text before.
        series: sets of splices; the offsets of each are those of the text that the set before it leaves.
    """
    pieces: list[_Piece] = [_Kept(0, len(text))]
    for splices in series:
        pieces = list(_changed(pieces, sorted(splices, key=lambda one: (one.start, one.end))))
    return list(_back(text, pieces))


def _changed(pieces: Sequence[_Piece], splices: Sequence[Splice]) -> Iterator[_Piece]:
    """Return the pieces with the splices made."""
    rest = list(reversed(pieces))
    at = 0

    def take(end: int) -> Iterator[_Piece]:
        nonlocal at
        while at < end:
            piece = rest.pop()
            if piece.length > end - at:
                piece, after = piece.cut(end - at)
                rest.append(after)
            at += piece.length
            yield piece

    for splice in splices:
        yield from take(splice.start)
        for _ in take(splice.end):
            pass
        yield _New(len(splice.text))
    yield from reversed(rest)


def _back(text: str, pieces: Sequence[_Piece]) -> Iterator[Splice]:
    """Return for each stretch that is new, or where one is missing, what the text had there."""
    start = at = old = 0
    for piece in (*pieces, _Kept(len(text), len(text))):
        if isinstance(piece, _Kept):
            if at > start or piece.start > old:
                yield Splice(start, at, text[old : piece.start])
            old = piece.end
            start = at = at + piece.length
        else:
            at += piece.length
