"""Networks as graphs: of agreement, and of what is said, whole or window by window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from positions.exchange.exports.graphs import Attributes, Graph, TimedGraph
from positions.grid import Actor, StanceGrid
from positions.measures.networks.blocs import followed
from positions.measures.networks.one_mode import Network, NetworkRule, network
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.render.common.palette import GROUP_COLOURS
from positions.reports.blocs.cut import whole_cut, window_cuts
from positions.reports.common.study import Study
from positions.reports.compare.report import compare_grid
from positions.reports.network.found import Found, found_of
from positions.reports.network.span import Span
from positions.reports.network.words import Naming
from positions.statements import without_duplicates
from positions.vocabulary import NodeKind

_GEPHIS = {"x", "y", "z", "xpos", "ypos", "size", "r", "g", "b", "d3"}
"""Names of attributes that Gephi takes for a node's place, size, colour or label, whatever they hold."""
_OURS = {"type", "proposition", "statements", "colour", "bloc", "organisation"}
_COMBINED: Mapping[int, tuple[int, str]] = {1: (1, "for"), 2: (-1, "against"), 3: (0, "both")}


def agreement_graph(study: Study, how: Comparison | None = None) -> Graph:
    """Return the actors, tied where a pair's agreement is defined.

    A tie's `signed_weight` is agreement less disagreement, from -1 to 1.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    how = how or Comparison()
    grid = study.grid
    edges: list[tuple[int, int, Attributes]] = []
    for pair in compare_grid(grid, how):
        if pair.agreement is None or pair.disagreement is None:
            continue
        counts: Attributes = {
            "agreement": pair.agreement,
            "disagreement": pair.disagreement,
            "shared": pair.counts.shared,
            "conditional": pair.counts.conditional,
        }
        edges.append((pair.a, pair.b, {**_weights(pair.agreement - pair.disagreement), **counts}))
    about: Attributes = {
        "title": study.info.title,
        "dataset_sha256": study.info.sha256,
        "measure": how.measure_for(grid),
        **_said_of(study),
    }
    return Graph("agreement", about, _actor_nodes(grid), edges, (*study.notes_on_filters(), *study.notes))


def discourse_graph(
    study: Study,
    rule: NetworkRule,
    span: Span | None = None,
    *,
    min_shared: int = 1,
    nodes: NodeKind = "actor",
) -> Graph:
    """Return the network of the selected actors' statements, as `positions network` has it.

    In a two-mode network nodes have the boolean `type`, false for actors and true for issues. Each node has
    the number of its statements, the colour of its kind and, in a one-mode network, its bloc as
    `positions blocs --on network` finds it: none where chance groups the network as much.

    Raises:
        UsageError: if the rule or the span makes no sense.
    """
    asked = span or Span()
    found = found_of(study, rule, Span(asked.since, asked.until), min_shared, nodes)
    whole = network(found.set, rule, found.kept)
    about = _about(study, rule, nodes)
    counts = without_duplicates(found.kept, rule.duplicates, by_stance=rule.by_stance)
    blocs = _blocs(found) if rule.mode == "one" else {}
    said = Counter(found.set.actors[statement.actor] for statement in counts)
    described = _nodes(found)
    made = [
        (ref.id, {**described[ref.id], "statements": said[ref.id], **_bloc(blocs, ref.id)})
        for ref in found.naming.rows(whole)
    ]
    if rule.mode == "two":
        about_issues = Counter(found.set.issues[statement.issue] for statement in counts)
        made = [(f"actor:{node}", {**own, "type": False}) for node, own in made]
        issues = _issue_nodes(study)
        for ref in found.naming.columns(whole):
            own = {**issues[ref.id], "type": True, "statements": about_issues[ref.id]}
            made.append((f"issue:{ref.id}", own))
    return Graph("network", about, made, _ties(found.naming, whole), (*found.notes(whole), *study.notes))


def window_graphs(
    study: Study, rule: NetworkRule, span: Span, *, min_shared: int = 1, nodes: NodeKind = "actor"
) -> list[TimedGraph]:
    """Return the network of each window: those who speak in it, with their statements and blocs of then.

    Blocs keep their numbers from window to window while most of their members stay.

    Raises:
        UsageError: if the rule or the span makes no sense, or the network is of two modes.
    """
    if rule.mode == "two":
        raise UsageError("networks over time are of one mode", "leave out --mode two, or leave out --window")
    found = found_of(study, rule, span, min_shared, nodes)
    notes = (*found.notes(network(found.set, rule, ())), *study.notes)
    windows = found.windows(camps=False)
    bounds = [window.bounds for window in windows]
    cuts = [cut.found for cut in window_cuts(found.set, rule, found.dated, bounds)]
    described, about = _nodes(found), _about(study, rule, nodes)
    graphs = []
    for window, blocs, numbers in zip(windows, cuts, followed(cuts), strict=True):
        bloc = {
            found.set.actors[one]: number for own, number in zip(blocs, numbers, strict=True) for one in own
        }
        here = found.dated[window.bounds.first : window.bounds.stop]
        said = Counter(
            one.actor for one in without_duplicates(here, rule.duplicates, by_stance=rule.by_stance)
        )
        place = {actor: index for index, actor in enumerate(window.actors)}
        made: list[tuple[str, Attributes]] = []
        for actor in window.actors:
            name = found.set.actors[actor]
            made.append((name, {**described[name], "statements": said[actor], **_bloc(bloc, name)}))
        edges: list[tuple[int, int, Attributes]] = [
            (place[a], place[b], {**_weights(tie.value), "shared": tie.shared})
            for (a, b), tie in window.ties.items()
            if tie.value and tie.shared >= min_shared
        ]
        when: Attributes = {"start": str(window.bounds.start), "end": str(window.bounds.end)}
        graph = Graph("network", {**about, **when}, made, edges, notes)
        graphs.append(TimedGraph(window.bounds.start, window.bounds.end, graph))
    return graphs


def _nodes(found: Found) -> dict[str, Attributes]:
    """Return what is known of each node by its id."""
    if found.naming.nodes == "issue":
        return _issue_nodes(found.study)
    own = {actor.id: actor for actor in found.study.grid.actors}
    kinds = _colours([actor.kind for actor in found.study.grid.actors])
    if found.naming.nodes == "actor":
        made = _actor_nodes(found.study.grid)
        return {name: {**about, "colour": kinds.get(own[name].kind)} for name, about in made}
    described: dict[str, Attributes] = {}
    for name, homes in zip(found.set.actors, found.set.homes, strict=True):
        kind = own[homes[0]].kind if len(homes) == 1 else None
        described[name] = {
            "label": name,
            "name": name,
            "key": name,
            "kind": kind,
            "organisation": "; ".join(own[home].name for home in homes),
            "colour": kinds.get(kind),
        }
    return described


def _issue_nodes(study: Study) -> dict[str, Attributes]:
    found: dict[str, Attributes] = {}
    for issue in study.grid.issues:
        names: Attributes = {"label": issue.title, "name": issue.title, "key": issue.id}
        found[issue.id] = {**names, "proposition": issue.proposition}
    return found


def _colours(kinds: Sequence[str | None]) -> dict[str | None, str]:
    """Return a colour for each kind, the most frequent first; the last for all that are left."""
    ordered = [kind for kind, _ in Counter(kind for kind in kinds if kind).most_common()]
    last = len(GROUP_COLOURS) - 1
    return {kind: GROUP_COLOURS[min(place, last)] for place, kind in enumerate(ordered)}


def _blocs(found: Found) -> dict[str, int]:
    blocs = enumerate(whole_cut(found.set, found.naming.rule, found.kept).found, 1)
    return {found.set.actors[node]: number for number, members in blocs for node in members}


def _bloc(blocs: Mapping[str, int], name: str) -> Attributes:
    return {"bloc": blocs.get(name)}


def _about(study: Study, rule: NetworkRule, nodes: NodeKind) -> Attributes:
    about: Attributes = {"title": study.info.title, "dataset_sha256": study.info.sha256, **_said_of(study)}
    about |= {name: getattr(rule, name) for name in ("aggregation", "normalization", "duplicates")}
    return {**about, "nodes": nodes}


def _said_of(study: Study) -> Attributes:
    """Return what the dataset says of itself, and how much of it is held back."""
    info = study.info
    return dict(info.about) if info.held_back is None else {**info.about, "held_back": info.held_back}


def _ties(naming: Naming, made: Network) -> list[tuple[int, int, Attributes]]:
    two = naming.rule.mode == "two"
    found: list[tuple[int, int, Attributes]] = []
    for row, numbers in enumerate(made.shared):
        for column in range(0 if two else row + 1, len(made.columns)):
            tie = naming.tie(made, row, column)
            if not tie:
                continue
            counts: Attributes = {"statements" if two else "shared": numbers[column]}
            if naming.rule.aggregation == "combine":
                signed, word = _COMBINED[int(tie)]
                weights: Attributes = {"weight": 1.0, "signed_weight": float(signed), "sign": signed}
                counts["stance"] = word
            else:
                weights = _weights(tie)
            found.append((row, len(made.rows) + column if two else column, {**weights, **counts}))
    return found


def _weights(tie: float) -> Attributes:
    return {"weight": abs(tie), "signed_weight": tie, "sign": (tie > 0) - (tie < 0)}


def _actor_nodes(grid: StanceGrid) -> list[tuple[str, Attributes]]:
    return [(actor.id, _actor_attributes(actor)) for actor in grid.actors]


def _actor_attributes(actor: Actor) -> Attributes:
    own: Attributes = {
        "label": actor.label,
        "name": actor.name,
        "key": actor.id,
        "kind": actor.kind,
        "influence": None if actor.influence is None else float(actor.influence),
    }
    taken = {*own, *_GEPHIS, *_OURS, "id"}  # igraph keeps the word id for itself
    for name, text in actor.attributes.items():
        free = name
        while free.casefold() in taken or free in own:
            free += "_"
        own[free] = text
    return own
