"""Colour where a terminal shows it, and nowhere else; lines are never broken by us."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from tests.cli.running import ENVIRONMENT, TEAHOUSE, run, run_alone, written
from tests.teahouse import application

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
CORRECTION = application(without=("申请书", "营业执照"))


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the command writes when standard output is a terminal of forty columns."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "permit_rules.cli", *arguments],
        stdout=theirs,
        stderr=subprocess.STDOUT,
        env={**ENVIRONMENT, "TERM": "xterm-256color", "COLUMNS": "40", **environment},
    ) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # what Linux says at the end of a terminal
                break
            if not more:
                break
            said += more
        process.wait()
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


def test_nothing_but_text_goes_into_a_pipe(tmp_path: Path) -> None:
    path = written(tmp_path, CORRECTION)
    for format in ("text", "markdown", "json"):
        done = run_alone("check", path, *TEAHOUSE, "--format", format, FORCE_COLOR="1")
        assert done.returncode == 1
        assert b"\x1b" not in done.stdout
    assert b"\x1b" not in run("lint", TEAHOUSE[1]).stdout


def test_a_terminal_gets_the_same_words_in_colour_and_unbroken(tmp_path: Path) -> None:
    path = written(tmp_path, CORRECTION)
    plain = run("check", path, *TEAHOUSE).stdout.decode()
    shown = on_a_terminal("check", path, *TEAHOUSE)
    assert ESCAPE.search(shown)
    assert ESCAPE.sub("", shown) == plain
    [verdict] = [line for line in shown.splitlines() if "结论：" in line]
    assert ESCAPE.search(verdict)


def test_no_colour_is_shown_to_who_does_not_want_it(tmp_path: Path) -> None:
    path = written(tmp_path, CORRECTION)
    plain = run("check", path, *TEAHOUSE).stdout.decode()
    assert on_a_terminal("check", path, *TEAHOUSE, NO_COLOR="1") == plain
    assert on_a_terminal("check", path, *TEAHOUSE, TERM="dumb") == plain


def test_a_reader_that_leaves_early_causes_no_traceback(tmp_path: Path) -> None:
    path = written(tmp_path, CORRECTION)
    with subprocess.Popen(
        [sys.executable, "-m", "permit_rules.cli", "check", path, *TEAHOUSE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said
