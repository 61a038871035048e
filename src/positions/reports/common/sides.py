"""Who stands on which side of an issue, in words and as headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from positions.grid import StanceGrid
from positions.measures.tally import Tally
from positions.reports.common.cells import condition_words, listed
from positions.reports.common.study import Study
from positions.tables import Ref
from positions.vocabulary import NO_ANSWER, STATE_ENTRIES

STATE_WORDS: Mapping[str, str] = {
    "neutral": "neutral",
    **{str(entry.name): entry.label for entry in STATE_ENTRIES.values() if entry.name != "position"},
}
"""Every way of standing on no side, as people read it, in the order in which they are reported."""


def state_words(grid: StanceGrid) -> Mapping[str, str]:
    """Return STATE_WORDS as they are said of a grid: of answers, nothing is `not researched`."""
    return {**STATE_WORDS, "not-researched": NO_ANSWER} if grid.answers else STATE_WORDS


_MOST, _LONGEST = 4, 60


def shortened(words: str) -> str:
    """Return the beginning of long words, up to the end of a word, and that there is more."""
    if len(words) <= _LONGEST:
        return words
    cut = words[:_LONGEST].rpartition(" ")[0] or words[:_LONGEST]
    return f"{cut.rstrip(' ,.;:')} …"


def with_remark(actor: Ref, remark: str) -> Ref:
    """Return a heading with a remark in parentheses: "LGA (silent)"."""
    return replace(actor, label=f"{actor.label} ({remark})")


@dataclass(frozen=True, slots=True)
class Names:
    """The headings of a study's actors and issues, by index."""

    grid: StanceGrid
    actors: tuple[Ref, ...]
    issues: tuple[Ref, ...]

    @classmethod
    def of(cls, study: Study) -> Names:
        """Return the names of a study."""
        return cls(study.grid, study.actors, study.issues)

    @property
    def everyone(self) -> str:
        """All actors, as a sentence names them: "both", "all 1,234"."""
        return "both" if len(self.actors) == 2 else f"all {len(self.actors):,}"

    def refs(self, actors: Sequence[int], tally: Tally | None = None) -> tuple[Ref, ...]:
        """Return the headings of actors, with a remark on those who are there on a condition."""
        return tuple(
            with_remark(self.actors[actor], "on a condition")
            if tally and actor in tally.conditional
            else self.actors[actor]
            for actor in actors
        )

    def issue(self, issue: int) -> str:
        """Return the title of an issue, or its id with what it proposes where it has no title.

        As it stands in a sentence: without the full stop of a title that is one.
        """
        found = self.grid.issues[issue]
        if found.proposition and self.issues[issue].label == found.id:
            return f"{found.id} “{shortened(found.proposition)}”"
        return self.issues[issue].label.removesuffix(".")

    def who(self, actors: Sequence[int], tally: Tally | None = None) -> str:
        """Return actors as a list in a sentence, the first few of many, and who is there on a condition."""
        shown = actors if len(actors) <= _MOST + 1 else actors[:_MOST]
        words = [
            self.actors[actor].label + (" (on a condition)" if tally and actor in tally.conditional else "")
            for actor in shown
        ]
        rest = len(actors) - len(shown)
        return listed([*words, f"{rest} more"] if rest else words)

    def conditions(self, issue: int, actors: Sequence[int]) -> list[tuple[int, str]]:
        """Return those of some who hold a position on an issue that do so on a condition, with its words."""
        found = []
        for actor in actors:
            detail = self.grid.details.get((actor, issue))
            if detail is not None and detail.entry.condition is not None:
                found.append((actor, condition_words(detail.entry.condition, self.grid.titles) or ""))
        return found

    def standing(self, tally: Tally, states: Mapping[str, Sequence[int]] | None = None) -> str:
        """Return who stands where: "Localis (on a condition) for, LGA against (Government silent)"."""
        sides, others = self.sides(tally), self.uncommitted(tally, states or {})
        return f"{sides} ({others})" if sides and others else sides or others

    def sides(self, tally: Tally) -> str:
        """Return who is for and who against: "Localis and CCN (on a condition) for, LGA against"."""
        sides = (("for", tally.favour), ("against", tally.against))
        return ", ".join(f"{self.who(actors, tally)} {side}" for side, actors in sides if actors)

    def uncommitted(self, tally: Tally, states: Mapping[str, Sequence[int]]) -> str:
        """Return who is neither, and in what way: "LGA neutral, Localis and Government silent"."""
        others = {"neutral": tally.neutral, **states}
        return ", ".join(
            f"{self.who(others[state])} {words}"
            for state, words in state_words(self.grid).items()
            if others.get(state)
        )
