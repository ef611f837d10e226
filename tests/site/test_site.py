"""The pages of the site, from the teahouse's rules; MkDocs itself is not needed to make them."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

import permit_rules as pr
from permit_rules.diagnostics import Span
from scripts.site.build import Site, make_site, write_site
from scripts.site.editions import editions
from scripts.site.outside import loaded_from_outside
from scripts.site.pages import Page, entities
from scripts.site.reports import read_report
from scripts.site.rule_text import entry_lines
from tests.teahouse import RULES

DAY = date(2026, 3, 2)
CASES = """
事项: teahouse
基准:
  齐全:
    收件日: 2026-03-02
    提交方式: 线下
    申请人: {名称: 清风茶馆, 禁止期: []}
    人员: []
    申请信息: {业务办理项: 新办, 营业面积: 80, 座位数: 40, 投资额: 20,
      经营方式: 堂食, 售卖品种: [茶], 设有明火: 否, 开业日期: 2026-05-01, 分店: []}
    材料:
    - {编号: M1, 份数: 2, 签名: 是}
    - {编号: M2, 材料形式: 复印件, 有效期至: 长期, 写明: {名称: 清风茶馆}}
    - {编号: M3, 组成: [{编号: M3a, 内容: [面积, 消防通道]}, M3c]}
用例:
- {名称: 材料齐全, 基准: 齐全, 预期: {结论: 受理, 要点: {M1: 符合, B1: 不适用}}}
- {名称: 没有申请书, 基准: 齐全, 去掉材料: [M1], 预期: {结论: 补正, 要点: {M1: 不符}}}
- {名称: 不知道几个座位, 基准: 齐全, 申请信息: {座位数: 未填}, 预期: {要点: {S1: 无法判断}}}
- {名称: 写错了的预期 <b>, 基准: 齐全, 预期: {结论: 补正}}
- {名称: 深圳的, 基准: 齐全, 行政区划: "440300", 预期: {结论: 受理}}
"""
FEATURE = """# language: zh-CN
功能: 泡茶 & 待客
  先烧水。

  背景:
    假如 有水

  @S1-2
  场景: 水开了，再泡
    假如 水已经<烧>开
      | 壶 | 茶 |
      | 紫砂 | 岩茶 |
    那么 泡茶

  场景大纲: 几个人用几个杯
    假如 来了<人数>人
    例子: 平常
      | 人数 |
      | 2 |
"""
COMMON = """# language: zh-CN
功能: 打烊

  场景: 天黑了
    那么 关门
