"""What to tell people of names that look alike: which were read as one, and which were not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from positions.dataset.models import Dataset
from positions.names import Spellings, alike_groups, share_name
from positions.suggest import first_of

_MOST = 3
_APART = {
    "actor": "give each an id in the column `actor` and its name in `actor_name`",
    "issue": "give each an id in the column `issue` and its title in `issue_title`",
}


def spelled_remarks(**kinds: Spellings) -> Iterator[str]:
    """Yield a sentence for each kind of thing (actor, issue ...) of which some have several spellings."""
    for kind, spellings in kinds.items():
        several = spellings.several
        if several:
            listed = first_of([f"{name!r} ({number} spellings)" for name, number in several.items()], _MOST)
            apart = f"; if they differ, {_APART[kind]}" if kind in _APART else ""
            yield f"Read as one {kind} each, since the spellings look the same: {listed}{apart}."


def alike_remarks(dataset: Dataset) -> Iterator[str]:
    """Yield sentences on actors, and on issues, that stay apart though their names look alike."""
    actors = {key: actor.label for key, actor in dataset.stakeholders.items()}
    issues = {key: issue.title for key, issue in dataset.issues.items()}
    for kind, names, own in (("actors", actors, "`short`"), ("issues", issues, "title")):
        groups = alike_groups(names)
        same = [group for group in groups if share_name(names[key] for key in group)]
        capitals = [group for group in groups if group not in same]
        if capitals:
            listed = _listed([" and ".join(repr(names[key]) for key in group) for group in capitals])
            yield f"Read as different {kind}, though they differ only in capitals: {listed}."
        if same:
            listed = _listed([f"{names[group[0]]!r} ({first_of(list(group), _MOST)})" for group in same])
            yield f"Different {kind} have one name: {listed}; a {own} of its own for each tells them apart."


def _listed(groups: Sequence[str]) -> str:
    return first_of(groups, _MOST)
