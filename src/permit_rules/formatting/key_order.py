"""The one order in which keys stand, whatever they belong to: who and what, when, how, why."""

from __future__ import annotations

from typing import Final

_LINES: Final = (
    "格式 编号 代码 用于 字段 标识 事项名称 事项标识 业态名称 业态标识 基本编码 共享核验",
    "类别 维度 名称 材料名称 文件 文号 姓名 对象 职务 事由 决定日期 事项",
    "类型 统一社会信用代码 国别 住所 严重失信 信用等级",
    "事项类型 行使层级 基准 用例 收件日 部门 行政区划 机关 级别 受委托",
    "规则起始 复核日期 补正后按 通用规定 设定依据 直接关系 不沿用 业务办理项",
    "提交方式 收件机关 申请人 人员 补正次数 撤回承诺 虚假承诺",
    "申请信息 材料 情形定义 适用判定 申请材料 审核要点 禁止期 延续",
    "实施机关 证件有效期 核查方式 先证后核 改革方式 兜底条款 办理时限",
    "不得索要 当场决定 收费 结果文书 例外 备注",
    "何时要办 另须办理 推得 共用材料 共用信息 先办 证照 已知 可加 按 一表 登记前置 项",
    "说明已有 共享来源",
    "补正轮次 补正期限 核查人员 岗位分离 指标 到期提醒 轮次 措施 提前 至少 全程记录 岗位",
    "去掉材料 加上材料 共享 办理方式 以往情况 预期 出处 结论 要点 缺",
    "单位 小数位 最小 最大 取值 别名 取自 未填视为 成员键 成员 问",
    "环节 计时 起算 法定 承诺 届满日 起 止 迟到 届满后 要求 提醒 原文 谁 方式",
    "承诺内容 补交期限 书面承诺 期限 范围 适用地区 现场整改",
    "代替 需要 不适用 逐个 必要性 角色 材料来源 提交阶段 材料形式 仅纸质 份数",
    "签名 盖章 签名人 签章 出具日期 出具时限 有效期至 有效期 写明 相符",
    "必备内容 内容 人工核验 组成 兼作 属于 有异议",
    "当 应当 填 结果 转为 办理 效果 核验方式 核验要点 缺少的输入 可当场更正",
    "核查期限 违诺后果 不符后果 逾期后果 补缺 可替代 容缺 核查时补充 告知承诺 告知",
    "施行日期 失效日期 此前 增加 替换 撤销 依据 来源 理由 说明 版本",
)

#: Where the one order would put the name of a thing behind what it is.
_EXCEPTIONS: Final = (
    ("名称", "类别", "别名", "说明"),
    ("事项类型", "业务办理项", "类别", "直接关系"),
    ("部门", "行政区划"),
    ("标识", "名称", "别名", "按", "一表", "材料", "说明"),
    ("按", "字段", "说明"),
    ("标识", "名称", "别名", "事项", "项", "说明已有", "共享来源", "说明"),
    ("业态名称", "业态标识", "别名", "行政区划", "说明", "已知", "可加", "备注"),
)

#: The days of a version are its name.
_DAYS: Final = ("施行日期", "失效日期")

ORDER: Final = {key: place for place, key in enumerate(" ".join(_LINES).split())}


def places(known: frozenset[str]) -> dict[str, int]:
    """The place of each key of a map that may have the keys ``known``."""
    for order in _EXCEPTIONS:
        if known == frozenset(order):
            return {key: place for place, key in enumerate(order)}
    found = {key: ORDER[key] for key in known if key in ORDER}
    if not known & {"编号", "文件"}:
        found.update((key, place - len(_DAYS)) for place, key in enumerate(_DAYS) if key in known)
    return found
