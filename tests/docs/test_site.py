"""The documentation as a site: it builds, shows its formulas, and asks the network for nothing."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree.ElementTree import fromstring

import pytest

pytestmark = pytest.mark.slow

ADDRESS = re.compile(r"https?://([a-z0-9.-]+\.[a-z]+[\w./-]*)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", flags=re.DOTALL | re.MULTILINE)
FORMULA = re.compile(r"<math .*?</math>", flags=re.DOTALL)
# What the theme's script would load, and the class of the element without which it does not.
LOADED_ON_DEMAND = {
    "unpkg.com/mermaid": "mermaid",
    "unpkg.com/glightbox": "glightbox",
    "unpkg.com/ace-builds": "pyodide",
    "unpkg.com/pyodide": "pyodide",
    "cdn.jsdelivr.net/pyodide": "pyodide",
    "unpkg.com/resize-observer-polyfill": "",  # for browsers of before 2020
    "api.github.com/": "md-source",
}
NAMES_ONLY = ("www.w3.org/", "fontawesome.com")  # namespaces, and a comment with a licence


@pytest.fixture(scope="module")
def site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    pytest.importorskip("zensical", reason="needs the extra `docs`")
    pytest.importorskip("latex2mathml", reason="needs the extra `docs`")
    copy = tmp_path_factory.mktemp("site")
    shutil.copy(repository / "zensical.toml", copy)
    for folder in ("docs", "scripts"):
        shutil.copytree(repository / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return (copy / "site").resolve()


class Page(HTMLParser):
    """What a page loads by itself, where it links to, and the ids and classes in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.classes: set[str] = set()
        self._tag = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        for name, value in attrs:
            text = value or ""
            if name in ("src", "srcset", "poster", "data") or (tag, name) == ("link", "href"):
                self.loads.append(text)
            elif (tag, name) == ("a", "href"):
                self.links.append(text)
            elif name == "style":
                self.loads += addresses_in_css(text)
            elif name == "id":
                self.ids.add(text)
            elif name == "class":
                self.classes |= set(text.split())

    def handle_data(self, data: str) -> None:
        if self._tag == "style":
            self.loads += addresses_in_css(data)


def addresses_in_css(text: str) -> list[str]:
    return re.findall(r"url\(\s*['\"]?([^'\")]+)", text) + re.findall(r"@import\s+['\"]([^'\"]+)", text)


def is_elsewhere(address: str) -> bool:
    """Whether an address is not in the site: it names a scheme or a host; data: holds what it shows."""
    return address.startswith("//") or bool(re.match(r"(?!data:)[a-z][a-z0-9+.-]*:", address, re.IGNORECASE))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """What is on each page of the site, read once."""
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def led_to(path: Path, link: str) -> str:
    """Return where a link of a page leads, as the path of a file or a folder."""
    return os.path.normpath(os.path.join(path.parent, link))  # noqa: PTH118  # a tenth of the time of Path.resolve


def test_every_page_of_the_docs_is_built(site: Path, repository: Path) -> None:
    docs = repository / "docs"
    for source in docs.rglob("*.md"):
        place = source.relative_to(docs).with_suffix("")
        place = place.parent if place.name in ("index", "README") else place
        assert (site / place / "index.html").is_file(), source


