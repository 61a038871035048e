"""What every test may use, and the quiet in which they all run."""

from __future__ import annotations

import gc
import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from helpers import offline
from helpers.examples import LONG
from helpers.paths import REPOSITORY

# no example is a test of speed; every day the same examples, so that a change alone makes a test fail
# (long runs look for others)
settings.register_profile("everyday", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None)
settings.load_profile("long" if LONG else "everyday")

# Where a machine forbids it, each of some hundred processes would compile the program anew, two thirds
# of what a start then costs, and each worker would rewrite the assertions of every test.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

offline.refuse_network()

# nohup, and a shell that starts the tests in the background, have them ignored, and so in what a test starts
for _number in (signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):
    if signal.getsignal(_number) == signal.SIG_IGN:
        usual = signal.default_int_handler if _number == signal.SIGINT else signal.SIG_DFL
        signal.signal(_number, usual)

# what a person's shell may set and a test must not feel
_VARIABLES = (
    "POSITIONS_DATA",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "LINES",
    "GITHUB_ACTIONS",
    "PYTHONIOENCODING",
    "SOURCE_DATE_EPOCH",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shuffle", type=int, metavar="SEED", help="Random order of files, and in them.")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than processors: many tests wait for a process that they have started."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests of each file together, files and tests in an order that the seed decides."""
    seed = config.getoption("--shuffle")
    if seed is None:
        return
    chance = random.Random(seed)
    files = sorted({item.path for item in items})
    places = {path: chance.random() for path in files}
    items.sort(key=lambda item: item.nodeid)
    order = {item.nodeid: chance.random() for item in items}
    items.sort(key=lambda item: (places[item.path], order[item.nodeid]))


def pytest_collection_finish() -> None:
    """Leave what was collected, 400,000 objects, out of every later look for what can be freed."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in _VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    # an internal error shows its traceback here, in processes that a test starts too
    monkeypatch.setenv("POSITIONS_DEBUG", "1")
    # not set for the whole run: a worker of xdist's would end, where a refusal is one failed test
    monkeypatch.setenv("PYTHONPATH", offline.python_path())


@pytest.fixture(autouse=True)
def _nothing_sent() -> Iterator[None]:
    """Fail a test whose code tried to reach another machine, even where it caught the refusal."""
    yield
    tried = offline.attempts.copy()
    offline.attempts.clear()
    assert not tried


@pytest.fixture(scope="module")
def few_shuffles() -> Iterator[None]:
    """Let a file's tests shuffle and resample few times: for those about anything but such figures."""
    from helpers.few_shuffles import shuffle_few_times

    with pytest.MonkeyPatch.context() as patch:
        shuffle_few_times(patch)
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference material that lies beside the checkout; tests that need it skip where it is absent."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "cases").is_dir():
        pytest.skip("the reference material beside the checkout (../shared) is absent")
    return folder
