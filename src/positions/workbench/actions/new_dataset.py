"""Creating a dataset in the page: from a title, a scale and the first issues."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.load import load_bytes
from positions.dataset.models import FORMAT
from positions.exchange.slugs import ids_of
from positions.names import alike_key
from positions.problems import UsageError
from positions.workbench.actions.body import Body
from positions.workbench.actions.changes import Changed
from positions.workbench.actions.commands import command_lines
from positions.workbench.actions.new_parts import about_part
from positions.workbench.state.bench import Bench

FILE = "stakeholders.yaml"
SCALES = ("five-point", "three-point")


def begin(bench: Bench, body: Body) -> Changed:
    """Write a dataset with a title, a scale and issues, each a line "Title: proposition".

    Raises:
        UsageError: if there is one already, or a line is wrong.
    """
    from positions.dataset.models import Dataset

    with bench.lock:
        if bench.exists:
            raise UsageError("there is a dataset already", "load the page again")
        scale = body.text("scale") or SCALES[0]
        if scale not in SCALES:
            raise UsageError(f"{scale!r} is no scale to begin with", f"choose {' or '.join(SCALES)}")
        title = body.required("title")
        issues = _issues(body.text("issues") or "")
        raw = {
            "format": FORMAT,
            "title": title,
            "scale": scale,
            "issues": issues,
            "stakeholders": {},
        }
        dataset = Dataset.model_validate(raw)
        text = dataset_to_yaml(dataset)
        load_bytes(text.encode(), FILE).require()
        path = bench.path / FILE if bench.path.is_dir() else bench.path
        _write_new(path, text)
        bench.path = path
        bench.forget()
    bench.tell()
    remarks = tuple(remark for issue in dataset.issues.values() for remark in about_part(issue))
    return Changed(f"Begun: {path.name}", command_lines([("init",)], path.parent), remarks)


def _issues(lines: str) -> dict[str, dict[str, str]]:
    parts = [line.partition(":") for line in lines.splitlines() if line.strip()]
    titles = [title.strip() for title, _, _ in parts]
    if not titles or not all(titles):
        raise UsageError("missing: issues", "write one a line, as Title: proposition")
    alike = Counter(map(alike_key, titles))
    twice = next((title for title in titles if alike[alike_key(title)] > 1), None)
    if twice is not None:
        raise UsageError(f"two issues have the title {twice!r}", "give each a title of its own")
    ids = ids_of([title.lower() for title in titles])
    return {
        ids[title.strip().lower()]: {
            "title": title.strip(),
            **({"proposition": said.strip()} if said.strip() else {}),
        }
        for title, _, said in parts
    }


def _write_new(path: Path, text: str) -> None:
    from positions.files import reason, write_together

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise UsageError(f"there is a dataset already: {path}")
        write_together({path: text.encode()})
    except OSError as error:
        raise UsageError(f"cannot write {path}: {reason(error)}") from None
