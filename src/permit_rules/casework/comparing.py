"""A later answer against an earlier notice: resolved, carried over, new, said too late.

行政许可法 art. 32(4), art. 72(4); 优化营商环境条例 art. 36: everything that has to be corrected
is said at once. What the second notice adds is either the doing of the correction, or was withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from permit_rules.casework.case import Case
from permit_rules.casework.events import Line, Noticed, Submitted

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last submission that was answered in writing, and all that was told about it."""

    submission: Submitted
    lines: tuple[Line, ...]
    announced: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Four sets of lines: the first two are the earlier notice, the last three the later one."""

    resolved: tuple[Line, ...] = ()
    carried_over: tuple[Line, ...] = ()
    new: tuple[Line, ...] = ()
    late_notified: tuple[Line, ...] = ()


def earlier_notice(case: Case) -> Earlier | None:
    """What a correction is held against; None where nothing was told yet."""
    found: Earlier | None = None
    submission: Submitted | None = None
    for event in case.events:
        if isinstance(event, Submitted):
            submission = event
        elif isinstance(event, Noticed) and submission is not None:
            before = found if found is not None and found.submission is submission else None
            lines = {line.key: line for line in (*(before.lines if before else ()), *event.lines)}
            announced = (before.announced if before else frozenset()) | set(event.announced)
            found = Earlier(submission, tuple(lines.values()), frozenset(announced))
    return found


def compare(
    earlier: Earlier, later: Iterable[Line], visible: Callable[[Earlier], frozenset[Key]]
) -> Compared:
    """Sort the lines of both notices.

    ``visible`` says what could be seen in the earlier submission; it is asked only where a line is
    there that the earlier notice had not. A line whose point was announced there (若…，还须…, or
    with a question) is not late.
    """
    told = {line.key: line for line in earlier.lines}
    now = {line.key: line for line in later}
    added = [line for key, line in now.items() if key not in told]
    seen = visible(earlier) if added else frozenset()
    late = [line for line in added if line.key in seen and line.point not in earlier.announced]
    return Compared(
        resolved=tuple(line for key, line in told.items() if key not in now),
        carried_over=tuple(line for key, line in now.items() if key in told),
        new=tuple(line for line in added if line not in late),
        late_notified=tuple(late),
    )
