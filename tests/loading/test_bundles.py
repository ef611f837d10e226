"""The files under ``bundles/``: what is read, every mistake at its place, what holds where."""

from __future__ import annotations

from pathlib import Path

import pytest

import permit_rules as pr
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.truth import Truth, truth
from permit_rules.diagnostics import Severity
from permit_rules.loading import RuleReader, read_library
from permit_rules.model.bundle import BundleRules, PaperOf, Scope
from tests.helpers import expect, marked
from tests.loading.folder import FIELDS, HEAD, ITEM, rules

NEEDS, SHARED, BUNDLE = "bundles/needs.yaml", "bundles/shared.yaml", "bundles/shop.yaml"
GENERAL = """\
设定依据:
  许可法: {文件: 许可法, 来源: 法规原文}
通用规定:
- 申请材料:
  - 编号: T1
    材料名称: 委托材料
    组成: [{编号: T1a, 名称: 委托书}]
    依据: 许可法 第二十九条
"""
TRIAL = f"""{HEAD}
申请信息:
- {{字段: 楼层, 标识: floor, 类型: 数值, 单位: 层}}
申请材料:
- {{编号: M1, 材料名称: 申请书, 依据: 办法 第一条}}
- 编号: M2
  材料名称: 营业执照
  可替代: [{{共享核验: 电子营业执照}}, {{材料: 登记证}}]
  依据: 办法 第二条
实施机关:
- {{编号: A1, 部门: 公安机关, 依据: 办法 第三条}}
"""
OTHER = """\
事项名称: 登记
事项标识: register
规则起始: 2023-12-01
设定依据:
  办法: {文件: 登记办法}
业务办理项: [设立, {名称: 注销, 别名: [销户]}]
申请信息:
- {字段: 楼层数, 标识: storeys, 类型: 数值, 单位: 层}
申请材料:
- {编号: M1, 材料名称: 申请书, 依据: 办法 第一条}
"""
LOCAL = OTHER.replace("事项标识: register", "事项标识: small").replace("楼层数", "层数")
FILES: dict[str, str | bytes] = {
    ITEM: TRIAL,
    "national/register.yaml": OTHER,
    "440300-shenzhen/small.yaml": LOCAL,
    "general.yaml": GENERAL,
}
BASES = "设定依据:\n  法: {文件: 试验法, 来源: 法规原文}\n"
NEED = "- {编号: F1, 事项: trial, 业务办理项: 换证, 需要: {经营项目: 含 热食}, 依据: 法 第一条}\n"
WHOLE = f"""{BASES}
情形定义:
  热的: {{经营项目: 含任一 热食、饮料}}
何时要办:
{NEED}- {{编号: F2, 事项: small, 业务办理项: 设立, 代替: trial, 需要: {{楼层: 超过 3 层}},
  依据: 法 第二条, 来源: 推断, 说明: 推断的}}
另须办理: {{编号: T1, 名称: 治安登记, 部门: 公安机关, 需要: {{情形: 热的}}, 依据: 法}}
推得: {{编号: I1, 当: {{主体业态: 餐饮}}, 填: {{经营项目: [热食, 饮料], 使用自动设备: 否}},
  理由: 都有}}
"""
SHARING = f"""{BASES}
共用材料:
- {{标识: form, 名称: 一张表, 按: 申请人, 一表: 是, 材料: trial/M1、register/M1, 别名: [总表]}}
- {{标识: agent, 名称: 委托书, 按: 申请人, 材料: ["*/T1a"]}}
- {{标识: licence, 名称: 营业执照, 按: 场所, 材料: [trial/M2, small-440300/M1], 说明: 同一份}}
共用信息: {{按: 许可, 字段: 许可证有效期至、楼层}}
先办:
- {{编号: Q1, 事项: register, 材料: trial/M2-alt1, 登记前置: 是, 依据: 法 第三条}}
证照:
- {{标识: business-licence, 名称: 营业执照, 事项: register, 项: {{名称: 申请人名称}},
  说明已有: {{经营项目: 冷食}}, 共享来源: 电子营业执照}}
"""
SHOP = "业态名称: 小店\n业态标识: shop\n已知: {经营项目: 冷食}\n可加: {经营项目: 热食、饮品}\n"


