"""Which texts may be kept as they are, and which count as the same."""

from __future__ import annotations

import json
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from permit_rules.written import clean, fold, narrow

#: Texts with much of what folding treats in a special way, surrogates among it.
AWKWARD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "服務(（)）[]wùǖāe\u0301\u0304\u030c\u0308¨´¸ﾞﾟ\u200b\ufe0f\u3000 İß：“”‘’·•—"
        ),
        st.characters(categories=["Cs", "Cc", "Cf", "Mn"]),
    )
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("食品经营许可\n第二行\t末", "食品经营许可\n第二行\t末"),
        ("名称\x00\x07\x1b[31m", "名称[31m"),
        ("行一\r\n行二", "行一\n行二"),
        ("\x85\x9f\x7f", ""),
        ("张\u202e三\u2066\u200f", "张三"),
        ("半个\ud842字", "半个\ufffd字"),
        ("\ud842\udfb7", "𠮷"),
        ("\udfb7\ud842", "\ufffd\ufffd"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("全角　ＡＢ（１）㎡", "全角　ＡＢ（１）㎡"),
        ("\ufeff开头\u200b", "\ufeff开头\u200b"),
        ("", ""),
    ],
)
def test_clean(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(AWKWARD)
def test_clean_text_can_be_written_and_stays_clean(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    assert json.loads(json.dumps(kept, ensure_ascii=False).encode("utf-8")) == kept
    others = {c for c in kept if unicodedata.category(c) in ("Cc", "Cs")}
    assert others <= {"\n", "\t"}


@given(st.text(st.characters(exclude_categories=["C"])))
def test_clean_leaves_visible_text_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("營業執照", "营业执照"),
        ("衞生許可證", "衛生許可證"),
        ("衛生許可證", "卫生许可证"),
        ("台灣", "臺灣"),
        ("粧", "妆"),
        ("ＡＢＣ－１２３", "abc-123"),
        ("营 业\u3000执\n照", "营业执照"),
        ("营\u200b业\ufeff执\u00ad照", "营业执照"),
        ("\x00营业\u202e执照", "营业执照"),
        ("服務(wù)", "服务"),
        ("服务（wù）中心（zhōng xīn）", "服务中心"),
        ("服务(fú)(wù)", "服务"),
        ("公(ɡōnɡ)示", "公示"),
        ("绿(lu\u0308\u0300)化", "绿化"),
        ("“甲”、‘乙’", "\"甲\"、'乙'"),
        ("「甲」『乙』", "“甲”‘乙’"),
        ("〔2016〕12号", "（2016）12号"),
        ("【注】", "[注]"),
        ("〈办法〉", "《办法》"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("1—2号", "1-2号"),
        ("Straße", "STRASSE"),
        ("㎡", "m2"),
        ("e\u0301", "é"),
        ("⼀", "一"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("营业执照", "许可证"),
        ("甲(a)", "甲(b)"),
        ("甲(ab)", "甲"),
        ("张三（委托人）", "张三"),
        ("Café(wù)", "Café"),
        ("1-2号", "12号"),
        ("第3款", "第三款"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_key_is_simplified_and_half_width() -> None:
    assert fold("食品經營許可證（副本） Ａ") == "食品经营许可证(副本)a"


@given(AWKWARD)
@example("a\xa8\u0301")
@example("服(w\u200bu\u0300)")
@example("服" + "(wù)" * 3)
@example("ﾞ\u0301" * 200)
@example("¨¸" * 200)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_twice_changes_nothing_for_any_single_character() -> None:
    for code in range(0x110000):
        key = fold(chr(code))
        assert fold(key) == key, hex(code)


@given(AWKWARD)
def test_folding_does_not_see_what_clean_removes(text: str) -> None:
    assert fold(clean(text)) == fold(text)


def test_what_becomes_a_combining_mark_is_known() -> None:
    # Such characters count as marks where runs of them are cut; see the module.
    become_marks = {
        chr(code)
        for code in range(0x110000)
        if not unicodedata.combining(chr(code))
        and unicodedata.combining(unicodedata.normalize("NFKD", chr(code))[0])
    }
    assert become_marks == set("\u0f73\u0f75\u0f81\uff9e\uff9f")


@pytest.mark.parametrize(
    "piece",
    ["\u0301\u0316", "¨¸", "ﾞ\u0301", "服(ā", "服(wù)", "(wù)", "\ud800", " ", "[", "許"],
    ids=ascii,
)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    start = time.process_time()
    fold(text)
    # A fraction of a second; quadratic time would be minutes.
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("　１，２００．５０　", "1,200.50"),
        ("貳佰萬圓", "贰佰万圆"),
        ("8000—9000", "8000-9000"),
        ("８～９", "8~9"),
        ("85㎡", "85㎡"),
        ("10²", "10²"),
        ("KW", "KW"),
        ("3\u200b8\u00a00", "38 0"),
    ],
)
def test_narrow(text: str, narrowed: str) -> None:
    assert narrow(text) == narrowed
