"""``permit-rules cases``: what is tried out, and the cases that are missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import TEAHOUSE, complaint, out, run
from tests.teahouse import RULES

TABLE = "national/teahouse.cases.yaml"


SMALL = """\
事项名称: 茶馆经营许可
事项标识: teahouse
规则起始: 2024-01-01
设定依据:
  办法: {文件: 茶馆管理办法（示例）, 来源: 凭记忆}
业务办理项:
- 新办
申请信息:
- {字段: 座位数, 标识: seats, 类型: 数值, 单位: 个}
- {字段: 安全员, 标识: safety_officer, 类型: 文本}
申请材料:
- {编号: M1, 材料名称: 申请书, 需要: {业务办理项: 新办}, 份数: 2, 依据: 办法 第五条}
审核要点:
- 编号: S1
  类别: 实质审查
  名称: 设安全员
  当: {座位数: 不低于 100 个}
  应当: {安全员: 已填}
  依据: 办法 第七条
"""
CASES = """\
# 表头的说明
事项: teahouse
基准:
  小茶馆:
    收件日: 2026-03-02
    提交方式: 线下
    申请信息: {业务办理项: 新办, 座位数: 40}
    材料:
    - {编号: M1, 份数: 2}
用例:
# 一个人写的
- 名称: 材料齐全
  基准: 小茶馆
  预期: {结论: 受理}
  出处: 办法 第五条
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A small item with one case beside it."""
    folder = tmp_path / "rules"
    (folder / "national").mkdir(parents=True)
    shutil.copytree(RULES / "calendars", folder / "calendars")
    shutil.copy(RULES / "library.yaml", folder)
    (folder / "national" / "teahouse.yaml").write_text(SMALL, "utf-8")
    (folder / TABLE).write_text(CASES, "utf-8")
    return folder


def test_each_point_says_which_case_shows_what() -> None:
    done = run("cases", "茶馆经营许可", *TEAHOUSE)
    assert done.returncode == 1
    lines = out(done).splitlines()
    assert lines[0].startswith("茶馆经营许可（teahouse）：36 个要点，24 个用例")
    assert lines[1].startswith("结果 ")
    at = lines.index("A1 由茶馆管理部门（县级）或者受委托的行政审批部门办理（2025-04-15起）")
    shown = "\n".join(lines[at : lines.index("", at)])
    assert "  符合：本区的茶馆管理局（第24行）" in shown
    assert "  界限 座位数 50个：没有用例" in shown
    assert "  条件 " not in shown or "成立" in shown
    assert lines[-1].startswith("不会不符的：M2/form")


def test_only_what_is_missing() -> None:
    lines = out(run("cases", "teahouse", *TEAHOUSE, "--missing")).splitlines()
    assert not any("（第" in line for line in lines)
    assert any(line.startswith("  界限 ") for line in lines)


def test_as_json() -> None:
    told = json.loads(out(run("cases", "teahouse", *TEAHOUSE, "--format", "json")))
    assert told["cases"] == 24
    assert told["sides"]["all"] == 38
    assert set(told["conditions"]) == {"all", "shown"}
    [a1] = [p for p in told["by_point"] if p["point"] == "A1" and p["from"] == "2025-04-15"]
    met = next(s for s in a1["statuses"] if s["what"] == "符合")
    assert (met["case"], met["file"], met["line"]) == ("本区的茶馆管理局", TABLE, 24)
    assert met["to_fill"] is False


def test_suggested_cases_are_appended_filled_in_nowhere_and_complete(rules: Path) -> None:
    path = rules / TABLE
    before = path.read_text("utf-8")
    done = run("cases", "teahouse", "--rules", str(rules), "--suggest", "--append")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "个用例，预期待填。" in done.stdout.decode()
    after = path.read_text("utf-8")
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines())
    assert run("fmt", "--check", str(path)).returncode == 0
    whole = run("cases", "teahouse", "--rules", str(rules))
    assert whole.returncode == 0
    assert "个待填）" in out(whole).splitlines()[0]
    assert "没有用例" not in out(whole).partition("条件")[0]
    again = ("cases", "teahouse", "--rules", str(rules), "--suggest")
    assert out(run(*again)) == "没有缺少的用例。\n"
    path.write_text(after.rpartition("\n# 试")[0] + "\n", "utf-8")
    shown = out(run(*again))
    assert shown.startswith("# 预期一律待填")
    assert "事项: teahouse\n用例:\n# 试" in shown
    assert shown.count("- 名称: ") == 1
    tested = run("test", str(rules), "-k", "座位数")
    assert tested.returncode == 1
    assert "[待填]" in out(tested)


def test_a_table_that_is_not_there_is_made(rules: Path, tmp_path: Path) -> None:
    path = rules / TABLE
    path.unlink()
    file = tmp_path / "suggested.yaml"
    asked = ("cases", "teahouse", "--rules", str(rules), "--suggest")
    assert run(*asked, "-o", str(file)).returncode == 0
    text = file.read_text("utf-8")
    assert text.startswith("# 预期一律待填")
    assert "事项: teahouse\n基准:\n" in text
    assert run(*asked, "--append").returncode == 0
    assert path.read_text("utf-8") == text


def test_general_rules_are_tried_out_elsewhere() -> None:
    done = run("cases", "animal-clinic", "--missing")
    assert done.returncode == 0
    lines = out(done).splitlines()
    assert "通用规定的 14 个要点另有用例，这里不算。" in lines
    assert not any(line.startswith("T1") for line in lines)


def test_what_cannot_be_used_is_one_message(rules: Path, tmp_path: Path) -> None:
    (tmp_path / "out.yaml").write_text("有了\n", "utf-8")
    own = ("--rules", str(rules))
    for arguments, words in (
        (("teahose", *own), "是否想写「teahouse」"),
        (("teahouse", *own, "--append"), "请加上 --suggest"),
        (("teahouse", *own, "--suggest", "--append", "-o", "x"), "不能一起写"),
        (("teahouse", *own, "--suggest", "-o", str(tmp_path / "out.yaml")), "不覆盖已有的文件"),
        (("teahouse", "--rules", "no-such"), "没有「no-such」这个文件夹"),
    ):
        done = run("cases", *arguments)
        assert done.returncode == 2
        assert words in complaint(done)
    (rules / TABLE).write_text("事项: teahouse\n用例: [{名称: 甲}]\n", "utf-8")
    done = run("cases", "teahouse", *own)
    assert done.returncode == 2
    assert "用例不能使用" in done.stderr.decode()


def test_what_an_overlay_adds_is_suggested_beside_it_with_its_bases(tmp_path: Path) -> None:
    own = tmp_path / "our" / "440400-zhuhai" / "teahouse.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        '事项: teahouse\n行政区划: "440400"\n设定依据: {珠海规定: {文件: 珠海规定, 来源: 凭记忆}}\n'
        "增加:\n  申请材料:\n  - {编号: Z1, 材料名称: 说明, 施行日期: 2026-06-01, 此前: 无此要求,\n"
        "     需要: {业务办理项: 新办, 座位数: 不低于 77 个}, 依据: 珠海规定 第一条}\n",
        "utf-8",
    )
    laid = (*TEAHOUSE, "--overlay", str(tmp_path / "our"))
    done = run("cases", "teahouse", *laid, "--suggest", "--append")
    assert (done.returncode, done.stderr) == (0, b"")
    text = own.with_name("teahouse.cases.yaml").read_text("utf-8")
    assert "基准:\n" in text
    assert "Z1 座位数 76个" in text
    told = out(run("test", "teahouse", *laid))
    assert "440400-zhuhai/teahouse.cases.yaml" in told
    assert "[待填]" in told
    assert "错误" not in told
