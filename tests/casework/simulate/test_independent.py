"""The figures of a simulated year, worked out a second time by other means: SQL over its JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from permit_rules.casework.figures import DecisionClock, Figures, Span, measure
from permit_rules.resolving import resolve
from permit_rules.working_days import Period, later
from tests.casework.simulate import year

SINCE, THROUGH = "2025-03-03", "2025-11-28"


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(
        year.cases(),
        clock=DecisionClock(year.library()),
        calendar=year.library().calendar,
        period=Span(since=date.fromisoformat(SINCE), through=date.fromisoformat(THROUGH)),
        show_staff=True,
    )


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    """Every event of every case in one table, and the lines of notices and submissions in one."""
    made = sqlite3.connect(":memory:")
    made.execute("create table e (c, n, kind, day, who, a, b, shared, until, item, office)")
    made.execute("create table l (c, n, what, code)")
    made.create_function("workdays", 2, _workdays)
    made.create_function("due", 2, _due)
    for text in (case.model_dump_json() for case in year.cases()):
        case = json.loads(text)
        for n, event in enumerate(case["events"]):
            a, b = _two(event)
            shared = event.get("outcome", {}).get("shared", 0)
            made.execute(
                "insert into e values (?,?,?,?,?,?,?,?,?,?,?)",
                (case["id"], n, event["kind"], event["on"], event["by"], a, b, shared,
                 event.get("until"), case["item"], case["office"]),
            )  # fmt: skip
            for what in ("lines", "late_notified"):
                for line in event.get(what, ()):
                    made.execute(
                        "insert into l values (?,?,?,?)", (case["id"], n, what, line["code"])
                    )
    made.execute(
        "create table d as select c, n, day, who, a result, b reason, item, office from e "
        "where kind = 'decided' and day between ? and ?",
        (SINCE, THROUGH),
    )
    made.execute(
        "create table r as select d.c, count(x.c) rounds from d left join e x on x.c = d.c "
        "and x.kind = 'noticed' and x.a = '补正告知书' group by d.c"
    )
    yield made
    made.close()


def _two(event: dict[str, Any]) -> tuple[str, str]:
    """The two texts of an event that matter to the figures."""
    keys = {
        "submitted": ("", ""),
        "noticed": ("notice", ""),
        "decided": ("result", "reason"),
        "inspected": ("mode", ""),
        "worked": ("post", ""),
        "complained": ("about", ""),
    }
    first, second = keys.get(event["kind"], ("", ""))
    if event["kind"] == "submitted":
        return "", event["outcome"]["handling_item"]
    return event.get(first, ""), event.get(second, "")


def _workdays(first: str, last: str) -> int:
    """Day by day: a weekday that is no holiday, or a weekend day on which people work."""
    calendar = year.library().calendar
    day, end, count = date.fromisoformat(first), date.fromisoformat(last), 0
    while day < end:
        day += timedelta(days=1)
        off = day in calendar.holidays or day.weekday() > 4
        count += not off or day in calendar.extra_workdays
    return count


_LIMITS: dict[str, Period] = {}


def _due(item: str, accepted: str) -> str:
    if item not in _LIMITS:
        book = resolve(year.library(), item, year.SETTINGS.place, date(2025, 6, 2))
        [limit] = [x for x in book.limits if x.step == "决定" and not x.fallback]
        assert limit.committed is None
        _LIMITS[item] = limit.statutory
    last = later(date.fromisoformat(accepted), _LIMITS[item], year.library().calendar)
    assert last is not None
    return last.isoformat()


def one(db: sqlite3.Connection, query: str) -> Any:
    [[found]] = db.execute(query)
    return found


def test_there_is_enough_to_compare(db: sqlite3.Connection) -> None:
    assert one(db, "select count(*) from d") > 300
    assert one(db, "select max(rounds) from r") >= 5
    assert one(db, "select count(*) from l where what = 'late_notified'") > 5


def test_rounds(figures: Figures, db: sqlite3.Connection) -> None:
    decided = one(db, "select count(*) from d")
    assert figures.population.decided == decided == figures.two_round_rate.denominator
    assert figures.two_round_rate.numerator == one(db, "select count(*) from r where rounds > 1")
    assert figures.five_or_more == one(db, "select count(*) from r where rounds > 4")
    assert [(x.rounds, x.cases) for x in figures.rounds] == list(
        db.execute("select rounds, count(*) from r group by rounds order by rounds")
    )
    passed = "select count(*) from d join r using (c) where rounds = 0 and result = '准予'"
    assert figures.first_pass_rate.numerator == one(db, passed)


def test_population(figures: Figures, db: sqlite3.Connection) -> None:
    first = "(select c, min(day) received from e group by c)"
    end = "(select c, day from e where kind = 'decided')"
    still_open = one(
        db,
        f"select count(*) from {first} f left join {end} x using (c) where received <= '{THROUGH}'"
        f" and (x.day is null or x.day > '{THROUGH}')",
    )
    assert figures.population.read == year.SETTINGS.cases
    assert figures.population.open == still_open > 0
    rest = year.SETTINGS.cases - still_open - figures.population.decided
    assert figures.population.outside == rest > 0


def test_late_notified(figures: Figures, db: sqlite3.Connection) -> None:
    late = "from l join d using (c) where what = 'late_notified'"
    assert figures.late_notified_lines == one(db, f"select count(*) {late}")
    assert figures.late_notified_cases == one(db, f"select count(distinct l.c) {late}")


def test_times(figures: Figures, db: sqlite3.Connection) -> None:
    db.execute(
        "create temp table t as select d.c, d.item, d.day, min(x.day) accepted from d join e x "
        "on x.c = d.c and x.kind = 'noticed' and x.a in ('受理通知书', '容缺受理通知书') "
        "group by d.c"
    )
    known = one(db, "select count(*) from t")
    assert figures.on_time_rate.denominator == known
    assert figures.due_unknown == figures.population.decided - known
    on_time = one(db, "select count(*) from t where day <= due(item, accepted)")
    assert figures.on_time_rate.numerator == on_time < known
    used = one(db, "select sum(workdays(accepted, day)) from t")
    statutory = sum(
        _LIMITS[item].amount * n
        for item, n in db.execute("select item, count(*) from t group by item")
    )
    assert figures.time_compression.denominator == statutory
    assert figures.time_compression.numerator == statutory - used
    assert figures.limit_compression.numerator == 0


def test_groups(figures: Figures, db: sqlite3.Connection) -> None:
    situation = (
        "select d.item, (select b from e where e.c = d.c and kind = 'submitted' and b <> '' "
        "order by n desc limit 1) h, count(*), sum(rounds), sum(rounds > 1), sum(rounds > 4), "
        "sum(result = '不予受理') from d join r using (c) group by 1, 2"
    )
    assert {
        (g.item, g.name, g.counts.cases, g.counts.corrections, g.counts.repeated,
         g.counts.five_or_more, g.counts.not_accepted)
        for g in figures.situations
    } == {(i, h or "", *rest) for i, h, *rest in db.execute(situation)}  # fmt: skip
    offices = (
        "select office, count(*), sum(rounds), sum(rounds > 1) from d join r using (c) group by 1"
    )
    assert {
        (g.name, g.counts.cases, g.counts.corrections, g.counts.repeated) for g in figures.offices
    } == set(db.execute(offices))


def test_persons(figures: Figures, db: sqlite3.Connection) -> None:
    given = (
        "select e.who, count(*), count(distinct case when rounds > 1 then e.c end), "
        "count(distinct case when rounds > 4 then e.c end) from e join r using (c) "
        "where kind = 'noticed' and a = '补正告知书' group by 1"
    )
    assert {
        (p.name, p.counts.corrections, p.counts.repeated, p.counts.five_or_more)
        for p in figures.persons
        if p.counts.corrections
    } == set(db.execute(given))
    away = "select who, count(*) from d where result = '不予受理' group by 1"
    assert {
        (p.name, p.counts.not_accepted) for p in figures.persons if p.counts.not_accepted
    } == set(db.execute(away))
    late = (
        "select (select who from e where e.c = l.c and e.n < l.n and kind = 'noticed' "
        "order by n desc limit 1) w, count(*) from l join d using (c) "
        "where what = 'late_notified' group by 1"
    )
    assert {
        (p.name, p.counts.late_notified) for p in figures.persons if p.counts.late_notified
    } == set(db.execute(late))


def test_modes_reasons_results_and_complaints(figures: Figures, db: sqlite3.Connection) -> None:
    modes = (
        "select a, count(distinct e.c) from e join d using (c) where kind = 'inspected' group by 1"
    )
    assert {(m.name, m.cases) for m in figures.modes if m.name != "没有核查记录"} == set(
        db.execute(modes)
    )
    visited = "select count(distinct e.c) from e join d using (c) where kind = 'inspected'"
    [none] = [m.cases for m in figures.modes if m.name == "没有核查记录"]
    assert none == figures.population.decided - one(db, visited)
    reasons = (
        "select code, count(distinct l.c), count(*) from l join d using (c) join e on e.c = l.c "
        "and e.n = l.n where what = 'lines' and kind = 'noticed' and a = '补正告知书' group by 1"
    )
    assert {(r.reason, r.cases, r.lines) for r in figures.correction_reasons} == set(
        db.execute(reasons)
    )
    assert {(r.name, r.cases) for r in figures.results} == set(
        db.execute("select result, count(*) from d group by 1")
    )
    complaints = "select a, count(*) from e join d using (c) where kind = 'complained' group by 1"
    assert {(x.name, x.cases) for x in figures.complaints} == set(db.execute(complaints))


def test_posts_steps_and_sharing(figures: Figures, db: sqlite3.Connection) -> None:
    posts = (
        "select a, count(*), sum(workdays(e.day, until)), max(workdays(e.day, until)) "
        "from e join d using (c) where kind = 'worked' group by 1"
    )
    assert {(p.name, p.times, p.days, p.longest) for p in figures.posts} == set(db.execute(posts))
    answered = (
        "select count(*), sum(workdays(x.day, y.day)) from e x join d using (c) join e y on "
        "y.c = x.c and y.kind = 'submitted' and y.n = (select min(n) from e z where z.c = x.c "
        "and z.n > x.n and z.kind = 'submitted') where x.kind = 'noticed' and x.a = '补正告知书'"
    )
    [(times, days)] = db.execute(answered)
    [step] = [s for s in figures.steps if s.name == "申请人补正"]
    assert (step.times, step.days) == (times, days)
    shared = (
        "select count(*), sum(shared) from (select (select shared from e where e.c = d.c and "
        "kind = 'submitted' order by n desc limit 1) shared from d) where shared > 0"
    )
    [(cases, materials)] = db.execute(shared)
    assert (figures.saved[0].cases, figures.saved[0].materials) == (cases, materials)
    assert materials > 0
