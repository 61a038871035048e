"""The JSON Schema of the dataset, for editors: completion, hover texts, and a line under what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from positions.dataset.models import Dataset
from positions.dataset.scale import Scale
from positions.vocabulary import NON_POSITIONS

_DIALECT = "http://json-schema.org/draft-07/schema#"
"""Draft 7, since that is what editors' YAML support reads best."""

Schema = dict[str, Any]


def json_schema(dataset: Dataset | None = None, held_back: str | None = None) -> Schema:
    """Return the JSON Schema of the format; a comment says what of the dataset is held back as private.

    With a dataset, its issues, sources, actors and stances are enumerated, so that an editor completes
    them and marks one that does not exist.
    """
    schema = _draft_7(Dataset.model_json_schema(ref_template="#/definitions/{model}"))
    said = {} if held_back is None else {"$comment": held_back}
    schema = {"$schema": _DIALECT, **said, **schema, "title": "positions dataset"}
    for part in (schema, *schema["definitions"].values()):
        _allow_empty(part["properties"])
    schema["required"] = sorted({*schema.get("required", ()), "format", "title"})
    if dataset is not None:
        _enumerate(schema["definitions"], dataset)
    return schema


def schema_bytes(schema: Schema) -> bytes:
    """Return a JSON Schema as the bytes of a file."""
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def _draft_7(value: Any) -> Any:
    """Return the schema with the one key of pydantic's dialect that draft 7 spells otherwise."""
    if isinstance(value, Mapping):
        return {("definitions" if key == "$defs" else key): _draft_7(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_draft_7(item) for item in value]
    return value


def _enumerate(definitions: Schema, dataset: Dataset) -> None:
    stance = _stance(dataset.scale)
    several = len(dataset.scales) > 1
    own = {name: dataset.scale_of(name) if several else None for name in dataset.issues}
    any_scale = {"anyOf": [_stance(scale) for scale in dataset.scales]}
    definitions["Position"]["properties"]["stance"] = any_scale if several else stance
    stakeholder = definitions["Stakeholder"]["properties"]
    cell = stakeholder["positions"]["additionalProperties"]
    cell["anyOf"][0] = stance
    cell["anyOf"][2]["items"]["anyOf"][0] = stance
    stakeholder["positions"] = {
        "type": ["object", "null"],
        "description": stakeholder["positions"]["description"],
        "properties": {
            name: {**_on_scale(cell, own[name]), "description": _about(issue.title, issue.proposition)}
            for name, issue in dataset.issues.items()
        },
        "additionalProperties": False,
    }
    _only(definitions["Evidence"]["properties"], "source", dataset.sources)
    definitions["Condition"]["properties"]["needs"]["propertyNames"] = {"enum": [*dataset.issues]}
    actors = list(dataset.stakeholders)
    stakeholder["influences"]["propertyNames"] = {"enum": actors}
    stakeholder["member_of"]["items"] = {"enum": actors}


def _on_scale(cell: Schema, scale: Scale | None) -> Schema:
    """Return the schema of a cell with the stances of an issue's scale; as it is where all have one."""
    if scale is None:
        return cell
    stance = _stance(scale, "A stance on this issue's scale, or a state without a position")
    entry = {"allOf": [cell["anyOf"][1], {"properties": {"stance": stance}}]}
    several = {**cell["anyOf"][2], "items": {"anyOf": [stance, entry]}}
    return {**cell, "anyOf": [stance, entry, several]}


def _allow_empty(properties: Schema) -> None:
    """Let a list or mapping be left empty: a key with nothing after it, as while one is typing."""
    for form in properties.values():
        if form.get("type") in ("array", "object"):
            form["type"] = [form["type"], "null"]


def _only(properties: Schema, key: str, names: Iterable[str]) -> None:
    properties[key] = {"enum": [*names, None], "description": properties[key]["description"]}


def _stance(
    scale: Scale, about: str = "A stance on this dataset's scale, or a state without a position"
) -> Schema:
    if scale.is_range:
        bounds: Schema = {"type": "number", "minimum": scale.minimum, "maximum": scale.maximum}
        return {"description": about, "anyOf": [bounds, {"enum": [*NON_POSITIONS]}]}
    if scale.is_nominal:
        known: Schema = {"enum": [*scale.labels, *NON_POSITIONS]}
        return {"description": about, "anyOf": [known, {"type": ["string", "number"]}]}
    return {"description": about, "enum": [*scale.labels, *NON_POSITIONS]}


def _about(title: str, proposition: str | None) -> str:
    return f"{title}: {proposition}" if proposition else title