def read(tmp_path: Path, more: dict[str, str]) -> pr.Library:
    return pr.load(rules(tmp_path, {**FILES, **more}))


def told(tmp_path: Path, file: str, text: str) -> tuple[tuple[pr.Diagnostic, ...], str]:
    """What is said about one marked file of bundles, and where its mark stood."""
    plain, place = marked(text, file)
    needs: dict[str, str | bytes] = {} if file == NEEDS else {NEEDS: f"{BASES}何时要办:\n{NEED}"}
    _, found = read_library(rules(tmp_path, {**FILES, **needs, file: plain}))
    return found, place


# ---- what is read -------------------------------------------------------------------------------


def test_without_the_folder_there_are_no_bundles(tmp_path: Path) -> None:
    assert read(tmp_path, {}).bundles == BundleRules()


def test_needs_are_read(tmp_path: Path) -> None:
    made = read(tmp_path, {NEEDS: WHOLE}).bundles
    first, second = made.needs
    assert (first.id, first.item, first.handling_item) == ("F1", "trial", "延续")
    assert (second.instead_of, second.note) == (("trial",), "推断的")
    assert [b.grade.value for b in second.basis] == ["推断"]
    assert first.where.file == NEEDS
    [other] = made.elsewhere
    assert (other.name, other.department) == ("治安登记", "公安机关")
    [inference] = made.inferences
    assert inference.fills == {"business_items": ("热食", "饮品"), "machines_used": "否"}
    assert inference.reason == "都有"


def test_what_is_shared_is_read(tmp_path: Path) -> None:
    made = read(tmp_path, {SHARED: SHARING}).bundles
    form, agent, licence = made.papers
    assert (form.joint_form, form.scope, form.aliases) == (True, Scope.APPLICANT, ("总表",))
    assert form.papers == (PaperOf("trial", "M1"), PaperOf("register", "M1"))
    assert set(agent.papers) == {
        PaperOf("trial", "T1a"),
        PaperOf("register", "T1a"),
        PaperOf("small", "T1a", "440300"),
    }
    assert licence.papers == (PaperOf("trial", "M2"), PaperOf("small", "M1", "440300"))
    assert made.shared("trial", "M2") == licence
    assert made.shared("trial", "M9") is None
    assert made.scope_of("floor") is Scope.PERMIT
    assert made.scope_of("applicant_name") is Scope.APPLICANT
    [before] = made.prerequisites
    assert before.before_registration
    assert before.papers == (PaperOf("trial", "M2-alt1"),)
    [held] = made.licences
    assert (held.item, held.fills) == ("register", {"applicant_name": "名称"})
    assert (held.settles, held.sources) == ({"business_items": ("冷食",)}, ("电子营业执照",))


def test_a_bundle_is_read(tmp_path: Path) -> None:
    text = f'{SHOP}行政区划: "440300"\n别名: 门店\n说明: 卖吃的\n备注: 试验\n'
    [made] = read(tmp_path, {NEEDS: WHOLE, BUNDLE: text}).bundles.bundles
    assert (made.id, made.name, made.place, made.aliases) == ("shop", "小店", "440300", ("门店",))
    assert made.states == {"business_items": ("冷食",)}
    assert made.offers == {"business_items": ("热食", "饮品")}
    assert (made.description, made.note) == ("卖吃的", "试验")


def test_a_folder_laid_over_adds_needs_and_bundles(tmp_path: Path) -> None:
    folder = rules(tmp_path, {**FILES, NEEDS: f"{BASES}何时要办:\n{NEED}", BUNDLE: SHOP})
    over = tmp_path / "over" / "bundles"
    over.mkdir(parents=True)
    (over / "needs-more.yaml").write_text(f"{BASES}何时要办:\n{NEED.replace('F1', 'X1')}", "utf-8")
    (over / "shop.yaml").write_text(SHOP.replace("小店", "大店"), "utf-8")
    made = pr.load(folder, overlay=tmp_path / "over").bundles
    assert [n.id for n in made.needs] == ["X1", "F1"]
    assert [b.name for b in made.bundles] == ["大店"]


