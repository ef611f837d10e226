"""Conditions as data, so that a notice can be followed without knowing the rules."""

from __future__ import annotations

from decimal import Decimal

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Observed,
    StatedTest,
)
from permit_rules.conditions.wording import sentence
from permit_rules.result import ConditionData

_HOLDING = {Holding.ANY: "any_of", Holding.ALL: "all_of", Holding.ONLY: "only"}


def condition_data(node: Node, catalogue: FieldCatalogue) -> ConditionData:
    """A condition as data; named situations are written out."""
    if isinstance(node, Named):
        return condition_data(node.part, catalogue)
    if isinstance(node, Not):
        return ConditionData(negated=condition_data(node.part, catalogue))
    if isinstance(node, All):
        return ConditionData(all=tuple(condition_data(p, catalogue) for p in node.parts))
    if isinstance(node, AnyOf):
        return ConditionData(any=tuple(condition_data(p, catalogue) for p in node.parts))
    text = sentence(node, catalogue)
    if isinstance(node, NumberTest):
        amount = Decimal(node.value).scaleb(-catalogue.by_id(node.field).decimals)
        return ConditionData(
            field=node.field, operator=node.order.value, values=(format(amount, "f"),), text=text
        )
    if isinstance(node, ChoiceTest):
        return ConditionData(field=node.field, operator="one_of", values=node.values, text=text)
    if isinstance(node, ChoicesTest):
        return ConditionData(
            field=node.field, operator=_HOLDING[node.holding], values=node.values, text=text
        )
    if isinstance(node, DateTest):
        literal = node.day.literal if node.day.period is None else None
        day = literal.isoformat() if literal else text
        return ConditionData(field=node.field, operator=node.order.value, values=(day,), text=text)
    if isinstance(node, StatedTest):
        return ConditionData(field=node.field, operator="stated", text=text)
    assert isinstance(node, Observed)
    return ConditionData(field=node.key, operator="observed", text=text)
