"""How fast cases are added to a store and read from it again, in SQLite and in PostgreSQL.

    python -m benchmarks.stores                         a file, and a server started for it
    python -m benchmarks.stores --postgres URL          a server of your own (an empty database)

Each case holds one application of a restaurant as it is handed in and the answer to it in short.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from permit_rules.casework.case import Case
from permit_rules.casework.events import Outcome, Submitted
from permit_rules.casework.sqlite_store import SQLiteStore
from permit_rules.casework.store import CaseStore, Selection
from permit_rules.extras.postgres import PostgresStore
from permit_rules.result import Verdict
from tests.postgres_server import private_server

EXAMPLE = Path(__file__).parents[1] / "examples" / "restaurant.json"
FIRST_DAY = date(2025, 1, 1)


def made(number: int) -> Iterator[Case]:
    """So many different cases, spread over a year."""
    payload = json.loads(EXAMPLE.read_text("utf-8"))
    outcome = Outcome(verdict=Verdict.ACCEPTED, complete=True)
    for n in range(number):
        day = FIRST_DAY + timedelta(days=n % 365)
        event = Submitted(on=day, payload={**payload, "number": n}, outcome=outcome)
        yield Case(id=f"{n:08}", item="food-business", office=str(n % 20), events=(event,))


def measure(name: str, store: CaseStore, number: int) -> None:
    """Print one line a measurement."""
    cases = list(made(number))

    def line(what: str, count: int, start: float) -> None:
        spent = time.perf_counter() - start
        print(f"{name:10}  {what:28}  {spent:7.2f} s  {count / spent:9,.0f} cases/s", flush=True)

    start = time.perf_counter()
    line("add_many", store.add_many(cases), start)
    del cases
    start = time.perf_counter()
    line("cases, all of them", sum(1 for _ in store.cases()), start)
    month = Selection(office="7", received_since=date(2025, 3, 1), received_until=date(2025, 4, 1))
    start = time.perf_counter()
    line("cases, one office and month", sum(1 for _ in store.cases(month)), start)
    some = [f"{n:08}" for n in range(0, number, max(1, number // 500))]
    start = time.perf_counter()
    for case_id in some:
        store.get(case_id)
    line("get, one by one", len(some), start)
    start = time.perf_counter()
    for case in (Case(id=f"x{n}", item="food-business") for n in range(500)):
        store.add(case)
    line("add, one by one", 500, start)


def main() -> None:
    """Measure both stores, one after the other."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--cases", type=int, default=100_000)
    arguments.add_argument("--postgres", metavar="URL", help="a server; without it one is started")
    options = arguments.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        with SQLiteStore(folder / "cases.db") as file:
            measure("SQLite", file, options.cases)
        address = options.postgres or stack.enter_context(private_server())
        with PostgresStore(address) as server:
            measure("PostgreSQL", server, options.cases)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {peak:,.0f} MB, with all new cases in a list")


if __name__ == "__main__":
    main()
