"""``permit-rules batch``: a file of applications in, a file of answers out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

import permit_rules as pr
from permit_rules.batch.columns import Rows, kept_beside
from permit_rules.batch.encoding import SUFFIXES, Format
from permit_rules.batch.journal import InUse, NotTheSame
from permit_rules.batch.reading import UnusableTable
from permit_rules.batch.run import Done, Job, run
from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import complain
from permit_rules.cli.progress import shown
from permit_rules.cli.reading import refuse_no_folder
from permit_rules.cli.rules import item_at, place_at, usable_library
from permit_rules.written.os_reasons import os_reason


def batch(
    source: Annotated[
        Path,
        typer.Argument(metavar="IN", help="申请：.jsonl 每行一份，.csv、.parquet 每列一项。"),
    ],
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help="答复写进这个文件：.jsonl、.csv 或者 .parquet。")
    ],
    item: Annotated[
        str, typer.Option("--item", metavar="ITEM", help="事项标识或者名称，例如 food-business。")
    ],
    place: options.Place = "",
    rows: Annotated[
        Rows,
        typer.Option("--rows", help="每份申请一行（applications），或者每个问题一行（findings）。"),
    ] = Rows.APPLICATIONS,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep",
            metavar="COLUMN",
            help="这一列（例如办件编号）不是申请的内容，原样抄到答复里；可以写几次。",
            show_default=False,
        ),
    ] = None,
    read: Annotated[
        Format | None,
        typer.Option("--from", help="输入的格式；不写则看文件名。", show_default=False),
    ] = None,
    write: Annotated[
        Format | None,
        typer.Option("--to", help="输出的格式；不写则看文件名。", show_default=False),
    ] = None,
    encoding: Annotated[
        str,
        typer.Option("--encoding", metavar="NAME", help="输入文件的编码，例如 gb18030。"),
    ] = "utf-8",
    unobserved: Annotated[
        options.Unobserved,
        typer.Option("--unobserved", help="材料上没有写明的内容：不知道，或者按符合要求处理。"),
    ] = options.Unobserved.UNKNOWN,
    processes: Annotated[
        int,
        typer.Option("--processes", metavar="N", min=1, help="同时用几个进程；结果不变。"),
    ] = 1,
    again: Annotated[
        bool,
        typer.Option("--again", help="从头做起；不写则从上次中断的地方接着做。"),
    ] = False,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0; 2 where a file or an option cannot be used; 3: fault."""
    with faults_told(debug):
        _refuse_no_source(source)
        job = Job(
            source=source,
            read=read or _format(source, "--from"),
            target=target,
            write=write or _format(target, "--to"),
            rows=rows,
            kept=_kept(keep or [], rows),
            encoding=_known(encoding),
        )
        _usable(job)
        library = usable_library(rules, overlay)
        place = place_at(library, place)
        found = item_at(library, item, place)
        checker = pr.Checker(library, found.id, place, unobserved=unobserved.value)
        with _told(job), shown("核对申请", None) as advance:
            done = run(checker, job, processes=processes, again=again, advance=advance)
        checker.close()
        complain(_counted(done))


def _format(path: Path, option: str) -> Format:
    found = SUFFIXES.get(path.suffix.lower())
    if found is None:
        give_up(f"从文件名「{path.name}」看不出格式", f"请用 {option} 写明 jsonl、csv 或者 parquet")
    return found


def _kept(keep: list[str], rows: Rows) -> tuple[str, ...]:
    try:
        return kept_beside(keep, rows)
    except ValueError as twice:
        give_up(f"答复里已经有「{twice}」这一列", "请把输入里的这一列改名")


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        give_up(f"没有「{encoding[:40]}」这种编码", "可以写 utf-8 或者 gb18030")
    return encoding.lower()


def _refuse_no_source(source: Path) -> None:
    if not source.exists():
        give_up(f"找不到文件「{source}」", "请核对路径")
    if not source.is_file():
        give_up(f"「{source}」不是文件", "请写明申请数据文件")


def _usable(job: Job) -> None:
    """End with status 2 where the files cannot be what they are said to be."""
    if job.target.is_dir():
        give_up(f"「{job.target}」是文件夹，不是文件", "请写明文件")
    refuse_no_folder(job.target.parent)
    if job.target.exists() and job.target.samefile(job.source):
        give_up("输入和输出是同一个文件", "请换一个名称")
    if Format.PARQUET in (job.read, job.write):
        try:
            import pyarrow  # noqa: F401
        except ModuleNotFoundError:
            give_up("Parquet 需要 pyarrow", "请安装 permit-rules[batch]")


@contextmanager
def _told(job: Job) -> Iterator[None]:
    """Say in one line what is wrong with the files."""
    try:
        yield
    except UnusableTable as wrong:
        give_up(f"文件「{job.source}」读不了：{wrong}")
    except NotTheSame as other:
        give_up(
            f"「{job.target}」上次没有做完，那时的{other}和这次的不同",
            "请照上次的写，或者用 --again 从头做起",
        )
    except InUse as taken:
        give_up(f"文件「{job.target}」写不了：{taken}")
    except OSError as error:
        give_up(
            f"文件「{error.filename or job.target}」读写不了（{os_reason(error)}）", "请核对路径"
        )


def _counted(done: Done) -> str:
    before = f"，其中 {done.before} 份上次已经核对" if done.before else ""
    return f"核对了 {done.applications} 份申请{before}"
