"""The workflow of docs/how-to/in-ci.md, to the letter, in clones of a local bare repository."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from helpers.paths import DOCS
from helpers.workflow import Played, expanded, git, play, programs

pytestmark = pytest.mark.slow

PAGE = (DOCS / "how-to" / "in-ci.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
WORKFLOW = next(text for kind, text in FENCED.findall(PAGE) if kind == "yaml" and text.startswith("name:"))
STEPS = yaml.safe_load(WORKFLOW)["jobs"]["check"]["steps"]
NO_COMMIT = "0" * 40
"""GitHub's `before` of a branch that is new."""

HEAD = "format: 1\ntitle: Test\nissues:\n  tax: {title: Tax}\n"
ACTORS = "stakeholders:\n  one: {name: One, positions: {tax: support}}\n"


class Project:
    """A bare repository, a person's clone of it, and runs of the workflow for what that person does."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.runs = folder, 0
        self.bare, self.work = folder / "bare.git", folder / "work"
        self.path = programs(folder / "bin")
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(folder, "init", "-q", "-b", "main", str(self.work))
        git(self.work, "remote", "add", "origin", str(self.bare))
        self.commit({"README": "A project.\n"})
        git(self.work, "push", "-q", "origin", "main")

    def commit(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            (self.work / name).parent.mkdir(parents=True, exist_ok=True)
            (self.work / name).write_text(text, encoding="utf-8")
        git(self.work, "add", "-A")
        git(self.work, "commit", "-qm", "A change")

    def pull_request(self, below: str = ".", path: str = "data/stakeholders.yaml") -> Played:
        """Open one for what is committed: GitHub merges it with main, and the workflow runs on that."""
        git(self.work, "push", "-qf", "origin", "HEAD:refs/heads/topic")
        clone = self._clone()
        git(clone, "merge", "-q", "--no-ff", "-m", "Merge", "origin/topic")
        # a pull request that is pushed to again has a `before` too: that of its own branch
        event = {
            "github.event_name": "pull_request",
            "github.event.before": git(self.work, "rev-parse", "HEAD"),
        }
        return self._play(clone, event, below, path)

    def push(
        self, before: str | None = None, below: str = ".", path: str = "data/stakeholders.yaml"
    ) -> Played:
        """Push to main what is committed."""
        before = before or git(self.bare, "rev-parse", "main")
        git(self.work, "push", "-q", "origin", "HEAD:main")
        event = {"github.event_name": "push", "github.event.before": before}
        return self._play(self._clone(), event, below, path)

    def _clone(self) -> Path:
        self.runs += 1
        clone = self.folder / f"run-{self.runs}"
        git(self.folder, "clone", "-q", str(self.bare), str(clone))
        return clone

    def _play(self, clone: Path, event: Mapping[str, str], below: str, path: str) -> Played:
        steps = [dict(step) for step in STEPS]
        for step in steps:
            if "run" in step:
                step["run"] = step["run"].replace("data/stakeholders.yaml", path)
        return play(steps, clone, self.path, event, below)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return Project(tmp_path)


DATASET = {"data/stakeholders.yaml": HEAD + ACTORS}
LATER = {"data/stakeholders.yaml": (HEAD + ACTORS).replace("support", "oppose")}


def test_the_first_pull_request_with_a_dataset_says_that_everything_is_new(project: Project) -> None:
    project.commit(DATASET)
    run = project.pull_request()
    assert run.code == 0, run.out
    assert "everything is new" in run.summary
    assert "One on Tax" in run.summary


def test_a_later_pull_request_shows_its_own_change_alone(project: Project) -> None:
    project.commit(DATASET)
    project.push()
    base = git(project.work, "rev-parse", "HEAD")
    project.commit({"other.txt": "main went on\n"})
    project.push()
    git(project.work, "checkout", "-q", "-B", "topic", base)
    project.commit(LATER)
    run = project.pull_request()
    assert run.code == 0, run.out
    assert "moved" in run.summary
    assert "everything is new" not in run.summary


def test_a_push_is_compared_with_the_commit_before_it(project: Project) -> None:
    project.commit(DATASET)
    first = project.push()
    project.commit(LATER)
    project.commit({"other.txt": "two commits in one push\n"})
    second = project.push()
    assert "everything is new" in first.summary, first.out
    assert "moved" in second.summary, second.out
    assert "Nothing" not in second.summary


@pytest.mark.parametrize("before", [NO_COMMIT, "1" * 40])
def test_a_push_whose_commit_before_is_not_there_is_compared_with_the_parent(
    project: Project, before: str
) -> None:
    project.commit(DATASET)
    project.commit(LATER)
    run = project.push(before)
    assert run.code == 0, run.out
    assert "moved" in run.summary


def test_the_first_commit_of_all_is_new(project: Project) -> None:
    git(project.work, "checkout", "-q", "--orphan", "begin")
    project.commit(DATASET)
    git(project.work, "push", "-qf", "origin", "HEAD:main")
    run = project.push(NO_COMMIT)
    assert run.code == 0, run.out
    assert "everything is new" in run.summary


@pytest.mark.parametrize("below", [".", "study"])
def test_a_folder_and_a_subfolder(project: Project, below: str) -> None:
    home = "" if below == "." else f"{below}/"
    project.commit({f"{home}data/dataset.yaml": HEAD, f"{home}data/one.yaml": ACTORS})
    first = project.pull_request(below, "data")
    assert first.code == 0, first.out
    assert "everything is new" in first.summary
    project.push(below=below, path="data")
    project.commit({f"{home}data/one.yaml": ACTORS.replace("support", "oppose")})
    later = project.push(below=below, path="data")
    assert later.code == 0, later.out
    assert "moved" in later.summary
    project.commit({f"{home}data/one.yaml": ACTORS.replace("support", "supprt")})
    wrong = project.pull_request(below, "data")
    assert wrong.code == 1
    assert f"::error file={home}data/one.yaml,line=2," in wrong.out


def test_an_issue_for_120_actors_fits_in_a_comment_that_says_what_it_leaves_out(project: Project) -> None:
    quote = "We have said so many times, and we say so again: " * 20
    source = "sources:\n  s: {title: S}\n"

    def of(issues: int) -> str:
        titles = "".join(f"  i{number}: {{title: Issue {number}}}\n" for number in range(issues))
        actors = "".join(
            f"  a{actor}:\n    name: Actor {actor}\n    positions:\n"
            + "".join(
                f"      i{number}: {{stance: {('support', 'oppose')[actor * number % 2]}, "
                f'evidence: [{{source: s, quote: "{quote}"}}]}}\n'
                for number in range(issues)
            )
            for actor in range(120)
        )
        return f"format: 1\ntitle: Large\nissues:\n{titles}{source}stakeholders:\n{actors}"

    project.commit({"data/stakeholders.yaml": of(1)})
    project.push()
    project.commit({"data/stakeholders.yaml": of(2)})
    run = project.pull_request()
    assert run.code == 0, run.out
    assert 40_000 < len(run.summary.encode()) <= 60_000
    assert re.search(r"[\d,]+ of [\d,]+ rows are left out here", run.summary)
    assert "Shortened to fit" in run.summary


def test_the_helper_reads_expressions_as_github_does() -> None:
    text = "${{ github.event_name == 'push' && github.event.before || 'HEAD^1' }}"
    assert expanded(text, {"github.event_name": "push", "github.event.before": "abc"}) == "abc"
    assert expanded(text, {"github.event_name": "pull_request", "github.event.before": "abc"}) == "HEAD^1"
