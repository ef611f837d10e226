"""Mistakes that a Chinese keyboard makes: what is typed, what is said, and what mends it.

Each case plants one mistake in the good rules beside this file. ``§`` stands before the place at
which the message must point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ITEM: Final = "national/newsstand.yaml"
FIELDS: Final = "fields/all.yaml"
PLACES: Final = "places.yaml"


@dataclass(frozen=True, slots=True)
class Planted:
    """One mistake: ``good`` is typed as ``typed``; the message has this code and says ``says``.

    Writing ``mended`` ("": ``good``) in its place is the repair. ``certain`` tells that
    ``lint --fix`` makes that repair by itself.
    """

    name: str
    good: str
    typed: str
    code: str
    says: str
    mended: str = ""
    certain: bool = False
    file: str = ITEM

    @property
    def repaired(self) -> str:
        """What stands in the place of the mistake once it is repaired."""
        return self.mended or self.good


# fmt: off
PLANTED: Final = (
    # ---- signs that only look like those of YAML
    Planted("全角冒号", "名称: 缺勤率\n", "§名称：缺勤率\n", "SH121", "请写成「名称: 」",
            certain=True),
    Planted("全角冒号，前面还有空格", "份数: 2\n", "§份数 ：2\n", "SH121", "请写成「份数: 」",
            certain=True),
    Planted("花括号里的全角冒号", "{消防负责人: 已填}", "{§消防负责人：已填}", "SH121",
            "「消防负责人: 已填」", certain=True),
    Planted("花括号里的全角逗号", "新办, 情形: 大型书报亭}\n  施行",
            "新办§，情形: 大型书报亭}\n  施行", "SH124", "半角逗号加空格", certain=True),
    Planted("方括号里的全角逗号", "[申请书, 设置申请书]", "[§申请书，设置申请书]", "SH124",
            "用半角逗号和空格隔开"),
    Planted("方括号里的顿号", "[新办, 变更, 延续]", "[§新办、变更、延续]", "SH153",
            "写成 新办, 变更, 延续"),
    Planted("全角花括号", "{消防负责人: 已填}", "§｛消防负责人: 已填｝", "SH134",
            "{消防负责人: 已填}", certain=True),
    Planted("右边一半是全角花括号", "{消防负责人: 已填}", "{消防负责人: 已填§｝", "SH134",
            "写成 }", certain=True),
    Planted("全角方括号", "[申请书, 设置申请书]", "§［申请书, 设置申请书］", "SH134",
            "[申请书, 设置申请书]", certain=True),
    Planted("方头括号", "[申请书, 设置申请书]", "§【申请书, 设置申请书】", "SH134",
            "[申请书, 设置申请书]", certain=True),
    Planted("花括号没有关上", "{消防负责人: 已填}", "§{消防负责人: 已填", "SH127", "请补上 }"),
    Planted("弯引号", '代码: "440300"', "代码: §“440300”", "SH132", "改成半角引号", certain=True,
            file=PLACES),
    Planted("弯单引号", "名称: 广东省", "名称: §‘广东省’", "SH132", "改成半角引号",
            mended='名称: "广东省"', certain=True, file=PLACES),
    Planted("左边弯、右边直的引号", '单位: "%"', '单位: §“%"', "SH132", "改成半角引号",
            certain=True, file=FIELDS),
    Planted("左边直、右边弯的引号", '单位: "%"', '单位: §"%”', "SH126", '请写成 "%"',
            certain=True, file=FIELDS),
    Planted("引号只有一半", "名称: 缺勤率\n", '名称: §"缺勤率\n', "SH126", "把前面的引号删去"),
    Planted("全角短横", "- 编号: M2", "§－ 编号: M2", "SH135", "请写成「- 」", certain=True),
    Planted("一当短横", "- 编号: M2", "§一 编号: M2", "SH135", "请写成「- 」", certain=True),
    Planted("破折号当短横", "- 编号: M2", "§— 编号: M2", "SH135", "请写成「- 」", certain=True),
    Planted("短横后没有空格", "- 编号: M2", "§-编号: M2", "SH135", "短横后空一格", certain=True),
    Planted("全角井号", "# 收费的说明\n", "§＃ 收费的说明\n", "SH130", "用半角的 #",
            certain=True),
    Planted("分号当冒号", "收费: 不收费", "§收费；不收费", "SH130", "是否想写「收费: 不收费」"),
    # ---- blanks
    Planted("冒号后没有空格", "份数: 2\n", "§份数:2\n", "SH122", "请写成「份数: 」",
            certain=True),
    Planted("花括号里冒号后没有空格", "{消防负责人: 已填}", "{§消防负责人:已填}", "SH122",
            "「消防负责人: 已填」", certain=True),
    Planted("冒号后是全角空格", "收费: 不收费", "§收费:\u3000不收费", "SH122", "请写成「收费: 」",
            certain=True),
    Planted("键里有全角空格", "事项名称:", "§事项\u3000名称:", "SH133", "请写成「事项名称」",
            certain=True),
    Planted("全角空格缩进", "  份数: 2", "§\u3000份数: 2", "SH129", "改成半角空格", certain=True),
    Planted("两个全角空格缩进", "  出具时限: 90 日", "§\u3000\u3000出具时限: 90 日", "SH129",
            "改成半角空格"),
    Planted("用 Tab 缩进", "  份数: 2", "§\t份数: 2", "SH104", "改成空格"),
    Planted("冒号后是 Tab", "收费: 不收费", "收费:§\t不收费", "SH104", "改成空格", certain=True),
    Planted("冒号后是不间断空格", "收费: 不收费", "收费:§\xa0不收费", "SH103", "改成普通空格",
            certain=True),
    Planted("用不间断空格缩进", "  份数: 2", "§\xa0\xa0份数: 2", "SH103", "改成普通空格",
            certain=True),
    Planted("零宽空格", "名称: 缺勤率\n", "名称: 缺勤§\u200b率\n", "SH103",
            "删去这个看不见的字符", certain=True),
    Planted("键里有零宽空格", "份数: 2", "份§\u200b数: 2", "SH103", "删去这个看不见的字符",
            certain=True),
    Planted("文件中间的 BOM", "审核要点:", "§\ufeff审核要点:", "SH103", "删去这个看不见的字符",
            certain=True),
    Planted("多缩进一格", "  份数: 2", "   §份数: 2", "SH128", "左对齐"),
    Planted("少缩进一格", "  份数: 2", " §份数: 2", "SH128", "左对齐"),
    Planted("没有缩进", "  份数: 2", "§份数: 2", "SH128", "左对齐"),
    # ---- characters that look alike, or mean the same
    Planted("全角编号", "编号: M3", "编号: §Ｍ３", "SH133", "写成 M3", certain=True),
    Planted("西里尔字母", "编号: M3", "编号: §М3", "SH133", "写成 M3", certain=True),
    Planted("年份里的字母 O", "施行日期: 2025-04-15", "施行日期: §2O25-04-15", "SH403",
            "「2025-04-15」", certain=True),
    Planted("日子里的字母 l", "施行日期: 2025-04-15", "施行日期: §2025-04-l5", "SH403",
            "「2025-04-15」", certain=True),
    Planted("日期里的一", "施行日期: 2025-04-15", "施行日期: §2025一04一15", "SH403",
            "「2025-04-15」", certain=True),
    Planted("日期里的破折号", "施行日期: 2025-04-15", "施行日期: §2025—04—15", "SH136",
            "「2025-04-15」", certain=True),
    Planted("汉字日期", "施行日期: 2025-04-15", "施行日期: §2025年4月15日", "SH136",
            "「2025-04-15」", certain=True),
    Planted("日期用点隔开", "施行日期: 2025-04-15", "施行日期: §2025.4.15", "SH136",
            "「2025-04-15」", certain=True),
    Planted("没有的日子", "施行日期: 2025-04-15", "施行日期: §2025-4-31", "SH403",
            "最后一天是30日", mended="施行日期: 2025-04-30"),
    Planted("条件里的汉字日期", "不早于 2024-01-01", "§不早于 2024年1月1日", "SH324",
            "「不早于 2024-01-01」", certain=True),
    Planted("条件里没有的日子", "不早于 2024-01-01", "§不早于 2024-02-30", "SH319",
            "最后一天是29日", mended="不早于 2024-02-29"),
    Planted("区划代码里的字母 O", '代码: "440300"', '代码: §"44O300"', "SH146", "「440300」",
            certain=True, file=PLACES),
    Planted("数里的字母 O", "不低于 20 平方米", "§不低于 2O 平方米", "SH309",
            "「不低于 20 平方米」", certain=True),
    Planted("字母 l 当 1", "超过 3 人", "§超过 l 人", "SH309", "「超过 1 人」",
            mended="超过 1 人", certain=True),
    Planted("条件里的全角数字", "不低于 20 平方米", "§不低于 ２０ 平方米", "SH324",
            "「不低于 20 平方米」", certain=True),
    Planted("全角的份数", "份数: 2", "份数: §２", "SH136", "请写成「2」", certain=True),
    Planted("单位写成 ㎡", "不低于 20 平方米", "§不低于 20 ㎡", "SH324", "「不低于 20 平方米」",
            certain=True),
    Planted("单位写成 m²", "不低于 20 平方米", "§不低于 20 m²", "SH324", "「不低于 20 平方米」",
            certain=True),
    Planted("单位写成 平米", "不低于 20 平方米", "§不低于 20 平米", "SH324",
            "「不低于 20 平方米」", certain=True),
    Planted("单位是别的", "不低于 20 平方米", "§不低于 20 亩", "SH311", "换算成平方米",
            mended="不低于 13333.3 平方米"),
    Planted("全角百分号", "不超过 5 %", "§不超过 5 ％", "SH324", "「不超过 5 %」", certain=True),
    Planted("繁体字的键", "申请材料:", "§申請材料:", "SH133", "请写成「申请材料」", certain=True),
    Planted("繁体字的申请信息", "{经营面积: 不低于", "{§經營面積: 不低于", "SH324",
            "请写成「经营面积」", certain=True),
    Planted("同音字的申请信息", "{经营面积: 不低于", "{§经营面只: 不低于", "SH203",
            "是否想写「经营面积」"),
    Planted("申请信息带了单位", "{经营面积: 不低于", "{§经营面积㎡: 不低于", "SH203",
            "是否想写「经营面积」"),
    Planted("同音字的键", "材料名称: 书报亭设置申请书", "§材料明称: 书报亭设置申请书", "SH210",
            "是否想写「材料名称」"),
    Planted("同音字的词", "效果: 补正", "效果: §补证", "SH143", "是否想写「补正」"),
    Planted("别字的简称", "依据: 办法 第八条", "依据: §方法 第八条", "SH211", "是否想写「办法」"),
    # ---- comparisons and punctuation
    Planted("全角大于号", "超过 200 平方米", "§＞ 200 平方米", "SH324", "「超过 200 平方米」",
            certain=True),
    Planted("≧", "不低于 20 平方米", "§≧ 20 平方米", "SH324", "「不低于 20 平方米」",
            certain=True),
    Planted("没有加引号的 >", "超过 200 平方米", "§> 200 平方米", "SH125", '写成 "> 200 平方米"',
            mended='"> 200 平方米"', certain=True),
    Planted("没有加引号的 >=", "不低于 20 平方米", "§>= 20 平方米", "SH125",
            '写成 ">= 20 平方米"', mended='">= 20 平方米"', certain=True),
    Planted("以上", "不低于 20 平方米", "§20 平方米以上", "SH307",
            "是否想写「不低于 20 平方米」"),
    Planted("数后面的句号", "份数: 2", "份数: §2。", "SH137", "写成「2」", certain=True),
    Planted("期限后面的句号", "出具时限: 90 日", "出具时限: §90 日。", "SH137", "写成「90 日」",
            certain=True),
    Planted("测试后面的句号", "使用冷藏柜: 是", "使用冷藏柜: §是。", "SH325", "写成「是」",
            certain=True),
    Planted("百分号后面的句号", "不超过 5 %", "§不超过 5 %。", "SH325", "写成「不超过 5 %」",
            certain=True),
    Planted("以星号开头的文字", "告知: 请确定消防负责人。", "告知: §*请确定消防负责人。", "SH125",
            "整个值加上半角引号", mended='告知: "*请确定消防负责人。"', certain=True),
    Planted("以和号开头的文字", "告知: 请确定消防负责人。", "告知: §&请确定消防负责人。", "SH125",
            "整个值加上半角引号", mended='告知: "&请确定消防负责人。"', certain=True),
    Planted("以叹号开头的文字", "告知: 请确定消防负责人。", "告知: §!请确定消防负责人。", "SH125",
            "整个值加上半角引号", mended='告知: "!请确定消防负责人。"', certain=True),
    Planted("以百分号开头的文字", "告知: 请确定消防负责人。", "告知: §%请确定消防负责人。",
            "SH125", "整个值加上半角引号", mended='告知: "%请确定消防负责人。"', certain=True),
    Planted("以圈 a开头的文字", "告知: 请确定消防负责人。", "告知: §@请确定消防负责人。", "SH125",
            "整个值加上半角引号", mended='告知: "@请确定消防负责人。"', certain=True),
    Planted("井号吃掉了文字", "告知: 请确定消防负责人。", "告知: 请确定 §#3 消防负责人。",
            "SH131", "整个值加上引号", mended='告知: "请确定 #3 消防负责人。"'),
    Planted("井号吃掉了单位", "超过 200 平方米", "超过 200 §#平方米", "SH131", "整个值加上引号",
            mended='"超过 200 平方米"'),
    Planted("文字里又有冒号", "告知: 请确定消防负责人。", "告知: §请确定: 消防负责人。", "SH125",
            '写成 "请确定: 消防负责人。"', mended='告知: "请确定: 消防负责人。"', certain=True),
    Planted("是否写成有", "使用冷藏柜: 是", "使用冷藏柜: §有", "SH316", "是否想写「是」"),
    Planted("取值之间写或", "业务办理项: 新办、变更", "业务办理项: §新办或变更", "SH317",
            "是否想写「新办、变更」"),
    Planted("材料名称里的外文字母", "- 编号: M3\n  材料名称: 大型书报亭消防方案",
            "- §编号: M3\n  材料名称: А级消防方案", "SH754", "改成看起来一样的普通字母",
            mended="- 编号: M3\n  材料名称: A级消防方案"),
    # ---- structure
    Planted("键写了两次", "  份数: 2\n", "  份数: 2\n  §份数: 3\n", "SH107", "删去一处"),
    Planted("应当写了两次", "  应当: {消防负责人: 已填}\n",
            "  应当: {消防负责人: 已填}\n  §应当: {经营面积: 超过 9 平方米}\n", "SH107",
            "删去一处"),
    Planted("花括号里的文字有逗号", "一次告知, 法定", "一次告知, §逾期即受理, 法定", "SH210",
            "整段文字加上半角引号", mended='"一次告知, 逾期即受理", 法定'),
    Planted("花括号里的取值有半角逗号", "含任一 报刊、图书", "含任一 报刊, §图书", "SH203",
            "把逗号改为「、」"),
    Planted("花括号里又有方括号", "含任一 报刊、图书", "含任一 §[报刊, 图书]", "SH123",
            "几个值请用顿号隔开"),
    Planted("文字断成两行", "  告知: 请确定消防负责人。", "  告知: 请确定\n§消防负责人。",
            "SH130", "请写在同一行里"),
)
# fmt: on
