"""What an interview finds: data only."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from permit_rules.result import Basis, Clause, ConditionData


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FoundLine(_Frozen):
    """Something that applies, or may.

    ``certain`` False: it hangs on something that is not known, ``when`` says in words on what.
    ``reason`` are the clauses that made it apply, empty for what always does. ``text`` says what
    it comes to: what a condition requires, how long a time limit is, what follows from a gate.
    """

    id: str
    name: str
    certain: bool = True
    when: str = ""
    reason: tuple[Clause, ...] = ()
    text: str = ""
    basis: tuple[Basis, ...] = ()


class FoundPaper(FoundLine):
    """A paper to prepare: a material, or a part of one (``part_of`` is then its id).

    ``each`` is what it is repeated for, "" for nothing. An ``optional`` one may be left out.
    ``standards`` are what it is held to, ``instead`` the papers accepted in its place,
    ``shared`` the sources by which an office may check instead of asking for it.
    """

    part_of: str = ""
    each: str = ""
    optional: bool = False
    standards: tuple[FoundLine, ...] = ()
    instead: tuple[FoundLine, ...] = ()
    shared: tuple[FoundLine, ...] = ()


class FoundPermit(_Frozen):
    """A permit that is needed, or may be, and everything that it then brings.

    ``key`` is the id of the need, "" for an item asked about by itself. ``handling_item`` is what
    it is handled as, "" where that is open. ``gates`` are what may turn it into something else
    (备案, 不需要许可 …); where one certainly does, ``turned_into`` says into what, and the papers
    are those of what it turned into. ``known`` False: the library has no rules for it.
    """

    key: str
    item: str
    item_name: str
    handling_item: str
    certain: bool
    when: str = ""
    left: ConditionData | None = None
    reason: tuple[Clause, ...] = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""
    known: bool = True
    turned_into: str = ""
    gates: tuple[FoundLine, ...] = ()
    papers: tuple[FoundPaper, ...] = ()
    conditions: tuple[FoundLine, ...] = ()
    limits: tuple[FoundLine, ...] = ()


class FoundElsewhere(FoundLine):
    """A matter to be dealt with at another office, which the library has no item for."""

    department: str


class StatedFact(_Frozen):
    """A fact, and where it comes from: ``answer``, ``bundle``, ``inferred`` or ``silence``.

    ``value`` is "" for what the person does not know; ``why`` says why an inferred or presumed
    value counts.
    """

    field: str
    label: str
    value: str
    source: str
    why: str = ""


class Found(_Frozen):
    """The outcome of an interview as far as it went; ``finished`` says that nothing is left to ask.

    ``asked`` is how many questions were answered.
    """

    format: int = 1
    bundle: str = ""
    bundle_name: str = ""
    item: str = ""
    place: str = ""
    on: date
    finished: bool
    asked: int
    facts: tuple[StatedFact, ...] = ()
    permits: tuple[FoundPermit, ...] = ()
    elsewhere: tuple[FoundElsewhere, ...] = ()
    digest: str = ""
