"""审核要点还在施行，它引用的文件已经废止。

为什么：文件废止以后，只靠它的要求就没有依据了。要点的这个版本施行时文件还有效，后来废止，
是最容易漏掉的一种：没有人改过这个要点，它却一天一天继续要求。
引用的几个文件里还有一个有效的，不算；没有写明失效日期的文件不查。

错误示例：
  设定依据:
    旧办法: {文件: 书报亭管理暂行办法, 施行日期: 2015-10-01, 失效日期: 2025-01-01}
  申请材料:
  - {编号: M1, 材料名称: 申请书, 依据: 旧办法 第五条}

正确示例：
  设定依据:
    旧办法: {文件: 书报亭管理暂行办法, 施行日期: 2015-10-01, 失效日期: 2025-01-01}
  申请材料:
  - {编号: M1, 材料名称: 申请书, 失效日期: 2025-01-01, 依据: 旧办法 第五条}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import Stated, cited_in
from permit_rules.model.library import Library

CODE: Final = "SH453"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Versions that go on although the last of the instruments they cite has been repealed."""
    told = set()
    for stated in cited_in(library):
        end = _left_without(stated)
        # What stands on the basis of the entry around it would only repeat the message.
        if end is not None and stated.where not in told:
            told.add(stated.where)
            last = max(stated.basis, key=lambda b: b.instrument.repealed_on or date.min)
            yield Diagnostic(
                code=CODE,
                subject=stated.subject,
                where=stated.where,
                message=f"引用的《{last.instrument.title}》已于{end}废止，这个版本那天以后还在施行",
                help=f"请写上「失效日期: {end}」，另有新依据的加一个版本；或者核对文件的失效日期",
            )


def _left_without(stated: Stated) -> date | None:
    """The day from which nothing that the version cites is in force while it goes on, or None."""
    repeals = [b.instrument.repealed_on for b in stated.basis]
    if not repeals or None in repeals:
        return None
    last = max(day for day in repeals if day is not None)
    days = stated.validity
    # What was repealed before the version began is told as such (SH451).
    goes_on = days.end is None or days.end > last
    return last if days.start < last and goes_on else None
