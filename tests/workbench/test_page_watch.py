"""The page that is made again when its data changes."""

from __future__ import annotations

from pathlib import Path

from positions.problems import UsageError
from positions.workbench.page_watch import Watched


def test_a_page_is_made_once_for_each_version_of_its_data(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_text("one", encoding="utf-8")
    made: list[str] = []

    def make() -> str:
        made.append(file.read_text(encoding="utf-8"))
        if made[-1] == "wrong":
            raise UsageError("<this> is wrong")
        return made[-1]

    watched = Watched(make, [tmp_path])
    before = watched.version()
    assert [watched.page(), watched.page()] == ["one", "one"]
    assert made == ["one"]
    file.write_text("another", encoding="utf-8")
    assert watched.version() != before
    assert watched.page() == "another"
    file.write_text("wrong", encoding="utf-8")
    assert "&lt;this&gt; is wrong" in watched.page()
    (tmp_path / ".positions").mkdir()
    version = watched.version()
    (tmp_path / ".positions" / "1").write_text("an edit", encoding="utf-8")
    assert watched.version() == version
