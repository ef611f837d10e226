"""Service guides and review sheets: written from the rulebook, narrowed by a situation."""

from __future__ import annotations

import re
from datetime import date

import pytest

import permit_rules as pr
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.guides import SituationInvalid, render, review_sheet, service_guide
from permit_rules.guides.document import Document
from permit_rules.guides.narrowing import Narrowing, narrowed
from permit_rules.guides.points import point_sentences
from tests.corpus.tables import library as corpus_library
from tests.guides.golden import DAY, FOLDER, written
from tests.teahouse import RULES


@pytest.fixture(scope="module")
def library() -> pr.Library:
    return pr.load(RULES)


def guide(library: pr.Library, *situation: str, place: str = "", day: date = DAY) -> str:
    return render(service_guide(library, "teahouse", day, place, situation)).decode()


def section(text: str, heading: str) -> str:
    """The text of one section."""
    return re.split(rf"^## \S+、{heading}$", text, flags=re.MULTILINE)[1].split("\n## ")[0]


@pytest.mark.parametrize(("name", "text"), sorted(written().items()))
def test_golden(name: str, text: str) -> None:
    assert text == (FOLDER / name).read_text("utf-8"), "python -m tests.guides.golden writes it"


# ---- what is told ------------------------------------------------------------------------------


CORPUS = corpus_library()


@pytest.mark.parametrize(
    ("item", "place"),
    sorted({(i.id, i.place) for i in CORPUS.items} | {(o.item, o.place) for o in CORPUS.overlays}),
)
def test_a_sheet_has_every_review_point_once(item: str, place: str) -> None:
    plan = compile_rulebook(pr.resolve(CORPUS, item, place, DAY))
    found = [p.id for p in point_sentences(Narrowing(plan.rulebook)) if p.counted]
    assert sorted(found) == sorted(p.id for p in (*plan.gates, *plan.points))


def test_what_is_not_verified_is_marked_and_explained(library: pr.Library) -> None:
    text = guide(library)
    assert "《茶馆管理办法》第十一条（凭记忆，待核对）" in text
    assert "《茶馆管理条例》第三十一条（法规原文）" in text
    assert "标有“待核对”的依据没有对照法规原文" in text


def test_sharing_substitutes_tolerance_and_what_must_not_be_asked(library: pr.Library) -> None:
    text = guide(library, "新办")
    materials = section(text, "申请材料")
    assert "经电子营业执照核验的，免交" in materials
    assert "可以用《租赁合同复印件》代替" in materials
    assert "可以容缺：书面承诺后在5个工作日内补交；逾期未补的，视为撤回申请" in materials
    assert "按“分店”逐个提交" in materials
    assert "可以提交，不是必须" in materials
    assert "健康证明" in section(text, "不得要求提交的材料")


def test_a_place_is_told_with_its_own_rules(library: pr.Library) -> None:
    text = guide(library, "新办", place="440300")
    assert "深圳市（440300），按2026年3月2日施行的规定。" in text
    assert "国家、深圳市（440300）的规定" in text
    assert "纸质提交的须有1份" in text
    assert "明火安全承诺" not in text
    assert "| Z1 |" in text


def test_a_day_without_rules_says_so(library: pr.Library) -> None:
    text = guide(library, day=date(2019, 6, 1))
    assert "规则库没有这一天施行的规定；已有的规定从2020年1月1日起。" in text


# ---- narrowing ---------------------------------------------------------------------------------


def test_what_cannot_apply_falls_away_and_what_is_open_says_if(library: pr.Library) -> None:
    open_ = guide(library, "新办")
    assert "若设有明火为“是”，须提交" in open_
    assert "若属于“大型茶馆”，须含有" in open_
    assert "“大型茶馆”：营业面积不低于200平方米" in section(open_, "几种情形的含义")
    closed = guide(library, "新办", "设有明火=否", "营业面积=80平方米", "售卖品种=茶")
    assert "明火安全承诺" not in closed
    assert "大型茶馆安全方案" not in closed
    assert "先看是不是办这一项" not in closed
    certain = guide(library, "新办", "设有明火=是", "经营方式=堂食", "座位数=120")
    assert "| 须提交 |" in section(certain, "申请材料").split("明火安全承诺")[1].splitlines()[0]
    assert "免交" not in section(certain, "申请材料").split("明火安全承诺")[1].splitlines()[0]
    assert "若座位数" not in certain


def test_a_number_known_from_below_narrows_as_far_as_it_is_known(library: pr.Library) -> None:
    assert "若座位数不低于100个" not in guide(library, "新办", "座位数=120余个")
    assert "若座位数不低于100个" in guide(library, "新办", "座位数=90余个")


def test_a_handling_item_may_be_named_by_its_other_name(library: pr.Library) -> None:
    assert (
        guide(library, "首次申请") == guide(library, "新办") == guide(library, "业务办理项＝新办")
    )


def test_a_case_with_one_outcome_whatever_is_open_is_not_told_as_open(library: pr.Library) -> None:
    book = pr.resolve(library, "teahouse", "", DAY)
    narrow = narrowed(book, ["营业面积=80"])
    situation = book.item.situations["大型茶馆"]
    assert narrow.words(situation) == "任何情况下都不"


def test_an_exempt_business_is_led_to_what_it_needs(library: pr.Library) -> None:
    text = guide(library, "新办", "售卖品种=预包装茶叶")
    assert "按所述情形：仅销售预包装茶叶，备案。" in text
    assert "预包装茶叶备案表（M6）" in text
    assert "茶馆经营许可申请书" not in text
    assert "| 结果文书 |" not in text


def test_every_mistake_in_a_situation_is_told_at_once(library: pr.Library) -> None:
    book = pr.resolve(library, "teahouse", "", DAY)
    with pytest.raises(SituationInvalid) as caught:
        narrowed(
            book, ["新设", "营业面只=3", "座位数=三五个", "新办", "延续", "开业日期=2026-02-30"]
        )
    said = caught.value.mistakes
    assert len(said) == 5
    assert "可选的有：新办、延续、备案" in said[0]
    assert "是否想写「营业面积」？" in said[1]
    assert "「座位数=三五个」" in said[2]
    assert "写了两个不同的值" in said[3]
    assert "2月没有30日" in said[4]


def test_a_sheet_is_narrowed_too(library: pr.Library) -> None:
    def ids(*situation: str) -> set[str]:
        sheet = render(review_sheet(library, "teahouse", DAY, situation=situation)).decode()
        return set(re.findall(r"^\| ([A-Z]\S+) \|", sheet, re.MULTILINE))

    assert ids("延续") == {
        "A1", "A2", "M1", "M1/copies", "M1/signature", "J1", "J2",
        "W1/early", "W1/late", "W1/expired",
    }  # fmt: skip
    assert ids("新办") > {"M2/form", "S1", "B1"}


def test_the_same_rules_give_the_same_guide(library: pr.Library) -> None:
    def made() -> Document:
        return service_guide(pr.load(RULES), "teahouse", DAY, situation=["新办"])

    assert render(made(), "html") == render(made(), "html")
    assert render(made()) == guide(library, "新办").encode()
