"""审核要点施行时，它引用的文件还没有施行，或者已经废止。

为什么：每一项要求都应当有当日有效的依据。文件换了新的，条文号往往也变了；
引用已经废止的文件，等于没有依据。没有写明施行日期、失效日期的文件不在此列。

错误示例：
  设定依据:
    旧办法: {文件: 食品经营许可管理办法, 施行日期: 2015-10-01, 失效日期: 2023-12-01}
  申请材料:
  - {编号: M2, 材料名称: 营业执照, 施行日期: 2023-12-01, 依据: 旧办法 第十二条}

正确示例：
  设定依据:
    办法: {文件: 食品经营许可和备案管理办法, 施行日期: 2023-12-01}
  申请材料:
  - {编号: M2, 材料名称: 营业执照, 施行日期: 2023-12-01, 依据: 办法 第十三条}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import cited_in
from permit_rules.model.basis import Instrument
from permit_rules.model.library import Library

CODE: Final = "SH451"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Versions that begin on a day on which an instrument they cite is not in force."""
    told = set()
    for stated in cited_in(library):
        start = stated.validity.start
        for instrument in dict.fromkeys(b.instrument for b in stated.basis):
            trouble = _not_in_force(instrument, start)
            # What stands on the basis of the entry around it would only repeat the message.
            if trouble and (stated.where, instrument) not in told:
                told.add((stated.where, instrument))
                yield Diagnostic(
                    code=CODE,
                    subject=stated.subject,
                    where=stated.where,
                    message=f"自{start}起施行，引用的《{instrument.title}》{trouble}",
                    help="请改用当日有效的依据，或者核对文件和要点的日期",
                )


def _not_in_force(instrument: Instrument, day: date) -> str:
    if instrument.effective_from is not None and day < instrument.effective_from:
        return f"自{instrument.effective_from}起才施行"
    if instrument.repealed_on is not None and instrument.repealed_on <= day:
        return f"已于{instrument.repealed_on}废止"
    return ""