"""
JUNIT = """<testsuites><testsuite timestamp="2026-03-02T09:30:00+08:00">
<testcase classname="tests.features.test_features" name="test_水开了再泡" />
<testcase classname="tests.features.test_features" name="test_几个人用几个杯[2]">
<failure/></testcase>
<testcase classname="tests.other" name="test_x"><failure/></testcase>
</testsuite></testsuites>"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The teahouse with a table of cases, of which one expects what is not so."""
    folder = tmp_path_factory.mktemp("site") / "rules"
    shutil.copytree(RULES, folder)
    (folder / "national" / "teahouse.cases.yaml").write_text(CASES, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(rules: Path) -> Site:
    features = rules.parent / "features"
    (features / "teahouse").mkdir(parents=True)
    (features / "teahouse" / "tea.feature").write_text(FEATURE, encoding="utf-8")
    (features / "all.feature").write_text(COMMON, encoding="utf-8")
    report = rules.parent / "junit.xml"
    report.write_text(JUNIT, encoding="utf-8")
    return make_site(DAY, rules=rules, features=features, report=read_report(report))


def row(page: str, point: str) -> str:
    """The row of a point in the table of its entry."""
    shown = re.escape(point)
    found = re.search(rf'^<tr><td>(?:<span id="{shown}">)?{shown}(?:</span>)?</td>.*$', page, re.M)
    assert found is not None
    return found[0]


def test_every_edition_has_its_pages(site: Site) -> None:
    own = {"guide", "sheet", "points", "cases", "forms", "levels"}
    for folder in ("national/teahouse", "440300/teahouse"):
        made = {Path(p).stem for p in site.pages if p.startswith(f"{folder}/")}
        assert made == own
    assert {"index.md", "features.md", "assets/site.css"} <= set(site.pages)


def test_the_navigation_leads_to_every_page_and_back(site: Site) -> None:
    named = re.findall(r"[\w/-]+\.md", yaml.safe_dump(site.nav))
    assert sorted(named) == sorted(p for p in site.pages if p.endswith(".md"))


def test_the_links_and_their_anchors_lead_somewhere(site: Site) -> None:
    anchors = {
        path: set(re.findall(r'id="([^"]+)"|\{#([^}]+)\}', text))
        for path, text in site.pages.items()
    }
    seen = 0
    for path, text in site.pages.items():
        for target in re.findall(r'<a href="([^"]+)"', text):
            file, _, anchor = target.partition("#")
            page = (Path(path).parent / file).with_suffix(".md").as_posix()
            assert page in site.pages, (path, target)
            known = {name for pair in anchors[page] for name in pair}
            assert not anchor or anchor in known, (path, target)
            seen += 1
    assert seen > 20


def test_the_index_counts_points_manual_ones_and_cases(site: Site, rules: Path) -> None:
    text = site.pages["index.md"]
    nation, city = editions(pr.load(rules), DAY)
    assert len(nation.manual) == 1
    assert f"<td>{len(nation.sentences)}</td><td>1（{1 / len(nation.sentences):.0%}）</td>" in text
    assert f"<td>{len(nation.unverified)}（" in text
    assert "<td>3/4 " in text
    assert "<td>1/1 " in text
    assert "<td>现场查看</td>" in text
    assert text.index("## 国家") < text.index("## 深圳市（440300）")
    assert "Z1" in {s.id for s in city.sentences}


def test_a_point_stands_with_its_lines_its_law_and_its_cases(site: Site, rules: Path) -> None:
    text = site.pages["national/teahouse/points.md"]
    source = (rules / "national" / "teahouse.yaml").read_text("utf-8").splitlines()
    first = next(n for n, line in enumerate(source, 1) if "编号: M1\n" in f"{line}\n")
    assert (
        f'```yaml linenums="{first}"\n' + "\n".join(source[first - 1 : first + 6]) + "\n```" in text
    )
    told = row(text, "M1")
    assert "《茶馆管理办法》第十条第一项（凭记忆，待核对）" in told
    for name, status in (("材料齐全", "符合"), ("没有申请书", "不符")):
        assert re.search(rf">{name}</a></p><p>{status} <span class=\"mark pass\">", told)
    assert ">不知道几个座位</a></p><p>无法判断" in row(text, "S1")
    assert "机器缺少：现场查看" in row(text, "S2")
    assert "<p>不适用 " in row(text, "B1")


def test_an_overlay_shows_the_lines_of_the_file_that_counts(site: Site) -> None:
    text = site.pages["440300/teahouse/points.md"]
    assert "440300-shenzhen/teahouse.yaml 第" in text.split("{#M1}")[1].split("###")[0]
    assert "national/teahouse.yaml 第" in text.split("{#M2}")[1].split("###")[0]
    assert "{#M4}" not in text


def test_a_case_that_does_not_come_out_is_shown_as_failed_and_named(site: Site) -> None:
    assert [r.case.name for r in site.failed] == ["写错了的预期 <b>"]
    text = site.pages["national/teahouse/cases.md"]
    assert "共4个用例，通过3个。" in text
    assert "写错了的预期 &lt;b&gt;　" in text
    assert "结论：应为补正，得出受理" in text
    assert "深圳的" in site.pages["440300/teahouse/cases.md"]


def test_forms_say_what_has_to_stand_there_with_a_sample(site: Site) -> None:
    text = site.pages["national/teahouse/forms.md"]
    assert "## M2 营业执照复印件 {#form-M2}" in text
    assert "清风茶馆" in text.split("{#form-M2}")[1].split("##")[0]
    drawing = text.split("{#form-M3a}")[1].split("##")[0]
    assert "<td>消防通道</td><td>□</td><td><p>☑</p></td>" in drawing
    assert "样例取自用例" in drawing
    assert "申请人（签名或盖章）" in text.split("{#form-M1}")[1].split("##")[0]
    lease = text.split("{#form-M3c-alt1}")[1]
    assert "用例里没有这份材料的样例。" in lease


def test_features_show_steps_tables_and_the_last_run(site: Site) -> None:
    overview, text = site.pages["features.md"], site.pages["features/teahouse.md"]
    assert text.startswith("# 行为说明：茶馆经营许可\n")
    assert "## 泡茶 &#38; 待客" in text
    assert "水已经&lt;烧&gt;开<table>" in text
    assert "<td>紫砂</td>" in text
    assert re.search(
        r'<summary>水开了，再泡 <code class="number">S1-2</code>　<span class="mark pass">', text
    )
    assert re.search(r'<summary>几个人用几个杯　<span class="mark fail">', text)
    assert text.index("每个场景都从这里开始") < text.index("<strong>假如</strong> 有水")
    assert text.index("有水") < text.index("<summary>水开了")
    assert "共2个功能、3个场景。" in overview
    assert "（junit.xml，2026-03-02 09:30）：通过1个，未通过1个，未运行1个。" in overview
    assert (
        '<a href="features/teahouse.html">茶馆经营许可</a></td><td>泡茶 &amp; 待客</td><td>2</td>'
        in overview
    )
    assert overview.index("features/common.html") < overview.index("features/teahouse.html")


def test_features_that_were_not_run_say_so(rules: Path, tmp_path: Path) -> None:
    report = tmp_path / "cucumber.json"
    made = make_site(
        DAY, rules=rules, features=rules.parent / "features", report=read_report(report)
    )
    assert made.pages["features/teahouse.md"].count("未运行</span>") == 2
    steps = '[{"result": {"status": "passed"}}]'
    report.write_text(
        f'[{{"elements": [{{"name": "水开了，再泡", "steps": {steps}}}]}}]', encoding="utf-8"
    )
    assert read_report(tmp_path / "none.xml", report).outcome("水开了，再泡") is True


def test_the_same_rules_give_the_same_pages(site: Site, rules: Path) -> None:
    again = make_site(DAY, rules=rules, features=rules.parent / "features")
    assert {k: v for k, v in again.pages.items() if not k.startswith("features")} == {
        k: v for k, v in site.pages.items() if not k.startswith("features")
    }


def test_the_site_is_written_with_its_configuration(site: Site, tmp_path: Path) -> None:
    source = tmp_path / "pages"
    (source / "old").mkdir(parents=True)
    (source / "old" / "gone.md").write_text("x", encoding="utf-8")
    told = yaml.safe_load(write_site(site, source, tmp_path / "out").read_text("utf-8"))
    assert {p.relative_to(source).as_posix() for p in source.rglob("*.*")} == set(site.pages)
    assert told["nav"] == site.nav
    assert Path(told["INHERIT"]).is_file()


# ---- what the pages are made of ----------------------------------------------------------------


def test_entry_lines_are_those_of_the_whole_entry(tmp_path: Path) -> None:
    text = (
        "审核要点:\n- 名称: 甲\n  编号: S1\n  # 说明\n  版本:\n  - {施行日期: 2024-01-01}\n"
        "  - 施行日期: 2025-01-01\n    当: {甲: 是}\n\n# 以后\n- {编号: S10, 名称: 乙}\n"
        "延续: {编号: W1, 起: 届满前 9 日}\n增加:\n  延续: {编号: W2, 起: 届满前 9 日}\n"
        "  禁止期:\n    编号: J1\n    名称: 丙\n撤销: []\n"
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")

    def lines(line: int, point: str) -> tuple[int, int]:
        found = entry_lines(tmp_path, Span("a.yaml", line, 1), point)
        return found.first, found.last

    assert lines(2, "S1") == lines(6, "S1") == lines(8, "S1") == (2, 8)
    assert lines(11, "S10") == (11, 11)
    assert lines(12, "W1") == (12, 12)
    assert lines(14, "W2") == (14, 14)
    assert lines(16, "J1") == (15, 17)


def test_a_heading_shows_signs_as_they_are() -> None:
    page = Page("<script>*a*_b_`c`[d](e)#")
    page.code("a: |\n  ```\n", "yaml", 3)
    title, fence = page.text().split("\n\n", 1)
    assert re.fullmatch(r"# (?:[a-z()]|&#\d+;)+", title)
    assert fence.startswith('````yaml linenums="3"\n')
    assert entities("材料 M1") == "材料 M1"


def test_what_would_be_loaded_from_outside_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<link rel="canonical" href="https://example.org/"><a href="https://example.org/">x</a>'
        '<script src="//example.org/x.js"></script><img src="b.png">',
        encoding="utf-8",
    )
    (tmp_path / "a.css").write_text('a{background:url("https://example.org/f")}', "utf-8")
    assert loaded_from_outside(tmp_path) == [
        "a.css loads https://example.org/f",
        "a.html loads //example.org/x.js",
    ]
