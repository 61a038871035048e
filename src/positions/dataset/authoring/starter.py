"""The files that `positions init` starts a dataset with."""

from __future__ import annotations

from pathlib import Path

from positions.dataset.authoring.schema import json_schema, schema_bytes
from positions.dataset.load import load_bytes

_STARTER = Path(__file__).parents[2] / "starter"
_FILES = ("stakeholders.yaml", "README.md", "sources/example-notice.txt")
SCHEMA_FILE = "positions.schema.json"


def starter_files() -> dict[str, bytes]:
    """Return the content of each file by its path within the new folder; the dataset comes last.

    The schema among them knows the starting dataset's own issues, sources and actors.
    """
    files = {name: (_STARTER / name).read_bytes() for name in _FILES}
    dataset = load_bytes(files["stakeholders.yaml"]).require()
    files[SCHEMA_FILE] = schema_bytes(json_schema(dataset))
    files["stakeholders.yaml"] = files.pop("stakeholders.yaml")
    return files
