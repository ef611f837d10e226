"""How the tests read a condition from plain data: with the example catalogue and two situations."""

from __future__ import annotations

from typing import Any, Final

from permit_rules.conditions.nodes import ChoiceTest, Node, NumberTest, Order
from permit_rules.conditions.parse import ParseScope, parse_condition
from permit_rules.diagnostics import Diagnostic
from tests.conditions.catalogue import CATALOGUE, Data, tree

LARGE: Final = NumberTest("area", Order.AT_LEAST, 30000)
CANTEEN: Final = ChoiceTest("form", ("单位食堂",))
SITUATIONS: Final = {"大型热食餐饮": LARGE, "机关等单位食堂": CANTEEN}


def scope(**changes: Any) -> ParseScope:
    known: dict[str, Any] = {"catalogue": CATALOGUE, "situations": SITUATIONS, **changes}
    return ParseScope(**known)


def parse(data: Data, style: str = "plain", **changes: Any) -> tuple[Node, list[Diagnostic]]:
    node, found = parse_condition(tree(data, style), scope(**changes))
    return node, list(found)


def understood(data: Data, **changes: Any) -> Node:
    node, found = parse(data, **changes)
    # Another form than the usual one is understood, and told of elsewhere.
    assert [d for d in found if d.code != "SH324"] == [], [str(d) for d in found]
    return node


HOT, COLD = "热食类食品制售", "冷食类食品制售"
PACKED, ORGANIC = "预包装食品、散装食品销售", "有机食品"
