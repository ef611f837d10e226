"""How much memory a process keeps over many checks."""

from __future__ import annotations

import gc
import itertools
import resource
from pathlib import Path

import permit_rules as pr
from tests.corpus.tables import library, tables

#: About how many different applications are checked.
CASES = 100


def resident() -> int:
    """The memory this process holds, in KB; where there is no /proc, the most it ever held."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = next(x for x in status.splitlines() if x.startswith("VmRSS:"))
    return int(line.split()[1])


def growth_over(checks: int, *, warm_up: int) -> int:
    """By how many KB the process grows over ``checks`` checks of some cases of all items in turn.

    The first ``warm_up`` fill caches and open engines, and are not counted.
    """
    checker = pr.Checker(library())
    every = [c.application for t in tables() for c in t.cases]
    # So few that the first round, which opens the engines, is over long before it counts.
    cases = itertools.cycle(every[:: max(1, len(every) // CASES)])

    def run(times: int) -> None:
        for application in itertools.islice(cases, times):
            checker.check(application)
        gc.collect()

    run(warm_up)
    before = resident()
    run(checks)
    return resident() - before
