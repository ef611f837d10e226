"""Whether a mutant is proven to be no mistake at all: nothing ends otherwise, whatever is applied.

Proven is only what was tried out exhaustively. A change of conditions: for every stretch of days,
every point whose conditions differ ends the same under every completion of all that the old and
the new conditions read, up to a bound. A change of what a standard asks for: every paper is seen
alike. Anything else counts as not proven.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from permit_rules.analysis.observation_ranges import ANYTHING, Range, observation_ranges
from permit_rules.analysis.reachable import status_alone
from permit_rules.checking.application import Channel, SubmittedMaterial
from permit_rules.checking.standards import Surroundings, observe
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.cells import cells
from permit_rules.conditions.completions import completions
from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.fields import FieldCatalogue, FieldType
from permit_rules.conditions.nodes import Node, StatedTest, Test, tests_of
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.material import (
    CopiesStandard,
    FormStandard,
    MaterialForm,
    SignatureStandard,
    Standard,
)
from permit_rules.resolving import change_days, resolve
from scripts.mutation.kinds import Kind
from scripts.mutation.mutants import Mutant
from scripts.mutation.trial import conditions_differ, with_item

#: How many completions of one point are tried.
LIMIT = 20_000


def is_equivalent(mutant: Mutant, library: Library, item: Item) -> bool:
    """Whether the mutant of ``item`` is proven to show nothing in any check."""
    if mutant.standards is not None:
        return sees_alike(*mutant.standards, _plan(library, item, item.known_from))
    if not mutant.conditions_only and mutant.kind is not Kind.DATE:
        return False
    changed = with_item(library, mutant.item)
    days = {d for one in (library, changed) for d in change_days(one, item.id, item.place)}
    return all(
        _same(_plan(library, item, day), _plan(changed, item, day), mutant) for day in sorted(days)
    )


def _plan(library: Library, item: Item, day: date) -> Plan:
    return compile_rulebook(resolve(library, item.id, item.place, day))


# ---- conditions ----------------------------------------------------------------------------------


def _same(one: Plan, other: Plan, mutant: Mutant) -> bool:
    if one.rulebook.gaps != other.rulebook.gaps:
        return False
    olds, news = ((*p.gates, *p.points) for p in (one, other))
    if [p.id for p in olds] != [p.id for p in news]:
        return False
    pairs = tuple(zip(olds, news, strict=True))
    if mutant.kind is Kind.DATE and any(old.subject != new.subject for old, new in pairs):
        return False  # another version counts on that day
    ranges = observation_ranges(one)
    return all(
        ends_alike(old, new, one, ranges) for old, new in pairs if conditions_differ(old, new)
    )


def ends_alike(
    old: PlannedPoint,
    new: PlannedPoint,
    plan: Plan,
    ranges: Mapping[str, Range],
    limit: int = LIMIT,
) -> bool:
    """Whether two points end the same under every completion of all they read; False where there
    are more than ``limit`` of them."""
    if old.scope != new.scope or (old.violated is None) is not (new.violated is None):
        return False
    nodes = (old.applies_node, old.violated_node, new.applies_node, new.violated_node)
    catalogue, calendar = plan.rulebook.catalogue, plan.rulebook.calendar
    tried = 0
    for base in _bases(nodes, catalogue):
        ways = completions(nodes, base, catalogue, limit=limit - tried)
        if ways is None:
            return False
        for way in ways:
            tried += 1
            if _possible(way, ranges) and (
                status_alone(old, way, calendar) is not status_alone(new, way, calendar)
            ):
                return False
    return True


def _bases(nodes: Sequence[Node], catalogue: FieldCatalogue) -> Iterator[Facts]:
    """Facts in which each field that 已填 asks for is absent, or has one of its values."""
    tests = tuple(dict.fromkeys(t for node in nodes for t in tests_of(node)))
    asked = tuple(dict.fromkeys(t.field for t in tests if isinstance(t, StatedTest)))
    for chosen in product(*((None, *_values(f, tests, catalogue)) for f in asked)):
        pairs = zip(asked, chosen, strict=True)
        yield Facts({f: value for f, value in pairs if value is not None})


def _values(field_id: str, tests: Sequence[Test], catalogue: FieldCatalogue) -> tuple[Value, ...]:
    known = catalogue.by_id(field_id)
    if known.type is FieldType.TEXT:
        return ("某某",)
    if known.type is FieldType.ROSTER:
        return ((),)
    return cells(known, tests) or ()


def _possible(way: Facts, ranges: Mapping[str, Range]) -> bool:
    return all(met in ranges.get(key, ANYTHING) for key, met in way.observed.items())


# ---- standards -----------------------------------------------------------------------------------


def sees_alike(one: Standard, other: Standard, plan: Plan) -> bool:
    """Whether two standards judge every paper alike; False for those with many sorts of papers."""
    if not isinstance(one, (FormStandard, CopiesStandard, SignatureStandard)):
        return False
    rulebook = plan.rulebook
    return all(
        observe(one, paper, around).met is observe(other, paper, around).met
        for paper in _papers(one)
        for around in (
            Surroundings(date.min, channel, {}, rulebook.catalogue, rulebook.calendar)
            for channel in (None, *Channel)
        )
    )


def _papers(standard: Standard) -> Iterator[SubmittedMaterial]:
    answers = (None, True, False)
    if isinstance(standard, FormStandard):
        yield from (SubmittedMaterial(form=form) for form in (None, *MaterialForm))
    elif isinstance(standard, CopiesStandard):
        counts = (None, *range(standard.count + 3))
        yield from (SubmittedMaterial(copies=count) for count in counts)
    else:
        for signed, sealed, by in product(answers, answers, (None, ("某某",))):
            yield SubmittedMaterial(signed=signed, sealed=sealed, signed_by=by)
