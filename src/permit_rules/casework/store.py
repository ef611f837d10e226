"""What every store of cases does, whatever keeps them; the caller chooses which one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Protocol, runtime_checkable

from permit_rules.casework.case import Case
from permit_rules.casework.events import Event
from permit_rules.errors import PermitRulesError


class StoreError(PermitRulesError):
    """Base of what a store of cases raises on purpose."""


class CaseExists(StoreError):
    """A case of that id is already kept; nothing was changed."""


class CaseMissing(StoreError, LookupError):
    """No case of that id is kept."""


class CaseChanged(StoreError):
    """Somebody else changed the case in between; read it again and decide anew."""


class StoreUnusable(StoreError):
    """The store cannot be used: not a store of cases, of a newer version, locked, unreachable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which cases are wanted; None does not limit.

    The days are half-open: from ``…_since`` up to, not including, ``…_until``. A case that was
    never submitted has no day of receipt, an open one no day of decision; neither is in any
    stretch of such days.
    """

    item: str | None = None
    office: str | None = None
    received_since: date | None = None
    received_until: date | None = None
    decided_since: date | None = None
    decided_until: date | None = None


EVERY_CASE = Selection()


@runtime_checkable
class CaseStore(Protocol):
    """Keeps cases by id. Every method is one transaction: it happens as a whole or not at all.

    A store may be used from any number of threads at once, and any number of stores may be open
    on the same data, also in other processes. It is a context manager that closes itself.
    Every method raises :class:`StoreUnusable` where the data cannot be reached.
    """

    def add(self, case: Case) -> None:
        """Keep a new case.

        Raises:
            CaseExists: there is one of that id.
        """
        ...

    def add_many(self, cases: Iterable[Case]) -> int:
        """Keep many new cases, all or none, and return how many; the iterable is read once.

        Raises:
            CaseExists: there is one of the id of one of them, or two of them have the same.
        """
        ...

    def get(self, case_id: str) -> Case:
        """The case of that id.

        Raises:
            CaseMissing: there is none.
        """
        ...

    def put(self, case: Case, *, replacing: Case) -> None:
        """Keep ``case`` in place of ``replacing``, which is what the caller had read.

        Raises:
            CaseChanged: what is kept is no longer equal to ``replacing``.
            CaseMissing: no case of that id is kept.
            ValueError: the two have different ids.
        """
        ...

    def append(self, case_id: str, *events: Event, expected: int | None = None) -> Case:
        """Add events to the end of a journal and return the case as it is now kept.

        ``expected`` is the number of events the caller believes it to have; None: any.

        Raises:
            CaseChanged: the journal has another number of events.
            CaseMissing: no case of that id is kept.
            ValueError: an event is dated before the one it would follow.
        """
        ...

    def cases(self, selection: Selection = EVERY_CASE) -> Iterator[Case]:
        """The cases in the order of their ids, by code point, a few at a time in memory.

        All of them are as they were when the first was asked for, whatever is written meanwhile.
        Close the iterator (or exhaust it) to release what it holds open.
        """
        ...

    def count(self, selection: Selection = EVERY_CASE) -> int:
        """How many cases the selection has."""
        ...

    def close(self) -> None:
        """Release what is held open; the store cannot be used afterwards."""
        ...

    def __enter__(self) -> CaseStore: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
