"""An item far larger than any real one, made up: its rule files, and applications for it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

from tests.corpus.tables import RULES

MATERIALS = 100
#: Each material has three standards besides itself, and there are two conditions for each.
POINTS_A_MATERIAL = 6
POINTS = POINTS_A_MATERIAL * MATERIALS
NUMBERS = 40
CHOICES = 12

FIELDS = "申请信息:\n" + "".join(
    [
        f"- {{字段: 数量{n}, 标识: number_{n}, 类型: 数值, 单位: 件, 最小: 0}}\n"
        for n in range(NUMBERS)
    ]
    + [f"- {{字段: 事项{n}, 标识: yes_{n}, 类型: 是否}}\n" for n in range(NUMBERS)]
    + [
        f"- {{字段: 种类{n}, 标识: kinds_{n}, 类型: 多选, 取值: [甲, 乙, 丙, 丁]}}\n"
        for n in range(CHOICES)
    ]
)

HEAD = """事项名称: 特大事项
事项标识: giant
事项类型: 行政许可
行使层级: 国家
规则起始: 2024-01-01
补正后按: 首次收件日
设定依据:
  本法: {文件: 试验用法, 来源: 凭记忆}
业务办理项:
- {名称: 新办, 类别: 许可}
"""


def _material(n: int) -> str:
    kinds = "甲、乙" if n % 2 else "丙"
    return f"""- 编号: M{n}
  材料名称: 第{n}号材料
  需要: {{业务办理项: 新办, 事项{n % NUMBERS}: 是, 种类{n % CHOICES}: 含任一 {kinds}}}
  签章: {{谁: 申请人, 方式: 签名或盖章}}
  有效期: 收件日有效
  必备内容:
  - {{内容: 内容{n}, 当: {{数量{n % NUMBERS}: 超过 {n} 件}}}}
  依据: 本法 第{n + 1}条
"""


def _condition(n: int) -> str:
    return f"""- 编号: S{n}
  类别: 实质审查
  名称: 第{n}项条件
  当: {{事项{(n * 7) % NUMBERS}: 否, 数量{n % NUMBERS}: 不低于 {n + 1} 件}}
  应当:
  - {{数量{(n + 1) % NUMBERS}: 低于 {n + 50} 件}}
  - {{种类{n % CHOICES}: 只含 甲、乙}}
  依据: 本法 第{n + 1}条
"""


def write_rules(folder: Path, materials: int = MATERIALS) -> None:
    """Write a folder of rules with that one item; the calendars are those of the corpus."""
    for kept in ("library.yaml", "calendars"):
        (shutil.copytree if (RULES / kept).is_dir() else shutil.copy)(RULES / kept, folder / kept)
    (folder / "fields").mkdir()
    (folder / "fields" / "giant.yaml").write_text(FIELDS, encoding="utf-8")
    (folder / "national").mkdir()
    asked = "".join(map(_material, range(materials)))
    conditions = "".join(map(_condition, range(2 * materials)))
    (folder / "national" / "giant.yaml").write_text(
        f"{HEAD}申请材料:\n{asked}审核要点:\n{conditions}", encoding="utf-8"
    )


def application(seed: int, materials: int = MATERIALS) -> dict[str, Any]:
    """One of many applications, some of whose facts and papers are lacking or defective."""
    draw = random.Random(seed)
    facts: dict[str, Any] = {"业务办理项": "新办"}
    for n in range(NUMBERS):
        if draw.random() < 0.9:
            facts[f"数量{n}"] = draw.choice((0, n, n + 1, n + 40, n + 50, 300))
        if draw.random() < 0.9:
            facts[f"事项{n}"] = draw.choice(("是", "否"))
    for n in range(CHOICES):
        facts[f"种类{n}"] = draw.sample(("甲", "乙", "丙", "丁"), draw.randint(0, 3))
    papers = [
        {
            "code": f"M{n}",
            "signed": draw.random() < 0.8,
            "sealed": False,
            "expires_on": draw.choice(("长期", "2026-03-01", "2026-03-02")),
            "contents": draw.choice(([f"内容{n}"], [])),
        }
        for n in range(materials)
        if draw.random() < 0.7
    ]
    return {"item": "giant", "received_on": "2026-03-02", "facts": facts, "materials": papers}


def in_order(materials: int = MATERIALS) -> dict[str, Any]:
    """The application with everything stated, everything handed in and nothing defective."""
    facts: dict[str, Any] = {"业务办理项": "新办"}
    for n in range(NUMBERS):
        facts |= {f"数量{n}": n, f"事项{n}": "是"}
    facts |= {f"种类{n}": ["甲", "乙"] for n in range(CHOICES)}
    papers = [
        {
            "code": f"M{n}",
            "signed": True,
            "sealed": True,
            "expires_on": "长期",
            "contents": [f"内容{n}"],
        }
        for n in range(materials)
    ]
    return {"item": "giant", "received_on": "2026-03-02", "facts": facts, "materials": papers}
