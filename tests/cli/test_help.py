"""A command's help shows its own options; `--help-all` also those that many commands share."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from positions.cli import app, main
from positions.cli.help_layout import Command, HelpfulCommand
from positions.cli.options.panels import SHARED_PANELS

COMMANDS = sorted(app.BY_NAME)


def lines_and_commands() -> Iterator[tuple[tuple[str, ...], Command]]:
    """Return each command and each word after one, such as `add position`."""
    for name in COMMANDS:
        command = app.load_command(name)
        yield (name,), command
        if isinstance(command, app.WordGroup):
            yield from (((name, word), inner) for word, inner in command.commands.items())  # type: ignore[misc]  # made by load_command, of these classes


ALL = dict(lines_and_commands())


def page(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def options_on(text: str) -> set[str]:
    return set(re.findall(r"^  (?:-\w, )*(--[a-z0-9-]+)", text, flags=re.MULTILINE))


def options_of(command: Command, *, shared: bool | None = None) -> set[str]:
    """Return the long names of a command's options; `shared`: only those of shared panels, or the others."""
    return {
        next(name for name in option.opts if name.startswith("--"))
        for option in command.params
        if option.param_type_name == "option" and not getattr(option, "hidden", False)
        if shared is None or (getattr(option, "rich_help_panel", None) in SHARED_PANELS) is shared
    }


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_shows_a_commands_own_options_and_help_all_every_one(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ALL[words]
    assert options_on(page(capsys, *words, "--help-all")) == options_of(command)
    assert options_on(page(capsys, *words, "--help")) == options_of(command, shared=False)


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_the_last_line_counts_and_names_what_is_left_out(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ALL[words]
    hidden = len(options_of(command, shared=True))
    text = page(capsys, *words, "--help")
    said = re.search(r"^(\d+) more options? with --help-all: ([^.]+)\.\n\Z", text, flags=re.MULTILINE)
    assert (int(said[1]) if said else 0) == hidden
    if said:
        assert isinstance(command, HelpfulCommand)
        names = " ".join(said[2].split())
        assert names == ", ".join(SHARED_PANELS[panel] for panel in command.shared_panels())
        for panel in command.shared_panels():
            assert f"\n{panel}:\n" in page(capsys, *words, "--help-all")


def test_a_help_that_hides_nothing_is_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ((), ("init",), ("add",), ("add", "position")):
        assert page(capsys, *words, "--help") == page(capsys, *words, "--help-all")
        assert "--help-all" not in page(capsys, *words, "--help")


def test_compare_fits_on_a_screen_or_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(options_of(ALL["compare",])) > 30
    assert len(options_on(page(capsys, "compare", "--help"))) <= 20


def test_every_shared_panel_is_of_some_command() -> None:
    used = {
        panel
        for command in ALL.values()
        if isinstance(command, HelpfulCommand)
        for panel in command.shared_panels()
    }
    assert used == set(SHARED_PANELS)
