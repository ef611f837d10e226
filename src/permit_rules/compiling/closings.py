"""What closes the ways that an applicant may choose in place of a paper, of handing it in now, or
of being inspected before the permit is issued.

Beside what a rule says by itself (不适用) this is law for all of them: whoever is on a list of
serious dishonesty can neither commit himself, nor hand in later or at the inspection, nor have the
permit issued first; a false commitment closes every further one until it is repaired, a withdrawn
one that on the same material (国办发〔2020〕42号). Nothing may follow later where a main material
is missing or defective, and nothing at an inspection that does not take place. So no rule can open
a way again.
"""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.compiling import observations as obs
from permit_rules.conditions.fields import SERIOUS_DISHONESTY_ID, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    NEVER,
    ChoiceTest,
    Node,
    Observed,
    conjunction,
    disjunction,
    negation,
)
from permit_rules.model.material import Material
from permit_rules.model.rulebook import Rulebook


def closings(rulebook: Rulebook) -> Iterator[tuple[str, Node]]:
    """What closes each way that a rule offers; its name is ``tolerance/M6``, ``inspection/M6``,
    ``commitment/M7``, ``permit_first/K1``."""
    gate = dishonest(rulebook.catalogue)
    visited = inspected(rulebook)
    for material in rulebook.materials:
        for kind, closed in (
            ("tolerance", _later_closed(material, gate)),
            ("inspection", _at_inspection_closed(material, gate, visited)),
            ("commitment", _commitment_closed(material, gate)),
        ):
            if closed is not None:
                yield f"{kind}/{material.id}", closed
    for way in rulebook.permits_first:
        yield f"permit_first/{way.id}", disjunction(negation(way.when), way.unless, gate)


def dishonest(catalogue: FieldCatalogue) -> Node:
    """That the applicant is on a list of serious dishonesty; never, where no field says so."""
    found = catalogue.find(SERIOUS_DISHONESTY_ID)
    if found is None or found.type is not FieldType.YES_NO:
        return NEVER
    return ChoiceTest(found.id, ("是",))


def inspected(rulebook: Rulebook) -> Node:
    """That the office looks at the place, there or by video, before it decides (核查方式)."""
    visits = (i.when for i in rulebook.inspections if i.mode.visits)
    spared = (i.when for i in rulebook.inspections if i.mode.spares)
    gate = dishonest(rulebook.catalogue)
    first = (
        conjunction(w.when, negation(disjunction(w.unless, gate))) for w in rulebook.permits_first
    )
    issued_first = conjunction(Observed(obs.PERMIT_FIRST), disjunction(*first))
    return conjunction(disjunction(*visits), negation(disjunction(*spared, issued_first)))


def _later_closed(material: Material, gate: Node) -> Node | None:
    """Where the material may not be handed in later; None: the rule does not offer it."""
    if material.tolerance is None:
        return None
    return disjunction(material.tolerance.unless, gate, Observed(obs.MAIN_LACKING))


def _at_inspection_closed(material: Material, gate: Node, visited: Node) -> Node | None:
    """Where the material may not be handed in at the inspection; None: that is not offered."""
    if material.at_inspection is None:
        return None
    unless = material.at_inspection.unless
    return disjunction(unless, gate, negation(visited), Observed(obs.MAIN_LACKING))


def _commitment_closed(material: Material, gate: Node) -> Node | None:
    """Where no commitment may stand for the material; None: the rule does not offer it."""
    if material.commitment is None:
        return None
    return disjunction(
        material.commitment.unless,
        gate,
        Observed(obs.FALSE_COMMITMENT),
        Observed(obs.withdrawn(material.id)),
    )
