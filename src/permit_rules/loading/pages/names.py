"""Pages of SH210 to SH223: names that lead nowhere, or to two things."""

from __future__ import annotations

from typing import Final


def _material(more: str) -> str:
    return f"申请材料:\n- {{编号: M1, 材料名称: 申请书, {more}依据: 办法 第五条}}"


_M1: Final = _material("")
_RENEWAL: Final = (
    "延续:\n- {编号: W1, 业务办理项: ITEM, 届满日: 许可证有效期至, 起: 届满前 90 日,"
    " 止: 届满前 30 日, 迟到: 不再受理, 届满后: 按新办, 依据: 办法 第十六条}"
)
_STALLS: Final = (
    "# fields/more.yaml\n申请信息:\n- 字段: 货架\n  标识: shelves\n  类型: 名单\n  成员键: KEY\n"
    "  成员: [{字段: 货架名称, 标识: name, 类型: 文本}]"
)
_OVERLAY: Final = '# 440300-shenzhen/newsstand.yaml\n事项: ITEM\n行政区划: "440300"\n'
_CASES_ONLY: Final = "在用例文件里，由 make rules 读用例时检查"

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "SH210": (
        "没有这个键，写的内容不会起作用；多半是写错了一个字。",
        _material("份教: 2, "),
        _material("份数: 2, "),
    ),
    "SH211": (
        "依据要能查到是哪个文件；简称没有在设定依据里写明的查不到。",
        "申请材料:\n- {编号: M1, 材料名称: 申请书, 依据: 方法 第五条}",
        _M1,
    ),
    "SH212": (
        "逐个、相符、名单、届满日写的是申请信息的名称；目录里没有的，申请里填不了，永远核对不了。",
        _material("相符: {名称: 申请人名字}, "),
        _material("相符: {名称: 申请人名称}, "),
    ),
    "SH213": (
        "逐个要用名单，届满日要用日期；别的类型做不到。",
        _material("逐个: 经营面积, "),
        _material("逐个: 摊位, "),
    ),
    "SH214": (
        "这里写的业务办理项，本事项没有；这一条永远用不上。",
        _RENEWAL.replace("ITEM", "展期"),
        _RENEWAL.replace("ITEM", "延续"),
    ),
    "SH215": (
        "编号是结果、用例、以前的告知书认得要点的办法；一个编号指两样，就都认错了。",
        f"{_M1}\n- {{编号: M1, 材料名称: 平面图, 依据: 办法 第六条}}",
        f"{_M1}\n- {{编号: M2, 材料名称: 平面图, 依据: 办法 第六条}}",
    ),
    "SH216": (
        "名称、别名、简称在整个规则库里只能指一样东西，否则不知道填的、引的是哪一样。",
        "业务办理项: [新办, 延续, {名称: 首次办理, 别名: [新办]}]",
        "业务办理项: [{名称: 新办, 别名: [首次办理]}, 延续]",
    ),
    "SH217": (
        "地方文件叠加在上级的事项上；上级没有这个事项，就没有可以叠加的。",
        _OVERLAY.replace("ITEM", "newstand") + "撤销: [{编号: M1, 依据: 办法 第五条}]\n"
        f"# national/newsstand.yaml\n{_M1}",
        _OVERLAY.replace("ITEM", "newsstand") + "撤销: [{编号: M1, 依据: 办法 第五条}]\n"
        f"# national/newsstand.yaml\n{_M1}",
    ),
    "SH218": (
        "替换、撤销的编号上级没有，这一条就落空了，上级原来的要求照旧。",
        _OVERLAY.replace("ITEM", "newsstand") + "撤销: [{编号: M9, 依据: 办法 第五条}]\n"
        f"# national/newsstand.yaml\n{_M1}",
        _OVERLAY.replace("ITEM", "newsstand") + "撤销: [{编号: M1, 依据: 办法 第五条}]\n"
        f"# national/newsstand.yaml\n{_M1}",
    ),
    "SH219": (
        "同一地方的同一事项写在两个文件里，改了一个漏了一个，哪个算数说不清。",
        f"# national/newsstand.yaml\n{_M1}\n# national/again.yaml\n{_M1}",
        f"# national/newsstand.yaml\n{_M1}",
    ),
    "SH220": (
        "成员键是称呼名单里每一个的那一项，要是成员里有的项目。",
        _STALLS.replace("KEY", "店名"),
        _STALLS.replace("KEY", "货架名称"),
    ),
    "SH221": (
        "情形里再套情形，看一处看不全，改一处会动到别处。",
        "情形定义:\n  大型: {经营面积: 超过 20 平方米}\n  特大: {情形: 大型, 从业人数: 超过 9 人}",
        "情形定义:\n  大型: {经营面积: 超过 20 平方米}\n"
        "  特大: {经营面积: 超过 20 平方米, 从业人数: 超过 9 人}",
    ),
    "SH222": (
        "用例写的基准、要去掉的材料找不到，这个用例验的就不是想验的。",
        "用例:\n- {名称: 没有申请书, 基准: 新辦, 去掉材料: [M1], 预期: {缺: [M1]}}",
        "用例:\n- {名称: 没有申请书, 基准: 新办, 去掉材料: [M1], 预期: {缺: [M1]}}",
        _CASES_ONLY,
    ),
    "SH223": (
        "办件规则、用例写的事项，规则库里没有，永远用不上。",
        "# casework.yaml\n设定依据:\n  通知: {文件: 办件通知（示例）}\n补正期限:\n"
        "- {编号: B1, 事项: newstand, 期限: 10 工作日, 逾期后果: 视为撤回申请, 依据: 通知}",
        "# casework.yaml\n设定依据:\n  通知: {文件: 办件通知（示例）}\n补正期限:\n"
        "- {编号: B1, 事项: newsstand, 期限: 10 工作日, 逾期后果: 视为撤回申请, 依据: 通知}",
    ),
}