def test_reading_again_gives_the_same(tmp_path: Path) -> None:
    folder = rules(tmp_path, {**FILES, NEEDS: WHOLE, SHARED: SHARING, BUNDLE: SHOP})
    reader = RuleReader()
    first = reader.load(folder).bundles
    assert reader.load(folder).bundles == first
    (folder / BUNDLE).write_text(SHOP.replace("小店", "大店"), "utf-8")
    assert reader.load(folder).bundles.bundles[0].name == "大店"


# ---- what holds at a place ----------------------------------------------------------------------


def test_a_place_has_the_needs_and_papers_of_its_items(tmp_path: Path) -> None:
    library = read(tmp_path, {NEEDS: WHOLE, SHARED: SHARING})
    nation, city = library.bundles_at(""), library.bundles_at("440305")
    assert [n.id for n in nation.needs] == ["F1"]
    assert [n.id for n in city.needs] == ["F1", "F2"]
    assert nation.papers[2].papers == (PaperOf("trial", "M2"),)
    assert city.papers[2].papers == (PaperOf("trial", "M2"), PaperOf("small", "M1"))
    assert city.shared("small", "M1") == city.papers[2]


@pytest.mark.parametrize(
    ("floor", "needed"), [(4, Truth.NO), (3, Truth.YES), (None, Truth.CANNOT_TELL)]
)
def test_what_is_done_instead_counts_where_the_place_has_it(
    tmp_path: Path, floor: int | None, needed: Truth
) -> None:
    library = read(tmp_path, {NEEDS: WHOLE})
    stated = Facts(
        {"business_items": frozenset({"热食"}), **({"floor": floor} if floor is not None else {})}
    )
    nation, city = (library.bundles_at(c).needs[0].when for c in ("", "440300"))
    assert truth(nation, stated, library.calendar) is Truth.YES
    assert truth(city, stated, library.calendar) is needed


def test_a_bundle_of_a_place_is_known_there_alone(tmp_path: Path) -> None:
    library = read(tmp_path, {NEEDS: WHOLE, BUNDLE: f'{SHOP}行政区划: "440300"\n'})
    known = [c for c in ("", "440000", "440300", "440305") if library.bundles_at(c).bundles]
    assert known == ["440300", "440305"]


# ---- mistakes -----------------------------------------------------------------------------------


def _needs(body: str) -> tuple[str, str]:
    return NEEDS, BASES + body


def _need(**keys: str) -> tuple[str, str]:
    base = {
        "编号": "F1",
        "事项": "trial",
        "业务办理项": "新办",
        "需要": "{经营项目: 含 热食}",
        "依据": "法 第一条",
    }
    lines = (f"{k}: {v}" for k, v in {**base, **keys}.items() if v)
    return _needs("何时要办:\n- {" + ", ".join(lines) + "}\n")


def _shared(line: str) -> tuple[str, str]:
    return SHARED, f"共用材料:\n- {{标识: form, 名称: 表, 按: 申请人, {line}}}\n"


def _bundle(states: str, more: str = "") -> tuple[str, str]:
    return BUNDLE, f"业态名称: 小店\n业态标识: shop\n已知: {states}\n{more}"


