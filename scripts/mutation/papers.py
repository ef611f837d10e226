"""A material → every material that differs from it by one mistake, parts and standards included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TypeVar

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import NEVER, Node
from permit_rules.model.material import (
    AgeStandard,
    AgreementStandard,
    Alternative,
    Commitment,
    CopiesStandard,
    Demanded,
    ExpiryStandard,
    FormStandard,
    Material,
    MaterialForm,
    Necessity,
    Paper,
    Part,
    SharedSource,
    SignatureStandard,
    SignMethod,
    Stage,
    Standard,
    Tolerance,
)
from permit_rules.working_days import Period, PeriodUnit
from scripts.mutation.conditions import Change, ConditionChanger, other_periods
from scripts.mutation.kinds import Kind

T = TypeVar("T")
_Demanded = TypeVar("_Demanded", bound=Demanded)
_Paper = TypeVar("_Paper", bound=Paper)
_Conditional = TypeVar("_Conditional", Alternative, SharedSource, Standard)

DROPPED = "（删去）"


@dataclass(frozen=True, slots=True)
class PaperChanger:
    """Changes materials; their conditions are changed by ``conditions``."""

    conditions: ConditionChanger

    def changes(self, material: Material) -> Iterator[Change[Material]]:
        """Every change of a material but that it is left out altogether."""

        def with_parts(parts: tuple[Part, ...]) -> Material:
            return replace(material, parts=parts)

        yield from self._demanded(material)
        for part, others, in_place in each(material.parts):
            dropped = with_parts(others)
            yield Change(Kind.PART_DROPPED, part.id, part.name, DROPPED, dropped, False)
            for found in self._demanded(part):
                yield found.put(in_place).put(with_parts, part.id)
        yield from self._other_place(material)
        if material.tolerance is not None:
            for tolerated in self._tolerance(material.tolerance):
                yield tolerated.put(lambda t: replace(material, tolerance=t), "容缺")
        if material.commitment is not None:
            for committed in self._commitment(material.commitment):
                yield committed.put(lambda c: replace(material, commitment=c), "告知承诺")

    # ---- materials and parts -----------------------------------------------------------------

    def _demanded(self, paper: _Demanded) -> Iterator[Change[_Demanded]]:
        for found in self.conditions.changes("需要", paper.when):
            yield found.put(lambda node: replace(paper, when=node))
        for found in self.conditions.changes("不适用", paper.unless, NEVER):
            yield found.put(lambda node: replace(paper, unless=node))
        yield from self._standards(paper)
        yield from self._alternatives(paper)
        yield from self._sources(paper)

    def _alternatives(self, paper: _Demanded) -> Iterator[Change[_Demanded]]:
        def with_papers(papers: tuple[Alternative, ...]) -> _Demanded:
            return replace(paper, alternatives=papers)

        for one, others, in_place in each(paper.alternatives):
            dropped = with_papers(others)
            yield Change(Kind.INSTEAD_DROPPED, "可替代", one.name, DROPPED, dropped, False)
            for found in self.conditions.changes("当", one.when):
                changed = found.put(partial(_with_when, one))
                yield changed.put(in_place).put(with_papers, one.id)
            for other in self._standards(one):
                yield other.put(in_place).put(with_papers, one.id)

    def _sources(self, paper: _Demanded) -> Iterator[Change[_Demanded]]:
        def with_sources(sources: tuple[SharedSource, ...]) -> _Demanded:
            return replace(paper, shared=sources)

        for one, others, in_place in each(paper.shared):
            dropped = with_sources(others)
            yield Change(Kind.INSTEAD_DROPPED, "共享核验", one.name, DROPPED, dropped, False)
            for found in self.conditions.changes("当", one.when):
                changed = found.put(partial(_with_when, one))
                yield changed.put(in_place).put(with_sources, f"共享核验 {one.name}")

    def _other_place(self, material: Material) -> Iterator[Change[Material]]:
        """Wanted at another stage, and wanted or not."""
        need, stage = material.necessity, material.stage
        other_need = next(n for n in Necessity if n is not need)
        other_stage = next(s for s in Stage if s is not stage)
        needed = replace(material, necessity=other_need)
        staged = replace(material, stage=other_stage)
        yield Change(Kind.NECESSITY, "必要性", need.value, other_need.value, needed, False)
        yield Change(Kind.STAGE, "提交阶段", stage.value, other_stage.value, staged, False)

    def _tolerance(self, tolerance: Tolerance) -> Iterator[Change[Tolerance | None]]:
        def kept(changed: Tolerance) -> Tolerance | None:
            return changed

        yield Change(Kind.TOLERANCE, "", "容缺", DROPPED, None, False)
        asked = tolerance.promise_required
        turned = replace(tolerance, promise_required=not asked)
        words = {True: "是", False: "否"}
        yield Change(Kind.TOLERANCE, "书面承诺", words[asked], words[not asked], turned, False)
        for found in self.conditions.changes("不适用", tolerance.unless, NEVER):
            yield found.put(lambda node: replace(tolerance, unless=node)).put(kept)

    def _commitment(self, commitment: Commitment) -> Iterator[Change[Commitment | None]]:
        def kept(changed: Commitment) -> Commitment | None:
            return changed

        yield Change(Kind.COMMITMENT, "", "告知承诺", DROPPED, None, False)
        for found in self.conditions.changes("不适用", commitment.unless, NEVER):
            yield found.put(lambda node: replace(commitment, unless=node)).put(kept)

    # ---- standards ---------------------------------------------------------------------------

    def _standards(self, paper: _Paper) -> Iterator[Change[_Paper]]:
        def with_standards(standards: tuple[Standard, ...]) -> _Paper:
            return replace(paper, standards=standards)

        for one, others, in_place in each(paper.standards):
            dropped = with_standards(others)
            name = f"{paper.id}/{one.code}"
            yield Change(Kind.STANDARD_DROPPED, "", name, DROPPED, dropped, False)
            for found in self.conditions.changes("当", one.when):
                changed = found.put(partial(_with_when, one))
                yield changed.put(in_place).put(with_standards, one.code)
            for other in _other_standards(one, self.conditions.catalogue):
                yield other.put(in_place).put(with_standards, one.code)


def each(all: Sequence[T]) -> Iterator[tuple[T, tuple[T, ...], Callable[[T], tuple[T, ...]]]]:
    """Each element in turn, the others, and how a changed one is put back in its place."""
    for n, one in enumerate(all):
        before, behind = tuple(all[:n]), tuple(all[n + 1 :])
        yield one, before + behind, partial(_between, before, behind)


def _between(before: tuple[T, ...], behind: tuple[T, ...], changed: T) -> tuple[T, ...]:
    return (*before, changed, *behind)


def _with_when(conditional: _Conditional, when: Node) -> _Conditional:
    return replace(conditional, when=when)


# ---- what a standard asks for --------------------------------------------------------------------


def _other_standards(standard: Standard, catalogue: FieldCatalogue) -> Iterator[Change[Standard]]:
    """The standard asking for something else; one that asks for words alone is not changed."""
    for kind, before, after, changed in _asking_else(standard, catalogue):
        yield Change(kind, "", before, after, changed, False, (standard, changed))


def _asking_else(
    standard: Standard, catalogue: FieldCatalogue
) -> Iterator[tuple[Kind, str, str, Standard]]:
    if isinstance(standard, FormStandard):
        before = "、".join(f.value for f in standard.forms)
        for forms in _other_forms(standard.forms):
            after = "、".join(f.value for f in forms)
            yield Kind.FORM, before, after, replace(standard, forms=forms)
    elif isinstance(standard, CopiesStandard):
        for count in (standard.count - 1, standard.count + 1)[standard.count == 1 :]:
            yield Kind.COPIES, f"{standard.count} 份", f"{count} 份", replace(standard, count=count)
    elif isinstance(standard, SignatureStandard):
        for method in SignMethod if not standard.roster else ():
            if method is standard.method:
                continue
            yield (
                Kind.SIGNATURE,
                standard.method.value,
                method.value,
                replace(standard, method=method),
            )
    elif isinstance(standard, ExpiryStandard):
        for beyond in _other_reserves(standard.beyond):
            before, after = _still_valid(standard.beyond), _still_valid(beyond)
            yield Kind.VALIDITY, before, after, replace(standard, beyond=beyond)
    elif isinstance(standard, AgeStandard):
        for _, within in other_periods(standard.within):
            changed = replace(standard, within=within)
            yield Kind.VALIDITY, str(standard.within), str(within), changed
    elif isinstance(standard, AgreementStandard):
        yield from _other_fields(standard, catalogue)


def _other_fields(
    standard: AgreementStandard, catalogue: FieldCatalogue
) -> Iterator[tuple[Kind, str, str, Standard]]:
    """The same paper compared with the first other field of the same type."""
    own = catalogue.by_id(standard.field)
    alike = (f for f in catalogue.fields if f.type is own.type and f.id != own.id)
    for other in islice(alike, 1):
        yield Kind.AGREEMENT, own.label, other.label, replace(standard, field=other.id)


def _other_forms(forms: tuple[MaterialForm, ...]) -> Iterator[tuple[MaterialForm, ...]]:
    """Each form changed to one that is not asked for, and each in turn left out."""
    others = [f for f in MaterialForm if f not in forms]
    for _, rest, in_place in each(forms):
        yield from map(in_place, others)
        if rest:
            yield rest


def _other_reserves(beyond: Period | None) -> Iterator[Period | None]:
    """收件日有效 asks for no day beyond receipt."""
    if beyond is None:
        yield Period(1, PeriodUnit.DAY)
        return
    yield from (period for _, period in other_periods(beyond))


def _still_valid(beyond: Period | None) -> str:
    return f"收件日后 {beyond} 仍有效" if beyond else "收件日有效"
