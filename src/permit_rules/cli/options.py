"""Options and exit statuses that the commands share."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

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