INFERENCE = "推得:\n- {编号: I1, 当: {主体业态: 餐饮}, 理由: 因为"
OFFICE = "另须办理:\n- {编号: T1, 名称: 清税, 需要: {主体业态: 餐饮}, 依据: 法, 部门: "
LICENCE = "证照:\n- {标识: card, 名称: 证, "
MISTAKES = {
    "unknown item": (_need(事项="§trail"), "SH223", "trial"),
    "unknown item instead": (_need(代替="§trail"), "SH223", "trial"),
    "unknown handling item": (_need(业务办理项="§续延"), "SH214", "延续"),
    "unknown field": (_need(需要="{§经营项木: 含 热食}"), "SH203", "经营项目"),
    "unknown value": (_need(需要="{经营项目: §含 热饭}"), "SH204", "热食"),
    "handling item in a condition": (_need(需要="{§业务办理项: 新办}"), "SH203", ""),
    "unknown situation": (_need(需要="{情形: §冷的}"), "SH201", ""),
    "unknown instrument": (_need(依据="§办法 第一条"), "SH211", "法"),
    "no basis": (_needs("何时要办:\n- §{编号: F1, 事项: trial, 业务办理项: 新办, "
        "需要: {经营项目: 含 热食}}\n"),
        "SH141", "依据"),
    "unknown key": (_need(**{"§须要": "{}"}), "SH210", "需要"),
    "handling item that one place lacks": (
        _need(事项="small", 业务办理项="§延期"), "SH214", "设立",
    ),
    "unknown department": (_needs(f"{OFFICE}§公安机构}}"), "SH227", "公安机关"),
    "unknown department, none near": (_needs(f"{OFFICE}§税务局}}"), "SH227", "places.yaml"),
    "inferred field": (_needs(f"{INFERENCE}, 填: {{§楼曾: 1}}}}"), "SH212", "楼层"),
    "inferred value": (_needs(f"{INFERENCE}, 填: {{经营项目: §热饭}}}}"), "SH609", "热食"),
    "inferred yes": (_needs(f"{INFERENCE}, 填: {{使用自动设备: §有时}}}}"), "SH609", "是 或者 否"),
    "inferred number": (_needs(f"{INFERENCE}, 填: {{楼层: §高}}}}"), "SH609", "数值"),
    "inferred twice over": (_needs(f"{INFERENCE}, 填: {{主体业态: §[餐饮, 销售]}}}}"),
        "SH609", "餐饮"),
    "nothing inferred": (_needs(f"{INFERENCE}, 填: §{{}}}}"), "SH147", "至少写一项"),
    "unknown paper": (_shared("材料: [trial/M1, §trial/M9]"), "SH224", "M1 申请书"),
    "paper by its name": (_shared("材料: §trial/营业执照"), "SH224", "trial/M2"),
    "paper of no item": (_shared("材料: §M1"), "SH224", "事项标识/编号"),
    "paper of an unknown item": (_shared("材料: §trail/M1"), "SH223", "trial"),
    "paper that is not general": (_shared('材料: [§"*/T9"]'), "SH224", "T1a"),
    "paper of a local item": (_shared("材料: §small/M1"), "SH224", "small-440300/M1"),
    "no paper": (_shared("材料: §[]"), "SH147", "至少写一项"),
    "scope": ((SHARED, "共用材料:\n- {标识: form, 名称: 表, 按: §公司, 材料: trial/M1}\n"),
        "SH143", "场所"),
    "paper of each permit": ((SHARED,
        "共用材料:\n- {标识: form, 名称: 表, 按: §许可, 材料: trial/M1}\n"), "SH143", "场所"),
    "paper in two": ((SHARED, "共用材料:\n- {标识: a, 名称: 甲, 按: 申请人, 材料: trial/M1}\n"
        "- {标识: b, 名称: 乙, 按: 申请人, 材料: §trial/M1}\n"), "SH225", "删去"),
    "id twice": ((SHARED, "共用材料:\n- {标识: a, 名称: 甲, 按: 申请人, 材料: trial/M1}\n"
        "- {标识: §a, 名称: 乙, 按: 申请人, 材料: trial/M2}\n"), "SH215", "换一个"),
    "scope of an unknown field": ((SHARED, "共用信息: {按: 场所, 字段: [楼层, §楼曾]}\n"),
        "SH212", "楼层"),
    "two scopes": ((SHARED, "共用信息:\n- {按: 场所, 字段: 楼层}\n- {按: 许可, 字段: §楼层}\n"),
        "SH215", "删去"),
    "circle": ((SHARED, f"{BASES}先办:\n- {{编号: Q1, 事项: register, 材料: trial/M2, 依据: 法}}\n"
        "- §{编号: Q2, 事项: trial, 材料: register/M1, 依据: 法}\n"), "SH610", "写反"),
    "waits for itself": ((SHARED,
        f"{BASES}先办:\n- §{{编号: Q1, 事项: trial, 材料: trial/M2, 依据: 法}}\n"),
        "SH610", "写反"),
    "source": ((SHARED, f"{LICENCE}共享来源: §电子营业执造}}\n"), "SH228", "电子营业执照"),
    "licence of an unknown item": ((SHARED, f"{LICENCE}事项: §trail}}\n"), "SH223", "trial"),
    "licence entry": ((SHARED, f"{LICENCE}项: {{名称: §申请人名程}}}}\n"), "SH212", "申请人名称"),
    "one field from two entries": ((SHARED,
        f"{LICENCE}项: {{名称: 申请人名称, 字号: §申请人名称}}}}\n"), "SH215", "删去"),
    "settled value": ((SHARED, f"{LICENCE}说明已有: {{主体业态: §餐饭}}}}\n"), "SH609", "餐饮"),
    "stated field": (_bundle("{§经营项木: 热食}"), "SH212", "经营项目"),
    "stated value": (_bundle("{经营项目: §热饭}"), "SH609", "热食"),
    "offers of another type": (_bundle("{经营项目: 热食}", "可加: {§主体业态: 餐饮}\n"),
        "SH213", "多选"),
    "nothing to apply for": ((BUNDLE,
        "§业态名称: 小店\n业态标识: shop\n已知: {经营项目: 冷食}\n"), "SH608", "已知"),
    "unknown place": (_bundle("{经营项目: 热食}", '行政区划: §"440400"\n'), "SH502", "places.yaml"),
    "bad id": ((BUNDLE, "业态名称: 小店\n业态标识: §小店\n已知: {经营项目: 热食}\n"),
        "SH146", "小写"),
}  # fmt: skip
WARNINGS = {"SH227", "SH502"}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_has_one_message_at_its_place(tmp_path: Path, mistake: str) -> None:
    (file, text), code, help = MISTAKES[mistake]
    found, place = told(tmp_path, file, text)
    severity = Severity.WARNING if code in WARNINGS else Severity.ERROR
    expect(found).only(code, at=place, help=help, severity=severity)


