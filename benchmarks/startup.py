"""What a start costs, from an installed wheel, as multiples of `python -c pass`, beside two known programs.

    python benchmarks/startup.py [--runs N]

Builds a wheel of this checkout, installs it in a fresh environment, and check-jsonschema and httpie in
another; then runs everything in turn, N times over, so that a slow moment of the machine falls on all alike.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
BASE = "python -c pass"
TARGETS = {"positions --version": 2.0, "positions --help": 17.0, "positions compare": 24.0}


def make_environment(folder: Path, *packages: str) -> Path:
    """Return the folder of programs of a new virtual environment in which the packages are installed."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "-q", *packages], check=True)
    return programs


def build_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(REPOSITORY)]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def command_lines(scratch: Path) -> dict[str, list[str]]:
    """Return what is measured: its name, and the words of its command line."""
    ours = make_environment(scratch / "ours", str(build_wheel(scratch)))
    others = make_environment(scratch / "others", "check-jsonschema", "httpie")
    lines = {
        "positions --version": [ours / "positions", "--version"],
        "positions --help": [ours / "positions", "--help"],
        "positions compare --help": [ours / "positions", "compare", "--help"],
        "positions compare": [ours / "positions", "compare"],
        "check-jsonschema --help": [others / "check-jsonschema", "--help"],
        "http --help": [others / "http", "--help"],
    }
    measured = {BASE: [str(ours / "python"), "-c", "pass"]}
    for name, words in lines.items():
        line = [str(word) for word in words]
        if run(line, scratch)[1] == 0:
            measured[name] = line
        else:
            print(f"{name}: skipped, it does not run yet")
    return measured


def run(line: list[str], folder: Path) -> tuple[float, int]:
    """Return the seconds that a command line took from an empty folder, and its exit code."""
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    # as on a terminal: in colour, and without what a developer's shell may set
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {"FORCE_COLOR": "1", "COLUMNS": "100"}
    began = time.perf_counter()
    done = subprocess.run(
        line, cwd=empty, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return time.perf_counter() - began, done.returncode


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=20, help="how often each is run (20)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = command_lines(folder)
        seconds: dict[str, list[float]] = {label: [] for label in lines}
        for _ in range(runs):
            for label, line in lines.items():
                seconds[label].append(run(line, folder)[0])
    report(seconds)


def report(seconds: dict[str, list[float]]) -> None:
    median, least = statistics.median(seconds[BASE]), min(seconds[BASE])
    print(f"{BASE}: median {median * 1000:.1f} ms, least {least * 1000:.1f} ms of {len(seconds[BASE])}\n")
    print(f"{'multiples of it':<28}{'median':>8}{'least':>8}{'target':>8}")
    for label, times in seconds.items():
        target = f"{TARGETS[label]:g}" if label in TARGETS else ""
        print(f"{label:<28}{statistics.median(times) / median:>8.1f}{min(times) / least:>8.1f}{target:>8}")


if __name__ == "__main__":
    main()
