"""What an office wants to enter into a case, and the rules do not let it."""

from __future__ import annotations

from permit_rules.errors import PermitRulesError


class CaseworkRefused(PermitRulesError, ValueError):
    """An entry, a draw or an archive cannot be made as asked.

    ``reasons`` holds everything that stands in the way, in English, each with what to do.
    """

    def __init__(self, what: str, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__(f"{what}: " + "; ".join(reasons))
