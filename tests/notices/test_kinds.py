"""Which notice a result is written as, and what each kind has to say by law."""

from __future__ import annotations

from datetime import date

import pytest

from permit_rules.casework.events import NoticeKind as JournalKind
from permit_rules.notices import NoticeKind, kinds_for, notice, render
from permit_rules.notices.particulars import BLANK_DAY
from permit_rules.result import CheckResult
from tests.notices.results import DEFECTIVE, MISSING, RESULTS, UNMET


def changed(name: str, **more: object) -> CheckResult:
    return RESULTS[name].model_copy(update=more)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("accepted", (NoticeKind.ACCEPTANCE, NoticeKind.COMMITMENT)),
        ("accepted-with-deferrals", (NoticeKind.DEFERRALS,)),
        ("correction", (NoticeKind.CORRECTION,)),
        ("commitment-open", (NoticeKind.CORRECTION, NoticeKind.COMMITMENT)),
        ("not-accepted", (NoticeKind.NON_ACCEPTANCE,)),
        ("not-required", (NoticeKind.NOT_REQUIRED,)),
        ("cannot-tell", (NoticeKind.QUESTIONS,)),
    ],
)
def test_the_kind_follows_the_verdict(name: str, kinds: tuple[NoticeKind, ...]) -> None:
    assert kinds_for(RESULTS[name]) == kinds
    assert notice(RESULTS[name]).title == kinds[0].value


def test_a_case_records_the_kinds_that_are_written() -> None:
    assert JournalKind is NoticeKind


def test_what_a_result_does_not_bear_out_is_not_written() -> None:
    with pytest.raises(ValueError, match="补正 cannot be written as 受理通知书"):
        render(RESULTS["correction"], kind=NoticeKind.ACCEPTANCE)
    # Nobody is made to promise anything that is not open to him.
    with pytest.raises(ValueError, match="告知承诺书"):
        render(RESULTS["correction"], kind=NoticeKind.COMMITMENT)


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("not-required", "（一）"),
        ("elsewhere", "（二）"),
        ("on-spot", "（三）"),
        ("correction", "（四）"),
        ("accepted", "（五）"),
    ],
)
def test_a_permit_cites_its_sentence_of_article_32(name: str, article: str) -> None:
    cited = f"根据《中华人民共和国行政许可法》第三十二条第{article}项（法规原文）"
    assert cited in render(RESULTS[name])


def test_a_registration_is_not_under_the_law_of_permits() -> None:
    registration = render(changed("correction", service_kind="登记"))
    assert "根据《优化营商环境条例》第三十六条（法规原文）" in registration
    assert "行政许可法" not in registration
    assert "根据" not in render(changed("accepted", service_kind="备案"))
    assert "根据" not in render(RESULTS["unreadable"])


def test_a_refusal_tells_reason_way_and_rights_with_their_grades() -> None:
    text = render(RESULTS["not-accepted"])
    assert "许可证有效期已经届满，不能延续。" in text
    assert "可以按新办重新提出申请。" in text
    assert "《中华人民共和国行政复议法》第二十条（凭记忆，待核对）" in text
    assert "《中华人民共和国行政诉讼法》第四十六条（凭记忆，待核对）" in text
    assert all(
        "救济途径" not in render(r) for n, r in RESULTS.items() if r.verdict_label != "不予受理"
    )


def test_only_a_whole_list_of_spot_corrections_is_no_round() -> None:
    said = "不计入补正次数"
    assert said in render(RESULTS["on-spot"])
    assert said in render(changed("on-spot", findings=(DEFECTIVE, UNMET)))
    assert said not in render(changed("on-spot", findings=(DEFECTIVE, MISSING)))
    assert said not in render(changed("on-spot", complete=False))
    assert "可以当场更正：是" in render(RESULTS["correction"])


def test_a_letter_holds_only_what_was_chosen_or_may_be() -> None:
    chosen = render(RESULTS["accepted"], kind=NoticeKind.COMMITMENT)
    assert "□" not in chosen
    assert "承诺的内容：分店的布局与申请书所写一致" in chosen
    assert "核查：作出决定后60个工作日内" in chosen
    assert "违背承诺的：撤销许可决定，并记入信用记录" in chosen
    assert "申请人（签名或者盖章）：" in chosen
    blank = render(RESULTS["commitment-open"], kind=NoticeKind.COMMITMENT)
    assert "1. □ 《分店平面图》" in blank
    assert "不选择的，按一般程序提交材料，本机关不要求承诺。" in blank
    assert "卫生管理制度" not in blank, "a closed way is not offered"


def test_what_the_office_fills_in_takes_the_place_of_the_blank() -> None:
    filled = render(
        RESULTS["accepted-with-deferrals"],
        office="示例局",
        handler="示例经办人",
        issued_on=date(2026, 3, 3),
        number="示1号",
        due={"teahouse/M4": date(2026, 3, 9), "teahouse/M9": date(2026, 3, 12)},
    )
    for line in ("文号：示1号\n", "受理机关：示例局\n（加盖专用印章）\n2026年3月3日\n"):
        assert line in filled
    assert "首问负责人（经办人）：示例经办人\n" in filled
    assert "补交期限：5个工作日内，最迟2026年3月9日\n" in filled
    assert filled.count(BLANK_DAY) == 1, "the day of receipt is the applicant's"
    dated = render(RESULTS["correction"], correct_by=date(2026, 3, 20))
    assert "补正期限：至2026年3月20日。" in dated


def test_what_nobody_can_see_counts_as_blank() -> None:
    text = render(changed("accepted", applicant="\u202e\0"), office="\u2066 ")
    assert "\n申请人：" not in text
    assert "受理机关：＿" in text


def test_each_word_of_the_trade_that_occurs_is_explained_and_no_other() -> None:
    text = render(RESULTS["correction"])
    terms = text.partition("名词说明\n")[2].partition("\n\n")[0].splitlines()
    assert [t.removeprefix("- ").partition("：")[0] for t in terms] == [
        "形式审查", "材料标准", "实质审查", "当场更正", "先行受理", "核验", "要点", "待核对"
    ]  # fmt: skip
    assert "以“若”开头的" in render(RESULTS["cannot-tell"])
