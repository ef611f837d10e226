"""Skeletons lint; once the blanks are filled they are clean, and nothing is ever overwritten."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import permit_rules as pr
from permit_rules.analysis.run_cases import CaseStatus, run_case
from permit_rules.diagnostics import Severity
from permit_rules.formatting import format_file
from permit_rules.linting import lint
from permit_rules.loading import read_library
from permit_rules.loading.beside import blank_ledgers, read_tables
from permit_rules.skeletons import (
    PointSection,
    Refused,
    new_bundle,
    new_item,
    new_lint_rule,
    new_overlay,
    new_point,
    write,
)
from tests.teahouse import RULES

SINCE = date(2024, 1, 1)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    return folder


def told(folder: Path) -> list[str]:
    """The codes of all that lint says of a folder; there is no error among them."""
    library, found = read_library(folder)
    assert library is not None, found
    beside = (*read_tables(folder)[1], *blank_ledgers(folder))
    every = (*found, *beside, *lint(library))
    assert not [d for d in every if d.severity is Severity.ERROR]
    return [d.code for d in every]


def fill(folder: Path) -> None:
    """Write something wherever something has to be written, as a person would."""
    for path in folder.rglob("*.yaml"):
        text = path.read_text("utf-8")
        text = text.replace("{结论: 待填, 要点: {M1: 待填}}", "{结论: 受理, 要点: {M1: 符合}}")
        parts = re.split("待填$", text, flags=re.MULTILINE)
        text = "".join(f"{part}第{n}条" for n, part in enumerate(parts[:-1], 1)) + parts[-1]
        path.write_text(re.sub("文件: 待填", "文件: 书报亭管理办法", text), "utf-8")


def in_one_form(folder: Path) -> bool:
    files = [p for p in folder.rglob("*.yaml") if p.parent.name != "calendars"]
    return all(
        format_file(p.read_bytes(), p.relative_to(folder).as_posix()).text == p.read_text("utf-8")
        for p in files
    )


# ---- items ---------------------------------------------------------------------------------------


def test_an_empty_folder_becomes_a_whole_one(tmp_path: Path) -> None:
    folder = tmp_path / "our-rules"
    write(new_item(folder, "newsstand", start=SINCE))
    assert set(told(folder)) == {"SH161"}
    assert in_one_form(folder)
    fill(folder)
    assert told(folder) == []
    [table] = read_tables(folder)[0]
    checker = pr.Checker(pr.load(folder), verify=True)
    assert [run_case(table.item, c, checker).status for c in table.cases] == [CaseStatus.PASSED]


def test_each_blank_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "our-rules"
    write(new_item(folder, "newsstand", start=SINCE))
    blanks = sum(len(re.findall("待填", p.read_text("utf-8"))) for p in folder.rglob("*.yaml"))
    # The two of the expectation and that of its source are one case to be filled in.
    assert len(told(folder)) == blanks - 2


def test_what_is_given_is_no_blank(tmp_path: Path) -> None:
    folder = tmp_path / "our-rules"
    made = new_item(
        folder,
        "newsstand",
        start=SINCE,
        name="书报亭设置许可：试行",
        law="书报亭管理办法",
        handling=("新办", "延续"),
    )
    write(made)
    [item] = pr.load(folder).items
    assert (item.name, item.known_from) == ("书报亭设置许可：试行", SINCE)
    assert [h.name for h in item.handling_items] == ["新办", "延续"]
    assert told(folder).count("SH161") == 4


def test_an_item_joins_the_others_with_its_ledger_where_there_are_some(rules: Path) -> None:
    made = new_item(rules, "newsstand", start=SINCE)
    assert [d.path.name for d in made] == ["newsstand.yaml", "newsstand.cases.yaml"]
    (rules / "national" / "teahouse.facts.yaml").write_text("事项: teahouse\n资料: []\n", "utf-8")
    write(new_item(rules, "newsstand", start=SINCE, place="深圳市"))
    made_there = sorted(p.name for p in (rules / "440300-shenzhen").glob("newsstand.*"))
    assert made_there == ["newsstand.cases.yaml", "newsstand.facts.yaml", "newsstand.yaml"]
    assert "SH161" in told(rules)
    [ledger] = blank_ledgers(rules)
    assert ledger.where is not None
    assert ledger.where.file == "440300-shenzhen/newsstand.facts.yaml"
    fill(rules)
    assert "SH161" not in told(rules)


# ---- overlays ------------------------------------------------------------------------------------


def test_an_overlay_goes_to_the_folder_of_its_place(rules: Path) -> None:
    (rules / "440300-shenzhen" / "teahouse.yaml").unlink()
    [draft] = new_overlay(rules, "茶馆经营许可", "440300", law="深圳市茶馆管理规定")
    assert draft.path == rules / "440300-shenzhen" / "teahouse.yaml"
    write([draft])
    assert told(rules) == []
    added, number = new_point(rules, "teahouse", PointSection.MATERIAL, place="440300")
    write([added])
    assert number == "Z1"
    assert set(told(rules)) == {"SH161"}
    fill(rules)
    assert told(rules) == []
    assert in_one_form(rules / "440300-shenzhen")


def test_an_office_begins_with_an_empty_folder(rules: Path, tmp_path: Path) -> None:
    (rules / "440300-shenzhen" / "teahouse.yaml").unlink()
    office = tmp_path / "office"
    write(new_overlay(office, "teahouse", "440300", below=rules))
    draft, _ = new_point(office, "teahouse", PointSection.CONDITION, place="440300", below=rules)
    write([draft])
    library = pr.load(rules, overlay=office)
    assert [d.code for d in library.diagnostics] == ["SH161"] * 5
    with pytest.raises(Refused, match="在下面的规则库里"):
        new_point(office, "teahouse", PointSection.MATERIAL, below=rules)


# ---- points --------------------------------------------------------------------------------------


def test_a_point_takes_the_next_number_and_comments_stay(rules: Path) -> None:
    path = rules / "national" / "teahouse.yaml"
    path.write_text(
        path.read_text("utf-8").replace("申请材料:", "# 材料的说明\n申请材料:"), "utf-8"
    )
    draft, number = new_point(
        rules,
        "teahouse",
        PointSection.MATERIAL,
        name="消防方案",
        basis="办法 第九条",
        handling="延续",
        start=date(2026, 1, 1),
    )
    assert number == "M8"
    write([draft])
    text = path.read_text("utf-8")
    assert "# 材料的说明" in text.splitlines()
    library = pr.load(rules)
    checked = pr.Checker(library, "teahouse", engine="reference")
    for day, asked in (("2025-12-31", False), ("2026-01-01", True)):
        result = checked.check({"received_on": day, "facts": {"业务办理项": "延续"}})
        assert ("teahouse/M8" in [f.point for f in result.findings]) is asked


def test_a_number_is_never_used_again(rules: Path) -> None:
    """Z1 is Shenzhen's, so another place begins behind it; what is gone keeps its number."""
    _, number = new_point(rules, "teahouse", PointSection.MATERIAL, place="440300")
    assert number == "Z2"
    path = rules / "national" / "teahouse.yaml"
    ended = path.read_text("utf-8").replace("编号: M6,", "编号: M60,")
    path.write_text(ended, "utf-8")
    assert new_point(rules, "teahouse", PointSection.MATERIAL)[1] == "M61"
    assert new_point(rules, "teahouse", PointSection.CONDITION)[1] == "S6"


