"""Datasets in YAML: changed in their tree of nodes, so that most mutants are still read to the end."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from contextlib import suppress

import yaml

from helpers.fuzz.accidents import sometimes_damaged, value
from helpers.fuzz_reader import mutate

HONEST = """\
format: 1                             # the version
title: Industrial strategy and “devolution”, März 2017
scale: five-point
issues:
  new-structures:
    title: "New structures"
    proposition: New strategic authorities should be set up, where places have none
    tags: [governance, 'local government']
    weight: 1.5
  powers: {title: More power, note: "of any kind"}
  1: {title: A key like a number}
sources:
  pse-2017:
    title: "Localis: Industrial reform"
    date: 2017-03
    retrieved: 2017-04-01
    url: "https://example.org/#top"
    language: en
    type: article
    publisher: P
    author: A
    section: News
stakeholders:
  lga:
    name: Local Government Association
    short: LGA
    kind: council association
    influence: 60
    influences: {localis: 2}
    member_of: [localis]
    attributes: {party: none, seats: 3}
    note: |
      Two lines, the second with a colon: here.

      And a last one.
    positions:
      powers: strongly-support
      1: {stance: silent, evidence: [{source: pse-2017}]}
      new-structures:
        - stance: oppose
          date: 2017-03
          salience: 80
          confidence: high
          coder: ab
          note: A remark
          condition: >-
            only if the
            government pays
          evidence:
            - source: pse-2017
              quote: not create unnecessary uncertainty or confusion
                through new institutions
              translation: keine Unsicherheit
              locator: para 14
              basis: reported
              speaker: Cllr Mark Hawthorne
        - {stance: mixed, date: 2016}
  localis:
    name: Localis
    positions: {new-structures: strongly-support, powers: oppose, 1: neutral}
  ccn:
    name: CCN
    kind: council association
    positions:
      new-structures: [{stance: support, date: 2015}, {stance: oppose, date: 2018}]
      powers: {stance: support, condition: if paid for}
