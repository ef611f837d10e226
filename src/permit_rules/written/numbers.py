"""Numbers as people write them: 1,200, 200万元, 叁仟伍佰元整, 380余人, 85㎡."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from permit_rules.written.characters import narrow
from permit_rules.written.not_readable import NotReadable, quoted
from permit_rules.written.numerals import (
    DIGITS,
    NUMERAL,
    Ambiguous,
    plain_numeral,
    read_numeral,
)

MAX_LENGTH: Final = 200
MAX_DIGITS: Final = 30

# What machines write, and most people: read without the detours below.
_PLAIN: Final = re.compile(r"(-?[0-9]{1,15})(?:\.([0-9]{1,9}))?")
_CURRENCY: Final = re.compile(r"(?:(?:人民币|RMB|CNY)\s*:?\s*)?[¥￥]?\s*", re.IGNORECASE)
_SIGN: Final = re.compile(r"[-+负]?\s*")
_RUN: Final = re.compile(f"[0-9{NUMERAL}点余多., ]*")
_MORE: Final = re.compile(r"(?P<before>[^余多]*)[余多](?P<scales>[十百千万亿 ]*)")
_MORE_BEHIND: Final = re.compile(r"(?P<unit>.*?)\s*(?:余|多|及?以上)")
_PERCENT: Final = re.compile(r"[%‰]|百分|[百千万]分之")
_RANGE: Final = re.compile(
    rf"[0-9{NUMERAL}][^0-9{NUMERAL}]{{0,8}}?(?:-|~|至|到)+\s*[¥0-9{NUMERAL}]"
)
_ROUGH_BEFORE: Final = re.compile(
    "约|大约|近|将近|接近|大概|差不多|几|数|上[十百千万]|不|最|至|少|超|高于|低于|[<>≤≥]"
)
_ROUGH_BEHIND: Final = re.compile("[几来许]|左右|上下|.*(?:左右|上下|前后|以下|以内|之内|以里)$")
_SMALL_MONEY: Final = re.compile(
    rf"元(?:(?P<jiao>[0-9{NUMERAL}])角)?零?(?:(?P<fen>[0-9{NUMERAL}])分)?[整正]?"
)
_UNIT: Final = re.compile(r"[^\W\d_]{1,20}(?:[/·][^\W\d_]{1,20})?")
# 千 is left out: it begins 千克, 千米, 千瓦.
_NUMERAL_IN_UNIT: Final = re.compile(f"[{NUMERAL.replace('千', '')}]")
_UNITS_OF_A_THOUSAND: Final = re.compile("[克米瓦伏卡帕赫焦升]")
_UNIT_FORMS: Final = {
    "m2": "平方米", "平米": "平方米", "平方": "平方米", "平方公尺": "平方米", "km2": "平方千米",
    "m3": "立方米", "立方": "立方米",
    "圆": "元", "元整": "元", "元正": "元", "圆整": "元", "圆正": "元",
    "元人民币": "元", "人民币": "元",
    "块": "元", "块钱": "元", "rmb": "元", "cny": "元",
}  # fmt: skip


def other_forms(unit: str) -> tuple[str, ...]:
    """The other ways in which people write a unit (㎡, m², 平米 for 平方米), the longest first."""
    forms = {f for form, of in _UNIT_FORMS.items() if of == unit for f in (form, form.upper())}
    for plain, signs in (("m2", ("㎡", "m²", "M²")), ("m3", ("㎥", "m³", "M³"))):
        if plain in forms:
            forms.update(signs)
    return tuple(sorted(forms, key=lambda f: (-len(f), f)))


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as it was written.

    `amount` is exact. `unit` is the text behind it in simplified characters ("平方米", "人", "元"),
    empty if there was none; 万 and 亿 are part of the amount. `at_least` tells that the amount is
    only a lower bound ("380余人", "1000人以上").
    """

    amount: Decimal
    unit: str = ""
    at_least: bool = False


def read_number(value: object) -> WrittenNumber:
    """Read a number; `value` is an `int`, a `Decimal`, a finite `float`, or a text.

    Raises `NotReadable` for everything that is not one certain figure: ranges, percentages,
    estimates (约, 左右), upper bounds, numerals that people read in two ways, truth values, and
    figures of more than 30 digits.
    """
    if isinstance(value, bool):
        raise NotReadable("这里写的是真假值，请填写一个数，如 1200。")
    if isinstance(value, str):
        return _read_text(value)
    if isinstance(value, int):
        return WrittenNumber(_from_int(value))
    if isinstance(value, float):
        return WrittenNumber(_from_decimal(Decimal(repr(float(value)))))
    if isinstance(value, Decimal):
        return WrittenNumber(_from_decimal(value))
    if value is None:
        raise NotReadable("没有填写数字，请填写一个数，如 1200。")
    raise NotReadable("这里写的既不是数字也不是文字，请填写一个数，如 1200。")


def _from_int(value: int) -> Decimal:
    # Compared, not written out: turning a huge number into text takes quadratic time.
    if abs(value) >= 10**MAX_DIGITS:
        raise NotReadable(f"数字超过{MAX_DIGITS}位，请核对后重新填写。")
    return Decimal(value)


