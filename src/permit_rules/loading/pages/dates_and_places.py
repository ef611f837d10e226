"""Pages of SH401 to SH410, and of SH501 to SH509: dates, files and places."""

from __future__ import annotations

from typing import Final


def _versions(*days: str) -> str:
    lines = "".join(f"\n  - {{{d}, 份数: {n}}}" for n, d in enumerate(days, 1))
    return f"申请材料:\n- 编号: M1\n  材料名称: 申请书\n  依据: 办法 第五条\n  版本:{lines}"


def _days(more: str) -> str:
    return f"申请材料:\n- {{编号: M1, 材料名称: 申请书, {more}, 依据: 办法 第五条}}"


_RENEWAL: Final = (
    "延续:\n- {编号: W1, 业务办理项: 延续, 届满日: 许可证有效期至, 起: 届满前 OPENS,"
    " 止: 届满前 30 日, 迟到: 不再受理, 届满后: 按新办, 依据: 办法 第十六条}"
)
_ITEM: Final = "# national/newsstand.yaml\n"
_OVERLAY: Final = (
    '# 440300-shenzhen/newsstand.yaml\n事项: newsstand\n行政区划: "440300"\n'
    "替换:\n  申请材料: [{编号: M1, 份数: 1, 施行日期: DAY, 依据: 办法 第五条}]\n"
)
_CALENDAR: Final = (
    "# calendars/china.yaml\n日历: 中国\n来源: 示例\n年份: YEARS\n放假: {}\n调休上班: {}"
)
_FILES: Final = "说的是文件夹里有什么，不是文件里写什么"

DATES_AND_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "SH401": (
        "同一天有两个版本，就不知道按哪一个核对。",
        _versions("施行日期: 2024-06-01", "施行日期: 2024-06-01"),
        _versions("施行日期: 2024-06-01", "施行日期: 2025-06-01"),
    ),
    "SH402": (
        "失效日期是无效的第一天；不晚于施行日期的，一天也没有施行过。",
        _days("施行日期: 2024-06-01, 失效日期: 2024-06-01"),
        _days("施行日期: 2024-06-01, 失效日期: 2025-06-01"),
    ),
    "SH403": (
        "日期读不出来，就不知道从哪一天起按这一条核对。",
        _days("施行日期: 2025-04-31"),
        _days("施行日期: 2025-04-30"),
    ),
    "SH404": (
        "写了版本以后，日子属于各个版本；外面再写，说不清是哪个版本的。",
        _versions("施行日期: 2024-06-01") + "\n  施行日期: 2023-01-01",
        _versions("施行日期: 2024-06-01"),
    ),
    "SH405": (
        "期限要写明多少、是日还是工作日，差别可以有好几天。",
        _days("出具时限: 90"),
        _days("出具时限: 90 日"),
    ),
    "SH406": (
        "替换是在上级写的上面改；那些日子上级没有规定，就没有可以改的。",
        _OVERLAY.replace("DAY", "2025-01-01")
        + _ITEM
        + _days("施行日期: 2024-01-01, 失效日期: 2024-06-01"),
        _OVERLAY.replace("DAY", "2024-02-01") + _ITEM + _days("施行日期: 2024-01-01"),
    ),
    "SH407": (
        "延续申请期从离届满远的一天到近的一天；反过来就没有一天可以申请。",
        _RENEWAL.replace("OPENS", "9 日"),
        _RENEWAL.replace("OPENS", "90 日"),
    ),
    "SH408": (
        "工作日按日历算；日历读不懂，期限都算不出来。",
        _CALENDAR.replace("YEARS", "[]"),
        _CALENDAR.replace("YEARS", "[2025]"),
        "附带的日历很长，例子写不全",
    ),
    "SH409": (
        "两个日历说的放假可能不一样，不知道按哪一个算工作日。",
        "calendars/ 里有 china.yaml 和 more.yaml",
        "calendars/ 里只有 china.yaml",
        _FILES,
    ),
    "SH410": (
        "没有日历，工作日的期限都算不出来，答复会注明。",
        "没有 calendars/china.yaml",
        "把附带的 calendars/china.yaml 放进来",
        _FILES,
    ),
    "SH501": (
        "文件放在哪里，说明它管哪里；放错了位置的没有读。",
        "# shenzhen/newsstand.yaml\n收费: 不收费",
        "# 440300-shenzhen/newsstand.yaml\n收费: 不收费",
    ),
    "SH502": (
        "告知书、指南里要写地方的名称，places.yaml 里没有就只能写代码。",
        "# 440305-nanshan/newsstand.yaml\n收费: 不收费",
        "# 440300-shenzhen/newsstand.yaml\n收费: 不收费",
    ),
    "SH503": (
        "文件里写的行政区划与文件夹的不一样，不知道这些规定管哪里。",
        '# 440300-shenzhen/newsstand.yaml\n行政区划: "440000"',
        '# 440300-shenzhen/newsstand.yaml\n行政区划: "440300"',
    ),
    "SH505": (
        "只读以 .yaml 结尾的文件；.yml 的没有读，里面的规定不起作用。",
        "national/newsstand.yml",
        "national/newsstand.yaml",
        _FILES,
    ),
    "SH506": (
        "没有这个文件夹，或者里面没有一个审核要点文件。",
        "permit-rules lint 没有的文件夹",
        "permit-rules lint my-rules",
        _FILES,
    ),
    "SH507": (
        "文件、文件夹没有权限读，里面的规定不起作用。",
        "别人的文件，只有他自己可以读",
        "给运行程序的人读的权限",
        _FILES,
    ),
    "SH508": (
        "链接指向文件夹之外，换一台机器就没有了，所以没有读。",
        "national/newsstand.yaml 是指向桌面的快捷链接",
        "把文件本身放进 national/",
        _FILES,
    ),
    "SH509": (
        "一个代码写了两次，不知道用哪个名称。",
        '# places.yaml\n行政区划:\n- {代码: "440300", 名称: 深圳市}\n'
        '- {代码: "440300", 名称: 深圳}',
        '# places.yaml\n行政区划:\n- {代码: "440300", 名称: 深圳市}',
    ),
}
