"""The dataset as pydantic models: strict, frozen, unknown keys refused.

Descriptions of the fields are what an editor shows when it completes a key, through the JSON Schema.
References between the parts (does this issue exist?) are not checked here but in `checks`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import CoreSchema, PydanticKnownError

from positions.dataset.plain_keys import PlainKey
from positions.dataset.scale import FIVE_POINT, Scale
from positions.dataset.scale_declaration import SCALE_SCHEMA, parse_scale
from positions.dataset.value_types import (
    STANCE_SCHEMA,
    TEXT_SCHEMA,
    Date,
    Flag,
    Former,
    Id,
    Note,
    Percent,
    Sha256,
    Stance,
    Text,
    Weight,
    as_mapping,
    as_scale,
    as_tuple,
    parse_number,
)
from positions.vocabulary import BASES, NO_BASIS, Basis, Confidence, FirmSide, Status

FORMAT = 1
"""The version of the format that this program writes, and the highest that it reads."""


def _as_entries(value: object) -> object:
    """Return a cell's entries: the short form, the full form, or a list of either."""
    if isinstance(value, list):
        return tuple({"stance": entry} if isinstance(entry, str) else entry for entry in value)
    if isinstance(value, str):
        return ({"stance": value},)
    return (value,)


def _as_condition(value: object) -> object:
    """Let a text stand for a condition that is nothing else."""
    if value is None or isinstance(value, dict | Condition):
        return value
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    if not value:
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return {"text": value}


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Archived(_Model):
    """A copy of a source in an archive."""

    url: Text = Field(description="Address of the copy, for example at web.archive.org")
    date: Date | None = Field(None, description="When the copy was made: YYYY, YYYY-MM or YYYY-MM-DD")


class Correction(_Model):
    """What an entry said before a mistake of the coder's was put right."""

    date: Date = Field(description="When it was put right: YYYY, YYYY-MM or YYYY-MM-DD")
    from_: Stance = Field(alias="from", description="The stance that stood here by mistake")
    why: Text | None = Field(None, description="What the mistake was")


class Issue(_Model):
    """A question on which actors may differ, put as one sentence that a stance is for or against."""

    title: Text = Field(description="Short name of the issue, as shown in tables")
    proposition: Text | None = Field(None, description="The sentence that a stance is for or against")
    tags: Annotated[tuple[Text, ...], BeforeValidator(as_tuple)] = Field(
        (), description="Words to filter by, for example [governance]"
    )
    scale: Annotated[Scale | None, BeforeValidator(as_scale), WithJsonSchema(SCALE_SCHEMA)] = Field(
        None, description="What a stance on this issue can be, where it is not the dataset's scale"
    )
    unit: Text | None = Field(None, description="What its amounts are counted in: t, %, million euros ...")
    weight: Weight = Field(1, description="How much the issue counts in shares; more than 0, 1 unless given")
    note: Note | None = Field(None, description="A remark of the coder's")
    was: Former = Field((), description="Ids that the issue had before; commands still take them")


class Source(_Model):
    """Where a quotation stands."""

    title: Text = Field(description="Title of the article, speech or document")
    publisher: Text | None = Field(None, description="Who published it")
    author: Text | None = Field(None, description="Who wrote it")
    type: Text | None = Field(None, description="What it is: article, speech, consultation response ...")
    section: Text | None = Field(None, description="The section of the publication")
    date: Date | None = Field(None, description="When it was published: YYYY, YYYY-MM or YYYY-MM-DD")
    retrieved: Date | None = Field(None, description="When it was read: YYYY, YYYY-MM or YYYY-MM-DD")
    url: Text | None = Field(None, description="Its address on the web")
    language: Text | None = Field(None, description="Its language, for example en")
    text: Text | None = Field(
        None, description="A local copy, relative to the dataset's folder; read only to verify quotations"
    )
    sha256: Sha256 | None = Field(
        None, description="SHA-256 of the local copy, as sha256sum prints it; `positions check` compares it"
    )
    archived: Archived | None = Field(None, description="A copy in an archive: its address and its date")
    note: Note | None = Field(None, description="A remark of the coder's")


class Evidence(_Model):
    """What a stance rests on: a quotation, or a source and the way it was read."""

    source: Text | None = Field(None, description="Id of the source")
    quote: Text | None = Field(None, description="The words themselves, exactly as the source has them")
    translation: Text | None = Field(None, description="The quotation in the dataset's language")
    speaker: Text | None = Field(None, description="Who said or wrote it")
    locator: Text | None = Field(None, description="Where in the source: page 3, para 14")
    basis: Basis | None = Field(
        None,
        description="stated: the actor's own words; reported: a writer's paraphrase; attributed: another "
        "actor says so (name the speaker); inferred: the coder's reading",
    )
    url: Text | None = Field(None, description="Address of the passage itself, where it has one")
    private: Flag = Field(False, description="true: only the team may see this item")

    @property
    def effective_basis(self) -> Basis:
        """The basis, and where none is given: stated beside a quotation, else inferred."""
        return self.basis or ("stated" if self.quote else "inferred")


