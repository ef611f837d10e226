"""Every store does the same; each test runs in a file of SQLite and in a PostgreSQL server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import islice

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from permit_rules.casework.case import Case
from permit_rules.casework.events import Decided, Delivered, Outcome, Result, Submitted
from permit_rules.casework.kept_case import CHUNK, column
from permit_rules.casework.store import (
    CaseChanged,
    CaseExists,
    CaseMissing,
    CaseStore,
    Selection,
    StoreUnusable,
)
from permit_rules.result import Verdict
from tests.casework.stores.conftest import Opener

DAY = date(2026, 3, 2)
FINE = Outcome(verdict=Verdict.ACCEPTED, complete=True)
#: What a database may choke on, or may change without a word.
HOSTILE = (
    "\0",
    "甲\0乙",
    "\ud800",
    "\udfff甲",
    "\udc00\ud800",
    "\\u0000",
    "\\",
    "'; DROP TABLE cases; --",
    "%s %(id)s :id $1 ?",
    "\ufeff\ufffe\uffff",
    "𠮷野家",
    " 前后 ",
    "e\u0301",
    "\r\n\t\x7f\x85\u2028",
    "",
)


def submitted(on: date = DAY, **payload: object) -> Submitted:
    return Submitted(on=on, payload=payload, outcome=FINE)


def case(case_id: str = "1", *, item: str = "tea", office: str = "一窗", on: date = DAY) -> Case:
    return Case(id=case_id, item=item, office=office, events=(submitted(on, name="示例茶馆"),))


def decided(on: date) -> Decided:
    return Decided(on=on, result=Result.GRANTED)


# ---- one case ----------------------------------------------------------------------------------


def test_both_are_stores_of_cases(store: CaseStore) -> None:
    assert isinstance(store, CaseStore)


def test_what_was_added_is_there_also_when_opened_again(opener: Opener) -> None:
    with opener() as store:
        store.add(case())

    assert opener().get("1") == case()


def test_there_is_no_second_case_of_an_id(store: CaseStore) -> None:
    store.add(case())

    with pytest.raises(CaseExists, match="'1'"):
        store.add(case(item="other"))
    assert store.get("1") == case()


def test_a_case_that_is_not_there_is_said_to_be_missing(store: CaseStore) -> None:
    for ask in (
        lambda: store.get("none"),
        lambda: store.append("none", decided(DAY)),
        lambda: store.put(case("none"), replacing=case("none")),
    ):
        with pytest.raises(CaseMissing, match="'none'"):
            ask()


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_nothing_that_was_typed_is_lost(store: CaseStore, text: str) -> None:
    hostile = Case(
        id=f"n{text}",
        item=text,
        place=text,
        office=text,
        events=(submitted(DAY, **{f"k{text}": [text, {"x": text}]}),),
    )
    store.add_many([case("0"), hostile])

    assert store.get(f"n{text}") == hostile
    assert list(store.cases(Selection(item=text, office=text))) == [hostile]
    assert store.append(f"n{text}", Delivered(on=DAY, how=text)) == store.get(f"n{text}")


@given(
    payload=st.dictionaries(
        st.text(st.characters()),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats(allow_nan=False)
            | st.text(st.characters()),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        ),
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@example(payload={"\ud800": 1})
@example(payload={"\ufffd": {"\ud800": "\ufffd"}})
def test_every_payload_comes_back(store: CaseStore, payload: dict[str, object]) -> None:
    first = store.count()
    typed = Case(id=str(first), item="tea", events=(submitted(DAY, **payload),))
    store.add(typed)

    assert store.get(str(first)) == typed


def test_a_figure_that_json_has_no_form_for_stays_one(store: CaseStore) -> None:
    store.add(Case(id="1", item="tea", events=(submitted(DAY, area=float("nan")),)))

    [event] = store.get("1").submissions
    assert repr(event.payload) == "{'area': nan}"


# ---- changing ----------------------------------------------------------------------------------


def test_a_case_takes_the_place_of_the_one_that_was_read(store: CaseStore) -> None:
    store.add(case())
    longer = case().with_event(decided(DAY))
    store.put(longer, replacing=store.get("1"))

    assert store.get("1") == longer
    assert store.count(Selection(decided_since=DAY)) == 1


@pytest.mark.parametrize("other", [{"office": "二窗"}, {"events": ()}], ids=["column", "journal"])
def test_whoever_comes_second_changes_nothing(store: CaseStore, other: dict[str, object]) -> None:
    store.add(case())
    mine, theirs = store.get("1"), store.get("1")
    first = theirs.model_copy(update=other)
    store.put(first, replacing=theirs)

    with pytest.raises(CaseChanged):
        store.put(mine.with_event(decided(DAY)), replacing=mine)
    assert store.get("1") == first


def test_one_case_cannot_take_the_place_of_another(store: CaseStore) -> None:
    store.add_many([case("1"), case("2")])

    with pytest.raises(ValueError, match="cannot replace"):
        store.put(case("1"), replacing=case("2"))


def test_events_come_to_the_end_of_the_journal(store: CaseStore) -> None:
    store.add(case())
    longer = store.append("1", decided(DAY), Delivered(on=DAY), expected=1)

    assert [e.kind for e in longer.events] == ["submitted", "decided", "delivered"]
    assert store.get("1") == longer


def test_no_event_comes_to_a_journal_that_grew_meanwhile_or_before_its_last_day(
    store: CaseStore,
) -> None:
    store.add(case())

    with pytest.raises(CaseChanged, match="1 events, not 0"):
        store.append("1", decided(DAY), expected=0)
    with pytest.raises(ValueError, match="cannot follow"):
        store.append("1", decided(date(2026, 3, 1)))
    assert store.get("1") == case()


# ---- many --------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [1, 3, CHUNK + 3])
@pytest.mark.parametrize("twice", ["known", "n0"])
def test_many_are_added_all_or_none(store: CaseStore, place: int, twice: str) -> None:
    store.add(case("known"))
    many = [case(f"n{n}") for n in range(CHUNK + 10)]

    with pytest.raises(CaseExists, match=f"'{twice}'"):
        store.add_many([*many[:place], case(twice), *many[place:]])
    assert store.count() == 1
    assert store.add_many(iter(many)) == len(many)
    assert store.count() == len(many) + 1


def test_what_goes_wrong_while_cases_are_made_leaves_nothing_behind(store: CaseStore) -> None:
    def broken() -> Iterator[Case]:
        yield from (case(f"n{n}") for n in range(CHUNK + 1))
        raise OSError("the caller's own")

    with pytest.raises(OSError, match="the caller's own"):
        store.add_many(broken())
    assert store.count() == 0


def test_cases_come_in_the_order_of_their_ids_by_code_point(store: CaseStore) -> None:
    ids = ["b", "a", "B", "_", "a1", "a10", "a2", "é", "甲", "乙", "𠮷", "\uffee", "~", "2", "10"]
    store.add_many(map(case, ids))

    assert [c.id for c in store.cases()] == sorted(ids)


def test_what_no_database_holds_comes_where_its_escape_does(store: CaseStore) -> None:
    ids = ["x\0", "x", "xa", "xZ", "x\\", "x\ud800", "x\uffff", "x\x01"]
    store.add_many(map(case, ids))

    assert [c.id for c in store.cases()] == sorted(ids, key=column)


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(item="tea"), "124"),
        (Selection(office="二窗"), "23"),
        (Selection(item="tea", office="二窗"), "2"),
        (Selection(received_since=date(2026, 3, 3)), "34"),
        (Selection(received_until=date(2026, 3, 3)), "12"),
        (Selection(received_since=DAY, received_until=date(2026, 3, 3)), "2"),
        (Selection(decided_since=date(2026, 3, 5), decided_until=date(2026, 3, 6)), "3"),
        (Selection(decided_until=date(2026, 3, 5)), ""),
        (Selection(item="' OR 1 = 1"), ""),
        (Selection(), "12345"),
    ],
)
def test_cases_are_selected_by_item_office_and_stretches_of_days(
    store: CaseStore, selection: Selection, ids: str
) -> None:
    store.add_many(
        [
            case("1", on=date(2026, 2, 28)),
            case("2", office="二窗"),
            case("3", item="inn", office="二窗", on=date(2026, 3, 3)),
            case("4", on=date(2026, 3, 4)),
            Case(id="5", item="inn"),
        ]
    )
    store.append("3", decided(date(2026, 3, 5)))
    store.append("4", decided(date(2026, 3, 6)))

    assert "".join(c.id for c in store.cases(selection)) == ids
    assert store.count(selection) == len(ids)


def test_cases_are_those_of_the_moment_the_first_was_asked_for(store: CaseStore) -> None:
    store.add_many(case(f"n{n:04}") for n in range(3 * CHUNK))
    reading = store.cases()
    begun = list(islice(reading, 3))
    store.add_many(case(f"n{n:04}x") for n in range(3 * CHUNK))
    store.append("n1400", decided(DAY))
    rest = list(reading)

    assert begun + rest == [case(f"n{n:04}") for n in range(3 * CHUNK)]
    assert store.count() == 6 * CHUNK


def test_a_reader_that_leaves_early_holds_nothing_open(opener: Opener) -> None:
    store = opener()
    store.add_many(case(f"n{n}") for n in range(2 * CHUNK))
    for _ in range(30):
        reading = store.cases()
        next(reading)
        reading.close()

    assert store.count() == 2 * CHUNK


# ---- at the same time --------------------------------------------------------------------------


def test_threads_add_and_append_without_losing_anything(store: CaseStore) -> None:
    store.add(case("shared"))

    def work(worker: int) -> None:
        for n in range(10):
            store.add(case(f"{worker}-{n}"))
            store.append("shared", Delivered(on=DAY, how=f"{worker}-{n}"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert store.count() == 61
    said = [e.how for e in store.get("shared").of(Delivered)]
    assert sorted(said) == sorted(f"{w}-{n}" for w in range(6) for n in range(10))


def test_of_those_who_read_the_same_one_alone_succeeds(opener: Opener) -> None:
    opener().add(case())
    stores = [opener() for _ in range(4)]
    ready = threading.Barrier(4)

    def work(number: int) -> bool:
        mine = stores[number].get("1")
        ready.wait()
        try:
            stores[number].put(mine.model_copy(update={"office": str(number)}), replacing=mine)
        except CaseChanged:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(work, range(4)))
    assert won.count(True) == 1
    assert opener().get("1").office == str(won.index(True))


def test_many_open_a_new_store_at_once(opener: Opener) -> None:
    ready = threading.Barrier(6)

    def work(number: int) -> None:
        ready.wait()
        opener().add(case(str(number)))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert opener().count() == 6


def test_a_closed_store_says_so(opener: Opener) -> None:
    with opener() as store:
        store.add(case())

    with pytest.raises(StoreUnusable, match="closed"):
        store.get("1")
