"""``permit-rules lint --watch``: lint again whenever a file of the folder has changed.

The folder is looked at twice a second. Notifications of the system would spare that look; but
rule folders lie on network drives, where none arrive of what others write, and a look at a
hundred files takes a millisecond or two.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from permit_rules.analysis.examine import examine
from permit_rules.cli.lint_report import as_text
from permit_rules.cli.lint_run import lint_folder
from permit_rules.cli.output import say
from permit_rules.diagnostics import Diagnostic
from permit_rules.loading import RuleReader
from permit_rules.model.library import Library

#: How long between two looks, in seconds.
_PAUSE: Final = 0.5
_SHOWN: Final = 5
#: By path: when a file was last written, and how large it is.
_Look: TypeAlias = dict[str, tuple[int, int]]


def watch_folder(root: Path, overlay: Path | None, day: date | None, unverified: bool) -> bool:
    """Lint now and after each change until Ctrl-C; whether the last time found an error."""
    known, reader = _Examined(), RuleReader()
    folders = [folder for folder in (root, overlay) if folder is not None]
    seen = _look(folders)
    failed = False
    try:
        while True:
            linted = lint_folder(root, overlay, day, known.examine, reader)
            failed = linted.failed
            as_text(linted, unverified)
            say("等待改动，按 Ctrl-C 结束。")
            sys.stdout.flush()
            before, seen = seen, _changed(folders, seen)
            say(f"\n有改动：{_names(before, seen)}")
    except KeyboardInterrupt:
        return failed


def _changed(folders: list[Path], seen: _Look) -> _Look:
    """Wait until the files look otherwise, and the same for two looks: who saves has finished."""
    last = seen
    while True:
        time.sleep(_PAUSE)
        now = _look(folders)
        if now == last != seen:
            return now
        last = now


def _look(folders: list[Path]) -> _Look:
    return dict(_files(folders))


def _files(folders: list[Path]) -> Iterator[tuple[str, tuple[int, int]]]:
    for folder in folders:
        for directory, below, names in os.walk(folder):
            below[:] = (name for name in below if not name.startswith("."))
            for name in names:
                if name.startswith(".") or not name.lower().endswith((".yaml", ".yml")):
                    continue
                path = Path(directory, name)
                try:
                    told = path.stat()
                except OSError:
                    # Gone between the two calls, as an editor that renames leaves it.
                    continue
                yield path.relative_to(folder).as_posix(), (told.st_mtime_ns, told.st_size)


def _names(before: _Look, now: _Look) -> str:
    names = sorted(p for p in {*before, *now} if before.get(p) != now.get(p))
    more = f" 等 {len(names)} 个文件" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


class _Examined:
    """The static checks, which take long, anew only for items that have changed."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[object, tuple[Diagnostic, ...]]] = {}

    def examine(self, library: Library) -> tuple[Diagnostic, ...]:
        found: list[Diagnostic] = []
        for item in library.items:
            overlays = tuple(o for o in library.overlays if o.item == item.id)
            read = (item, overlays, library.catalogue, library.calendar, library.places)
            key = (item.id, item.place)
            kept = self._known.get(key)
            if kept is None or kept[0] != read:
                kept = self._known[key] = (read, examine(library, [item]))
            found += kept[1]
        return tuple(found)
