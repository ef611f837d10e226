"""Applications to try the promises on: those of the case tables, edited at random.

A case stands deep inside the rules, where random facts alone would hardly ever come; the edits
lead away from it in every direction the field catalogue and the list of materials know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias

from hypothesis import settings
from hypothesis import strategies as st

import permit_rules as pr
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.conditions.fields import HANDLING_ITEM_ID, Field, FieldType
from permit_rules.conditions.nodes import NumberTest, fields_of, tests_of
from permit_rules.resolving import change_days
from tests.corpus.tables import Sited, cases_of, library, sited

Payload: TypeAlias = "dict[str, Any]"
#: A change of a payload, in place.
Edit: TypeAlias = "Callable[[Payload], None]"

ITEMS = sited()
#: An application costs more to draw and to check than most examples do; the items share them.
SHARE = settings(max_examples=max(4, settings().max_examples // len(ITEMS)))


def applications(item: Sited, most: int = 12) -> st.SearchStrategy[Payload]:
    """Applications for ``item``: a case of its table, or nothing, with up to ``most`` edits."""
    bases = [c.application for c in cases_of(item)]
    nothing = {"item": item.item, "place": item.place}
    edits = st.lists(_edits(item), max_size=most)
    return st.builds(_edited, st.sampled_from([*bases, nothing]), edits)


@cache
def checker_of(item: Sited, *, reference: bool = False) -> pr.Checker:
    """The checker of one item: durable-rules confirmed by the reference, or the latter alone."""
    place = item.place or None
    if reference:
        return pr.Checker(library(), item=item.item, place=place, engine="reference")
    return pr.Checker(library(), item=item.item, place=place, verify=True)


def _edited(base: Mapping[str, Any], edits: Sequence[Edit]) -> Payload:
    payload: Payload = deepcopy(dict(base))
    for edit in edits:
        edit(payload)
    return payload


@cache
def rulebook(item: Sited) -> pr.Rulebook:
    """What is in force today's way: the last of the rulebooks that the files know."""
    days = change_days(library(), item.item, item.place)
    return pr.resolve(library(), item.item, item.place, days[-1])


def _edits(item: Sited) -> st.SearchStrategy[Edit]:
    return st.one_of(
        _facts(item), _facts(item), _papers(item), _papers(item), _days(item), _around(item)
    )


# ---- facts ---------------------------------------------------------------------------------


def _facts(item: Sited) -> st.SearchStrategy[Edit]:
    book = rulebook(item)
    read = {
        f.partition(".")[0]
        for q in compile_rulebook(book).engine.questions
        for t in tests_of(q.node)
        for f in fields_of(t)
    }
    asked = [f for f in book.catalogue.fields if f.id in read and not f.taken_from]
    return st.sampled_from(asked).flatmap(
        lambda f: st.builds(_state, st.just(f.label), _stated(f, item))
    )


def _state(label: str, value: object) -> Edit:
    def edit(payload: Payload) -> None:
        facts = payload.setdefault("facts", {})
        if value is None:
            facts.pop(label, None)
        else:
            facts[label] = value

    return edit


def _stated(field: Field, item: Sited) -> st.SearchStrategy[Any]:
    """A value of a field as people write it; None: nothing; now and then something unreadable."""
    odd = st.sampled_from((None, None, "", "也许", "？"))
    if field.id == HANDLING_ITEM_ID:
        return st.sampled_from([c.name for c in field.choices])
    return st.one_of(_readable(field, item), _readable(field, item), odd)


def _readable(field: Field, item: Sited) -> st.SearchStrategy[Any]:
    if field.type is FieldType.NUMBER:
        near = [(n + by) / 10**field.decimals for n in _limits(field.id, item) for by in (-1, 0, 1)]
        numbers = st.sampled_from([*near, 0, 1, 12, 2000])
        return st.one_of(numbers, numbers.map(lambda n: f"{n:g}{field.unit}"),
                         numbers.map(lambda n: f"{int(n)}余"))  # fmt: skip
    if field.type is FieldType.YES_NO:
        return st.sampled_from(("是", "否", True, False, "有", "√"))
    if field.type is FieldType.CHOICE:
        return st.sampled_from([n for c in field.choices for n in (c.name, *c.aliases)])
    if field.type is FieldType.CHOICES:
        names = st.sampled_from([c.name for c in field.choices])
        several = st.lists(names, max_size=4, unique=True)
        return st.one_of(names, several, several.map("、".join))
    if field.type is FieldType.DATE:
        return st.integers(-420, 420).map(lambda n: str(date(2026, 3, 2) + timedelta(days=n)))
    if field.type is FieldType.ROSTER:
        members = st.fixed_dictionaries(
            {}, optional={m.label: _stated(m, item) for m in field.members}
        )
        return st.lists(members, max_size=3)
    return st.sampled_from(("张三", "某某公司", "1"))


@cache
def _limits(field_id: str, item: Sited) -> tuple[int, ...]:
    tests = (t for q in compile_rulebook(rulebook(item)).engine.questions for t in tests_of(q.node))
    return tuple(t.value for t in tests if isinstance(t, NumberTest) and t.field == field_id)


# ---- papers --------------------------------------------------------------------------------


