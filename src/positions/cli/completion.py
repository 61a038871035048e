"""Completion of ids in the shell: read from the dataset without its models; never fails, never prints."""

from __future__ import annotations

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


def complete_clause(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the fields that begin like this, and behind FIELD= its values."""
    field, sign, value = incomplete.partition("=")
    try:
        from positions.cli.shells.clauses import fields, values

        documents = _documents(ctx)
        if not sign:
            return [f"{name}=" for name in fields(documents) if name.startswith(field)]
        found = [one for one in values(documents, field) if one.startswith(value)]
    except Exception:  # as in _ids
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
    documents = [read_file(file).value for file in files]
    return [part for part in documents if isinstance(part, dict)]