# ---- what is refused -----------------------------------------------------------------------------


def test_what_is_there_is_not_written_over(rules: Path) -> None:
    made = new_item(rules, "newsstand", start=SINCE)
    made[1].path.write_text("事项: newsstand\n", "utf-8")
    with pytest.raises(Refused, match="已经有了"):
        write(made)
    assert not made[0].path.exists()
    assert made[1].path.read_text("utf-8") == "事项: newsstand\n"


@pytest.mark.parametrize("item", ["Newsstand", "书报亭", "news_stand", "../escape", "", "ａbc"])
def test_an_id_has_its_shape(rules: Path, item: str) -> None:
    with pytest.raises(Refused) as refused:
        new_item(rules, item, start=SINCE)
    assert refused.value.help


def test_what_is_not_known_is_refused_with_a_suggestion(rules: Path) -> None:
    def refusal(call: object) -> str:
        assert callable(call)
        with pytest.raises(Refused) as refused:
            call()
        return f"{refused.value.message}。{refused.value.help}"

    unknown = refusal(lambda: new_overlay(rules, "teahouse", "440399"))
    assert "是否想写「440300」（深圳市）" in unknown
    assert "是否想写「深圳市」" in refusal(lambda: new_overlay(rules, "teahouse", "深圳氏"))
    assert "已经有了" in refusal(lambda: new_overlay(rules, "teahouse", "440300"))
    assert "是否想写「teahouse」" in refusal(lambda: new_overlay(rules, "teahuose", "440000"))
    assert "已经有了" in refusal(lambda: new_item(rules, "teahouse", start=SINCE))
    add = PointSection.MATERIAL
    assert "没有业务办理项「新申请」" in refusal(
        lambda: new_point(rules, "teahouse", add, handling="新申请")
    )
    assert "new overlay teahouse --place 440000" in refusal(
        lambda: new_point(rules, "teahouse", add, place="440000")
    )
    assert "没有审核要点" in refusal(lambda: new_point(rules / "none", "teahouse", add))
    (rules / "national" / "teahouse.yaml").write_text("事项名称: [\n", "utf-8")
    assert "先改好再加" in refusal(lambda: new_point(rules, "teahouse", add))


