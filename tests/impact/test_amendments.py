"""Real amendments: the comparison prints what the amendment says, each example shows it."""

from __future__ import annotations

from datetime import date

import pytest

import permit_rules as pr
from permit_rules.impact import Burden, What, compare_days
from tests.impact.golden import FOLDER, IN_CORPUS, NAMES, amendment, corpus, printed

#: What each amendment comes to, as somebody who knows the law would put it.
SAYS = {
    "canteens-2025": (
        "每餐次平均用餐人数等于1000人，且未填写食品安全总监的：不符合C8d",
        "每餐次平均用餐人数不低于300人且不超过1000人，且未填写食品安全总监的：不符合C8c",
    ),
    "shenzhen-at-inspection": ("可以在核查时补充", "【减轻申请人负担】业务办理项为新办的"),
    "industrial-catalogue-2024": (
        "不再属于B3“产品不在现行目录”，结论“不需要许可”",
        "申请产品含化肥，且申请产品只含危险化学品、化肥的：不再要交《保证质量安全承诺书》",
    ),
    "obsolete-industries-2024": ("依据：加上《产业结构调整指导目录（2024年本）》（二手资料）",),
    "guangdong-employment-filing": ("业务办理项为备案的：要交《法定代表人身份证件》",),
    "capital-in-five-years": (
        "可能有这样的申请：业务办理项为有限责任公司设立，且最晚认缴出资日期晚于收件日后5年的",
    ),
    "changde-half-a-day": ("由法定3个工作日改为法定3个工作日、承诺0.5个工作日",),
    "name-approval-notice": ("不能再用《企业名称预先核准通知书》代替《营业执照》",),
    "trader-changes-directly": (
        "业务办理项为变更经营者，且新旧经营者同时申请为“否”的：不再属于B1",
    ),
    "drug-regulation-2026": ("有效期5年：只改依据，自2026年5月15日起", "没有一种申请受影响"),
    "hygiene-licences-2016": (
        "公共场所类别含饭馆、咖啡馆、酒吧、茶座中的任一项，"
        "且公共场所类别不含宾馆、公共浴室、理发店中的任何一项的：属于B1",
        "原来：没有这一条（结论：补正）；现在：属于这种情形（结论：不需要许可）",
    ),
    "food-licence-ten-days": (
        "L4 决定：改变，自2023年12月1日起【减轻申请人负担】",
        "“决定”的时限由法定20个工作日改为法定10个工作日",
    ),
    "prepackaged-food-filing": (
        "业务办理项为新办，且经营项目只含预包装食品销售的：属于B1“仅销售预包装食品”，结论“备案”",
    ),
    "measurement-standard-term": ("V1由“有效期4年”改为“有效期5年”",),
    "book-sellers-qualification": (
        "经营者有初级以上发行员职业资格为“否”的：不再因S1",
        "不得索要：增加“出版物发行员职业资格证书”",
    ),
}
#: Amendments that weigh on applicants; of the others none does.
HEAVIER = {
    "canteens-2025", "industrial-catalogue-2024", "guangdong-employment-filing",
    "capital-in-five-years", "name-approval-notice", "trader-changes-directly",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_is_printed_is_what_the_amendment_says(name: str) -> None:
    text = printed(name)
    assert text == (FOLDER / f"{name}.txt").read_text("utf-8")
    for words in SAYS[name]:
        assert words in text
    assert ("加重申请人负担" in text) is (name in HEAVIER)


@pytest.mark.parametrize("name", sorted(set(IN_CORPUS) & HEAVIER | {"shenzhen-at-inspection"}))
def test_every_example_gets_another_answer_from_the_checker(name: str) -> None:
    item, place, since, until = IN_CORPUS[name]
    found = amendment(name)
    checker = pr.Checker(corpus(), item, place)
    shown = 0
    for example in found.examples.values():
        assert example is not None
        then, now = (
            checker.check({**example.payload, "received_on": day}) for day in (since, until)
        )
        assert (then.verdict_label, now.verdict_label) == (
            example.before.verdict,
            example.after.verdict,
        )
        assert (then.findings, then.notes, then.points) != (now.findings, now.notes, now.points)
        shown += 1
    assert shown


def test_the_day_of_each_change_is_the_day_it_took_effect() -> None:
    [made] = amendment("shenzhen-at-inspection").impacts
    days = {change.pair.id: str(change.pair.since) for change in made.changes}
    assert days == {"M3": "2024-04-18", "SZ1": "2024-07-01"}
    assert [c.burdens for c in made.changes] == [{Burden.LESS}, set()]


def test_a_basis_alone_changes_nothing_for_anybody() -> None:
    found = amendment("drug-regulation-2026")
    assert {c.what for made in found.impacts for c in made.changes} == {What.WORDING}
    assert found.keeps


def test_days_of_which_nothing_is_known_are_not_called_the_same() -> None:
    days = date(2018, 8, 28), date(2018, 8, 29)
    found = compare_days(corpus(), "special-equipment", *days, place="370000")
    assert not found.keeps
    text = "".join(line.text for line in found.lines())
    assert "规则库从2022年6月1日起才有这个事项的规定" in text
    assert "完全相同" not in text
