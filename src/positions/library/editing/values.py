"""Parts of a dataset from the values that a person gives, and texts made tidy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from positions.dataset.dates import PartialDate, parse_date
from positions.problems import UsageError

if TYPE_CHECKING:
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")

DateText = str | date | PartialDate
"""A date as people give it: `2017`, `2017-03`, `2017-03-23`, or a day."""


def build(model: type[Model], fields: Mapping[str, object]) -> Model:
    """Return a part of a dataset from its fields; those without a value are left out.

    Raises:
        UsageError: with what is wrong with one of them.
    """
    from pydantic import ValidationError

    from positions.dataset.validation.messages import first_wording

    given = {name: value for name, value in fields.items() if value not in (None, "", [], ())}
    try:
        return model.model_validate(given)
    except ValidationError as invalid:
        found = first_wording(invalid)
        path = invalid.errors(include_url=False)[0]["loc"]
        option = str(path[0]).replace("_", "-") if path else model.__name__.lower()
        raise UsageError(found.about(f"--{option}"), found.hint if found.said is None else None) from None


def tidy(text: str | None) -> str | None:
    """Return a text without the white space around it; None where nothing is left."""
    if text is not None and not isinstance(text, str):
        raise UsageError(f"{text!r} is not text")
    return (text or "").strip() or None


def proposition_remark(title: str | None, proposition: str | None) -> str | None:
    """Return that a proposition reads like a title, where it is the title or has one or two words."""
    if proposition is None:
        return None
    same = title is not None and proposition.strip().casefold() == title.strip().casefold()
    if not same and len(proposition.split()) > 2:
        return None
    return (
        f"The proposition {proposition!r} reads like a title: write a sentence that one can be for or "
        "against, such as 'Parking should cost more'."
    )


def names(texts: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return several names; one alone may stand without a list around it.

    Raises:
        UsageError: if one is not text.
    """
    if texts is None:
        return ()
    given = texts if isinstance(texts, Iterable) and not isinstance(texts, str) else [texts]
    from positions.library.selecting import a_name  # it reads the models, which --help does without

    return tuple(map(a_name, given))


def partial_date(given: DateText | None) -> PartialDate | None:
    """Return the date that is given; None where none is.

    Raises:
        UsageError: if it is not YYYY, YYYY-MM or YYYY-MM-DD, or no such day exists.
    """
    if given is None or isinstance(given, PartialDate):
        return given
    try:
        return parse_date(given.isoformat()[:10] if isinstance(given, date) else str(given))
    except ValueError as error:
        raise UsageError(str(error)) from None
