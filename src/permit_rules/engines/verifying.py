"""Two engines at once: the first answers, the second confirms, and a difference is a fault."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from permit_rules.conditions.facts import Facts
from permit_rules.engines.protocol import Engine, Hits
from permit_rules.errors import EngineFault


@dataclass(frozen=True, slots=True)
class VerifyingEngine:
    """Answers with ``engine`` after ``witness`` was asked the same and said the same."""

    engine: Engine
    witness: Engine
    name: str

    def run(
        self, scope: str, facts: Facts, *, both: bool = False, only: Collection[int] | None = None
    ) -> Hits:
        """As :meth:`permit_rules.engines.protocol.Engine.run`, with both halves always asked.

        Raises:
            EngineFault: the two engines do not agree, or one of them failed.
        """
        hits = self._asked(self.engine, scope, facts, only)
        other = self._asked(self.witness, scope, facts, only)
        if hits != other:
            differing = sorted((hits.holds ^ other.holds) | (hits.fails ^ other.fails))
            raise EngineFault(f"the two engines disagree on {self.name}, conditions {differing}")
        return hits

    def _asked(
        self, engine: Engine, scope: str, facts: Facts, only: Collection[int] | None
    ) -> Hits:
        try:
            return engine.run(scope, facts, both=True, only=only)
        except EngineFault:
            raise
        except Exception as error:
            shown = f"{type(error).__name__}: {error}"
            raise EngineFault(f"an engine failed on {self.name}: {shown}") from error

    def close(self) -> None:
        """Close both."""
        self.engine.close()
        self.witness.close()
