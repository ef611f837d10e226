"""待填: what a skeleton or a suggested case leaves for a person to fill in, and how it is told.

A file in which something is left blank can be loaded and linted; each blank is told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic, Severity, Span
from permit_rules.yaml_tree import Map, Scalar, Tree

#: Stands where a person has to write something; behind other words it must be set off by a blank.
BLANK: Final = "待填"
_CODE: Final = "SH161"


def blanks_in(tree: Tree, subject: str = "") -> Iterator[Diagnostic]:
    """One warning for each text of a rule file that is left blank (``待填``, ``办法 待填``)."""
    yield from _blanks(tree, "", subject)


def _blanks(tree: Tree, key: str, subject: str) -> Iterator[Diagnostic]:
    if isinstance(tree, Scalar):
        if tree.text.split()[-1:] == [BLANK]:
            yield _told(tree.where, f"「{key}」待填。", "请照法规填写。", subject)
        return
    if isinstance(tree, Map):
        for entry in tree.entries:
            yield from _blanks(entry.value, entry.key.text, subject)
        return
    for item in tree.items:
        yield from _blanks(item, key, subject)


def to_fill(where: Span, item: str, name: str, blank: Iterable[str]) -> Diagnostic:
    """The one warning about a case of which something is left blank."""
    what = "、".join(blank)
    return _told(
        where,
        f"用例「{name}」待填：{what}。",
        "请照法规推出应当得出什么，填写在这里；不要照程序的输出抄。",
        item,
    )


def _told(where: Span, message: str, help: str, subject: str) -> Diagnostic:
    return Diagnostic(
        code=_CODE,
        message=message,
        where=where,
        help=help,
        severity=Severity.WARNING,
        subject=subject,
    )
