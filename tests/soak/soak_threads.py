"""Many checks in many threads: every answer byte for byte that of a single thread.

    python -m tests.soak.soak_threads --threads 24 --checks 700
    python -m tests.soak.soak_threads --threads 1 --checks 100000

``--checks`` counts those of each thread. All cases of all items of the corpus are checked in
turn, each thread beginning elsewhere, by one checker that all threads share. The memory
of the process is shown as it goes. Ends in 1 where an answer differed, a check raised, or the
memory still grew in the last fifth, when every thread has long had its rulesets.
"""

from __future__ import annotations

import argparse
import gc
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import permit_rules as pr
from tests.corpus.tables import every_case, library
from tests.promises.memory import resident

#: How often threads are made to change places, in seconds; Python's own choice is 0.005.
SWITCH = 0.0002
#: What the allocator may keep more or less, in KB.
GROWTH = 6_000


@dataclass(slots=True)
class Soak:
    """One run: the cases, their answers by a single thread, and what the threads met."""

    checker: pr.Checker
    cases: Sequence[Mapping[str, Any]]
    answers: list[bytes] = field(default_factory=list)
    done: int = 0
    wrong: list[str] = field(default_factory=list)

    def check(self, number: int) -> bytes:
        """The answer to one case, as it would be sent."""
        return self.checker.check(self.cases[number]).model_dump_json().encode()

    def work(self, first: int, checks: int, ready: threading.Barrier) -> None:
        """What one thread does."""
        ready.wait()
        for number in range(first, first + checks):
            case = number % len(self.cases)
            try:
                if self.check(case) != self.answers[case]:
                    self.wrong.append(f"case {case} was answered otherwise")
            except Exception as error:
                self.wrong.append(f"case {case}: {type(error).__name__}: {error}")
            self.done += 1  # only for show: what a switch of threads loses here does not matter
            if self.wrong:
                return

    def run(self, threads: int, checks: int, samples: int) -> list[int]:
        """Let the threads work; the memory in KB at each part of the way."""
        ready = threading.Barrier(threads)
        apart = len(self.cases) // threads + 1
        workers = [
            threading.Thread(target=self.work, args=(n * apart, checks, ready), daemon=True)
            for n in range(threads)
        ]
        for worker in workers:
            worker.start()
        seen: list[int] = []
        begun = time.monotonic()
        while any(worker.is_alive() for worker in workers):
            workers[0].join(0.2)
            if (
                self.done >= threads * checks * (len(seen) + 1) / samples
                and len(seen) < samples - 1
            ):
                seen.append(resident())
                _show(f"{self.done} checks, {time.monotonic() - begun:.0f} s", seen[-1])
            for worker in workers[1:]:
                worker.join(0.01)
        gc.collect()
        seen.append(resident())
        _show(f"{self.done} checks, {time.monotonic() - begun:.0f} s", seen[-1])
        return seen


def _show(what: str, memory: int) -> None:
    print(f"{what}: {memory / 1024:.1f} MB", flush=True)


def main() -> int:
    """Run with the options of the command line."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--threads", type=int, default=24)
    options.add_argument("--checks", type=int, default=700, help="of each thread")
    options.add_argument("--samples", type=int, default=10, help="of the memory")
    options.add_argument("--verify", action="store_true", help="ask the reference engine, too")
    chosen = options.parse_args()
    sys.setswitchinterval(SWITCH)

    cases = [case.application for _, case in every_case()]
    soak = Soak(pr.Checker(library(), verify=chosen.verify), cases)
    soak.answers = [soak.check(number) for number in range(len(cases))]
    print(f"{chosen.threads} threads, {chosen.checks} checks each, {len(cases)} cases")
    gc.collect()
    _show("before", resident())
    seen = soak.run(chosen.threads, chosen.checks, chosen.samples)
    soak.checker.close()
    gc.collect()
    _show("checker closed", resident())
    for wrong in soak.wrong[:10]:
        print(wrong)
    # Until then threads still meet at plans for which one more set of sessions is opened.
    settled = seen[len(seen) * 4 // 5]
    grown = seen[-1] - settled
    print(f"{len(soak.wrong)} wrong; {grown} KB more than after four fifths")
    return 1 if soak.wrong or grown > GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
