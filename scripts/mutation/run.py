"""All mutants of an item against its tables, in several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import permit_rules as pr
from permit_rules.loading.cases import CaseTable, load_cases
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.resolving import resolve
from scripts.mutation.kinds import Kind
from scripts.mutation.mutants import Mutant, mutants
from scripts.mutation.proof import is_equivalent
from scripts.mutation.trial import Trial, prepare

RULES = Path(__file__).resolve().parents[2] / "rules"
#: The name of the bench of the rules that all items inherit.
GENERAL = "general"


class Fate(str, Enum):
    """What became of a mutant."""

    KILLED = "killed"
    EQUIVALENT = "proven equivalent"
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One mutant in words and what became of it; ``killer`` is the case that failed."""

    kind: Kind
    words: str
    fate: Fate
    killer: str = ""


class BaselineRed(Exception):
    """Some cases fail without any mistake planted, so that nothing can be measured."""


@dataclass(frozen=True, slots=True)
class Bench:
    """An item, its mutants, and its cases ready to be run against them.

    Raises `BaselineRed` where a case fails under the rules as they are.
    """

    trial: Trial
    mutants: tuple[Mutant, ...]

    @classmethod
    def of(
        cls,
        library: Library,
        item: Item,
        tables: Sequence[CaseTable],
        *,
        inherited: bool = False,
    ) -> Bench:
        """Make all mutants, of its own rules or of those it inherits, and run all cases once."""
        trial = prepare(library, item, tables)
        if trial.red:
            raise BaselineRed("、".join(f"{c.where} {c.name}" for c in trial.red))
        catalogue = resolve(library, item.id, item.place, item.known_from).catalogue
        return cls(trial, mutants(item, catalogue, inherited=inherited))

    def outcome(self, mutant: Mutant) -> Outcome:
        """Run the cases against a mutant until one fails; try to prove a survivor harmless."""
        killer = self.trial.killer(mutant)
        if killer is not None:
            return Outcome(mutant.kind, str(mutant), Fate.KILLED, killer.name)
        harmless = is_equivalent(mutant, self.trial.library, self.trial.item)
        return Outcome(mutant.kind, str(mutant), Fate.EQUIVALENT if harmless else Fate.SURVIVED)


def load_bench(name: str) -> Bench:
    """The bench of an item of the corpus, or of the general rules, tried with one item.

    Raises:
        BaselineRed: a case fails already.
    """
    library = pr.load()
    tables = [load_cases(p) for p in sorted(RULES.rglob("*.cases.yaml"))]
    inherited = name == GENERAL
    sought = load_cases(RULES / "general.cases.yaml").item if inherited else name
    item = next(i for i in library.items if name_of(i) == sought)
    return Bench.of(library, item, tables, inherited=inherited)


def name_of(item: Item) -> str:
    """The name of an item's bench: its id, with the code of its place if it has one."""
    return f"{item.id}@{item.place}" if item.place else item.id


def names(library: Library) -> tuple[str, ...]:
    """The names of all benches: the items, and the general rules."""
    return (*sorted(name_of(i) for i in library.items), GENERAL)


def run(name: str, *, processes: int = 2, only: str = "") -> tuple[Outcome, ...]:
    """What becomes of every mutant of a bench, in the order of the rule file.

    ``only`` keeps the mutants whose description contains it.

    Raises:
        BaselineRed: a case fails already.
    """
    with ProcessPoolExecutor(processes) as pool:
        shares = [pool.submit(_share, name, n, processes, only) for n in range(processes)]
        found = {n: outcome for share in shares for n, outcome in share.result()}
    return tuple(found[n] for n in sorted(found))


def _share(name: str, first: int, step: int, only: str) -> list[tuple[int, Outcome]]:
    """Every ``step``-th mutant from the ``first``: neighbours cost about the same."""
    return list(_outcomes(load_bench(name), first, step, only))


def _outcomes(bench: Bench, first: int, step: int, only: str) -> Iterator[tuple[int, Outcome]]:
    wanted = [(n, m) for n, m in enumerate(bench.mutants) if only in str(m)]
    for n, mutant in wanted[first::step]:
        yield n, bench.outcome(mutant)
