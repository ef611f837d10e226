"""Options and exit statuses that the commands share."""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from permit_rules.written import NotReadable, read_date

#: Nothing to complain of.
FINE: Final = 0
#: The answer is that something has to be put right.
FOUND: Final = 1
#: What was given cannot be used: a file, an item, the rules.
UNUSABLE: Final = 2
#: The library itself failed.
FAULT: Final = 3


class Format(str, Enum):
    """How a check is shown."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"


class ListFormat(str, Enum):
    """How a list is shown."""

    TEXT = "text"
    JSON = "json"


class Unobserved(str, Enum):
    """What a property of a paper that is not stated counts as."""

    UNKNOWN = "unknown"
    IN_ORDER = "in_order"


RulesFolder: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        help="审核要点文件夹；不写则用随附的。",
    ),
]
OverlayFolder: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--overlay",
        metavar="DIR",
        help="叠加在上面的文件夹，其中的文件增加或者替换同名文件。",
    ),
]
Debug: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--debug",
        help="出现内部错误时显示完整的调用过程（英文）。",
    ),
]
ItemName: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="ITEM",
        help="事项标识或者名称，例如 food-business。",
    ),
]
Place: TypeAlias = Annotated[
    str,
    typer.Option(
        "--place",
        metavar="CODE",
        help="行政区划代码或者地名，例如 440300；不写为国家。",
        show_default=False,
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="写到这个文件；不写则输出到屏幕。docx 必须写明。",
        show_default=False,
    ),
]
Day: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="看这一天施行的规定，例如 2026-03-02；不写则为今天。",
        show_default=False,
    ),
]


def day(written: str | None, option: str = "--on") -> date:
    """The day of an option; without it today, which only a command may ask for."""
    if written is None:
        return date.today()
    try:
        return read_date(written)
    except NotReadable as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
