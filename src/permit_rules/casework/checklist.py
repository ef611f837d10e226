"""What the inspectors will look at, told to the applicant before the visit (勘前指导).

The list holds what a check left to people, what has to be there when they come, and the
conditions whose truth they verify: nothing that the rules do not ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.inspection import InspectionPlan, InspectionWay
from permit_rules.checking.explain import cited
from permit_rules.conditions.wording import sentence
from permit_rules.model.material import ManualStandard, Material, Paper, Stage
from permit_rules.model.review_point import ReviewClass, ReviewCondition
from permit_rules.model.rulebook import Rulebook
from permit_rules.result import Basis, CheckResult, Clause, PointResult, PointStatus, Way
from permit_rules.written.inert import inert_markdown, one_line
from permit_rules.written.numerals import ordinal


class ChecklistGroup(str, Enum):
    """What an entry of the list is: to be shown, to be handed in, or looked at."""

    SHOW = "核查时出示的材料"
    SUPPLY = "核查时补交的材料"
    MANUAL = "由核查人员查看的要点"
    CONDITIONS = "核实是否与申请一致的条件"


_ORDER: Final = tuple(ChecklistGroup)


class ChecklistEntry(BaseModel):
    """One thing to prepare. ``point`` is its review point, ``text`` what it asks, ``instance`` the
    roster member it is about; ``stated`` the clauses of the application it is compared with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: ChecklistGroup
    point: str
    name: str
    text: str
    instance: str = ""
    stated: tuple[Clause, ...] = ()
    basis: tuple[Basis, ...] = ()


