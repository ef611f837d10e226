"""Lower levels: full versions merged with the level above, and only what exists above."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permit_rules.loading import load, read_library
from permit_rules.model.basis import Grade
from permit_rules.model.item import Overlay
from permit_rules.model.library import Library
from permit_rules.resolving import resolve
from tests.helpers import expect, marked
from tests.loading.folder import HEAD, ITEM, rules

NATION = """\
申请材料:
- 编号: M1
  材料名称: 申请书
  份数: 2
  材料形式: 原件
  依据: 办法 第一条
- 编号: M2
  材料名称: 图
  依据: 办法 第二条
  版本:
  - {施行日期: 2023-12-01, 份数: 1}
  - {施行日期: 2025-01-01, 份数: 3, 需要: {主体业态: 餐饮}}
  组成: [{编号: M2a, 名称: 正图}]
审核要点:
- {编号: S1, 类别: 实质审查, 名称: 面积, 应当: {经营面积: 超过 10 平方米}, 依据: 规定}
"""
PROVINCE = "440000-guangdong/trial.yaml"
CITY = "440300-shenzhen/trial.yaml"


def _head(place: str) -> str:
    return (
        f'事项: trial\n行政区划: "{place}"\n设定依据:\n'
        f"  本地{place}: {{文件: 本地规定{place}, 来源: 地方法规原文}}\n"
    )


def _library(tmp_path: Path, city: str, province: str | None = None) -> Library:
    files: dict[str, str | bytes] = {ITEM: HEAD + NATION, CITY: _head("440300") + city}
    if province is not None:
        files[PROVINCE] = _head("440000") + province
    return load(rules(tmp_path, files))


def _overlay(library: Library, place: str = "440300") -> Overlay:
    return next(o for o in library.overlays if o.place == place)


def _copies(library: Library, material: str, place: str, day: date) -> int:
    rulebook = resolve(library, "trial", place, day)
    found = next(m for m in rulebook.materials if m.id == material)
    return next(s.count for s in found.standards if hasattr(s, "count"))


def test_a_replacement_states_only_what_changes(tmp_path: Path) -> None:
    library = _library(
        tmp_path, "替换:\n  申请材料:\n  - {编号: M1, 份数: 1, 施行日期: 2024-05-01}\n"
    )

    version = _overlay(library).replaces.materials[0].versions[0]
    assert version.validity.start == date(2024, 5, 1)
    assert str(version.where) == f"{CITY}:7:5"
    assert version.value.name == "申请书"
    assert [s.code for s in version.value.standards] == ["form", "copies"]
    assert [b.words for b in version.value.basis] == ["《试验管理办法》第一条"]
    assert _copies(library, "M1", "440300", date(2024, 4, 30)) == 2
    assert _copies(library, "M1", "440300", date(2024, 5, 1)) == 1
    assert _copies(library, "M1", "", date(2024, 5, 1)) == 2


def test_a_replacement_across_versions_takes_the_rest_from_each(tmp_path: Path) -> None:
    library = _library(
        tmp_path,
        "替换:\n  申请材料:\n"
        "  - {编号: M2, 材料名称: 本地图, 施行日期: 2024-06-01, 失效日期: 2026-01-01, "
        "依据: 本地440300 第三条}\n",
    )
    versions = _overlay(library).replaces.materials[0].versions
    assert [(str(v.validity.start), str(v.validity.end)) for v in versions] == [
        ("2024-06-01", "2025-01-01"),
        ("2025-01-01", "2026-01-01"),
    ]
    assert [v.value.name for v in versions] == ["本地图", "本地图"]
    assert versions[0].value.when != versions[1].value.when
    assert [v.value.basis[0].words for v in versions] == ["《本地规定440300》第三条"] * 2
    copies = [_copies(library, "M2", "440300", date(y, 6, 1)) for y in (2024, 2025, 2026)]
    assert copies == [1, 3, 3]


def test_a_basis_of_its_own_does_not_take_the_source_of_the_level_above(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        ITEM: HEAD + "申请材料:\n- {编号: M1, 材料名称: 甲, 依据: 办法, 来源: 存疑}\n"
        "- {编号: M2, 材料名称: 乙, 依据: 办法, 来源: 存疑}\n",
        CITY: _head("440300") + "替换:\n  申请材料:\n  - {编号: M1, 依据: 本地440300}\n"
        "  - {编号: M2, 份数: 1}\n",
    }
    own, inherited = _overlay(load(rules(tmp_path, files))).replaces.materials

    assert [b.grade for b in own.versions[0].value.basis] == [Grade.PRIMARY_LOCAL]
    assert [b.grade for b in inherited.versions[0].value.basis] == [Grade.UNSURE]


def test_a_city_builds_upon_its_province(tmp_path: Path) -> None:
    library = _library(
        tmp_path,
        "替换:\n  申请材料:\n  - {编号: M1, 材料形式: 复印件}\n  - {编号: M9, 份数: 5}\n",
        "替换:\n  申请材料:\n  - {编号: M1, 份数: 9, 施行日期: 2025-01-01}\n"
        "增加:\n  申请材料:\n  - {编号: M9, 材料名称: 省里的, 份数: 4, 依据: 本地440000 第一条}\n",
    )
    versions = _overlay(library).replaces.materials[0].versions
    codes = [[getattr(s, "count", s.code) for s in v.value.standards] for v in versions]
    assert codes == [["form", 2], ["form", 9]]
    assert _copies(library, "M9", "440300", date(2024, 1, 1)) == 5
    assert _copies(library, "M9", "440000", date(2024, 1, 1)) == 4
    levels = resolve(library, "trial", "440300", date(2024, 1, 1)).levels
    assert levels == ("", "440000", "440300")


def test_withdrawals_have_their_day(tmp_path: Path) -> None:
    library = _library(
        tmp_path, "撤销:\n- {编号: M1, 施行日期: 2025-01-01, 依据: 本地440300}\n- {编号: S1}\n"
    )
    first, second = _overlay(library).withdraws
    assert (first.point, first.start) == ("M1", date(2025, 1, 1))
    assert [b.words for b in first.basis] == ["《本地规定440300》"]
    assert (second.point, second.start, second.basis) == ("S1", date(2023, 12, 1), ())


def test_an_item_of_a_place_stands_alone(tmp_path: Path) -> None:
    local = HEAD.replace("trial", "local").replace("试验许可", "本地许可")
    library = load(rules(tmp_path, {CITY: local}))
    assert [(i.id, i.place) for i in library.items] == [("local", "440300")]


#: What follows the head of the city's overlay, marked; code; what the repair says.
MISTAKES = [
    ("替换:\n  申请材料:\n  - {编号: §M7, 份数: 1}\n", "SH218", "M2"),
    ("替换:\n  申请材料:\n  - {编号: §S1, 份数: 1}\n", "SH218", "「审核要点」"),
    ("替换:\n  申请材料:\n  - {编号: §M2a, 份数: 1}\n", "SH218", "替换「M2」"),
    ("撤销:\n- {编号: §M22}\n", "SH218", "M2"),
    ("撤销:\n- {编号: M1, 依据: §不存在 第一条}\n", "SH211", "办法"),
    ("替换:\n  申请材料:\n  - {编号: M1, 份数: 1}\n  - §{编号: M1, 份数: 3}\n", "SH215", "合成"),
    ("替换:\n  申请材料:\n  - §{编号: M1, 份数: 1, 失效日期: 2023-12-01}\n", "SH402", "以后"),
    ("替换:\n  申请材料:\n  - §{编号: M1, 份数: 1, 施行日期: 2020-01-01, "
     "失效日期: 2021-01-01}\n", "SH406", "施行日期"),
    ("增加:\n  申请材料:\n  - §{编号: M8, 材料名称: 甲}\n", "SH601", "依据"),
    ("增加:\n  审核要点:\n  - §{编号: S8, 类别: 形式审查, 名称: 甲, "
     "应当: {经营面积: 已填}}\n", "SH601", "依据"),
    ("增加:\n  申请材料:\n  - {编号: §M1, 材料名称: 甲, 依据: 办法}\n", "SH215", "换一个编号"),
    ("增加:\n  申请材料:\n  - {编号: §M2A, 材料名称: 甲, 依据: 办法}\n", "SH215", "换一个编号"),
    ("增加:\n  §申请信息: []\n", "SH210", "申请材料"),
    ("替换:\n  申请材料:\n  - {编号: M1, 需要: {§经营面机: 超过 1 平方米}}\n", "SH203", "经营面积"),
    ("替换:\n  申请材料:\n  - §{份数: 1}\n", "SH141", "编号"),
    ("§删除: []\n", "SH210", "这里可写的有"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code", "help"), MISTAKES)
def test_one_mistake_is_one_message(tmp_path: Path, body: str, code: str, help: str) -> None:
    text, place = marked(_head("440300") + body, CITY)
    files: dict[str, str | bytes] = {ITEM: HEAD + NATION, CITY: text}

    _, diagnostics = read_library(rules(tmp_path, files))

    expect(diagnostics).only(code, at=place, help=help)


@pytest.mark.parametrize(
    ("file", "text", "code", "help"),
    [
        (CITY, '事项: §trail\n行政区划: "440300"\n撤销: []\n', "SH217", "是否想写「trial」？"),
        (CITY, '事项: trial\n行政区划: §"440000"\n撤销: []\n', "SH503", "移到"),
        (CITY, "§事项: trial\n撤销: []\n", "SH141", "行政区划"),
        ("national/more.yaml", '事项: §trial\n行政区划: "440300"\n撤销: []\n', "SH503", "移到"),
        (
            "440300-shenzhen/z.yaml",
            '§事项: trial\n行政区划: "440300"\n撤销: []\n',
            "SH219",
            "合成一个",
        ),
        (
            CITY,
            '事项: trial\n行政区划: "440300"\n设定依据:\n  §办法: {文件: 别的}\n撤销: []\n',
            "SH216",
            "换一个简称",
        ),
    ],
)
def test_overlays_that_lie_nowhere(
    tmp_path: Path, file: str, text: str, code: str, help: str
) -> None:
    text, place = marked(text, file)
    files: dict[str, str | bytes] = {ITEM: HEAD + NATION, file: text}
    if code == "SH219":
        files[CITY] = '事项: trial\n行政区划: "440300"\n撤销: []\n'
    if file == "national/more.yaml":
        place = f"{file}:2:7"

    _, diagnostics = read_library(rules(tmp_path, files))

    expect(diagnostics).some(code, at=place, help=help)
    assert len({d.where.line for d in diagnostics if d.where}) == len(diagnostics)


def test_an_overlay_beside_an_item_of_its_own_level_is_refused(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        ITEM: HEAD + NATION,
        CITY: HEAD,
        "440300-shenzhen/z.yaml": '事项: trial\n行政区划: "440300"\n撤销: [{编号: M1}]\n',
    }
    _, diagnostics = read_library(rules(tmp_path, files))
    expect(diagnostics).only("SH217", at="440300-shenzhen/z.yaml:1:5", help="直接改那个文件")


def test_a_broken_item_is_not_reported_again_at_its_overlay(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        ITEM: "事项标识：trial\n申请材料: [",
        CITY: _head("440300") + "撤销: [{编号: M1}]\n",
    }
    _, diagnostics = read_library(rules(tmp_path, files))
    expect(diagnostics).only("SH121", at=f"{ITEM}:1:1")
