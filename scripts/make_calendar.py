"""Write `rules/calendars/china.yaml`: the days off and the working days made up for them.

Run it in an environment of its own whenever a new version of the package `chinesecalendar` holds
the arrangements of another year:

    pip install '.[calendar]'
    python scripts/make_calendar.py

With ``--check`` nothing is written: status 1 says that the file is not what the package gives.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import sys
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
    """Write the calendar afresh, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    check = parser.parse_args().check
    constants = importlib.import_module("chinese_calendar.constants")
    metadata = importlib.metadata.metadata(PACKAGE)
    header = HEADER.format(
        package=PACKAGE,
        version=metadata["Version"],
        licence=metadata["License"],
        author=metadata["Author"],
    )
    made = header + data(constants.holidays, constants.workdays)
    if not check:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(made, encoding="utf-8")
    elif not TARGET.is_file() or TARGET.read_text("utf-8") != made:
        sys.exit(f"{TARGET.name} is not what {PACKAGE} {metadata['Version']} gives")


def data(holidays: Iterable[date], workdays: Iterable[date]) -> str:
    """The calendar without its header: the years that have holidays, and their days in order."""
    off, worked = list(holidays), list(workdays)
    years = sorted({day.year for day in off})
    parts = [
        f"年份: [{', '.join(map(str, years))}]",
        "放假:",
        *lines(years, off),
        "调休上班:",
        *lines(years, worked),
    ]
    return "\n".join(parts) + "\n"


def lines(years: Iterable[int], days: Iterable[date]) -> list[str]:
    """One line for each year, with its days in order."""
    ordered = sorted(days)
    return [
        f"  {year}: [{', '.join(day.isoformat() for day in ordered if day.year == year)}]"
        for year in years
    ]


if __name__ == "__main__":
    main()
