"""Write `rules/calendars/china.yaml`: the days off and the working days made up for them.

Run it with the package `chinesecalendar` at hand, in an environment of its own, whenever a new
version of the package holds the arrangements of another year:

    pip install chinesecalendar==1.11.0
    python scripts/make_calendar.py
"""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

PACKAGE = "chinesecalendar"
TARGET = Path(__file__).resolve().parent.parent / "rules/calendars/china.yaml"

HEADER = """\
# 由 scripts/make_calendar.py 生成，请勿手工修改。
# 数据整理自 {package} {version}（{licence}，作者 {author}）；
# 放假安排本身出自国务院办公厅每年发布的《关于部分节假日安排的通知》。
# 放假: 通知列明的放假日（含其中的周末）；调休上班: 通知列明要上班的周末。
# 此外周末休息，其余日子上班。
# 没有列出的年份尚未公布，不作推断；岁末几天的安排，可能由下一年的通知再作调整。
日历: 中国
来源: 国务院办公厅关于各年部分节假日安排的通知
"""


def main() -> None:
    """Write the calendar afresh."""
    constants = importlib.import_module("chinese_calendar.constants")
    metadata = importlib.metadata.metadata(PACKAGE)
    header = HEADER.format(
        package=PACKAGE,
        version=metadata["Version"],
        licence=metadata["License"],
        author=metadata["Author"],
    )
    years = sorted({day.year for day in constants.holidays})
    parts = [
        f"年份: [{', '.join(map(str, years))}]",
        "放假:",
        *lines(years, constants.holidays),
        "调休上班:",
        *lines(years, constants.workdays),
    ]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(header + "\n".join(parts) + "\n", encoding="utf-8")


def lines(years: Iterable[int], days: Iterable[date]) -> list[str]:
    """One line for each year, with its days in order."""
    ordered = sorted(days)
    return [
        f"  {year}: [{', '.join(day.isoformat() for day in ordered if day.year == year)}]"
        for year in years
    ]


if __name__ == "__main__":
    main()
