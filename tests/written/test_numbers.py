"""How numbers are read, and which are refused."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permit_rules.written import NotReadable, WrittenNumber, read_number

ONES = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("written", "amount", "unit"),
    [
        ("1200", "1200", ""),
        ("0", "0", ""),
        ("007", "7", ""),
        ("85.50", "85.5", ""),
        ("-3", "-3", ""),
        ("－3.5", "-3.5", ""),
        ("负三", "-3", ""),
        (" 1200 ", "1200", ""),
        ("１２００", "1200", ""),
        ("1,200", "1200", ""),
        ("1，200", "1200", ""),
        ("1 200", "1200", ""),
        ("1 200 000", "1200000", ""),
        ("1,234,567.89", "1234567.89", ""),
        ("￥1,200", "1200", "元"),
        ("¥ 1200.5", "1200.5", "元"),
        ("RMB 200万", "2000000", "元"),
        ("人民币：贰佰万元整", "2000000", "元"),
        ("200万元", "2000000", "元"),
        ("1.5亿元", "150000000", "元"),
        ("1.23456789亿元", "123456789", "元"),
        ("3千", "3000", ""),
        ("3万5千", "35000", ""),
        ("1亿2000万元", "120000000", "元"),
        ("1200元5角6分", "1200.56", "元"),
        ("一千二百", "1200", ""),
        ("二十", "20", ""),
        ("十", "10", ""),
        ("两百", "200", ""),
        ("十五", "15", ""),
        ("一百零五", "105", ""),
        ("一千零五十", "1050", ""),
        ("一万零五百", "10500", ""),
        ("十万零三", "100003", ""),
        ("一万亿", "1000000000000", ""),
        ("一亿零五万零三", "100050003", ""),
        ("二〇二五", "2025", ""),
        ("〇", "0", ""),
        ("三点一四", "3.14", ""),
        ("一百二十点五", "120.5", ""),
        ("一点五亿", "150000000", ""),
        ("贰佰万元整", "2000000", "元"),
        ("貳佰萬圓整", "2000000", "元"),
        ("叁仟伍佰元整", "3500", "元"),
        ("叁仟伍佰元伍角整", "3500.5", "元"),
        ("85㎡", "85", "平方米"),
        ("85 m²", "85", "平方米"),
        ("85M2", "85", "平方米"),
        ("85平米", "85", "平方米"),
        ("二百平方公尺", "200", "平方米"),
        ("30㎥", "30", "立方米"),
        ("5名", "5", "名"),
        ("5 位", "5", "位"),
        ("30人", "30", "人"),
        ("五个工作日", "5", "个工作日"),
        ("3千克", "3", "千克"),
        ("3千平方米", "3000", "平方米"),
        ("12萬噸", "120000", "吨"),
        ("100元/年", "100", "元/年"),
        ("9" * 30, "9" * 30, ""),
        (12, "12", ""),
        (-12, "-12", ""),
        (10**30 - 1, "9" * 30, ""),
        (0.1, "0.1", ""),
        (1e20, "100000000000000000000", ""),
        (Decimal("2.50"), "2.5", ""),
        (Decimal("3E+2"), "300", ""),
        (Decimal("-0.0"), "0", ""),
    ],
)
def test_read(written: object, amount: str, unit: str) -> None:
    number = read_number(written)
    assert number == WrittenNumber(Decimal(amount), unit)
    # Written alike, whatever the way in was.
    assert str(number.amount) == amount


@pytest.mark.parametrize(
    ("written", "amount", "unit"),
    [
        ("380余", 380, ""),
        ("380余名", 380, "名"),
        ("380多人", 380, "人"),
        ("二十余人", 20, "人"),
        ("三百多平方米", 300, "平方米"),
        ("200多万元", 2_000_000, "元"),
        ("二十余万元", 200_000, "元"),
        ("1000人以上", 1000, "人"),
        ("1000人及以上", 1000, "人"),
        ("1000以上", 1000, ""),
    ],
)
def test_lower_bound(written: str, amount: int, unit: str) -> None:
    assert read_number(written) == WrittenNumber(Decimal(amount), unit, at_least=True)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "没有填写数字"),
        ("　", "没有填写数字"),
        (None, "没有填写数字"),
        (True, "真假值"),
        (False, "真假值"),
        ([1], "既不是数字也不是文字"),
        (b"12", "既不是数字也不是文字"),
        (float("nan"), "不是一个有限的数"),
        (float("inf"), "不是一个有限的数"),
        (Decimal("sNaN"), "不是一个有限的数"),
        (10**30, "超过30位"),
        (1e300, "超过30位"),
        (5e-324, "超过30位"),
        (Decimal("1E+999999"), "超过30位"),
        (Decimal("0E-999999"), "超过30位"),
        ("9" * 31, "超过30位"),
        ("9" * 25 + "亿", "超过30位"),
        ("一" * 31, "超过30位"),
        ("0." + "1" * 31, "超过30位"),
        ("1" * 201, "太长"),
        ("约380", "「约380」不是确切的数"),
        ("大约380人", "不是确切的数"),
        ("近400", "不是确切的数"),
        ("380人左右", "不是确切的数"),
        ("380左右", "不是确切的数"),
        ("几十人", "不是确切的数"),
        ("十几人", "不是确切的数"),
        ("十来人", "不是确切的数"),
        ("不超过5人", "不是确切的数"),
        ("5人以下", "不是确切的数"),
        ("15%", "「15%」是比例"),
        ("１５％", "是比例"),
        ("3‰", "是比例"),
        ("百分之五", "是比例"),
        ("8000--9000", "「8000--9000」是一个范围"),
        ("8000—9000元", "是一个范围"),
        ("8000元~9000元", "是一个范围"),
        ("三至五人", "是一个范围"),
        ("一百五", "可以读成不同的数"),
        ("一万五", "可以读成不同的数"),
        ("2万3", "可以读成不同的数"),
        ("三五人", "可以读成不同的数"),
        ("三四百人", "不能读成一个数"),
        ("10²", "不能读成一个数"),
        ("1½", "不能读成一个数"),
        ("①", "不能读成一个数"),
        ("٣", "不能读成一个数"),
        ("1/2", "不能读成一个数"),
        ("1,20", "不能读成一个数"),
        ("1,2000", "不能读成一个数"),
        ("12 34", "不能读成一个数"),
        ("1.2.3", "不能读成一个数"),
        ("1e5", "不能读成一个数"),
        ("1_000", "不能读成一个数"),
        ("0x10", "不能读成一个数"),
        ("--3", "不能读成一个数"),
        ("万元", "不能读成一个数"),
        ("百千", "不能读成一个数"),
        ("二百三千", "不能读成一个数"),
        ("一百零", "不能读成一个数"),
        ("一亿二亿", "不能读成一个数"),
        ("1.5亿200万", "不能读成一个数"),
        ("3人5元", "不能读成一个数"),
        ("￥200人", "不能读成一个数"),
        ("三百元十角", "不能读成一个数"),
        ("5两", "不能读成一个数"),
        ("二百人。", "不能读成一个数"),
        ("很多", "不能读成一个数"),
    ],
)
def test_refused(written: object, said: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_number(written)
    sentence = str(refused.value)
    assert said in sentence
    assert "请" in sentence
    assert sentence.count("。") == 1 + str(written).count("。")
    assert sentence.endswith("。")


def test_a_huge_number_is_refused_without_being_written_out() -> None:
    with pytest.raises(NotReadable, match="超过30位"):
        read_number(10**100_000)


@pytest.mark.parametrize(
    "long",
    ["字" * 500, "字" * 60, "1" * 10**6, "\x00" * 500 + "字" * 60],
    ids=["very long", "a little long", "many digits", "much that is dropped"],
)
def test_at_most_forty_characters_are_repeated(long: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_number(long)
    quoted = str(refused.value).partition("「")[2].partition("」")[0]
    assert len(quoted) <= 40
    assert len(str(refused.value)) < 100


def test_the_decimal_context_of_the_caller_makes_no_difference() -> None:
    with decimal.localcontext(decimal.Context(prec=2, traps=[decimal.Inexact])):
        assert str(read_number("1.23456789亿元").amount) == "123456789"
        assert str(read_number(Decimal("12345.678")).amount) == "12345.678"


@given(st.integers(-(10**30) + 1, 10**30 - 1))
def test_whole_numbers_in_every_form(number: int) -> None:
    expected = WrittenNumber(Decimal(number))
    assert read_number(number) == read_number(str(number)) == expected
    assert read_number(f"{number:,}") == read_number(f"{number:,}".replace(",", " ")) == expected


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_float_is_read_as_it_is_written(number: float) -> None:
    if abs(number) < 1e-5:
        number = 0.0
    assert Fraction(read_number(number).amount) == Fraction(repr(number))


def in_chinese(number: int) -> str:
    """The usual numeral, independent of the reader: built from the largest scale down."""
    if number < 10:
        return ONES[number]
    for size, scale in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            high, low = divmod(number, size)
            # 零 where the next lower scale is skipped, unless 十 has nothing between.
            gap = "零" if 0 < low < size // 10 and size > 10 else ""
            return in_chinese(high) + scale + gap + (in_chinese(low) if low else "")
    raise AssertionError


@given(st.integers(0, 10**12))
def test_chinese_numerals(number: int) -> None:
    numeral = in_chinese(number)
    assert read_number(numeral + "元") == WrittenNumber(Decimal(number), "元")
    cheque = numeral.translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    )
    assert read_number(cheque + "元整") == WrittenNumber(Decimal(number), "元")


@given(st.text(st.sampled_from("0123456789一二三十百千万亿零两点余多.,- 元人约至%以上")))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        number = read_number(text)
    except NotReadable:
        return
    # What was read can be written plainly and read again.
    assert read_number(f"{number.amount}{number.unit}").amount == number.amount
