"""A process that holds one engine and measures it when told to; a crash costs nobody else."""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.peers.payload import reader, written
from benchmarks.peers.peers import Peer
from benchmarks.peers.workload import applications, points, right_answer

#: Tasks: fully stated, partly stated, JSON text to JSON text, many at once.
ONE, PARTLY, TEXT, BATCH = "one", "partly", "text", "batch"
#: The share of the facts that is unstated in :data:`PARTLY`.
UNSTATED = 0.2


def serve(peer: Peer, size: int, number: int, pipe: Connection) -> None:
    """Load the engine, then answer each task that is sent until None is.

    What is sent back is a dictionary: after loading its cost, after a task the processor time of
    one application in microseconds, always with the number of wrong answers.
    """
    work = Work(peer, size, number)
    pipe.send(work.loaded)
    while (task := pipe.recv()) is not None:
        pipe.send(work.measure(*task))


class Work:
    """One engine with its points, and the applications that it is given."""

    def __init__(self, peer: Peer, size: int, number: int) -> None:
        asked = points(size)
        self.data = {ONE: applications(asked, number)}
        self.data[PARTLY] = applications(asked, number, unstated=UNSTATED)
        self.right: dict[str, list[Any]] = {
            task: [right_answer(asked, a) for a in given] for task, given in self.data.items()
        }
        for task in (TEXT, BATCH):
            self.data[task], self.right[task] = self.data[ONE], self.right[ONE]
        self.texts = [json.dumps(a, ensure_ascii=False) for a in self.data[ONE]]
        gc.collect()
        before, start = _memory(), time.process_time()
        self.engine = peer.load(asked)
        seconds, after = time.process_time() - start, _memory()
        self.loaded: dict[str, Any] = {"load ms": seconds * 1e3, "loaded MB": after - before}
        self.calls = self._calls()
        # Every answer is held against the right one before anything is measured.
        self.loaded["wrong"] = sum(
            got != right
            for task, call in self.calls.items()
            for got, right in zip(call(), self.right[task], strict=True)
        )
        self.loaded["in use MB"] = _memory() - before
        self.loaded["tasks"] = list(self.calls)

    def _calls(self) -> dict[str, Callable[[], list[Any]]]:
        """For each task that the engine can do: answer all applications once."""
        engine, data = self.engine, self.data
        check, read = engine.check, reader()
        calls: dict[str, Callable[[], list[Any]]] = {
            ONE: lambda: [check(a) for a in data[ONE]],
            TEXT: lambda: [written(check(read(text))) for text in self.texts],
        }
        if hasattr(engine, "check_open"):
            check_open = engine.check_open
            calls[PARTLY] = lambda: [check_open(a) for a in data[PARTLY]]
        if hasattr(engine, "check_batch"):
            calls[BATCH] = lambda: engine.check_batch(data[BATCH])
        self.right[TEXT] = [written(answer) for answer in self.right[ONE]]
        return calls

    def measure(self, task: str, seconds: float) -> dict[str, Any]:
        """Passes over all applications until so many seconds of the processor are spent."""
        call, right = self.calls[task], self.right[task]
        forget = getattr(self.engine, "forget", None)
        spent, passes, wrong = 0.0, 0, 0
        while spent < seconds:
            if forget:
                forget()
            start = time.process_time()
            got = call()
            spent += time.process_time() - start
            passes += 1
            wrong += sum(one != other for one, other in zip(got, right, strict=True))
        return {"us": spent / passes / len(right) * 1e6, "wrong": wrong}


def _memory() -> float:
    """The resident memory of the process in MB."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