def _papers(item: Sited) -> st.SearchStrategy[Edit]:
    names = [
        name
        for material in rulebook(item).materials
        for paper in (material, *material.parts)
        for each in (paper, *paper.alternatives)
        for name in (each.id, each.name, *each.aliases)
    ]
    some = st.sampled_from([*names, "健康证明", "从来没有要过的材料"])
    return st.one_of(
        st.builds(_hand_in, some, st.fixed_dictionaries({}, optional=_PROPERTIES)),
        st.builds(_take_back, st.integers(0, 15)),
        st.builds(
            _change_paper, st.integers(0, 15), st.fixed_dictionaries({}, optional=_PROPERTIES)
        ),
    )


_PROPERTIES: dict[str, st.SearchStrategy[Any]] = {
    "form": st.sampled_from(("原件", "复印件", "电子", None)),
    "copies": st.sampled_from((0, 1, 2, "三份")),
    "signed": st.sampled_from((True, False, "是")),
    "sealed": st.sampled_from((True, False, "否")),
    "signed_by": st.lists(st.sampled_from(("张三", "李四")), max_size=2),
    "issued_on": st.sampled_from(("2026-03-01", "2025年1月1日", "很久以前")),
    "expires_on": st.sampled_from(("2026-03-02", "2026-03-01", "长期", "2026-02-30")),
    "states": st.dictionaries(st.sampled_from(("名称", "承租人", "清单行数")),
                              st.sampled_from(("某某公司", 3, "3")), max_size=2),
    "contents": st.lists(st.sampled_from(("面积", "功能区", "放置地点", "经营范围")), max_size=3),
    "parts": st.lists(st.sampled_from(("M1a", "M3a", "经营布局图", "不存在的部分")), max_size=2),
    "covers": st.lists(st.sampled_from(("M1", "M3b", "M4")), max_size=2),
    "of": st.sampled_from(("一号库", "二号库", "")),
}  # fmt: skip


def _hand_in(name: str, properties: Mapping[str, Any]) -> Edit:
    def edit(payload: Payload) -> None:
        key = "code" if name.isascii() else "name"
        payload.setdefault("materials", []).append({key: name, **properties})

    return edit


def _take_back(number: int) -> Edit:
    def edit(payload: Payload) -> None:
        materials = payload.get("materials") or []
        if materials:
            materials.pop(number % len(materials))

    return edit


def _change_paper(number: int, properties: Mapping[str, Any]) -> Edit:
    def edit(payload: Payload) -> None:
        materials = payload.get("materials") or []
        if materials:
            n = number % len(materials)
            stated = materials[n] if isinstance(materials[n], dict) else {"name": materials[n]}
            materials[n] = {**stated, **properties}

    return edit


# ---- days and everything around ------------------------------------------------------------


def _days(item: Sited) -> st.SearchStrategy[Edit]:
    days = [
        d + timedelta(days=by)
        for d in change_days(library(), item.item, item.place)
        for by in (-1, 0, 1)
    ]
    stated = st.sampled_from([*map(str, days), "2026-03-02", "二〇二六年三月二日", "2099-01-04"])
    return stated.map(lambda day: _put("received_on", day))


def _put(key: str, value: object) -> Edit:
    def edit(payload: Payload) -> None:
        payload[key] = value

    return edit


def _around(item: Sited) -> st.SearchStrategy[Edit]:
    book = rulebook(item)
    sources = [s.name for m in book.materials for p in (m, *m.parts) for s in p.shared]
    reasons = [r for b in book.bars for r in b.reasons]
    record = st.fixed_dictionaries(
        {"reason": st.sampled_from([*reasons, "从来没有的事由"])},
        optional={
            "decided_on": st.sampled_from(("2025-03-02", "2021-03-02", "2026-01-01")),
            "item": st.sampled_from((item.item, "food-business", "")),
        },
    )
    bars = st.lists(record, max_size=2)
    persons = st.fixed_dictionaries(
        {"name": st.just("张三"), "role": st.sampled_from(("法定代表人", "经营者", "食品安全员"))},
        optional={"bars": bars},
    )
    applicant = st.fixed_dictionaries(
        {},
        optional={"name": st.sampled_from(("某某公司", "")), "bars": bars,
                  "kind": st.sampled_from(("企业", "个体工商户", "外星人"))},
    )  # fmt: skip
    routes = st.dictionaries(
        st.sampled_from([m.id for m in book.materials]),
        st.fixed_dictionaries(
            {"kind": st.sampled_from(("later", "commitment", "容缺"))},
            optional={"promised": st.booleans()},
        ),
        max_size=2,
    )
    return st.one_of(
        st.lists(st.sampled_from([*sources, "没有的来源"]), max_size=3).map(
            lambda s: _put("shared", s)
        ),
        applicant.map(lambda a: _put("applicant", a)),
        st.lists(persons, max_size=2).map(lambda p: _put("persons", p)),
        routes.map(lambda r: _put("routes", r)),
        st.sampled_from(("online", "paper", "窗口")).map(lambda c: _put("channel", c)),
        st.sampled_from(("440300", "110101", "")).map(lambda p: _put("place", p)),
    )
