"""Pages that show a session: files are written and commands run, block after block."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import run

#: A file that stands in full after a comment that names it, or a console.
_BLOCK = re.compile(
    r"^<!-- (?P<file>\S+) -->\n```yaml\n(?P<text>.*?)^```$|^```console\n(?P<console>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
#: A line that stands for any number of lines.
LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as the page says it is to be written."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command and what the page says it shows."""

    words: str
    shown: str


def steps(page: str) -> Iterator[WrittenFile | Command]:
    """What a page tells its reader to do, in order."""
    for block in _BLOCK.finditer(page):
        if block["file"]:
            yield WrittenFile(block["file"], block["text"])
            continue
        for part in re.split(r"^\$ ", block["console"], flags=re.MULTILINE)[1:]:
            words, _, shown = part.partition("\n")
            yield Command(words, shown)


def shown_by(command: Command) -> str:
    """What a command shows in the current folder, its messages behind its output."""
    name, *arguments = shlex.split(command.words)
    if name == "cp":
        shutil.copytree(arguments[-2], arguments[-1])
        return ""
    assert name == "permit-rules", command
    done = run(*arguments)
    assert done.returncode != 3, done.stderr.decode()
    return (done.stdout + done.stderr).decode()


def write(file: WrittenFile) -> None:
    """Write a file below the current folder."""
    path = Path(file.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(file.text, encoding="utf-8")


def agrees(shown: str, expected: str) -> bool:
    """Whether ``expected`` is what was shown, but for what it leaves out."""
    parts = re.split(rf"^{LEFT_OUT}\n", expected, flags=re.MULTILINE)
    pattern = r"(?:.*\n)*?".join(map(re.escape, parts))
    return re.fullmatch(pattern, shown) is not None
