"""Tables stripped of their cases: what is suggested, once filled in, tries out all there was."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import yaml

import permit_rules as pr
from permit_rules.analysis.coverage import coverage
from permit_rules.analysis.run_cases import CaseStatus, run_case
from permit_rules.analysis.suggesting.bases import Base, derived_bases
from permit_rules.analysis.suggesting.suggest import suggest
from permit_rules.analysis.suggesting.table import suggested_table
from permit_rules.analysis.targets import Targets
from permit_rules.formatting import format_file
from permit_rules.loading.cases import CaseTable, cases_in, load_cases
from tests.corpus.tables import cases_of, library, tables
from tests.corpus.tables import sited as items
from tests.teahouse import RULES

#: Points with thresholds, rosters, agreements, parts, alternatives, periods and gates; all of them
#: together take half a minute.
FOOD = ("M5", "M5/agree-1", "C9", "H4", "W1/late")
DEVICES = ("M1a", "M1c", "M4c", "M4c-alt1/form", "M8", "M8/signature", "W1/late", "W1/expired")


@cache
def rules(item: str) -> pr.Library:
    return pr.load(RULES) if item == "teahouse" else library()


@cache
def blank_table(item: str, *, only: tuple[str, ...] = ()) -> tuple[Targets, CaseTable, str]:
    """What is suggested where there is no case at all, and its text."""
    targets = Targets(rules(item), item)
    if only:
        ids = {v[0] for v in targets.versions}
        targets = Targets(rules(item), item, ids - set(only))
    found = suggest(targets, bases=corpus_bases(item) if only else ())
    assert found.left == ()
    text = suggested_table(found, derived_only=False)
    table, diagnostics = cases_in(text.encode(), f"{item}.cases.yaml")
    assert table is not None, diagnostics
    assert {d.code for d in diagnostics} == {"SH161"}
    assert len(diagnostics) == len(table.cases)
    return targets, table, text


def corpus_bases(item: str) -> list[Base]:
    """The first base of the table for each handling item."""
    table = next(t for t in tables() if t.item == item and not t.place)
    first: dict[str, Base] = {}
    for name, payload in table.bases.items():
        base = Base(name, "", payload, derived=False)
        first.setdefault(base.handling_item, base)
    return list(first.values())


def filled(item: str, table: CaseTable, text: str) -> CaseTable:
    """The table as somebody fills it in who thinks as the reference engine does."""
    written: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    checker = pr.Checker(rules(item), engine="reference")
    for case, entry in zip(table.cases, written["用例"], strict=True):
        result = checker.check(case.application)
        statuses = {p.point.partition("/")[2]: p.status.label for p in result.points}
        own = {p: statuses[p] for p in entry["预期"]["要点"]}
        entry["预期"] = {"结论": result.verdict_label, "要点": own}
        entry["出处"] = "办法"
    made, diagnostics = cases_in(yaml.safe_dump(written, allow_unicode=True).encode(), "filled")
    assert made is not None
    assert diagnostics == ()
    return made


@pytest.mark.parametrize(
    ("item", "only"),
    [
        ("teahouse", ()),
        ("animal-clinic", ()),
        ("road-freight", ()),
        ("medical-device-class3", DEVICES),
        ("food-business", FOOD),
    ],
)
def test_a_stripped_table_is_whole_again_once_the_blanks_are_filled(
    item: str, only: tuple[str, ...]
) -> None:
    targets, table, text = blank_table(item, only=only)
    assert all(
        run_case(item, c, pr.Checker(rules(item), engine="reference")).status is CaseStatus.TO_FILL
        for c in table.cases
    )
    whole = filled(item, table, text)
    checker = pr.Checker(rules(item), engine="reference")
    assert {run_case(item, c, checker).status for c in whole.cases} == {CaseStatus.PASSED}
    found = coverage(rules(item), item, [c.application for c in whole.cases], targets.left_out)
    assert (found.missing, found.one_sided) == ((), ())
    # Few: not one for each thing to be tried out.
    wanted = found.statuses + found.sides
    assert len(whole.cases) < (wanted if only else wanted / 2)


def test_the_text_is_in_its_one_form_and_says_what_each_case_is_for() -> None:
    _, table, text = blank_table("animal-clinic")
    assert format_file(text.encode(), "national/animal-clinic.cases.yaml").text is not None
    comments = [line for line in text.splitlines() if line.startswith("# 试")]
    assert len(comments) >= len(table.cases)
    assert "# 试「不符」：S2 执业兽医" in text or "执业兽医数 0人" in text
    assert text.count("结论: 待填") == len(table.cases)
    assert len({c.name for c in table.cases}) == len(table.cases)


@pytest.mark.parametrize("item", ["animal-clinic", "road-freight"])
def test_the_answers_are_the_engines_in_no_word(item: str) -> None:
    _, table, text = blank_table(item)
    written = yaml.load(text, Loader=yaml.BaseLoader)
    assert {e["预期"]["结论"] for e in written["用例"]} == {"待填"}
    assert {v for e in written["用例"] for v in e["预期"]["要点"].values()} == {"待填"}
    assert all(c.expected.blank for c in table.cases)


def test_nothing_is_suggested_where_nothing_is_missing() -> None:
    where = next(i for i in items() if i.item == "animal-clinic")
    targets = Targets(library(), where.item, _general())
    done = suggest(targets, [c.application for c in cases_of(where)])
    assert (done.suggestions, done.left) == ((), ())


def test_what_is_missing_is_written_over_the_bases_of_the_table() -> None:
    table = load_cases(RULES / "national" / "teahouse.cases.yaml")
    bases = [Base(n, "", b, derived=False) for n, b in table.bases.items()]
    targets = Targets(rules("teahouse"), "teahouse")
    applications = [c.application for c in table.cases]
    found = suggest(targets, applications, bases)
    assert found.left == ()
    used = {s.base.name for s in found.suggestions}
    assert used & set(table.bases)
    assert {s.base.name for s in found.suggestions if s.base.derived} <= {"延续", "备案"}
    assert all(s.targets for s in found.suggestions)


def test_the_same_rules_give_the_same_suggestions() -> None:
    told: list[int] = []
    again: Callable[[int, int], None] = lambda done, total: told.append(done)  # noqa: E731
    once = suggest(Targets(library(), "animal-clinic"), advance=again)
    assert suggested_table(once) == blank_table("animal-clinic")[2]
    assert told[-1] == 68


def test_a_derived_base_is_in_order_and_nothing_can_be_taken_out_of_it() -> None:
    checker = pr.Checker(rules("teahouse"), "teahouse", engine="reference")
    bases = list(derived_bases(rules("teahouse"), "teahouse", ""))
    assert [b.handling_item for b in bases] == ["新办", "延续", "备案"]
    for base in bases:
        assert checker.check(base.payload).verdict_label == "受理"
        for n in range(len(base.payload["materials"])):
            less = [m for k, m in enumerate(base.payload["materials"]) if k != n]
            answer = checker.check({**base.payload, "materials": less})
            assert answer.verdict_label != "受理"


def _general() -> frozenset[str]:
    from tests.corpus.test_coverage import inherited

    return inherited("animal-clinic")
