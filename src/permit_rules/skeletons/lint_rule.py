"""A new lint rule in the sources of the library: its file, its test, and the lines to add."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from permit_rules.skeletons.drafts import Draft, Refused, filled

_NAME: Final = re.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_CODE: Final = re.compile("SH[0-9]{3}")
_RULES: Final = Path("src/permit_rules/linting/lint_rules")
_TESTS: Final = Path("tests/linting/lint_rules")
_PAGE: Final = Path("docs/rules-format.zh-CN.md")


def new_lint_rule(
    root: Path, name: str, title: str, code: str = ""
) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """The files of a lint rule, and what has to be added by hand, in Chinese lines.

    ``root`` is the folder of the sources, ``name`` that of the module, ``title`` what is wrong in
    one Chinese sentence; ``code`` is by default the next one of the last group that is free.

    Raises:
        Refused: no sources there, no such name possible, or the code is taken.
    """
    if not (root / _RULES).is_dir():
        raise Refused(f"「{root}」不是本项目的源文件夹", "请在源文件夹里运行，或者用 --into 写明")
    if not _NAME.fullmatch(name):
        raise Refused(
            f"「{name[:40]}」不能用作模块名", "用小写英文字母、数字和 _，例如 name_too_long"
        )
    used = _codes(root)
    code = code.upper() or _next(used)
    if not _CODE.fullmatch(code):
        raise Refused(f"「{code[:20]}」不是代码", "代码写成 SH 加三位数")
    if code in used:
        raise Refused(f"代码 {code} 已经用过", f"代码不重复使用；下一个没有用过的是 {_next(used)}")
    title = title.rstrip("。")
    values = {"title": title, "code": code, "module": name}
    drafts = (
        Draft(root / _RULES / f"{name}.py", filled("lint_rule.py", **values)),
        Draft(root / _TESTS / f"test_{name}.py", filled("test_lint_rule.py", **values)),
    )
    lines = (
        "src/permit_rules/linting/run.py 的 import 里加一行：",
        f"    {name},",
        "LINT_RULES 里加一行：",
        f"    _rule({name}, Severity.WARNING),",
        f"{_PAGE} 的错误代码表里加一行：",
        f"| {code} | 警告 | 检查：{title} | 待填 |",
    )
    return drafts, lines


def _codes(root: Path) -> frozenset[str]:
    """Every code that the sources or the page of codes name."""
    texts = [p.read_text("utf-8") for p in sorted((root / "src").rglob("*.py"))]
    if (root / _PAGE).is_file():
        texts.append((root / _PAGE).read_text("utf-8"))
    return frozenset(code for text in texts for code in _CODE.findall(text))


def _next(used: Iterable[str]) -> str:
    """The first free code of the checks of wording, behind all that are used there."""
    last = max((int(c[2:]) for c in used if c.startswith("SH7")), default=750)
    return f"SH{last + 1}"
