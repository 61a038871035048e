"""PNG: the SVG drawn with the shipped fonts, and a clear word where they do not do."""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import positions
from helpers.random_reports import made_up
from helpers.studies import EXAMPLE, example
from positions.cli import main
from positions.problems import MissingExtraError, UsageError
from positions.render.common.text_width import missing
from positions.render.registry import REGISTRY, RenderOptions
from positions.render.svg.png import MOST_PIXELS, _zoom
from positions.reports.compare.report import compare
from positions.tables import DatasetInfo, Matrix, Ref, Report, Share
from positions.vocabulary import MOVEMENT_ENTRIES, STATE_ENTRIES

SOURCE = Path(positions.__file__).parent


def png(report: Report) -> bytes:
    pytest.importorskip("resvg_py")
    drawn = REGISTRY["png"].render(report, RenderOptions())
    assert isinstance(drawn, bytes)
    return drawn


def named(name: str) -> Report:
    refs = (Ref("a", name, name), Ref("b", "B", "B"))
    cells = ((None, Share(0.5, 4)), (Share(0.5, 4), None))
    return Report("c", DatasetInfo("t", ""), "T", (Matrix("m", "M", "share", refs, refs, cells),), ("m",))


def size_of(drawn: bytes) -> tuple[int, int]:
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", drawn[16:24])
    return wide, high


def test_it_is_twice_the_size_of_the_svg_and_the_same_every_time() -> None:
    report = compare(example())
    svg = REGISTRY["svg"].render(report, RenderOptions())
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', str(svg))
    assert found
    drawn = png(report)
    assert size_of(drawn) == pytest.approx((2 * float(found[1]), 2 * float(found[2])), abs=1)
    assert drawn == png(report)


def test_text_is_drawn_without_any_font_of_the_machine() -> None:
    # names as wide as each other, so that nothing but the letters differs
    one, other = png(named("Bb")), png(named("Bd"))
    assert size_of(one) == size_of(other)
    assert one != other


def test_a_large_picture_is_drawn_with_fewer_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    report = made_up(8, 8)
    plain_wide, plain_high = size_of(png(report))
    assert plain_wide * plain_high > 1.2e6
    monkeypatch.setattr("positions.render.svg.png.MOST_PIXELS", 0.5e6)
    wide, high = size_of(png(report))
    assert wide * high == pytest.approx(0.5e6, rel=0.01)
    assert wide / high == pytest.approx(plain_wide / plain_high, rel=0.01)


def test_the_largest_picture_has_no_more_pixels_than_programs_open() -> None:
    assert _zoom('<svg width="9000" height="20000"') ** 2 * 9000 * 20000 == pytest.approx(MOST_PIXELS)
    assert _zoom('<svg width="900" height="600.5"') == 2


def test_letters_that_the_fonts_lack_are_named_and_not_drawn_as_boxes() -> None:
    pytest.importorskip("resvg_py")
    with pytest.raises(UsageError, match="none for 日, 本") as caught:
        png(named("日本"))
    assert caught.value.hint is not None
    assert ".svg" in caught.value.hint


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingExtraError) as caught:
        REGISTRY["png"].render(named("A"), RenderOptions())
    assert caught.value.hint == "pip install 'positions[png]'"


def test_on_the_command_line(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    target = tmp_path / "x.png"
    assert main(["network", "-q", "-d", str(EXAMPLE), "-o", str(target)]) == 0
    assert size_of(target.read_bytes())[0] > 1000


def test_the_fonts_have_every_sign_that_the_program_itself_adds() -> None:
    signs = [state.sign for state in STATE_ENTRIES.values()]
    signs += [movement.sign for movement in MOVEMENT_ENTRIES.values()]
    common = (SOURCE / "render" / "common" / f"{name}.py" for name in ("marks", "text", "share_legend"))
    drawn = (*common, *(SOURCE / "render" / "svg").rglob("*.py"))
    own = "".join(text for path in drawn for text in literals(path))
    assert "≈" in own
    assert missing("".join(signs) + own) == []


def literals(path: Path) -> Iterator[str]:
    """Yield every text of a module that is no description: what may stand in a picture."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value
