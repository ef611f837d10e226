"""How far a run has come, so that one that was killed goes on without a row lost or doubled.

Beside the file that is to be made stand two others while the work goes on: ``….part`` with the
rows so far, and ``….resume``, which says how many applications and how many bytes of the first
are done. The rows are on the disk before the second says so, and what it does not speak of is cut
off when the work goes on.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final

FORMAT: Final = 1


class NotTheSame(ValueError):
    """What was begun was begun with something else; the text says with what, in Chinese."""


class InUse(ValueError):
    """Another run is writing the same file."""


class Journal:
    """The rows of a run that may be killed at any moment.

    ``asked`` says what the run is about: the input, the rules and the options. With ``again``
    what was begun is thrown away.

    Raises:
        NotTheSame: what was begun is about something else.
        InUse: another run has the files open.
        OSError: the files cannot be written.
    """

    def __init__(self, target: Path, asked: Mapping[str, str], *, again: bool = False) -> None:
        self.part = target.with_name(f"{target.name}.part")
        self.note = target.with_name(f"{target.name}.resume")
        self._asked = dict(asked)
        self._file = self.part.open("ab")
        try:
            self._claim()
            done, size = (0, 0) if again else self._begun()
        except BaseException:
            self._file.close()
            raise
        self.done = done
        self._file.truncate(size)
        self._size = size

    @property
    def empty(self) -> bool:
        """Whether nothing has been written yet."""
        return self._size == 0

    def add(self, rows: bytes, applications: int) -> None:
        """Put down the rows of so many applications; on return they outlive any end."""
        self._file.write(rows)
        self._file.flush()
        os.fsync(self._file.fileno())
        self.done += applications
        self._size += len(rows)
        made = self.note.with_name(f"{self.note.name}.new")
        with made.open("w", encoding="utf-8") as file:
            json.dump(
                {"format": FORMAT, "asked": self._asked, "done": self.done, "bytes": self._size},
                file,
                ensure_ascii=False,
            )
            file.flush()
            os.fsync(file.fileno())
        made.replace(self.note)

    def finished(self) -> None:
        """Everything is made: nothing is to go on with."""
        self.note.unlink(missing_ok=True)

    def _claim(self) -> None:
        try:
            fcntl.flock(self._file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InUse("另一个进程正在写这个文件") from None

    def _begun(self) -> tuple[int, int]:
        try:
            told: Any = json.loads(self.note.read_text("utf-8"))
            asked, done, size = told["asked"], int(told["done"]), int(told["bytes"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return 0, 0
        if told.get("format") != FORMAT or self.part.stat().st_size < size:
            return 0, 0
        other = sorted(
            k for k in self._asked.keys() | asked.keys() if self._asked.get(k) != asked.get(k)
        )
        if other:
            raise NotTheSame("、".join(other))
        return done, size

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
