"""Run a notebook: python run_notebook.py NOTEBOOK, which is written back with its outputs.

In a process of its own, since a kernel talks over sockets of this machine, and tests have none.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    # without types of their own
    nbformat: Any = import_module("nbformat")
    nbclient: Any = import_module("nbclient")
    path = Path(sys.argv[1])
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    client = nbclient.NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=300,
        startup_timeout=180,
        coalesce_streams=True,
        resources=where,
    )
    client.execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)


if __name__ == "__main__":
    main()
