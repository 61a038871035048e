"""The closed sets of the program, each defined once: measures, states of a cell, bases, confidences, sides.

Each member is a record with all that other modules say of it, so that a new member cannot be added in part.
A `Literal` names the members for the type checker, which then sees every `match` that lacks one; a test
holds that the records are those of the `Literal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

Measure = Literal["side", "exact", "proximity", "directional"]
State = Literal[
    "position",
    "mixed",
    "undecided",
    "declined",
    "silent",
    "not-applicable",
    "not-researched",
    "excluded",
]
Basis = Literal["stated", "reported", "attributed", "inferred"]
Confidence = Literal["low", "medium", "high"]
ScaleLevel = Literal["nominal", "ordinal", "interval"]
Side = Literal["for", "against", "neutral"]
FirmSide = Literal["for", "against"]
EntryRule = Literal["latest", "window", "majority", "mean"]
"""Which of a cell's entries count: see `latest`, `within`, `majority` and `mean` in `dataset/entries.py`."""

Mode = Literal["one", "two"]
Aggregation = Literal["ignore", "congruence", "conflict", "subtract", "combine"]
Normalization = Literal["none", "average", "jaccard", "cosine", "dna-cosine", "activity", "prominence"]
Duplicates = Literal["include", "document", "week", "month", "year", "all"]
"""Within what a statement that repeats another does not count."""

NodeKind = Literal["actor", "speaker", "author", "issue"]
"""What the nodes of a network are: actors, who speaks for them, who wrote the source, or issues."""

Kernel = Literal["uniform", "triangular", "epanechnikov", "gaussian"]
DistanceKind = Literal["absolute", "spectral"]
"""How far apart networks of two windows are: by their ties, or by their spectra."""

UnitKind = Literal["cell", "statement"]
"""What coders are compared on."""

Sort = Literal["file", "name", "bloc"]
ActorVariable = Literal["organization", "person"]
"""The variable of a statement in Discourse Network Analyzer that names the actor."""

ExportKind = Literal[
    "long", "wide", "actors", "issues", "pairs", "pscl", "workbook", "agreement", "network", "coding-sheet"
]
Section = Literal["stakeholders", "issues", "sources"]
Renamable = Literal["stakeholders", "issues"]
Turn = Literal["undo", "redo"]
Movement = Literal["up", "down", "other"]
Verdict = Literal["agree", "differ", "oppose"]
Status = Literal["draft", "reviewed", "disputed"]
Audience = Literal["public", "team"]


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """A measure of agreement.

    Attributes:
        name: what `--measure` calls it.
        summary: a few words for help pages.
        of_pairs: what a share of two actors is.
        disagreement: what the disagreement of two actors is.
        of_groups: what a share of two groups is, and what their disagreement is.
        needs: the least that a scale must have for the measure to be defined on it.
        opposition: whether disagreement is the share on opposite sides; otherwise it is 1 less agreement.
        mixed: on issues with scales of their own, whether scores are comparable as they are, as shares of
            the range of each issue's scale, or not at all.
        counts: which issues the share counts: "agree", those on the same side; "same", those with the same
            stance; None where it is a mean.
        mean: what such a mean is called.
    """

    name: Measure
    summary: str
    of_pairs: str
    disagreement: str
    of_groups: str
    needs: Literal["labels", "order", "sides"]
    opposition: bool
    mixed: Literal["comparable", "by range", "undefined"]
    counts: Literal["agree", "same"] | None = None
    mean: str = ""


@dataclass(frozen=True, slots=True)
class StateEntry:
    """A state of a cell.

    Attributes:
        name: as in YAML and JSON.
        label: as people read it.
        legend: what its sign means.
        prompt: how a list to choose from describes it; empty where nobody chooses it.
        sign, ascii: its sign in a matrix; empty for a position, which has the sign of its stance.
        coded: whether a dataset may name it in place of a stance.
        spoken: whether the actor has said something, so that words, a condition and a basis go with it.
        unknown: whether there may be a position behind it that is not known.
        missing: whether nobody has coded it, so that coders cannot differ on it.
    """

    name: State
    label: str
    legend: str
    prompt: str = ""
    sign: str = ""
    ascii: str = ""
    coded: bool = False
    spoken: bool = False
    unknown: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class BasisEntry:
    """A kind of evidence.

    Attributes:
        name: as in YAML and JSON.
        meaning: whose words it is.
        weak: whether a position that rests on it alone carries the mark of weak evidence.
    """

    name: Basis
    meaning: str
    weak: bool = False


_REST = "disagreement is 1 less agreement"

MEASURE_ENTRIES: Mapping[Measure, MeasureEntry] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            MeasureEntry(
                "side",
                "on the same side (default)",
                "the share of shared issues on which the two stand on the same side",
                "disagreement: on which they stand on opposite sides; the rest is one neutral and one not",
                "the share on the same side; disagreement: on opposite sides; the rest is one neutral, "
                "one not",
                needs="sides",
                opposition=True,
                mixed="comparable",
                counts="agree",
            ),
            MeasureEntry(
                "exact",
                "the same stance",
                "the share of shared issues on which the two hold the same stance",
                _REST,
                f"the share with the same stance; {_REST}",
                needs="labels",
                opposition=False,
                mixed="comparable",
                counts="same",
            ),
            MeasureEntry(
                "proximity",
                "nearness on the scale",
                "1 less the mean distance of the two on the scale",
                _REST,
                f"1 less the mean distance on the scale; {_REST}",
                needs="order",
                opposition=False,
                mixed="by range",
                mean="agreement by proximity",
            ),
            MeasureEntry(
                "directional",
                "sides and strength",
                "the mean over shared issues of (1 + x y)/2, x and y being the two stances from -1 to 1",
                _REST,
                f"the mean of (1 + x y)/2, x and y being the two stances from -1 to 1; {_REST}",
                needs="sides",
                opposition=False,
                mixed="undefined",
                mean="directional agreement",
            ),
        )
    }
)
"""How agreement may be measured, the default first."""

