"""Values that are understood, though they are not written as the format says.

2025年4月15日 or ２ under a key that holds a date or a number: nothing is misread, but the files
are searched and compared as texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic, Severity
from permit_rules.loading.explain_validation import edit_of
from permit_rules.loading.tree_paths import subject_at
from permit_rules.written import NotReadable, read_date, standard
from permit_rules.yaml_tree import Map, Path, Scalar, Sequence, Tree

CODE: Final = "SH136"
_DAYS: Final = frozenset({"施行日期", "失效日期", "规则起始", "复核日期"})
_NUMBERS: Final = frozenset(
    {"份数", "小数位", "最小", "最大", "轮次", "至少", "提前", "期限", "提醒", "出具时限",
     "补交期限", "核查期限", "法定", "承诺", "代码", "行政区划"}
)  # fmt: skip


def odd_forms(tree: Tree, subject: str) -> Iterator[Diagnostic]:
    """The dates and numbers of a file that are not in the form of the format, as warnings."""
    for path, written in _scalars(tree, ()):
        usual = _usual(str(path[-1]), written.text.strip())
        if usual != written.text.strip():
            yield Diagnostic(
                code=CODE,
                severity=Severity.WARNING,
                message=f"「{written.text.strip()[:40]}」不是规定的写法，意思没有读错。",
                help=f"请写成「{usual}」，以后才查得到、比得出。",
                where=written.where,
                subject=subject_at(tree, path, subject),
                edit=edit_of(written, usual),
            )


def _scalars(tree: Tree, path: Path) -> Iterator[tuple[Path, Scalar]]:
    if isinstance(tree, Sequence):
        for number, item in enumerate(tree.items):
            yield from _scalars(item, (*path, number))
    elif isinstance(tree, Map):
        for entry in tree.entries:
            here = (*path, entry.key.text)
            if isinstance(entry.value, Scalar):
                yield here, entry.value
            else:
                yield from _scalars(entry.value, here)


def _usual(key: str, text: str) -> str:
    if key in _NUMBERS:
        return standard(text)
    if key in _DAYS:
        try:
            return read_date(text).isoformat()
        except NotReadable:
            return text
    return text
