"""The place whose rules apply: by code or by name; what nobody knows is told, never passed over."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.batch.answering import Answering
from permit_rules.batch.columns import Rows, rows_of
from permit_rules.model.place import Place, read_place
from permit_rules.resolving import no_such_place
from tests.corpus.tables import library

RESTAURANT = json.loads(
    (Path(__file__).parents[2] / "examples" / "restaurant.json").read_text("utf-8")
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("440300", "440300"),
        (" ４４０３００ ", "440300"),
        ("深圳市", "440300"),
        ("深圳", "440300"),
        ("广东", "440000"),
        ("国家", ""),
        ("000000", ""),
        # Not in places.yaml, but there is such a province.
        ("110105", "110105"),
        ("440305001", "440305001"),
        ("440300000", "440300"),
        ("999999", None),
        ("44030", None),
        ("4403000", None),
        ("gd", None),
        ("市", None),
        ("", ""),
    ],
)
def test_a_place_is_known_by_its_code_or_its_name(written: str, code: str | None) -> None:
    assert read_place(written, library().places) == code


def test_a_name_that_several_places_have_is_asked_about() -> None:
    known = {c: Place(c, "鼓楼区") for c in ("320106", "410204")}
    assert read_place("鼓楼", known) is None
    assert read_place("320106", known) == "320106"
    assert no_such_place("鼓楼区", known) == (
        "叫「鼓楼区」的地方不止一个",
        "请写代码：320106、410204",
    )


def test_rules_are_not_those_of_the_nation_at_a_place_that_is_named() -> None:
    day = date(2026, 3, 2)
    there = pr.resolve(library(), "hr-services", "440000", day)
    assert pr.resolve(library(), "hr-services", "广东", day) == there
    facts: dict[str, Any] = {}
    assert pr.plan(library(), facts, place="珠海") == pr.plan(library(), facts, place="440400")
    for call in (
        lambda: pr.resolve(library(), "hr-services", "nowhere", day),
        lambda: pr.plan(library(), facts, place="nowhere"),
        lambda: pr.Interview(library(), item="hr-services", place="nowhere", on=day),
    ):
        with pytest.raises(pr.UnknownPlace):
            call()


def test_a_plan_is_the_same_whichever_place_was_checked_first() -> None:
    day = date(2026, 3, 2)
    places = ("330000", "440300")
    for item in {i.id for i in library().items if not i.place}:
        there, back = pr.Checker(library()), pr.Checker(library())
        first = [there.plan_on(item, place, day).rulebook.applicability for place in places]
        last = [back.plan_on(item, place, day).rulebook.applicability for place in places[::-1]]
        assert first == last[::-1], item


def _at(place: object) -> dict[str, Any]:
    return {**RESTAURANT, "place": place}


def test_a_name_is_as_good_as_the_code() -> None:
    with pr.Checker(library()) as checker:
        by_code = checker.check(_at("440300"))
        assert by_code.complete
        for name in ("深圳市", "深圳", " 440300 "):
            assert checker.check(_at(name)) == by_code


@pytest.mark.parametrize("place", ["999999", "44030", "深川", "x" * 10_000])
def test_nothing_is_settled_at_a_place_that_nobody_knows(place: str) -> None:
    """Under the rules of the nation the office would not be competent."""
    with pr.Checker(library()) as checker:
        result = checker.check(_at(place))
        told = {p.code: p for p in result.payload}
        assert told["SH844"].where == "place"
        assert (result.place, result.complete) == ("", False)
        assert result.verdict is pr.Verdict.CORRECTION
        assert any("不知道申请的行政区划" in why for why in result.incomplete_because)
        alone = checker.check({**_at(place), "materials": [], "receiving_authority": "某局"})
        assert alone.verdict in (pr.Verdict.CORRECTION, pr.Verdict.CANNOT_TELL)


def test_the_nearest_name_is_offered() -> None:
    with pr.Checker(library()) as checker:
        told = {p.code: p.help for p in checker.check(_at("深圳氏")).payload}
    assert told["SH844"] == "是否想写「深圳市」？"


def test_a_place_of_another_checker_is_told_by_whatever_name() -> None:
    with pr.Checker(library(), place="深圳") as checker:
        assert checker.place == "440300"
        assert not checker.check(_at("深圳市")).payload
        assert [p.code for p in checker.check(_at("珠海")).payload] == ["SH842"]
        assert [p.code for p in checker.check(_at("nowhere")).payload] == ["SH844"]


def test_an_item_is_known_by_its_name_too() -> None:
    with pr.Checker(library(), item="食品经营许可", place="440300") as checker:
        assert checker.item == "food-business"
        assert checker.check({**RESTAURANT, "item": "食品经营许可"}) == checker.check(RESTAURANT)


def test_an_item_of_one_place_alone_is_told_where_it_is() -> None:
    local = next(i for i in library().items if i.place)
    with pr.Checker(library()) as checker:
        result = checker.check({"item": local.id, "received_on": "2026-03-02"})
    (told,) = (p for p in result.payload if p.code == "SH840")
    assert "国家一级没有规定" in told.message
    assert local.place in told.help


def test_a_batch_says_the_same() -> None:
    with pr.Checker(library()) as checker:
        answering = Answering(checker, Rows.FINDINGS)
        for place in ("", "440300", "深圳", "999999", "深川", "110000", "440300"):
            wanted = rows_of(pr.Outline.of(checker.check(_at(place))), Rows.FINDINGS)
            assert answering.answer(_at(place)).rows == wanted, place


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"place": "nowhere"}, pr.UnknownPlace, "'nowhere' is no division code"),
        ({"place": 440300}, TypeError, "place is a division code as a text, not 440300"),
        ({"item": 5}, TypeError, "item is the id or the name of an item, not 5"),
        ({"item": "food"}, pr.UnknownItem, "no item 'food'"),
        ({"items": ["food-business", "x"]}, pr.UnknownItem, "no item 'x'"),
        ({"bundle": "hotel", "place": "xx"}, pr.UnknownPlace, "'xx' is no division code"),
    ],
)
def test_a_checker_for_nobody_knows_what_is_refused(
    asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        pr.Checker(library(), **asked)


def test_a_checker_of_a_folder_is_refused() -> None:
    with pytest.raises(TypeError, match=r"what permit_rules.load\(\) returns, not 'rules'"):
        pr.Checker("rules")  # type: ignore[call-overload]
