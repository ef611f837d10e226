"""Which cases a table lacks: few of them, each small, that together try out what none does yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from permit_rules.analysis.form import Payload
from permit_rules.analysis.suggesting.bases import Base, derived_bases
from permit_rules.analysis.suggesting.candidates import Candidates
from permit_rules.analysis.targets import SideTarget, StatusTarget, Target, Targets

#: How many applications are tried for one target before it is given up.
_TRIES: Final = 40
#: How many targets an application that is not made for one of them must try out.
_WORTH: Final = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An application, the base it is written over, and what it is there to try out."""

    base: Base
    application: Payload
    targets: tuple[StatusTarget | SideTarget, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """The suggestions, and the targets for which no application was found."""

    targets: Targets
    suggestions: tuple[Suggestion, ...]
    left: tuple[StatusTarget | SideTarget, ...]


def suggest(
    targets: Targets,
    applications: Iterable[Mapping[str, Any]] = (),
    bases: Sequence[Base] = (),
    advance: Callable[[int, int], None] = lambda done, total: None,
) -> Suggested:
    """The cases that are missing beside ``applications``, which are those of the table.

    Args:
        targets: what there is to try out.
        applications: payloads of the cases there are.
        bases: the bases of the table; others are derived for what none of them applies for.
        advance: told how many of the missing targets are tried out, and how many there are.

    The expected answers are left to whoever knows the law; nothing here says what they are.

    Raises:
        UnknownItem: the library has no such item.
    """
    covered: set[Target] = set()
    for payload in applications:
        covered |= targets.tried_by(payload)
    every: tuple[StatusTarget | SideTarget, ...] = (*targets.statuses, *targets.sides)
    wanted = [t for t in every if t not in covered]
    if not wanted:
        return Suggested(targets, (), ())
    search = _Search(Candidates(targets, _all_bases(targets, bases)), wanted, advance)
    search.together()
    search.one_by_one()
    return Suggested(targets, search.pruned(), tuple(t for t in wanted if t in search.missing))


def _all_bases(targets: Targets, bases: Sequence[Base]) -> tuple[Base, ...]:
    """The bases of the table, then one for each handling item that none of them applies for."""
    found = list(bases)
    names = {b.name for b in bases}
    for item in targets.library.items:
        if item.id != targets.item:
            continue
        here = {b.handling_item for b in bases if b.place == item.place}
        for base in derived_bases(targets.library, item.id, item.place, here):
            name = base.name if base.name not in names else f"{base.name}（{item.place}）"
            names.add(name)
            found.append(Base(name, base.place, base.payload))
    return tuple(found)


class _Search:
    def __init__(
        self,
        candidates: Candidates,
        wanted: Sequence[StatusTarget | SideTarget],
        advance: Callable[[int, int], None],
    ) -> None:
        self.candidates = candidates
        self.wanted = wanted
        self.missing: dict[Target, None] = dict.fromkeys(wanted)
        self.advance = advance
        self.chosen: list[tuple[Base, Payload, frozenset[Target]]] = []

    def together(self) -> None:
        """Take what tries out most at once, as long as it is worth a case of its own.

        What nobody would leave out comes first: each base as it is.
        """
        for base in self.candidates.bases:
            shown = self._tried(base.payload)
            if any(t in self.missing for t in shown):
                self._take(base, base.payload, shown)
        tried = [(base, made, self._tried(made)) for base, made in self.candidates.together()]
        while tried:
            best = max(tried, key=lambda t: sum(x in self.missing for x in t[2]))
            if sum(x in self.missing for x in best[2]) < _WORTH:
                return
            self._take(*best)
            tried.remove(best)

    def one_by_one(self) -> None:
        """Make a case for each target that is left."""
        for target in self.wanted:
            if target not in self.missing:
                continue
            for base, made in islice(self.candidates.made_for(target), _TRIES):
                tried = self._tried(made)
                if target in tried:
                    self._take(base, made, tried)
                    break

    def pruned(self) -> tuple[Suggestion, ...]:
        """Without the cases of which the others together try out everything; a base as it is
        stays, because the others are read against it."""
        kept = list(self.chosen)
        for each in reversed(self.chosen):
            others = frozenset[Target]().union(*(t for b in kept if b is not each for t in [b[2]]))
            as_it_is = each[1] is each[0].payload
            if each[2] <= others and not as_it_is:
                kept.remove(each)
        left = dict.fromkeys(self.wanted)
        made = []
        for base, application, tried in kept:
            own = tuple(t for t in left if t in tried)
            for target in own:
                del left[target]
            made.append(Suggestion(base, application, own))
        return tuple(made)

    def _tried(self, payload: Payload) -> frozenset[Target]:
        every = self.candidates.targets.tried_by(payload)
        return every & frozenset(self.wanted)

    def _take(self, base: Base, made: Payload, tried: frozenset[Target]) -> None:
        self.chosen.append((base, made, tried))
        for target in tried:
            self.missing.pop(target, None)
        self.advance(len(self.wanted) - len(self.missing), len(self.wanted))
