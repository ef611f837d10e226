"""名称里混进了长得一样的外文字母：西里尔字母、希腊字母，或者一个词里几种文字混用。

为什么：「М1」（西里尔字母）和「M1」看起来一样，申请里写的、别处引用的
却对不上。多半是从网页、PDF 复制来的。

错误示例（A 是希腊字母 Α）：
  申请材料:
  - {编号: M3, 材料名称: Α级锅炉证明, 依据: 办法 第五条}

正确示例：
  申请材料:
  - {编号: M3, 材料名称: A级锅炉证明, 依据: 办法 第五条}
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.linting.stated import names_in
from permit_rules.model.library import Library

CODE: Final = "SH754"
_SCRIPTS: Final = {"CYRILLIC": "西里尔字母", "GREEK": "希腊字母", "ARMENIAN": "亚美尼亚字母"}
#: Greek letters that names of units and of technical terms do use.
_IN_USE: Final = frozenset("αβγδμΩΦφλπ")


def lint(library: Library) -> Iterator[Diagnostic]:
    """Names with letters that look like others."""
    for subject, name, where in names_in(library):
        yield from _told(subject, name, where)
    for item in library.items:
        for field in item.fields:
            for alias in field.aliases:
                yield from _told(f"{item.id}/{field.label}", alias, item.where)


def _told(subject: str, name: str, where: Span) -> Iterator[Diagnostic]:
    for letter in name:
        script = _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0])
        if script and letter not in _IN_USE:
            yield Diagnostic(
                code=CODE,
                subject=subject,
                where=where,
                message=f"「{name}」里的「{letter}」是{script}（U+{ord(letter):04X}）",
                help="请改成看起来一样的普通字母，或者删去",
            )
            return
