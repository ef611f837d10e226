"""The period that figures are about: both of its edges belong to it."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, model_validator


class Span(BaseModel):
    """From ``since`` through ``through``, both included; None: open at that end.

    Raises:
        ValueError: it would end before it begins.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: date | None = None
    through: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Span:
        if self.since and self.through and self.through < self.since:
            raise ValueError(f"the period ends on {self.through}, before {self.since}")
        return self

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.since is None or self.since <= day) and (
            self.through is None or day <= self.through
        )

    @property
    def words(self) -> str:
        """2025-01-01至2025-12-31（含首尾两日）."""
        if self.since is None and self.through is None:
            return "全部"
        first = self.since.isoformat() if self.since else "最早"
        last = self.through.isoformat() if self.through else "最晚"
        return f"{first}至{last}（含首尾两日）"