def _from_decimal(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise NotReadable("写的不是一个有限的数，请填写一个确切的数，如 1200。")
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    if len(digits) + abs(exponent) > 4 * MAX_DIGITS:
        raise NotReadable(f"数字超过{MAX_DIGITS}位，请核对后重新填写。")
    whole = int("".join(map(str, digits))) * 10 ** max(exponent, 0)
    return _exact(-whole if sign else whole, max(-exponent, 0))


def _exact(whole: int, places: int) -> Decimal:
    """whole ÷ 10**places without needless zeros, untouched by any decimal context."""
    while places and whole % 10 == 0:
        whole, places = whole // 10, places - 1
    if max(len(str(abs(whole))), places) > MAX_DIGITS:
        raise NotReadable(f"数字超过{MAX_DIGITS}位，请核对后重新填写。")
    return Decimal(f"{whole}E-{places}")


# --- texts ----------------------------------------------------------------------------------------


def _read_text(written: str) -> WrittenNumber:
    if len(written) > MAX_LENGTH:
        raise NotReadable(f"{quoted(written)}太长，请只填写一个数，如 1200 或 200万元。")
    text = narrow(written)
    plain = _PLAIN.fullmatch(text)
    if plain:
        fraction = plain[2] or ""
        return WrittenNumber(_exact(int(plain[1] + fraction), len(fraction)))
    if not text:
        raise NotReadable("没有填写数字，请填写一个数，如 1200。")
    _refuse_what_is_not_one_figure(written, text)

    start = _match_end(_CURRENCY, text, 0)
    in_yuan = start > 0
    sign_end = _match_end(_SIGN, text, start)
    sign = text[start:sign_end].strip()
    run_end = _match_end(_RUN, text, sign_end)
    run, rest = text[sign_end:run_end].strip(), text[run_end:].strip()
    if _ROUGH_BEHIND.match(rest):
        raise _rough(written)

    run, rest = _thousand_as_part_of_the_unit(run, rest)
    more = _MORE.fullmatch(run)
    if more:
        run = more["before"] + more["scales"]
    behind = _MORE_BEHIND.fullmatch(rest)
    if behind:
        rest = behind["unit"]

    try:
        figure = read_numeral(run)
    except Ambiguous:
        raise NotReadable(
            f"{quoted(written)}可以读成不同的数，请用阿拉伯数字填写，如 150。"
        ) from None
    if figure is None:
        raise _not_a_number(written)
    (whole, places), unit = _with_small_money(figure, rest)
    unit = _unit(written, unit)
    if in_yuan and unit not in ("", "元"):
        raise _not_a_number(written)
    amount = _exact(-whole if sign in ("-", "负") else whole, places)
    return WrittenNumber(amount, "元" if in_yuan else unit, bool(more or behind))


def _match_end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _refuse_what_is_not_one_figure(written: str, text: str) -> None:
    if _PERCENT.search(text):
        raise NotReadable(f"{quoted(written)}是比例，请填写具体的数，如 1200。")
    if _RANGE.search(text):
        raise NotReadable(f"{quoted(written)}是一个范围，请只填写一个确切的数，如 8000。")
    if _ROUGH_BEFORE.match(text):
        raise _rough(written)


def _thousand_as_part_of_the_unit(run: str, rest: str) -> tuple[str, str]:
    """3千克 is three 千克; 3千平方米 is three thousand 平方米."""
    if re.search("[0-9] ?千$", run) and _UNITS_OF_A_THOUSAND.match(rest):
        return run[:-1], "千" + rest
    return run, rest


def _with_small_money(figure: tuple[int, int], rest: str) -> tuple[tuple[int, int], str]:
    """Add 角 and 分 to whole yuan: 叁仟伍佰元伍角整 is 3500.5 元."""
    whole, places = figure
    money = _SMALL_MONEY.fullmatch(rest.replace("圆", "元"))
    if money is None or places or not (money["jiao"] or money["fen"]):
        return figure, rest
    jiao, fen = (_one_digit(money[name]) for name in ("jiao", "fen"))
    if jiao is None or fen is None:
        return figure, rest
    return (whole * 100 + jiao * 10 + fen, 2), "元"


def _one_digit(text: str | None) -> int | None:
    if text is None:
        return 0
    digit = plain_numeral(text)
    if digit in DIGITS:
        return DIGITS.index(digit)
    return int(digit) if digit.isdecimal() else None


def _unit(written: str, text: str) -> str:
    # Only here, where no digit is left that ² or ㎡ could join.
    unit = unicodedata.normalize("NFKC", text)
    if not unit:
        return ""
    known = _UNIT_FORMS.get(unit.casefold())
    if known:
        return known
    if not _UNIT.fullmatch(unit) or _NUMERAL_IN_UNIT.search(unit):
        raise _not_a_number(written)
    return unit


def _rough(written: str) -> NotReadable:
    return NotReadable(f"{quoted(written)}不是确切的数，请填写确切的数字，如 380人。")


def _not_a_number(written: str) -> NotReadable:
    return NotReadable(f"{quoted(written)}不能读成一个数，请只填写一个数，如 1200 或 200万元。")
