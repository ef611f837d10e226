"""One edit of the teahouse rules after the other: what it is called, whom it concerns, how."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.impact import Burden, What, compare_libraries
from permit_rules.impact.answers import ANSWERED
from tests.impact.changed import compared, libraries, only
from tests.teahouse import RULES

MORE, LESS = {Burden.MORE}, {Burden.LESS}
M7 = "{编号: M7, 材料名称: 经营计划书, 需要: {业务办理项: 新办}, 必要性: 非必要, 份数: 3"
M4_ROUTE = (
    "容缺: {补交期限: 5 工作日, 不适用: {严重失信: 是}, 书面承诺: 是, "
    "逾期后果: 视为撤回申请, 依据: 条例 第九条}"
)

# fmt: off
CASES: list[Any] = [
    # a paper: who is asked
    ("设有明火: 是}\n  不适用", "设有明火: 是, 座位数: 超过 20 个}\n  不适用", LESS,
     "业务办理项为新办，且设有明火为“是”，且座位数不超过20个，且经营方式不是外卖",
     "不再要交《明火安全承诺》"),
    ("  不适用: {经营方式: 外卖}\n", "", MORE,
     "业务办理项为新办，且设有明火为“是”，且经营方式为外卖", "要交《明火安全承诺》"),
    (M7, M7.replace("非必要", "必要"), MORE, "业务办理项为新办", "要交《经营计划书》"),
    ("- {编号: M6, 材料名称: 预包装茶叶备案表, 需要: {业务办理项: 备案}, 依据: 办法 第四条}\n", "",
     LESS, "业务办理项为备案", "不再要交《预包装茶叶备案表》"),
    ("分店面积: 超过 20 平方米", "分店面积: 不低于 20 平方米", MORE,
     "业务办理项为新办，且分店面积等于20平方米", "要交《分店平面图》"),
    ("需要: {情形: 大型茶馆}}", "需要: {座位数: 超过 50 个}}", MORE,
     "业务办理项为新办，且座位数超过50个，且营业面积低于200平方米",
     "要交《场所文件》中的《大型茶馆安全方案》"),
    # a paper: ways round it
    ("  - {共享核验: 电子营业执照}", "  - {共享核验: 电子营业执照, 当: {经营方式: 堂食}}", MORE,
     "业务办理项为新办，且经营方式不是堂食", "不能再经电子营业执照核验而免交《营业执照复印件》"),
    (M4_ROUTE, M4_ROUTE.replace("5 工作日", "10 工作日"), LESS,
     "业务办理项为新办，且设有明火为“是”，且经营方式不是外卖，且严重失信为“否”",
     "《明火安全承诺》补交期限由5个工作日改为10个工作日"),
    (M4_ROUTE, M4_ROUTE.replace("5 工作日", "3 工作日"), MORE,
     "业务办理项为新办，且设有明火为“是”，且经营方式不是外卖，且严重失信为“否”",
     "《明火安全承诺》补交期限由5个工作日改为3个工作日"),
    (f"  {M4_ROUTE}\n", "", MORE,
     "业务办理项为新办，且设有明火为“是”，且经营方式不是外卖，且严重失信为“否”",
     "《明火安全承诺》不能再容缺后补"),
    (M4_ROUTE, M4_ROUTE.replace("书面承诺: 是", "书面承诺: 否"), LESS,
     "业务办理项为新办，且设有明火为“是”，且经营方式不是外卖，且严重失信为“否”",
     "《明火安全承诺》容缺后补不再须书面承诺"),
    ("不适用: {分店面积: 超过 100 平方米}, 核查", "核查", LESS,
     "业务办理项为新办，且分店面积超过100平方米", "《分店平面图》可以以告知承诺代替"),
    # a paper: its standards
    ("  份数: 2\n", "  份数: 3\n", MORE, "业务办理项为新办、延续之一",
     "《茶馆经营许可申请书》纸质提交的须有3份（原来纸质提交的须有2份）"),
    ("  材料形式: 复印件\n", "  材料形式: 原件\n", None, "业务办理项为新办",
     "《营业执照复印件》须为原件（原来须为复印件）"),
    ("  材料形式: 复印件\n", "  材料形式: 原件、复印件\n", LESS, "业务办理项为新办",
     "《营业执照复印件》须为原件或者复印件（原来须为复印件）"),
    ("方式: 签名或盖章", "方式: 签名并盖章", MORE, "业务办理项为新办、延续之一",
     "《茶馆经营许可申请书》须由申请人签名并盖章（原来须由申请人签名或盖章）"),
    ("必备内容: [面积, 消防通道]", "必备内容: [消防通道, 面积, 出口]", MORE, "业务办理项为新办",
     "《场所文件》中的《平面图》须含有或者标明「出口」"),
    # other points
    ("应当: {投资额: 不低于 10 万元}", "应当: {投资额: 不低于 12 万元}", MORE,
     "业务办理项为新办，且投资额不低于10万元且低于12万元", "不符合S4“投资额填写”"),
    ("效果: 补正, 依据: 办法 第十八条", "效果: 不予受理, 依据: 办法 第十八条", MORE,
     "业务办理项为新办，且投资额低于10万元",
     "S4“投资额填写”不符的结果由“补正”改为“不予受理”"),
    ("售卖品种: 不含 酒", "售卖品种: 不含任一 酒、点心", MORE,
     "业务办理项为新办，且售卖品种含点心，且售卖品种不含酒", "不符合S5“不卖酒”"),
    ("期限: 1 年, 范围: 本事项", "期限: 2 年, 范围: 本事项", MORE, "任何情况下",
     "J1的禁止期由1年改为2年"),
    ("期限: 1 年, 范围: 本事项", "期限: 1 年, 范围: 全部事项", MORE, "任何情况下",
     "J1改为：申请人有“提供虚假材料”记录，自决定之日起1年内不得申请"),
    ("止: 届满前 30 工作日", "止: 届满前 60 工作日", MORE,
     "业务办理项为延续，且收件日晚于许可证有效期至前60个工作日，"
     "且收件日不晚于许可证有效期至前30个工作日",
     "延续申请已迟（不再受理）"),
    ("迟到: 不再受理", "迟到: 仍可受理", LESS,
     "业务办理项为延续，且收件日晚于许可证有效期至前30个工作日，且收件日不晚于许可证有效期至",
     "迟到的后果由“不再受理”改为“仍可受理”"),
    ("环节: 一次告知, 法定: 5 工作日", "环节: 一次告知, 法定: 3 工作日", LESS, "任何情况下",
     "“一次告知”的时限由法定5个工作日改为法定3个工作日"),
    ("环节: 一次告知, 法定: 5 工作日", "环节: 一次告知, 法定: 7 日", None, "任何情况下",
     "“一次告知”的时限由法定5个工作日改为法定7日"),
    ("  结果: 备案\n  转为: 备案\n", "  结果: 不予受理\n", MORE,
     "业务办理项为新办，且售卖品种只含预包装茶叶", "B1的结论由“备案”改为“不予受理”"),
    ("售卖品种: 只含 预包装茶叶}\n", "售卖品种: 只含 预包装茶叶、茶}\n", LESS,
     "业务办理项为新办，且售卖品种含茶，且售卖品种不含点心、酒中的任何一项",
     "属于B1“仅销售预包装茶叶”，结论“备案”"),
    ("级别: 县, 受委托: 行政审批部门", "级别: 县", None, "任何情况下",
     "A1由“茶馆管理部门（县级）；受委托：行政审批部门”改为“茶馆管理部门（县级）”"),
]
# fmt: on


@pytest.mark.parametrize(
    ("before", "after", "burdens", "who", "said"), CASES, ids=[c[4] for c in CASES]
)
def test_a_change_is_told_with_whom_it_concerns_and_an_example_that_shows_it(
    tmp_path: Path, before: str, after: str, burdens: set[Burden] | None, who: str, said: str
) -> None:
    old, new = libraries(tmp_path, (before, after))
    found = compare_libraries(old, new, place="")
    change = only(found)
    assert change.burdens == (burdens or set())
    assert (who, said) in [(c.words, c.said) for c in change.concerned]
    assert not found.keeps
    assert found.adds_burden is (burdens == MORE)
    assert change.pair.section in ANSWERED
    for concerned in change.concerned:
        example = found.examples[id(concerned)]
        assert example is not None, concerned.said
        # Asked anew, through the front door and the other engine.
        results = [pr.Checker(lib).check(dict(example.payload)) for lib in (old, new)]
        bare = [r.model_dump_json(exclude={"digest"}) for r in results]
        assert bare[0] != bare[1]
        assert results[0].verdict_label == example.before.verdict
        assert results[1].verdict_label == example.after.verdict


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("告知: 仅销售预包装茶叶的，办理备案即可。", "告知: 请备案。"), "只改文字"),
        (("依据: 办法 第十三条", "依据: 办法 第十四条"), "只改依据"),
        (("材料名称: 分店平面图", "材料名称: 分店的平面图"), "只改文字"),
    ],
)
def test_mere_words_and_bases_are_called_so(
    tmp_path: Path, edit: tuple[str, str], said: str
) -> None:
    found = compared(tmp_path, edit)
    change = only(found)
    assert change.what is What.WORDING
    assert found.keeps
    assert f"：{said}" in "".join(line.text for line in found.lines())


def test_a_new_number_for_the_same_paper_is_no_other_paper(tmp_path: Path) -> None:
    change = only(compared(tmp_path, ("- {编号: M6, 材料名称", "- {编号: M8, 材料名称")))
    assert (change.pair.old_id, change.pair.id, change.what) == ("M6", "M8", What.WORDING)


def test_a_version_with_a_day_is_told_from_that_day(tmp_path: Path) -> None:
    edit = (
        "- {编号: M6, 材料名称: 预包装茶叶备案表, 需要: {业务办理项: 备案}, 依据: 办法 第四条}",
        "- 编号: M6\n  材料名称: 预包装茶叶备案表\n  需要: {业务办理项: 备案}\n"
        "  版本:\n  - {施行日期: 2020-01-01, 依据: 办法 第四条}\n"
        "  - {施行日期: 2026-01-01, 需要: {业务办理项: 备案, 座位数: 超过 9 个}, "
        "依据: 办法 第四条}",
    )
    change = only(compared(tmp_path, edit))
    assert str(change.pair.since) == "2026-01-01"
    assert change.burdens == LESS


def test_a_situation_that_means_something_else_is_told_where_it_is_used(tmp_path: Path) -> None:
    found = compared(tmp_path, ("座位数: 超过 50 个}\n", "座位数: 超过 60 个}\n"))
    [made] = found.impacts
    changed = {change.pair.id: change for change in made.changes}
    assert set(changed) == {"大型茶馆", "A2", "M3"}
    assert "座位数超过60个" in changed["M3"].edits[0].after
    assert changed["M3"].burdens == LESS


def test_an_item_or_place_that_only_one_side_has(tmp_path: Path) -> None:
    old, new = libraries(tmp_path)
    fewer = pr.load(_without(tmp_path / "new", "440300-shenzhen/teahouse.yaml"))
    [local] = compare_libraries(old, fewer).impacts
    assert local.place == "440300"
    assert local.changes
    assert compare_libraries(old, new).impacts == ()


def test_what_items_share_is_told_beside_them(tmp_path: Path) -> None:
    edit = ("名称: 测试用审核要点", "名称: 别的名称")
    assert compared(tmp_path / "a", edit, file="library.yaml").keeps
    text = (RULES / "fields" / "all.yaml").read_text("utf-8")
    [line] = [row for row in text.splitlines() if "字段: 卫生负责人" in row]
    renamed = line.replace("字段: 卫生负责人", "字段: 卫生负责人, 别名: [卫生员]")
    found = compared(tmp_path / "b", (line, renamed), file="fields/all.yaml")
    assert found.beside == ("申请信息「卫生负责人」：别名由“没有写”改为“卫生员”",)
    assert not found.keeps
    assert found.impacts == ()


def test_a_bound_that_is_passed_is_said(tmp_path: Path) -> None:
    old, new = libraries(tmp_path, ("投资额: 不低于 10 万元", "投资额: 不低于 12 万元"))
    found = compare_libraries(old, new, place="", limit=5)
    change = only(found)
    assert change.what is What.CHANGED
    assert not change.concerned
    assert "组合有 6 种，超过 5 种，没有逐格比较" in change.unexamined
    assert any("没有比较完" in line.text for line in found.lines())


def _without(folder: Path, file: str) -> Path:
    (folder / file).unlink()
    return folder
