"""Division codes and the offices at a place: what a code and a proper name stand for."""

from __future__ import annotations

import pytest

from permit_rules.model.offices import Offices
from permit_rules.model.place import NATION, Level, Place, ancestors, levels_at, read_code

OFFICES = Offices.of(
    {
        NATION: Place(NATION, "国家", {"药品监督管理部门": ("国家药品监督管理局",)}),
        "440300": Place(
            "440300",
            "深圳市",
            {
                "市场监督管理部门": ("深圳市市场监督管理局", "深圳市市监局"),
                "药品监督管理部门": ("深圳市市场监督管理局",),
            },
        ),
        "440305": Place("440305", "南山区"),
    }
)


@pytest.mark.parametrize(
    ("code", "levels"),
    [
        (NATION, "国家"),
        ("440000", "省"),
        ("440300", "市"),
        ("440305", "县"),
        ("440305001", "乡"),
        ("310000", "省市"),
        ("310115", "市县"),
        ("310115001", "乡"),
        ("469001", "市县"),
        ("650102", "县"),
    ],
)
def test_the_levels_of_a_code(code: str, levels: str) -> None:
    wanted = {levels} if levels == "国家" else set(levels)
    assert {level.value for level in levels_at(code)} == wanted


def test_levels_count_downwards() -> None:
    assert [level.rank for level in Level] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("440300", "440300"),
        (" 440305001 ", "440305001"),
        ("000000", NATION),
        ("国家", NATION),
        ("4403", None),
        ("南山", None),
        ("４４０３００", None),
        ("", None),
    ],
)
def test_what_is_read_as_a_code(text: str, code: str | None) -> None:
    assert read_code(text) == code


def test_the_places_above_one() -> None:
    assert ancestors("440305001") == ("", "440000", "440300", "440305", "440305001")
    assert ancestors("440000") == ("", "440000")
    assert ancestors("甲") == ("", "甲")


def test_an_office_of_several_departments_and_names() -> None:
    office = OFFICES.named("深圳市 市场监督管理局")
    assert office is not None
    assert (office.place, len(office.departments)) == ("440300", 2)
    other = OFFICES.named("深圳市市监局")
    assert other is not None
    assert other.departments == {"市场监督管理部门"}
    assert OFFICES.named("南山区市场监督管理局") is None
    assert OFFICES.departments == {"市场监督管理部门", "药品监督管理部门"}


def test_a_branch_belongs_to_the_office_whose_name_it_continues() -> None:
    above = OFFICES.above("深圳市市场监督管理局南山监管局")
    assert above is not None
    assert above.name == "深圳市市场监督管理局"
    assert OFFICES.above("深圳市市场监督管理局") is None
    assert OFFICES.above("") is None


@pytest.mark.parametrize(
    ("department", "codes", "name"),
    [
        ("市场监督管理部门", ("440305", "440300"), "南山区的市场监督管理部门"),
        ("市场监督管理部门", ("440306", "440300"), "深圳市市场监督管理局"),
        ("市场监督管理 部门", ("440300",), "深圳市市场监督管理局"),
        ("市场监督管理部门", ("440306",), ""),
        ("药品监督管理部门", (NATION,), "国家药品监督管理局"),
    ],
)
def test_what_a_department_is_called(department: str, codes: tuple[str, ...], name: str) -> None:
    assert OFFICES.proper_name(department, codes) == name
