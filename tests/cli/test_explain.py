"""``permit-rules explain``: the points of an item in words."""

from __future__ import annotations

import pytest

from tests.cli.running import TEAHOUSE, complaint, out, run


def explained(*arguments: str) -> str:
    done = run("explain", *arguments, *TEAHOUSE)
    assert done.returncode == 0
    return out(done)


def test_every_point_is_told_with_its_versions() -> None:
    text = explained("teahouse")
    assert text.startswith("茶馆经营许可（teahouse），国家，全部版本\n")
    for heading in ("适用判定", "申请材料", "审核要点", "禁止期", "延续申请期", "办理时限"):
        assert f"\n\n{heading}\n" in text
    assert "\nM1 茶馆经营许可申请书（形式审查；必要，提交时）\n" in text
    assert "\n  需要：业务办理项为新办、延续之一\n" in text
    assert "  依据：《茶馆管理办法》第十条第一项（凭记忆）\n" in text
    assert "座位数超过100个" in text
    assert "  施行：2020-01-01 起，至 2025-04-15 前\n" in text
    assert "座位数不低于100个" in text
    assert "  施行：2025-04-15 起\n" in text
    assert (
        "  容缺：5个工作日内补交\n  不能容缺：严重失信为“是”；主要材料缺少或者不符合要求的\n"
        in text
    )
    assert (
        "  告知承诺：书面承诺“分店的布局与申请书所写一致”，不再提交\n"
        "  不能承诺：分店面积超过100平方米，或者严重失信为“是”；"
        "曾作虚假承诺，或者撤回过这份材料的承诺\n"
        "  核查期限：作出决定后60个工作日内\n"
        "  违诺后果：撤销许可决定，并记入信用记录\n"
    ) in text
    assert "  人工核验：场所通风良好（机器缺少：现场查看）\n" in text


def test_a_day_picks_the_versions_in_force() -> None:
    text = explained("茶馆经营许可", "S1", "--on", "2025年4月14日")
    assert "座位数超过100个" in text
    assert "座位数不低于100个" not in text


def test_one_point_comes_with_its_standards_and_its_place() -> None:
    text = explained("teahouse", "M2")
    assert "  M2/copies" not in text
    assert "  M2/form 须为复印件\n" in text
    assert "  M2/expiry 在收件日须仍在有效期内\n" in text
    assert "  免交：经电子营业执照核验的\n" in text
    assert "national/teahouse.yaml:" in text
    assert "M3" not in text


@pytest.mark.parametrize("point", ["M3", "M3c", "M3c-alt1", "M3c-alt1/expiry", "teahouse/M3"])
def test_a_part_or_a_standard_leads_to_its_material(point: str) -> None:
    text = explained("teahouse", point)
    assert "\nM3 场所文件（" in text
    assert "    可替代：M3c-alt1 租赁合同复印件\n" in text


def test_a_point_of_any_kind_is_told_as_a_sentence() -> None:
    text = explained("teahouse", "M3a/content-1", "--on", "2026-03-02")
    assert (
        "\n一句话：\n"
        "  M3a/content-1 《平面图》须含有或者标明「面积」\n"
        "  适用：交了《平面图》的\n"
        "  不符合的：一次告知补正\n"
        "  依据：《茶馆管理办法》第十条第三项（凭记忆）\n"
    ) in text
    assert "  W1/late 延续申请不晚于届满前30个工作日提出\n" in explained("teahouse", "W1/late")
    assert "  由人核验：场所通风良好" not in explained("teahouse", "S2")
    assert "  S2 场所通风。由人核验：场所通风良好\n" in explained("teahouse", "S2")
    assert "  不符合的：不予受理，告知有权的机关\n" in explained("teahouse", "A2")


def test_a_sentence_is_told_for_each_day_from_which_it_is_another() -> None:
    text = explained("teahouse", "S1")
    first, second = text.index("\n2020-01-01起：\n"), text.index("\n2025-04-15起：\n")
    assert "座位数超过100个" in text[first:second]
    assert "座位数不低于100个" in text[second:]
    city = explained("teahouse", "M1/copies", "--place", "440300")
    assert "\n2024-01-01起：\n  M1/copies 《茶馆经营许可申请书》纸质提交的须有1份\n" in city


def test_a_standard_that_does_not_exist_is_not_taken_for_its_material() -> None:
    done = run("explain", "teahouse", "M3a/content-9", *TEAHOUSE)
    assert complaint(done).startswith(
        "事项「teahouse」没有要点「M3a/content-9」。是否想写「M3a/content-"
    )
    assert done.returncode == 2


def test_a_place_shows_what_its_own_rules_say() -> None:
    text = explained("teahouse", "--place", "440300")
    assert "，行政区划 440300，全部版本\n" in text
    assert "\nZ1 深圳卫生分级（" in text
    assert "\nM4 自2025-01-01起撤销\n" in text
    later = explained("teahouse", "--place", "440300", "--on", "2026-03-02")
    assert "M4" not in later
    assert "Z1" not in explained("teahouse")


def test_a_day_without_known_rules_is_told() -> None:
    text = explained("teahouse", "M1", "--on", "2019-12-31")
    assert "规则库没有2020-01-01以前的规定\n" in text
    assert "M1 在2019-12-31怎样规定，规则库里没有\n" in text
    withdrawn = explained("teahouse", "M4", "--place", "440300", "--on", "2026-03-02")
    assert "M4 在2026-03-02没有施行的版本\n" in withdrawn


def test_unknown_names_end_in_one_chinese_line() -> None:
    done = run("explain", "teahose", *TEAHOUSE)
    assert complaint(done) == "没有事项「teahose」。是否想写「teahouse」？"
    assert done.returncode == 2
    done = run("explain", "teahouse", "Q9", *TEAHOUSE)
    assert complaint(done).startswith("事项「teahouse」没有要点「Q9」。")
    assert done.returncode == 2


def test_a_day_that_does_not_exist_is_wrong_use() -> None:
    done = run("explain", "teahouse", "--on", "2026-02-30", *TEAHOUSE)
    assert "--on" in done.stderr.decode()
    assert done.returncode == 2


@pytest.mark.parametrize("item", ["food-business", "medical-device-class3"])
def test_the_items_that_come_with_the_library_can_be_explained(item: str) -> None:
    done = run("explain", item)
    assert done.returncode == 0
    assert len(out(done).splitlines()) > 50


def test_an_authority_is_told_first_and_by_what_it_is_called_there() -> None:
    text = explained("teahouse", "--place", "440305")
    assert text.index("\n实施机关\n") < text.index("\n适用判定\n")
    assert "\nA1 茶馆管理部门（县级）；受委托：行政审批部门\n  当地：南山区茶馆管理局\n" in text
    assert "\nA2 茶馆管理部门（市级）（属于“大型茶馆”）\n  当地：深圳市茶馆管理局\n" in text
    assert "当地：" not in explained("teahouse", "A1")
