"""Which outcomes each prepared observation of a plan can have, whatever is handed in.

True, False, and None where it may be that nobody looked. Some have fewer than three: what was
handed in is always known, and a standard that nothing can violate is always met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from permit_rules.checking.application import SubmittedMaterial
from permit_rules.checking.standards import Surroundings, observe
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import Plan
from permit_rules.model.material import (
    CopiesStandard,
    Demanded,
    FormStandard,
    Material,
    MaterialForm,
    Paper,
    Standard,
)

#: What an observation can come out as; None: not observed.
Range: TypeAlias = "frozenset[bool | None]"

ANYTHING: Range = frozenset((True, False, None))
_KNOWN: Range = frozenset((True, False))


def observation_ranges(plan: Plan) -> Mapping[str, Range]:
    """The possible outcomes by observation key; a key that is not in it can be anything."""
    ranges: dict[str, Range] = {obs.bar(b.id): ANYTHING for b in plan.rulebook.bars}
    ranges |= {obs.authority(a.id): ANYTHING for a in plan.rulebook.authorities}
    for material in plan.rulebook.materials:
        ranges.update(_of_material(material, plan))
    return ranges


def _of_material(material: Material, plan: Plan) -> Iterator[tuple[str, Range]]:
    yield obs.deferred(material.id), _KNOWN
    if material.commitment is not None:
        yield obs.committed(material.id), _KNOWN
        yield obs.withdrawn(material.id), ANYTHING
        yield obs.FALSE_COMMITMENT, ANYTHING
    for paper in (material, *material.parts):
        scope = paper.each or material.each
        is_part = paper is not material
        # A part is not observed where the material came whole and nobody said what it consists
        # of; of the members of a roster nobody stated, nothing is known.
        yield obs.handed(paper.id), ANYTHING if is_part or scope else _KNOWN
        for alternative in paper.alternatives:
            yield obs.handed(alternative.id), ANYTHING if scope else _KNOWN
        for n, _ in enumerate(paper.shared, 1):
            yield obs.shared(paper.id, n), _KNOWN
        yield from _of_standards(paper, plan)


def _of_standards(demanded: Demanded, plan: Plan) -> Iterator[tuple[str, Range]]:
    papers: tuple[Paper, ...] = (demanded, *demanded.alternatives)
    for paper in papers:
        for standard in paper.standards:
            yield obs.standard(paper.id, standard.code), _of_standard(standard, plan)


def _of_standard(standard: Standard, plan: Plan) -> Range:
    if isinstance(standard, CopiesStandard) and standard.count <= 1:
        return frozenset((True,))
    if isinstance(standard, FormStandard):
        rulebook = plan.rulebook
        around = Surroundings(date.min, None, {}, rulebook.catalogue, rulebook.calendar)
        seen = {
            observe(standard, SubmittedMaterial(form=form), around).met for form in MaterialForm
        }
        return frozenset(seen | {None})
    return ANYTHING
