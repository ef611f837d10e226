"""Which permits a business needs, why, and what is left to ask: a BusinessPlan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from permit_rules.checking.condition_data import condition_data
from permit_rules.checking.explain import cited
from permit_rules.checking.joint.business import Business, BusinessRules, Filled
from permit_rules.checking.questions import field_question
from permit_rules.conditions.nodes import Node, fields_of, tests_of
from permit_rules.conditions.truth import Truth
from permit_rules.conditions.wording import clauses, sentence, value_words
from permit_rules.joint_result import BusinessPlan, Elsewhere, Inferred, PermitNeeded
from permit_rules.model.bundle import Bundle, Need
from permit_rules.result import Clause, ConditionData, Question

_TRUTH_WORDS = {Truth.YES: "yes", Truth.NO: "no", Truth.CANNOT_TELL: "cannot_tell"}


@dataclass(frozen=True, slots=True)
class NeedFound:
    """A permit that is needed, or may be, in one of the ways there are.

    ``when`` is what is left of the condition where it hangs on something unstated, else None.
    """

    need: Need
    when: Node | None


@dataclass(frozen=True, slots=True)
class Planner:
    """Says what follows for one business at one place."""

    rules: BusinessRules
    business: Business
    place: str

    def found(self) -> tuple[NeedFound, ...]:
        """The permits that are needed or may be, in the order of the rule files.

        Where it is open in which way an item is needed, each way that is possible.
        """
        return tuple(f for item in self._items() for f in self._of_item(item))

    def _items(self) -> tuple[str, ...]:
        needed = dict.fromkeys(n.item for n in self.rules.rules.needs)
        return tuple(i for i in needed if self.rules.library.item_for(i, self.place) is not None)

    def _of_item(self, item: str) -> Iterator[NeedFound]:
        for need in self.rules.rules.needs:
            truth = self.business.truth(need.when) if need.item == item else Truth.NO
            if truth is Truth.CANNOT_TELL:
                yield NeedFound(need, self.left(need.when))
            elif truth is Truth.YES:
                yield NeedFound(need, None)
                return

    def left(self, when: Node) -> Node:
        """What is left of an open condition."""
        return self.rules.left(when, self.business.facts)

    def open_fields(self, when: Node) -> tuple[str, ...]:
        """The fields that what is left of a condition reads and that are not stated."""
        read = (f for t in tests_of(when) for f in fields_of(t))
        return tuple(dict.fromkeys(f for f in read if f not in self.business.facts.values))

    def data(self, when: Node) -> ConditionData:
        """A condition as data."""
        return condition_data(when, self.rules.catalogue)

    def words(self, when: Node) -> str:
        """A condition in words."""
        return sentence(when, self.rules.catalogue)

    def why(self, when: Node) -> tuple[Clause, ...]:
        """The clauses that made a condition what it is."""
        rules = self.rules
        found = clauses(when, self.business.facts, rules.catalogue, rules.library.calendar)
        return tuple(Clause(text=c.text, value=c.value, truth=_TRUTH_WORDS[c.truth]) for c in found)

    def needed(self, found: NeedFound) -> PermitNeeded:
        """What is told of a permit that is needed, or may be."""
        return self._told(found.need, certain=found.when is None,
                          when=None if found.when is None else self.data(found.when))  # fmt: skip

    def _told(self, need: Need, *, certain: bool, when: ConditionData | None) -> PermitNeeded:
        item = self.rules.library.item_for(need.item, self.place)
        return PermitNeeded(
            need=need.id,
            item=need.item,
            item_name=item.name if item else need.item,
            handling_item=need.handling_item,
            certain=certain,
            reason=self.why(need.when),
            when=when,
            basis=cited(need.basis),
            note=need.note,
        )

    def not_needed(self) -> Iterator[PermitNeeded]:
        """The permits of which it is certain that they are not needed, and why."""
        wanted = {f.need.item for f in self.found()}
        for item in self._items():
            if item not in wanted:
                need = next(n for n in self.rules.rules.needs if n.item == item)
                yield self._told(need, certain=True, when=None)

    def elsewhere(self) -> Iterator[Elsewhere]:
        """The matters of other offices that are, or may be, to be dealt with."""
        for each in self.rules.rules.elsewhere:
            truth = self.business.truth(each.when)
            if truth is not Truth.NO:
                yield Elsewhere(
                    need=each.id,
                    name=each.name,
                    department=each.department,
                    certain=truth is Truth.YES,
                    reason=self.why(each.when),
                    basis=cited(each.basis),
                    note=each.note,
                )

    def questions(self) -> tuple[Question, ...]:
        """What is left to ask, each field once, with the needs that wait for it."""
        waiting: dict[str, list[str]] = {}
        open_ = [(f.need.id, f.when) for f in self.found() if f.when is not None]
        for each in self.rules.rules.elsewhere:
            if self.business.truth(each.when) is Truth.CANNOT_TELL:
                open_.append((each.id, self.left(each.when)))
        for need, left in open_:
            for field_id in self.open_fields(left):
                waiting.setdefault(field_id, []).append(need_point(need))
        return tuple(
            field_question(self.rules.catalogue.by_id(f)).model_copy(
                update={"points": tuple(dict.fromkeys(points))}
            )
            for f, points in waiting.items()
        )


def need_point(need: str) -> str:
    """What a need is called where review points are named: bundles/F1."""
    return f"bundles/{need}"


def business_plan(
    planner: Planner, bundle: Bundle | None, filled: Sequence[Filled], digest: str
) -> BusinessPlan:
    """Everything that is said of a business; ``filled`` is what nobody wrote."""
    catalogue, values = planner.rules.catalogue, planner.business.facts.values
    shown = {}
    for field_id, value in values.items():
        try:
            asked = catalogue.by_id(field_id)
        except KeyError:
            continue
        shown[asked.label] = value_words(asked, value)
    return BusinessPlan(
        bundle=bundle.id if bundle else "",
        bundle_name=bundle.name if bundle else "",
        place=planner.place,
        permits=tuple(map(planner.needed, planner.found())),
        not_needed=tuple(planner.not_needed()),
        elsewhere=tuple(planner.elsewhere()),
        questions=planner.questions(),
        facts=dict(sorted(shown.items())),
        inferred=tuple(
            Inferred(
                field=f.field.id,
                label=f.field.label,
                value=value_words(f.field, values[f.field.id]),
                reason=f.reason or f.source,
                by=f.by,
            )
            for f in filled
            if f.field.id in values
        ),
        digest=digest,
    )
