"""Pages of SH601 to SH607: review points that contradict themselves."""

from __future__ import annotations

from typing import Final


def _material(more: str) -> str:
    return f"申请材料:\n- {{编号: M1, 材料名称: 申请书, {more}依据: 办法 第五条}}"


def _condition(more: str) -> str:
    return f"审核要点:\n- {{编号: S1, 类别: 实质审查, 名称: 面积, {more}依据: 办法 第十二条}}"


def _gate(more: str) -> str:
    return (
        "适用判定:\n- {编号: B1, 名称: 流动车, 当: {经营形式: 流动车}, "
        f"{more}依据: 办法 第三条}}"
    )


def _bar(more: str) -> str:
    return (
        "禁止期:\n- {编号: J1, 名称: 提供虚假材料, 事由: [提供虚假材料], 期限: 1 年, "
        f"{more}依据: 办法 第二十条}}"
    )


_COMMITMENT: Final = _material("告知承诺: {承诺内容: 已建立制度}, ")
_DECLARED: Final = (
    "\n# fields/more.yaml\n申请信息:\n- {字段: 严重失信, 标识: serious_dishonesty, 类型: 是否, "
    "未填视为: 否, 理由: 没有记录的视为没有}"
)

POINTS: Final[dict[str, tuple[str, ...]]] = {
    "SH601": (
        "没有法律、法规、规章依据的，不得要求申请人（优化营商环境条例第三十五条）。",
        "申请材料:\n- {编号: M1, 材料名称: 申请书}",
        _material(""),
    ),
    "SH602": (
        "一个要点要么由条件判断，要么由人核验；两种都写，或者都不写全，不知道谁来判断。",
        _condition("应当: {经营面积: 超过 9 平方米}, 核验方式: 人工, 核验要点: 看面积, "),
        _condition("应当: {经营面积: 超过 9 平方米}, "),
    ),
    "SH603": (
        "仅纸质就是不接受电子的；没有写形式，或者形式里又有电子，自相矛盾。",
        _material("材料形式: 原件、电子, 仅纸质: 是, "),
        _material("材料形式: 原件, 仅纸质: 是, "),
    ),
    "SH604": (
        "可替代的每一项是一个共享来源，或者一份材料；共享核验不是材料，没有份数、形式可言。",
        _material("可替代: [{共享核验: 电子营业执照, 份数: 2}], "),
        _material("可替代: [{共享核验: 电子营业执照}], "),
    ),
    "SH605": (
        "不归本机关办的，要说清归谁办；不需要许可的，没有可以转的。",
        _gate("结果: 其他机关, "),
        _gate("结果: 其他机关, 办理: 交通运输部门, "),
    ),
    "SH606": (
        "职务是人员的；对象是申请人的，没有职务可看。",
        _bar("对象: 申请人, 职务: [负责人], "),
        _bar("对象: 人员, 职务: [负责人], "),
    ),
    "SH607": (
        "严重失信的申请人不适用告知承诺；目录里没有这一项，就没有办法知道。",
        _COMMITMENT,
        _COMMITMENT + _DECLARED,
    ),
}
