"""``permit-rules new``: skeletons of rule files that lint, 待填 where a person has to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path
from typing import Annotated, Final, TypeAlias, TypeVar

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import say
from permit_rules.model.place import NATION
from permit_rules.skeletons import (
    Draft,
    PointSection,
    Refused,
    new_bundle,
    new_item,
    new_lint_rule,
    new_overlay,
    new_point,
    write,
)
from permit_rules.written.os_reasons import os_reason

T = TypeVar("T")

new = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)

_DEFAULT: Final = Path("rules")
Into: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--into",
        metavar="DIR",
        help="写到这个审核要点文件夹。",
    ),
]
Name: TypeAlias = Annotated[str, typer.Option("--name", help="名称。", show_default=False)]
Law: TypeAlias = Annotated[
    str,
    typer.Option("--law", metavar="NAME", help="所依据的文件的全称。", show_default=False),
]
Start: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help="从哪一天起要求；不写则从规则起始。",
        show_default=False,
    ),
]


class Kind(str, Enum):
    """类别 of a point that is no material."""

    FORMAL = "形式审查"
    SUBSTANTIVE = "实质审查"


@new.command("item", help="新的事项：事项文件、用例文件，用资料清单的还有资料清单。")
def item(
    item: Annotated[
        str,
        typer.Argument(metavar="ID", help="事项标识，小写字母、数字和 -，定了就不再改。"),
    ],
    start: Annotated[
        str,
        typer.Option("--from", metavar="DATE", help="规则从哪一天起是完整的，例如 2026-01-01。"),
    ],
    name: Name = "",
    law: Law = "",
    handling: Annotated[
        list[str] | None,
        typer.Option(
            "--handling",
            metavar="NAME",
            help="业务办理项，可以写几次；不写则只有新办。",
            show_default=False,
        ),
    ] = None,
    place: Annotated[
        str,
        typer.Option(
            "--place",
            metavar="CODE",
            help="只在这个地方有的事项；不写为国家级。",
            show_default=False,
        ),
    ] = NATION,
    into: Into = _DEFAULT,
    debug: options.Debug = False,
) -> None:
    """Status 0; 2 where it cannot be written; 3: fault. An empty folder becomes a whole one."""
    with faults_told(debug):
        first = options.day(start, "--from")
        drafts = _asked(
            lambda: new_item(
                into,
                item,
                start=first,
                name=name,
                law=law,
                handling=tuple(handling or ("新办",)),
                place=place,
            )
        )
        _written(drafts)
        say(f"接下来：填写待填的地方，运行 permit-rules lint {into}")


@new.command("overlay", help="一个地方对上级事项的叠加文件，放在这个地方的文件夹里。")
def overlay(
    item: options.ItemName,
    place: Annotated[
        str,
        typer.Option("--place", metavar="CODE", help="行政区划代码或者名称，例如 440300。"),
    ],
    law: Law = "",
    into: Into = _DEFAULT,
    rules: options.RulesFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0; 2 where it cannot be written; 3: fault."""
    with faults_told(debug):
        drafts = _asked(lambda: new_overlay(into, item, place, law=law, below=rules))
        _written(drafts)
        say(f"接下来：permit-rules new point {item} --place {place} --into {into}")


