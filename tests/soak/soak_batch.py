"""The long run of batches: a million applications in one process, and the memory all along."""

from __future__ import annotations

import sys

import permit_rules as pr
from benchmarks.traffic import ITEM, PLACE, Applications
from permit_rules.batch.answering import Answering
from permit_rules.batch.columns import Rows
from tests.promises.memory import resident

#: Every so many applications the memory is looked at.
STEP = 50_000
#: What is kept is full long before the last fifth; so many MB more may be the allocator's.
MOST_IN_THE_LAST_FIFTH = 20


def main(applications: int = 1_000_000) -> None:
    """Say what the memory comes to; fail where it still grows in the last fifth."""
    seen = []
    answering = Answering(pr.Checker(pr.load(), ITEM, PLACE), Rows.APPLICATIONS)
    for number, text in enumerate(Applications().texts(applications), 1):
        answering.answer(text)
        if number % STEP == 0:
            served = answering.served()
            seen.append(resident() // 1024)
            print(f"{number:,}: {seen[-1]} MB, {served.checked:,} checked", flush=True)
    if seen and seen[-1] - seen[len(seen) * 4 // 5 - 1] > MOST_IN_THE_LAST_FIFTH:
        raise SystemExit("the memory still grew in the last fifth")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
