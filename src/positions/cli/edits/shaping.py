"""From options to fields as the models have them: attributes, copies, corrections, amounts, and privacy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from positions.dataset.private_values import still_private
from positions.problems import UsageError

_VALUES = {"note": "text", "salience": "value", "influence": "value"}
"""Fields that may be private by themselves, and the key of what they say."""


def shaped(
    given: dict[str, Any], kept: Mapping[str, Any], whole: str, public: Iterable[str] = ()
) -> tuple[dict[str, Any], bool | None]:
    """Return fields in the form of the models, and whether evidence becomes private (None: as it is).

    What is private stays so when it gets another value, unless it is made public by name.

    Args:
        given: what options say, by field; those that make one field together are taken out of it.
        kept: the fields as they are, empty for a new part.
        whole: what marks the part itself as private: "stakeholder", "position" or "".
        public: what is private no longer.

    Raises:
        UsageError: if options do not make a value, or there is nothing to be private.
    """
    fields = dict(given)
    private = list(fields.pop("private", ()))
    _attributes(fields, kept)
    _archived(fields, kept)
    _amounts(fields)
    for name in _VALUES:
        if name in fields:
            fields[name] = still_private(kept.get(name), fields[name])
    of_evidence = None
    for words, hidden in ((private, True), (list(public), False)):
        for word in words:
            if word == "evidence":
                of_evidence = hidden
            elif word == whole:
                fields["private"] = hidden
            elif word in _VALUES and (word in kept or not kept):
                fields[word] = _marked(word, fields.get(word, kept.get(word)), hidden=hidden)
            else:
                raise UsageError(f"--public: {word!r} is nothing that could be private here")
    return fields, of_evidence


def corrected(given: dict[str, Any], kept: Mapping[str, Any], stance: str | float | None) -> None:
    """Put the options of a correction together; `stance` is the one that stood there, as the scale has it.

    Raises:
        UsageError: if its date or its stance is missing.
    """
    options = {name: given.pop(f"corrected_{name}", None) for name in ("on", "from", "why")}
    if not any(value is not None for value in options.values()):
        return
    before = kept.get("correction")
    date = options["on"] or (before and before.date.text)
    former = stance if stance is not None else before and before.from_
    if date is None or former is None:
        missing = "--corrected-on" if date is None else "--corrected-from"
        raise UsageError(f"missing: {missing}", "a correction has a date and the stance that stood here")
    why = options["why"] or (before.why if before else None)
    given["correction"] = {"date": date, "from": former, **({"why": why} if why else {})}


def _attributes(fields: dict[str, Any], kept: Mapping[str, Any]) -> None:
    if "attributes" not in fields:
        return
    found = dict(kept.get("attributes", {}))
    for text in fields["attributes"]:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign or not name:
            raise UsageError(f"--attribute: {text!r} is not NAME=VALUE", "for example venue=parliament")
        if value:
            found[name] = value
        else:
            found.pop(name, None)
    fields["attributes"] = found


def _archived(fields: dict[str, Any], kept: Mapping[str, Any]) -> None:
    url, date = fields.pop("archived_url", None), fields.pop("archived_on", None)
    before = kept.get("archived")
    if url is None and date is None:
        return
    address = url or (before.url if before is not None else None)
    if address is None:
        raise UsageError("missing: --archived-url", "a copy has an address")
    kept_date = before.date.text if before and before.date and address == before.url else None
    when = date or kept_date
    fields["archived"] = {"url": address, **({"date": when} if when else {})}


def _amounts(fields: dict[str, Any]) -> None:
    text = fields.pop("accepts", None)
    if text is not None:
        low, sign, high = (part.strip() for part in text.partition(":"))
        if not sign or not (low or high):
            raise UsageError(f"--accepts: {text!r} is not MIN:MAX", "for example 10:20, 10: or :20")
        fields["acceptable"] = {name: _number(end) for name, end in (("min", low), ("max", high)) if end}
    if isinstance(fields.get("scale"), str):
        from positions.exchange.tables.settings import parse_scale

        fields["scale"] = parse_scale(fields["scale"])


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UsageError(f"--accepts: {text!r} is not a number", "for example 10:20, 10: or :20")
    return number


def _marked(name: str, value: Any, *, hidden: bool) -> object:
    if value is None:
        word = "private" if hidden else "public"
        raise UsageError(f"there is no {name} to be {word}", f"give it: --{name}")
    plain = str(value) if isinstance(value, str) else float(value)
    return {_VALUES[name]: plain, "private": True} if hidden else plain
