"""Work spread over processes: in order, never more of it waiting than a bound, no part lost.

Processes are spawned, never forked, so that it is the same on every platform and with threads
about. One that dies is noticed: what had not come back is done again in fresh processes, and
where that does not help either the work ends with an error, never with a hole.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import Final, Generic, TypeVar

from permit_rules.errors import WorkerLost

Part = TypeVar("Part")
Done = TypeVar("Done")

#: How many parts wait for each process.
WAITING: Final = 2
#: How often the same part is begun before it is given up.
TRIES: Final = 3


def in_order(
    work: Callable[[Part], Done],
    parts: Iterable[Part],
    processes: int,
    begin: Callable[..., None],
    given: tuple[object, ...],
) -> Iterator[tuple[Part, Future[Done]]]:
    """Each part with its finished future, in the order of ``parts``, which are taken as needed.

    ``work``, ``begin`` and what they are ``given`` must be importable and picklable; ``begin`` is
    called once in each process before anything else. The future holds what ``work`` returned or
    raised.

    Raises:
        WorkerLost: processes died again and again over the same part.
    """
    pool = _Pool[Part, Done](work, processes, begin, given)
    waiting: deque[tuple[Part, Future[Done]]] = deque()
    try:
        for part in parts:
            waiting.append((part, pool.submit(part)))
            if len(waiting) >= processes * WAITING:
                yield pool.first(waiting)
        while waiting:
            yield pool.first(waiting)
    finally:
        pool.close()


class _Pool(Generic[Part, Done]):
    """Processes that are replaced when one of them dies."""

    def __init__(
        self,
        work: Callable[[Part], Done],
        processes: int,
        begin: Callable[..., None],
        given: tuple[object, ...],
    ) -> None:
        self._work = work
        self._processes = processes
        self._given = (begin, given)
        self._pool = self._opened()

    def _opened(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes, get_context("spawn"), initializer=_begin, initargs=self._given
        )

    def submit(self, part: Part) -> Future[Done]:
        try:
            return self._pool.submit(self._work, part)
        except BrokenProcessPool as broken:
            # Whoever waits for the part finds out, and has it done again with the others.
            lost: Future[Done] = Future()
            lost.set_exception(broken)
            return lost

    def first(self, waiting: deque[tuple[Part, Future[Done]]]) -> tuple[Part, Future[Done]]:
        """The first part and its finished future; done again where its process died."""
        for _ in range(TRIES):
            future = waiting[0][1]
            if not isinstance(future.exception(), BrokenProcessPool):
                return waiting.popleft()
            self.close()
            self._pool = self._opened()
            for n, (again, old) in enumerate(waiting):
                if not old.done() or isinstance(old.exception(), BrokenProcessPool):
                    waiting[n] = (again, self.submit(again))
        raise WorkerLost(
            f"processes died {TRIES} times over the same part of the work; it is not answered"
        )

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _begin(begin: Callable[..., None], given: tuple[object, ...]) -> None:
    """Begin the work of a process, which is to end with the one that started it."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    begin(*given)


def _end_with(sentinel: int) -> None:
    # A killed parent closes nothing: its processes would wait for work for ever.
    connection.wait([sentinel])
    os._exit(1)
