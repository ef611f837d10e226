"""Made-up applications of food-business, all different: a seed and a number give always the same.

Names, addresses, numbers and days are everybody's own; what is applied for, what is handed in and
what is wrong with it is spread as wide as an office may see it: three in ten are a change, a
renewal or a return of the licence, three in ten have something wrong with them, one in two hundred
is not readable at all. The shares are made up and drawn from no statistics.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final

ITEM: Final = "food-business"
PLACE: Final = "440300"
_FAMILY: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰涛明超兰霞平刚桂英华玉"
_STREETS: Final = ("示例", "样本", "演示", "范例", "参考")
_KINDS: Final = ("餐饮有限公司", "食品商行", "小吃店", "超市有限公司", "食堂", "咖啡馆", "茶饮店")
_SALES: Final = (
    ["散装食品销售"],
    ["散装食品和预包装食品销售"],
    ["散装食品和预包装食品销售", "自制饮品制售"],
    ["预包装食品销售"],
    ["散装食品销售", "食用农产品销售"],
    ["食用农产品销售"],
    ["散装食品销售", "自制饮品制售", "热食类食品制售"],
)
_CATERING: Final = (
    ["热食类食品制售"],
    ["热食类食品制售", "冷食类食品制售"],
    ["热食类食品制售", "冷食类食品制售", "生食类食品制售"],
    ["自制饮品制售"],
    ["自制饮品制售", "冷食类食品制售"],
    ["热食类食品制售", "自制饮品制售", "预包装食品销售"],
    ["热食类食品制售", "半成品制售"],
    ["餐饮服务管理"],
)
_CANTEENS: Final = ("幼儿园食堂", "中小学食堂", "其他学校食堂", "养老机构食堂", "其他单位食堂")
_SYSTEMS: Final = (
    "食品安全自查制度",
    "从业人员健康管理制度",
    "进货查验记录制度",
    "食品安全事故处置制度",
)


class Applications:
    """All applications of a seed, by their number from 0."""

    def __init__(self, seed: int = 7) -> None:
        self.seed = seed

    def text(self, number: int) -> str:
        """An application as JSON text; some are cut off in the middle."""
        random = Random(f"{self.seed}/{number}")
        text = json.dumps(_Application(random, number).payload(), ensure_ascii=False)
        return text[: len(text) // 2] if random.random() < 0.005 else text

    def texts(self, most: int) -> Iterator[str]:
        """The first so many."""
        return map(self.text, range(most))


class _Application:
    def __init__(self, random: Random, number: int) -> None:
        self.random = random
        self.number = number
        self.day = date(2025, 6, 2) + timedelta(days=int(random.random() * 360))
        self.owner = self._person()
        kind = self._pick(_KINDS)
        self.name = f"深圳市示例{self._word()}{self._word()}{kind}{number % 100_000}号"

    def payload(self) -> dict[str, Any]:
        handling = self._weighted(
            {"新办": 62, "变更": 15, "延续": 12, "注销": 6, "补办": 2, "备案": 3}
        )
        facts, materials = getattr(self, f"_{_WRITERS[handling]}")()
        facts = {"业务办理项": handling, **facts}
        if self._yes(0.2):
            facts["委托代理人"] = "是"
            materials.append(self._agent())
        if self._yes(0.3):
            self._flaw(facts, materials)
            if self._yes(0.25):
                self._flaw(facts, materials)
        return {
            "item": ITEM,
            "place": PLACE,
            "received_on": self.day.isoformat(),
            "channel": self._weighted({"online": 7, "paper": 3}),
            "applicant": {
                "name": self.name,
                "kind": self._weighted({"企业": 5, "个体工商户": 5}),
                "uscc": f"9144030{self.number:011}",
                "address": f"深圳市{self._pick(_STREETS)}区示例路{self._below(900)}号",
                "bars": self._bars(),
            },
            "persons": [
                {"name": self.owner, "role": "法定代表人", "bars": []},
                {"name": self._person(), "role": "食品安全管理人员", "bars": []},
            ],
            "facts": facts,
            "materials": materials,
            "shared": ["电子营业执照"] if self._yes(0.4) else [],
        }

    # ---- what is applied for -----------------------------------------------------------------

    def _new(self) -> tuple[dict[str, Any], list[Any]]:
        facts: dict[str, Any] = {}
        kind = self._weighted({"食品销售经营者": 4, "餐饮服务经营者": 5, "集中用餐单位食堂": 1})
        facts["主体业态"] = kind
        items = self._pick(_SALES if kind == "食品销售经营者" else _CATERING)
        facts["经营项目"] = items
        cold = "冷食类食品制售" in items
        facts["高风险项目"] = ["冷荤类食品制售"] if cold and self._yes(0.4) else ["无"]
        if kind == "餐饮服务经营者":
            facts["制售特定品种"] = [self._weighted({"无": 7, "现榨果蔬汁": 2, "裱花蛋糕": 1})]
        if kind == "集中用餐单位食堂":
            facts["食堂类型"] = self._pick(_CANTEENS)
            facts["每餐次平均用餐人数"] = f"{40 + self._below(1500)}人"
            if self._yes(0.2):
                facts["食堂委托承包经营"] = "是"
        else:
            facts["食品经营规模"] = self._weighted({"小型": 6, "中型": 2, "大型": 1, "微型": 2})
        facts["食品安全管理人员"] = self._person()
        if facts.get("食品经营规模") in ("大型", "中型") or kind == "集中用餐单位食堂":
            facts["食品安全总监"] = self._person()
        facts["专门加工区域"] = ["专间"] if cold else ["无"]
        facts["与污染源距离"] = f"{26 + self._below(400)}米"
        facts["主体登记状态"] = "存续"
        materials = self._papers(facts)
        if self._yes(0.06):
            facts["使用自动设备"] = "是"
            facts["自动设备台数"] = f"{1 + self._below(6)}台"
            facts["主体业态标注"] = ["自动设备"]
            materials.append(
                {
                    "name": "自动设备清单",
                    "form": "原件",
                    "copies": 1,
                    "states": {"清单行数": int(facts["自动设备台数"][:-1])},
                    "contents": ["放置地点", "展示方法", "风险管控方案"],
                }
            )
        return facts, materials

    def _papers(self, facts: dict[str, Any]) -> list[Any]:
        marks = ["面积", "功能区", "流向", "水池用途"]
        marks += ["专间用途"] if "专间" in facts["专门加工区域"] else []
        risky = [r for r in facts["高风险项目"] if r != "无"]
        licence: dict[str, Any] = {
            "name": self._pick(("营业执照复印件", "营业执照")),
            "form": "复印件",
            "copies": 1,
            "expires_on": self._weighted({"长期": 6, self._later(4000): 4}),
            "states": {"名称": self.name},
        }
        return [
            {
                "name": "食品经营许可申请书",
                "form": self._weighted({"原件": 4, "电子": 6}),
                "copies": 1,
                "signed": True,
                "sealed": self._yes(0.7),
                "states": {"名称": self.name},
                "contents": [*facts["经营项目"], *risky],
            },
            licence,
            {
                "name": "与食品经营相适应的主要设备设施、经营布局、操作流程等文件",
                "parts": [
                    {"name": "主要设备设施清单", "form": "原件"},
                    {"name": "经营布局图", "form": "原件", "contents": marks},
                    {"name": "操作流程图", "form": "原件"},
                ],
            },
            {
                "name": "食品安全规章制度目录清单",
                "form": "原件",
                "copies": 1,
                "contents": list(_SYSTEMS),
            },
        ]

    def _change(self) -> tuple[dict[str, Any], list[Any]]:
        facts = {
            "变化内容": [self._weighted({"许可证载明事项": 8, "经营场所迁移": 1, "外设仓库": 1})],
            "变化发生日期": (self.day - timedelta(days=self._below(25))).isoformat(),
            **self._unchanged(),
        }
        return facts, [{"name": "变更申请材料", "parts": self._own("变更申请书", facts)}]

    def _renewal(self) -> tuple[dict[str, Any], list[Any]]:
        facts = {
            "许可证有效期至": (self.day + timedelta(days=10 + self._below(150))).isoformat(),
            "经营项目": self._pick((*_SALES, *_CATERING)),
            **self._unchanged(),
        }
        return facts, [{"name": "延续申请材料", "parts": self._own("延续申请书", facts)}]

    def _unchanged(self) -> dict[str, Any]:
        return {
            "声明经营条件未变化": "是",
            "经营项目增减": self._weighted({"不变": 7, "减少": 2}),
            "已领取纸质许可证": self._weighted({"是": 5, "否": 5}),
        }

    def _own(self, form: str, facts: dict[str, Any]) -> list[Any]:
        parts: list[Any] = [{"name": form, "signed": True, "sealed": False}]
        if facts.get("已领取纸质许可证") == "是":
            before = "原" if form == "延续申请书" else ""
            parts += [{"name": f"{before}许可证正本"}, {"name": f"{before}许可证副本"}]
        return parts

    def _return(self) -> tuple[dict[str, Any], list[Any]]:
        return {}, [{"name": "注销申请书", "signed": True, "sealed": self._yes(0.5)}]

    def _again(self) -> tuple[dict[str, Any], list[Any]]:
        parts = [{"name": "补办申请书", "signed": True, "sealed": False}, {"name": "遗失声明"}]
        return {}, [{"name": "补办申请材料", "parts": parts}]

    def _filing(self) -> tuple[dict[str, Any], list[Any]]:
        facts = {
            "经营项目": ["预包装食品销售"],
            "随登记注册一并备案": "否",
            "开始销售日期": (self.day - timedelta(days=self._below(12))).isoformat(),
            "已取得食品经营许可": "否",
            "使用自动设备": "否",
        }
        return facts, [{"name": "备案信息采集表"}]

    def _agent(self) -> dict[str, Any]:
        return {
            "name": "委托代理材料",
            "parts": [
                {
                    "name": "授权委托书",
                    "form": "原件",
                    "signed": True,
                    "sealed": False,
                    "expires_on": self._later(300),
                },
                {"name": "代理人身份证", "expires_on": self._later(5000)},
            ],
        }

    # ---- what is wrong with it ---------------------------------------------------------------

    def _flaw(self, facts: dict[str, Any], materials: list[Any]) -> None:
        if self._yes(0.25):
            stated = [k for k in facts if k != "业务办理项"]
            if stated:
                facts.pop(self._pick(stated))
            return
        if not materials:
            return
        paper = self._pick(materials)
        if paper.get("parts") and self._yes(0.7):
            paper["parts"] = list(paper["parts"])
            if self._yes(0.5):
                paper["parts"].pop(self._below(len(paper["parts"])))
                return
            inner = self._below(len(paper["parts"]))
            paper["parts"][inner] = self._worse(paper["parts"][inner])
        elif self._yes(0.4):
            materials.remove(paper)
        else:
            materials[materials.index(paper)] = self._worse(paper)

    def _worse(self, paper: dict[str, Any]) -> dict[str, Any]:
        keys = [k for k in ("signed", "contents", "states", "expires_on", "form") if k in paper]
        key = self._pick(keys) if keys else "form"
        worse: Any = {
            "signed": False,
            "contents": (paper.get("contents") or [])[1:],
            "states": {"名称": f"{self.name}分店"},
            "expires_on": (self.day - timedelta(days=1 + self._below(200))).isoformat(),
            "form": "复印件",
        }[key]
        made = {**paper, key: worse}
        return {**made, "sealed": False} if key == "signed" else made

    def _bars(self) -> list[Any]:
        if not self._yes(0.001):
            return []
        decided = self.day - timedelta(days=self._below(3000))
        return [{"reason": "被吊销食品经营许可证", "decided_on": decided.isoformat()}]

    # ---- chance ------------------------------------------------------------------------------

    def _yes(self, probability: float) -> bool:
        return self.random.random() < probability

    def _below(self, number: int) -> int:
        return int(self.random.random() * number)

    def _pick(self, values: Any) -> Any:
        return values[self._below(len(values))]

    def _weighted(self, weights: dict[str, int]) -> str:
        mark = self.random.random() * sum(weights.values())
        for value, weight in weights.items():
            mark -= weight
            if mark < 0:
                return value
        return next(iter(weights))

    def _later(self, days: int) -> str:
        return (self.day + timedelta(days=self._below(days))).isoformat()

    def _word(self) -> str:
        return str(self._pick(_GIVEN))

    def _person(self) -> str:
        return f"{self._pick(_FAMILY)}{self._word()}{self._word() if self._yes(0.6) else ''}"


_WRITERS: Final = {
    "新办": "new",
    "变更": "change",
    "延续": "renewal",
    "注销": "return",
    "补办": "again",
    "备案": "filing",
}
