"""What somebody might build with zen-engine and pydantic: validated JSON in, a verdict out.

The same work as :mod:`benchmarks.by_hand` and the same preparation in Python; the conditions are
one program of zen-engine (GoRules; Rust), each distinct one once and in three values, and pydantic
validates what the rules know of an application, types, values and keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, cast

import zen
from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import NotRequired, TypedDict

import permit_rules as pr
from benchmarks.by_hand import ByHand, Conditions, Values, tested
from benchmarks.traffic import ITEM, PLACE
from permit_rules.conditions.fields import Field as Declared
from permit_rules.conditions.fields import FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Order,
)
from permit_rules.resolving import catalogue_of
from permit_rules.working_days import Calendar

_STRICT = ConfigDict(extra="forbid")
_OUTCOMES = (False, True, None)
_SIGNS = {Order.AT_LEAST: ">=", Order.ABOVE: ">", Order.AT_MOST: "<=", Order.BELOW: "<"}
_SIGNS |= {Order.EQUAL: "==", Order.NOT_EQUAL: "!="}


class ZenConditions(Conditions):
    """The distinct conditions of a plan as one program; an outcome is looked up by its number."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        self._numbers: dict[Node, int] = {}
        self._facts: dict[str, tuple[str, Callable[[Values], Any]]] = {}
        self._run: Callable[[Values], list[int]] | None = None

    def add(self, node: Node) -> Callable[[Any], bool | None]:
        number = self._numbers.setdefault(node, len(self._numbers))
        return lambda outcomes: _OUTCOMES[int(outcomes[number])]

    def decided(self, seen: Values) -> list[int]:
        if self._run is None:
            parts = [
                f"({self._half(n, True)} ? 1 : {self._half(n, False)} ? 0 : 2)"
                for n in self._numbers
            ]
            self._run = zen.compile_expression(f"[{','.join(parts)}]").evaluate
        return self._run({name: read(seen) for name, read in self._facts.values()})

    def _half(self, node: Node, holds: bool) -> str:
        """Whether a condition certainly holds, or with ``holds`` False certainly fails."""
        if isinstance(node, Named):
            return self._half(node.part, holds)
        if isinstance(node, Not):
            return self._half(node.part, not holds)
        if isinstance(node, (All, AnyOf)):
            every = isinstance(node, All) == holds
            if not node.parts:
                return "true" if every else "false"
            return (
                f"({(' and ' if every else ' or ').join(self._half(p, holds) for p in node.parts)})"
            )
        return self._test(node, holds)

    def _test(self, node: Any, holds: bool) -> str:
        if isinstance(node, (NumberTest, ChoiceTest, ChoicesTest)):
            field = node.field
            name = self._fact(field, lambda seen: _plain(seen.get(field)))
            test = _compared(node, name)
            return f"({name} != null and {test if holds else f'(not {test})'})"
        # Papers, days and what is stated at all are looked at in Python, once.
        asks = tested(node, self.calendar)
        name = self._fact(repr(node), asks)
        return f"({name} == {'true' if holds else 'false'})"

    def _fact(self, key: str, read: Callable[[Values], Any]) -> str:
        return self._facts.setdefault(key, (f"x{len(self._facts)}", read))[0]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, frozenset) else value


def _compared(node: NumberTest | ChoiceTest | ChoicesTest, name: str) -> str:
    if isinstance(node, NumberTest):
        return f"({name} {_SIGNS[node.order]} {node.value})"
    values = ", ".join(f"'{value}'" for value in node.values)
    if isinstance(node, ChoiceTest):
        return f"({name} in [{values}])"
    return {
        Holding.ANY: f"some({name}, # in [{values}])",
        Holding.ALL: f"all([{values}], # in {name})",
        Holding.ONLY: f"(len({name}) > 0 and all({name}, # in [{values}]))",
    }[node.holding]


class WithZen(ByHand):
    """One item at one place, any day."""

    conditions = ZenConditions

    def __init__(self, library: pr.Library) -> None:
        super().__init__(library)
        item = library.item_for(ITEM, PLACE)
        assert item is not None
        self._validate = _reader(catalogue_of(library, item))

    def read(self, text: bytes) -> Values:
        return self._validate(text)


def _reader(catalogue: FieldCatalogue) -> Callable[[bytes], Values]:
    """What reads and validates an application: no other keys, every value of its type."""
    facts = {name: NotRequired[_type(f)] for f in catalogue.fields for name in f.names}
    part = {
        "name": str,
        "form": NotRequired[Literal["原件", "复印件", "电子"]],
        "copies": NotRequired[Annotated[int, Field(ge=0)]],
        "signed": NotRequired[bool],
        "sealed": NotRequired[bool],
        "expires_on": NotRequired[Annotated[str, Field(pattern=r"^(\d{4}-\d\d-\d\d|长期)$")]],
        "states": NotRequired[dict[str, str | int]],
        "contents": NotRequired[list[str]],
    }
    paper = {**part, "parts": NotRequired[list[_strict("part", part)]]}
    record = {"reason": str, "decided_on": _Day}
    bars = NotRequired[list[_strict("bar", record)]]
    applicant = {"name": str, "kind": str, "uscc": str, "address": str, "bars": bars}
    whole = {
        "item": str,
        "place": str,
        "received_on": _Day,
        "channel": Literal["online", "paper"],
        "applicant": _strict("applicant", applicant),
        "persons": list[_strict("person", {"name": str, "role": str, "bars": bars})],
        "facts": _strict("facts", facts),
        "materials": list[_strict("paper", paper)],
        "shared": list[str],
    }
    return cast("Callable[[bytes], Values]", TypeAdapter(_strict("whole", whole)).validate_json)


_Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]


def _strict(name: str, kinds: dict[str, Any]) -> Any:
    return with_config(_STRICT)(TypedDict(name, kinds))  # type: ignore[misc]


def _type(field: Declared) -> Any:
    if field.type is FieldType.NUMBER:
        return Annotated[str, Field(pattern=r"^\d+\D*$")]
    if field.type is FieldType.YES_NO:
        return Literal["是", "否"]
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        values = Literal[tuple(c.name for c in field.choices)]
        return values if field.type is FieldType.CHOICE else list[values]
    return _Day if field.type is FieldType.DATE else str
