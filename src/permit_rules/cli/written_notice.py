"""One check as a written notice: which kind, what the office fills in, in which form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, TypeAlias

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import give_up
from permit_rules.joint_result import JointResult
from permit_rules.notices import Document, JointKind, NoticeKind, Particulars, kinds_for
from permit_rules.notices.rendering import document_of, write
from permit_rules.result import CheckResult
from permit_rules.written import NotReadable, fold, read_date

Kind: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--notice",
        metavar="KIND",
        help="文书种类，例如 告知承诺书；几项许可一次申请的，例如 材料准备清单。"
        "不写则为与结论相应的一种。",
        show_default=False,
    ),
]
Office: TypeAlias = Annotated[
    str, typer.Option("--office", metavar="NAME", help="受理机关；不写则留空。", show_default=False)
]
Handler: TypeAlias = Annotated[
    str,
    typer.Option(
        "--handler", metavar="NAME", help="首问负责人（经办人）；不写则留空。", show_default=False
    ),
]
Number: TypeAlias = Annotated[
    str, typer.Option("--number", metavar="TEXT", help="文号；不写则留空。", show_default=False)
]
IssuedOn: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--issued-on", metavar="DATE", help="文书的日期；不写则留空。", show_default=False
    ),
]
CorrectBy: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--correct-by", metavar="DATE", help="补正期限的最后一日；不写则留空。", show_default=False
    ),
]


_KINDS: Final[tuple[NoticeKind | JointKind, ...]] = (*NoticeKind, *JointKind)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, read; every mistake has ended the command before."""

    kind: NoticeKind | JointKind | None
    by: Particulars

    def document(self, result: CheckResult | JointResult) -> Document:
        """The notice; ends with status 2 where the result cannot be written as that kind."""
        possible: tuple[NoticeKind | JointKind, ...]
        if isinstance(result, JointResult):
            possible, why = tuple(JointKind), "几项许可一次申请的"
        else:
            possible, why = kinds_for(result), f"结论是「{result.verdict_label}」"
        if self.kind is not None and self.kind not in possible:
            give_up(f"{why}，写不成{self.kind.value}", f"可以写的有：{_names(possible)}")
        return document_of(result, self.kind, self.by)


def wanted(
    kind: str | None,
    *,
    office: str,
    handler: str,
    number: str,
    issued_on: str | None,
    correct_by: str | None,
) -> Wanted:
    """Read the options; ends with status 2 and one line where one cannot be used."""
    by = Particulars(
        office=office,
        handler=handler,
        number=number,
        issued_on=_day(issued_on, "--issued-on"),
        correct_by=_day(correct_by, "--correct-by"),
    )
    return Wanted(_kind(kind), by)


def file_of(document: Document, format: options.Format) -> bytes:
    """The notice as a file; ends with status 2 where the extra is absent."""
    try:
        content = write(document, format.value)  # type: ignore[arg-type]
    except ModuleNotFoundError as missing:
        give_up(
            f"{format.value} 需要附加包 notices（缺少 {missing.name}）",
            "请安装 permit-rules[notices]",
        )
    return content if isinstance(content, bytes) else content.encode()


def _kind(written: str | None) -> NoticeKind | JointKind | None:
    if written is None:
        return None
    for kind in _KINDS:
        if fold(written) == fold(kind.value):
            return kind
    give_up(f"没有「{written[:60]}」这种文书", f"可用的有：{_names(_KINDS)}")


def _names(kinds: tuple[NoticeKind | JointKind, ...]) -> str:
    return "、".join(kind.value for kind in kinds)


def _day(written: str | None, option: str) -> date | None:
    if written is None:
        return None
    try:
        return read_date(written)
    except NotReadable as error:
        give_up(f"{option}「{written[:40]}」不能用：{error}")
