"""The offices of a simulated year and the staff numbers of those who work there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from permit_rules.casework.events import Post
from permit_rules.casework.simulate.chance import Chance

_AT_POST: Final = {
    Post.ACCEPTANCE: 4,
    Post.REVIEW: 3,
    Post.INSPECTION: 4,
    Post.ISSUANCE: 2,
}


@dataclass(frozen=True, slots=True)
class Office:
    """A window of the made-up centre; ``number`` counts from 1.

    The offices differ: ``carelessness`` multiplies how often one leaves lines out of a notice.
    """

    number: int
    carelessness: float

    @property
    def name(self) -> str:
        """示例政务服务中心3号受理点."""
        return f"示例政务服务中心{self.number}号受理点"

    def someone(self, post: Post, chance: Chance) -> str:
        """The staff number of one who works at a post."""
        return self._number(post, chance.below(_AT_POST[post]))

    def two(self, post: Post, chance: Chance) -> tuple[str, str]:
        """Two different persons of a post."""
        first, second = chance.some(range(_AT_POST[post]), 2)
        return self._number(post, first), self._number(post, second)

    def _number(self, post: Post, who: int) -> str:
        return f"{self.number:02}{list(Post).index(post) + 1}{who + 1:02}"


def offices(number: int) -> tuple[Office, ...]:
    """So many offices, the later ones the more careless."""
    return tuple(Office(n, 2 * n / (number + 1)) for n in range(1, number + 1))
