"""A wrong value in any field of any model is refused in the program's own words, wherever it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import positions
from helpers.fields import MODELS
from positions.dataset.models import Condition
from positions.dataset.validation.messages import wording
from positions.dataset.yaml.scalars import Plain
from positions.library.editing.values import build
from positions.problems import UsageError

SOURCE = Path(positions.__file__).parent
REQUIRED: dict[str, object] = {
    "title": "T",
    "name": "N",
    "stance": "support",
    "url": "U",
    "date": "2017",
    "from": "oppose",
    "text": "words",
    "format": 1,
}
WRONG: tuple[Any, ...] = (
    *(None, "", "x", "much", True, 1.5, -1, 1e308, float("inf"), float("nan"), 10**400),
    *(Plain("7"), Plain("-1"), Plain("1e400"), b"x", "\ud800", object()),
    *([], [None], [[]], ["x"], [""], (), {}, {"a": "b"}, {"a": None}, {"": 1}, {"text": 1, "private": "x"}),
    *({"value": "x", "private": True}, {"min": "x"}, {"date": "x"}, {"url": ""}, [{"stance": []}]),
    *({"i": {"title": 1}}, {"i": []}, {"i": {"x": 1}}, {"needs": {"i": "up"}}, {"text": "t", "needs": []}),
)
ALL: tuple[type[BaseModel], ...] = (*MODELS, Condition)
FIELDS = [(model, name) for model in ALL for name in model.model_fields]


def given(model: type[BaseModel], name: str, value: object) -> dict[str, object]:
    needed = [key for key, field in model.model_fields.items() if field.is_required()]
    fields = {alias_of(model, key): REQUIRED[alias_of(model, key)] for key in needed}
    return {**fields, alias_of(model, name): value}


def alias_of(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].alias or name


def refusals(model: type[BaseModel], fields: dict[str, object]) -> list[Any]:
    try:
        model.model_validate(fields)
    except ValidationError as invalid:
        return list(invalid.errors(include_url=False))
    return []


@pytest.mark.parametrize(
    ("model", "name"), FIELDS, ids=[f"{model.__name__}.{name}" for model, name in FIELDS]
)
def test_no_field_is_refused_in_the_words_of_a_library(model: type[BaseModel], name: str) -> None:
    refused = 0
    for value in WRONG:
        built = given(model, name, value)
        for error in refusals(model, built):
            refused += 1
            found = wording(error)
            for said in (found.message, found.about("`it`"), found.alone(), found.hint or "."):
                assert said
                assert "\n" not in said
                assert error["type"] == "value_error" or error["msg"].casefold() not in said.casefold()
                assert "input should" not in said.casefold()
                assert "value error" not in said.casefold()
        if refusals(model, {key: one for key, one in built.items() if one not in (None, "", [], ())}):
            with pytest.raises(UsageError) as raised:
                build(model, built)
            assert "should be" not in str(raised.value)
    assert refused > 1


@pytest.mark.parametrize("model", ALL)
def test_what_is_missing_or_unknown_is_said_in_words(model: type[BaseModel]) -> None:
    (first, *_) = model.model_fields
    known = given(model, first, REQUIRED.get(alias_of(model, first)))
    for fields in ({}, {**known, "nmae": "x"}, {**known, "-name": "x"}):
        for error in refusals(model, fields):
            assert error["msg"] not in wording(error).message
            assert error["msg"] not in wording(error).about("`it`")


def test_nothing_shows_a_message_that_is_not_worded() -> None:
    """Whoever catches what a model refuses words it, or says nothing of it."""
    silent = {"load.py", "record.py", "wording.py"}
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert '["msg"]' not in text, path
        if "except ValidationError as" in text and path.name not in silent:
            assert "validation.messages import" in text, path
