"""A share as the two counts it comes from: exact until it is shown."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

#: What is shown for a share of nothing.
CANNOT_TELL: Final = "无法计算"


class Ratio(BaseModel):
    """``numerator`` of ``denominator``; with a denominator of 0 nothing can be told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numerator: int = 0
    denominator: int = Field(default=0, ge=0)

    @classmethod
    def of(cls, part: Fraction, whole: Fraction) -> Ratio:
        """Two sums, of half days perhaps, as whole numbers in the same proportion."""
        scale = lcm(part.denominator, whole.denominator)
        return cls(numerator=int(part * scale), denominator=int(whole * scale))

    @property
    def value(self) -> Fraction | None:
        """The share itself; None where it is one of nothing."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def percent(self) -> str:
        """5%, 33.33% or 无法计算; with 约 before it where it had to be rounded."""
        share = self.value
        if share is None:
            return CANNOT_TELL
        hundredths = share * 10_000
        shown = int(abs(hundredths) + Fraction(1, 2))
        sign = "-" if share < 0 and shown else ""
        text = f"{shown // 100}.{shown % 100:02}".rstrip("0").rstrip(".")
        return f"{'' if hundredths.denominator == 1 else '约'}{sign}{text}%"

    @property
    def words(self) -> str:
        """5%（5/100）: the share with the counts it comes from."""
        return f"{self.percent}（{self.numerator}/{self.denominator}）"
