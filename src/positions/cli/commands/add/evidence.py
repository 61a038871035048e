"""`positions add evidence ACTOR ISSUE`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli.commands.add.position import evidence_given
from positions.cli.completion import complete_actor, complete_issue
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.options.groups import takes
from positions.cli.options.position import EntryChoiceOption, EvidenceOptions
from positions.library.editing.values import build
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited, Plan
    from positions.dataset.load import Loaded


@takes(chosen=EntryChoiceOption, words=EvidenceOptions, how=EditOptions)
def evidence(
    actor: Annotated[
        str, typer.Argument(metavar="ACTOR", autocompletion=complete_actor, help="By id, short or full name.")
    ],
    issue: Annotated[
        str, typer.Argument(metavar="ISSUE", autocompletion=complete_issue, help="By id or title.")
    ],
    *,
    chosen: EntryChoiceOption,
    words: EvidenceOptions,
    how: EditOptions,
) -> None:
    """Add evidence to a position that already exists.

    The quotation is checked against the text of its source.

    Examples:

        positions add evidence lga parking --source report --quote "no rise"
    """
    from positions.dataset.editing.cells import cell_label
    from positions.dataset.editing.plans.fields import add_evidence
    from positions.dataset.models import Evidence
    from positions.selection import find_actor, find_issue

    if words.source is None and words.quote is None:
        raise UsageError("missing: --source", "name the source, and the words with --quote")
    where = ""

    def plan(loaded: Loaded) -> Plan:
        nonlocal where
        dataset = loaded.require()
        place = find_actor(dataset, actor), find_issue(dataset, issue)
        where = cell_label(dataset, *place)
        item = build(Evidence, evidence_given(loaded, words))
        return add_evidence(loaded, *place, item, chosen.choice())

    def done(edited: Edited) -> str:
        return f"Added: evidence for {where} ({edited.location.file}:{edited.location.line})"

    carry_out(how, plan, done)
