"""Several permits at the command line: ``check`` for all of them, ``plan`` and ``bundles``."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import docx
import pytest

from permit_rules.cli import rules
from permit_rules.joint_result import BusinessPlan, JointResult
from tests.cli.running import TEAHOUSE, complaint, out, run, written

ROOT = Path(__file__).resolve().parents[2]
HOTEL = str(ROOT / "examples" / "hotel.json")
SHOP = {
    "place": "440400",
    "received_on": "2026-03-02",
    "applicant": {"name": "示例<b>商店</b>", "kind": "企业", "bars": []},
    "facts": {"已完成市场主体登记": "是"},
}


#: The rules are read once: reading them is not what is tried here.
_read = cache(rules.read_library)


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    with mock.patch.object(rules, "read_library", _read):
        yield


@pytest.fixture(scope="module")
def hotel(_read_once: None) -> JointResult:
    """The answer to the example, through the command."""
    done = run("check", HOTEL, "--format", "json")
    assert done.returncode == 1
    return JointResult.model_validate_json(out(done))


# ---- check ---------------------------------------------------------------------------------------


def test_a_payload_that_names_a_bundle_is_checked_for_all_its_permits(hotel: JointResult) -> None:
    assert hotel.bundle == "hotel-with-restaurant"
    assert [p.item for p in hotel.permits] == [
        "food-business",
        "fire-safety-check",
        "public-hygiene",
        "hotel-special-trade",
        "tobacco-retail",
        "publications-retail",
    ]
    assert hotel.complete
    assert hotel.paper_count.saved > 0


def test_text_is_the_one_notice(hotel: JointResult) -> None:
    done = run("check", HOTEL)
    text = out(done)
    assert done.returncode == 1
    assert text.startswith("一次性告知书\n\n申请人：珠海市示例海湾酒店有限公司\n")
    assert "\n结论：补正\n" in text
    for permit in hotel.permits:
        assert f"\n- {permit.item_name}（{permit.handling_item}）\n" in text
    # Each finding stands once, however many permits want it.
    for finding in hotel.together.findings:
        assert text.count(f". {finding.message}\n") == 1
    for words in ("合并申请", "由本次申请中的", "电子营业执照核验", "统一、联合、集中办理"):
        assert words in text


def test_the_checklist_is_asked_for_by_its_name(hotel: JointResult, tmp_path: Path) -> None:
    text = out(run("check", HOTEL, "--notice", "材料准备清单"))
    assert text.startswith("材料准备清单\n")
    assert text.count("\n1. □ ") == 1
    assert "☑ 《灭火和应急疏散预案》" in text
    assert "已交，但是：" in text
    file = tmp_path / "list.docx"
    run("check", HOTEL, "--notice", "材料准备清单", "--format", "docx", "-o", str(file))
    made = docx.Document(io.BytesIO(file.read_bytes()))
    assert made.paragraphs[0].text == "材料准备清单"
    assert made.tables[1].rows[1].cells[0].text == "食品经营许可（新办）"


def test_items_are_named_by_id_or_name_in_any_list(tmp_path: Path) -> None:
    file = written(tmp_path, SHOP)
    by_id = out(run("check", file, "--items", "tobacco-retail,publications-retail"))
    by_name = out(run("check", file, "--items", "烟草专卖零售许可、出版物零售许可"))
    assert by_id == by_name
    assert "烟草专卖零售许可" in by_id
    assert "一次提出的2项许可的申请" in by_id


def test_a_bundle_may_be_named_on_the_command_line(tmp_path: Path) -> None:
    done = run("check", written(tmp_path, SHOP), "--bundle", "零售", "--format", "json")
    assert JointResult.model_validate_json(out(done)).bundle == "retail"


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_what_an_applicant_typed_is_no_markup(tmp_path: Path, format: str) -> None:
    made = out(run("check", written(tmp_path, SHOP), "--bundle", "书店", "--format", format))
    assert ("<b>" in made) is (format == "text")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--items", "tobaco-retail"), "没有事项「tobaco-retail」。是否想写「tobacco-retail」？"),
        (("--items", " ,"), "--items 没有写明事项"),
        (("--bundle", "hotell"), "没有业态「hotell」。是否想写「hotel」？"),
        (("--item", "tobacco-retail", "--bundle", "hotel"), "--item 是一个事项"),
        (("--items", "tobacco-retail", "--notice", "补正告知书"), "写不成补正告知书"),
        (("--item", "tobacco-retail", "--notice", "材料准备清单"), "写不成材料准备清单"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run("check", written(tmp_path, SHOP), *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in complaint(done)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 10_000,
        b'{"bundle": 7}',
        b'{"permits": 7, "facts": []}',
        b'{"permits": [{"item": "unheard-of"}], "place": "440400", "received_on": "2026-03-02"}',
        b'{"bundle": "unheard-of", "received_on": "2026-03-02"}',
        b'{"bundle": null, "facts": null, "materials": "x"}',
    ],
)
@pytest.mark.parametrize("arguments", [(), ("--items", "teahouse"), ("--bundle", "")])
def test_no_payload_ends_in_a_traceback(payload: bytes, arguments: tuple[str, ...]) -> None:
    done = run("check", "-", *TEAHOUSE, *arguments, stdin=payload)
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.decode().splitlines()) == (done.returncode == 2)


# ---- plan ----------------------------------------------------------------------------------------


def plan(facts: Any, *options: str) -> str:
    return out(run("plan", "-", *options, stdin=json.dumps(facts).encode()))


def test_a_plan_says_which_permits_and_why() -> None:
    text = plan({"办理事由": "开办", "经营活动": ["烟草零售"]}, "--place", "440400")
    assert text.startswith("需要办理的许可\n")
    assert "\n1. 烟草专卖零售许可（新办）\n" in text
    assert "经营活动含烟草零售" in text
    assert "《中华人民共和国烟草专卖法》第十六条" in text


def test_a_plan_takes_a_whole_application_and_a_bundle() -> None:
    whole = BusinessPlan.model_validate_json(out(run("plan", HOTEL, "--format", "json")))
    assert (whole.bundle, whole.place) == ("hotel-with-restaurant", "440400")
    assert len([p for p in whole.permits if p.certain]) == 6
    other = plan({}, "--bundle", "网吧", "--format", "json")
    assert BusinessPlan.model_validate_json(other).bundle == "internet-cafe"


def test_what_is_open_is_asked_and_said_with_an_if() -> None:
    text = plan({}, "--bundle", "hotel", "--place", "440400")
    assert "可能还要办的许可" in text
    assert "还须办理公众聚集场所投入使用、营业前消防安全检查" in text
    assert "关系到：公众聚集场所投入使用、营业前消防安全检查" in text


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_a_plan_is_written_in_other_forms(format: str) -> None:
    assert "烟草专卖零售许可" in plan(
        {"办理事由": "开办", "经营活动": "烟草零售"}, "--format", format
    )


@pytest.mark.parametrize(
    ("stdin", "arguments", "said"),
    [
        (b"", (), "申请信息是空的"),
        (b"{", (), "申请信息不是 JSON"),
        (b"[]", (), "申请信息不是一个 JSON 对象"),
        (b"\xff", (), "申请信息不是 UTF-8"),
        (b"[" * 10_000, (), "申请信息"),
        (b'{"facts": 7}', (), "facts 不是一个 JSON 对象"),
        (b"{}", ("--bundle", "没有这种"), "没有业态「没有这种」"),
        (b"{}", ("--format", "docx"), "docx 不能输出到屏幕"),
    ],
)
def test_facts_that_cannot_be_used_are_one_line(
    stdin: bytes, arguments: tuple[str, ...], said: str
) -> None:
    done = run("plan", "-", *arguments, stdin=stdin)
    assert done.returncode == 2
    assert said in complaint(done)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    assert "找不到文件" in complaint(run("plan", str(tmp_path / "none.json")))
    assert "是文件夹" in complaint(run("plan", str(tmp_path)))


# ---- bundles -------------------------------------------------------------------------------------


def test_bundles_are_listed_and_shown() -> None:
    text = out(run("bundles"))
    assert "hotel（住宿）：" in text
    one = out(run("bundles", "宾馆"))
    assert one.startswith("住宿（hotel）\n")
    assert "已知：经营活动为住宿\n" in one
    assert "烟草零售" in one
    [data] = json.loads(out(run("bundles", "hotel", "--format", "json")))
    assert data["states"] == {"办理事由": "开办", "经营活动": ["住宿"]}
    assert "餐饮服务" in data["offers"]["经营活动"]


def test_a_bundle_that_is_not_there_is_one_line() -> None:
    done = run("bundles", "hotell")
    assert done.returncode == 2
    assert "是否想写「hotel」？" in complaint(done)
    assert "没有业态「宾馆」" in complaint(run("bundles", "宾馆", *TEAHOUSE))
