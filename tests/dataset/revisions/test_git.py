"""Revisions of a repository that somebody else has made: nothing in it is run, and nothing is fetched."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from positions.dataset.revisions.git import read_git
from positions.dataset.revisions.load_revision import is_absent, load_revision
from positions.problems import UsageError
from positions.programs import find_program

GIT = find_program("git")
pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")

DATASET = b"format: 1\ntitle: T\nissues: {a: {title: A}}\nstakeholders: {x: {name: X}}\n"
REMOTES = {
    "uploadpack over a path": ("{elsewhere}", 'uploadpack = "touch {mark}; false"'),
    "uploadpack over file": ("file://{elsewhere}", 'uploadpack = "touch {mark}; false"'),
    "ext": ("ext::sh -c touch% {mark}", ""),
    "ssh": ("ssh://nobody@localhost/x", ""),
}
CONFIGURATION = """
[core]
	sshCommand = "touch {mark}; false"
	fsmonitor = "touch {mark}; false"
	pager = "touch {mark}; false"
	alternateRefsCommand = "touch {mark}; false"
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[alias]
	cat-file = "!touch {mark}; false"
[extensions]
	partialClone = origin
[remote "origin"]
	url = "{url}"
	promisor = true
	{more}
"""


def git(folder: Path, *words: str) -> str:
    """Run git as a person does, with no configuration but the repository's."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "gc.auto=0")
    assert GIT is not None
    done = subprocess.run([GIT, *who, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leave out the configuration of whoever runs the tests, and the repository that they are run in."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def committed(folder: Path) -> Path:
    """Return a repository with one commit of a dataset."""
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "s.yaml").write_bytes(DATASET)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    return folder


def without_blob(repository: Path) -> Path:
    """Delete the dataset's object from a repository; return the folder of its objects."""
    blob = git(repository, "rev-parse", "HEAD:s.yaml")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    return repository / ".git"


def armed(place: Path, remote: str, mark: Path, elsewhere: Path) -> None:
    """Let a repository's configuration name a command that makes a file `mark` when anything is fetched."""
    url, more = (text.format(elsewhere=elsewhere, mark=mark) for text in REMOTES[remote])
    text = (
        (place / "config").read_text().replace("repositoryformatversion = 0", "repositoryformatversion = 1")
    )
    (place / "config").write_text(text + CONFIGURATION.format(url=url, more=more, mark=mark))


@pytest.mark.parametrize("remote", REMOTES)
@pytest.mark.parametrize("kind", ["shipped", "buried"])
def test_a_hostile_repository_runs_nothing(
    kind: str, remote: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere, mark = committed(tmp_path / "elsewhere"), tmp_path / "PWNED"
    folder = committed(tmp_path / "clone")
    place = without_blob(folder)
    if kind == "buried":  # a bare repository as ordinary files of another
        outer = committed(tmp_path / "outer")
        place = folder = Path(shutil.move(place, outer / "sub"))
        (place / "config").write_text((place / "config").read_text().replace("bare = false", "bare = true"))
    armed(place, remote, mark, elsewhere)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GIT_SSH_VARIANT", "ssh")

    subprocess.run(["git", "cat-file", "blob", "HEAD:./s.yaml" if kind == "shipped" else "HEAD:s.yaml"],
                   capture_output=True, check=False)  # fmt: skip
    assert mark.exists(), "the attack is none with this git"
    mark.unlink()

    for text in ("HEAD:s.yaml", "HEAD:.", "HEAD:gone.yaml"):
        with pytest.raises(UsageError):
            load_revision(text)
    assert not mark.exists()


@pytest.mark.parametrize("filtered", ["blob:none", "tree:0"])
def test_an_honest_partial_clone_names_the_fetch_that_helps(
    filtered: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = committed(tmp_path / "source")
    git(source, "config", "uploadpack.allowFilter", "true")
    git(source, "config", "uploadpack.allowAnySHA1InWant", "true")
    (source / "s.yaml").write_bytes(DATASET + b"# more\n")
    git(source, "commit", "-qam", "two")
    git(tmp_path, "clone", "-q", f"--filter={filtered}", "--no-checkout", f"file://{source}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    with pytest.raises(UsageError, match="partial") as refused:
        load_revision("HEAD~1:s.yaml")
    command = (refused.value.hint or "").rpartition("run: ")[2]
    git(tmp_path / "clone", *command.split()[1:])
    assert load_revision("HEAD~1:s.yaml").dataset is not None


def test_git_is_not_looked_for_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("git", "git.exe"):
        (tmp_path / name).write_text("#!/bin/sh\ntouch PWNED\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for path in ("", ".", os.pathsep, f".{os.pathsep}", f"..{os.sep}{tmp_path.name}"):
        monkeypatch.setenv("PATH", path)
        assert find_program("git") is None
        with pytest.raises(UsageError, match="not installed"):
            load_revision("HEAD:s.yaml")
    assert not (tmp_path / "PWNED").exists()


def test_what_git_writes_is_bounded_in_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(committed(tmp_path / "a"))
    assert read_git("cat-file", "blob", "HEAD:s.yaml", wanted="x", limit=len(DATASET)) == DATASET
    with pytest.raises(UsageError, match="larger"):
        read_git("cat-file", "blob", "HEAD:s.yaml", wanted="x", limit=len(DATASET) - 1)


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
@pytest.mark.parametrize(
    ("does", "message"), [("exec sleep 60", "within"), ("exec yes >&2", "within"), ("exec yes", "larger")]
)
def test_git_is_bounded_in_time_and_output(
    does: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "git").write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{does}\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match=message):
        read_git("cat-file", "blob", "HEAD:s.yaml", wanted="x", limit=1_000_000, seconds=1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
@pytest.mark.parametrize(
    "name", ["HEAD", "config", "packed-refs", "refs/heads/main", "objects/ab/cd", "commondir"]
)
@pytest.mark.parametrize("kind", ["around", "bare", "linked"])
def test_git_is_not_run_where_it_would_wait_for_a_pipe(
    kind: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = committed(tmp_path / "clone")
    place = folder / ".git"
    if kind == "bare":
        folder = place = Path(shutil.move(place, tmp_path / "sub"))
    elif kind == "linked":
        git(folder, "worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
        folder = tmp_path / "other"
    pipe = place / name
    pipe.unlink(missing_ok=True)
    pipe.parent.mkdir(exist_ok=True)
    os.mkfifo(pipe)
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    revisions = "positions.dataset.revisions.load_revision"
    monkeypatch.setattr(f"{revisions}.read_git", lambda *_, **__: pytest.fail("git would be run"))
    for read in (load_revision, is_absent):
        with pytest.raises(UsageError, match=f"{name} in its repository is not a regular file"):
            read("HEAD:s.yaml")


def test_links_and_folders_of_a_repository_are_no_pipes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = committed(tmp_path / "clone")
    (folder / ".git" / "dangling").symlink_to("nowhere")
    (folder / ".git" / "config").rename(tmp_path / "config")
    (folder / ".git" / "config").symlink_to(tmp_path / "config")
    monkeypatch.chdir(folder)
    assert load_revision("HEAD:s.yaml").require().title == "T"
