"""One mechanism switched off in a copy of the project: do its scenarios notice?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from scripts.switching.entries import Switch

#: What the scenarios need of the project.
_COPIED: Final = ("src", "rules", "tests", "features", "docs", "examples", "schemas")
_SCENARIOS: Final = "tests/features/test_features.py"
#: How the message of a failure begins when a step found something else than it states.
_STATED: Final = ("AssertionError", "assert ", "Failed: ")


class Notice(str, Enum):
    """What the scenarios of a switch did."""

    NOTICED = "noticed"
    UNNOTICED = "not noticed"
    #: Something broke that no scenario speaks of: an import, the syntax, a rule file, a fixture.
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Ran:
    """How many scenarios ran, and the first line of each failure: those stated, and others."""

    scenarios: int
    failed: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def notice(self) -> Notice:
        """Noticed needs a step that found something else than it states."""
        if self.failed:
            return Notice.NOTICED
        return Notice.BROKEN if self.broken or not self.scenarios else Notice.UNNOTICED


class Copy:
    """A copy of the project in which one text after another is replaced and put back."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        for name in _COPIED:
            if (root / name).is_dir():
                shutil.copytree(
                    root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
                )
        shutil.copy(root / "pyproject.toml", folder)
        self._changes = 0

    def try_off(self, switch: Switch, features: Sequence[Path]) -> Ran:
        """Run the scenarios of its number with the mechanism switched off."""
        path = self.folder / switch.file
        before, times = path.read_bytes(), path.stat()
        self._changes += 1
        try:
            path.write_text(switch.off(self.folder), "utf-8")
            # A time of its own: compiled code is taken from the cache by time and size alone.
            os.utime(path, (times.st_atime, int(times.st_mtime) + 10 * self._changes))
            return self.run([switch.number], features)
        finally:
            path.write_bytes(before)
            os.utime(path, (times.st_atime, times.st_mtime))

    def run(self, numbers: Iterable[str], features: Iterable[Path], processes: int = 0) -> Ran:
        """Run the scenarios with any of these numbers; only these features are read."""
        report = self.folder / "report.xml"
        report.unlink(missing_ok=True)
        done = subprocess.run(
            [
                sys.executable, "-m", "pytest", _SCENARIOS, "-q", "-p", "no:cacheprovider",
                "-n", str(processes), f"--junitxml={report}",
                "-o", f"bdd_features_base_dir={self._only(features)}",
                *(f"--feature-tag={number}" for number in numbers),
            ],
            cwd=self.folder,
            env={**_environment(), "PYTHONPATH": str(self.folder / "src")},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        if done.returncode not in (0, 1) or not report.is_file():
            told = [line for line in done.stdout.splitlines() if line.startswith("E ")]
            return Ran(0, (), (told[-1][2:].strip() if told else done.stdout[-200:],))
        return read_report(report)

    def _only(self, features: Iterable[Path]) -> Path:
        """A folder with these features alone, so that the others need not be read."""
        chosen = self.folder / "chosen-features"
        shutil.rmtree(chosen, ignore_errors=True)
        for path in features:
            inside = chosen / Path(*path.parts[path.parts.index("features") + 1 :])
            inside.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, inside)
        return chosen


def _environment() -> dict[str, str]:
    """That of the caller, but compiled code is kept, so that each run need not compile it all."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def read_report(report: Path) -> Ran:
    """What a report of pytest says: failures that a step stated, and everything else."""
    cases = list(ElementTree.parse(report).iter("testcase"))
    failed: list[str] = []
    broken: list[str] = []
    for case in cases:
        for kind in ("failure", "error"):
            for found in case.iter(kind):
                message = (found.get("message") or "").strip()
                stated = kind == "failure" and message.startswith(_STATED)
                (failed if stated else broken).append(message.partition("\n")[0])
    return Ran(len(cases), tuple(failed), tuple(broken))
