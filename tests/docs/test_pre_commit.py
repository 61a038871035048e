"""The hook for pre-commit, run by the real pre-commit on a copy of this checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from positions.dataset.authoring.starter import starter_files

WHO = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *WHO, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(repository: Path, tmp_path: Path) -> Path:
    """What git knows of this checkout, as a repository of its own that pre-commit can clone."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=repository, capture_output=True, text=True, check=True
    ).stdout
    copy = tmp_path / "positions"
    for name in filter(None, listed.split("\0")):
        if name.startswith(("tests/", "docs/")) or not (repository / name).is_file():
            continue
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(repository / name, target)
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "commit", "-qm", "a copy")
    return copy


@pytest.mark.slow
def test_the_hook_passes_what_is_right_and_stops_what_is_wrong(checkout: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    project = tmp_path / "project"
    for name, content in starter_files().items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(content)
    git(project, "init", "-q")
    git(project, "add", "-A")

    def hook() -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-m",
            "pre_commit",
            "try-repo",
            str(checkout),
            "positions-check",
            "--all-files",
        ]
        environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
        return subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=600
        )

    right = hook()
    assert right.returncode == 0, right.stdout + right.stderr
    assert "Passed" in right.stdout
    dataset = project / "stakeholders.yaml"
    dataset.write_text(
        dataset.read_text(encoding="utf-8").replace("parking-charges: silent", "parking-charges: no")
    )
    wrong = hook()
    assert wrong.returncode == 1
    assert "stakeholders.yaml:38:24: error[bad-stance]" in wrong.stdout
