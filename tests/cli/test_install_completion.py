"""Installing completion: the same files as before, so that earlier scripts are replaced."""

from pathlib import Path

import pytest

from positions.cli import main
from positions.cli.shells import install as module
from positions.cli.shells.install import install
from positions.cli.shells.scripts import script
from positions.problems import UsageError

PLACES = [
    ("bash", ".bash_completions/positions.sh", ".bashrc"),
    ("zsh", ".zfunc/_positions", ".zshrc"),
    ("fish", ".config/fish/completions/positions.fish", None),
]


@pytest.mark.parametrize(("shell", "place", "start"), PLACES)
def test_an_earlier_script_is_replaced_and_the_start_up_file_kept(
    shell: str, place: str, start: str | None, tmp_path: Path
) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text("eval $(env positions)\n")
    if start is not None:
        (tmp_path / start).write_bytes(b"alias a=b  # \xff\n")
    assert install(shell, tmp_path) == path
    assert path.read_text(encoding="utf-8") == script(shell)
    if start is not None:
        once = (tmp_path / start).read_bytes()
        assert once.startswith(b"alias a=b  # \xff\n")
        install(shell, tmp_path)
        assert (tmp_path / start).read_bytes() == once


def test_a_style_of_ones_own_stays_the_only_one(tmp_path: Path) -> None:
    (tmp_path / ".zshrc").write_text("zstyle ':completion:*' menu no\n")
    install("zsh", tmp_path)
    assert "menu select" not in (tmp_path / ".zshrc").read_text()


@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
def test_powershell_gets_the_line_to_run(shell: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        install(shell, tmp_path)
    assert "$PROFILE" in (refused.value.hint or "")
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / ".zfunc").write_text("a file")
    with pytest.raises(UsageError, match=r"cannot (make|write)"):
        install("zsh", tmp_path)


def test_the_command_line_installs_and_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "current_shell", lambda: "fish")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert main(["--show-completion"]) == 0
    assert capsys.readouterr().out == script("fish")
    assert main(["--install-completion"]) == 0
    assert str(tmp_path / PLACES[2][1]) in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_no_script_evaluates_what_it_is_answered(shell: str) -> None:
    text = script(shell)
    assert "eval" not in text
    assert "_arguments" not in text
