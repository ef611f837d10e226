"""The aspects of a material: who is asked for it, in which form, which ways lead round it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from permit_rules.checking.requirements import requirement
from permit_rules.compiling.plan import DemandPoint
from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import NEVER, Node, conjunction, negation
from permit_rules.conditions.phrases import period_words
from permit_rules.impact.aspect import Aspect, appearing, staying
from permit_rules.impact.burden import Burden, longer_is, of_standard
from permit_rules.model.material import (
    Alternative,
    AtInspection,
    Commitment,
    Demanded,
    Material,
    Necessity,
    Part,
    SharedSource,
    Stage,
    Standard,
    Tolerance,
)

_Way = TypeVar("_Way", Alternative, SharedSource)


def material_aspects(
    old: Material | None, new: Material | None, catalogue: FieldCatalogue
) -> Iterator[Aspect]:
    """The aspects of a material that are, or may be, different."""
    made = new or old
    assert made is not None
    name = f"《{made.name}》"
    yield from _asked(old, new, name)
    if old is None or new is None:
        return
    both = conjunction(_demanded(old), _demanded(new))
    yield from _paper(old, new, name, both, catalogue)
    yield from _ways_round(old, new, name, both)
    parts = {p.id: p for p in old.parts}
    others = {p.id: p for p in new.parts}
    for part_id in dict.fromkeys((*parts, *others)):
        yield from _part(old, new, parts.get(part_id), others.get(part_id), catalogue)


def _asked(old: Material | None, new: Material | None, name: str) -> Iterator[Aspect]:
    yield appearing(
        NEVER if old is None else _demanded(old),
        NEVER if new is None else _demanded(new),
        f"要交{name}",
        f"不再要交{name}",
        burden=Burden.MORE,
    )
    yield appearing(
        NEVER if old is None else _shown(old),
        NEVER if new is None else _shown(new),
        f"核查时要出示{name}",
        f"核查时不再要出示{name}",
        burden=Burden.NEITHER,
    )


def _part(
    old: Material,
    new: Material,
    part: Part | None,
    other: Part | None,
    catalogue: FieldCatalogue,
) -> Iterator[Aspect]:
    made = other or part
    assert made is not None
    name = f"《{new.name}》中的《{made.name}》"
    before = NEVER if part is None else DemandPoint(old, part).demanded
    after = NEVER if other is None else DemandPoint(new, other).demanded
    # Where the whole material comes or goes, its parts are not told once more.
    asked = conjunction(_demanded(old), _demanded(new))
    yield appearing(
        conjunction(asked, before),
        conjunction(asked, after),
        f"要交{name}",
        f"不再要交{name}",
        burden=Burden.MORE,
    )
    if part is not None and other is not None:
        yield from _paper(part, other, name, conjunction(asked, before, after), catalogue)


# ---- one paper -----------------------------------------------------------------------------------


def _paper(
    old: Demanded, new: Demanded, name: str, both: Node, catalogue: FieldCatalogue
) -> Iterator[Aspect]:
    """What a material and a part have in common: ``both`` is where both are asked for."""
    if old.each != new.each:
        said = f"{name}改为{_each(new, catalogue)}"
        yield staying(both, said, Burden.MORE if not old.each else Burden.NEITHER)
    yield from _instead(old.alternatives, new.alternatives, both, f"用《{{}}》代替{name}")
    yield from _instead(old.shared, new.shared, both, f"经{{}}核验而免交{name}")
    yield from _standards(old.standards, new.standards, name, both, catalogue)
    for alternative in new.alternatives:
        before = next((a for a in old.alternatives if a.name == alternative.name), None)
        if before is not None:
            where = conjunction(both, before.when, alternative.when)
            other = f"代替的《{alternative.name}》"
            yield from _standards(before.standards, alternative.standards, other, where, catalogue)


def _each(paper: Demanded, catalogue: FieldCatalogue) -> str:
    return f"按{catalogue.by_id(paper.each).label}逐个提交" if paper.each else "只提交一份"


def _instead(
    old: tuple[_Way, ...], new: tuple[_Way, ...], both: Node, what: str
) -> Iterator[Aspect]:
    before: dict[str, Node] = {w.name: w.when for w in old}
    after: dict[str, Node] = {w.name: w.when for w in new}
    for name in dict.fromkeys((*before, *after)):
        way = what.format(name)
        yield appearing(
            conjunction(both, before.get(name, NEVER)),
            conjunction(both, after.get(name, NEVER)),
            f"可以{way}",
            f"不能再{way}",
            burden=Burden.LESS,
        )


def _standards(
    old: tuple[Standard, ...],
    new: tuple[Standard, ...],
    name: str,
    both: Node,
    catalogue: FieldCatalogue,
) -> Iterator[Aspect]:
    before, after = list(old), list(new)
    for standard in old:
        same = next((s for s in after if _content(s) == _content(standard)), None)
        if same is not None:
            before.remove(standard)
            after.remove(same)
            yield _held(standard, same, name, both, catalogue)
    for standard in list(before):
        kin = next((s for s in after if s.code == standard.code), None)
        if kin is not None and type(kin) is type(standard):
            before.remove(standard)
            after.remove(kin)
            yield _held(standard, kin, name, both, catalogue)
            where = conjunction(both, standard.when, kin.when)
            said = f"{name}{requirement(kin, catalogue)}（原来{requirement(standard, catalogue)}）"
            yield staying(where, said, of_standard(standard, kin))
    for standard in before:
        yield _held(standard, None, name, both, catalogue)
    for standard in after:
        yield _held(None, standard, name, both, catalogue)


def _content(standard: Standard) -> Standard:
    """What a standard asks, apart from where it stands, when, on which basis, told how."""
    return replace(standard, code="", when=NEVER, notice="", basis=(), correctable_on_spot=False)


def _held(
    old: Standard | None, new: Standard | None, name: str, both: Node, catalogue: FieldCatalogue
) -> Aspect:
    """Where a paper begins, and where it ends, to be held to a standard."""
    made = new or old
    assert made is not None
    said = requirement(made, catalogue)
    return appearing(
        NEVER if old is None else conjunction(both, old.when),
        NEVER if new is None else conjunction(both, new.when),
        f"{name}{said}",
        f"{name}不再要求：{said}",
        burden=Burden.MORE,
    )


# ---- ways round it -------------------------------------------------------------------------------


def _ways_round(old: Material, new: Material, name: str, both: Node) -> Iterator[Aspect]:
    ways: tuple[tuple[Tolerance | AtInspection | Commitment | None, ...], ...] = (
        (old.tolerance, new.tolerance),
        (old.at_inspection, new.at_inspection),
        (old.commitment, new.commitment),
    )
    words = ("容缺后补", "在核查时补充", "以告知承诺代替")
    for pair, way in zip(ways, words, strict=True):
        before, after = pair
        opened = NEVER if before is None else negation(before.unless)
        opens = NEVER if after is None else negation(after.unless)
        yield appearing(
            conjunction(both, opened),
            conjunction(both, opens),
            f"{name}可以{way}",
            f"{name}不能再{way}",
            burden=Burden.LESS,
        )
        if before is not None and after is not None:
            where = conjunction(both, opened, opens)
            yield from _terms(before, after, name, way, where)


def _terms(
    old: Tolerance | AtInspection | Commitment,
    new: Tolerance | AtInspection | Commitment,
    name: str,
    way: str,
    where: Node,
) -> Iterator[Aspect]:
    if isinstance(old, Tolerance) and isinstance(new, Tolerance) and old.period != new.period:
        said = f"{name}补交期限由{period_words(old.period)}改为{period_words(new.period)}"
        yield staying(where, said, longer_is(Burden.LESS, old.period, new.period))
    if isinstance(old, Commitment) or isinstance(new, Commitment):
        return
    if old.promise_required != new.promise_required:
        needed = new.promise_required
        said = f"{name}{way}{'须' if needed else '不再须'}书面承诺"
        yield staying(where, said, Burden.MORE if needed else Burden.LESS)


def _demanded(material: Material) -> Node:
    """Where the material has to be handed in with the application."""
    if material.necessity is Necessity.OPTIONAL or material.stage is Stage.INSPECTION:
        return NEVER
    return DemandPoint(material, None).demanded


def _shown(material: Material) -> Node:
    """Where the material has to be there only when the office comes."""
    if material.necessity is Necessity.OPTIONAL or material.stage is Stage.SUBMISSION:
        return NEVER
    return DemandPoint(material, None).demanded
