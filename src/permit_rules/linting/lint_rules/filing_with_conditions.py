"""备案里混进了许可的条件：办理备案时，也会适用「实质审查」的要点。

为什么：备案提交材料即办结，不得变相许可；严禁以备案、登记、注册、目录、年检等形式变相设许可
（优化营商环境条例第三十九条）。所以「实质审查」的要点，除了只是提示的以外，只能用于许可的业务办理项。
「当」没有排除备案的，就算会适用：写明业务办理项的，看写的是哪几项；没有写的，各项都会适用。

错误示例：
  业务办理项: [{名称: 新办, 类别: 许可}, {名称: 备案, 类别: 备案}]
  审核要点:
  - {编号: S1, 类别: 实质审查, 名称: 不占人行道, 应当: {占用人行道: 否}, 依据: 办法 第七条}

正确示例：
  业务办理项: [{名称: 新办, 类别: 许可}, {名称: 备案, 类别: 备案}]
  审核要点:
  - 编号: S1
    类别: 实质审查
    名称: 不占人行道
    当: {业务办理项: 新办}
    应当: {占用人行道: 否}
    依据: 办法 第七条
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.conditions.truth import Truth, truth
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import statements_in
from permit_rules.model.item import HandlingKind, Item
from permit_rules.model.library import Library
from permit_rules.model.review_point import Effect, ReviewClass, ReviewCondition

CODE: Final = "SH655"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Conditions of substance, more than warnings, that can apply to a filing."""
    for item, _, statements in statements_in(library):
        for dated in statements.conditions:
            for version in dated.versions:
                condition = version.value
                filings = _filings(item, condition, library) if _binds(condition) else []
                if filings:
                    yield Diagnostic(
                        code=CODE,
                        subject=f"{item.id}/{condition.id}",
                        where=version.where,
                        message=f"办理{'、'.join(filings)}时也会适用实质审查的要点"
                        f"「{condition.name}」，备案不得附许可的条件",
                        help="请在「当」里写明只用于哪些许可的业务办理项；只是提醒的，"
                        "改成「效果: 提示」",
                    )


def _binds(condition: ReviewCondition) -> bool:
    substantive = condition.review_class is ReviewClass.SUBSTANTIVE
    return substantive and condition.effect is not Effect.WARNING


def _filings(item: Item, condition: ReviewCondition, library: Library) -> list[str]:
    """The filings for which the condition is not ruled out, whatever else is stated."""
    return [
        handling.name
        for handling in item.handling_items
        if handling.kind is HandlingKind.FILING
        and truth(condition.when, Facts({HANDLING_ITEM_ID: handling.name}), library.calendar)
        is not Truth.NO
    ]
