"""This library beside its peers on one workload: ``make bench-peers``.

Every engine has a process of its own, and one measures at a time, all of them in turn in each
round, so that ratios hold when the speed of the machine drifts. Ratios are of the times within a
round; of rounds the medians are given. All answers are compared with the right ones, before the
measurement and during it; an engine that gives a wrong one, or crashes, is reported as such.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from benchmarks.peers.peers import Peer, installed
from benchmarks.peers.worker import BATCH, ONE, PARTLY, TEXT, serve

SIZES = (20, 200, 2000)
#: Applications for each size, all different. They are gone through again and again.
NUMBER = {20: 200, 200: 100}
FEWER = 25


@dataclass(slots=True)
class Running:
    """One engine at work; ``times`` has the microseconds of each round by task."""

    peer: Peer
    process: BaseProcess
    pipe: Connection
    loaded: dict[str, Any] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)
    trouble: str = ""

    def ask(self, *task: object) -> dict[str, Any]:
        """Have it do a task; with no task, wait until it has loaded."""
        try:
            if task:
                self.pipe.send(task)
            said: dict[str, Any] = self.pipe.recv()
        except (EOFError, BrokenPipeError):
            self.process.join()
            self.trouble = f"ended with {self.process.exitcode}"
            return {}
        if said["wrong"]:
            self.trouble = f"{said['wrong']} wrong answers"
        return said


def started(peer: Peer, size: int) -> Running:
    """The engine in a process of its own, its points loaded."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(
        target=serve, args=(peer, size, NUMBER.get(size, FEWER), there), daemon=True
    )
    process.start()
    there.close()
    running = Running(peer, process, here)
    running.loaded = running.ask()
    return running


def measured(
    peers: list[Peer], size: int, rounds: int, seconds: float, tasks: list[str]
) -> list[Running]:
    """All engines at one size, in turn in each round."""
    engines = [started(peer, size) for peer in peers]
    for _ in range(rounds):
        for task in tasks:
            for engine in engines:
                if engine.trouble or task not in engine.loaded["tasks"]:
                    continue
                if said := engine.ask(task, seconds):
                    engine.times.setdefault(task, []).append(said["us"])
    for engine in engines:
        if not engine.trouble:
            engine.pipe.send(None)
        engine.process.join(10)
        if engine.process.is_alive():  # threads of a library that never end
            engine.process.terminate()
    return engines


def main() -> None:
    """Measure, write what was found as JSON, and print it."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seconds", type=float, default=0.2, help="a measurement")
    arguments.add_argument("--only", nargs="*", default=(), help="words of the names wanted")
    arguments.add_argument("--tasks", nargs="*", default=(ONE, PARTLY, TEXT, BATCH))
    arguments.add_argument("--out", type=Path, help="a file for the figures, as JSON")
    options = arguments.parse_args()
    peers, absent = installed(options.only)
    if absent:
        print("not installed, left out:", ", ".join(absent), "(pip install 'permit-rules[bench]')")
    figures: dict[str, Any] = {}
    for size in options.sizes:
        engines = measured(peers, size, options.rounds, options.seconds, options.tasks)
        figures[str(size)] = {
            e.peer.name: {"loaded": e.loaded, "times": e.times, "trouble": e.trouble}
            for e in engines
        }
        print(f"{size} points measured", file=sys.stderr, flush=True)
    if options.out:
        options.out.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")
    from benchmarks.peers.report import report

    print(report(figures))


if __name__ == "__main__":
    main()
