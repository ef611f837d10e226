"""One thing that applies to some applications and not to others, before and after a change.

A paper is asked for, may be replaced, may follow later; a demand is not met; another verdict is
given. So every change of a point is a difference between two conditions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from permit_rules.conditions.nodes import NEVER, Node, conjunction, negation
from permit_rules.impact.burden import Burden


class Direction(str, Enum):
    """What becomes of a kind of application."""

    MORE = "more"
    LESS = "less"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Turn:
    """The applications for which something turns: where they are, in which way, and in words.

    ``said`` ends a sentence that begins with the kind of application: …的，要交《方案》.
    """

    where: Node
    direction: Direction
    burden: Burden
    said: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of a point: where it held before and holds after, and what turns.

    Where none of the turns takes in any application, nothing changed.
    """

    old: Node
    new: Node
    turns: tuple[Turn, ...]


def appearing(
    old: Node,
    new: Node,
    begins: str,
    ends: str,
    *,
    burden: Burden,
    asks: bool = True,
) -> Aspect:
    """An aspect that begins to hold for some applications and ends for others.

    ``burden`` is what holding means to applicants; ``asks`` False: it is another verdict, way or
    time rather than something more or less to do.
    """
    return Aspect(
        old,
        new,
        (
            Turn(conjunction(new, negation(old)), _direction(burden, asks), burden, begins),
            Turn(
                conjunction(old, negation(new)),
                _direction(burden.reverse, asks),
                burden.reverse,
                ends,
            ),
        ),
    )


def staying(where: Node, said: str, burden: Burden, *, asks: bool = True) -> Aspect:
    """An aspect that is another one than before for all to whom it applies."""
    return Aspect(NEVER, where, (Turn(where, _direction(burden, asks), burden, said),))


def _direction(burden: Burden, asks: bool) -> Direction:
    if not asks or burden is Burden.NEITHER:
        return Direction.OTHER
    return Direction.MORE if burden is Burden.MORE else Direction.LESS
