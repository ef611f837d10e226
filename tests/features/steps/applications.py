"""Applications that lack nothing, to begin a scenario with."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from tests.corpus.tables import tables
from tests.features.steps.names import item_named, paper_names

#: An application that the table of cases beside an item begins from.
OF_TABLE = re.compile(r"(?P<item>.+)的「(?P<base>.+)」申请")

#: Who comes to the window, in the words of the scenarios that are not about one item.
WHO = {
    "一家餐饮店新办食品经营许可": "食品经营许可的「新办餐馆」申请",
    "一家卖散装食品的店新办食品经营许可": "食品经营许可的「新办食品店」申请",
    "一个单位食堂新办食品经营许可": "食品经营许可的「新办食堂」申请",
    "一家食品公司申请延续食品经营许可": "食品经营许可的「延续」申请",
    "一家便利店办理仅销售预包装食品备案": "食品经营许可的「备案」申请",
    "一家公司申请延续第三类医疗器械经营许可": "第三类医疗器械经营许可的「延续」申请",
    "一家书店新办公共场所卫生许可": "公共场所卫生许可的「新办书店」申请",
}


def application(who: str) -> dict[str, Any]:
    """The payload of an application that lacks nothing, by how a scenario speaks of it."""
    if who == "一家公司新办第三类医疗器械经营许可":
        return device_dealer()
    found = OF_TABLE.fullmatch(WHO.get(who, who))
    assert found, f"不知道是谁：「{who}」"
    return of_table(found["item"], found["base"])


def of_table(item: str, base: str) -> dict[str, Any]:
    """The application of that name in the table of cases of an item; papers bear their names."""
    stated = item_named(item)
    names = paper_names(stated.id, stated.place)
    for table in tables():
        found = table.bases.get(base)
        if table.item == stated.id and found and found.get("place", "") == stated.place:
            payload = deepcopy(found)
            for paper in payload["materials"]:
                for part in (paper, *paper.get("parts", [])):
                    part["name"] = names.get(part.get("code"), part.get("name"))
            return payload
    raise AssertionError(f"「{item}」的用例里没有基准「{base}」")


def device_dealer() -> dict[str, Any]:
    """A dealer in class III medical devices with a rented shop and one warehouse of its own."""
    name = "示例医疗器械有限公司"
    return {
        "item": "medical-device-class3",
        "applicant": {"name": name, "bars": []},
        "facts": {
            "业务办理项": "新办",
            "经营器械类别": "第三类",
            "医疗器械经营主体": "其他经营者",
            "委托代理人": "否",
            "经营场所取得方式": "租赁",
            "经营场所房屋用途": "非住宅",
            "库房": [
                {
                    "库房名称": "本部库房",
                    "库房在本市": "是",
                    "库房取得方式": "自有",
                    "库房房屋用途": "非住宅",
                }
            ],
            "设有质量管理机构": "是",
            "质量管理人员数": 2,
            "质量管理人员具有相关专业学历或者职称": "是",
            "质量负责人学历": "本科",
            "质量负责人职称": "无职称",
            "质量负责人专业相关": "是",
            "质量负责人质量管理年限": 5,
            "建有质量管理制度": "是",
            "设有售后服务机构或者人员": "是",
            "信息管理系统可追溯": "是",
        },
        "materials": [
            {"name": "法定代表人身份证明", "form": "复印件", "expires_on": "2036-05-11"},
            {"name": "质量负责人身份证明", "form": "复印件", "expires_on": "2031-01-31"},
            {"name": "质量负责人学历证书", "form": "复印件"},
            {"name": "企业组织机构与部门设置"},
            {
                "name": "医疗器械经营范围、经营方式",
                "contents": ["经营范围", "经营方式", "分类编码"],
            },
            {"name": "经营场所地理位置图"},
            {"name": "经营场所平面图"},
            {
                "name": "经营场所租赁合同",
                "form": "复印件",
                "expires_on": "2028-12-31",
                "states": {"承租人": name},
            },
            {"name": "库房地理位置图", "of": "本部库房"},
            {"name": "库房平面图", "of": "本部库房"},
            {"name": "库房房产证", "of": "本部库房", "form": "复印件"},
            {"name": "主要经营设施、设备目录"},
            {"name": "经营质量管理制度、工作程序等文件目录"},
            {"name": "信息管理系统基本情况", "contents": ["基本情况"]},
        ],
    }
