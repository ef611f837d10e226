"""Small rulebooks made up at random, with everything in them that can hide a demand.

Unknown facts, alternatives, parts, shared sources, tolerances, rosters, applicability, dated
versions, windows, bars, authorities and an overlay; conditions upon conditions. The same number
gives the same rules. They mean nothing.
"""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any, Final

import yaml

CITY: Final = "440300"
CALENDAR: Final = Path(__file__).parents[1] / "fixtures" / "rules" / "calendars" / "china.yaml"
FIELDS: Final[list[dict[str, Any]]] = [
    {"字段": "申请人名称", "标识": "applicant_name", "类型": "文本", "取自": "applicant.name"},
    {"字段": "面积", "标识": "area", "类型": "数值", "单位": "平方米", "小数位": "1", "最小": "0"},
    {"字段": "人数", "标识": "people", "类型": "数值", "单位": "人", "最小": "0"},
    {"字段": "明火", "标识": "fire", "类型": "是否"},
    {"字段": "代理", "标识": "agent", "类型": "是否", "未填视为": "否", "理由": "没有声明"},
    {"字段": "方式", "标识": "mode", "类型": "单选", "取值": ["堂食", "外卖", "混合"]},
    {"字段": "品种", "标识": "goods", "类型": "多选", "取值": ["茶", "酒", "点心", "无"]},
    {"字段": "负责人", "标识": "head", "类型": "文本"},
    {"字段": "有效期至", "标识": "expiry", "类型": "日期"},
    {
        "字段": "库房", "标识": "stores", "类型": "名单", "成员键": "库名",
        "成员": [
            {"字段": "库名", "标识": "name", "类型": "文本"},
            {"字段": "库面积", "标识": "area", "类型": "数值", "单位": "平方米", "最小": "0"},
            {"字段": "租赁", "标识": "rented", "类型": "是否"},
        ],
    },
]  # fmt: skip

GOODS: Final = ("含 酒", "不含 酒", "只含 茶", "含任一 茶、点心", "含全部 茶、酒", "只含 茶、点心")
#: What may be demanded of an application, and of each store: all of it can be met at once.
MUST: Final[dict[bool, list[Any]]] = {
    False: [
        {"面积": "不低于 50 平方米"}, {"面积": "低于 100 平方米"}, {"人数": "超过 10 人"},
        {"人数": "不超过 50 人"}, {"明火": "否"}, {"方式": "堂食、混合"}, {"方式": "≠ 外卖"},
        {"品种": "含 茶"}, {"品种": "不含 酒"}, {"品种": "只含 茶、点心"},
        [{"面积": "不低于 100 平方米"}, {"品种": "含任一 茶、点心"}],
    ],
    True: [
        {"库面积": "超过 10 平方米"}, {"库面积": "不超过 50 平方米"}, {"租赁": "否"},
        [{"租赁": "否"}, {"库面积": "低于 50 平方米"}],
    ],
}  # fmt: skip


