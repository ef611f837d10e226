"""The commands put together."""

from __future__ import annotations

from typing import Annotated

import typer

import permit_rules
from permit_rules.cli.archive import archive
from permit_rules.cli.batch import batch
from permit_rules.cli.bundles import bundles
from permit_rules.cli.cases import cases
from permit_rules.cli.check import check
from permit_rules.cli.clock import clock
from permit_rules.cli.diff import diff
from permit_rules.cli.draw import draw
from permit_rules.cli.explain import explain
from permit_rules.cli.fmt import fmt
from permit_rules.cli.guide import guide
from permit_rules.cli.interview import interview
from permit_rules.cli.kpi import kpi
from permit_rules.cli.levels import levels
from permit_rules.cli.lint import lint
from permit_rules.cli.new import new
from permit_rules.cli.plan import plan
from permit_rules.cli.prove import prove
from permit_rules.cli.replay import replay_record
from permit_rules.cli.run_cases import run_cases
from permit_rules.cli.simulate import simulate
from permit_rules.cli.table import table

app = typer.Typer(
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


for command, summary in (
    (check, "核对一份申请，一项许可或者几项一次申请，一次列出全部问题。"),
    (batch, "核对一个文件里的许多份申请，写成一张表；中断了可以接着做。"),
    (plan, "由所填的情况推出要办哪些许可，为什么，还要问什么。"),
    (bundles, "列出已经有的业态，或者看其中一个。"),
    (lint, "检查审核要点文件，一次列出全部错误。"),
    (fmt, "把审核要点文件整理成统一的次序和空格，不改意思。"),
    (cases, "看一个事项的用例试到了哪些结果、界限和条件；写出缺少的用例，预期待填。"),
    (explain, "说明一个事项的审核要点：什么时候适用、要求什么、依据什么。"),
    (
        interview,
        "一问一答，问出要办哪些许可：为什么要办、审批条件、材料、时限；只问还会影响结果的。",
    ),
    (guide, "写出一个事项的办事指南，或者审核要点表。"),
    (table, "写出情形与材料表、可以编辑的要点表格；把编辑过的表格读回规则文件。"),
    (levels, "各级对一个事项的规定并排对照：相同的列一次，不同的标明增加、替换、撤销。"),
    (
        diff,
        "比较两套规则，或者同一套规则的两天：改了什么，哪些申请因此多交、少交、得到别的结论。"
        "状态 0：没有改变（只改文字、依据、写法，或者等价改写）；状态 1：有改变。",
    ),
    (clock, "看一个办件在某一天的期限：告知、受理、决定、送达、后补，哪些逾期。"),
    (prove, "照着告知去办，看会不会还要第二次：找出最小的一份这样的申请。"),
    (kpi, "统计办件：两次补正率、一次通过率、按时办结率、时限压缩率，按单位和人员分列。"),
    (simulate, "造一年的办件，逐份核对、保存、统计，用来试验。"),
):
    app.command(help=summary)(command)

app.command("test", help="运行用例：答复与照法规推出的预期是否一致，逐条写明哪里不同。")(run_cases)
app.add_typer(archive, name="archive")
app.add_typer(draw, name="draw")
app.add_typer(new, name="new")
app.command("replay", help="再核对一次决定记录：证实当时的答复，或者说明哪里不同。")(replay_record)