class Checklist(BaseModel):
    """The list for one application, with how it will be inspected."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = 1
    plan: InspectionPlan
    handling_item: str = ""
    applicant: str = ""
    entries: tuple[ChecklistEntry, ...] = ()

    @property
    def points(self) -> frozenset[str]:
        """The review points on the list."""
        return frozenset(e.point for e in self.entries)

    def of(self, group: ChecklistGroup) -> tuple[ChecklistEntry, ...]:
        """The entries of one group, in the order of the rules."""
        return tuple(e for e in self.entries if e.group is group)


def make_checklist(plan: InspectionPlan, result: CheckResult, book: Rulebook) -> Checklist:
    """What to prepare for the inspection of the application that ``result`` answers.

    ``book`` is the rulebook it was checked with. Points that do not apply are not on the list.

    Raises:
        ValueError: plan, result and rulebook are not about the same item and day.
    """
    about = {(plan.item, plan.on), (result.item, result.received_on), (book.item.id, plan.on)}
    if len(about) > 1:
        raise ValueError("the plan, the result and the rulebook are about different applications")
    subjects = dict(_subjects(book))
    entries = [
        entry
        for point in result.points
        if (subject := subjects.get(point.point)) is not None
        for entry in _entries(point, subject, book)
    ]
    return Checklist(
        plan=plan,
        handling_item=result.handling_item,
        applicant=result.applicant,
        entries=tuple(sorted(entries, key=lambda e: _ORDER.index(e.group))),
    )


_Subject = ReviewCondition | tuple[Material, Paper] | tuple[Material, Paper, ManualStandard]


def _subjects(book: Rulebook) -> Iterator[tuple[str, _Subject]]:
    """What the points of a rulebook are about, by id: those an inspection may concern."""
    item = book.item.id
    for condition in book.conditions:
        yield f"{item}/{condition.id}", condition
    for material in book.materials:
        for paper in (material, *material.parts):
            yield f"{item}/{paper.id}", (material, paper)
            for owner in (paper, *paper.alternatives):
                for standard in owner.standards:
                    if isinstance(standard, ManualStandard):
                        yield f"{item}/{owner.id}/{standard.code}", (material, owner, standard)


def _entries(point: PointResult, subject: _Subject, book: Rulebook) -> Iterator[ChecklistEntry]:
    outcomes = (
        [(i.instance, i.status, i.way, i.reason) for i in point.instances]
        if point.instances
        else [("", point.status, point.way, point.reason)]
    )
    for instance, status, way, reason in outcomes:
        found = _asked(subject, status, way, book)
        if found is not None:
            group, text, basis = found
            yield ChecklistEntry(
                group=group,
                point=point.point,
                name=point.name,
                text=text,
                instance=instance,
                stated=reason if group is ChecklistGroup.CONDITIONS else (),
                basis=basis,
            )


def _asked(
    subject: _Subject, status: PointStatus, way: Way | None, book: Rulebook
) -> tuple[ChecklistGroup, str, tuple[Basis, ...]] | None:
    if status is PointStatus.NOT_APPLICABLE:
        return None
    if isinstance(subject, ReviewCondition):
        return _condition(subject, status, book)
    material, paper, *standard = subject
    if standard:
        basis = standard[0].basis or material.basis
        text = f"《{paper.name}》{standard[0].text}"
        return (ChecklistGroup.MANUAL, text, cited(basis)) if status is PointStatus.MANUAL else None
    basis = getattr(paper, "basis", ()) or material.basis
    name = f"《{material.name}》" + (f"中的《{paper.name}》" if paper is not material else "")
    if way in (Way.DEFERRED, Way.AT_INSPECTION):
        return ChecklistGroup.SUPPLY, f"补交{name}", cited(basis)
    if material.stage is Stage.INSPECTION:
        return ChecklistGroup.SHOW, f"出示{name}", cited(basis)
    return None


def _condition(
    subject: ReviewCondition, status: PointStatus, book: Rulebook
) -> tuple[ChecklistGroup, str, tuple[Basis, ...]] | None:
    if subject.must is None:
        manual = status is PointStatus.MANUAL
        return (ChecklistGroup.MANUAL, subject.manual, cited(subject.basis)) if manual else None
    if subject.review_class is not ReviewClass.SUBSTANTIVE:
        return None
    return ChecklistGroup.CONDITIONS, sentence(subject.must, book.catalogue), cited(subject.basis)


# ---- in words ----------------------------------------------------------------------------------


def checklist_text(made: Checklist) -> str:
    """The list as plain text for the applicant, ending in a line break."""
    lines = [f"现场核查准备清单：{one_line(made.plan.item_name)}", *map(one_line, _head(made))]
    for number, (group, entries) in enumerate(_filled(made), 1):
        lines += ["", f"{ordinal(number)}、{group.value}（{len(entries)}项）"]
        for n, entry in enumerate(entries, 1):
            first, *more = map(one_line, _words(entry))
            lines += [f"{n}. {first}", *(f"   {line}" for line in more)]
    return "".join(f"{line}\n" for line in lines)


def checklist_markdown(made: Checklist) -> str:
    """The list as Markdown, in which everything an applicant typed is inert."""
    lines = [f"# 现场核查准备清单：{inert_markdown(made.plan.item_name)}"]
    for line in _head(made):
        lines += ["", inert_markdown(line)]
    for number, (group, entries) in enumerate(_filled(made), 1):
        lines += ["", f"## {ordinal(number)}、{group.value}", ""]
        for n, entry in enumerate(entries, 1):
            first, *more = map(inert_markdown, _words(entry))
            lines += [f"{n}. {first}", *(f"   - {line}" for line in more)]
    return "".join(f"{line}\n" for line in lines)


def _filled(made: Checklist) -> list[tuple[ChecklistGroup, tuple[ChecklistEntry, ...]]]:
    return [(g, made.of(g)) for g in _ORDER if made.of(g)]


def _head(made: Checklist) -> Iterator[str]:
    plan = made.plan
    if made.applicant:
        yield f"申请人：{made.applicant}"
    if made.handling_item:
        yield f"业务办理项：{made.handling_item}"
    yield f"核查：{plan.need.value}" + (f"（{plan.because}）" if plan.because else "")
    for way in plan.ways:
        yield f"方式：{_way_words(way)}"
    for way in plan.possible:
        yield f"若{way.condition or '不属于以上情形'}：{_way_words(way)}"
    if plan.asks:
        yield f"还没有填写：{'、'.join(plan.asks)}"
    if plan.later_check is not None:
        yield f"{plan.later_check.step}：{plan.later_check.statutory}内，{plan.later_check.note}"
    if not made.entries:
        yield "没有需要另外准备的内容。"


def _way_words(way: InspectionWay) -> str:
    within = f"，{way.within}内" if way.within else ""
    fixable = "，能现场整改的允许现场整改" if way.fixable_on_site else ""
    note = f"（{way.note}）" if way.note else ""
    return f"{way.mode.value}{within}{fixable}{note}"


def _words(entry: ChecklistEntry) -> Iterator[str]:
    yield f"{entry.text}（{entry.instance}）" if entry.instance else entry.text
    if entry.stated:
        # The clauses speak of the opposite of what is required: here only their values count.
        yield "申请写明：" + "；".join(dict.fromkeys(c.value for c in entry.stated))
    if entry.basis:
        yield "依据：" + "；".join(f"{b.words}（{b.grade}）" for b in entry.basis)
