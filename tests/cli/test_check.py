"""``permit-rules check``: exit statuses, formats, and input that is no application."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from permit_rules.result import CheckResult
from tests.cli.running import ENVIRONMENT, TEAHOUSE, complaint, out, run, run_alone, written
from tests.teahouse import IN_ORDER, application

FILING = {"facts": {"售卖品种": "预包装茶叶"}}
DEFERRED = {
    "facts": {"设有明火": "是"},
    "routes": {"M4": {"kind": "later", "promised": True}},
}
BARRED = {"facts": {"售卖品种": "酒"}}
OPEN = {"facts": {"设有明火": None}}
CORRECTION = {"without": ("申请书",)}


def check(folder: Path, change: dict[str, Any], *options: str) -> tuple[int, str]:
    done = run("check", written(folder, application(**change)), *TEAHOUSE, *options)
    return done.returncode, out(done)


@pytest.mark.parametrize(
    ("change", "status", "verdict"),
    [
        ({}, 0, "受理"),
        (DEFERRED, 0, "容缺受理"),
        (FILING, 0, "不需要许可"),
        (CORRECTION, 1, "补正"),
        (BARRED, 1, "不予受理"),
        (OPEN, 1, "无法判断"),
    ],
)
def test_the_status_follows_the_verdict(
    tmp_path: Path, change: dict[str, Any], status: int, verdict: str
) -> None:
    code, text = check(tmp_path, change)
    assert f"\n结论：{verdict}\n" in text
    assert code == status


def test_text_is_the_notice(tmp_path: Path) -> None:
    _, text = check(tmp_path, CORRECTION)
    assert text.startswith("补正告知书\n\n申请人：清风茶馆\n")
    assert "1. 未提交《茶馆经营许可申请书》。\n   怎么办：" in text


def test_markdown_is_the_notice_too(tmp_path: Path) -> None:
    _, text = check(tmp_path, CORRECTION, "--format", "markdown")
    assert text.startswith("# 补正告知书\n\n- **申请人**：清风茶馆\n")


def test_json_is_the_result_readable_and_whole(tmp_path: Path) -> None:
    code, text = check(tmp_path, CORRECTION, "--format", "json")
    assert code == 1
    assert "清风茶馆" in text
    result = CheckResult.model_validate_json(text)
    assert result.verdict_label == "补正"
    assert json.loads(text) == result.model_dump(mode="json")


def test_standard_input_is_read_for_a_dash() -> None:
    payload = json.dumps(IN_ORDER, ensure_ascii=False).encode()
    done = run("check", "-", *TEAHOUSE, stdin=payload)
    assert "结论：受理" in out(done)
    assert done.returncode == 0


def test_the_item_and_the_place_may_be_options(tmp_path: Path) -> None:
    bare = {k: v for k, v in IN_ORDER.items() if k != "item"}
    path = written(tmp_path, bare)
    for item in ("teahouse", "茶馆经营许可"):
        done = run("check", path, *TEAHOUSE, "--item", item, "--place", "440300")
        assert "行政区划：440300\n" in out(done)


def test_what_was_not_observed_may_be_presumed(tmp_path: Path) -> None:
    change = {"paper": {"申请书": {"signed": None, "sealed": None}}}
    assert check(tmp_path, change)[0] == 1
    code, text = check(tmp_path, change, "--unobserved", "in_order")
    assert code == 0
    assert "没有填写而按下列情况核对的" in text


def test_the_second_engine_may_be_asked_too(tmp_path: Path) -> None:
    assert check(tmp_path, {}, "--verify") == check(tmp_path, {})


def test_an_overlay_of_the_office_is_laid_over_the_rules(tmp_path: Path) -> None:
    overlay = tmp_path / "office" / "440305-nanshan"
    overlay.mkdir(parents=True)
    (overlay / "teahouse.yaml").write_text(
        '事项: teahouse\n行政区划: "440305"\n设定依据:\n  规定: {文件: 南山规定, 来源: 凭记忆}\n'
        "撤销:\n- {编号: M1, 施行日期: 2020-01-01, 依据: 规定 第一条}\n",
        encoding="utf-8",
    )
    options = ("--overlay", str(overlay.parent), "--place", "440305")
    assert check(tmp_path, CORRECTION, "--place", "440305")[0] == 1
    assert check(tmp_path, CORRECTION, *options)[0] == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "申请数据是空的"),
        (b" \n", "申请数据是空的"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "不是 UTF-8"),
        ("{}".encode("utf-16"), "不是 UTF-8"),
        (b"[1, 2]", "不是一个 JSON 对象"),
        (b'"text"', "不是一个 JSON 对象"),
        (b'{"item": "teahouse"', "不是 JSON"),
        (b"[" * 100_000, "嵌套过深"),
        (b"{}", "没有写明申请的事项"),
        (b'{"item": "teahous"}', "是否想写「teahouse」？"),
    ],
)
def test_what_is_no_application_ends_in_one_chinese_line(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "application.json"
    path.write_bytes(content)
    done = run("check", str(path), *TEAHOUSE)
    assert said in complaint(done)
    assert done.stdout == b""
    assert done.returncode == 2

    done = run("check", str(path), *TEAHOUSE, "--format", "json")
    assert said in complaint(done)
    assert CheckResult.model_validate_json(done.stdout).verdict_label == "无法判断"
    assert done.returncode == 2


def test_a_file_that_cannot_be_read_ends_in_one_chinese_line(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "没有.json", "找不到文件"), (tmp_path, "是文件夹")):
        done = run("check", str(path), *TEAHOUSE)
        assert complaint(done).startswith(("找不到文件", "「"))
        assert said in complaint(done)
        assert (done.stdout, done.returncode) == (b"", 2)


@pytest.mark.parametrize("item", ["nothing-like-it", "teahouses", "茶楼经营许可"])
def test_an_unknown_item_ends_in_one_chinese_line(tmp_path: Path, item: str) -> None:
    done = run("check", written(tmp_path, IN_ORDER), *TEAHOUSE, "--item", item)
    assert complaint(done).startswith(f"没有事项「{item}」。")
    assert "teahouse" in complaint(done) or "茶馆经营许可" in complaint(done)
    assert done.returncode == 2


def test_rules_with_mistakes_are_told_with_all_their_mistakes(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(TEAHOUSE[1], rules)
    path = rules / "national" / "teahouse.yaml"
    text = path.read_text(encoding="utf-8").replace("设有明火: 是", "设有名火: 是")
    path.write_text(text.replace("份数: 2", "份数: 许多"), encoding="utf-8")
    done = run("check", written(tmp_path, IN_ORDER), "--rules", str(rules))
    lines = done.stderr.decode().splitlines()
    assert len([line for line in lines if "national/teahouse.yaml:" in line]) == 2
    assert lines[-1] == "审核要点不能使用：2 个错误，0 个警告"
    assert (done.stdout, done.returncode) == (b"", 2)


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    done = run("check", written(tmp_path, IN_ORDER), "--rules", str(tmp_path / "没有"))
    assert "没有「" in done.stderr.decode()
    assert done.returncode == 2


@pytest.mark.parametrize(
    "wrong", [("--format", "pdf"), ("--unobserved", "maybe"), ("--no-such-option",), ()]
)
def test_wrong_use_is_status_2(wrong: tuple[str, ...]) -> None:
    done = run("check", *(("-", *wrong) if wrong else ()))
    assert done.stderr
    assert done.returncode == 2


def test_what_an_applicant_typed_cannot_steer_a_terminal(tmp_path: Path) -> None:
    name = "清风\x1b[2J\x1b]0;title\x07\u202e茶馆\n结论：受理"
    change = {"applicant": {"name": name, "bars": []}, "without": ("申请书",)}
    _, text = check(tmp_path, change)
    assert text.splitlines()[2].startswith("申请人：清风[2J]0;title茶馆 结论：受理")
    assert "\x1b" not in text


def test_a_fault_is_one_line_and_status_3_unless_asked_for_more(tmp_path: Path) -> None:
    path = written(tmp_path, IN_ORDER)
    # Found before the real one: an extension that cannot be loaded.
    (tmp_path / "durable_rules_engine.py").write_text("raise ImportError('not built')\n")
    search = f"{tmp_path}:{ENVIRONMENT['PYTHONPATH']}"
    done = run_alone("check", path, *TEAHOUSE, PYTHONPATH=search)
    assert complaint(done).startswith("规则引擎无法使用：")
    assert (done.stdout, done.returncode) == (b"", 3)

    done = run_alone("check", path, *TEAHOUSE, "--debug", PYTHONPATH=search)
    assert "Traceback" in done.stderr.decode()


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("text", "补正告知书\n".encode()),
        ("markdown", "# 补正告知书\n".encode()),
        ("json", b"{\n"),
        ("html", b"<!DOCTYPE html>"),
        ("docx", b"PK"),
    ],
)
def test_a_notice_goes_into_a_file(tmp_path: Path, form: str, begins: bytes) -> None:
    path = tmp_path / "notice"
    assert check(tmp_path, CORRECTION, "--format", form, "-o", str(path)) == (1, "")
    assert path.read_bytes().startswith(begins)


def test_what_the_office_fills_in_stands_in_the_notice(tmp_path: Path) -> None:
    _, text = check(
        tmp_path, CORRECTION, "--notice", "补正告知书", "--office", "示例局", "--handler", "甲",
        "--number", "示1号", "--issued-on", "2026年3月3日", "--correct-by", "2026-03-20",
    )  # fmt: skip
    for said in ("受理机关：示例局\n", "甲\n", "文号：示1号\n", "2026年3月3日", "至2026年3月20日"):
        assert said in text


def test_a_page_is_written_to_the_screen_too(tmp_path: Path) -> None:
    assert check(tmp_path, {}, "--format", "html")[1].startswith("<!DOCTYPE html>\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--notice", "准予通知书"), "没有「准予通知书」这种文书。可用的有：补正告知书、"),
        (("--notice", "受理通知书"), "结论是「补正」，写不成受理通知书。可以写的有：补正告知书"),
        (("--notice", "告知承诺书"), "结论是「补正」，写不成告知承诺书。可以写的有：补正告知书"),
        (("--notice", "补正告知书", "--format", "json"), "json 是核对结果，不是文书。"),
        (("--issued-on", "三月"), "--issued-on「三月」不能用："),
        (("--correct-by", "2026-02-30"), "--correct-by「2026-02-30」不能用："),
        (("--format", "docx"), "docx 不能输出到屏幕。请用 -o 写明文件"),
    ],
)
def test_a_notice_that_cannot_be_written_is_told_in_one_line(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    done = run("check", written(tmp_path, application(**CORRECTION)), *TEAHOUSE, *options)
    assert complaint(done).startswith(said)
    assert (done.stdout, done.returncode) == (b"", 2)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, IN_ORDER)
    done = run("check", path, *TEAHOUSE, "-o", str(tmp_path))
    assert "写不了" in complaint(done)
    assert done.returncode == 2
