"""The kinds of mistakes that are planted, one change each."""

from __future__ import annotations

from enum import Enum


class Kind(str, Enum):
    """What one planted mistake does; the value stands in the report."""

    ORDER = "comparison turned round (≥ ↔ <, > ↔ ≤)"
    BOUND = "bound in or out (≥ ↔ >, ≤ ↔ <)"
    THRESHOLD = "threshold moved by one finest unit"
    YES_NO = "是 ↔ 否"
    NEGATED = "含 ↔ 不含, = ↔ ≠, 已填 ↔ 未填"
    HOLDING = "只含 ↔ 含, 含任一 ↔ 含全部"
    VALUE = "a value changed to another declared one"
    VALUE_DROPPED = "a value dropped from a list"
    CLAUSE_DROPPED = "one of several tests dropped"
    LINE_DROPPED = "one of several alternative lines dropped"
    CONDITION_DROPPED = "a whole condition dropped (需要, 当, 应当, 情形)"
    EXEMPTION_DROPPED = "an exemption dropped (不适用)"
    DAYS = "a count of days changed by one, or counted the other way"
    UNIT = "工作日 ↔ 日"
    DATE = "a date moved by a day (规则起始, 施行日期, 失效日期)"
    BEFORE = "此前: 未知 ↔ 无此要求"
    GATE_DROPPED = "a gate dropped (适用判定)"
    OUTCOME = "outcome of a gate changed (结果, 转为)"
    POINT_DROPPED = "a material, condition, bar or window dropped"
    PART_DROPPED = "a part dropped"
    STANDARD_DROPPED = "a standard dropped"
    INSTEAD_DROPPED = "an alternative or a shared source dropped"
    FORM = "材料形式 changed"
    COPIES = "份数 changed by one"
    SIGNATURE = "方式 of a signature changed"
    VALIDITY = "有效期 or 出具时限 moved by a day"
    AGREEMENT = "相符 with another field"
    NECESSITY = "必要 ↔ 非必要"
    STAGE = "提交时 ↔ 核查时"
    TOLERANCE = "容缺 dropped, 书面承诺 turned round"
    COMMITMENT = "告知承诺 dropped"
    EFFECT = "效果 or 迟到 changed"
    BAR_PERIOD = "a bar's 期限 changed by one"
    BAR_REACH = "a bar's 对象, 职务, 事由 or 范围 changed"