def test_ids_are_not_used_twice_over_all_files(tmp_path: Path) -> None:
    more: dict[str, str | bytes] = {
        NEEDS: f"{BASES}何时要办:\n{NEED}",
        "bundles/needs-more.yaml": f"{BASES}何时要办:\n{NEED}",
        BUNDLE: SHOP,
        "bundles/again.yaml": SHOP,
    }
    _, found = read_library(rules(tmp_path, {**FILES, **more}))
    assert sorted(d.code for d in found) == ["SH215"] * 3


def test_a_name_of_two_items_is_ambiguous_where_it_is_used(tmp_path: Path) -> None:
    twice = OTHER.replace("字段: 楼层数", "字段: 楼层")
    body, place = marked(_need(需要="{§楼层: 超过 3 层}")[1], NEEDS)
    files = {**FILES, "national/register.yaml": twice, NEEDS: body}
    _, found = read_library(rules(tmp_path, files))
    expect(found).only("SH226", at=place, help="fields/")
    # Nobody has to rename what no bundle uses.
    files[NEEDS] = f"{BASES}何时要办:\n{NEED}"
    assert read_library(rules(tmp_path, files))[1] == ()


def test_what_a_broken_item_lost_is_not_told_again(tmp_path: Path) -> None:
    broken = TRIAL.replace("编号: M2", "编号: M二")
    text = "共用材料:\n- {标识: a, 名称: 甲, 按: 申请人, 材料: trial/M2}\n"
    _, found = read_library(rules(tmp_path, {**FILES, ITEM: broken, SHARED: text}))
    assert {d.where.file for d in found if d.where} == {ITEM}


def test_what_an_unread_file_declares_is_not_missed(tmp_path: Path) -> None:
    for unread in (ITEM, "fields/all.yaml"):
        content = {ITEM: TRIAL, "fields/all.yaml": FIELDS}[unread].replace(": ", "：", 1)
        files = {**FILES, unread: content + "\n\t- x", NEEDS: WHOLE, SHARED: SHARING, BUNDLE: SHOP}
        _, found = read_library(rules(tmp_path, files))
        assert {d.where.file for d in found if d.where} == {unread}
