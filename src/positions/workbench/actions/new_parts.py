"""New actors and issues that are made beside a statement."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from positions.dataset.editing.plans.parts import a_new_id
from positions.dataset.models import Issue, Source, Stakeholder
from positions.exchange.slugs import ids_of
from positions.library.editing.values import build, proposition_remark
from positions.vocabulary import Section
from positions.workbench.actions.body import Body
from positions.workbench.actions.commands import options
from positions.workbench.state.snapshot import Snapshot


@dataclass(frozen=True)
class NewPart:
    """A part to add: its id, itself, and the words of the command that adds it."""

    id: str
    part: Stakeholder | Issue | Source
    words: tuple[str, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of the part itself."""
        return about_part(self.part)


def about_part(part: object) -> tuple[str, ...]:
    """Return what an issue still needs: a sentence that a stance is for or against."""
    if not isinstance(part, Issue):
        return ()
    if part.proposition is None:
        return (f"{part.title!r} has no proposition yet: a sentence that one can be for or against.",)
    remark = proposition_remark(part.title, part.proposition)
    return () if remark is None else (remark,)


def new_actor(snapshot: Snapshot, body: Body, taken: Sequence[str] = ()) -> NewPart:
    """Return a new actor from `name`, `short`, `kind` and `id`, of which only the name must be given."""
    name = body.required("name")
    fields = {"name": name, "short": body.text("short"), "kind": body.text("kind")}
    given = body.text("id") or free_id(snapshot, "stakeholders", fields["short"] or name, taken)
    found = a_new_id(snapshot.whole.require(), "stakeholders", given)
    words = ("add", "stakeholder", found, *options(fields))
    return NewPart(found, build(Stakeholder, fields), words)


def new_issue(snapshot: Snapshot, body: Body) -> NewPart:
    """Return a new issue from `title`, `proposition` and `id`, of which only the title must be given."""
    title = body.required("title")
    fields = {"title": title, "proposition": body.text("proposition")}
    found = a_new_id(
        snapshot.whole.require(), "issues", body.text("id") or free_id(snapshot, "issues", title)
    )
    return NewPart(found, build(Issue, fields), ("add", "issue", found, *options(fields)))


def free_id(snapshot: Snapshot, section: Section, text: str, taken: Container[str] = ()) -> str:
    """Return an id made of a text, with a number behind it where it is taken."""
    base = ids_of([text.lower()])[text.lower()]
    known = getattr(snapshot.whole.require(), section)
    number, found = 1, base
    while found in known or found in taken:
        number += 1
        found = f"{base}-{number}"
    return found
