"""Whatever the bytes: diagnostics or a library, never an exception, never much time."""

from __future__ import annotations

import string
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from permit_rules.loading import read_library
from permit_rules.loading.yaml_reader import read_yaml
from tests.loading.folder import FIELDS, HEAD, rules

_PIECES = st.sampled_from(
    ["a", "编号", ": ", ":", "：", "，", ", ", "[", "]", "{", "}", "- ", "-", "\n", "\n  ", "\t",
     "'", '"', "|", ">", "#", " #", "&a", "*a", "!t", "<<", "?", "%", "@", "---", "...", "\\",
     "\u3000", "\u200b", "\ufeff", "\x85", "\u2028", "\x00", "“", "”", "M1", "需要", "~", "2024"]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)
_FILES = ("library.yaml", "places.yaml", "calendars/china.yaml", "fields/all.yaml",
          "national/trial.yaml", "440300-shenzhen/trial.yaml")  # fmt: skip


@given(st.binary(max_size=200))
def test_bytes_never_raise(content: bytes) -> None:
    reading = read_yaml(content, "f.yaml")
    assert reading.tree is not None or reading.diagnostics


@given(_TEXTS)
def test_yaml_signs_in_any_order_never_raise(text: str) -> None:
    reading = read_yaml(text.encode("utf-8", "replace"), "f.yaml")
    assert reading.tree is not None or reading.diagnostics


@given(_TEXTS)
def test_the_pure_parser_never_raises_either(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        reading = read_yaml(text.encode("utf-8", "replace"), "f.yaml")
    assert reading.tree is not None or reading.diagnostics


@given(st.data())
def test_a_damaged_rules_folder_never_raises(data: st.DataObject) -> None:
    good = {
        "fields/all.yaml": FIELDS,
        "national/trial.yaml": HEAD
        + "申请材料:\n- {编号: M1, 材料名称: 申请书, 需要: {业务办理项: 新办}, 依据: 办法}\n",
        "440300-shenzhen/trial.yaml": '事项: trial\n行政区划: "440300"\n替换:\n  申请材料:\n'
        "  - {编号: M1, 份数: 2}\n",
    }
    file = data.draw(st.sampled_from(_FILES))
    text = good.get(file, "a: 1\n")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 30, len(text))))
    files = {**good, file: text[:start] + data.draw(_TEXTS) + text[end:]}
    with TemporaryDirectory() as folder:
        library, diagnostics = read_library(
            rules(Path(folder), {k: v.encode("utf-8", "replace") for k, v in files.items()})
        )
    assert library is not None or diagnostics


@given(st.recursive(
    st.one_of(st.text(string.printable, max_size=5), st.sampled_from(["M1", "新办", "2024-01-01"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(
            ["编号", "申请材料", "审核要点", "当", "应当", "需要", "版本", "组成", "可替代", "依据",
             "施行日期", "签章", "有效期", "相符", "必备内容", "延续", "增加", "替换", "撤销", "x"]
        ), inner, max_size=4),
    ),
    max_leaves=12,
))  # fmt: skip
def test_any_shape_under_known_keys_never_raises(shape: object) -> None:
    text = yaml.safe_dump(shape, allow_unicode=True)
    if not isinstance(shape, dict):
        text = "申请材料:\n" + "".join(f"  {line}\n" for line in text.splitlines())
    with TemporaryDirectory() as folder:
        files: dict[str, str | bytes] = {"national/trial.yaml": HEAD + text}
        library, diagnostics = read_library(rules(Path(folder), files))
    assert library is not None or diagnostics


def test_huge_scalars_are_read_in_time() -> None:
    for text in (
        "a: " + "甲" * 1_000_000,
        "'" + "甲 " * 500_000,
        "a: |\n" + "  甲\n" * 200_000,
        "#" * 3_000_000,
        "a: " + "甲：" * 500_000 + "\nb：1",
        "甲：乙 " * 300_000,
    ):
        reading = read_yaml(text.encode(), "f.yaml")
        assert reading.tree is not None or reading.diagnostics
        assert all(len(d.message) < 500 for d in reading.diagnostics)
        assert all(len(d.where.text) <= 80 for d in reading.diagnostics if d.where)


def test_thousands_of_mistakes_are_told_in_time() -> None:
    keys = "".join(f"键{n}: 1\n" for n in range(20_000))
    entries = "申请材料:\n" + "".join(f"- {{编号: M{n}, 份教: 1}}\n" for n in range(5_000))
    for text in (keys, entries):
        with TemporaryDirectory() as folder:
            _, diagnostics = read_library(rules(Path(folder), {"national/t.yaml": HEAD + text}))
        assert 0 < len(diagnostics) <= 200
