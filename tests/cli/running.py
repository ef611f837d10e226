"""Running the command: within this process, or, where that matters, in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import permit_rules
from permit_rules.cli import main
from tests.corpus.tables import cases_again, read_again
from tests.teahouse import RULES

#: Nothing of the caller's terminal: no colour asked for or forbidden, an ASCII locale.
ENVIRONMENT = {
    "PATH": os.environ.get("PATH", ""),
    "PYTHONPATH": str(Path(permit_rules.__file__).parents[1]),
    "LC_ALL": "C",
}
TEAHOUSE = ("--rules", str(RULES))


class Again:
    """A reader that goes on where all others have ended."""

    def read(self, folder: Path, overlay: Path | None) -> Any:
        return read_again(folder, overlay)


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run ``permit-rules`` with these arguments, with streams of its own.

    Rule files that have not changed since a run before are not read again.
    """
    streams = [io.TextIOWrapper(io.BytesIO(b), encoding="ascii") for b in (stdin, b"", b"")]
    status: Any = 0
    with (
        mock.patch.multiple(sys, argv=["permit-rules", *arguments]),
        mock.patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]),
        mock.patch("permit_rules.cli.rules.read_library", read_again),
        mock.patch("permit_rules.cli.lint_run.RuleReader", Again),
        mock.patch("permit_rules.loading.cases.cases_in", cases_again),
        mock.patch("permit_rules.skeletons.drafts.read_library", read_again),
    ):
        try:
            main()
        except SystemExit as ended:
            status = ended.code or 0
    said = []
    for stream in streams[1:]:
        stream.flush()
        said.append(stream.buffer.getvalue())  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(arguments, status, *said)


def run_alone(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``permit-rules`` as people do: in a process and an environment of its own."""
    return subprocess.run(
        [sys.executable, "-m", "permit_rules.cli", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={**ENVIRONMENT, **environment},
    )


def out(done: subprocess.CompletedProcess[bytes]) -> str:
    """What the command wrote to standard output; nothing else was said."""
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout.decode()


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line the command wrote to standard error."""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def written(folder: Path, payload: Any) -> str:
    """The path of a JSON file that holds ``payload``."""
    path = folder / "application.json"
    path.write_text(json.dumps(payload, ensure_ascii=False), encoding="utf-8")
    return str(path)
