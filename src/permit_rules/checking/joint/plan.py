"""Which permits a business needs, from its facts alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from permit_rules.checking.joint.business import BusinessRulesAt
from permit_rules.checking.joint.planning import business_plan
from permit_rules.checking.joint.reading import read_joint
from permit_rules.checking.joint.taking_apart import Taker
from permit_rules.checking.single import SingleChecker, told
from permit_rules.engines.opening import EngineName, require_extension
from permit_rules.joint_result import BusinessPlan
from permit_rules.model.library import Library
from permit_rules.resolving import require_bundle, require_place


def plan(
    library: Library,
    facts: Mapping[str, Any],
    *,
    place: str = "",
    bundle: str = "",
    on: date | None = None,
    verify: bool = False,
    engine: EngineName = "durable",
) -> BusinessPlan:
    """Which permits a business needs, why, and what is left to ask.

    Args:
        library: what :func:`permit_rules.load` returned.
        facts: what the business states, by the names of fields, written as people write it.
        place: the division code, "" for the nation.
        bundle: the id of the bundle that the business is, "" for none.
        on: the day on which it applies, for conditions that compare with it; None: not known.
        verify: ask the reference engine too, and refuse to answer when the two differ.
        engine: as for :class:`permit_rules.Checker`.

    Raises:
        UnknownPlace: the place is no division code and has no name in the library.
        UnknownBundle: the library has no bundle of that id.
        EngineUnavailable: the durable-rules extension cannot be imported.
        EngineFault: the engine failed.
    """
    place = require_place(library, place)
    if bundle:
        require_bundle(library, bundle, None)
    if engine == "durable":
        require_extension()
    rules = BusinessRulesAt(library, engine=engine, verify=verify)
    single = SingleChecker(library, engine=engine, verify=verify)
    payload: dict[str, Any] = {"place": place, "bundle": bundle, "facts": facts, "permits": []}
    if on is not None:
        payload["received_on"] = on
    try:
        apart = Taker(single, rules, None, place, bundle).apart(read_joint(payload))
        made = business_plan(apart.planner, apart.bundle, apart.filled, library.digest)
        return made.model_copy(update={"payload": told(tuple(apart.diagnostics))})
    finally:
        rules.close()