class Condition(_Model):
    """What a stance depends on: a text, and where it can be compared the sides that must prevail."""

    text: Text = Field(description="What the stance depends on, in words: 'yes, if ...'")
    needs: Annotated[dict[str, FirmSide], BeforeValidator(as_mapping)] = Field(
        {}, description="The sides of other issues that must prevail in the outcome: {night-buses: for}"
    )


class _ConditionForms:
    """The JSON Schema of a condition: a text alone, or a text with what it needs."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        forms = [form for form in handler(core_schema)["anyOf"] if form.get("type") != "null"]
        return {"anyOf": [TEXT_SCHEMA, *forms, {"type": "null"}]}


def _none_if_empty(value: object) -> object:
    """Let braces with nothing between them stand for nothing."""
    return None if value == {} else value


class Acceptable(_Model):
    """The amounts that an actor would accept, beside the one that it asks for."""

    min: Annotated[float | None, BeforeValidator(parse_number)] = Field(
        None, description="The lowest amount that it would accept; the stance itself unless given"
    )
    max: Annotated[float | None, BeforeValidator(parse_number)] = Field(
        None, description="The highest amount that it would accept; the stance itself unless given"
    )

    def around(self, amount: float) -> tuple[float, float]:
        """Return the lowest and the highest amount accepted by who asks for this amount."""
        return (
            amount if self.min is None else float(self.min),
            amount if self.max is None else float(self.max),
        )


_REVIEW = ("entry's review", "entries' reviews")


class Position(_Model):
    """One entry in a cell: an actor's stance on an issue, or the state in place of one."""

    stance: Stance = Field(
        description="A label of the scale (a number on a range), or why there is none: mixed, undecided, "
        "declined, silent, not-applicable"
    )
    date: Date | None = Field(None, description="When the actor took it; else the latest date of its sources")
    salience: Percent | None = Field(None, description="0-100: how much the issue matters to this actor")
    confidence: Confidence | None = Field(None, description="The coder's confidence: high, medium or low")
    condition: Annotated[Condition | None, BeforeValidator(_as_condition), _ConditionForms()] = Field(
        None, description="What the stance depends on: 'yes, if ...'"
    )
    acceptable: Annotated[Acceptable | None, BeforeValidator(_none_if_empty)] = Field(
        None,
        description="On a scale with `neutral: none`: the amounts that it would accept, {min: 10, max: 20}",
    )
    note: Note | None = Field(None, description="A remark of the coder's")
    coder: Text | None = Field(None, description="Who coded it")
    status: Annotated[
        Status | None,
        PlainKey("entry_status", "Status", _REVIEW, "word", width=10, choices="statuses", folded=False),
    ] = Field(
        None,
        description="draft: not checked yet; reviewed: somebody else has checked it; disputed: the reviewer "
        "reads it otherwise",
    )
    reviewed_by: Annotated[Text | None, PlainKey("reviewed_by", "Reviewed by", _REVIEW)] = Field(
        None, description="Who checked it"
    )
    reviewed_on: Annotated[Date | None, PlainKey("reviewed_on", "Reviewed on", _REVIEW, "date")] = Field(
        None, description="When it was checked: YYYY, YYYY-MM or YYYY-MM-DD"
    )
    correction: Correction | None = Field(
        None, description="That a mistake was put right here, not a change of mind"
    )
    attributes: Annotated[dict[str, Text], BeforeValidator(as_mapping)] = Field(
        {}, description="Other variables of the statement, for example {venue: parliament}"
    )
    private: Flag = Field(False, description="true: only the team may see this entry")
    evidence: Annotated[tuple[Evidence, ...], BeforeValidator(as_tuple)] = Field(
        (), description="Quotations and sources that the stance rests on"
    )

    @property
    def basis(self) -> Basis | Literal["none"]:
        """The strongest basis of its evidence; "none" where it has no evidence."""
        if not self.evidence:
            return NO_BASIS
        return min((item.effective_basis for item in self.evidence), key=BASES.index)

    @property
    def accepted(self) -> tuple[float, float] | None:
        """The lowest and the highest amount that it accepts, the stance itself unless given; None of text."""
        if isinstance(self.stance, str):
            return None
        return (self.acceptable or Acceptable()).around(self.stance)


