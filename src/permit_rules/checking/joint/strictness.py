"""What one document is held to by several permits: of each kind what is strictest."""

from __future__ import annotations

from collections.abc import Iterable

from permit_rules.model.material import MaterialForm, SignMethod
from permit_rules.result import ConditionData, Requirement
from permit_rules.working_days import Period
from permit_rules.written import fold


def strictest(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Of several requirements those that no other one makes needless, in their first order."""
    wanted = tuple(dict.fromkeys(requirements))
    kept: list[Requirement] = []
    for n, one in enumerate(wanted):
        needless = any(
            covers(other, one) and (m < n or not covers(one, other))
            for m, other in enumerate(wanted)
            if m != n
        )
        if not needless:
            kept.append(one)
    return tuple(kept)


def covers(one: Requirement, other: Requirement) -> bool:
    """Whether whatever meets ``one`` meets ``other``, too, wherever that is asked."""
    if one.kind != other.kind or one.when not in (None, other.when):
        return False
    if one.text == other.text and _data(one) == _data(other):
        return True
    check = _COVERS.get(one.kind)
    return check is not None and check(one, other)


def _data(r: Requirement) -> tuple[object, ...]:
    return (r.forms, r.count, r.method, r.roster, r.beyond, r.within, r.stated, r.field, r.content)


def _forms(one: Requirement, other: Requirement) -> bool:
    return _good_as(one.forms) <= _good_as(other.forms) and (
        # An electronic one is taken for either unless the words say that it is not.
        ("不接受电子证照" in one.text) >= ("不接受电子证照" in other.text)
    )


def _good_as(forms: tuple[str, ...]) -> frozenset[str]:
    """The forms that satisfy a demand for these: an original is as good as a copy."""
    copy = MaterialForm.COPY.value in forms
    return frozenset(forms) | ({MaterialForm.ORIGINAL.value} if copy else frozenset())


def _copies(one: Requirement, other: Requirement) -> bool:
    return (one.count or 0) >= (other.count or 0)


def _signature(one: Requirement, other: Requirement) -> bool:
    if one.roster != other.roster or _signer(one) != _signer(other):
        return False
    return (
        one.method in (other.method, SignMethod.BOTH.value)
        or other.method == SignMethod.EITHER.value
    )


def _signer(r: Requirement) -> str:
    return r.text.removesuffix(r.method)


def _expiry(one: Requirement, other: Requirement) -> bool:
    if not other.beyond:
        return True
    return bool(one.beyond) and _at_least(one.beyond, other.beyond)


def _age(one: Requirement, other: Requirement) -> bool:
    return _at_least(other.within, one.within)


def _at_least(long: str, short: str) -> bool:
    """Whether one period is certainly no shorter than another."""
    one, other = Period.parse(long), Period.parse(short)
    return one.unit == other.unit and one.amount >= other.amount


def _content(one: Requirement, other: Requirement) -> bool:
    return fold(other.content) in fold(one.content)


_COVERS = {
    "form": _forms,
    "copies": _copies,
    "signature": _signature,
    "expiry": _expiry,
    "age": _age,
    "content": _content,
}


def only_where(requirement: Requirement, when: ConditionData | None, words: str) -> Requirement:
    """A requirement that is made only where a condition holds; None: always.

    ``words`` say so before it, "" where that is said beside it.
    """
    if when is None:
        return requirement
    both = when if requirement.when is None else ConditionData(all=(when, requirement.when))
    text = f"{words}，{requirement.text}" if words else requirement.text
    return requirement.model_copy(update={"when": both, "text": text})
