"""``permit-rules guide``: the service guide and the review sheet as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import TEAHOUSE, complaint, out, run
from tests.guides.golden import FOLDER

ON = ("--on", "2026-03-02")


@pytest.mark.parametrize(
    ("options", "golden"),
    [
        ((), "guide.md"),
        (("--sheet",), "sheet.md"),
        (("--format", "html"), "guide.html"),
        (("--place", "440300", "--situation", "新办"), "guide-440300.md"),
        (("--situation", "新办", "--situation", "售卖品种=预包装茶叶"), "guide-filing.md"),
    ],
)
def test_the_guide_is_the_golden_one(options: tuple[str, ...], golden: str) -> None:
    done = run("guide", "teahouse", *ON, *options, *TEAHOUSE)
    assert done.returncode == 0
    assert out(done) == (FOLDER / golden).read_text("utf-8")


@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_a_guide_goes_into_a_file(form: str, tmp_path: Path) -> None:
    path = tmp_path / "guide"
    done = run("guide", "茶馆经营许可", *ON, "--format", form, "-o", str(path), *TEAHOUSE)
    assert (done.returncode, out(done)) == (0, "")
    begins = {"markdown": "# 茶馆".encode(), "html": b"<!DOCTYPE html>", "docx": b"PK"}[form]
    assert path.read_bytes().startswith(begins)


def test_what_cannot_be_done_is_told_in_one_line(tmp_path: Path) -> None:
    done = run("guide", "teahouse", *ON, "--format", "docx", *TEAHOUSE)
    assert complaint(done) == "docx 不能输出到屏幕。请用 -o 写明文件，例如 -o 指南.docx"
    assert done.returncode == 2
    done = run("guide", "teahouse", *ON, "-o", str(tmp_path), *TEAHOUSE)
    assert "写不了" in complaint(done)
    assert done.returncode == 2
    done = run("guide", "teahouse", *ON, "--situation", "营业面只=3", *TEAHOUSE)
    assert complaint(done) == "「营业面只=3」：没有这一项申请信息，是否想写「营业面积」？"
    assert done.returncode == 2


def test_without_a_day_it_is_today() -> None:
    assert out(run("guide", "teahouse", *TEAHOUSE)).startswith("# 茶馆经营许可办事指南\n")
