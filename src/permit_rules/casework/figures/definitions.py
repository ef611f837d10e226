"""How each figure is counted, in words that are shown with it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from permit_rules.model.casework import Figure
from permit_rules.result import FindingKind

POPULATION: Final = (
    "统计范围：办结日（作出决定、终结或者撤回之日）在期间内的办件，期间首尾两日都计入；"
    "分母不含没有办结的。"
)

DEFINITIONS: Final[Mapping[Figure, str]] = MappingProxyType(
    {
        Figure.TWO_ROUND_RATE: "发出补正告知书两次及以上的办件 ÷ 期间内办结的全部办件",
        Figure.FIVE_ROUNDS: "期间内办结、发出补正告知书五次及以上的办件数；没有办结的另列",
        Figure.FIRST_PASS_RATE: "准予而且一次补正也没有的办件 ÷ 期间内办结的全部办件",
        Figure.ON_TIME_RATE: (
            "在应当作出决定的最后一日或者以前决定的办件 ÷ 能确定该日的办件；"
            "有承诺期限的按承诺期限，不能确定的另列"
        ),
        Figure.LIMIT_COMPRESSION: (
            "1 − 承诺期限合计 ÷ 法定期限合计；只计法定期限以工作日计的，没有承诺的按法定期限计"
        ),
        Figure.TIME_COMPRESSION: (
            "1 − 实际用时合计 ÷ 法定期限合计；用时自受理次日起算，按工作日；不能计算的另列"
        ),
        Figure.LATE_NOTIFIED_CASES: "有本应在前一次告知而没有告知的内容的办件数",
        Figure.LATE_NOTIFIED_LINES: "本应在前一次告知而没有告知的内容，逐条计数",
        Figure.VOLUME: "期间内办结的办件数",
        Figure.REMOTE_VIDEO: "期间内办结、做过远程视频核查的办件数",
        Figure.NOT_ACCEPTED: "期间内不予受理的办件数",
        Figure.COMPLAINTS: "期间内办结的办件收到的投诉、咨询次数",
        Figure.SHARED_MATERIALS: "因共享核验免予提交的材料份数，按最后一次提交计",
        Figure.JOINT_FIELDS: (
            "1 − 合并申请填报的信息项数 ÷ 同样的许可分别申请的项数之和；"
            "只计各项许可都已办结的合并申请，下同"
        ),
        Figure.JOINT_PAPERS: "1 − 合并申请提交的材料份数 ÷ 同样的许可分别申请的份数之和",
        Figure.JOINT_LIMITS: (
            "1 − 合并申请的时限合计 ÷ 各项许可的法定时限之和；合并的同时起算，取最长的一项，"
            "要等候的接着算，有承诺的按承诺；不以工作日计的不计入，另列"
        ),
        Figure.JOINT_AT_ONCE: "各项许可都准予而且一次补正也没有的合并申请 ÷ 全部合并申请",
        Figure.JOINT_RETURNED: "合并申请中不予受理的许可 ÷ 合并申请的全部许可",
    }
)

_STANDARDS: Final = {
    "form": "材料形式",
    "copies": "份数",
    "signature": "签章",
    "expiry": "有效期",
    "age": "出具时间",
    "agree": "内容相符",
    "content": "必备内容",
}


def reason_words(code: str) -> str:
    """The code of a finding in words: 缺少材料, 材料不符合要求（有效期）; any other as it is."""
    kind, _, standard = code.partition("/")
    label = next((k.label for k in FindingKind if k.value == kind), None)
    if label is None:
        return code or "（没有写明）"
    return f"{label}（{_STANDARDS.get(standard, standard)}）" if standard else label
