"""What a person gets who copies the options that a message offers."""

import shlex

from positions.exchange.tables.settings import TableSettings, parse_scale, parse_stances


def offered_settings(options: str) -> TableSettings:
    """Return the settings of `--scale` and `--stance` as a shell reads a text that has nothing else."""
    given: dict[str, list[str]] = {"--scale": [], "--stance": []}
    name = ""
    for word in shlex.split(options):
        if word.startswith("--"):
            name, joined, value = word.partition("=")
            given[name] += [value] if joined else []
        else:
            given[name].append(word)
    scale = parse_scale(given["--scale"][0]) if given["--scale"] else None
    return TableSettings(scale=scale, stances=parse_stances(given["--stance"]))
