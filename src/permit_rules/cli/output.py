"""Writing to the terminal, a pipe or a file: colour only where a terminal shows it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import typer
from rich.console import Console
from rich.text import Text

from permit_rules.cli import options
from permit_rules.notices.text import Role
from permit_rules.result import Verdict
from permit_rules.written.os_reasons import os_reason

_STYLES: Final[dict[Role, str]] = {"title": "bold", "heading": "bold cyan", "entry": "bold"}
_VERDICTS: Final = {
    Verdict.ACCEPTED: "bold green",
    Verdict.NOT_REQUIRED: "bold green",
    Verdict.ACCEPTED_WITH_DEFERRALS: "bold yellow",
    Verdict.CORRECTION: "bold yellow",
    Verdict.CANNOT_TELL: "bold yellow",
    Verdict.NOT_ACCEPTED: "bold red",
}


def say(text: str) -> None:
    """Write ``text`` and a line break to standard output."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """Write ``text`` and a line break to standard error."""
    sys.stderr.write(f"{text}\n")


def put(content: bytes, output: Path) -> None:
    """Write a file; ends with status 2 where that cannot be done."""
    try:
        output.write_bytes(content)
    except OSError as error:
        complain(f"文件「{output}」写不了（{os_reason(error)}）。请换一个地方，或者核对路径")
        raise typer.Exit(options.UNUSABLE) from None


def show_notice(lines: Iterable[tuple[Role, str]], verdict: Verdict) -> None:
    """Write the lines of a notice, set off where standard output is a terminal."""
    if not _in_colour():
        sys.stdout.write("".join(f"{line}\n" for _, line in lines))
        return
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    for role, line in lines:
        style = _VERDICTS[verdict] if role == "verdict" else _STYLES.get(role, "")
        # Soft: the terminal breaks long lines itself; rich would cut Chinese at blanks.
        console.print(Text(line, style=style), soft_wrap=True)


def _in_colour() -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain
