"""Repairs of which there is only one: applied, tried, and kept where the file is better for it.

A repair is an :class:`~permit_rules.diagnostics.Edit` that a diagnostic of loading carries. First
come the mistakes that hide the rest of a file, then the other errors, then what was understood
and is only written oddly; the last may not change what the library says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from permit_rules.diagnostics import Diagnostic, Edit, Severity, Span
from permit_rules.loading.build_library import build_library
from permit_rules.loading.file_text import line_starts
from permit_rules.loading.rule_files import RuleFile, RuleFolder
from permit_rules.loading.yaml_reader import read_yaml
from permit_rules.model.library import Library

#: Unseen characters move the columns of all that stands behind them, so they go first.
_FIRST: Final = frozenset({"SH103", "SH104"})
#: One file may hide this many mistakes behind each other.
_MOST_ROUNDS: Final = 200
#: What a library holds about its files, besides what they say.
_NOT_SAID: Final = frozenset({"digest", "diagnostics"})
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file that is better now: its path, its new content, and what was repaired, in order."""

    path: str
    content: bytes
    repairs: tuple[Diagnostic, ...]


def mend(folder: RuleFolder) -> tuple[MendedFile, ...]:
    """The files of a folder that certain repairs make better; nothing is written to disk.

    A repair is kept only if its diagnostic is gone and no other has come in its place (in a file
    that could not be read: if it can be read now, or further than before). What was understood
    before keeps its meaning. Doing it twice changes nothing more.
    """
    mender = _Mender(folder.files)
    mender.run(_unreadable, _reads_further)
    mender.run(_error, _nothing_new)
    mender.run(_warning, _same_meaning)
    return tuple(
        MendedFile(path, mender.files[path].content, tuple(repairs))
        for path, repairs in sorted(mender.repairs.items())
    )


@dataclass(frozen=True, slots=True)
class _State:
    """The files at one moment, and what is said of them."""

    files: Mapping[str, RuleFile]
    library: Library
    found: tuple[Diagnostic, ...]

    def about(self, path: str) -> set[tuple[str, str]]:
        return {(d.code, d.message) for d in self.found if d.where and d.where.file == path}


_Wanted = Callable[[_State, Diagnostic], bool]
_Better = Callable[[_State, _State, str], bool]


class _Mender:
    def __init__(self, files: Iterable[RuleFile]) -> None:
        self.files = {f.path: f for f in files}
        self.repairs: dict[str, list[Diagnostic]] = {}
        self.rejected: set[tuple[str, Edit]] = set()
        self.state = self._state(self.files)

    def run(self, wanted: _Wanted, better: _Better) -> None:
        """Apply what is wanted until nothing is left of it that makes a file better."""
        for _ in range(_MOST_ROUNDS):
            repairs = self._repairs(wanted)
            if not repairs:
                return
            for path, of_file in repairs.items():
                if not self._try(path, of_file, better):
                    for one in of_file if len(of_file) > 1 else ():
                        self._try(path, [one], better)

    def _repairs(self, wanted: _Wanted) -> dict[str, list[Diagnostic]]:
        """By file, what is wanted and was not tried in vain; of each file the first kind only."""
        by_file: dict[str, list[Diagnostic]] = {}
        for d in self.state.found:
            if d.edit is None or d.where is None or not wanted(self.state, d):
                continue
            if (d.where.file, d.edit) not in self.rejected:
                by_file.setdefault(d.where.file, []).append(d)
        return {
            path: [d for d in found if d.code in _FIRST] or found for path, found in by_file.items()
        }

    def _try(self, path: str, repairs: list[Diagnostic], better: _Better) -> bool:
        edits = [d.edit for d in repairs if d.edit is not None]
        content = applied(self.files[path].content, edits)
        if content != self.files[path].content:
            old = self.files[path]
            files = {**self.files, path: RuleFile(path, content, old.role, old.place)}
            state = self._state(files)
            gone = not {(d.code, d.where) for d in repairs} & {
                (d.code, d.where) for d in state.found
            }
            if gone and better(self.state, state, path):
                self.files, self.state = files, state
                self.repairs.setdefault(path, []).extend(repairs)
                # What was in vain may not be so now that something else is right.
                self.rejected.clear()
                return True
        if len(edits) == 1:
            self.rejected.add((path, edits[0]))
        return False

    @staticmethod
    def _state(files: Mapping[str, RuleFile]) -> _State:
        library, found = build_library(RuleFolder(tuple(files.values())))
        return _State(files, library, found)


# ---- the three rounds -------------------------------------------------------------------------


def _unreadable(state: _State, d: Diagnostic) -> bool:
    """A mistake in a file of which nothing can be used, or one that other columns hang on."""
    path = d.where.file if d.where else ""
    return d.code in _FIRST or read_yaml(state.files[path].content, path).tree is None


def _reads_further(before: _State, after: _State, path: str) -> bool:
    was = read_yaml(before.files[path].content, path)
    now = read_yaml(after.files[path].content, path)
    if was.tree is not None:
        return now.tree is not None and after.about(path) <= before.about(path)
    if now.tree is not None:
        return True
    # Mistakes that hide a file are told one at a time: the next one lies elsewhere, or behind.
    changed = _changed_lines(before.files[path].content, after.files[path].content)
    elsewhere = all(d.where is None or d.where.line not in changed for d in now.diagnostics)
    return elsewhere or _last(now.diagnostics) > _last(was.diagnostics)


def _changed_lines(before: bytes, after: bytes) -> set[int]:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return {number for number, (one, other) in enumerate(pairs, 1) if one != other}


def _last(found: tuple[Diagnostic, ...]) -> tuple[int, int]:
    return max(((d.where.line, d.where.column) for d in found if d.where), default=(0, 0))


def _error(state: _State, d: Diagnostic) -> bool:
    return d.severity is Severity.ERROR


def _nothing_new(before: _State, after: _State, path: str) -> bool:
    """No error more; a line that could not be understood may now be told to be written oddly."""
    return _errors(after) <= _errors(before)


def _errors(state: _State) -> set[tuple[str, str]]:
    return {(d.code, d.message) for d in state.found if d.severity is Severity.ERROR}


def _warning(state: _State, d: Diagnostic) -> bool:
    return d.severity is not Severity.ERROR


def _same_meaning(before: _State, after: _State, path: str) -> bool:
    everything = {(d.code, d.message) for d in before.found}
    nothing_new = all((d.code, d.message) in everything for d in after.found)
    return nothing_new and meaning(before.library) == meaning(after.library)


def meaning(value: Any) -> object:
    """What a library, or a part of it, says, whatever place it says it at."""
    if isinstance(value, Span):
        return None
    if is_dataclass(value):
        kept = (f.name for f in fields(value) if f.compare and f.name not in _NOT_SAID)
        return (type(value).__name__, *(meaning(getattr(value, name)) for name in kept))
    if isinstance(value, Mapping):
        return {k: meaning(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple(meaning(v) for v in value)
    return value


# ---- edits ------------------------------------------------------------------------------------


def applied(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The content with the edits, those left out that do not find what they are to replace."""
    text = content.decode("utf-8", "replace")
    if text.encode() != content:
        return content
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    starts = line_starts(text)
    end = len(text) + 1
    for edit in sorted(edits, key=lambda e: (e.line, e.column), reverse=True):
        if edit.line > len(starts):
            continue
        start = starts[edit.line - 1] + edit.column - 1
        stop = start + len(edit.old)
        if stop <= end and text[start:stop] == edit.old:
            text = text[:start] + edit.new + text[stop:]
            end = start
    return (mark + text).encode()
