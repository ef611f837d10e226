"""``permit-rules replay``: the answer again, or what is different, and one line for bad input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.casework import Recorder
from tests.cli.running import TEAHOUSE, out, run
from tests.teahouse import RULES, application

KEY = b"an office's own secret"
PAYLOAD = application(paper={"申请书": {"copies": 1}})


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a record, its payload, its key, and a record that keeps the payload."""
    checker = pr.Checker(pr.load(RULES))
    result = checker.check(PAYLOAD)
    for name, key, keep in (("record", KEY, False), ("plain", None, True)):
        record = Recorder(checker, key=key).record(PAYLOAD, result, keep_payload=keep)
        (tmp_path / f"{name}.json").write_text(record.model_dump_json(), "utf-8")
    (tmp_path / "payload.json").write_text(json.dumps(PAYLOAD), "utf-8")
    (tmp_path / "key").write_bytes(KEY)
    return tmp_path


def _replay(files: Path, *more: str, record: str = "record", key: str = "key") -> Any:
    given = ("--key-file", str(files / key)) if key else ()
    return run("replay", str(files / f"{record}.json"), *given, *more)


def _with_payload(files: Path) -> tuple[str, str]:
    return ("--payload", str(files / "payload.json"))


def test_the_same_answer_is_proven(files: Path) -> None:
    done = _replay(files, *_with_payload(files), *TEAHOUSE)

    assert done.returncode == 0
    assert out(done) == "已证实：同一份申请得出同样的答复，逐字节相同。\n"


def test_a_record_with_its_payload_needs_nothing_else(files: Path) -> None:
    done = _replay(files, *TEAHOUSE, record="plain", key="")

    assert done.returncode == 0
    assert out(done).startswith("已证实")


def test_other_rules_are_told_with_the_points_and_the_lines(files: Path) -> None:
    rules = files / "rules"
    shutil.copytree(RULES, rules)
    file = rules / "national" / "teahouse.yaml"
    file.write_text(file.read_text("utf-8").replace("份数: 2", "份数: 1"), "utf-8")
    done = _replay(files, *_with_payload(files), "--rules", str(rules))

    assert done.returncode == 1
    told = out(done).splitlines()
    assert told[:3] == [
        "答复不同：同一份申请现在得出另一个答复。",
        "审核要点文件与当时不同。",
        "  改动：teahouse/M1",
    ]
    at = told.index("告知事项：teahouse/M1/copies")
    assert told[at + 1].startswith("  当时：《茶馆经营许可申请书》")
    assert told[at + 2] == "  现在：没有"


def test_another_payload_is_told(files: Path) -> None:
    (files / "payload.json").write_text(json.dumps(application()), "utf-8")
    done = _replay(files, *_with_payload(files), *TEAHOUSE)

    assert done.returncode == 1
    assert out(done).startswith("申请数据不同：")


def test_json_does_not_repeat_what_was_typed(files: Path) -> None:
    done = _replay(files, *_with_payload(files), *TEAHOUSE, "--format", "json")
    found = json.loads(out(done))

    assert found["outcome"] == "proven"
    assert "清风茶馆" not in out(done)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.json",), "找不到文件「{files}/none.json」。请核对路径"),
        (("",), "「{files}」是文件夹，不是文件。请写明文件"),
        (("payload.json",), "文件「{files}/payload.json」不是决定记录（缺少「algorithm」）"),
        (("key",), "文件「{files}/key」不是决定记录（不是 JSON，第 1 行第 1 列无法解读）。"),
        (("record.json",), "记录里没有保存申请数据。请用 --payload"),
        (("record.json", "--payload", "none"), "找不到文件「{files}/none」"),
        (("record.json", "--payload", "payload.json"), "记录是用密钥做成的。请用 --key-file"),
        (
            ("record.json", "--payload", "payload.json", "--key-file", "plain.json"),
            "记录是用另一个密钥做成的。请用 --key-file",
        ),
        (("plain.json", "--key-file", "key"), "记录没有用密钥做成。请去掉 --key-file"),
        (("plain.json", "--key-file", "short"), "密钥文件「{files}/short」太短。"),
        (("newer.json",), "记录的格式是 2，本版本不认识。"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    files: Path, arguments: tuple[str, ...], said: str
) -> None:
    (files / "short").write_bytes(b"secret")
    newer = json.loads((files / "plain.json").read_text("utf-8")) | {"format": 2}
    (files / "newer.json").write_text(json.dumps(newer), "utf-8")
    given = [a if a.startswith("--") else str(files / a) for a in arguments]
    done = run("replay", *given, *TEAHOUSE)

    assert done.returncode == 2
    assert done.stdout == b""
    [line] = done.stderr.decode().splitlines()
    assert line.startswith(said.format(files=files)), line


def test_rules_without_the_item_are_told(files: Path) -> None:
    record = json.loads((files / "plain.json").read_text("utf-8"))
    record["settings"]["item"] = "teahouse"
    (files / "plain.json").write_text(json.dumps(record), "utf-8")
    done = _replay(files, record="plain", key="")

    assert done.returncode == 2
    assert done.stderr.decode().startswith("规则库里没有记录的事项「teahouse」。")
