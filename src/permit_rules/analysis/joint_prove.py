"""Does one notice close an application for several permits? The same search, over bundles."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Final

from permit_rules.analysis.form import Payload
from permit_rules.analysis.joint_form import JointForm, blank_application, joint_form
from permit_rules.analysis.obedient import VARIANTS
from permit_rules.analysis.rounds import Prover, Tried
from permit_rules.analysis.shrinking import shrunk
from permit_rules.analysis.starting_points import StartingPoints
from permit_rules.checking.checker import Checker
from permit_rules.checking.joint.plan import plan
from permit_rules.joint_result import JointResult
from permit_rules.model.library import Library
from permit_rules.result import CheckResult, Verdict

#: How many corrections of an application are tried to get one in order.
_GROWING: Final = 40
#: How many changes a random application has at most.
MOST_CHANGES: Final = 8
_DONE: Final = (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_DEFERRALS)


@dataclass(frozen=True, slots=True)
class TogetherChecks:
    """Answers applications for several permits with the one list that the applicant is given."""

    checker: Checker[JointResult]

    def check(self, payload: Mapping[str, Any]) -> CheckResult:
        """What the applicant is told of all permits together."""
        return self.checker.check(payload).together


@dataclass(frozen=True)
class JointStartingPoints:
    """Applications to set out from, for one bundle at one place; the same seed, the same ones."""

    library: Library
    bundle: str
    place: str = ""
    seed: int = 1
    _singles: dict[str, StartingPoints] = field(default_factory=dict, init=False)

    @cached_property
    def form(self) -> JointForm:
        """The form that they are written on."""
        return joint_form(self.library, self.place)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The items whose permits the bundle needs or may need, whatever else is stated."""
        found = plan(self.library, {}, place=self.place, bundle=self.bundle, engine="reference")
        return tuple(p.item for p in found.permits)

    @cached_property
    def day(self) -> str:
        """An ordinary day of receipt."""
        return max(self._of(i).day for i in self.items).isoformat()

    def _of(self, item: str) -> StartingPoints:
        found = self._singles.get(item)
        if found is None:
            found = self._singles[item] = StartingPoints(self.library, item, self.place)
        return found

    def blanks(self) -> tuple[Payload, ...]:
        """Applications that say little: nothing at all, and that a company, or a trader, is
        registered already, or not yet."""
        made = []
        for kind, registered in ((None, None), ("企业", "是"), ("个体工商户", "是"),
                                 ("企业", "否")):  # fmt: skip
            base = blank_application(self.bundle, self.place, self.day)
            if kind is not None:
                base["applicant"] = {"kind": kind, "name": "示例"}
                base["facts"] = {"已完成市场主体登记": registered}
            made.append(base)
        return tuple(made)

    def all(self, grown: Sequence[Payload] = ()) -> Iterator[Payload]:
        """The blanks, ``grown`` ones, and changes of them at random; never ends."""
        yield from copy.deepcopy(grown)
        yield from self.blanks()
        chance = random.Random(self.seed)
        everything = [*grown, *grown, *self.blanks()]
        while True:
            yield self._random(chance.choice(everything), chance)

    def drawn(self, seed: int) -> Payload:
        """One application at random; the same seed, the same one."""
        chance = random.Random(seed)
        return self._random(chance.choice(self.blanks()), chance)

    def _random(self, base: Payload, chance: random.Random) -> Payload:
        made = base
        for _ in range(chance.randint(1, MOST_CHANGES)):
            item = chance.choice(self.items)
            changes = self._of(item).changes(made, chance)
            if not changes:
                continue
            changed = chance.choice(changes).made(made, self.form)
            made = _qualified(changed, item)
        return made


def _qualified(payload: Payload, item: str) -> Payload:
    """The application with numbers of papers, and what is applied for, said to be the item's."""
    for paper in payload.get("materials") or ():
        code = paper.get("code") if isinstance(paper, dict) else None
        if code and "/" not in code and code[:1].isupper():
            paper["code"] = f"{item}/{code}"
    facts = payload.get("facts") or {}
    if "业务办理项" in facts:
        facts[f"{item}/业务办理项"] = facts.pop("业务办理项")
    return payload


def prove_bundle(
    library: Library,
    bundle: str,
    place: str = "",
    *,
    tries: int,
    bound: int = VARIANTS,
    most: int = 1,
    grow: bool = True,
    small: bool = True,
    checker: Checker[JointResult] | None = None,
    going_on: Callable[[Tried], bool] = lambda tried: True,
) -> Tried:
    """Look for applications of a bundle that one notice does not close for all permits.

    The arguments are those of :func:`permit_rules.analysis.prove.prove`; ``grow`` sets out from
    applications that are in order, too, ``small`` makes what is found small.

    Raises:
        UnknownBundle: the library has no such bundle.
        EngineUnavailable, EngineFault: as for a check.
    """
    opened = checker or Checker(library, bundle=bundle, place=place)
    try:
        start = JointStartingPoints(library, bundle, place)
        prover = Prover(TogetherChecks(opened), start.form, bound)
        grown = list(grown_from(prover, start)) if grow else []
        applications = islice(start.all(grown), tries)
        tried = prover.search(applications, most=most, going_on=going_on)
        if small:
            tried.found = [shrunk(prover, found) for found in tried.found]
        return tried
    finally:
        if checker is None:
            opened.close()


def grown_from(prover: Prover, start: JointStartingPoints) -> Iterator[Payload]:
    """From some blanks an application in order, by doing what the notices say."""
    for blank in start.blanks()[1:3]:
        for correction in prover.reading(blank).corrections(min(prover.bound, _GROWING)):
            if prover.checker.check(correction.payload).verdict in _DONE:
                yield correction.payload
                break
