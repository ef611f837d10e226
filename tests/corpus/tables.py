"""The tables of cases of the corpus, and the checkers they are run with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import permit_rules as pr
from permit_rules.diagnostics import Diagnostic
from permit_rules.loading import RuleReader
from permit_rules.loading.cases import Case, CaseTable, cases_in, load_cases

#: The review points as they stand in the repository.
RULES = Path(__file__).resolve().parents[2] / "rules"
#: Reads the corpus, also with folders laid over it, without reading the same file twice.
READER = RuleReader()


#: A folder with more files than this is the corpus, or a copy of it with something changed.
_FEW = 60
#: Reads nothing but the corpus and copies of it: another folder in between would displace it.
_COPIES = RuleReader()


def read_again(
    folder: str | Path | None = None, overlay: str | Path | None = None
) -> tuple[pr.Library | None, tuple[Diagnostic, ...]]:
    """As ``read_library``, but what has not changed in the corpus or a copy is read only once.

    That both say the same is shown in ``tests/loading/test_read_again.py``.
    """
    if folder is None and overlay is None:
        return _corpus()
    large = folder is None or sum(1 for _ in Path(folder).rglob("*.yaml")) > _FEW
    return (_COPIES if large else RuleReader()).read(folder, overlay)


def load_again(
    folder: str | Path | None = None, *, overlay: str | Path | None = None
) -> pr.Library:
    """As ``load``, reading as `read_again` does."""
    if folder is None and overlay is None:
        return library()
    found, diagnostics = read_again(folder, overlay)
    if found is None:
        raise pr.RulesInvalid(diagnostics)
    return found


#: As the function of that name, with the same texts read only once.
cases_again = cache(cases_in)


@dataclass(frozen=True, slots=True)
class Sited:
    """An item with the place whose file states it, "" for the nation."""

    item: str
    place: str

    def __str__(self) -> str:
        return f"{self.item}@{self.place}" if self.place else self.item


@cache
def library() -> pr.Library:
    """The whole corpus, loaded once for each process."""
    found, diagnostics = _corpus()
    if found is None:
        raise pr.RulesInvalid(diagnostics)
    return found


@cache
def _corpus() -> tuple[pr.Library | None, tuple[Diagnostic, ...]]:
    return READER.read()


@cache
def tables() -> tuple[CaseTable, ...]:
    """Every table of cases, by the path of its file."""
    return tuple(load_cases(path) for path in sorted(RULES.rglob("*.cases.yaml")))


@cache
def general_item() -> Sited:
    """The item with which the rules that all items inherit are tried out."""
    return Sited(load_cases(RULES / "general.cases.yaml").item, "")


def every_case() -> list[tuple[str, Case]]:
    """Every case of every table, with the id of its item."""
    return [(table.item, case) for table in tables() for case in table.cases]


@cache
def sited() -> tuple[Sited, ...]:
    """Every item of the corpus."""
    return tuple(Sited(i.id, i.place) for i in library().items)


@cache
def cases_of(where: Sited) -> tuple[Case, ...]:
    """The cases of an item, those of lower levels too."""
    return tuple(
        case
        for table in tables()
        if table.item == where.item
        for case in table.cases
        if _stated_at(where.item, case.application.get("place", "")) == where.place
    )


def _stated_at(item: str, place: str) -> str:
    found = library().item_for(item, place)
    return found.place if found else ""


@cache
def checker(*, reference: bool = False) -> pr.Checker:
    """The checker of all cases: durable-rules confirmed by the reference, or the latter alone."""
    if reference:
        return pr.Checker(library(), engine="reference")
    return pr.Checker(library(), verify=True)
