"""A dataset that is changed from Python, a call an edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Unpack

from positions.dataset.editing.edit import Edited, Plan, edit, load_to_edit
from positions.dataset.editing.plans.cells import NewPosition, add_position, find_stance
from positions.dataset.editing.plans.parts import WHAT, a_new_id, add_part
from positions.dataset.editing.recording import Signature
from positions.dataset.incoming.reading import IncomingSource
from positions.dataset.incoming.storing import stored
from positions.dataset.load import Loaded, load
from positions.dataset.models import Issue, Source, Stakeholder
from positions.library.editing.additions import added_part, added_positions
from positions.library.editing.entries import entry_of
from positions.library.editing.evidence import evidence_of
from positions.library.editing.fields import (
    IssueFields,
    PositionFields,
    SourceFields,
    StakeholderFields,
    TitledSourceFields,
    require_known,
)
from positions.library.editing.renaming import Renaming
from positions.library.editing.sources import (
    folder_of,
    incoming_id,
    incoming_part,
    look_for_text,
    source_fields,
)
from positions.library.editing.values import build, names, partial_date, proposition_remark, tidy
from positions.library.options.reading import place_of
from positions.library.selecting import a_name
from positions.problems import Location, Problem
from positions.selection import find_actor, find_issue
from positions.vocabulary import Renamable, Section


@dataclass(frozen=True)
class Edit:
    """What an edit did, or would do.

    Attributes:
        said: it in a sentence, with the place.
        location: where it stands.
        warnings: what is to be said of the dataset now and was not before.
        remarks: what else was done or found, such as the line of a quotation in its source.
        changes: what it did to the files.
    """

    said: str
    location: Location
    warnings: tuple[Problem, ...]
    remarks: tuple[str | Problem, ...]
    changes: Edited = field(repr=False)

    @cached_property
    def diff(self) -> str:
        """The change of the files as a unified diff."""
        return self.changes.diff()

    def __repr__(self) -> str:
        return f"<{self.said}>"


class Editing:
    """A dataset's file or folder, and the ways to change it.

    Every method is one edit: it is checked and written at once, whole or not at all, and kept in the
    journal. Comments, order and layout stay. With `dry_run` nothing is written, and the edit that comes back
    has the diff.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        *,
        coder: str | None = None,
        dry_run: bool = False,
    ) -> None:
        self.path, self.coder, self.dry_run = Path(place_of(path)), coder, dry_run
        self._remarks: list[str | Problem] = []

    def __enter__(self) -> Editing:
        """Return this, once the dataset is seen to be one without an error.

        Raises:
            DataError: if it has errors.
            UsageError: if it cannot be opened.
        """
        self._load()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Do nothing: what was edited is written already."""

    def __repr__(self) -> str:
        return f"positions.editing({str(self.path)!r})"

    def _load(self) -> Loaded:
        """Return the dataset as it is now, between two edits; one that was interrupted is undone first.

        Raises:
            DataError: if it has errors.
            UsageError: if it cannot be opened.
        """
        loaded = load(self.path) if self.dry_run else load_to_edit(self.path, self._say)
        loaded.require()
        return loaded

    def add_stakeholder(self, id: str, *, name: str, **fields: Unpack[StakeholderFields]) -> Edit:
        """Add a stakeholder, as `positions add stakeholder` does.

        Args:
            id: a short id, for example lga.
            name: the full name.
            **fields: `short`, `kind`, `member_of` and `note`.

        Raises:
            DataError: if the dataset has errors, or would have.
            UsageError: if the id is taken, an association is unknown or a value is wrong.
        """
        require_known(fields, StakeholderFields)
        dataset = self._load().require()
        groups = [find_actor(dataset, group) for group in names(fields.get("member_of"))]
        given = {
            "name": tidy(name),
            "short": tidy(fields.get("short")),
            "kind": tidy(fields.get("kind")),
            "member_of": groups,
            "note": tidy(fields.get("note")),
        }
        return self._add("stakeholders", id, build(Stakeholder, given))

    def add_issue(self, id: str, *, title: str, **fields: Unpack[IssueFields]) -> Edit:
        """Add an issue, as `positions add issue` does.

        Args:
            id: a short id, for example parking.
            title: the short name, as shown in tables.
            **fields: `proposition` (the sentence that a stance is for or against), `tags`, `weight`, `note`.

        Raises:
            DataError: if the dataset has errors, or would have.
            UsageError: if the id is taken or a value is wrong.
        """
        require_known(fields, IssueFields)
        given = {
            "title": tidy(title),
            "proposition": tidy(fields.get("proposition")),
            "tags": names(fields.get("tags")),
            "weight": fields.get("weight"),
            "note": tidy(fields.get("note")),
        }
        remark = proposition_remark(title, fields.get("proposition"))
        if remark is not None:
            self._say(remark)
        return self._add("issues", id, build(Issue, given))

    def add_source(self, id: str, *, title: str, **fields: Unpack[SourceFields]) -> Edit:
        """Add a source, as `positions add source` does.

        Args:
            id: a short id, for example report-2026.
            title: the title of the text or speech.
            **fields: `publisher`, `author`, `type`, `section`, `date`, `retrieved`, `url`, `language`, `text`
                (a copy in the dataset's folder, against which quotations are checked) and `note`.

        Raises:
            DataError: if the dataset has errors or would have, or the text cannot be read.
            UsageError: if the id is taken or a value is wrong.
        """
        part = build(Source, source_fields({"title": title, **fields}))
        look_for_text(self._load(), part.text, self._say)
        return self._add("sources", id, part)

    def add_source_file(
        self, incoming: IncomingSource, id: str | None = None, **fields: Unpack[TitledSourceFields]
    ) -> Edit:
        """Add a source with its text, as `positions add source FILE` does.

        The text goes into `sources/` of the dataset's folder; beside it the original, where that is no text.
        Undoing the edit leaves them there.

        Args:
            incoming: the file: `positions.dataset.incoming.reading` has `read_incoming` for bytes and
                `read_incoming_file` for a path.
            id: a short id; made of the file's name unless given.
            **fields: as in `add_source`, in place of what the file says of itself; an empty text leaves out
                what was found. `text` is not taken.

        Raises:
            DataError: if the dataset has errors, or would have.
            UsageError: if there is no title, the id is taken, a value is wrong or a file cannot be written.
        """
        loaded = self._load()
        part = incoming_part(incoming, fields)
        name = incoming_id(loaded.require(), incoming) if id is None else a_name(id)
        a_new_id(loaded.require(), "sources", name)
        for remark in incoming.remarks:
            self._say(remark)
        with stored(folder_of(loaded), incoming, name, dry_run=self.dry_run) as text:
            return self._add("sources", name, part.model_copy(update={"text": text}))

    def add_position(
        self, actor: str, issue: str, stance: str | float, **fields: Unpack[PositionFields]
    ) -> Edit:
        """Add a position with the words that it rests on, as `positions add position` does.

        The quotation is looked for in its source's text. Where the actor has a position on the issue already,
        the new one becomes a later one beside it if the dates differ.

        Args:
            actor: whose, by id, short or full name.
            issue: on what, by id or title.
            stance: a word of the scale, a number on a range, or silent, mixed, declined ...
            **fields: of the evidence `source`, `quote`, `translation`, `speaker`, `locator`, `basis` and
                `force` (keep a quotation that is not in its source); of the position `date`, `salience`,
                `confidence`, `condition` with what it `needs` (sides by issue), `note` and `coder`;
                `replace` puts it in the place of the one that is there, `old_date` is when that one was
                taken.

        Raises:
            DataError: if the dataset has errors or would have, or the quotation is not in its source.
            UsageError: if a name is unknown, a value is wrong, or a position that is there is in the way.
        """
        require_known(fields, PositionFields)
        loaded = self._load()
        dataset = loaded.require()
        who, what = find_actor(dataset, a_name(actor)), find_issue(dataset, a_name(issue))
        taken = find_stance(loaded, what, str(stance))
        evidence = evidence_of(loaded, fields, self._say)
        entry = entry_of(loaded, taken, fields, evidence, self.coder)
        old_date = partial_date(fields.get("old_date"))
        return self._put(NewPosition(who, what, entry, fields.get("replace", False), old_date))

    def _put(self, new: NewPosition) -> Edit:
        """Put an entry into its cell.

        Raises:
            CellTakenError: if the cell has an entry and the two could not be put in order of time.
        """

        def said(edited: Edited) -> str:
            return added_positions(edited, [new])

        words = ("add", "position", new.actor, new.issue, str(new.entry.stance))
        return self._carry_out(lambda loaded: add_position(loaded, new), said, words, new.entry.coder)

    def rename_actor(self, old: str, new: str, *, forget: bool = False, merge: bool = False) -> Edit:
        """Give a stakeholder another id everywhere, as `positions rename actor` does.

        Args:
            old: whose, by id, short or full name.
            new: the new id.
            forget: whether the old id is not kept under `was`; one that is kept is still taken in arguments.
            merge: whether `new` exists and the two become one, with the dated entries of both.

        Raises:
            DataError: if the dataset has errors.
            UsageError: if there is no such stakeholder, or the new id is taken or cannot be one.
        """
        return self._rename("stakeholders", (old, new), forget=forget, merge=merge)

    def rename_issue(self, old: str, new: str, *, forget: bool = False, merge: bool = False) -> Edit:
        """Give an issue another id everywhere, as `positions rename issue` does.

        Args:
            old: which, by id or title.
            new: the new id.
            forget: whether the old id is not kept under `was`; one that is kept is still taken in arguments.
            merge: whether `new` exists and the two become one, with the dated entries of both.

        Raises:
            DataError: if the dataset has errors.
            UsageError: if there is no such issue, or the new id is taken or cannot be one.
        """
        return self._rename("issues", (old, new), forget=forget, merge=merge)

    def _say(self, said: str | Problem) -> None:
        """Keep a remark for the edit that is being made."""
        self._remarks.append(said)

    def _add(self, section: Section, id: str, part: Issue | Source | Stakeholder) -> Edit:
        def said(edited: Edited) -> str:
            return added_part(edited, section, part)

        words = ("add", WHAT[section], a_name(id))
        return self._carry_out(lambda loaded: add_part(loaded, section, id, part), said, words)

    def _rename(self, section: Renamable, ids: tuple[str, str], *, forget: bool, merge: bool) -> Edit:
        renaming = Renaming(section, *ids, forget, merge)
        word = "actor" if section == "stakeholders" else "issue"
        words = ("rename", word, *ids, *(["--forget"] * forget), *(["--merge"] * merge))
        return self._carry_out(renaming.plan, renaming.done, words)

    def _carry_out(
        self,
        plan: Callable[[Loaded], Plan],
        said: Callable[[Edited], str],
        words: tuple[str, ...],
        coder: str | None = None,
    ) -> Edit:
        signature = Signature(words, coder or self.coder)
        edited = edit(self.path, plan, dry_run=self.dry_run, signature=signature, notify=self._say)
        remarks, self._remarks = tuple(self._remarks), []
        return Edit(said(edited), edited.location, edited.warnings, remarks, edited)


def editing(path: str | PathLike[str], *, coder: str | None = None, dry_run: bool = False) -> Editing:
    """Return a dataset's file or folder with the ways to change it, for a `with` or as it is.

    Args:
        path: the dataset's file, or its folder.
        coder: who signs the positions that are added.
        dry_run: whether nothing is written.

    Examples:
        with positions.editing("stakeholders.yaml") as data:
            data.add_stakeholder("traders", name="Traders' Association", short="Traders")
            data.add_position("traders", "parking", "oppose", source="article", quote="no rise")
    """
    return Editing(path, coder=coder, dry_run=dry_run)
