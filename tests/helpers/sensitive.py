"""A dataset on which every option makes a difference where it can, and how each option is tried."""

from __future__ import annotations

from collections.abc import Mapping

DATASET = """\
format: 1
title: Sensitive
scale: five-point
issues:
  rail: {title: Rail, weight: 3, tags: [transport]}
  bus: {title: Buses, tags: [transport]}
  tax: {title: Tax, weight: 2, tags: [money]}
  fees: {title: Fees, tags: [money]}
  parks: {title: Parks}
  trees: {title: Trees, tags: [money]}
sources:
  old: {title: Old, date: 2015-03-01}
  new: {title: New, date: 2020-06-01}
stakeholders:
  ann:
    name: Ann
    kind: union
    influences: {ben: 3, cat: 1}
    positions:
      trees: {stance: support, evidence: [{source: old, quote: Trees}]}
      rail:
      - {stance: oppose, date: 2014-01-05, evidence: [{source: old, quote: No rail}]}
      - {stance: support, date: 2018-02-01,
        evidence: [{source: new, quote: Rail now}], salience: 90, confidence: high}
      bus: {stance: support, condition: the fares fall,
        evidence: [{source: new, basis: reported}], salience: 10}
      tax: {stance: oppose, evidence: [{source: old, quote: No tax}], confidence: low}
      parks: {stance: support, evidence: [{source: old, basis: inferred}], confidence: low, salience: 30}
  ben:
    name: Ben
    kind: party
    influences: {ann: 1, cat: 2}
    positions:
      trees: {stance: support, evidence: [{source: new, basis: inferred}], confidence: low}
      rail: {stance: strongly-oppose, date: 2016-01-01,
        evidence: [{source: new, quote: Never}], salience: 20, confidence: medium}
      bus: {stance: support, evidence: [{source: new, quote: Buses}], salience: 80, confidence: high}
      tax: {stance: support, evidence: [{source: new, basis: inferred}], confidence: low}
      fees:
      - {stance: support, date: 2013-01-01}
      - {stance: oppose, date: 2019-01-01, evidence: [{source: new, quote: No fees}]}
      parks: {stance: support, evidence: [{source: old, quote: Green}], salience: 60, confidence: high}
  cat:
    name: Cat
    kind: party
    influences: {ann: 2, ben: 1, dan: 3}
    positions:
      trees: {stance: support, condition: the soil is good, evidence: [{source: new, quote: Plant}]}
      rail: {stance: support, date: 2017-01-01,
        evidence: [{source: old, quote: Yes please}], salience: 50, confidence: high}
      bus: {stance: oppose, date: 2019-03-01,
        evidence: [{source: new, quote: No buses}], salience: 40, confidence: high}
      tax: {stance: neutral, evidence: [{source: old, quote: Perhaps}], confidence: low}
      parks: {stance: support, evidence: [{source: new, quote: More parks}], confidence: high}
  dan:
    name: Dan
    kind: union
    influences: {cat: 1}
    positions:
      rail: silent
      fees: {stance: support, evidence: [{source: old, quote: Fees}], confidence: high, salience: 70}
      parks: {stance: support, condition: the money is there,
        evidence: [{source: old, quote: If so}], confidence: high}
  eve:
    name: Eve
    kind: party
    positions:
      trees: {stance: support, evidence: [{source: old, quote: Leaves}], confidence: high}
      rail: {stance: support, evidence: [{source: old, quote: Rail}, {source: old, quote: Rail again}]}
      bus: {stance: oppose, evidence: [{source: new, quote: Walk}], salience: 5}
      parks: {stance: oppose, evidence: [{source: new, quote: Build}]}
  fay:
    name: Fay
    kind: union
    positions:
      trees: {stance: support, evidence: [{source: new, quote: Wood}]}
      rail:
      - {stance: oppose, date: 2015-02-01, evidence: [{source: old, quote: Not yet}]}
      - {stance: oppose, date: 2015-08-01, evidence: [{source: old, quote: Still not}]}
      bus: {stance: support, evidence: [{source: old, quote: Ride}]}
      tax: {stance: oppose, evidence: [{source: new, quote: Cut}]}
  gus:
    name: Gus
    positions:
      rail: {stance: oppose, evidence: [{source: old, quote: Cars}]}
      tax: {stance: support, evidence: [{source: old, quote: Pay}]}
      fees: {stance: oppose, evidence: [{source: old, quote: Free}]}
  hal: {name: Hal, kind: party}
"""