@new.command("point", help="在一个事项里加一份材料或者一个审核要点，编号接着用过的往下排。")
def point(
    item: options.ItemName,
    section: Annotated[
        PointSection,
        typer.Option("--section", help="加在哪一部分。"),
    ] = PointSection.MATERIAL,
    name: Name = "",
    basis: Annotated[
        str,
        typer.Option("--basis", help="依据，写成「简称 条款」。", show_default=False),
    ] = "",
    handling: Annotated[
        str,
        typer.Option(
            "--handling",
            metavar="NAME",
            help="哪一个业务办理项要；不写则为第一个许可项。",
            show_default=False,
        ),
    ] = "",
    kind: Annotated[
        Kind,
        typer.Option("--kind", help="审核要点的类别。"),
    ] = Kind.SUBSTANTIVE,
    start: Start = None,
    place: Annotated[
        str,
        typer.Option(
            "--place",
            metavar="CODE",
            help="加在这个地方的文件里；不写则加在事项自己的文件里。",
            show_default=False,
        ),
    ] = NATION,
    into: Into = _DEFAULT,
    rules: options.RulesFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0; 2 where it cannot be written; 3: fault."""
    with faults_told(debug):
        first = options.day(start, "--from") if start is not None else None
        draft, number = _asked(
            lambda: new_point(
                into,
                item,
                section,
                name=name,
                basis=basis,
                handling=handling,
                kind=kind.value,
                start=first,
                place=place,
                below=rules,
            )
        )
        _written((draft,))
        say(f"新的编号是 {number}。接下来：填写待填的地方，再运行 {_lint(into)}")


@new.command("bundle", help="新的业态：做什么生意；要办哪些许可由「何时要办」推出，不在这里写。")
def bundle(
    bundle: Annotated[
        str,
        typer.Argument(metavar="ID", help="业态标识，小写字母、数字和 -，定了就不再改。"),
    ],
    activity: Annotated[
        list[str],
        typer.Option("--activity", metavar="NAME", help="做什么，例如 餐饮服务；可以写几次。"),
    ],
    offer: Annotated[
        list[str] | None,
        typer.Option(
            "--offer",
            metavar="NAME",
            help="还可以加上、要问的；可以写几次。",
            show_default=False,
        ),
    ] = None,
    name: Name = "",
    place: Annotated[
        str,
        typer.Option(
            "--place",
            metavar="CODE",
            help="只在这个地方有的业态；不写为全国。",
            show_default=False,
        ),
    ] = NATION,
    into: Into = _DEFAULT,
    rules: options.RulesFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0; 2 where it cannot be written; 3: fault."""
    with faults_told(debug):
        drafts = _asked(
            lambda: new_bundle(
                into,
                bundle,
                activities=tuple(activity),
                name=name,
                offers=tuple(offer or ()),
                place=place,
                below=rules,
            )
        )
        _written(drafts)
        say(f"接下来：填写待填的地方，再运行 {_lint(into)}")


@new.command("lint-rule", help="本项目的一条检查规则：规则、测试，并说明还要加哪几行。")
def lint_rule(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="模块名，例如 name_too_long。"),
    ],
    title: Annotated[
        str,
        typer.Option("--title", metavar="TEXT", help="哪里不对，一句话。"),
    ],
    code: Annotated[
        str,
        typer.Option(
            "--code",
            metavar="CODE",
            help="代码，SH 加三位数；不写则用下一个没有用过的。",
            show_default=False,
        ),
    ] = "",
    into: Annotated[
        Path,
        typer.Option("--into", metavar="DIR", help="本项目的源文件夹。"),
    ] = Path(),
    debug: options.Debug = False,
) -> None:
    """Status 0; 2 where it cannot be written; 3: fault."""
    with faults_told(debug):
        drafts, lines = _asked(lambda: new_lint_rule(into, name, title, code))
        _written(drafts)
        for line in lines:
            say(line)


def _lint(into: Path) -> str:
    """The command that lints a folder: one of its own, or one laid over the embedded rules."""
    whole = (into / "library.yaml").is_file()
    return f"permit-rules lint {into}" if whole else f"permit-rules lint --overlay {into}"


def _asked(make: Callable[[], T]) -> T:
    """What was made; ends with status 2 and one message where it was refused."""
    try:
        return make()
    except Refused as refused:
        give_up(refused.message, refused.help)


def _written(drafts: Iterable[Draft]) -> None:
    every = tuple(drafts)
    try:
        _asked(lambda: write(every))
    except OSError as error:
        give_up(f"「{error.filename}」写不了（{os_reason(error)}）", "请换一个地方，或者核对路径")
    for draft in every:
        say(f"{'改了' if draft.changed else '新写'} {draft.path}")