# ---- lint rules ----------------------------------------------------------------------------------

ROOT = Path(__file__).parents[2]


def sources(tmp_path: Path) -> Path:
    """As much of the sources as a lint rule is written into."""
    for folder in ("src/permit_rules/linting/lint_rules", "tests/linting/lint_rules", "docs"):
        (tmp_path / folder).mkdir(parents=True)
    page = "docs/rules-format.zh-CN.md"
    shutil.copy(ROOT / page, tmp_path / page)
    return tmp_path


def test_a_lint_rule_comes_with_its_test_and_the_lines_to_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts, lines = new_lint_rule(sources(tmp_path), "name_too_long", "材料名称太长。")
    write(drafts)
    rule, test = (d.path for d in drafts)
    assert "    _rule(name_too_long, Severity.WARNING)," in lines
    code = re.search('CODE: Final = "(SH7[0-9]{2})"', rule.read_text("utf-8"))
    assert code is not None
    assert code[1] not in (ROOT / "docs" / "rules-format.zh-CN.md").read_text("utf-8")
    assert f"| {code[1]} | 警告 | 检查：材料名称太长 | 待填 |" in lines
    # The skeleton runs, finds nothing yet, and its test says so until the rule is written.
    names: dict[str, object] = {}
    exec(compile(rule.read_text("utf-8"), rule.name, "exec"), names)
    run = names["lint"]
    assert callable(run)
    assert list(run(pr.load(RULES))) == []
    compile(test.read_text("utf-8"), test.name, "exec")


def test_a_lint_rule_needs_a_free_code_and_a_name(tmp_path: Path) -> None:
    root = sources(tmp_path)
    for name, code, words in (
        ("Name", "", "不能用作模块名"),
        ("name", "SH651", "已经用过"),
        ("name", "XX1", "不是代码"),
    ):
        with pytest.raises(Refused, match=words):
            new_lint_rule(root, name, "不对", code)
    with pytest.raises(Refused, match="不是本项目的源文件夹"):
        new_lint_rule(tmp_path / "docs", "name", "不对")


# ---- bundles -------------------------------------------------------------------------------------


def test_a_bundle_is_laid_over_the_rules_and_only_names_what_is_done(tmp_path: Path) -> None:
    over = tmp_path / "over"
    write(new_bundle(over, "tea-house", activities=("餐饮", "卖烟"), offers=("卖书",)))
    text = (over / "bundles" / "tea-house.yaml").read_text("utf-8")
    assert text == (
        "业态名称: 待填\n业态标识: tea-house\n说明: 待填\n"
        "已知: {办理事由: 开办, 经营活动: 餐饮服务、烟草零售}\n可加: {经营活动: 出版物零售}\n"
    )
    library, found = read_library(None, over)
    assert library is not None
    assert [d.code for d in found] == ["SH161", "SH161"]
    assert library.bundles.bundle("tea-house") is not None


def test_a_bundle_of_one_place_names_it(tmp_path: Path) -> None:
    [draft] = new_bundle(tmp_path, "stall", activities=("餐饮服务",), name="夜市", place="珠海市")
    assert draft.text.startswith('业态名称: 夜市\n业态标识: stall\n行政区划: "440400"\n')


@pytest.mark.parametrize(
    ("bundle", "activity", "told"),
    [
        ("catering", "餐饮服务", "已经有了"),
        ("Shop", "餐饮服务", "不能用作业态标识"),
        ("shop", "餐饮服物", "不是「经营活动」的取值"),
    ],
)
def test_a_bundle_that_cannot_be_is_refused(
    tmp_path: Path, bundle: str, activity: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        new_bundle(tmp_path, bundle, activities=(activity,))


def test_rules_that_say_nothing_of_needs_have_no_bundles(rules: Path) -> None:
    with pytest.raises(Refused, match="何时要办"):
        new_bundle(rules, "shop", activities=("餐饮服务",))
