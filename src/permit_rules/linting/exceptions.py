"""Recorded exceptions (例外): what a clerk has looked at and keeps, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from permit_rules.diagnostics import Diagnostic, Page, Severity, in_reading_order
from permit_rules.model.item import LintException
from permit_rules.model.library import Library

UNUSED: Final = "SH671"
AN_ERROR: Final = "SH672"
_ONE: Final = (
    "申请材料:\n- {编号: M1, 材料名称: NAME, 需要: {业务办理项: 新办}, 依据: 办法 第五条}\n"
)
_EXCEPTION: Final = "例外:\n- {代码: CODE, 编号: M1, 理由: 办法原文如此}"
_FORBIDDEN: Final = "不得索要:\n- {材料: 健康证明, 依据: 办法 第五条}\n"
#: The pages of both codes.
PAGES: Final = {
    UNUSED: Page(
        "例外用不上了",
        "例外是看过以后保留的警告；警告已经没有了还留着，以后真的有了也看不见。",
        f"{_ONE.replace('NAME', '申请书')}{_EXCEPTION.replace('CODE', 'SH751')}",
        f"{_ONE.replace('NAME', '其他有关材料')}{_EXCEPTION.replace('CODE', 'SH751')}",
    ),
    AN_ERROR: Page(
        "错误不能写成例外",
        "错误说明规则不能这样用，写什么理由也不行；只有警告和提示可以看过以后保留。",
        f"{_ONE.replace('NAME', '健康证明')}{_FORBIDDEN}{_EXCEPTION.replace('CODE', 'SH652')}",
        f"{_ONE.replace('NAME', '申请书')}{_FORBIDDEN}".rstrip(),
    ),
}


@dataclass(frozen=True, slots=True)
class SetAside:
    """A diagnostic that an exception covers, and why it is kept."""

    diagnostic: Diagnostic
    reason: str


def set_aside(
    library: Library, found: Iterable[Diagnostic]
) -> tuple[tuple[Diagnostic, ...], tuple[SetAside, ...]]:
    """Split diagnostics into those to be acted upon and those that an exception covers.

    An exception covers the warnings and hints with its code about its points. To the first are
    added: SH671 an exception that covers nothing any more, SH672 one for an error, which no
    reason makes right.
    """
    kept: list[Diagnostic] = []
    aside: list[SetAside] = []
    exceptions = list(_exceptions(library))
    used: set[tuple[LintException, str]] = set()
    wrong: set[LintException] = set()
    for diagnostic in found:
        covering = _covering(diagnostic, exceptions)
        if covering is None:
            kept.append(diagnostic)
            continue
        exception, point = covering
        used.add((exception, point))
        if diagnostic.severity is Severity.ERROR:
            wrong.add(exception)
            kept.append(diagnostic)
        else:
            aside.append(SetAside(diagnostic, exception.reason))
    kept += (_unused(i, e, p) for i, e in exceptions for p in e.points if (e, p) not in used)
    kept += (_error(i, e) for i, e in exceptions if e in wrong)
    return in_reading_order(kept), tuple(aside)


def _exceptions(library: Library) -> Iterator[tuple[str, LintException]]:
    for item in library.items:
        yield from ((item.id, e) for e in item.exceptions)
    for overlay in library.overlays:
        yield from ((overlay.item, e) for e in overlay.exceptions)


def _covering(
    diagnostic: Diagnostic, exceptions: list[tuple[str, LintException]]
) -> tuple[LintException, str] | None:
    item, _, point = diagnostic.subject.partition("/")
    file = diagnostic.where.file if diagnostic.where else ""
    # What the file itself keeps comes before what another file of the item keeps.
    for owner, exception in sorted(exceptions, key=lambda e: e[1].where.file != file):
        if owner == item and exception.code == diagnostic.code and point in exception.points:
            return exception, point
    return None


def _unused(item: str, exception: LintException, point: str) -> Diagnostic:
    return Diagnostic(
        code=UNUSED,
        message=f"例外 {exception.code} 写了「{point}」，但那里没有这一条。",
        help="已经改好的，请删去这个例外；写错的，请改正代码或者编号。",
        where=exception.where,
        severity=Severity.WARNING,
        subject=f"{item}/{point}",
    )


def _error(item: str, exception: LintException) -> Diagnostic:
    return Diagnostic(
        code=AN_ERROR,
        message=f"{exception.code} 是错误，不能写成例外。",
        help="请改正规则；只有警告和提示可以写成例外。",
        where=exception.where,
        severity=Severity.ERROR,
        subject=item,
    )
