"""Entities whose names look the same, as one entity each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from positions.exchange.dna.database import DnaFile
from positions.names import Spellings, tidy_name


def with_one_spelling(found: DnaFile, kind: int, names: Mapping[str, Spellings]) -> DnaFile:
    """Return a database in which each name of some variables is spelled in one way.

    Of two entities that become one, the attributes of the first come before those of the second.

    Args:
        found: the database.
        kind: the type of statement that is read.
        names: the spellings of each of the variables, added to.
    """
    entities = dict(found.entities)
    for variable, spellings in names.items():
        known: dict[str, Mapping[str, str]] = {}
        for name, attributes in found.entities.get((kind, variable), {}).items():
            one = _one(name, spellings)
            known[one] = {**attributes, **known.get(one, {})}
        entities[kind, variable] = known
    statements = tuple(
        replace(
            statement,
            values={
                variable: _one(text, names[variable]) if variable in names else text
                for variable, text in statement.values.items()
            },
        )
        if statement.type == kind
        else statement
        for statement in found.statements
    )
    return replace(found, entities=entities, statements=statements)


def _one(name: str, spellings: Spellings) -> str:
    return spellings.one(name) if tidy_name(name) else name
