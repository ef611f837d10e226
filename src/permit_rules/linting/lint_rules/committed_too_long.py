"""承诺时限比法定时限还长。

为什么：承诺时限是机关自己许下的、比法定更短的时限；比法定还长的承诺没有效力，办件的人却会照着它等。
比较时一年按十二个月；工作日和日不能相比的，不比。

错误示例：
  办理时限:
  - {编号: L1, 环节: 决定, 法定: 20 工作日, 承诺: 25 工作日, 依据: 办法 第十八条}

正确示例：
  办理时限:
  - {编号: L1, 环节: 决定, 法定: 20 工作日, 承诺: 0.5 工作日, 依据: 办法 第十八条}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.conditions.phrases import period_words
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import statements_in
from permit_rules.model.library import Library
from permit_rules.working_days import HalfWorkingDays, Period, PeriodUnit

CODE: Final = "SH654"
#: What each unit counts, and how many of the smallest unit it is.
_MEASURES: Final = {
    PeriodUnit.WORKING_DAY: ("working day", 2),
    PeriodUnit.DAY: ("day", 1),
    PeriodUnit.MONTH: ("month", 1),
    PeriodUnit.YEAR: ("month", 12),
}


def lint(library: Library) -> Iterator[Diagnostic]:
    """Time limits, of items and overlays, whose committed limit is the longer one."""
    for item, _, statements in statements_in(library):
        for dated in statements.limits:
            for version in dated.versions:
                limit = version.value
                if limit.committed is None or not _longer(limit.committed, limit.statutory):
                    continue
                yield Diagnostic(
                    code=CODE,
                    subject=f"{item.id}/{limit.id}",
                    where=version.where,
                    message=f"「{limit.step}」承诺{period_words(limit.committed)}，"
                    f"比法定的{period_words(limit.statutory)}还长",
                    help="请改成比法定更短的承诺时限；没有承诺的，删去「承诺」",
                )


def _longer(one: Period | HalfWorkingDays, other: Period) -> bool:
    measure, amount = _measured(one)
    measure_of_other, amount_of_other = _measured(other)
    return measure == measure_of_other and amount > amount_of_other


def _measured(period: Period | HalfWorkingDays) -> tuple[str, int]:
    if isinstance(period, HalfWorkingDays):
        return _MEASURES[PeriodUnit.WORKING_DAY][0], period.halves
    measure, times = _MEASURES[period.unit]
    return measure, period.amount * times
