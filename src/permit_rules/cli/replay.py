"""``permit-rules replay``: prove a recorded answer again, or say what is different."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import ValidationError

from permit_rules.casework.record import DecisionRecord
from permit_rules.casework.replay import (
    LineChange,
    Replay,
    ReplayImpossible,
    ReplayOutcome,
    WrongKey,
    replay,
)
from permit_rules.checking.checker import Checker
from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.no_model import why_not
from permit_rules.cli.output import say
from permit_rules.cli.reading import read_file
from permit_rules.cli.rules import usable_library
from permit_rules.errors import UnknownItem
from permit_rules.written.inert import one_line

_HEADS: Final = {
    ReplayOutcome.PROVEN: "已证实：同一份申请得出同样的答复，逐字节相同。",
    ReplayOutcome.SAME_ANSWER: "答复相同：审核要点文件有改动，但这份申请的答复不变。",
    ReplayOutcome.OTHER_ANSWER: "答复不同：同一份申请现在得出另一个答复。",
    ReplayOutcome.OTHER_PAYLOAD: "申请数据不同：不是记录所针对的那一份，不能据此证实。",
}
_PARTS: Final = {
    "verdict": "结论",
    "findings": "告知事项",
    "questions": "待补充信息",
    "conditional": "附条件的告知",
    "notes": "说明",
    "points": "审核要点的结果",
    "other": "其他内容（期限、承诺、免交、计数等）",
}


def replay_record(
    file: Annotated[
        Path, typer.Argument(metavar="RECORD", help="决定记录（UTF-8 编码的 JSON 文件）。")
    ],
    payload: Annotated[
        Path | None,
        typer.Option(
            "--payload",
            metavar="FILE",
            help="当时的申请数据；不写则用记录里保存的。",
            show_default=False,
        ),
    ] = None,
    key_file: Annotated[
        Path | None,
        typer.Option(
            "--key-file",
            metavar="FILE",
            help="做记录时用的密钥（文件的全部字节）；没有用密钥的不写。",
            show_default=False,
        ),
    ] = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    format: Annotated[
        options.ListFormat, typer.Option("--format", help="输出形式。")
    ] = options.ListFormat.TEXT,
    debug: options.Debug = False,
) -> None:
    """Status 0: the same answer; 1: another one, or another payload; 2: unusable; 3: fault."""
    with faults_told(debug):
        record = _record(file)
        stated = None if payload is None else read_file(str(payload), "")
        key = None if key_file is None else _key(key_file)
        if stated is None and record.payload is None:
            give_up("记录里没有保存申请数据", "请用 --payload 写明当时的申请数据文件")
        found = _replayed(record, stated, Checker(usable_library(rules, overlay)), key)
        if format is options.ListFormat.JSON:
            # The answer itself repeats what was typed, which the record does not.
            say(found.model_dump_json(indent=2, exclude={"answer"}))
        else:
            say("\n".join(_told(found)))
        same = found.outcome in (ReplayOutcome.PROVEN, ReplayOutcome.SAME_ANSWER)
        raise typer.Exit(options.FINE if same else options.FOUND)


def _replayed(
    record: DecisionRecord, stated: bytes | None, checker: Checker, key: bytes | None
) -> Replay:
    try:
        return replay(record, stated, checker, key=key)
    except WrongKey:
        if not record.key_id:
            give_up("记录没有用密钥做成", "请去掉 --key-file")
        give_up(
            "记录是用另一个密钥做成的" if key else "记录是用密钥做成的",
            f"请用 --key-file 写明密钥文件（密钥编号 {record.key_id[:32]}）",
        )
    except ReplayImpossible:
        give_up(f"记录的格式是 {record.format}，本版本不认识", "请用更新的版本")
    except UnknownItem:
        give_up(f"规则库里没有记录的事项「{record.item[:60]}」", "请用 --rules 写明当时的规则")
    finally:
        checker.close()


def _record(file: Path) -> DecisionRecord:
    text = read_file(str(file), "")
    try:
        return DecisionRecord.model_validate_json(text)
    except ValidationError as error:
        give_up(
            f"文件「{file}」不是决定记录（{why_not(error)}）",
            "请对照 schemas/record.schema.json，或者核对文件",
        )


def _key(file: Path) -> bytes:
    key = read_file(str(file), "")
    if len(key) < 16:
        give_up(f"密钥文件「{file}」太短", "密钥至少 16 个字节")
    return key


# ---- in words ------------------------------------------------------------------------------------


def _told(found: Replay) -> Iterator[str]:
    yield _HEADS[found.outcome]
    if found.versions_then != found.versions_now:
        then, now = found.versions_then, found.versions_now
        yield (
            f"版本：当时 {then.library}（{then.engine} {then.engine_version}），"
            f"现在 {now.library}（{now.engine} {now.engine_version}）"
        )
    if not found.rules_same:
        yield "审核要点文件与当时不同。"
    for word, ids in (("改动", found.changed), ("新增", found.added), ("没有了", found.removed)):
        if ids:
            yield f"  {word}：{'、'.join(map(one_line, ids))}"
    yield from (line for change in found.lines for line in _line(change))


def _line(change: LineChange) -> Iterator[str]:
    about = "，".join(one_line(t) for t in (change.point, change.instance) if t)
    yield f"{_PARTS[change.part]}{'：' if about else ''}{about}"
    if change.before != change.now:
        yield f"  当时：{one_line(change.before) or '没有'}"
        yield f"  现在：{one_line(change.now) or '没有'}"
