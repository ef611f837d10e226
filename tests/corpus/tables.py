"""The tables of cases of the corpus, and the checkers they are run with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import permit_rules as pr
from permit_rules.loading.cases import Case, CaseTable, load_cases

#: The review points as they stand in the repository.
RULES = Path(__file__).resolve().parents[2] / "rules"


@cache
def library() -> pr.Library:
    """The whole corpus, loaded once for each process."""
    return pr.load()


@cache
def tables() -> tuple[CaseTable, ...]:
    """Every table of cases, by the path of its file."""
    return tuple(load_cases(path) for path in sorted(RULES.rglob("*.cases.yaml")))


def every_case() -> list[tuple[str, Case]]:
    """Every case of every table, with the id of its item."""
    return [(table.item, case) for table in tables() for case in table.cases]


@cache
def checker(item: str, *, reference: bool = False) -> pr.Checker:
    """The checker of one item: durable-rules confirmed by the reference, or the latter alone."""
    if reference:
        return pr.Checker(library(), item=item, engine="reference")
    return pr.Checker(library(), item=item, verify=True)
