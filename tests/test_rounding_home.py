"""Numbers are made into text in one home: elsewhere nothing is rounded or formatted by digits."""

import ast
import re

import pytest

from helpers.paths import SOURCE

HOME = "rounding.py"
NOT_FOR_PEOPLE = {
    "measures/structure/linkage.py": "distances that differ in their last digits are equal",
    "measures/structure/silhouette.py": "means that differ in their last digits are equal",
    "measures/pairs/numpy_nearest.py": "shares that differ in their last digits are equal",
    "measures/structure/numpy_linkage.py": "distances that differ in their last digits are equal",
    "reports/map/placing.py": "distances that differ in their last digits are equal",
    "reports/blocs/dendrogram.py": "the column of a picture in characters",
    "exchange/tables/workbooks/percents.py": "the fifteen digits that a spreadsheet keeps, to be read on",
    "exchange/exports/gexf.py": "the sizes of nodes",
    "render/html/opening.py": "the places of dots",
    "render/html/lines.py": "the place of a dot",
    "render/html/groups.py": "the places and lengths of bars",
    "render/html/page_data.py": "numbers for the page's script, whose last digits say nothing",
    "render/html/tree.py": "the places of branches",
    "render/office/xlsx_cells.py": "the borders of shades, in a formula",
    "render/svg/network.py": "the places of nodes",
    "render/svg/canvas.py": "coordinates of SVG",
}
"""Modules that round what no person reads as a number, with the reason."""

ROUNDING = {"round", "quantize"}
SPEC = re.compile(r"^[^{}]*(\.[0-9{}\w]*[eEfFgG%]|[eEfFgG%]|\.[0-9]+)$")
OLD_FORMAT = re.compile(r"%\.[0-9*]*[eEfFgG]|\{[^{}]*:[^{}]*(\.[0-9]+|[eEfFgG%])\}")


def rounding_in(source: str) -> list[str]:
    """Return what a module's text rounds or formats by digits."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in ROUNDING:
                found.append(name)
            case ast.Call(func=ast.Name(id="format"), args=[_, ast.Constant(value=str(spec))]) if SPEC.match(
                spec
            ):
                found.append(spec)
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=parts)):
                spec = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
                found += [spec] if SPEC.match(spec) else []
            case (
                ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mod())
                | ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format"))
            ) if OLD_FORMAT.search(text):
                found.append(text)
            case _:
                pass
    return found


def test_numbers_are_rounded_in_one_home() -> None:
    used = {
        name: found
        for path in sorted(SOURCE.rglob("*.py"))
        if (name := path.relative_to(SOURCE).as_posix()) != HOME
        and (found := rounding_in(path.read_text(encoding="utf-8")))
    }
    assert used.keys() == NOT_FOR_PEOPLE.keys(), used


@pytest.mark.parametrize(
    "source",
    [
        "round(x)",
        "numpy.round(x, 2)",
        "f'{x:.2f}'",
        "f'{x:.0%}'",
        "f'{x:%}'",
        "f'{x:.{n}f}'",
        "f'{x:>8.3g}'",
        "'{:.2f}'.format(x)",
        "'%.1f' % x",
        "format(x, '.2f')",
        "x.quantize(y)",
    ],
)
def test_rounding_is_recognised(source: str) -> None:
    assert rounding_in(source)


@pytest.mark.parametrize(
    "source", ["f'{x:,}'", "f'{x:>8}'", "f'{x:04x}'", "f'{day:%Y}'", "'100%'", "ground(x)"]
)
def test_what_rounds_nothing_is_left_alone(source: str) -> None:
    assert not rounding_in(source)
