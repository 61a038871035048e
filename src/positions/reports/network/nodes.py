"""Who or what the nodes of a network are: their headings, and the groups that they are in."""

from __future__ import annotations

from collections.abc import Mapping

from positions.grid import attributes_of
from positions.problems import UsageError
from positions.reports.common.cells import listed
from positions.reports.common.study import Study
from positions.statements import StatementSet
from positions.suggest import hint_for
from positions.tables import Ref
from positions.vocabulary import NodeKind

ORGANISATION = "organisation"
"""The group of a speaker or author: the actor whose statements they make."""


def refs_of(study: Study, found: StatementSet, nodes: NodeKind) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Return the headings of the nodes and of what they make statements on.

    In place of a longer name a speaker or author has the actors whose statements they make.
    """
    match nodes:
        case "actor":
            return study.actors, study.issues
        case "issue":
            return study.issues, study.actors
        case "speaker" | "author":
            labels = {ref.id: ref.label for ref in study.actors}
            named = tuple(
                Ref(name, name, listed([labels[home] for home in homes]))
                for name, homes in zip(found.actors, found.homes, strict=True)
            )
            return named, study.issues


def groups_of(study: Study, found: StatementSet, nodes: NodeKind, name: str | None) -> Mapping[int, str]:
    """Return the group of each node by index, not of those without.

    The group is an actor's kind or an attribute; a speaker's or author's is that of their organisation, or
    the organisation itself, where they have one alone; an issue's its first tag.

    Args:
        study: the data.
        found: the statements, with the nodes.
        nodes: what they are.
        name: the attribute; kind where None, for issues their tag.

    Raises:
        UsageError: if no actor has such an attribute.
    """
    if nodes == "issue":
        if name not in (None, "tag"):
            raise UsageError(f"issues have no attribute {name!r}", "group them by tag")
        tags = [study.dataset.issues[issue].tags for issue in found.actors]
        return {place: own[0] for place, own in enumerate(tags) if own}
    actors = study.grid.actors
    by, own_names = "kind" if name is None else name, nodes in ("speaker", "author")
    known = ["kind", *attributes_of(actors), *((ORGANISATION,) if own_names else ())]
    if by not in known:
        raise UsageError(f"no actor has an attribute {by!r}", hint_for(by, known, "attributes"))
    if by == ORGANISATION and own_names:
        group = {actor.id: actor.label for actor in actors}
    else:
        group = {actor.id: own for actor in actors if (own := actor.group(by))}
    if not own_names:
        return {place: group[actor.id] for place, actor in enumerate(actors) if actor.id in group}
    return {
        place: group[homes[0]]
        for place, homes in enumerate(found.homes)
        if len(homes) == 1 and homes[0] in group
    }