class Author:
    """Writes one rulebook."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    # ---- conditions --------------------------------------------------------------------------

    def test(self, roster: bool = False) -> tuple[str, str]:
        """One line of a condition."""
        pick = self.chance.choice
        number = str(pick((10, 50, 100)))
        order = pick(("不低于", "超过", "不超过", "低于"))
        tests = [
            ("面积", f"{order} {number} 平方米"),
            ("人数", f"{order} {number} 人"),
            ("明火", pick(("是", "否"))),
            ("代理", pick(("是", "否"))),
            ("方式", pick(("堂食", "外卖", "混合", "堂食、混合", "≠ 外卖"))),
            ("品种", pick(GOODS)),
        ]  # fmt: skip
        if roster:
            tests += [("库面积", f"{order} {number} 平方米"), ("租赁", pick(("是", "否")))] * 2
        return pick(tests)

    def condition(self, roster: bool = False) -> dict[str, str]:
        """One or two tests, all of which have to hold."""
        return dict(self.test(roster) for _ in range(self.chance.choice((1, 1, 2))))

    def conditions(self, roster: bool = False) -> dict[str, str] | list[dict[str, str]]:
        """A condition, or two of which one is enough."""
        if self.maybe(4):
            return [self.condition(roster), self.condition(roster)]
        return self.condition(roster)

    def needed(self, roster: bool = False) -> dict[str, Any]:
        """Under which handling item, and mostly under a condition, something is asked."""
        item = {"业务办理项": self.chance.choice(("新办", "新办", "新办、延续", "延续"))}
        return item if self.maybe(3) else {**item, **self.condition(roster)}

    def maybe(self, of: int) -> bool:
        """One time of so many."""
        return self.chance.randrange(of) == 0

    # ---- papers ------------------------------------------------------------------------------

    def standards(self) -> dict[str, Any]:
        """What a paper is held to."""
        made: dict[str, Any] = {}
        if self.maybe(4):
            made["材料形式"] = self.chance.choice(("原件", "原件、电子"))
        if self.maybe(4):
            made["份数"] = "2"
        if self.maybe(3):
            way = self.chance.choice(("签名", "盖章", "签名或盖章", "签名并盖章"))
            made["签章"] = {"谁": "申请人", "方式": way}
        if self.maybe(3):
            made["有效期"] = self.chance.choice(("收件日有效", "收件日后 30 日仍有效"))
        if self.maybe(6):
            made["出具时限"] = "90 日"
        if self.maybe(3):
            made["相符"] = self.chance.choice(({"名称": "申请人名称"}, {"行数": "人数"}))
        if self.maybe(3):
            made["必备内容"] = ["位置", {"内容": "流向", "当": self.condition()}]
        return made

    def other_ways(self, number: int) -> dict[str, Any]:
        """What is accepted in place of a paper."""
        ways: list[dict[str, Any]] = []
        if self.maybe(3):
            ways.append({"材料": f"替代{number}", **self.standards()})
        if self.maybe(5):
            ways.append({"材料": f"另一替代{number}", "当": self.condition()})
        if self.maybe(4):
            when = {"当": self.condition()} if self.maybe(2) else {}
            ways.append({"共享核验": f"来源{number}", **when})
        return {"可替代": ways} if ways else {}

    def material(self, number: int, prefix: str = "M") -> dict[str, Any]:
        """A material, with parts or without, perhaps for each store."""
        each = {"逐个": "库房"} if self.maybe(5) else {}
        made: dict[str, Any] = {
            "编号": f"{prefix}{number}", "材料名称": f"材料{prefix}{number}",
            "需要": self.needed(bool(each)), **each, "依据": "办法 第一条",
        }  # fmt: skip
        if self.maybe(4):
            made["不适用"] = self.conditions()
        if self.maybe(3) and not each:
            letters = "abc"[: self.chance.randint(2, 3)]
            made["组成"] = [self.part(f"{prefix}{number}", letter) for letter in letters]
        else:
            made |= self.standards()
        made |= self.other_ways(number if prefix == "M" else 90 + number)
        if self.maybe(4):
            made |= {"角色": "次要", "容缺": self.tolerance()}
        return made

    def part(self, material: str, letter: str) -> dict[str, Any]:
        """A part of a material."""
        each = {"逐个": "库房"} if self.maybe(6) else {}
        made: dict[str, Any] = {"编号": f"{material}{letter}", "名称": f"部分{material}{letter}",
                                **each, **self.standards()}  # fmt: skip
        if self.maybe(2):
            made["需要"] = self.conditions(bool(each))
        elif self.maybe(4):
            made["不适用"] = self.conditions(bool(each))
        if self.maybe(4):
            made["可替代"] = [{"材料": f"替代{material}{letter}", **self.standards()}]
        return made

    def tolerance(self) -> dict[str, Any]:
        """That a paper may follow later."""
        made: dict[str, Any] = {"补交期限": "5 工作日", "书面承诺": "是", "依据": "办法 第二条"}
        return {**made, "不适用": self.condition()} if self.maybe(2) else made

    # ---- other points ------------------------------------------------------------------------

    def review_point(self, number: int, prefix: str = "S") -> dict[str, Any]:
        """A condition."""
        each = {"逐个": "库房"} if self.maybe(6) else {}
        # A copy, because what stands twice would be written with an anchor.
        named = self.maybe(5)
        must: Any = {"负责人": "已填"}
        if not named:
            must = copy.deepcopy(self.chance.choice(MUST[bool(each)]))
        effect = self.chance.choice(("补正", "补正", "条件不符", "不予受理", "提示"))
        return {
            "编号": f"{prefix}{number}", "类别": "形式审查", "名称": f"条件{prefix}{number}",
            **each, "当": self.needed(bool(each)), "应当": must, "效果": effect,
            "依据": "办法 第三条",
        }  # fmt: skip

    def dated(self, point: dict[str, Any]) -> dict[str, Any]:
        """The point with a second version from some day on."""
        key = "当" if "当" in point else "需要"
        first, later = point.pop(key), self.needed()
        return {**point, "版本": [{"施行日期": "2020-01-01", key: first},
                                {"施行日期": "2026-04-10", key: later}]}  # fmt: skip

    def gate(self, number: int) -> dict[str, Any]:
        """What an application may turn out to be instead."""
        outcome = self.chance.choice(
            ({"结果": "不需要许可"}, {"结果": "备案", "转为": "备案"}, {"结果": "不予受理"})
        )
        return {"编号": f"N{number}", "名称": f"判定{number}",
                "当": {"业务办理项": "新办", **self.condition(), **dict([self.test()])},
                **outcome, "依据": "办法 第四条"}  # fmt: skip

    # ---- the whole ---------------------------------------------------------------------------

    def item(self) -> dict[str, Any]:
        """The national file."""
        numbers = self.chance.randint
        points = [self.review_point(n) for n in range(1, numbers(1, 4) + 1)]
        materials = [self.material(n) for n in range(1, numbers(2, 4) + 1)]
        if self.maybe(2):
            points[0] = self.dated(points[0])
        filing = {"编号": "M9", "材料名称": "备案表", "需要": {"业务办理项": "备案"},
                  **self.standards(), "依据": "办法 第一条"}  # fmt: skip
        made: dict[str, Any] = {
            "事项名称": "试", "事项标识": "made-up", "事项类型": "行政许可", "行使层级": "国家",
            "规则起始": "2020-01-01",
            "设定依据": {"办法": {"文件": "试", "施行日期": "2020-01-01", "来源": "凭记忆"}},
            "业务办理项": [{"名称": "新办", "类别": "许可"}, {"名称": "延续", "类别": "许可"},
                       {"名称": "备案", "类别": "备案"}],
            "申请材料": [*materials, filing],
            "审核要点": points,
        }  # fmt: skip
        if self.maybe(2):
            made["适用判定"] = [self.gate(n) for n in range(1, numbers(1, 2) + 1)]
        if self.maybe(2):
            late = self.chance.choice(("不再受理", "受理但届满后暂停经营"))
            made["延续"] = [{"编号": "W1", "业务办理项": "延续", "届满日": "有效期至",
                           "起": "届满前 90 日", "止": "届满前 30 日", "迟到": late,
                           "届满后": "按新办", "依据": "办法 第五条"}]  # fmt: skip
        if self.maybe(2):
            made["禁止期"] = [{"编号": "J1", "名称": "禁止", "对象": "申请人", "事由": ["作假"],
                            "期限": "1 年", "范围": "本事项", "依据": "办法 第六条"}]  # fmt: skip
        if self.maybe(2):
            authorities = [{"编号": "A1", "部门": "甲部门", "当": self.conditions()},
                           {"编号": "A2", "部门": "乙部门", "受委托": "甲部门"}]  # fmt: skip
            if self.maybe(2):
                authorities[1]["当"] = self.condition()
            made["实施机关"] = [{**a, "依据": "办法 第二条"} for a in authorities]
        return made

    def overlay(self) -> dict[str, Any]:
        """The city's file."""
        start = {"施行日期": "2024-01-01", "此前": "无此要求"}
        return {
            "事项": "made-up", "行政区划": CITY,
            "设定依据": {"规定": {"文件": "市", "施行日期": "2024-01-01", "来源": "凭记忆"}},
            "增加": {"申请材料": [{**self.material(1, "Z"), **start}],
                   "审核要点": [{**self.review_point(2, "Z"), **start}]},
        }  # fmt: skip


def write_rulebook(seed: int, folder: Path) -> None:
    """Write the rulebook of this number into an empty folder."""
    author = Author(seed)
    places = [{"代码": "440000", "名称": "省"}, {"代码": CITY, "名称": "市"}]
    files: dict[str, Any] = {
        "library.yaml": {"格式": "1", "名称": "试"},
        "places.yaml": {"行政区划": places},
        "fields/all.yaml": {"申请信息": FIELDS},
        "national/made-up.yaml": author.item(),
        f"{CITY}-city/made-up.yaml": author.overlay(),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
        path.write_text(text, encoding="utf-8")
    calendars = folder / "calendars"
    calendars.mkdir()
    (calendars / "china.yaml").write_bytes(CALENDAR.read_bytes())