MEASURES: tuple[Measure, ...] = tuple(MEASURE_ENTRIES)

STATE_ENTRIES: Mapping[State, StateEntry] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            StateEntry("position", "position", "holds a position", spoken=True),
            StateEntry(
                "mixed",
                "mixed",
                "mixed: speaks on both sides",
                "no position: speaks on both sides",
                "±",
                "+-",
                coded=True,
                spoken=True,
            ),
            StateEntry(
                "undecided",
                "undecided",
                "undecided",
                "no position: has not made up its mind",
                "~",
                "~",
                coded=True,
                spoken=True,
            ),
            StateEntry(
                "declined",
                "declined",
                "declined: said that it takes no position",
                "no position: said that it takes none",
                "×",
                "x",
                coded=True,
                spoken=True,
            ),
            StateEntry(
                "silent",
                "silent",
                "silent: looked for, none found",
                "no position: looked for, and not found",
                "·",
                ".",
                coded=True,
                unknown=True,
            ),
            StateEntry(
                "not-applicable",
                "not applicable",
                "not applicable",
                "no position: it cannot have one",
                "/",
                "/",
                coded=True,
            ),
            StateEntry(
                "not-researched",
                "not researched",
                "not researched",
                sign="?",
                ascii="?",
                unknown=True,
                missing=True,
            ),
            StateEntry(
                "excluded",
                "excluded",
                "left out by a filter",
                sign="○",
                ascii="o",
                unknown=True,
                missing=True,
            ),
        )
    }
)
"""What a cell may be: a position, a named state, no entry at all, or taken out by a filter."""

STATES: tuple[State, ...] = tuple(STATE_ENTRIES)

NO_ANSWER = "no answer"
"""What a cell without an entry is in answer data (votes, a survey), where nobody researches it."""

WITHHELD = "withheld"
"""What an excluded cell is called that no filter left out: it is private, or a table does not show it."""

HELD_BACK = "Held back as private"
"""How a sentence begins that says how much of a dataset an output for the public leaves out."""

NO_MAJORITY = "no majority"
"""What a mixed cell is called whose entries tie, though they are not for and against, or are amounts."""

NON_POSITIONS: tuple[State, ...] = tuple(entry.name for entry in STATE_ENTRIES.values() if entry.coded)
"""States that a dataset may name in place of a stance. None of them is ever arithmetic."""

BASIS_ENTRIES: Mapping[Basis, BasisEntry] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            BasisEntry("stated", "the stakeholder’s own words"),
            BasisEntry("reported", "a writer’s paraphrase"),
            BasisEntry("attributed", "what others say of it", weak=True),
            BasisEntry("inferred", "the coder’s reading", weak=True),
        )
    }
)
"""Kinds of evidence, strongest first."""

BASES: tuple[Basis, ...] = tuple(BASIS_ENTRIES)

NO_BASIS: Literal["none"] = "none"
"""The basis of a position without evidence; weaker than any."""

CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
"""A coder's confidence in a reading, lowest first."""

STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        "draft": "not checked yet",
        "reviewed": "checked by somebody else",
        "disputed": "read otherwise by the reviewer",
    }
)
"""How far an entry has been checked, with what that means."""

AUDIENCES: tuple[Audience, ...] = ("public", "team")
"""Who may see an output: everyone, or those who work on the dataset."""

VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {"agree": "same side", "differ": "one is neutral", "oppose": "opposite sides"}
)
"""How two stances on an issue compare, as people read it: no word of it is the word of a stance."""

NOMINAL_VERDICTS: Mapping[Verdict, str] = MappingProxyType({"agree": "same", "oppose": "different"})
"""The same where stances have no sides."""


@dataclass(frozen=True, slots=True)
class MovementEntry:
    """A way in which a stance moved: its signs, and what they mean."""

    name: Movement
    sign: str
    ascii: str
    legend: str


MOVEMENT_ENTRIES: Mapping[Movement, MovementEntry] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            MovementEntry("up", "▲", ">", "moved towards support"),
            MovementEntry("down", "▼", "<", "moved towards opposition"),
            MovementEntry("other", "◆", "!", "moved from or to no position, or to another label or amount"),
        )
    }
)
"""The ways in which a stance moves from one entry to a later one."""

SIDES: Mapping[Side, int] = MappingProxyType({"for": 1, "against": -1, "neutral": 0})
"""The sides of an issue, with the sign of a stance's distance from neutral."""


def state_entry(name: str) -> StateEntry:
    """Return what is known of a state.

    Raises:
        KeyError: for what is no state of a cell.
    """
    return STATE_ENTRIES[cast("State", name)]
