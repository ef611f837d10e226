"""同一个要点的前一个版本已经失效，后一个版本过些日子才施行，中间断开了。

为什么：断开的日子里规则库不知道有没有要求，那些天收到的申请只能答复「清单可能不完整」。
多半是失效日期、施行日期抄错了一天；真的有一段时间没有要求的，应当写明。

错误示例：
  申请材料:
  - 编号: M1
    材料名称: 申请书
    依据: 办法 第五条
    版本:
    - {施行日期: 2024-06-01, 失效日期: 2025-12-31, 份数: 1}
    - {施行日期: 2026-01-01, 份数: 2}

正确示例（失效日期是无效的第一天；不写，就到下一个版本施行为止）：
  申请材料:
  - 编号: M1
    材料名称: 申请书
    依据: 办法 第五条
    版本:
    - {施行日期: 2024-06-01, 份数: 1}
    - {施行日期: 2026-01-01, 份数: 2}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import statements_in
from permit_rules.model.library import Library

CODE: Final = "SH452"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Versions of one thing between which there are days of which nothing is known."""
    for item, _, statements in statements_in(library):
        for section in fields(statements):
            for dated in getattr(statements, section.name):
                for earlier, version in pairwise(dated.versions):
                    end, start = earlier.validity.end, version.validity.start
                    if end is not None and end < start:
                        yield Diagnostic(
                            code=CODE,
                            subject=f"{item.id}/{dated.id}",
                            where=version.where,
                            message=f"前一个版本自 {end} 起无效，这个版本 {start} 才施行，中间断开",
                            help="请核对两个日期；连着的，删去前一个版本的失效日期",
                        )
