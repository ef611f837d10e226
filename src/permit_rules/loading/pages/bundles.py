"""Pages of SH224 to SH228, and of SH608 to SH610: the files under ``bundles/``."""

from __future__ import annotations

from typing import Final

_BASES: Final = "设定依据:\n  办法: {文件: 书报亭管理办法}\n"
_ITEM: Final = (
    "申请材料:\n- {编号: M1, 材料名称: 申请书, 依据: 办法 第五条}\n"
    "- {编号: M2, 材料名称: 营业执照, 依据: 办法 第五条}\n"
)
_OTHER: Final = (
    "# national/pavement.yaml\n事项名称: 占道许可（示例）\n事项标识: pavement\n"
    "规则起始: 2024-01-01\n设定依据:\n  办法: {文件: 书报亭管理办法}\n业务办理项: [新办]\n"
)


def _shared(*lines: str) -> str:
    return f"{_ITEM}# bundles/shared.yaml\n共用材料:\n" + "\n".join(f"- {{{n}}}" for n in lines)


def _needs(line: str, more: str = "") -> str:
    return (
        f"{_ITEM}# bundles/needs.yaml\n{_BASES}何时要办:\n"
        "- {编号: F1, 事项: newsstand, 业务办理项: 新办, 需要: {经营形式: 固定亭}, "
        f"依据: 办法 第三条}}\n{line}{more}"
    )


def _licence(source: str) -> str:
    return (
        "申请材料:\n- {编号: M2, 材料名称: 营业执照, 可替代: [{共享核验: 电子营业执照}], "
        "依据: 办法 第五条}\n# bundles/shared.yaml\n证照:\n"
        f"- {{标识: business-licence, 名称: 营业执照, 共享来源: {source}}}"
    )


def _bundle(form: str) -> str:
    return _needs(
        f"# bundles/kiosk.yaml\n业态名称: 书报亭\n业态标识: kiosk\n已知: {{经营形式: {form}}}"
    )


def _field(name: str, slug: str) -> str:
    return (
        f"申请信息:\n- {{字段: {name}, 标识: {slug}, 类型: 数值, 单位: 平方米}}\n"
        "申请材料:\n- {编号: M1, 材料名称: 位置图, 需要: {业务办理项: 新办, "
        f"{name}: 超过 5 平方米}}, 依据: 办法 第五条}}\n"
    )


def _two_fields(second: str) -> str:
    return (
        f"{_field('占地面积', 'site_area')}{_OTHER}{_field(second, 'road_area')}"
        f"# bundles/needs.yaml\n{_BASES}何时要办:\n"
        "- {编号: F1, 事项: newsstand, 业务办理项: 新办, 需要: {占地面积: 超过 1 平方米}, "
        "依据: 办法 第三条}"
    )


def _before(item: str) -> str:
    other = (
        "申请材料:\n- {编号: M3, 材料名称: 设置许可证, 需要: {业务办理项: 新办}, "
        "依据: 办法 第五条}\n"
    )
    return (
        f"{_ITEM}{_OTHER}{other}# bundles/shared.yaml\n{_BASES}先办:\n"
        "- {编号: Q1, 事项: newsstand, 材料: pavement/M3, 依据: 办法 第六条}\n"
        f"- {{编号: Q2, 事项: pavement, 材料: {item}, 依据: 办法 第六条}}"
    )


BUNDLES: Final[dict[str, tuple[str, ...]]] = {
    "SH224": (
        "共用材料、先办写的是「事项标识/编号」；事项没有这个编号的，合并不到任何材料，各事项照样各要一份。",
        _shared("标识: licence, 名称: 营业执照, 按: 申请人, 材料: newsstand/M9"),
        _shared("标识: licence, 名称: 营业执照, 按: 申请人, 材料: newsstand/M2"),
    ),
    "SH225": (
        "一份材料只能是一样东西；算在两处的，交了一处不知道另一处还要不要。",
        _shared(
            "标识: form, 名称: 申请表, 按: 申请人, 材料: newsstand/M1",
            "标识: paper, 名称: 申请书, 按: 申请人, 材料: newsstand/M1",
        ),
        _shared("标识: form, 名称: 申请表, 按: 申请人, 材料: newsstand/M1"),
    ),
    "SH226": (
        "几个许可一次办时，申请信息按名称填写；两个事项用同一个名称问不同的事，不知道填的、写的是哪一项。",
        _two_fields("占地面积"),
        _two_fields("占道面积"),
    ),
    "SH227": (
        "另须办理的事要告诉申请人找哪个部门；别处都没有写过的名称，多半是写错了。",
        _needs(
            "另须办理:\n- {编号: T1, 名称: 清税, 部门: 税物机关, 需要: {经营形式: 固定亭}, "
            "依据: 办法 第三条}"
        ),
        _needs(
            "另须办理:\n- {编号: T1, 名称: 占道, 部门: 城市管理部门, 需要: {经营形式: 固定亭}, "
            "依据: 办法 第三条}\n",
            "# places.yaml\n行政区划:\n"
            '- {代码: "440300", 名称: 深圳市, 机关: {城市管理部门: 深圳市城市管理和综合执法局}}',
        ),
    ),
    "SH228": (
        "证照的共享来源要与材料里「共享核验」的名称一样，才知道核到了证照就不用交那份材料。",
        _licence("电子营业执造"),
        _licence("电子营业执照"),
    ),
    "SH608": (
        "业态只是给一组事实起的名称；照它填写，哪一条「何时要办」都不会成立的，选了它什么也不办。",
        _bundle("流动车"),
        _bundle("固定亭"),
    ),
    "SH609": (
        "已知、可加、推得、说明已有写的是申请信息的值；不是它的取值的，等于没有填写。",
        _bundle("固定停"),
        _bundle("固定亭"),
    ),
    "SH610": (
        "甲的结果是乙的材料，乙的结果又是甲的材料，那就谁也办不了；多半是写反了一条。",
        _before("newsstand/M2"),
        _before("newsstand/M2").rpartition("\n")[0],
    ),
}
