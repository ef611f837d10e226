"""Values that are understood, though they are not written as the format says.

2025年4月15日 or ２ under a key that holds a date or a number: nothing is misread, but the files
are searched and compared as texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
_FORMED: Final = _DAYS | _NUMBERS


def odd_forms(tree: Tree, subject: str) -> Iterator[Diagnostic]:
    """The dates and numbers of a file that are not in the form of the format, as warnings."""
    for key, written in _dates_and_numbers(tree):
        usual = _usual(key, written.text.strip())
        if usual != written.text.strip():
            path = _path_of(written, tree) or ()
            yield Diagnostic(
                code=CODE,
                severity=Severity.WARNING,
                message=f"「{written.text.strip()[:40]}」不是规定的写法，意思没有读错。",
                help=f"请写成「{usual}」，以后才查得到、比得出。",
                where=written.where,
                subject=subject_at(tree, path, subject),
                edit=edit_of(written, usual),
            )


def _dates_and_numbers(tree: Tree) -> list[tuple[str, Scalar]]:
    """The scalars under keys that hold a date or a number, in the order of the file."""
    found: list[tuple[str, Scalar]] = []

    def look(node: Tree) -> None:
        if isinstance(node, Map):
            for key, value in node.entries:
                if not isinstance(value, Scalar):
                    look(value)
                elif key.text in _FORMED:
                    found.append((key.text, value))
        elif isinstance(node, Sequence):
            for item in node.items:
                if not isinstance(item, Scalar):
                    look(item)

    look(tree)
    return found


def _path_of(written: Scalar, tree: Tree) -> Path | None:
    """Where a scalar stands; hardly any is odd, so no path is kept while looking for them."""
    if isinstance(tree, Map):
        steps: Iterable[tuple[str | int, Tree]] = ((k.text, value) for k, value in tree.entries)
    else:
        steps = enumerate(tree.items) if isinstance(tree, Sequence) else ()
    for step, value in steps:
        if value is written:
            return (step,)
        beneath = _path_of(written, value)
        if beneath is not None:
            return (step, *beneath)
    return None


def _usual(key: str, text: str) -> str:
    if key in _NUMBERS:
        return standard(text)
    if key in _DAYS:
        try:
            return read_date(text).isoformat()
        except NotReadable:
            return text
    return text
