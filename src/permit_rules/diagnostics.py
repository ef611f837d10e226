"""What is wrong with a rule file or a payload, where, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(str, Enum):
    """How much a diagnostic weighs: an error makes rules unusable, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The Chinese word shown to a clerk."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: 1-based line and column, in characters, and the text found there."""

    file: str
    line: int
    column: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A certain repair: at this place (1-based) of the file, write ``new`` in the place of ``old``.

    ``old`` lies on one line and is not empty unless text is to be put in; who applies the edit
    first makes sure that it still stands there.
    """

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a code means, for the clerk who gets it: why, a wrong example and a right one.

    ``title`` says what was found; ``untried`` why the examples cannot be tried on a file alone.
    """

    title: str
    why: str
    wrong: str
    right: str
    untried: str = ""

    @property
    def text(self) -> str:
        """The page as the command shows it."""
        return (
            f"{self.title}\n\n为什么：{self.why}\n\n"
            f"错误示例：\n{_indented(self.wrong)}\n\n正确示例：\n{_indented(self.right)}"
        )


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.rstrip("\n").split("\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One mistake, one message.

    ``code`` is stable and never reused (SH1xx reading YAML, SH2xx names that lead nowhere,
    SH3xx conditions, SH4xx dates, SH5xx places, SH6xx materials, SH7xx wording,
    SH8xx payloads); ``message`` says in one Chinese sentence what was found; ``help`` what to
    write instead; ``subject`` names the item and point (``"food-business/M3"``) where known;
    ``edit`` is the repair itself where there is only one and it is certain.
    """

    code: str
    message: str
    where: Span | None = None
    help: str | None = None
    severity: Severity = Severity.ERROR
    subject: str = ""
    edit: Edit | None = None

    def __str__(self) -> str:
        place = f"{self.where}  " if self.where else ""
        subject = f"{self.subject}  " if self.subject else ""
        tail = f"\n  {self.help}" if self.help else ""
        return f"{place}{subject}[{self.code} {self.severity.label}] {self.message}{tail}"


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics by file, line and column, duplicates removed, those without a place last."""

    def key(d: Diagnostic) -> tuple[bool, str, int, int, str, str]:
        w = d.where
        return (
            w is None,
            w.file if w else "",
            w.line if w else 0,
            w.column if w else 0,
            d.code,
            d.message,
        )

    return tuple(sorted(set(diagnostics), key=key))


def did_you_mean(found: str, known: Iterable[str]) -> str | None:
    """The known name nearest to ``found``, or None when nothing is near.

    Short Chinese names differ in one character out of three or four, so the bar is low; ties
    are settled by name, never by the order of the input.
    """
    sought = found[:80]
    # A name without one character in common is never near; this is told much faster.
    signs = frozenset(sought)
    candidates = sorted(k for k in set(known) if not signs.isdisjoint(k))
    near = difflib.get_close_matches(sought, candidates, n=1, cutoff=0.5)
    return near[0] if near else None
