"""``permit-rules archive verify``: whether the archive of a case is as it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from permit_rules.casework.archive import verify_archive
from permit_rules.cli import options
from permit_rules.cli.failures import faults_told
from permit_rules.cli.output import say
from permit_rules.cli.reading import refuse_no_folder
from permit_rules.written.inert import one_line

archive = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


#: How the library says what makes a manifest unusable.
_BROKEN = {
    "FileNotFoundError": "没有这个文件",
    "ValidationError": "内容不合规定",
    "unsafe name": "有指向文件夹以外的名称",
    "a name stands in it twice": "同一个名称写了两次",
    "is not in it": "没有列在里面",
    "not the one that was kept": "与另外保存的摘要不同",
}


def _in_chinese(broken: str) -> str:
    for said, words in _BROKEN.items():
        broken = broken.replace(said, words)
    return broken


@archive.callback()
def _common() -> None:
    pass


@archive.command("verify", help="核对一份存档：少了、改了、多了什么。")
def verify(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="存档文件夹。")],
    digest: Annotated[
        str,
        typer.Option("--digest", metavar="SHA256", help="另外保存的清单摘要。", show_default=False),
    ] = "",
    debug: options.Debug = False,
) -> None:
    """Status 0: intact; 1: something is missing, changed, extra or broken; 2: no such folder."""
    with faults_told(debug):
        refuse_no_folder(folder)
        found = verify_archive(folder, digest)
        for label, names in (
            ("清单不能用", map(_in_chinese, found.broken)),
            ("缺少", found.missing),
            ("改动", found.changed),
            ("多出", found.extra),
        ):
            for name in names:
                say(f"{label}：{one_line(name)}")
        say(f"{'存档完好' if found.intact else '存档有问题'}，清单摘要 {found.digest or '无'}")
        raise typer.Exit(options.FINE if found.intact else options.FOUND)
