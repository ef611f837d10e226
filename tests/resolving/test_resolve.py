"""The day and the place choose what is in force, and say where nothing is known."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

import permit_rules as pr
from permit_rules.diagnostics import Span
from permit_rules.model.place import ancestors
from permit_rules.model.validity import Before, Dated, Validity, Version
from permit_rules.resolving import change_days, levels_of, resolve
from permit_rules.resolving.layers import Layered
from tests.teahouse import RULES

HERE = Span("x.yaml", 1, 1)


@pytest.fixture(scope="module")
def library() -> pr.Library:
    return pr.load(RULES)


def dated(*stretches: tuple[str, str | None], before: Before = Before.UNKNOWN) -> Dated[str]:
    return Dated(
        "M1",
        tuple(
            Version(Validity(date.fromisoformat(a), date.fromisoformat(b) if b else None), a, HERE)
            for a, b in stretches
        ),
        before,
    )


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("", ("",)),
        ("440000", ("", "440000")),
        ("440300", ("", "440000", "440300")),
        ("440305", ("", "440000", "440300", "440305")),
        ("440305001", ("", "440000", "440300", "440305", "440305001")),
        ("深圳", ("", "深圳")),
        ("44", ("", "44")),
    ],
)
def test_ancestors(code: str, chain: tuple[str, ...]) -> None:
    assert ancestors(code) == chain


@pytest.mark.parametrize(
    ("day", "value", "unknown"),
    [
        ("2019-12-31", None, True),
        ("2020-01-01", "2020-01-01", False),
        ("2020-12-31", "2020-01-01", False),
        ("2021-01-01", None, True),
        ("2022-01-01", "2022-01-01", False),
        ("2023-01-01", None, False),
    ],
)
def test_stretches_are_half_open_and_a_gap_is_not_known(
    day: str, value: str | None, unknown: bool
) -> None:
    entry = Layered("M1", (dated(("2020-01-01", "2021-01-01"), ("2022-01-01", "2023-01-01")),))
    assert entry.on(date.fromisoformat(day)) == value
    assert entry.unknown_on(date.fromisoformat(day)) is unknown


def test_before_may_be_known_to_ask_nothing() -> None:
    entry = Layered("M1", (dated(("2020-01-01", None), before=Before.ABSENT),))
    assert not entry.unknown_on(date(2019, 1, 1))


def test_the_lowest_level_counts_from_its_own_day() -> None:
    entry = Layered("M1", (dated(("2020-01-01", None)), dated(("2024-01-01", None))))
    assert entry.on(date(2023, 12, 31)) == "2020-01-01"
    assert entry.on(date(2024, 1, 1)) == "2024-01-01"


def test_withdrawal_is_no_gap() -> None:
    entry = Layered("M1", (dated(("2020-01-01", None)),), withdrawn=(date(2025, 1, 1),))
    assert entry.on(date(2024, 12, 31)) is not None
    assert entry.on(date(2025, 1, 1)) is None
    assert not entry.unknown_on(date(2025, 1, 1))


def test_levels_add_replace_and_withdraw(library: pr.Library) -> None:
    national = resolve(library, "teahouse", "440000", date(2025, 1, 1))
    city = resolve(library, "teahouse", "440300", date(2025, 1, 1))
    assert {c.id for c in city.conditions} - {c.id for c in national.conditions} == {"Z1"}
    assert {m.id for m in national.materials} - {m.id for m in city.materials} == {"M4"}
    assert levels_of(library, "teahouse", "440300") == ("", "440300")
    assert national.levels == ("",)


def test_nothing_changes_between_two_change_days(library: pr.Library) -> None:
    days = change_days(library, "teahouse", "440300")
    assert days == (date(2020, 1, 1), date(2024, 1, 1), date(2025, 1, 1), date(2025, 4, 15))
    for since, until in pairwise(days):
        book = resolve(library, "teahouse", "440300", since)
        last = resolve(library, "teahouse", "440300", date.fromordinal(until.toordinal() - 1))
        assert (book.since, book.until) == (since, until)
        assert (book.materials, book.conditions) == (last.materials, last.conditions)


def test_an_unknown_item_is_named_with_the_known_ones(library: pr.Library) -> None:
    with pytest.raises(pr.UnknownItem, match="among 1 items"):
        resolve(library, "bookshop", "", date(2026, 1, 1))
