"""The hook for pre-commit, run by the real pre-commit on a copy of this checkout."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from helpers import offline
from helpers.paths import DOCS
from positions.dataset.authoring.starter import starter_files

OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_DEPS": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads a switch whose name begins with NO by what the switch sets
    "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
}
"""The hook's environment takes what it depends on from this one, since no test reaches a package index."""

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
    git(copy, "init", "-q", "-b", "main")
    git(copy, "add", "-A")
    git(copy, "commit", "-qm", "a copy")
    return copy


@pytest.fixture
def project(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project beside the checkout, with what the page says done in it."""
    pytest.importorskip("pre_commit")
    pytest.importorskip("hatchling")
    scripts = Path(sys.executable).parent
    python_path = os.pathsep.join([offline.python_path(), sysconfig.get_path("purelib")])
    set_up = {
        **OFFLINE,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": python_path,
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path),
    }
    for name, value in set_up.items():
        monkeypatch.setenv(name, value)
    project = tmp_path / "project"
    for name, content in starter_files().items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(content)
    git(project, "init", "-q")
    page = (DOCS / "how-to" / "in-ci.md").read_text(encoding="utf-8")
    section = page[page.index("## Before every commit") :]
    config, commands = re.findall(r"^```(?:yaml|sh)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    (project / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    subprocess.run(["bash", "-e", "-c", commands], cwd=project, check=True, capture_output=True, timeout=600)
    return project


def commit(project: Path) -> subprocess.CompletedProcess[str]:
    git(project, "add", "-A")
    command = ["git", *WHO, "commit", "-m", "A change"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=600)


@pytest.mark.slow
def test_the_hook_passes_what_is_right_and_stops_what_is_wrong(project: Path) -> None:
    right = commit(project)
    assert right.returncode == 0, right.stdout + right.stderr
    assert "Passed" in right.stderr
    dataset = project / "stakeholders.yaml"
    good = dataset.read_text(encoding="utf-8")
    dataset.write_text(good.replace("parking-charges: silent", "parking-charges: no"), encoding="utf-8")
    wrong = commit(project)
    assert wrong.returncode == 1
    assert "stakeholders.yaml:38:24: error[bad-stance]" in wrong.stderr
    dataset.write_text(good, encoding="utf-8")

    config = project / ".pre-commit-config.yaml"
    config.write_text(
        f"{config.read_text(encoding='utf-8')}        files: ^data/.*\\.yaml$\n", encoding="utf-8"
    )
    (project / "data").mkdir()
    (project / "data" / "dataset.yaml").write_text("format: 1\ntitle: T\nissues: {tax: {title: Tax}}\n")
    part = project / "data" / "one.yaml"
    part.write_text("stakeholders: {one: {name: One, positions: {tax: support}}}\n")
    folder = commit(project)
    assert folder.returncode == 0, folder.stderr
    part.write_text("stakeholders: {one: {name: One, positions: {tax: supprt}}}\n")
    misspelt = commit(project)
    assert misspelt.returncode == 1
    assert misspelt.stderr.count("error[") == 1
    assert "\ndata/one.yaml:1:" in misspelt.stderr
