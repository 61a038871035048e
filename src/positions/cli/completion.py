"""Completion of ids in the shell: read from the dataset without its models; never fails, never prints.

What is offered is what the output's audience may see: the command refuses the rest, and a command line is
often passed on with its output.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer


def complete_actor(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the actors' ids that begin like this."""
    return _ids("stakeholders", ctx, incomplete)


def complete_issue(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the issues' ids that begin like this."""
    return _ids("issues", ctx, incomplete)


def complete_source(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the sources' ids that begin like this."""
    return _ids("sources", ctx, incomplete)


def complete_subject(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the actors' and issues' ids that begin like this."""
    return [*complete_actor(ctx, incomplete), *complete_issue(ctx, incomplete)]


def complete_coder(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the coders that begin like this, the last of several with commas between them."""
    done, comma, last = incomplete.rpartition(",")
    try:
        from positions.cli.shells.clauses import values

        found = [one for one in values(_documents(ctx), "coder") if one.startswith(last)]
    except Exception:  # see _ids
        return []
    return [f"{done}{comma}{one}" for one in found]


def complete_clause(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the fields that begin like this, and behind FIELD= its values."""
    field, sign, value = incomplete.partition("=")
    try:
        from positions.cli.shells.clauses import fields, values

        documents = _documents(ctx)
        if not sign:
            return [f"{name}=" for name in fields(documents) if name.startswith(field)]
        found = [one for one in values(documents, field) if one.startswith(value)]
    except Exception:  # see _ids
        return []
    return [f"{field}={one}" for one in found]


def _ids(section: str, ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the last of several ids with commas between them.

    The file may be anybody's, and shells have inserted candidates unquoted: only what `check` accepts as an
    id is offered, and nothing that would be an option.
    """
    done, comma, last = incomplete.rpartition(",")
    try:
        from positions.dataset.ids import is_id

        sections = [part[section] for part in _documents(ctx) if section in part]
        ids = [key for part in sections if isinstance(part, dict) for key in part]
        ids = [key for key in ids if isinstance(key, str) and is_id(key) and not key.startswith("-")]
    except Exception:  # a shell that completes has no place for errors; the command itself will say it
        return []
    return [f"{done}{comma}{key}" for key in ids if key.startswith(last)]


def _documents(ctx: typer.Context) -> list[dict[Any, Any]]:
    """Return the dataset's files as plain values."""
    from positions.cli.dataset_path import find_dataset
    from positions.dataset.yaml.reader import read_file

    path = find_dataset(ctx.params.get("data"), example_allowed=True, example=ctx.params.get("example")).path
    if path is None:
        return []
    files = sorted(path.glob("*.y*ml")) if path.is_dir() else [path]
    files = [file for file in files if file.is_file()]  # a pipe would keep the shell waiting
    documents = [value for file in files if isinstance(value := read_file(file).value, dict)]
    return _public(path) if _is_public(ctx) and any(map(_holds_private, documents)) else list(documents)


def _is_public(ctx: typer.Context) -> bool:
    """Return whether the output of the command that is being typed is for everyone.

    Whoever types is at a terminal; what else the line will say nobody knows yet. A page goes to a terminal
    never, and to the team only where it is watched.
    """
    from positions.cli.streams import audience_of

    declared = {option.name: option.default for option in ctx.command.params if option.name is not None}
    given = {name: value for name, value in ctx.params.items() if value is not None}
    if "audience" not in declared:
        return False
    on_terminal = "watch" not in declared or bool(given.get("watch"))
    return audience_of({**declared, **given}, on_terminal=on_terminal) == "public"


def _holds_private(value: object) -> bool:
    if isinstance(value, dict):
        return "private" in value or any(map(_holds_private, value.values()))
    return isinstance(value, list) and any(map(_holds_private, value))


def _public(path: Path) -> list[dict[Any, Any]]:
    """Return the public part of a dataset as plain values; nothing of one with errors."""
    from positions.dataset.audience.public_view import public_view
    from positions.dataset.editing.emit import dataset_to_yaml
    from positions.dataset.load import load
    from positions.dataset.yaml.reader import read_bytes

    loaded = load(path, several_coders=True)
    if loaded.dataset is None:
        return []
    value = read_bytes(dataset_to_yaml(public_view(loaded.dataset).dataset).encode(), "public.yaml").value
    return [value] if isinstance(value, dict) else []
