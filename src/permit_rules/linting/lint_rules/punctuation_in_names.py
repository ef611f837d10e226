"""名称里的标点、字母、数字半角全角混用，或者括号不成对。

为什么：名称要印在告知书、指南上，也要逐字比较：「方案(大型）」「Ａ级」「方案 ,图纸」和正规的写法
看起来差不多，查找的时候却查不到。汉字之间用全角标点，字母、数字用半角。

错误示例：
  - {编号: M1, 材料名称: 消防方案(大型）, 依据: 办法 第八条}

正确示例：
  - {编号: M1, 材料名称: 消防方案（大型）, 依据: 办法 第八条}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.linting.stated import names_in
from permit_rules.model.library import Library
from permit_rules.written import standard

CODE: Final = "SH756"
_HAN: Final = "[\u3400-\u9fff]"
#: A half-width sign with a Chinese character on either side.
_HALF: Final = re.compile(rf"(?<={_HAN}) *([,;:?!()]) *|[,;:?!()](?={_HAN})")
_WIDE_BLANK: Final = re.compile("\u3000| {2,}")
_PAIRS: Final = {"）": "（", "》": "《", "」": "「", "】": "【", "”": "“", ")": "(", "]": "["}


def lint(library: Library) -> Iterator[Diagnostic]:
    """Names whose signs are of two widths, or whose brackets do not match."""
    for subject, name, where in names_in(library):
        yield from _told(subject, name, where)


def _told(subject: str, name: str, where: Span) -> Iterator[Diagnostic]:
    wrong = _wrong(name)
    if wrong:
        yield Diagnostic(
            code=CODE,
            subject=subject,
            where=where,
            message=f"名称「{name}」里{wrong}",
            help="汉字之间用全角标点，字母、数字用半角，括号成对",
        )


def _wrong(name: str) -> str:
    wide = next((c for c in name if standard(c) != c and c.isalnum() and c > "\uff00"), "")
    if wide:
        return f"有全角的「{wide}」"
    if not _balanced(name):
        return "括号不成对，或者一半全角一半半角"
    half = _HALF.search(name)
    if half:
        return f"有半角的「{half[0].strip()}」"
    return "有多余的空格" if _WIDE_BLANK.search(name) else ""


def _balanced(name: str) -> bool:
    waiting: list[str] = []
    for sign in name:
        if sign in _PAIRS.values():
            waiting.append(sign)
        elif sign in _PAIRS and (not waiting or waiting.pop() != _PAIRS[sign]):
            return False
    return not waiting
