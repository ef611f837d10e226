"""Descriptions: together exactly the cells, alone as short as can be."""

from __future__ import annotations

from hypothesis import given, settings

from permit_rules.conditions.nodes import Node, conjunction, negation
from permit_rules.impact.cover import MOST, Kind, cover
from permit_rules.impact.space import Space, space_of
from tests.conditions.catalogue import CATALOGUE
from tests.impact.test_space import spaces


@given(spaces())
@settings(max_examples=40)
def test_the_kinds_take_in_all_the_cells_and_no_other(made: tuple[Space, Node, Node]) -> None:
    space, one, other = made
    wanted = space.holds(conjunction(one, negation(other)))
    found = cover(space, wanted)
    assert found.whole
    assert _union(found.kinds) == wanted
    assert found == cover(space, wanted)


@given(spaces())
@settings(max_examples=40)
def test_no_kind_and_of_no_kind_a_clause_can_be_left_out(made: tuple[Space, Node, Node]) -> None:
    space, one, other = made
    wanted = space.holds(conjunction(one, negation(other)))
    kinds = cover(space, wanted).kinds
    for number, kind in enumerate(kinds):
        assert _union((*kinds[:number], *kinds[number + 1 :])) != wanted
        for axis, described in enumerate(space.axes):
            if len(kind.places[axis]) < described.size:
                every = frozenset(range(described.size))
                wider = Kind(space, (*kind.places[:axis], every, *kind.places[axis + 1 :]))
                assert wider.cells & ~wanted


@given(spaces())
@settings(max_examples=40)
def test_the_words_of_a_kind_mean_its_cells(made: tuple[Space, Node, Node]) -> None:
    space, one, other = made
    wanted = space.holds(conjunction(one, negation(other)))
    for kind in cover(space, wanted).kinds:
        # Seen from outside: in the cells of everything that it and the conditions ask.
        both = space_of((one, other, kind.node), CATALOGUE)
        assert not both.holds(kind.node) & ~both.holds(conjunction(one, negation(other)))
    told = [kind.node for kind in cover(space, wanted).kinds]
    whole = space_of((one, other, *told), CATALOGUE)
    taken = 0
    for node in told:
        taken |= whole.holds(node)
    assert taken == whole.holds(conjunction(one, negation(other)))


def test_more_kinds_than_are_told_are_said_to_be_more() -> None:
    space = _alternating()
    wanted = sum(1 << cell for cell in range(0, space.count, 2))
    found = cover(space, wanted)
    assert found.whole
    assert len(found.kinds) == 1
    scattered = sum(1 << cell for cell in range(space.count) if bin(cell).count("1") % 2)
    found = cover(space, scattered)
    assert not found.whole
    assert len(found.kinds) == MOST
    assert not _union(found.kinds) & ~scattered


def _alternating() -> Space:
    from permit_rules.conditions.nodes import Observed

    return space_of([Observed(f"k{n}") for n in range(8)], CATALOGUE)


def _union(kinds: tuple[Kind, ...]) -> int:
    found = 0
    for kind in kinds:
        found |= kind.cells
    return found
