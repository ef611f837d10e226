"""How yes and no are read."""

from __future__ import annotations

import pytest

from permit_rules.written import NotReadable, read_yes_no


@pytest.mark.parametrize(
    "written",
    [
        True,
        1,
        "是",
        "有",
        "已",
        "对",
        "對",
        "yes",
        "YES",
        "true",
        "Y",
        "ｙ",
        "1",
        "１",
        "✓",
        "✔️",
        "√",
        " 是 ",
    ],
)
def test_yes(written: object) -> None:
    assert read_yes_no(written) is True


@pytest.mark.parametrize(
    "written",
    [False, 0, "否", "无", "無", "未", "没有", "沒有", "no", "False", "N", "0", "✗", "✘", "×"],
)
def test_no(written: object) -> None:
    assert read_yes_no(written) is False


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "没有填写"),
        (" ", "没有填写"),
        (None, "没有填写"),
        ("也许", "「也许」既不是肯定也不是否定"),
        ("是否", "既不是肯定也不是否定"),
        ("是" * 300, "既不是肯定也不是否定"),
        (2, "不是 是 或 否"),
        (1.0, "不是 是 或 否"),
        ([], "不是 是 或 否"),
    ],
)
def test_refused(written: object, said: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_yes_no(written)
    assert said in str(refused.value)
    assert "请填写 是 或 否" in str(refused.value)
    assert len(str(refused.value)) < 100
