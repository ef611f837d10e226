"""One mistake in a rule file, one message: with its code, its place and its repair."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.loading import read_library
from tests.helpers import expect, marked
from tests.loading.folder import HEAD, ITEM, rules, told

M = "申请材料:\n- {编号: M1, 材料名称: 申请书, 依据: 办法 第一条"
S = "审核要点:\n- {编号: S1, 类别: 实质审查, 名称: 面积, 依据: 办法 第一条"
J = "{编号: J1, 名称: 失信, 对象: 申请人, 事由: [造假], 期限: 1 年, 依据: 办法 第九条"
W = (
    "{编号: W1, 业务办理项: 延续, 届满日: 许可证有效期至, 起: 届满前 90 日, 止: 届满前 30 日, "
    "迟到: 不再受理, 届满后: 按新办, 依据: 办法 第八条"
)

#: What follows the head of an item, marked; code; what the repair says.
IN_ITEMS = [
    # keys
    ("§申请材枓: []\n", "SH210", "是否想写「申请材料」？"),
    ("§毫不相干的键名: 1\n", "SH210", "这里可写的有"),
    ("§申请材料 　: []\n", "SH133", "请写成「申请材料」"),
    (f"{M}, §份教: 2}}\n", "SH210", "是否想写「份数」？"),
    (f"{M}, 容缺: {{补交期限: 5 工作日, §期限: 1}}}}\n", "SH210", "补交期限"),
    (f"{M}, 容缺: §{{书面承诺: 是}}}}\n", "SH141", "补交期限"),
    (f"{M}, 告知承诺: §{{核查期限: 60 工作日}}}}\n", "SH141", "承诺内容"),
    (f"{M}, 告知承诺: {{§承诺内容: }}}}\n", "SH147", "请写上内容"),
    (f"{M}, 告知承诺: §{{承诺内容: 已建立制度}}}}\n", "SH607", "serious_dishonesty"),
    ("申请材料:\n- §{材料名称: 申请书, 依据: 办法 第一条}\n", "SH141", "编号"),
    ("申请材料:\n- §{编号: M1, 依据: 办法 第一条}\n", "SH141", "材料名称"),
    # a mistyped key leaves nothing missing, and what stands under it is looked at
    ("申请材料:\n- {编号: M1, §材料名成: 申请书, 依据: 办法 第一条}\n", "SH210", "「材料名称」"),
    ("申请材料:\n- {编号: M1, 材料名称: 申请书, §依剧: 办法 第一条}\n", "SH210", "「依据」"),
    ("申请材料:\n- {编号: M1, 材料名称: 申请书, §依　据: 办法 第一条}\n", "SH133", "「依据」"),
    (f"{M}, 份数: 2, §份教: 3}}\n", "SH210", "是否想写「份数」？"),
    # a key that is not indented beneath the one it belongs to
    ("申请材料:\n- 编号: M1\n  材料名称: 申请书\n  依据: 办法\n  需要:\n  §业务办理项: 新办\n"
     "  主体业态: 餐饮\n", "SH128", "「需要」下面的内容"),
    ("申请材料:\n- 编号: M1\n  材料名称: 申请书\n  依据: 办法\n  容缺:\n  §补交期限: 5 工作日\n"
     "  书面承诺: 是\n", "SH128", "「容缺」下面的内容"),
    # shapes
    ("申请材料: §申请书\n", "SH142", "每一项以「- 」开头"),
    ("申请材料:\n- §申请书\n", "SH142", "键: 内容"),
    ("申请材料:\n- §编号：M1\n", "SH121", "写成「编号: 」"),
    ("申请材料:\n- §编号:M1\n", "SH122", "写成「编号: 」"),
    ("情形定义: §大型\n", "SH142", "键: 内容"),
    (f"收费: §{'甲' * 5001}\n", "SH148", "写短一些"),
    ("收费: §[不收费]\n", "SH142", "一行文字"),
    (f"{M}, §份数: }}\n", "SH147", "删去"),
    ("§申请材料:\n", "SH147", "删去"),
    (f"{M}, 相符: §申请人名称}}\n", "SH142", "键: 内容"),
    # closed vocabularies and typed texts
    (f"{M}, 必要性: §不必要}}\n", "SH143", "必要、非必要"),
    (f"{M}, 材料形式: §原件、扫描件}}\n", "SH143", "原件、复印件、电子"),
    (f"{M}, 签章: {{谁: §老板, 方式: 签名}}}}\n", "SH143", "申请人"),
    (f"{M}, 有效期: §长期}}\n", "SH143", "收件日有效"),
    (f"{M}, 有效期: {{要求: §收件日后 30 仍有效}}}}\n", "SH405", "5 工作日、30 日"),
    (f"{M}, 份数: §两三份}}\n", "SH144", "请"),
    (f"{M}, 份数: §0}}\n", "SH144", "例如 2"),
    (f"{M}, 份数: §2份}}\n", "SH144", "这里只写数：2"),
    (f"{M}, 份数: §2。}}\n", "SH137", "写成「2」"),
    (f"{M}, 必要性: §非必要。}}\n", "SH137", "写成「非必要」"),
    (f"{M}, 施行日期: §2O24-02-01}}\n", "SH403", "是否想写「2024-02-01」？"),
    ("申请材料:\n- {编号: §М1, 材料名称: 申请书, 依据: 办法 第一条}\n", "SH133", "写成 M1"),
    ('行政区划: §"44O300"\n', "SH146", "是否想写「440300」？"),
    (f"{M}, 告知: 请提交, §盖章的}}\n", "SH210", "整段文字加上半角引号"),
    (f"{M}, 仅纸质: §也许, 材料形式: 原件}}\n", "SH145", "请填写 是 或 否"),
    (f"{M}, 出具时限: §90}}\n", "SH405", "5 工作日"),
    (f"{M}, 施行日期: §2024-02-30}}\n", "SH403", "请"),
    ("申请材料:\n- {编号: §1号, 材料名称: 申请书, 依据: 办法 第一条}\n", "SH146", "M3a"),
    ("申请材料:\n- {编号: §Ｍ１, 材料名称: 申请书, 依据: 办法 第一条}\n", "SH133", "写成 M1"),
    ('行政区划: §"44030"\n', "SH146", "6 位"),
    # names that lead nowhere
    ("申请材料:\n- {编号: M1, 材料名称: 申请书, 依据: §方法 第一条}\n", "SH211", "「办法」"),
    (f"{M}, 逐个: §仓厍}}\n", "SH212", "是否想写「仓库」？"),
    (f"{M}, 逐个: §经营面积}}\n", "SH213", "仓库"),
    (f"{M}, 签章: {{谁: §名单 股东, 方式: 签名}}}}\n", "SH212", "仓库"),
    (f"{M}, 相符: {{名称: §申请人名字}}}}\n", "SH212", "「申请人名称」"),
    (f"{M}, 相符: {{温度: §温度}}}}\n", "SH212", "核对名称"),
    (f"{M}, 需要: {{§经营面只: 不低于 200 平方米}}}}\n", "SH203", "经营面积"),
    (f"{M}, 需要: {{业务办理项: §新设}}}}\n", "SH204", "新办"),
    (f"延续: {W.replace('项: 延续', '项: §展期')}}}\n", "SH214", "新办、延续、备案"),
    (f"延续: {W.replace('按新办', '§按重新办')}}}\n", "SH214", "新办"),
    (f"延续: {W.replace('日: 许可证有效期至', '日: §经营面积')}}}\n", "SH213", "许可证有效期至"),
    ("情形定义:\n  大型: {经营面积: 超过 9 平方米}\n  特大: {§情形: 大型}\n", "SH221", "写出"),
    # dates
    ("申请材料:\n- §{编号: M1, 材料名称: 申请书, 依据: 办法, 施行日期: 2024-05-01, "
     "失效日期: 2024-05-01}\n", "SH402", "以后"),
    (f"延续: {W.replace('起: 届满前 90 日', '起: §届满前 9 日')}}}\n", "SH407", "更远"),
    (f"延续: {W.replace('起: 届满前 90 日', '起: §提前 90 日')}}}\n", "SH143", "届满前 90 工作日"),
    (f"延续: {W.replace('起: 届满前 90 日', '起: §届满前 90')}}}\n", "SH405", "5 工作日"),
    # what contradicts itself
    ("申请材料:\n- §{编号: M1, 材料名称: 申请书}\n", "SH601", "依据: 简称 条款"),
    ("审核要点:\n- §{编号: S1, 类别: 实质审查, 名称: 面积, 依据: 办法}\n", "SH602", "应当"),
    (f"{S}, 应当: {{经营面积: 超过 9 平方米}}, §核验方式: 人工, 核验要点: 看}}\n", "SH602", "应当"),
    (f"{S}, 核验方式: 人工}}\n".replace("- {", "- §{"), "SH602", "核验要点"),
    (f"{M}, §仅纸质: 是}}\n", "SH603", "材料形式: 原件"),
    (f"{M}, 材料形式: 原件、电子, §仅纸质: 是}}\n", "SH603", "去掉「电子」"),
    (f"{M}, 可替代: [§{{别名: [甲]}}]}}\n", "SH604", "共享核验"),
    (f"{M}, 可替代: [{{共享核验: 执照, §份数: 2}}]}}\n", "SH604", "另起一项"),
    ("适用判定:\n- §{编号: B1, 名称: 甲, 当: {主体业态: 食堂}, 结果: 其他机关, 依据: 办法}\n",
     "SH605", "机关名称"),
    ("适用判定:\n- {编号: B1, 名称: 甲, 当: {主体业态: 食堂}, 结果: 不需要许可, 转为: §备案, "
     "依据: 办法}\n", "SH605", "办理"),
    ("适用判定:\n- §{编号: B1, 名称: 甲, 结果: 不需要许可, 依据: 办法}\n", "SH141", "当"),
    (f"禁止期:\n- {J}, §职务: [董事]}}\n", "SH606", "人员"),
    (f"禁止期:\n- §{J.replace('期限: 1 年, ', '')}}}\n", "SH141", "期限"),
    ("审核要点:\n- §{编号: S1, 名称: 面积, 应当: {经营面积: 超过 9 平方米}, 依据: 办法}\n",
     "SH141", "类别"),
    ("审核要点:\n- {编号: S1, 类别: §形试审查, 名称: 面积, 应当: {经营面积: 超过 9 平方米}, "
     "依据: 办法}\n", "SH143", "形式审查"),
    # ids
    (f"{M}}}\n- {{编号: §M1, 材料名称: 又一份, 依据: 办法}}\n", "SH215", "换一个编号"),
    (f"{M}}}\n审核要点:\n- {{编号: §m1, 类别: 形式审查, 名称: 面积, 核验方式: 人工, 核验要点: 看, "
     "依据: 办法}\n", "SH215", "换一个编号"),
    (f"{M}, 组成: [{{编号: M1a, 名称: 甲}}, {{编号: §M1a, 名称: 乙}}]}}\n", "SH215", "换一个编号"),
    (f"{M}, 可替代: [{{材料: 甲}}]}}\n- {{编号: §M1-alt1, 材料名称: 乙, 依据: 办法}}\n",
     "SH215", "换一个编号"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code", "help"), IN_ITEMS)
def test_one_mistake_in_an_item_is_one_message(
    tmp_path: Path, body: str, code: str, help: str
) -> None:
    diagnostics, place = told(tmp_path, body)

    expect(diagnostics).only(code, at=place, help=help)
    assert diagnostics[0].subject.startswith("trial")


#: A whole head of an item, marked; code; what the repair says.
HEADS = [
    (HEAD.replace("事项标识: trial", "事项标识: §Trial"), "SH146", "food-business"),
    ("§" + HEAD.replace("规则起始: 2023-12-01\n", ""), "SH141", "规则起始"),
    ("§" + HEAD.replace("事项名称: 试验许可\n", "备注: [甲]\n"), "SH141", "事项名称"),
    (HEAD.replace("2023-12-01", "§去年"), "SH403", "请"),
    (
        HEAD.replace("名称: 备案, 类别: 备案", "名称: 备案, 类别: §登记"),
        "SH143",
        "许可、备案、报告",
    ),
    (HEAD.replace("[新办,", "[新办, §{名称: 首次, 别名: [新办]},"), "SH216", "请改正"),
    (HEAD.replace("{文件: 试验规定}", "§{文号: 一号}"), "SH141", "文件"),
    (HEAD.replace("来源: 法规原文", "来源: §原文"), "SH143", "法规原文"),
    (HEAD.replace("[新办, ", "[§新办、变更, 新办, "), "SH153", "写成 新办, 变更"),
    (HEAD + "事项类型: §许可证\n", "SH143", "行政许可"),
    (HEAD + "备注: [§甲，乙]\n", "SH124", "若是几项"),
]


@pytest.mark.parametrize(("text", "code", "help"), HEADS)
def test_a_mistake_in_the_head_does_not_bring_others(
    tmp_path: Path, text: str, code: str, help: str
) -> None:
    # Everything below uses what the head declares, rightly.
    body = (
        f"{M}, 需要: {{业务办理项: 新办、备案}}}}\n"
        "审核要点:\n- {编号: S1, 类别: 形式审查, 名称: 甲, 当: {业务办理项: 换证}, 核验方式: 人工, "
        "核验要点: 看, 依据: 规定 第二条；办法 第三条}\n"
        f"延续: {W}}}\n"
    )
    text, place = marked(text, ITEM)

    _, diagnostics = read_library(rules(tmp_path, {ITEM: text + body}))

    expect(diagnostics).only(code, at=place, help=help)


def test_what_is_understood_but_oddly_written_is_a_warning(tmp_path: Path) -> None:
    diagnostics, place = told(tmp_path, f"{M}, 施行日期: §2024年2月1日}}\n")

    expect(diagnostics).only("SH136", at=place, help="2024-02-01", severity=Severity.WARNING)
    assert diagnostics[0].subject == "trial/M1"


def test_what_lost_its_end_behind_a_hash_is_one_error(tmp_path: Path) -> None:
    body = "申请材料:\n- 编号: M1\n  材料名称: 申请书\n  依据: 办法\n  需要:\n"
    diagnostics, place = told(tmp_path, f"{body}    经营面积: 超过 20 §#平方米\n")

    expect(diagnostics).only("SH131", at=place, help="整个值加上引号")


def test_a_mistake_in_an_entry_does_not_hide_another(tmp_path: Path) -> None:
    body = (
        f"{M}, 份教: 2, 必要性: 或许, 需要: {{经营面只: 是}}}}\n"
        "- {编号: M2, 材料名称: 图}\n"
        f"{S}, 应当: {{主体业态: 茶馆}}, 效果: 罚款}}\n"
    )
    _, diagnostics = read_library(rules(tmp_path, {ITEM: HEAD + body}))

    expect(diagnostics).codes("SH210", "SH143", "SH203", "SH601", "SH204", "SH143")


def test_a_message_names_the_item_and_the_point(tmp_path: Path) -> None:
    body = (
        "申请材料:\n- {编号: M1, 材料名称: 甲, 依据: 办法, 份教: 1}\n"
        "- {编号: M2, 材料名称: 甲, 依据: 方法, 组成: [{编号: M2a, 名称: 甲, 份数: 零}]}\n"
        "- {编号: M3, 材料名称: 甲, 依据: 办法, 组成: [{编号: M3a, 名称: 甲, 依据: 方法}]}\n"
    )
    _, diagnostics = read_library(rules(tmp_path, {ITEM: HEAD + body}))

    subjects = [d.subject for d in diagnostics]
    assert subjects == ["trial/M1", "trial/M2", "trial/M2a", "trial/M3a"]


def test_what_stands_under_a_mistyped_key_is_looked_at(tmp_path: Path) -> None:
    body = (
        "申请材枓:\n- {编号: M1, 材料名成: 申请书, 依据: 办法, 需要: {经营面只: 是}}\n"
        "- {编号: M2, 材料名称: 图, 依据: 方法, 组成: [{编号: M2a, 明称: 甲, 份数: 零}]}\n"
    )
    _, diagnostics = read_library(rules(tmp_path, {ITEM: HEAD + body}))

    expect(diagnostics).codes("SH210", "SH210", "SH203", "SH211", "SH210", "SH144")


FIELD_MISTAKES = [
    ("{字段: 甲, 标识: a, 类型: §金额}", "SH143", "数值"),
    ("{字段: 甲, 标识: §甲, 类型: 文本}", "SH146", "business_area"),
    ("{字段: 甲, 标识: §a-b, 类型: 文本}", "SH146", "business_area"),
    ("§{字段: 甲, 标识: a, 类型: 数值}", "SH151", "单位: 无"),
    ("§{字段: 甲, 标识: a, 类型: 单选}", "SH151", "取值"),
    ("{字段: 甲, 标识: a, 类型: 文本, §单位: 米}", "SH152", "数值"),
    ("{字段: 甲, 标识: a, 类型: 是否, §取值: [好, 坏]}", "SH152", "单选、多选"),
    ("{字段: 甲, 标识: a, 类型: 单选, 取值: [§好、坏, 中]}", "SH153", "换一个写法"),
    ("{字段: 甲, 标识: a, 类型: 单选, 取值: [好, §{名称: 坏, 别名: [好]}]}", "SH216", "一个取值"),
    ("§{字段: 甲, 标识: a, 类型: 是否, 未填视为: 否}", "SH154", "一起写"),
    ("§{字段: 甲, 标识: a, 类型: 是否, 理由: 甲}", "SH154", "一起写"),
    ("{字段: 甲, 标识: a, 类型: 是否, 未填视为: §不详, 理由: 甲}", "SH155", "是 或者 否"),
    ("{字段: 甲, 标识: a, 类型: 单选, 取值: [好, 坏], 未填视为: §中, 理由: 甲}", "SH155", "好、坏"),
    ("{字段: 甲, 标识: a, 类型: 日期, 未填视为: §昨天, 理由: 甲}", "SH155", "日期"),
    ("§{字段: 甲, 标识: a, 类型: 数值, 单位: 人, 最小: 5, 最大: 3}", "SH156", "最小"),
    ("{字段: §营业面积, 标识: a, 类型: 文本}", "SH216", "换一个名称"),
    ("{字段: 甲, 标识: §business_area, 类型: 文本}", "SH216", "换一个名称"),
    ("{字段: 甲, 标识: §received_on, 类型: 日期}", "SH216", "换一个名称"),
    ("{字段: §业务办理项, 标识: a, 类型: 文本}", "SH216", "换一个名称"),
    ("{字段: 甲, 标识: a, 类型: 文本, 别名: [乙, §收件日]}", "SH216", "换一个名称"),
    ("{字段: 甲, 标识: a, 类型: 文本, 取自: §申请人.名称}", "SH146", "applicant.name"),
    ("§{字段: 甲, 标识: a, 类型: 名单, 成员: [{字段: 乙, 标识: b, 类型: 文本}]}", "SH151", "称呼"),
    ("{字段: 甲, 标识: a, 类型: 名单, 成员键: §丙, 成员: [{字段: 乙, 标识: b, 类型: 文本}]}",
     "SH220", "乙"),
    ("{字段: 甲, 标识: a, 类型: 名单, 成员键: 乙, 成员: [{字段: 乙, 标识: b, 类型: 文本}, "
     "{字段: §乙, 标识: c, 类型: 文本}]}", "SH216", "换一个名称"),
    ("{字段: 甲, 标识: a, 类型: 名单, 成员键: 乙, 成员: [{字段: 乙, 标识: b, 类型: 文本}], "
     "未填视为: §无, 理由: 甲}", "SH155", "不知道"),
    ("{字段: 甲, 标识: a, 类型: 文本, §单价: 3}", "SH210", "单位"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "code", "help"), FIELD_MISTAKES)
def test_one_mistake_in_a_field_is_one_message(
    tmp_path: Path, entry: str, code: str, help: str
) -> None:
    text, place = marked(f"申请信息:\n- {entry}\n", "fields/more.yaml")
    # What uses the broken field is not reported a second time.
    body = f"{M}, 相符: {{名称: 甲}}}}\n" if code in ("SH143", "SH146") else ""
    files: dict[str, str | bytes] = {"fields/more.yaml": text, ITEM: HEAD + body}

    _, diagnostics = read_library(rules(tmp_path, files))

    expect(diagnostics).only(code, at=place, help=help)


def test_an_items_own_field_may_not_take_a_name_of_the_catalogue(tmp_path: Path) -> None:
    body = "申请信息:\n- {字段: 面积, 标识: a, 类型: 文本, 别名: [§经营面积]}\n"
    diagnostics, place = told(tmp_path, body)

    expect(diagnostics).only("SH216", at=place, message="经营面积")


B = HEAD.replace("trial", "b")
OTHER_FILES = [
    ("library.yaml", "格式: §2\n名称: 甲\n", "SH149", "格式"),
    ("library.yaml", "§名称: 甲\n", "SH141", "格式"),
    ("places.yaml", '行政区划:\n- {代码: "440000", 名称: 甲}\n- §{代码: "440000", 名称: 乙}\n',
     "SH509", "删去"),
    ("places.yaml", "行政区划:\n- {代码: §广东, 名称: 甲}\n", "SH146", "6 位"),
    ("places.yaml", '行政区划:\n- {代码: "000000", 名称: 甲}\n- §{代码: "000000", 名称: 乙}\n',
     "SH509", "删去"),
    ("places.yaml", '行政区划:\n- {代码: "440000", 名称: 甲, 机关: {财政部门: 财政局}}\n'
     '- {代码: "440300", 名称: 乙, 机关: §{财政部门: [市财政局, 财政 局]}}\n', "SH216", "全称"),
    ("places.yaml", '行政区划:\n- {代码: "440000", 名称: 甲, 机关: §财政局}\n',
     "SH142", "键: 内容"),
    ("calendars/china.yaml", "§日历: 甲\n来源: 甲\n年份: []\n", "SH408", "china.yaml"),
    ("calendars/more.yaml", "§日历: 甲\n", "SH409", "只留一个"),
    ("businesses/a.yaml", "§a: 1\n", "SH501", "bundles/"),
    ("shenzhen/a.yaml", "§a: 1\n", "SH501", "national/"),
    ("a.yaml", "§a: 1\n", "SH501", "national/"),
    ("national/a.yml", "§a: 1\n", "SH505", "改名"),
    ("national/twice.yaml", "§" + HEAD, "SH219", "合成一个文件"),
    ("440300-shenzhen/b.yaml", B + '行政区划: §"440000"\n', "SH503", "移到"),
    ("national/b.yaml", B + '行政区划: §"440000"\n', "SH503", "移到"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "code", "help"), OTHER_FILES)
def test_mistakes_in_other_files(
    tmp_path: Path, file: str, text: str, code: str, help: str
) -> None:
    diagnostics, place = told(tmp_path, text, file)

    expect(diagnostics).only(code, at=place, help=help)


@pytest.mark.parametrize(
    ("missing", "code", "help"),
    [("calendars/china.yaml", "SH410", "china.yaml"), ("places.yaml", "SH502", "places.yaml")],
)
def test_what_is_missing_may_be_a_warning(
    tmp_path: Path, missing: str, code: str, help: str
) -> None:
    folder = rules(tmp_path, {"440300-shenzhen/b.yaml": HEAD})
    (folder / missing).unlink()

    library, diagnostics = read_library(folder)

    assert library is not None
    assert library.diagnostics == diagnostics
    expect(diagnostics).only(code, help=help, severity=Severity.WARNING)


@pytest.mark.parametrize(
    "broken", ["申请信息: [", "申请信息:\n- {字段: 甲, 标识: a, 类型: 单洗}\n"]
)
def test_a_broken_catalogue_is_not_reported_at_every_use(tmp_path: Path, broken: str) -> None:
    body = f"{M}, 需要: {{甲: 是}}, 相符: {{名称: 甲}}, 逐个: 甲}}\n"
    files: dict[str, str | bytes] = {"fields/more.yaml": broken, ITEM: HEAD + body}

    _, diagnostics = read_library(rules(tmp_path, files))

    assert len(diagnostics) == 1, diagnostics
