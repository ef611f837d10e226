"""The command itself: version, help, and what it says where its packages are absent."""

from __future__ import annotations

import runpy
import subprocess
import sys

import pytest

import permit_rules
from permit_rules.cli import main
from permit_rules.cli.app import COMMANDS
from tests.cli.running import ENVIRONMENT, out, run


def test_the_version_is_told() -> None:
    done = run("--version")
    assert out(done) == f"permit-rules {permit_rules.__version__}\n"
    assert done.returncode == 0


@pytest.mark.parametrize("command", [(), ("check",), ("lint",), ("explain",)])
def test_help_is_chinese_and_nothing_of_it_is_cut_off(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = out(run(*command, "--help"))
    assert text.startswith("Usage: permit-rules")
    assert "。" in text
    assert "…" not in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_says_what_the_list_says(name: str) -> None:
    asked = out(run(name, "--help"))
    assert asked.startswith(f"Usage: permit-rules {name} ")
    _, summary = COMMANDS[name]
    assert "".join(summary.split()) in "".join(asked.split())  # it is broken into lines


def test_only_the_command_that_is_called_is_loaded() -> None:
    program = (
        "import sys\n"
        "from permit_rules.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "own = [n for n in sys.modules if n.startswith('permit_rules.')]\n"
        "print(*sorted(own), 'pydantic' in sys.modules, file=sys.stderr)\n"
    )
    called = [sys.executable, "-c", program, "--help"]
    done = subprocess.run(called, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert done.stderr.split() == ["permit_rules.cli", "permit_rules.cli.app", "False"]


def test_no_command_shows_the_help() -> None:
    done = run()
    assert "check" in (done.stdout + done.stderr).decode()


def test_without_its_packages_it_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [n for n in sys.modules if n.startswith("permit_rules.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "typer", None)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "The command needs typer and rich: install permit-rules[cli]\n"


def test_the_module_runs_the_same_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["permit-rules", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("permit_rules.cli", run_name="__main__")
    assert ended.value.code == 0
