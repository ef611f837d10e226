"""The aspects of every kind of point, and of what the rules say about the item as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar, cast

from permit_rules.conditions.fields import HANDLING_ITEM_ID, RECEIVED_ON, FieldCatalogue
from permit_rules.conditions.nodes import (
    NEVER,
    ChoiceTest,
    DateTest,
    Day,
    Node,
    Order,
    conjunction,
    negation,
)
from permit_rules.conditions.phrases import limit_words, period_words
from permit_rules.guides.points import bar_words, outcome_words
from permit_rules.impact.aspect import Aspect, appearing, staying
from permit_rules.impact.burden import Burden, longer_is, of_limit, of_outcome, of_set
from permit_rules.impact.paper_aspects import material_aspects
from permit_rules.model.arrangements import (
    Arrangement,
    Authority,
    CatchAll,
    Inspection,
    LicenceTerm,
    PermitFirst,
    Reform,
)
from permit_rules.model.item import Item
from permit_rules.model.material import Material
from permit_rules.model.review_point import (
    Applicability,
    Bar,
    Effect,
    LateEffect,
    RenewalWindow,
    ReviewCondition,
)
from permit_rules.model.time_limit import TimeLimit

T = TypeVar("T")
#: How hard it is to be late, from the mildest.
_LATE: Final = (
    LateEffect.STILL_ACCEPTED,
    LateEffect.ACCEPTED_SUSPENDED,
    LateEffect.NOT_ACCEPTED,
)


def aspects_of(old: object, new: object, catalogue: FieldCatalogue) -> Iterator[Aspect]:
    """The aspects of a point that are, or may be, different; None: there is no such point."""
    made = old if new is None else new
    if isinstance(made, Material):
        yield from material_aspects(_of(Material, old), _of(Material, new), catalogue)
    elif isinstance(made, ReviewCondition):
        yield from _condition(_of(ReviewCondition, old), _of(ReviewCondition, new))
    elif isinstance(made, Applicability):
        yield from _gate(_of(Applicability, old), _of(Applicability, new))
    elif isinstance(made, Bar):
        yield from _bar(_of(Bar, old), _of(Bar, new))
    elif isinstance(made, RenewalWindow):
        yield from _window(_of(RenewalWindow, old), _of(RenewalWindow, new))
    elif isinstance(made, TimeLimit):
        yield from _limit(_of(TimeLimit, old), _of(TimeLimit, new))
    elif isinstance(made, PermitFirst):
        yield from _permit_first(_of(PermitFirst, old), _of(PermitFirst, new))
    elif isinstance(made, (Authority, LicenceTerm, Inspection, Reform, CatchAll)):
        yield from _arrangement(old, new)


def on_spot(old: Item, new: Item) -> Aspect:
    """Where the item is decided on the spot."""
    return appearing(
        old.decided_on_spot,
        new.decided_on_spot,
        "当场决定",
        "不再当场决定",
        burden=Burden.LESS,
        asks=False,
    )


def situation(old: object, new: object) -> Iterator[Aspect]:
    """Where a named situation holds, as far as both sides have it."""
    if old is not None and new is not None:
        before, after = cast(Node, old), cast(Node, new)
        yield appearing(before, after, "属于", "不再属于", burden=Burden.NEITHER)


def _of(kind: type[T], value: object) -> T | None:
    assert value is None or isinstance(value, kind)
    return value


# ---- conditions ----------------------------------------------------------------------------------


def _condition(old: ReviewCondition | None, new: ReviewCondition | None) -> Iterator[Aspect]:
    made = new or old
    assert made is not None
    name = f"{made.id}“{made.name}”"
    yield appearing(
        _violated(old),
        _violated(new),
        f"不符合{name}",
        f"不再因{name}不符",
        burden=Burden.MORE,
    )
    yield appearing(
        _violated(old, warned=True),
        _violated(new, warned=True),
        f"提示{name}",
        f"不再提示{name}",
        burden=Burden.NEITHER,
    )
    yield appearing(
        _by_hand(old),
        _by_hand(new),
        f"由人核验{name}",
        f"不再由人核验{name}",
        burden=Burden.NEITHER,
    )
    if old is None or new is None:
        return
    both = conjunction(_violated(old), _violated(new))
    if old.effect is not new.effect:
        burden = {Effect.REFUSAL: Burden.MORE}.get(new.effect, Burden.NEITHER)
        burden = Burden.LESS if old.effect is Effect.REFUSAL else burden
        said = f"{name}不符的结果由“{old.effect.value}”改为“{new.effect.value}”"
        yield staying(both, said, burden, asks=False)
    if old.each != new.each:
        said = f"{name}改为{'逐个核对' if new.each else '不再逐个核对'}"
        yield staying(both, said, Burden.NEITHER)


def _violated(point: ReviewCondition | None, warned: bool = False) -> Node:
    """Where the point ends in a finding, or with ``warned`` in a warning."""
    if point is None or point.must is None or (point.effect is Effect.WARNING) is not warned:
        return NEVER
    return conjunction(point.when, negation(point.must))


def _by_hand(point: ReviewCondition | None) -> Node:
    return NEVER if point is None or point.must is not None else point.when


# ---- gates, bars, windows ------------------------------------------------------------------------


def _gate(old: Applicability | None, new: Applicability | None) -> Iterator[Aspect]:
    made = new or old
    assert made is not None
    what = f"{made.id}“{made.name}”，结论“{outcome_words(made)}”"
    before = NEVER if old is None else old.when
    after = NEVER if new is None else new.when
    yield appearing(
        before, after, f"属于{what}", f"不再属于{what}", burden=of_outcome(made), asks=False
    )
    if old is not None and new is not None and _leads(old) != _leads(new):
        burden = of_outcome(new) if of_outcome(new) is not of_outcome(old) else Burden.NEITHER
        said = f"{made.id}的结论由“{outcome_words(old)}”改为“{outcome_words(new)}”"
        yield staying(conjunction(before, after), said, burden, asks=False)


def _leads(gate: Applicability) -> tuple[object, ...]:
    return (gate.outcome, gate.handling_item, gate.target)


def _bar(old: Bar | None, new: Bar | None) -> Iterator[Aspect]:
    made = new or old
    assert made is not None
    yield appearing(
        NEVER if old is None else old.when,
        NEVER if new is None else new.when,
        f"{bar_words(made)}不得申请（{made.id}）",
        f"不再因{made.id}“{made.name}”不得申请",
        burden=Burden.MORE,
        asks=False,
    )
    if old is None or new is None:
        return
    both = conjunction(old.when, new.when)
    if old.period != new.period:
        said = f"{made.id}的禁止期由{period_words(old.period)}改为{period_words(new.period)}"
        yield staying(both, said, longer_is(Burden.MORE, old.period, new.period), asks=False)
    if (old.reasons, old.roles, old.item_only, old.target) != (
        new.reasons,
        new.roles,
        new.item_only,
        new.target,
    ):
        found = {
            of_set(old.reasons, new.reasons, Burden.MORE),
            of_set({0} if old.item_only else {0, 1}, {0} if new.item_only else {0, 1}, Burden.MORE),
        } - {Burden.NEITHER}
        known = len(found) == 1 and (old.roles, old.target) == (new.roles, new.target)
        said = f"{made.id}改为：{bar_words(new)}不得申请"
        yield staying(both, said, found.pop() if known else Burden.NEITHER, asks=False)
    if old.effect is not new.effect:
        said = f"{made.id}的结果由“{old.effect.value}”改为“{new.effect.value}”"
        yield staying(both, said, Burden.NEITHER, asks=False)


def _window(old: RenewalWindow | None, new: RenewalWindow | None) -> Iterator[Aspect]:
    made = new or old
    assert made is not None
    item = made.handling_item
    yield appearing(
        _early(old), _early(new), f"{item}申请太早", f"{item}申请不再算太早", burden=Burden.MORE,
        asks=False,
    )  # fmt: skip
    late = f"{item}申请已迟（{made.late.value}）"
    yield appearing(
        _late(old), _late(new), late, f"{item}申请不再算迟",
        burden=Burden.NEITHER if made.late is LateEffect.STILL_ACCEPTED else Burden.MORE,
        asks=False,
    )  # fmt: skip
    if old is None or new is None:
        return
    if old.late is not new.late:
        said = f"迟到的后果由“{old.late.value}”改为“{new.late.value}”"
        harder = _LATE.index(new.late) > _LATE.index(old.late)
        where = conjunction(_late(old), _late(new))
        yield staying(where, said, Burden.MORE if harder else Burden.LESS, asks=False)
    if old.afterwards != new.afterwards:
        said = f"届满后由按{old.afterwards}改为按{new.afterwards}"
        where = conjunction(_governed(old), _received(Order.ABOVE, Day(field=old.expiry)))
        yield staying(where, said, Burden.NEITHER, asks=False)


def _governed(window: RenewalWindow) -> Node:
    return ChoiceTest(HANDLING_ITEM_ID, (window.handling_item,))


def _early(window: RenewalWindow | None) -> Node:
    if window is None or window.opens is None:
        return NEVER
    opens = Day(field=window.expiry, period=window.opens, before=True)
    return conjunction(_governed(window), _received(Order.BELOW, opens))


def _late(window: RenewalWindow | None) -> Node:
    if window is None:
        return NEVER
    closes = Day(field=window.expiry, period=window.closes, before=True)
    expiry = Day(field=window.expiry)
    return conjunction(
        _governed(window), _received(Order.ABOVE, closes), _received(Order.AT_MOST, expiry)
    )


def _received(order: Order, day: Day) -> DateTest:
    return DateTest(RECEIVED_ON.id, order, day)


# ---- arrangements --------------------------------------------------------------------------------


def _limit(old: TimeLimit | None, new: TimeLimit | None) -> Iterator[Aspect]:
    made = new or old
    assert made is not None
    before = NEVER if old is None else old.when
    after = NEVER if new is None else new.when
    yield appearing(
        before, after, f"“{made.step}”的时限是{_told(made)}", f"不再适用“{made.step}”的时限",
        burden=Burden.NEITHER, asks=False,
    )  # fmt: skip
    if old is None or new is None:
        return
    if (old.statutory, old.committed) != (new.statutory, new.committed):
        said = f"“{made.step}”的时限由{_told(old)}改为{_told(new)}"
        yield staying(conjunction(before, after), said, of_limit(old, new), asks=False)


def _told(limit: TimeLimit) -> str:
    committed = f"、承诺{limit_words(limit.committed)}" if limit.committed else ""
    return f"法定{limit_words(limit.statutory)}{committed}"


def _permit_first(old: PermitFirst | None, new: PermitFirst | None) -> Iterator[Aspect]:
    yield appearing(
        NEVER if old is None else conjunction(old.when, negation(old.unless)),
        NEVER if new is None else conjunction(new.when, negation(new.unless)),
        "可以先证后核",
        "不能再先证后核",
        burden=Burden.LESS,
        asks=False,
    )


def _arrangement(old: object, new: object) -> Iterator[Aspect]:
    before = old if isinstance(old, Arrangement) else None
    after = new if isinstance(new, Arrangement) else None
    made = after or before
    assert made is not None
    yield appearing(
        NEVER if before is None else before.when,
        NEVER if after is None else after.when,
        f"适用{made.id}“{made.words}”",
        f"不再适用{made.id}“{made.words}”",
        burden=Burden.NEITHER,
        asks=False,
    )
    if before is not None and after is not None and before.words != after.words:
        said = f"{made.id}由“{before.words}”改为“{after.words}”"
        where = conjunction(before.when, after.when)
        yield staying(where, said, _weight(before, after), asks=False)


def _weight(old: object, new: object) -> Burden:
    if isinstance(old, LicenceTerm) and isinstance(new, LicenceTerm):
        if old.period is None or new.period is None:
            return Burden.MORE if old.period is None else Burden.LESS
        return longer_is(Burden.LESS, old.period, new.period)
    if isinstance(old, Inspection) and isinstance(new, Inspection) and old.mode is new.mode:
        if old.fixable_on_site != new.fixable_on_site:
            return Burden.LESS if new.fixable_on_site else Burden.MORE
        return longer_is(Burden.MORE, old.period, new.period)
    return Burden.NEITHER
