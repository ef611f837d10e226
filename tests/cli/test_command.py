"""The command itself: version, help, and what it says where its packages are absent."""

from __future__ import annotations

import runpy
import sys

import pytest

import permit_rules
from permit_rules.cli import main
from tests.cli.running import out, run


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
