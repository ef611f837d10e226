"""Applications that lack nothing, to begin a scenario with; papers by the names people use."""

from __future__ import annotations

from typing import Any

from tests.features.steps.desk import Making

SYSTEMS = ["食品安全自查制度", "从业人员健康管理制度", "进货查验记录制度", "食品安全事故处置制度"]


def restaurant() -> dict[str, Any]:
    """A small restaurant that serves hot food, applied for by its owner at the window."""
    return _food(
        "聚香小馆",
        {
            "主体业态": "餐饮服务经营者",
            "经营项目": "热食类食品制售",
            "食品经营规模": "小型",
        },
        flow=True,
    )


def grocery() -> dict[str, Any]:
    """A shop that sells food in bulk and prepares none, so that no flow of work is asked for."""
    return _food(
        "示例食品销售有限公司",
        {"主体业态": "食品销售经营者", "经营项目": "散装食品销售", "食品经营规模": "微型"},
        flow=False,
    )


def canteen() -> dict[str, Any]:
    """A canteen of an institution, run by itself, with a director of food safety."""
    return _food(
        "示例市示例中心",
        {
            "主体业态": "集中用餐单位食堂",
            "食堂类型": "其他单位食堂",
            "每餐次平均用餐人数": 200,
            "食堂委托承包经营": "否",
            "经营项目": "热食类食品制售",
            "食品安全总监": "吴兰",
        },
        flow=True,
    )


def _food(name: str, facts: dict[str, Any], *, flow: bool) -> dict[str, Any]:
    files: list[dict[str, Any]] = [
        {"name": "主要设备设施文件", "form": "原件"},
        {"name": "经营布局图", "form": "原件", "contents": ["面积", "功能区", "流向", "水池用途"]},
    ]
    if flow:
        files.append({"name": "操作流程文件", "form": "原件"})
    return {
        "item": "food-business",
        "channel": "paper",
        "applicant": {"name": name, "bars": []},
        "facts": {
            "业务办理项": "新办",
            "主体业态标注": "无",
            "高风险项目": "无",
            "制售特定品种": "无",
            "食品安全管理人员": "刘芳",
            "与污染源距离": 60,
            "专门加工区域": "无",
            "主体登记状态": "存续",
            **facts,
        },
        "materials": [
            {
                "name": "食品经营许可申请书",
                "form": "原件",
                "copies": 1,
                "signed": True,
                "sealed": False,
                "states": {"名称": name},
                "contents": [],
            },
            {
                "name": "营业执照复印件",
                "form": "复印件",
                "copies": 1,
                "expires_on": "长期",
                "states": {"名称": name},
            },
            {
                "name": "与食品经营相适应的主要设备设施、经营布局、操作流程等文件",
                "copies": 1,
                "parts": files,
            },
            {
                "name": "保证食品安全的规章制度目录清单",
                "form": "原件",
                "copies": 1,
                "contents": list(SYSTEMS),
            },
        ],
    }


def food_renewal() -> dict[str, Any]:
    """The renewal of a food permit that ends on 31 August 2026; nothing else has changed."""
    return {
        "item": "food-business",
        "applicant": {"name": "示例食品销售有限公司", "bars": []},
        "facts": {
            "业务办理项": "延续",
            "许可证有效期至": "2026-08-31",
            "经营项目": "散装食品销售",
            "声明经营条件未变化": "是",
            "经营项目增减": "不变",
            "已领取纸质许可证": "否",
        },
        "materials": [
            {
                "name": "食品经营许可延续申请书及与延续事项有关的其他材料",
                "parts": [{"name": "食品经营许可延续申请书", "signed": True}],
            }
        ],
    }


def food_filing() -> dict[str, Any]:
    """The filing of a shop that sells nothing but pre-packaged food."""
    return {
        "item": "food-business",
        "applicant": {"name": "示例便利店"},
        "facts": {
            "业务办理项": "备案",
            "经营项目": "预包装食品销售",
            "已取得食品经营许可": "否",
            "随登记注册一并备案": "否",
            "开始销售日期": "2026-03-02",
        },
        "materials": [{"name": "仅销售预包装食品备案信息采集表"}],
    }


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


def device_renewal() -> dict[str, Any]:
    """The renewal of a device permit that ends on 30 June 2026."""
    return {
        "item": "medical-device-class3",
        "applicant": {"name": "示例医疗器械有限公司", "bars": []},
        "facts": {"业务办理项": "延续", "许可证有效期至": "2026-06-30"},
        "materials": [],
    }


def bookshop() -> dict[str, Any]:
    """A bookshop that applies for its hygiene permit; it has no central air conditioning."""
    return {
        "item": "public-hygiene",
        "applicant": {"name": "示例书店", "kind": "个体工商户", "bars": []},
        "facts": {
            "业务办理项": "新办",
            "公共场所类别": ["书店"],
            "使用集中空调通风系统": "否",
            "场所名称": "示例书店",
            "场所地址": "示例路2号",
            "卫生检测结果全部合格": "是",
            "服务人员均持健康合格证": "是",
            "患规定疾病人员直接为顾客服务": "否",
        },
        "materials": [
            {"name": "卫生许可证申请表", "signed": True, "sealed": False},
            {"name": "负责人身份证明", "expires_on": "长期"},
            {"name": "公共场所地址方位示意图"},
            {"name": "公共场所平面图", "contents": ["面积"]},
            {"name": "卫生设施平面布局图"},
            {
                "name": "卫生检测报告",
                "states": {"场所名称": "示例书店", "场所地址": "示例路2号"},
            },
            {"name": "卫生管理制度"},
        ],
    }


#: Who comes to the window, in the words of the scenarios.
COMPLETE: dict[str, Making] = {
    "一家餐饮店新办食品经营许可": restaurant,
    "一家卖散装食品的店新办食品经营许可": grocery,
    "一个单位食堂新办食品经营许可": canteen,
    "一家食品公司申请延续食品经营许可": food_renewal,
    "一家便利店办理仅销售预包装食品备案": food_filing,
    "一家公司新办第三类医疗器械经营许可": device_dealer,
    "一家书店新办公共场所卫生许可": bookshop,
    "一家公司申请延续第三类医疗器械经营许可": device_renewal,
}
