"""Opening an engine by name; nothing of the Rete extension is loaded before."""

from __future__ import annotations

from typing import Literal

from permit_rules.compiling.questions import EnginePlan
from permit_rules.engines.protocol import Engine
from permit_rules.engines.reference import open_reference
from permit_rules.engines.rete_cells import Cells
from permit_rules.engines.verifying import VerifyingEngine

EngineName = Literal["durable", "reference"]


def open_engine(
    plan: EnginePlan,
    *,
    engine: EngineName = "durable",
    verify: bool = False,
    cells: Cells | None = None,
) -> Engine:
    """Open a plan: ``"durable"`` with durable-rules, ``"reference"`` in plain Python.

    With ``verify`` the other engine is asked the same each time. ``cells`` keeps what the
    rulesets of durable-rules answered; None: nothing is kept.

    Raises:
        EngineUnavailable: the durable-rules extension cannot be imported.
        EngineLimit: the plan cannot be given to the engine.
    """
    if engine not in ("durable", "reference"):
        raise ValueError(f"engine is 'durable' or 'reference', not {engine!r}")
    if engine == "reference" and not verify:
        return open_reference(plan)
    from permit_rules.engines.durable_rules import open_durable

    durable, reference = open_durable(plan, cells), open_reference(plan)
    if not verify:
        return durable
    first, second = (durable, reference) if engine == "durable" else (reference, durable)
    return VerifyingEngine(first, second, plan.name)


def require_extension() -> None:
    """Import the durable-rules extension, so that its absence is told early.

    Raises:
        EngineUnavailable: it cannot be imported; the message says how to build it.
    """
    from permit_rules.engines.durable_rules import load_extension

    load_extension()
