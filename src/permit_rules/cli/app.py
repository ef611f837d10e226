"""The commands put together. What a command needs is loaded when it is called, and no other's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

import permit_rules

#: For each command the module of this package that has it (and its name there, if that is
#: another), and what the help says of it.
COMMANDS: Final = {
    "check": ("check", "核对一份申请，一项许可或者几项一次申请，一次列出全部问题。"),
    "batch": ("batch", "核对一个文件里的许多份申请，写成一张表；中断了可以接着做。"),
    "plan": ("plan", "由所填的情况推出要办哪些许可，为什么，还要问什么。"),
    "bundles": ("bundles", "列出已经有的业态，或者看其中一个。"),
    "lint": ("lint", "检查审核要点文件，一次列出全部错误。"),
    "fmt": ("fmt", "把审核要点文件整理成统一的次序和空格，不改意思。"),
    "cases": (
        "cases",
        "看一个事项的用例试到了哪些结果、界限和条件；写出缺少的用例，预期待填。",
    ),
    "explain": ("explain", "说明一个事项的审核要点：什么时候适用、要求什么、依据什么。"),
    "interview": (
        "interview",
        "一问一答，问出要办哪些许可：为什么要办、审批条件、材料、时限；只问还会影响结果的。",
    ),
    "guide": ("guide", "写出一个事项的办事指南，或者审核要点表。"),
    "table": (
        "table",
        "写出情形与材料表、可以编辑的要点表格；把编辑过的表格读回规则文件。",
    ),
    "levels": (
        "levels",
        "各级对一个事项的规定并排对照：相同的列一次，不同的标明增加、替换、撤销。",
    ),
    "diff": (
        "diff",
        "比较两套规则，或者同一套规则的两天：改了什么，哪些申请因此多交、少交、得到别的结论。"
        "状态 0：没有改变（只改文字、依据、写法，或者等价改写）；状态 1：有改变。",
    ),
    "clock": ("clock", "看一个办件在某一天的期限：告知、受理、决定、送达、后补，哪些逾期。"),
    "prove": ("prove", "照着告知去办，看会不会还要第二次：找出最小的一份这样的申请。"),
    "kpi": (
        "kpi",
        "统计办件：两次补正率、一次通过率、按时办结率、时限压缩率，按单位和人员分列。",
    ),
    "simulate": ("simulate", "造一年的办件，逐份核对、保存、统计，用来试验。"),
    "test": ("run_cases", "运行用例：答复与照法规推出的预期是否一致，逐条写明哪里不同。"),
    "replay": ("replay:replay_record", "再核对一次决定记录：证实当时的答复，或者说明哪里不同。"),
    "archive": ("archive", "办件存档。"),
    "draw": ("draw", "专家抽取。"),
    "new": (
        "new",
        "写出新的事项、要点、地方文件、业态、检查规则的骨架。没有用选项写明的，骨架里写「待填」，"
        "permit-rules lint 逐处指出（SH161）；已有的文件不会覆盖。",
    ),
}


#: Of typer or of click, whichever typer is built on; typer itself exports no name for it.
_UsageError: Any = typer.BadParameter.__mro__[1]


@contextmanager
def _told_in_chinese() -> Iterator[None]:
    try:
        yield
    except _UsageError as error:
        from permit_rules.cli.misuse import Misused, misused

        if isinstance(error, Misused) or type(error).__name__ == "NoArgsIsHelpError":
            raise
        raise misused(error) from None


class Commands(TyperGroup):
    """The commands by name; each is put in its place only when it is called."""

    def make_context(self, *arguments: Any, **extra: Any) -> Any:
        """Read what stands before the command."""
        with _told_in_chinese():
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Read what stands behind the command, and run it."""
        with _told_in_chinese():
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, what it is called, and its arguments."""
        name, _, arguments = super().resolve_command(ctx, args)
        return name, name and loaded(name), arguments


def loaded(name: str) -> Any:
    """A command, from its own module: a function, or an application of several commands."""
    place, summary = COMMANDS[name]
    module, _, own = place.partition(":")
    found = getattr(import_module(f"permit_rules.cli.{module}"), own or module)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(name)(found)
        found = alone
    command = get_command(found)
    command.help = summary
    return command


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    # rich would cut what does not fit its columns, and Chinese has no blanks to break at.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="核对行政许可申请：缺什么、为什么、怎么办，一次说全。",
    epilog="核对结果由受理机关决定；使用前请对照法规原文核对审核要点。",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"permit-rules {permit_rules.__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="显示版本号。",
            callback=_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    pass


def _listed() -> None:
    """Stands for a command in the list of the help, until it is called."""


for _name, (_, _summary) in COMMANDS.items():
    app.command(_name, help=_summary)(_listed)
