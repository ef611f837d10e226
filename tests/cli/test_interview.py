"""``permit-rules interview``: one question at a time, in the terminal or from a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import complaint, out, run
from tests.interview.street import STREET

RULES = ("--rules", str(STREET), "--on", "2026-03-02")


def told(*arguments: str, answers: str) -> str:
    done = run("interview", *arguments, *RULES, stdin=answers.encode())
    assert done.returncode == 0, done.stderr.decode()
    return out(done)


def test_it_asks_until_nothing_can_change_and_tells_the_outcome() -> None:
    text = told("客栈", answers="1\n30\n否\n否\n2026-05-01\n12\n")
    assert "\n第1问　除了住宿，还有下面哪些经营活动？可以选多项，都没有的选“都没有”。\n" in text
    assert "  1. 茶水（泡茶给人喝）\n  2. 卖书\n  几项的用空格隔开，都没有的输入 0\n" in text
    assert "  输入答案；? 不知道，b 上一问，w 为什么问，q 退出\n" in text
    assert "> 30\n" in text
    assert "客栈要办什么（按2026-03-02施行的规定，答了 6 个问题）\n" in text
    assert "\n【情况】\n" in text
    assert "- 接待旅客：是（推得：住宿就是接待旅客）\n" in text
    assert (
        "\n【要办的许可】\n1. 茶水经营许可（新办）\n   为什么：办理事由为开办，经营活动含茶水\n"
        in text
    )
    assert "2. 客栈经营许可（新办）\n" in text
    assert "   说明：住一晚也算\n   依据：《街市管理条例（示例）》第二条\n" in text
    assert "\n【审批条件：茶水经营许可（新办）】\n- 茶艺师齐备：茶艺师人数不低于1人" in text
    assert "《房间平面图》\n   用于：客栈经营许可\n   为什么：房间数不低于10间\n" in text
    perhaps = text.partition("\n【视情况还要的材料】\n")[2]
    assert perhaps.startswith("- 茶水经营许可：若分店座位数不低于20个，《分店照片》（每一个分店")
    assert "\n【时限：茶水经营许可（新办）】\n- 决定：法定10个工作日" in text


def test_options_are_chosen_by_number_or_by_name() -> None:
    by_number = told(answers="1\n1、3\n2\n")
    by_name = told(answers="开办\n茶水、书店\n2\n")
    by_wide_number = told(answers="１\n１　３\n2\n")
    for text in (by_name, by_wide_number):
        assert text.partition("要办什么")[2] == by_number.partition("要办什么")[2]
    assert "- 经营活动：茶水、卖书\n" in by_number
    assert "没有要办的。\n" in told(answers="1\n都没有\n")


def test_nothing_to_apply_for_is_said() -> None:
    text = told(answers="1\n0\n")
    assert "【要办的许可】\n没有要办的。\n" in text
    assert "清税：税务机关（因为办理事由为注销）" in told(answers="注销\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("9", "  没有第 9 项，请输入 1 至 2。\n"),
        ("1 2", "  只能选一项。\n"),
        ("开张", "  「办理事由」无法采用：没有「开张」这个选项。"),
        ("", "  没有填写。不知道的输入 ?\n"),
        ("b", "  已经是第一问。\n"),
    ],
)
def test_wrong_input_gives_one_line_and_is_asked_again(line: str, said: str) -> None:
    text = told(answers=f"{line}\n2\n")
    assert said in text
    assert text.count("第1问") == 1
    assert "清税" in text


def test_a_wrong_number_says_what_is_wanted() -> None:
    text = told("tea-street", answers="很多\n3\n")
    assert "  填一个数（个）\n" in text
    assert "「座位数」无法采用" in text
    assert "座位很少的，不需要许可" in text


def test_why_it_is_asked_is_told() -> None:
    text = told("tea-street", answers="w\n为什么\n3\n")
    assert text.count("  要看这一项才知道：") == 2
    assert "“茶水经营许可”：要不要《消防安全方案》" in text


def test_going_back_asks_again() -> None:
    text = told(answers="1\nb\n2\n")
    assert text.count("第1问") == 2
    assert "清税" in text


def test_not_knowing_leaves_a_condition_and_silence_counts() -> None:
    text = told("tea-street", answers="?\n否\n不知道\n2026-05-01\n")
    assert "不填视为“否”" in text
    assert "- 座位数：不知道\n" in text
    assert "- 设有明火：否（没有填写，按规定视为：没有写明的视为没有）\n" in text
    assert "   若座位数低于5个，座位很少的，不需要许可" in text
    assert "若座位数不低于100个，《消防安全方案》" in text


def test_a_saved_interview_goes_on(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    done = run("interview", *RULES, "--state", str(state), stdin="1\n茶水\nq\n".encode())
    assert done.returncode == 1
    text = done.stdout.decode()
    assert "还没有问完，下面写“若”的，答完才能确定。\n" in text
    assert text.endswith(f"还没有问完。接着问：--state {state}\n")
    saved = json.loads(state.read_bytes())
    assert [a["label"] for a in saved["answers"]] == ["办理事由", "经营活动"]
    again = told("--state", str(state), answers="3\n")
    assert again.startswith("\n第3问　有多少个座位？\n")
    assert len(json.loads(state.read_bytes())["answers"]) == 3
    other = run("interview", "tea", *RULES, "--state", str(state))
    assert other.returncode == 2
    assert "问的不是「tea」" in complaint(other)


def test_answers_come_from_a_file_and_the_result_goes_into_one(tmp_path: Path) -> None:
    answers, result = tmp_path / "answers.txt", tmp_path / "result.txt"
    answers.write_text("1\n茶水\n3\n", encoding="utf-8-sig")
    text = told("--answers", str(answers), "-o", str(result), answers="")
    assert "> 茶水\n" in text
    assert "要办什么" not in text
    assert result.read_text("utf-8").startswith("这样经营要办什么")


def test_without_more_answers_it_says_what_is_left() -> None:
    done = run("interview", *RULES, stdin=b"1\n")
    assert done.returncode == 1
    assert "还没有问完。要能接着问，请用 --state 写明文件\n" in done.stdout.decode()


def test_the_outcome_as_data_and_as_a_checklist(tmp_path: Path) -> None:
    data = tmp_path / "found.json"
    told("--format", "json", "-o", str(data), answers="1\n茶水\n3\n")
    found = json.loads(data.read_bytes())
    assert found["finished"]
    assert [p["item"] for p in found["permits"]] == ["tea"]
    page = tmp_path / "list.md"
    told("inn", "--format", "markdown", "-o", str(page), answers="是\n12\n")
    assert "材料准备清单" in page.read_text("utf-8")
    assert "房间平面图" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("客站",), "没有业态或者事项「客站」。是否想写「客栈」？"),
        (("--format", "docx"), "docx 不能输出到屏幕"),
        (("--answers", "没有的文件"), "找不到文件「没有的文件」。请核对路径"),
    ],
)
def test_what_cannot_be_used_ends_with_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = run("interview", *arguments, *RULES)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_state_that_is_none_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text("[]")
    done = run("interview", *RULES, "--state", str(state))
    assert done.returncode == 2
    assert "不是问答的记录" in complaint(done)
