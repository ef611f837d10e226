"""What a notice comes to, in a few sentences at its top, and what makes it sure."""

from __future__ import annotations

from typing import Final

from permit_rules.notices.corrections import all_on_spot, to_correct
from permit_rules.notices.document import Section
from permit_rules.notices.phrases import UNVERIFIED_MARK, validity_words
from permit_rules.result import CheckResult, FindingKind, Verdict

#: The verdicts after which the same application comes again.
AGAIN: Final = {Verdict.CORRECTION, Verdict.CANNOT_TELL}


def conclusion(result: CheckResult) -> str:
    """The verdict; where another item is due, that one by its name: else it sounds like nothing."""
    way = result.open_way
    if result.verdict is Verdict.NOT_REQUIRED and way is not None and way.item:
        return f"不需要本项许可，{way.text.rstrip('。')}"
    return result.verdict_label


def advice(result: CheckResult) -> str:
    """What the applicant does next."""
    if result.verdict is Verdict.CORRECTION:
        return correction(result)
    if result.verdict is Verdict.NOT_REQUIRED:
        if result.open_way is not None and result.open_way.item:
            return "不需要申请本项许可，但应当办理另一个事项，办法见下。"
        due = any(f.kind is FindingKind.FILING_DUE for f in result.findings)
        return "不需要申请本项许可" + ("，但应当备案或者报告，办法见下。" if due else "。")
    if result.verdict is Verdict.CANNOT_TELL:
        asked = "请补充下列信息。" if result.questions else "原因见下。"
        return f"现有信息不足以得出结论，{asked}"
    if result.verdict is Verdict.ACCEPTED:
        on_spot = "，可以当场作出决定" if result.decided_on_spot else ""
        return f"申请材料齐全、符合法定形式{on_spot}。"
    way = result.open_way
    if result.verdict is Verdict.NOT_ACCEPTED and way is not None and way.authority:
        return f"不属于本机关职权范围。{way.text}"
    return {
        Verdict.ACCEPTED_WITH_DEFERRALS: "可以先行受理，欠缺的材料请按期补交。",
        Verdict.NOT_ACCEPTED: "不予受理的原因和可以怎样办见下。",
    }[result.verdict]


def correction(result: CheckResult) -> str:
    """How many things to put right, and whether these are all."""
    number = len(to_correct(result))
    if all_on_spot(result):
        return f"需要更正{number}项，都可以当场更正；当场更正的不是补正，不计入补正次数。"
    if result.complete:
        return f"需要补正{number}项，已全部列在下面，请一次补齐。"
    asked = "，并补充下列信息" if result.questions else ""
    return f"目前能够确定需要补正的有{number}项，请一并补齐{asked}。"


def whole(result: CheckResult) -> tuple[str, ...]:
    """Whether anything may be lacking from the list, and why."""
    if result.complete:
        return ("清单完整：全部审核要点都已核对。",)
    because = "；".join(result.incomplete_because)
    return (f"清单可能不完整：{because}。" if because else "清单可能不完整。",)


def until(result: CheckResult) -> tuple[str, ...]:
    """Until when it holds, said at the top to who has to come again."""
    words = validity_words(result)
    return (f"{words}。",) if words and result.verdict in AGAIN else ()


def marks(sections: tuple[Section, ...]) -> str:
    """What the mark behind a basis means, where one stands there."""
    said = (text for s in sections for e in s.entries for d in e.details for text in d.texts)
    if not any(UNVERIFIED_MARK in text for text in said):
        return ""
    return f"标有“{UNVERIFIED_MARK}”的依据没有对照法规原文，使用前应当核对。"
