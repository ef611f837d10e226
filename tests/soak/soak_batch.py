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


def main(applications: int = 1_000_000) -> None:
    """Say what the memory comes to; it must stay flat once what may be kept is kept."""
    answering = Answering(pr.Checker(pr.load(), ITEM, PLACE), Rows.APPLICATIONS)
    for number, text in enumerate(Applications().texts(applications), 1):
        answering.answer(text)
        if number % STEP == 0:
            served = answering.served()
            print(f"{number:,}: {resident() // 1024} MB, {served.checked:,} checked", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