class _CellForms:
    """The JSON Schema of a cell: a stance alone, one entry, or a list of both."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        entries = handler(core_schema)
        forms = [STANCE_SCHEMA, entries["items"]]
        several = {"type": "array", "minItems": 1, "items": {"anyOf": forms}}
        return {
            "description": "A stance, an entry with its evidence, or a list of dated entries",
            "anyOf": [*forms, several],
        }


@lru_cache(maxsize=4096, typed=True)
def _bare_cell(stance: str) -> tuple[Position, ...]:
    """Return the cell of a stance alone; one object for all such cells, since most of large datasets are."""
    return (Position(stance=stance),)


def _cell_of(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    if isinstance(value, str) and value:
        return _bare_cell(value)
    return handler(value)


Cell = Annotated[
    tuple[Position, ...],
    BeforeValidator(_as_entries),
    Field(min_length=1),
    WrapValidator(_cell_of),
    _CellForms(),
]
Influence = Annotated[int, Field(ge=0, le=4), BeforeValidator(parse_number)]


class Stakeholder(_Model):
    """An actor, and where it stands on each issue."""

    name: Text = Field(description="Full name")
    short: Text | None = Field(None, description="Short name for matrices")
    kind: Text | None = Field(None, description="What it is: think tank, association, party ...")
    member_of: Annotated[tuple[Text, ...], BeforeValidator(as_tuple)] = Field(
        (), description="Ids of associations in this file that it belongs to"
    )
    influence: Percent | None = Field(None, description="0-100: its capability to influence the outcome")
    influences: Annotated[dict[str, Influence], BeforeValidator(as_mapping)] = Field(
        {}, description="Direct influence on other actors by id, 0-4 (MACTOR)"
    )
    attributes: Annotated[dict[str, Text], BeforeValidator(as_mapping)] = Field(
        {}, description="Anything else to group by, for example {party: Labour}"
    )
    note: Note | None = Field(None, description="A remark of the coder's")
    url: Text | None = Field(None, description="Its address on the web")
    was: Former = Field((), description="Ids that it had before; commands still take them")
    private: Flag = Field(False, description="true: only the team may see this actor")
    positions: Annotated[dict[str, Cell], BeforeValidator(as_mapping)] = Field(
        {}, description="Its stance on each issue, by the issue's id"
    )

    @property
    def label(self) -> str:
        """The short name, and where there is none the full name."""
        return self.short or self.name


ABOUT = ("description", "language", "publisher", "contact", "edition", "licence", "method", "cite")
"""The keys that say of the whole dataset what it is, in the order in which they are written and shown."""


class Dataset(_Model):
    """Actors, issues, sources, and each actor's stance on each issue."""

    format: Annotated[int, BeforeValidator(parse_number)] = Field(description="Version of this format: 1")
    title: Text = Field(description="What the dataset is about")
    description: Text | None = Field(
        None, description="Description of the dataset, in a sentence or a paragraph"
    )
    language: Text | None = Field(None, description="The language that it is written in, for example en")
    publisher: Text | None = Field(None, description="Who publishes it")
    contact: Text | None = Field(None, description="Whom to write to about it: an address")
    edition: Text | None = Field(None, description="Which edition it is, for example 2 or 2026-05")
    licence: Text | None = Field(None, description="Under which licence it may be used: CC BY 4.0 ...")
    method: Text | None = Field(None, description="How positions were found and coded")
    cite: Text | None = Field(None, description="How to cite it")
    scale: Annotated[Scale, PlainValidator(parse_scale), WithJsonSchema(SCALE_SCHEMA)] = FIVE_POINT
    issues: Annotated[dict[Id, Issue], BeforeValidator(as_mapping)] = Field(
        {}, description="The issues, by id"
    )
    sources: Annotated[dict[Id, Source], BeforeValidator(as_mapping)] = Field(
        {}, description="The sources, by id"
    )
    stakeholders: Annotated[dict[Id, Stakeholder], BeforeValidator(as_mapping)] = Field(
        {}, description="The actors, by id"
    )

    def scale_of(self, issue: str) -> Scale:
        """Return the scale of stances on an issue: its own, else the dataset's."""
        found = self.issues.get(issue)
        return self.scale if found is None or found.scale is None else found.scale

    def in_words(self, issue: str, stance: str | float) -> str:
        """Return a stance on an issue, or a state in place of one, as people read it: "oppose", "2.5 t"."""
        found = self.issues.get(issue)
        return self.scale_of(issue).in_words(stance, found.unit if found else None)

    @property
    def cited_sources(self) -> frozenset[str]:
        """The ids of the sources that evidence names."""
        return frozenset(
            item.source
            for actor in self.stakeholders.values()
            for entries in actor.positions.values()
            for entry in entries
            for item in entry.evidence
            if item.source is not None
        )

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The dataset's scale, and those that issues have of their own."""
        return (self.scale, *(issue.scale for issue in self.issues.values() if issue.scale is not None))
