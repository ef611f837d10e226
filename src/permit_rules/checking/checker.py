"""The checker: one library, any number of applications, any day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, cast, overload

from permit_rules.checking.payload import Payload
from permit_rules.checking.single import ANSWERS_KEPT, SingleChecker
from permit_rules.checking.situation import Unobserved
from permit_rules.engines.opening import EngineName, require_extension
from permit_rules.engines.rete_cells import AnswersKept
from permit_rules.joint_result import JointResult
from permit_rules.model.library import Library
from permit_rules.model.place import NATION
from permit_rules.resolving import require_item, require_place
from permit_rules.result import CheckResult

if TYPE_CHECKING:
    from datetime import date

    from typing_extensions import Self, TypeVar

    from permit_rules.compiling.plan import Plan
    from permit_rules.outline import Outline

    R = TypeVar("R", bound=CheckResult | JointResult, default=CheckResult)
else:
    from typing import TypeVar

    R = TypeVar("R")

__all__ = ["ANSWERS_KEPT", "Checker"]

_ENGINES: Final = ("durable", "reference")


class Checker(Generic[R]):
    """Checks applications against the rules of a library.

    One checker serves every day, and may be used from any number of threads at once. A plan and
    its engine are opened when first needed and kept. As a context manager it closes itself.

    ``item`` and ``place`` are defaults; an application that names others is told so. With
    ``items`` or ``bundle`` it checks applications for several permits, and answers with a
    :class:`~permit_rules.joint_result.JointResult`.

    Args:
        library: what :func:`permit_rules.load` returned.
        item: the id of the item (``"food-business"``) or its name; None to take it from each
            application.
        place: the division code (``"440300"``) or a name in ``library.places``, "" for the
            nation; None as for ``item``.
        items: the ids or names of the items applied for together; an application may name its own.
        bundle: the id of a bundle (``"hotel"``), "" for none: which permits it takes follows
            from what each application states.
        unobserved: what a property of a paper that is not stated counts as: ``"unknown"`` (it is
            asked about) or ``"in_order"`` (presumed, and listed in ``result.assumed``).
        verify: ask the reference engine too, and refuse to answer when the two differ.
        engine: ``"durable"`` decides with durable-rules; ``"reference"`` is the plain-Python
            engine that confirms it, for comparison and for tests.
        answers_kept: how many answers of the engine are kept for each opened plan, so that facts
            that no rule tells apart are not asked about again; 0 keeps none. The result is the
            same either way. With ``verify`` both engines are asked all the same, and what is kept
            is held against their answer.

    Raises:
        TypeError: ``library``, ``item`` or ``place`` is of another type.
        ValueError: an option is none of those above.
        UnknownItem: the library has no item of that id or name at that place.
        UnknownPlace: the place is no division code and has no name in the library.
        UnknownBundle: the library has no bundle of that id.
        EngineUnavailable: the durable-rules extension cannot be imported.
    """

    @overload
    def __init__(
        self: Checker[CheckResult],
        library: Library,
        item: str | None = None,
        place: str | None = None,
        *,
        unobserved: Unobserved = "unknown",
        verify: bool = False,
        engine: EngineName = "durable",
        answers_kept: int = ANSWERS_KEPT,
    ) -> None: ...

    @overload
    def __init__(
        self: Checker[JointResult],
        library: Library,
        *,
        items: Sequence[str],
        place: str | None = None,
        bundle: str | None = None,
        unobserved: Unobserved = "unknown",
        verify: bool = False,
        engine: EngineName = "durable",
        answers_kept: int = ANSWERS_KEPT,
    ) -> None: ...

    @overload
    def __init__(
        self: Checker[JointResult],
        library: Library,
        *,
        bundle: str,
        place: str | None = None,
        unobserved: Unobserved = "unknown",
        verify: bool = False,
        engine: EngineName = "durable",
        answers_kept: int = ANSWERS_KEPT,
    ) -> None: ...

    def __init__(
        self,
        library: Library,
        item: str | None = None,
        place: str | None = None,
        *,
        items: Sequence[str] | None = None,
        bundle: str | None = None,
        unobserved: Unobserved = "unknown",
        verify: bool = False,
        engine: EngineName = "durable",
        answers_kept: int = ANSWERS_KEPT,
    ) -> None:
        if unobserved not in ("unknown", "in_order"):
            raise ValueError(f"unobserved is 'unknown' or 'in_order', not {unobserved!r}")
        if engine not in _ENGINES:
            raise ValueError(f"engine is 'durable' or 'reference', not {engine!r}")
        if answers_kept < 0:
            raise ValueError(f"answers_kept is 0 or more, not {answers_kept!r}")
        several = items is not None or bundle is not None
        if several and item is not None:
            raise ValueError("item is for one permit; give items or bundle alone")
        if isinstance(items, str):
            raise ValueError(f"items is a list of ids, not {items!r}")
        if not isinstance(library, Library):
            raise TypeError(f"library is what permit_rules.load() returns, not {library!r}")
        place = None if place is None else require_place(library, place)
        at = place or NATION
        item = None if item is None else require_item(library, item, at)
        self.library = library
        self.item = item
        self.place = place
        self.items = (
            None
            if items is None
            else tuple(dict.fromkeys(require_item(library, each, at) for each in items))
        )
        self.bundle = bundle
        self.unobserved: Unobserved = unobserved
        self.verify = verify
        self.engine: EngineName = engine
        self.answers_kept = answers_kept
        self._single = SingleChecker(
            library,
            item,
            None if several else place,
            unobserved=unobserved,
            verify=verify,
            engine=engine,
            answers_kept=answers_kept,
        )
        self._joint: JointChecker | None = None
        if several:
            # What checks several permits is loaded where several are checked.
            from permit_rules.checking.joint.checker import JointChecker

            self._joint = JointChecker(self._single, self.items, place, bundle)
        if engine == "durable":
            require_extension()

    def check(self, payload: Payload) -> R:
        """The whole answer to one application.

        ``payload`` is a mapping, JSON text or bytes, or an :class:`Application` (for several
        permits a :class:`JointApplication`). Whatever is wrong with it is part of the result,
        never an exception.

        Raises:
            EngineFault: the engine failed or, with ``verify``, the two engines differ; no answer
                is given rather than a short one.
            EngineLimit: the rules of the item cannot be given to the engine.
        """
        if self._joint is not None:
            return cast(R, self._joint.check(payload))
        return cast(R, self._single.check(payload))

    def outline(self, payload: Payload) -> Outline:
        """What one application comes to: the verdict, what is wrong, and what is asked.

        It says what :meth:`check` says and costs about half of it, because nothing else is put
        into words. It is for one permit.

        Raises:
            ValueError: the checker is for several permits.
            EngineFault, EngineLimit: as for :meth:`check`.
        """
        if self._joint is not None:
            raise ValueError("a checker for several permits gives no outline; use check")
        return self._single.outline(payload)

    def check_many(self, payloads: Iterable[Payload], *, processes: int = 1) -> Iterator[R]:
        """The answers to many applications, in their order, each when it is asked for.

        ``payloads`` may be without end: with one process none is taken before its answer is
        wanted, with several a few hundred ahead. One that cannot be read is one result that says
        so, and the others are answered all the same. The results are those of :meth:`check`.

        Args:
            payloads: whatever :meth:`check` takes.
            processes: how many processes check; 1 checks in this one. Others are spawned, are
                sent the rules as data and end with the iterator (``close`` it to end them early).
                A program that is run itself must begin under ``if __name__ == "__main__":``.

        Raises:
            ValueError: ``processes`` is below 1.
            WorkerLost: processes died again and again over the same applications. One that dies
                now and then is replaced, and what it had not answered is done again.
            EngineFault, EngineLimit: as :meth:`check`.
        """
        from permit_rules.checking.many import check_many

        if processes < 1:
            raise ValueError(f"processes is 1 or more, not {processes!r}")
        return check_many(self, payloads, processes)

    def plan_on(self, item: str, place: str, day: date) -> Plan:
        """The plan by which applications for an item, received at a place on a day, are decided.

        The same object for every day on which the same rules are in force.

        Raises:
            UnknownItem: the library has no such item at that place.
            EngineLimit: the rules of the item cannot be given to the engine.
        """
        return self._single.open(item, place, day).prepared.plan

    def shares(self, payload: Payload) -> Mapping[str, Mapping[str, Any]]:
        """What each permit's authority gets of an application for several, by the permit's key.

        Each share is a payload for that permit alone and holds nothing that it does not need. A
        checker for one permit has nothing to share out.

        Raises:
            ValueError: the checker is for one permit.
            EngineFault, EngineLimit: as for :meth:`check`.
        """
        if self._joint is None:
            raise ValueError("a checker for one permit has no shares; open it with items or bundle")
        return self._joint.shares(payload)

    def answers(self) -> AnswersKept:
        """How many answers of the engine are kept for the plans open now, and how they served."""
        return self._single.answers()

    def close(self) -> None:
        """Release the engines; a later check opens them again."""
        self._single.close()
        if self._joint is not None:
            self._joint.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
