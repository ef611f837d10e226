"""A payload for several permits, read twice: typed, and as it was written.

What is typed says which permits are applied for; the shares are made of what was written, so that
whatever is wrong with it is found again where it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from permit_rules.checking.joint.application import JointApplication
from permit_rules.checking.payload import Payload, Refused, plain_payload, read_as
from permit_rules.conditions.fields import Field, FieldCatalogue
from permit_rules.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class JointRead:
    """One payload. ``written`` are plain values, what cannot be used among them as Refused."""

    application: JointApplication
    written: Mapping[str, Any]
    diagnostics: tuple[Diagnostic, ...]
    damaged: frozenset[str]
    readable: bool = True

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts as written, those that are for one permit alone among them."""
        return mapping(self.written.get("facts"))

    @property
    def common(self) -> Mapping[str, Any]:
        """The facts that are for every permit."""
        return {k: v for k, v in self.facts.items() if "/" not in k}

    @property
    def materials(self) -> tuple[Any, ...]:
        """The papers as written, in their order."""
        return entries(self.written.get("materials"))

    def lost(self, path: str) -> bool:
        """Whether what stood at a path, or what it was in, could not be used."""
        above = path
        while above:
            if above in self.damaged:
                return True
            cut = max(above.rfind("."), above.rfind("["))
            above = above[:cut] if cut > 0 else ""
        return False


def read_joint(payload: Payload) -> JointRead:
    """A payload for several permits; nothing is raised, and nothing lost without being named."""
    written = plain_payload(payload)
    read = read_as(payload if written is None else written, JointApplication)
    return JointRead(
        read.application or JointApplication(),
        written or {},
        read.diagnostics,
        read.damaged,
        readable=written is not None and read.application is not None,
    )


def mapping(written: object) -> Mapping[str, Any]:
    """What stands there if it is an object, else nothing."""
    return written if isinstance(written, Mapping) else {}


def entries(written: object) -> tuple[Any, ...]:
    """What stands there if it is a list, else nothing."""
    return tuple(written) if isinstance(written, (list, tuple)) else ()


def text_at(written: object, key: str) -> str:
    """A text in an object, read as a payload reads it; "" where there is none."""
    value = mapping(written).get(key)
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, (Refused, bool)):
        return ""
    return str(value).strip() if isinstance(value, (str, int, Decimal, float)) else ""


def blank(value: object) -> bool:
    """Whether nothing is stated by this."""
    return value is None or (
        isinstance(value, str) and not isinstance(value, Refused) and not value.strip()
    )


def at_path(written: Mapping[str, Any], path: str) -> Any:
    """What stands at a dotted path (``applicant.name``); None: nothing."""
    node: Any = written
    for step in path.split("."):
        node = node.get(step) if isinstance(node, Mapping) else None
    return node


def stated_fields(
    written: Mapping[str, Any], facts: Mapping[str, Any], catalogue: FieldCatalogue
) -> Iterator[tuple[Field, Any, str]]:
    """Every field that is stated, with what stands there and its path."""
    for key, value in facts.items():
        found = catalogue.find(key)
        if found is not None and not blank(value):
            yield found, value, f"facts.{key}"
    for found in catalogue.fields:
        if found.taken_from:
            value = at_path(written, found.taken_from)
            if not blank(value):
                yield found, value, found.taken_from
