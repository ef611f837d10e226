"""What must stand in a notice, and in which order."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from permit_rules.notices import notice, render
from permit_rules.notices.document import Document
from permit_rules.notices.phrases import clause_words
from permit_rules.result import CheckResult, Clause, FindingKind, NoteKind, OpenWay
from permit_rules.written.numerals import ordinal
from tests.notices.results import DEFECTIVE, MISSING, RESULTS, UNMET


def headings(document: Document) -> list[str]:
    return [s.heading.partition("（")[0] for s in document.sections]


def test_every_finding_question_and_note_is_in_the_notice() -> None:
    for result in RESULTS.values():
        text = render(result, "text")
        said = [
            *(f.message for f in result.findings),
            *(f.remedy for f in result.findings),
            *(r.text for f in result.findings for r in f.routes),
            *(b.words for f in result.findings for b in f.basis),
            *(line for f in result.findings for d in f.demands for line in d.lines),
            *(line for c in result.conditional for d in c.demands for line in d.lines),
            *(q.text for q in result.questions),
            *(c.text for c in result.conditional),
            *(n.text for n in result.notes if n.kind is not NoteKind.DEFERRABLE),
            *(d.within for d in result.deferrals),
            *(d.consequence for d in result.deferrals),
            *(e.material for e in result.exempt),
            *(a.label for a in result.assumed),
            *(t.step for t in result.limits),
            *(p.message for p in result.payload),
            *(c.what for c in result.changes),
            *result.incomplete_because,
        ]
        assert [s for s in said if s not in text] == []


def test_numbers_run_through_all_groups() -> None:
    sections = [s for s in notice(RESULTS["correction"]).sections if s.first]
    assert [(s.first, len(s.entries)) for s in sections] == [(1, 1), (2, 1), (3, 1)]


def test_what_closes_the_way_comes_first_and_manual_points_last() -> None:
    assert headings(notice(RESULTS["correction"]))[:3] == ["缺少材料", "材料不符合要求", "条件不符"]
    assert headings(notice(RESULTS["correction"]))[-2:] == ["须人工核查", "名词说明"]
    assert headings(notice(RESULTS["not-accepted"]))[:3] == ["不得申请", "可以这样办", "救济途径"]


def test_questions_come_first_where_everything_hangs_on_them() -> None:
    assert headings(notice(RESULTS["cannot-tell"]))[0] == "请补充以下信息"


def test_every_kind_of_finding_and_of_note_has_its_section() -> None:
    findings = tuple(MISSING.model_copy(update={"kind": k}) for k in FindingKind)
    notes = RESULTS["correction"].notes[:1]
    every = tuple(notes[0].model_copy(update={"kind": k, "text": k.value}) for k in NoteKind)
    result = RESULTS["correction"].model_copy(update={"findings": findings, "notes": every})
    text = render(result, "text")
    assert text.count(MISSING.message) == len(FindingKind)
    assert [k for k in FindingKind if k.label not in text] == []
    assert [k for k in NoteKind if f"- {k.value}\n" not in text] == []


def test_an_unverified_basis_is_marked_and_explained() -> None:
    marked = render(RESULTS["correction"], "text")
    assert "《茶馆管理办法》第十条第二项（凭记忆，待核对）" in marked
    assert "标有“待核对”的依据没有对照法规原文" in marked
    assert "待核对" not in render(RESULTS["accepted"], "text")


def test_a_list_that_may_not_be_whole_says_so_and_why() -> None:
    correction = RESULTS["correction"]
    short = correction.model_copy(update={"complete": False, "incomplete_because": ("缺日历",)})
    text = render(short, "text")
    assert "清单可能不完整：缺日历。" in text
    assert "已全部列在下面" not in text
    assert "清单完整" not in text


def test_unmet_conditions_are_not_counted_as_corrections() -> None:
    only_unmet = RESULTS["correction"].model_copy(update={"findings": (MISSING, UNMET)})
    assert "需要补正1项" in render(only_unmet, "text")


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2024, 1, 1), date(2025, 1, 1), "2024年1月1日至2024年12月31日收到的申请"),
        (date(2024, 1, 1), None, "2024年1月1日起收到的申请"),
        (None, date(2025, 1, 1), "2024年12月31日以前收到的申请"),
    ],
)
def test_the_last_day_of_the_rules_is_named(
    since: date | None, until: date | None, words: str
) -> None:
    result = RESULTS["accepted"].model_copy(update={"since": since, "until": until})
    assert f"同样规定适用于：{words}\n" in render(result, "text")


def test_who_has_to_come_again_reads_at_the_top_until_when_the_notice_holds() -> None:
    said = "本告知至2026年4月30日（含当日）有效；自2026-05-01起，"
    assert notice(RESULTS["correction"]).summary[-1].startswith(said)
    assert "\n有效期：本告知至2027年3月3日（含当日）有效\n" in render(RESULTS["accepted"], "text")
    assert "有效；" not in render(RESULTS["not-accepted"], "text")


def test_nothing_empty_is_printed() -> None:
    for name, result in RESULTS.items():
        for line in render(result, "text").splitlines():
            assert line == line.rstrip(), name
        assert "\n\n\n" not in render(result, "text")
        assert "\n\n\n" not in render(result, "markdown")


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_a_label_is_followed_by_its_text_or_by_a_list(name: str) -> None:
    lines = [*render(RESULTS[name], "text").splitlines(), ""]
    for this, following in pairwise(lines):
        if this.endswith("："):
            assert following.lstrip().startswith("- ")


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("业务办理项为新办", "新办", "业务办理项为新办"),
        ("经营项目含热食", "热食、冷食", "经营项目含热食（申请写明：热食、冷食）"),
        ("营业面积低于200平方米", "0平方米", "营业面积低于200平方米（申请写明：0平方米）"),
        ("设有明火为“是”", "是", "设有明火为“是”"),
        ("营业面积低于200平方米", "未填写", "营业面积低于200平方米（未填写）"),
        ("未填写卫生负责人", "未填写", "未填写卫生负责人"),
        ("未提交《执照》", "否", "未提交《执照》"),
        ("名称为甲", "甲(一).*", "名称为甲（申请写明：甲(一).*）"),
    ],
)
def test_a_clause_shows_the_value_where_the_words_do_not(text: str, value: str, words: str) -> None:
    assert clause_words(Clause(text=text, value=value, truth="yes")) == words


def test_a_reason_does_not_repeat_the_message() -> None:
    unmet = Clause(text="《甲》不符合要求（须为原件）", value="否", truth="yes")
    clauses = (Clause(text="已提交《甲》", value="是", truth="yes"), unmet)
    other = Clause(text="已提交《乙》", value="是", truth="yes")

    def reason(message: str) -> str:
        finding = DEFECTIVE.model_copy(update={"message": message, "reason": (*clauses, other)})
        text = render(RESULTS["correction"].model_copy(update={"findings": (finding,)}), "text")
        return next(line for line in text.splitlines() if "原因：" in line).strip()

    assert reason("《甲》须为原件；提交的是复印件。") == "原因：已提交《乙》。"
    assert reason("请更正。") == "原因：已提交《甲》；《甲》不符合要求（须为原件）；已提交《乙》。"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一")],
)
def test_headings_are_counted_in_chinese(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_the_same_result_read_back_from_json_gives_the_same_notice() -> None:
    for result in RESULTS.values():
        again = CheckResult.model_validate_json(result.model_dump_json())
        assert render(again, "text") == render(result, "text")
        assert render(again, "markdown") == render(result, "markdown")


def test_where_another_item_is_due_the_verdict_names_it() -> None:
    way = OpenWay(text="请按「茶馆登记」办理。", item="teahouse-registration")
    document = notice(RESULTS["not-required"].model_copy(update={"open_way": way, "findings": ()}))

    assert document.verdict == "结论：不需要本项许可，请按「茶馆登记」办理"
    assert document.summary[0] == "不需要申请本项许可，但应当办理另一个事项，办法见下。"
