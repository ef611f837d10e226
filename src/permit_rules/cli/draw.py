"""``permit-rules draw verify``: do a draw of experts again and say what differs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from permit_rules.casework.draw import DrawRecord, Expert, verify_draw
from permit_rules.casework.refused import CaseworkRefused
from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import say
from permit_rules.cli.reading import read_file
from permit_rules.written.inert import one_line

draw = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
_POOL = TypeAdapter(tuple[Expert, ...])
_LABELS = {
    "pool": "专家库不是公告的那一份",
    "seed": "种子不是公告的那一个",
    "on": "抽取早于公告",
    "announcement": "公告不是发布的那一份",
    "algorithm": "算法不同",
    "ranking": "排序不同",
    "left_out": "排除的专家不同",
    "chosen": "抽中的专家不同",
    "lacking": "缺额不同",
    "declined": "未抽中的专家不能推辞",
    "digest": "记录的摘要不符",
}


@draw.callback()
def _common() -> None:
    pass


@draw.command("verify", help="照记录重抽一遍，说明哪里不同。")
def verify(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="抽取记录（JSON）。")],
    pool: Annotated[Path, typer.Argument(metavar="POOL", help="专家库（JSON 数组）。")],
    announced: Annotated[
        str,
        typer.Option("--announced", metavar="SHA256", help="发布的公告摘要。", show_default=False),
    ] = "",
    debug: options.Debug = False,
) -> None:
    """Status 0: the record is right; 1: something differs; 2: a file cannot be used."""
    with faults_told(debug):
        try:
            read = DrawRecord.model_validate_json(read_file(str(record), "抽取记录"))
            experts = _POOL.validate_json(read_file(str(pool), "专家库"))
            found = verify_draw(read, experts, announced)
        except ValidationError:
            give_up("抽取记录或者专家库的格式不对")
        except CaseworkRefused:
            give_up("专家库里有重复的编号")
        for difference in found:
            say(_LABELS[difference.field])
        chosen = one_line("、".join(read.chosen))
        say(f"记录有问题，抽中的是 {chosen}" if found else f"重抽结果相同，抽中的是 {chosen}")
        raise typer.Exit(options.FOUND if found else options.FINE)
