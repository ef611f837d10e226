"""Small rules folders for the tests of loading."""

from __future__ import annotations

from pathlib import Path

from permit_rules.diagnostics import Diagnostic
from permit_rules.loading import read_library
from tests.helpers import marked

CALENDAR = """\
日历: 试验
来源: 试验
年份: [2025]
放假: {2025: [2025-01-01]}
调休上班: {}
"""
PLACES = """\
行政区划:
- {代码: "440000", 名称: 广东省}
- {代码: "440300", 名称: 深圳市}
"""
FIELDS = """\
申请信息:
- {字段: 申请人名称, 标识: applicant_name, 类型: 文本, 取自: applicant.name}
- {字段: 经营面积, 标识: business_area, 类型: 数值, 单位: 平方米, 小数位: 2, 别名: [营业面积]}
- {字段: 主体业态, 标识: business_form, 类型: 单选, 取值: [销售, 餐饮, 食堂]}
- {字段: 经营项目, 标识: business_items, 类型: 多选, 取值: [热食, 冷食, {名称: 饮品, 别名: [饮料]}]}
- {字段: 使用自动设备, 标识: machines_used, 类型: 是否, 未填视为: 否, 理由: 依法须申报}
- {字段: 自动设备台数, 标识: machine_count, 类型: 数值, 单位: 台, 最小: 0}
- {字段: 许可证有效期至, 标识: permit_expiry, 类型: 日期}
- 字段: 仓库
  标识: warehouses
  类型: 名单
  成员键: 名称
  成员:
  - {字段: 名称, 标识: name, 类型: 文本}
  - {字段: 温度, 标识: temperature, 类型: 单选, 取值: [常温, 冷藏]}
"""
HEAD = """\
事项名称: 试验许可
事项标识: trial
规则起始: 2023-12-01
设定依据:
  办法: {文件: 试验管理办法, 来源: 法规原文}
  规定: {文件: 试验规定}
业务办理项: [新办, {名称: 延续, 别名: [换证]}, {名称: 备案, 类别: 备案}]
"""
ITEM = "national/trial.yaml"


def rules(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    """A rules folder with calendar, places and fields, and these files added or replaced."""
    folder = tmp_path / "rules"
    common = {
        "library.yaml": "格式: 1\n名称: 试验\n",
        "calendars/china.yaml": CALENDAR,
        "places.yaml": PLACES,
        "fields/all.yaml": FIELDS,
    }
    for path, content in {**common, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def told(tmp_path: Path, body: str, file: str = ITEM) -> tuple[tuple[Diagnostic, ...], str]:
    """What is said about one marked file beside the common ones, and where its mark stood.

    An item's file is only its body; the head is put before it.
    """
    text, place = marked(HEAD + body if file == ITEM else body, file)
    files: dict[str, str | bytes] = {file: text} if file == ITEM else {ITEM: HEAD, file: text}
    _, diagnostics = read_library(rules(tmp_path, files))
    return diagnostics, place