def named_in(nav: object) -> Iterator[str]:
    """The pages that the navigation names, in order; stars stand for whole folders."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for part in nav.values() if isinstance(nav, dict) else nav:
            yield from named_in(part)


def test_every_page_is_in_the_navigation_of_every_page(
    site: Path, pages: dict[Path, Page], repository: Path
) -> None:
    docs = repository / "docs"
    nav = tomllib.loads((repository / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"]
    listed = {path for pattern in named_in(nav) for path in docs.glob(pattern)}
    assert listed == set(docs.rglob("*.md"))
    some = ("tutorial", "method/power", "reference/commands/compare", "reference/problems/bad-stance")
    places = {str(site / place) for place in some}
    for path, page in pages.items():
        assert path.name == "404.html" or places <= {led_to(path, link) for link in page.links}, path


def test_a_session_is_copied_without_what_it_prints(
    site: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(repository / "scripts"))
    shown = import_module("site_console").shown
    session = (
        '$ one --of "a" & b\nTwo words, then a sentence.\n──────\nPort      3\n$ two\n'
        "++ for   − against\n    a line\n      ^"
    )
    html = shown(session, "console", "console", {}, None)
    assert 'data-copy="one --of &quot;a&quot; &amp; b\ntwo"' in html
    assert '$ one <span class="whole">--of</span> &quot;a&quot; &amp; b</kbd>' in html
    broken = re.findall(r'class="breaks">([^<]*)<', html)
    assert broken == ["$ one ", "Two words, then a sentence.", "$ two", "++ for   − against", "      ^"]
    assert 'data-copy="positions check"' in (site / "tutorial" / "index.html").read_text(encoding="utf-8")


def test_no_page_loads_anything_from_elsewhere(pages: dict[Path, Page]) -> None:
    found = {path: list(filter(is_elsewhere, page.loads)) for path, page in pages.items()}
    assert not any(found.values()), found
    assert any(page.loads for page in pages.values())


def test_no_stylesheet_loads_anything_from_elsewhere(site: Path) -> None:
    sheets = list(site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        found = addresses_in_css(sheet.read_text(encoding="utf-8"))
        assert not any(map(is_elsewhere, found)), (sheet, found)


def test_what_scripts_would_load_on_demand_is_not_demanded(site: Path, pages: dict[Path, Page]) -> None:
    addresses = {
        address
        for script in site.rglob("*.js")
        for address in ADDRESS.findall(script.read_text(encoding="utf-8"))
        if not address.startswith(NAMES_ONLY)
    }
    for address in addresses:
        assert address.startswith(tuple(LOADED_ON_DEMAND)), f"a script of the theme knows {address}"
    demanding = set(LOADED_ON_DEMAND.values()) - {""}
    for path, page in pages.items():
        assert not page.classes & demanding, path


def test_the_test_of_addresses_would_notice() -> None:
    page = Page('<link href="https://a.b/c.css"><img src=//d.e/f.png><p style="background:url(http://g.h)">')
    assert list(filter(is_elsewhere, page.loads)) == ["https://a.b/c.css", "//d.e/f.png", "http://g.h"]
    assert not any(map(is_elsewhere, ["../a.css", "data:image/png;base64,AAAA", "#top", "a/b:c.html"]))


def test_every_formula_is_mathml_that_a_browser_can_read(site: Path, repository: Path) -> None:
    seen = 0
    for source in sorted((repository / "docs" / "method").glob("*.md")):
        text = CODE.sub("", source.read_text(encoding="utf-8"))
        formulas = re.findall(r"\$[^$\n]+(?:\n[^$\n]+)?\$", text)
        folder = site / "method" / ("" if source.stem == "index" else source.stem)
        html = (folder / "index.html").read_text(encoding="utf-8")
        shown = FORMULA.findall(html)
        assert len(shown) == len(formulas), source
        for formula in shown:
            fromstring(formula)
            assert "\\" not in formula, formula
        seen += len(shown)
    assert seen


def test_every_link_within_the_site_leads_to_a_place_that_is_there(pages: dict[Path, Page]) -> None:
    ids = {str(path): page.ids for path, page in pages.items()}
    file_of = {path: path for path in ids}  # of what is a page and what has been looked for already

    def file_at(place: str) -> str:
        if place not in file_of:
            found = os.path.join(place, "index.html") if Path(place).is_dir() else place  # noqa: PTH118
            assert Path(found).is_file(), place
            file_of[place] = found
        return file_of[place]

    for path, page in pages.items():
        if path.name == "404.html":
            continue  # its addresses begin at the root of wherever the site is put
        for link in page.links:
            if is_elsewhere(link):
                continue
            address, place = urldefrag(link)
            target = file_at(led_to(path, unquote(address)) if address else str(path))
            if place and target in ids:
                assert unquote(place) in ids[target], (path, link)
