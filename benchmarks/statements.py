"""What many statements cost: 5,000 by 300 actors in 1,200 documents, seconds of CPU of whole processes.

    python benchmarks/statements.py

Import of a table, `check`, `network --window 30d`, daily windows to CSV, and the page.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random

RUN = "import sys; from positions.cli import main; sys.exit(main(sys.argv[1:]))"
STEPS = {
    "import": "import debate.csv --scale=-1:1 -o debate.yaml",
    "check": "check debate.yaml",
    "network --window 30d": "network -d debate.yaml --window 30d --table windows -f csv",
    "30d, daily": "network -d debate.yaml --window 30d --step 1d --table windows -o daily.csv",
    "90d, daily": "network -d debate.yaml --window 90d --step 1d --table windows -o long.csv",
    "report": "report -d debate.yaml -o report.html",
}


def write_debate(path: Path, statements: int = 5000, actors: int = 300, documents: int = 1200) -> None:
    """Write a made-up debate on 30 issues over four years."""
    random = Random(1)
    first = date(2018, 1, 1)
    days = [first + timedelta(random.randrange(1461)) for _ in range(documents)]
    lines = ["actor,issue,stance,source,date"]
    for _ in range(statements):
        document = random.randrange(documents)
        said = f"a{random.randrange(actors)},i{random.randrange(30)},{random.choice((-1, 1))}"
        lines.append(f"{said},d{document},{days[document]}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print the seconds of each step."""
    with tempfile.TemporaryDirectory() as folder:
        write_debate(Path(folder) / "debate.csv")
        for name, words in STEPS.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [sys.executable, "-c", RUN, *words.split()]
            done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{name:24} {spent:6.1f} s of CPU, exit code {done.returncode}")


if __name__ == "__main__":
    main()
