"""到了复核日期，还没有人复核。

为什么：法规会改，规则文件不会自己改。文件写上「复核日期」，就是约定最迟哪一天要有人对照原文再看一遍；
过了那一天，文件里的要点就不能再当作核对过的。比较的那一天由 `permit-rules lint --on 日期` 给出，
不写就不比较，所以同样的文件检查几次结果都一样。

错误示例（permit-rules lint --on 2026-03-02）：
  复核日期: 2026-01-01

正确示例（复核以后改成下一次的日子）：
  复核日期: 2027-01-01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.model.library import Library

CODE: Final = "SH454"


def lint(library: Library, on: date | None) -> Iterator[Diagnostic]:
    """Files whose day of review lies before ``on``; none where no day is given."""
    reviews = [(i.id, i.review) for i in library.items]
    reviews += [(o.item, o.review) for o in library.overlays]
    for item, review in reviews:
        if on is not None and review is not None and review.by < on:
            yield Diagnostic(
                code=CODE,
                subject=item,
                where=review.where,
                message=f"复核日期 {review.by} 已经过了（比较的是 {on}）",
                help="请对照法规原文复核，再把复核日期改成下一次的日子",
            )