OTHER = DATASET.replace("strongly-oppose", "support").replace("{stance: neutral", "{stance: support")
"""The same after changes, for what compares two datasets."""

Words = tuple[str, ...]

PROBES: Mapping[str, tuple[Words, ...]] = {
    "--issue": (("bus",), ("rail",)),
    "--tag": (("money",), ("transport",)),
    "--kind": (("union",), ("party",)),
    "--source": (("new",),),
    "--as-of": (("2016",),),
    "--basis": (("stated",),),
    "--min-confidence": (("medium",),),
    "--min-shared": (("3",), ("9",)),
    "--measure": (("proximity",),),
    "--entries": (("window", "--since", "2016", "--until", "2019"),),
    "--since": (("2017",),),
    "--until": (("2016",),),
    "--with": (("ben",),),
    "--sort": (("bloc",), ("name",)),
    "--group-by": (("kind",),),
    "--top": (("1",),),
    "--min-agreement": (("0.6",),),
    "--blocs": (("4",),),
    "--mode": (("two",),),
    "--aggregation": (("combine",), ("ignore",)),
    "--normalization": (("none",), ("activity",)),
    "--duplicates": (("include",), ("all",)),
    "--window": (("300d",),),
    "--step": (("100d",),),
    "--stale-after": (("1y",),),
    "--max-bytes": (("300",),),
    "--merge": (("merged.yaml",),),
    "--type": (("wide",), ("network",)),
    "--column": (("actor=who",),),
    "--stance": (("yes=1,no=-1",),),
    "--scale": (("1:5",),),
    "--actors": (("people.csv",),),
    "--issues": (("topics.csv",),),
    "--actor": (("person",),),
    "--title": (("Another",),),
}
"""The words after each option that takes some: each way in which it is tried."""

COMMANDS = (
    "compare",
    "compare ann",
    "compare --group-by kind",
    "compare --top 2",
    "compare --min-agreement 0.1",
    "explain ann ben",
    "show ann",
    "show bus",
    "issues",
    "issues --consensus",
    "common-ground",
    "common-ground ann ben cat",
    "blocs --blocs 2",
    "map ann ben cat eve fay gus",
    "network",
    "network --mode two",
    "network --window 400d",
    "power",
    "gaps",
    "history",
    "history ann",
    "history rail",
    "history ann ben",
    "diff other.yaml stakeholders.yaml",
    "reliability stakeholders.yaml other.yaml",
    "brief -o -",
    "brief ann ben -o -",
    "report -o -",
    "report --group-by kind -o -",
    "export -o -",
    "export --type wide -o -",
    "export --type actors -o -",
    "export --type issues -o -",
    "export --type pairs -o -",
    "export -o out.graphml",
    "export --type network -o out.graphml",
    "export -o out.json",
    "check stakeholders.yaml",
    "import votes.csv --column actor=who,issue=what -o -",
    "import wide.csv --type wide -o -",
)
"""Each command that reads a dataset, in each of its forms."""

FILES: Mapping[str, str] = {
    "stakeholders.yaml": DATASET,
    "other.yaml": OTHER,
    "people.csv": "actor,kind\nann,union\n",
    "topics.csv": "issue,weight\nrail,2\n",
    "votes.csv": "who,what,stance\nann,rail,yes\nann,bus,no\nben,rail,no\nben,bus,no\ncat,rail,yes\n",
    "wide.csv": "actor,rail,bus\nann,yes,no\nben,no,no\n",
}
"""What lies in the folder in which they run."""
