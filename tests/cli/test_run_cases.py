"""``permit-rules test``: the cases beside the rules, run and reported."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.running import complaint, out, run
from tests.cli.test_terminal import on_a_terminal
from tests.teahouse import RULES

TABLE = """\
事项: teahouse
基准:
  新办:
    收件日: 2026-03-02
    申请信息: {业务办理项: 新办, 售卖品种: [茶], 营业面积: 80, 座位数: 40}
用例:
- {名称: 没有交申请书, 基准: 新办, 预期: {要点: {M1: 不符}}, 出处: 办法 第五条}
- {名称: 写错了的, 基准: 新办, 预期: {结论: 受理, 要点: {M1: 符合, M99: 符合}, 缺: [M1]},
   出处: 办法 第六条}
- {名称: 没有填的, 基准: 新办, 预期: {结论: 待填, 要点: {M1: 待填}}}
"""
HEAD = "national/teahouse.cases.yaml"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    (folder / HEAD).write_text(TABLE, "utf-8")
    return folder


def test_what_did_not_pass_is_told_with_its_place_and_what_the_law_asks(rules: Path) -> None:
    done = run("test", str(rules))
    assert done.returncode == 1
    report = out(done)
    lines = report.splitlines()
    assert lines[0] == f"{HEAD}:8:3  teahouse  [不符] 写错了的"
    assert lines[1] == "  预期：结论 受理；要点 M1 符合、M99 符合；缺 M1"
    assert lines[2] == "  出处：办法 第六条"
    assert "  要点 M1：应为符合，得出不符" in lines
    assert "  要点 M99：应为符合，规则里没有这个要点" in lines
    assert any(line.startswith("  缺：多出 ") for line in lines)
    assert f"{HEAD}:10:3  teahouse  [待填] 没有填的" in lines
    assert "  待填：结论、要点 M1" in lines
    assert lines[-1] == "茶馆经营许可（teahouse）：3 个用例，1 个通过，1 个不符，1 个待填"


@pytest.mark.parametrize(
    ("keyword", "status", "counts"),
    [
        ("申请书", 0, "1 个用例，1 个通过"),
        ("写错", 1, "1 个用例，0 个通过，1 个不符"),
        ("没有填", 1, "1 个用例，0 个通过，1 个待填"),
    ],
)
def test_a_case_can_be_chosen_and_one_to_be_filled_in_never_passes(
    rules: Path, keyword: str, status: int, counts: str
) -> None:
    done = run("test", "--rules", str(rules), "-k", keyword)
    assert done.returncode == status
    assert out(done).splitlines()[-1].endswith(f"（teahouse）：{counts}")


def test_a_folder_a_table_and_an_item_name_the_same_cases(rules: Path) -> None:
    whole = out(run("test", str(rules)))
    for what in (rules / "national", rules / HEAD):
        assert out(run("test", str(what))) == whole
    for item in ("teahouse", "茶馆经营许可"):
        assert out(run("test", item, "--rules", str(rules))) == whole


def test_a_table_of_the_overlay_takes_the_place_of_the_other(rules: Path, tmp_path: Path) -> None:
    over = tmp_path / "over" / HEAD
    over.parent.mkdir(parents=True)
    over.write_text("".join(TABLE.splitlines(keepends=True)[:7]), "utf-8")
    done = run("test", "--rules", str(rules), "--overlay", str(tmp_path / "over"))
    assert (done.returncode, out(done)) == (0, "茶馆经营许可（teahouse）：1 个用例，1 个通过\n")


def test_as_json_and_as_junit(rules: Path, tmp_path: Path) -> None:
    told = json.loads(out(run("test", str(rules), "--format", "json")))
    assert [told[k] for k in ("cases", "passed", "failed", "to_fill")] == [3, 1, 1, 1]
    [item] = told["items"]
    assert item["item"] == "teahouse"
    assert [(o["status"], o["line"]) for o in item["outcomes"]] == [
        ("passed", 7),
        ("failed", 8),
        ("to_fill", 10),
    ]
    report = tmp_path / "report.xml"
    done = run("test", str(rules), "--format", "junit", "-o", str(report))
    assert (done.returncode, out(done)) == (1, "")
    [suite] = ElementTree.parse(report).getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [[f.get("message") for f in case] for case in suite] == [[], ["不符"], ["待填"]]


def test_what_cannot_be_used_is_one_message(rules: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (("test", "--rules", "no-such-folder"), "没有「no-such-folder」这个文件夹"),
        (("test", "teahose", "--rules", str(rules)), "是否想写「teahouse」"),
        (("test", str(rules / "library.yaml")), "用例文件以 .cases.yaml 结尾"),
        (("test", "./nowhere"), "「nowhere」不是文件夹"),
        (("test", str(rules), "-k", "没有这样的"), "没有要运行的用例"),
        (("test", str(rules), str(RULES)), "一次只运行一个文件夹的用例"),
    ):
        done = run(*arguments)
        assert done.returncode == 2
        assert words in complaint(done)
    (rules / HEAD).write_text("事项: teahuose\n用例: [{名称: 甲, 预期: {结论: 受理}}]\n", "utf-8")
    assert "是否想写「teahouse」" in complaint(run("test", str(rules)))
    (rules / HEAD).write_text("事项: teahouse\n用例: [{名称: 甲}]\n", "utf-8")
    done = run("test", str(rules))
    assert done.returncode == 2
    assert f"{HEAD}:2:" in done.stderr.decode()


def test_lint_names_what_is_to_be_filled_in(rules: Path) -> None:
    done = run("lint", str(rules))
    assert done.returncode == 0
    told = [line for line in out(done).splitlines() if "SH161" in line]
    assert len(told) == 1
    assert told[0].startswith(f"{HEAD}:10:")
    assert "用例「没有填的」待填：结论、要点 M1。" in told[0]


def test_a_table_that_cannot_be_read_is_an_error_of_lint(rules: Path) -> None:
    (rules / HEAD).write_text(
        "事项: teahouse\n用例: [{名称: 甲, 基准: 无, 预期: {结论: 受理}}]\n", "utf-8"
    )
    done = run("lint", str(rules))
    assert done.returncode == 1
    assert "SH222" in out(done)


def test_the_bar_is_shown_on_a_terminal_alone(rules: Path) -> None:
    assert run("test", str(rules)).stderr == b""
    assert "/3" in on_a_terminal("test", str(rules))