"""
_SCALES = (
    "nominal",
    "three-point",
    "five-point",
    "seven-point",
    "{levels: {against: -1, for: 1}, neutral: 0}",
    "{min: -100, max: 100, neutral: 0, level: interval}",
    "{min: 5, max: 1}",
    "{levels: {a: 1, b: 1}}",
    "{levels: {}}",
)

Parent = yaml.MappingNode | yaml.SequenceNode


def _composed(data: bytes) -> yaml.Node:
    node = yaml.compose(data, Loader=yaml.CBaseLoader)
    assert node is not None
    return node


def _slots(root: yaml.Node) -> Iterator[tuple[Parent, int]]:
    """Yield the places in which a node stands: whose, and the how manyeth it is."""
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen or not isinstance(node, Parent):
            continue
        seen.add(id(node))
        for number, inner in enumerate(node.value):
            yield node, number
            waiting.extend(inner if isinstance(inner, tuple) else [inner])


def _get(parent: Parent, number: int) -> yaml.Node:
    inner = parent.value[number]
    found: yaml.Node = inner[1] if isinstance(parent, yaml.MappingNode) else inner
    return found


def _put(parent: Parent, number: int, node: yaml.Node) -> None:
    is_mapping = isinstance(parent, yaml.MappingNode)
    parent.value[number] = (parent.value[number][0], node) if is_mapping else node


def _words(root: yaml.Node) -> list[str]:
    found = [node.value for slot in _slots(root) if isinstance(node := _get(*slot), yaml.ScalarNode)]
    keys = [
        key.value
        for parent, number in _slots(root)
        if isinstance(parent, yaml.MappingNode)
        and isinstance(key := parent.value[number][0], yaml.ScalarNode)
    ]
    return found + keys


def _scalar(text: str, chance: random.Random) -> yaml.ScalarNode:
    return yaml.ScalarNode(
        "tag:yaml.org,2002:str", text, style=chance.choice((None, None, None, '"', "'", "|"))
    )


class _Mutant:
    """A tree that is being changed."""

    def __init__(self, root: yaml.Node, chance: random.Random) -> None:
        self.root = root
        self.chance = chance
        self.words = _words(root)

    def slot(self) -> tuple[Parent, int]:
        return self.chance.choice(list(_slots(self.root)) or [(yaml.SequenceNode("", [self.root]), 0)])

    def change_value(self) -> None:
        slots = [slot for slot in _slots(self.root) if isinstance(_get(*slot), yaml.ScalarNode)]
        if slots:
            slot = self.chance.choice(slots)
            _put(*slot, _scalar(value(self.chance, self.words, _get(*slot).value), self.chance))

    def change_scale(self) -> None:
        if isinstance(self.root, yaml.MappingNode):
            for number, (key, _) in enumerate(self.root.value):
                if key.value == "scale":
                    scale = _composed(self.chance.choice(_SCALES).encode())
                    _put(self.root, number, scale)

    def change_key(self) -> None:
        slots = [slot for slot in _slots(self.root) if isinstance(slot[0], yaml.MappingNode)]
        if slots:
            parent, number = self.chance.choice(slots)
            key, inner = parent.value[number]
            old = key.value if isinstance(key, yaml.ScalarNode) else ""
            place = self.chance.randint(0, len(old))
            typed = old[:place] + old[place + 1 :]  # as a slip of the finger
            text = typed if self.chance.random() < 0.3 else value(self.chance, self.words)
            parent.value[number] = (_scalar(text, self.chance), inner)

    def swap(self) -> None:
        (one, first), (other, second) = self.slot(), self.slot()
        left, right = _get(one, first), _get(other, second)
        _put(one, first, right)
        _put(other, second, left)

    def copy(self) -> None:
        """Put a copy into another's place; or the node itself, which YAML writes as an alias."""
        node = _get(*self.slot())
        _put(*self.slot(), copy.deepcopy(node) if self.chance.random() < 0.8 else node)

    def delete(self) -> None:
        parent, number = self.slot()
        if number < len(parent.value):
            del parent.value[number]

    def double(self) -> None:
        parent, number = self.slot()
        again = copy.deepcopy(parent.value[number])
        parent.value.insert(self.chance.randint(0, len(parent.value)), again)

    def wrap(self) -> None:
        parent, number = self.slot()
        node = _get(parent, number)
        for _ in range(self.chance.choice((1, 1, 1, 2, 90, 150))):
            if self.chance.random() < 0.5:
                node = yaml.SequenceNode("tag:yaml.org,2002:seq", [node])
            else:
                node = yaml.MappingNode("tag:yaml.org,2002:map", [(_scalar("a", self.chance), node)])
        _put(parent, number, node)

    def unwrap(self) -> None:
        parent, number = self.slot()
        node = _get(parent, number)
        if isinstance(node, Parent) and node.value:
            _put(parent, number, _get(node, 0))

    def shorten(self) -> None:
        """Put a stance alone in place of an entry, or a list of one in place of the entry."""
        parent, number = self.slot()
        node = _get(parent, number)
        empty = yaml.MappingNode if self.chance.random() < 0.5 else yaml.SequenceNode
        tag = "tag:yaml.org,2002:" + ("map" if empty is yaml.MappingNode else "seq")
        _put(
            parent,
            number,
            yaml.SequenceNode("tag:yaml.org,2002:seq", [node]) if node.value else empty(tag, []),
        )

    def flow(self) -> None:
        parent, _ = self.slot()
        parent.flow_style = not parent.flow_style


_CHANGES: tuple[tuple[Callable[[_Mutant], None], int], ...] = (
    (_Mutant.change_value, 12),
    (_Mutant.change_key, 3),
    (_Mutant.swap, 2),
    (_Mutant.copy, 2),
    (_Mutant.delete, 2),
    (_Mutant.double, 2),
    (_Mutant.change_scale, 1),
    (_Mutant.wrap, 1),
    (_Mutant.unwrap, 1),
    (_Mutant.shorten, 1),
    (_Mutant.flow, 1),
)


def mutate_yaml(data: bytes, chance: random.Random) -> bytes:
    """Return a dataset's bytes after one to four changes of its tree; one in eight is only damaged text."""
    if chance.random() < 0.12:
        return mutate(data.decode(), chance)
    mutant = _Mutant(_composed(data), chance)
    changes, weights = zip(*_CHANGES, strict=True)
    for change in chance.choices(changes, weights, k=chance.choice((1, 1, 1, 2, 2, 3))):
        with suppress(RecursionError):  # a copy of what is nested too deep already: it stays as it is
            change(mutant)
    text: str = yaml.serialize(
        mutant.root,
        Dumper=yaml.CBaseDumper,
        allow_unicode=chance.random() < 0.8,
        width=chance.choice((20, 80, 1_000_000)),
        line_break=chance.choice(("\n", "\n", "\r\n")),
    )
    return sometimes_damaged(text.encode("utf-8", "replace"), chance, 0.15)
