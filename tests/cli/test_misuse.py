"""A command called in a way it cannot be: one line in Chinese, and status 2."""

from __future__ import annotations

import pytest
import typer

from permit_rules.cli.misuse import misused
from tests.cli.running import complaint, run


@pytest.mark.parametrize(
    ("called", "said"),
    [
        ("chek", "没有「chek」这个命令，是否想写「check」。"),
        ("xyzzy", "没有「xyzzy」这个命令。"),
        ("new itm", "没有「itm」这个命令，是否想写「item」。"),
        ("--foo", "没有「--foo」这个选项。"),
        ("lint --formt x", "没有「--formt」这个选项，是否想写「--format」。"),
        ("lint --overlay", "--overlay 后面要写内容。"),
        ("lint --debug=3", "--debug 后面不写内容。"),
        ("lint --format xml", "--format 不能这样写：只能写 text、json、sarif、github。"),
        ("check", "没有写 FILE。"),
        ("check a b c", "多写了「b c」。"),
        ("batch a b", "没有写 --item。"),
        ("prove --tries x food-business", "--tries 不能这样写：要写整数。"),
        ("prove --tries 0 food-business", "--tries 不能这样写：不能小于 1。"),
        ("prove --seconds x food-business", "--seconds 不能这样写：要写数。"),
        (
            "diff --item food-business --from 2026-01-02 --to 2026-01-01",
            "--to 不能这样写：后来的一天要晚于原来的一天。",
        ),
    ],
)
def test_it_is_said_in_chinese(called: str, said: str) -> None:
    done = run(*called.split())
    assert complaint(done).startswith(said)
    assert done.returncode == 2


def test_it_says_how_the_command_is_called() -> None:
    assert complaint(run("new", "item")) == (
        "没有写 ID。用法：permit-rules new item [OPTIONS] ID；permit-rules new item --help 有说明"
    )


def test_what_was_typed_is_shown_as_text() -> None:
    said = complaint(run("\x1b[2Jcheck"))
    assert "\x1b" not in said
    assert "check" in said


def test_what_is_not_recognised_keeps_its_words() -> None:
    error = misused(typer.BadParameter("is no colour", param_hint="--colour"))
    assert error.message == "--colour 不能这样写：is no colour"
    assert misused(type(error).__mro__[2]("Something else.")).message == "Something else."
