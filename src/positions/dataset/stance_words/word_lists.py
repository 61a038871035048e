"""The usual words for stances, in British and American spelling, and what each means."""

from __future__ import annotations

from typing import Literal

Side = int
"""1 for, -1 against, 0 neutral: what `Scale.side` gives."""
Strength = Literal["weak", "plain", "strong"]

_FOR = """
for support supports supported supporter supporters supporting supportive pro yes y yea yeah aye true on
favour favours favoured favouring favourable favor favors favored favoring favorable positive plus +
agree agrees agreed agreeing agreement approve approves approved approving approval back backs backed backing
endorse endorses endorsed endorsing endorsement accept accepts accepted accepting welcome welcomes welcomed
"""
_AGAINST = """
against oppose opposes opposed opposer opposing opposition opponent opponents contra con anti no n nay nope
disagree disagrees disagreed disagreeing disagreement disapprove disapproves disapproved disapproval false off
disfavour disfavours disfavor disfavors unfavourable unfavorable unsupportive negative minus -
reject rejects rejected rejecting rejection object objects objected objecting objection
"""
_MIDDLE = "neutral neutrality neither indifferent impartial middle"
_STRONGER = """
strongly strong fully full completely complete totally total entirely wholly firmly firm very absolutely
definitely wholeheartedly highly much fundamentally
"""
_WEAKER = """
slightly slight somewhat weakly weak partly partially mildly mild rather moderately moderate broadly mostly
generally leaning lean leans tend tends probably
"""
_NEGATIONS = """
not dont doesnt didnt cannot cant wont isnt arent wasnt never non without hardly nobody nothing none nor un
lack lacks withdraw withdrawn refuse refuses few
"""
_FILLERS = """
in of to the a it is are do does be with on i we they he she position stance view vote votes voted voting
proposal plan idea this that
"""

SIDES: dict[str, Side] = {
    **dict.fromkeys(_FOR.split(), 1),
    **dict.fromkeys(_AGAINST.split(), -1),
    **dict.fromkeys(_MIDDLE.split(), 0),
}
"""Words that name a side."""

STRENGTHS: dict[str, Strength] = {
    **dict.fromkeys(_STRONGER.split(), "strong"),
    **dict.fromkeys(_WEAKER.split(), "weak"),
}
"""Words that say how strongly."""

NEGATIONS = frozenset(_NEGATIONS.split())
"""Words that turn a side into "not that side", which is not the other side."""

NEGATING_BESIDE_OTHERS = ("no", "anti", "contra", "con", "counter")
"""Words that negate where another word names a side: "no objection"."""

NEGATING_PREFIXES = ("un", "non", "dis", "anti", "counter", "mis")

FILLERS = frozenset(_FILLERS.split())
"""Words that say nothing of a side."""

MIDDLE = "neutral"
"""What stands for the middle of the scale in `NO_SIDE`, whatever its label."""

_NO_SIDE_BY_MEANING: dict[tuple[str, ...], str] = {
    (MIDDLE,): "neither agree nor disagree|neither for nor against|neither support nor oppose",
    (MIDDLE, "declined"): "abstain|abstains|abstained|abstention|abstaining",
    ("undecided",): "undecided|unsure|not sure|unclear|uncertain|dont know|do not know|dk|not decided",
    ("undecided", "declined"): "no opinion",
    (
        "declined",
    ): "declined|declines|decline|refused|refused to say|prefer not to say|rather not say|no comment",
    ("declined", "silent"): "no answer",
    ("silent", "declined"): "no position|no stance|no view|none",
    ("silent", "undecided"): "unknown|not known|?",
    ("silent",): "silent|silence|not mentioned|no mention|none found|nothing found|not found",
    ("mixed",): (
        "mixed|both|both sides|ambivalent|divided|split|for and against|pro and contra|yes and no|+ -|+-|+/-"
    ),
    ("not-applicable",): "not applicable|n a|n/a|na|irrelevant|not relevant",
}
NO_SIDE = {phrase: meant for meant, phrases in _NO_SIDE_BY_MEANING.items() for phrase in phrases.split("|")}
"""Phrases that name no side, and the states that each may stand for."""
