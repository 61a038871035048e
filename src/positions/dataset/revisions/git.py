"""Reading from an untrusted git repository: git is run, and nothing that the repository configures.

A repository's own configuration can name commands, and git runs them when it fetches an object that is
missing. So git may use no protocol at all, which configuration cannot override, and only `cat-file` and
`ls-tree` are run. A bare repository that lies among the files of another is not entered.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Literal

from positions.problems import UsageError
from positions.programs import find_program
from positions.rounding import as_written

SECONDS = 60.0
"""How long git may take over one object: honest ones take milliseconds."""

_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # no transport: no command of `ext::`, of ssh, or of `remote.*.uploadpack`
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",  # the words below
}
_ABSENT = ("promisor", "lazy fetching", "not allowed")
"""What git writes where an object is missing and would have to be fetched."""

_SAID = 10_000  # bytes of what git writes on stderr that are kept


def read_git(
    command: Literal["cat-file", "ls-tree"],
    *words: str,
    wanted: str,
    limit: int,
    seconds: float = SECONDS,
    folder: Path | None = None,
) -> bytes:
    """Return what git writes about an object of the repository around a folder.

    Args:
        command: what to run.
        words: its arguments.
        wanted: what the user asked for, for messages.
        limit: the most bytes that are read.
        seconds: the longest that git may take.
        folder: where to look for the repository; the current folder unless given.

    Raises:
        UsageError: if there is no git, no repository or no such object, or a limit is exceeded.
    """
    program = find_program("git")
    if program is None:
        raise UsageError(f"{wanted} asks for a revision, and git is not installed")
    arguments = [program, "--no-pager", "-c", "safe.bareRepository=explicit", command, *words]
    with subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **_ENVIRONMENT},
        cwd=folder,
    ) as git:
        late = Timer(seconds, git.kill)
        late.daemon = True
        late.start()
        try:
            output, said = _read(git, limit)
        finally:
            on_time = late.is_alive()
            late.cancel()
            git.kill()
    if len(output) > limit:
        raise UsageError(f"cannot open {wanted}: git's answer is larger than {limit // 1_000_000} MB")
    if not on_time:
        raise UsageError(f"cannot open {wanted}: git did not answer within {as_written(seconds)} s")
    if git.returncode != 0:
        raise _refusal(wanted, said.decode(errors="replace").strip())
    return output


def _read(git: subprocess.Popen[bytes], limit: int) -> tuple[bytes, bytes]:
    """Return at most `limit` + 1 bytes of stdout, and the beginning of stderr, which is read to its end."""
    assert git.stdout is not None  # `stdout=PIPE` above
    assert git.stderr is not None
    said: list[bytes] = []
    listener = Thread(target=_keep_beginning, args=(git.stderr, said), daemon=True)
    listener.start()
    output = git.stdout.read(limit + 1)
    if len(output) <= limit:
        git.wait()
    else:
        git.kill()
    listener.join()
    return output, b"".join(said)[:_SAID]


def _keep_beginning(stream: IO[bytes], kept: list[bytes]) -> None:
    size = 0
    while block := stream.read(_SAID):
        if size < _SAID:
            kept.append(block)
            size += len(block)


def _refusal(wanted: str, said: str) -> UsageError:
    if any(words in said for words in _ABSENT):
        return UsageError(
            f"cannot open {wanted}: this clone is partial and does not hold it",
            "nothing is fetched from here; if you trust the repository, run: git fetch --refetch --no-filter",
        )
    first, *_ = said.removeprefix("fatal: ").splitlines() or ["unknown to git"]
    return UsageError(
        f"cannot open {wanted}: {first}",
        "write REV:path, such as HEAD~1:data/stakeholders.yaml, with the path from this folder",
    )
