"""What closes the ways that an applicant may choose in place of a paper, or of handing it in now.

Beside what a rule says by itself (不适用) this is law for all of them: whoever is on a list of
serious dishonesty can neither commit himself nor hand in later; a false commitment closes every
further one until it is repaired, a withdrawn one that on the same material (国办发〔2020〕42号).
So no rule can open it again.
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
    disjunction,
)
from permit_rules.model.material import Material


def closings(
    materials: tuple[Material, ...], catalogue: FieldCatalogue
) -> Iterator[tuple[str, Node]]:
    """What closes each way that a rule offers; its name is ``tolerance/M6``, ``commitment/M7``."""
    for material in materials:
        for kind, closed in (
            ("tolerance", _later_closed(material, catalogue)),
            ("commitment", _commitment_closed(material, catalogue)),
        ):
            if closed is not None:
                yield f"{kind}/{material.id}", closed


def dishonest(catalogue: FieldCatalogue) -> Node:
    """That the applicant is on a list of serious dishonesty; never, where no field says so."""
    found = catalogue.find(SERIOUS_DISHONESTY_ID)
    if found is None or found.type is not FieldType.YES_NO:
        return NEVER
    return ChoiceTest(found.id, ("是",))


def _later_closed(material: Material, catalogue: FieldCatalogue) -> Node | None:
    """Where the material may not be handed in later; None: the rule does not offer it."""
    if material.tolerance is None:
        return None
    return disjunction(material.tolerance.unless, dishonest(catalogue))


def _commitment_closed(material: Material, catalogue: FieldCatalogue) -> Node | None:
    """Where no commitment may stand for the material; None: the rule does not offer it."""
    if material.commitment is None:
        return None
    return disjunction(
        material.commitment.unless,
        dishonest(catalogue),
        Observed(obs.FALSE_COMMITMENT),
        Observed(obs.withdrawn(material.id)),
    )
