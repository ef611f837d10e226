"""What a clerk has looked at and keeps is set aside, with the reason; nothing else is."""

from __future__ import annotations

from pathlib import Path

import permit_rules as pr
from permit_rules.analysis.examine import examine
from permit_rules.diagnostics import Severity
from permit_rules.linting import lint, set_aside
from tests.cli.running import out, run
from tests.loading.folder import HEAD, ITEM, rules

NEVER = """\
审核要点:
- 编号: S1
  类别: 实质审查
  名称: 面积
  当: {业务办理项: 新办, 经营面积: 超过 900 平方米}
  应当: {经营面积: 不超过 900 平方米}
  依据: 办法 第一条
"""
KEPT = "例外:\n- {代码: sh662, 编号: S1, 理由: 试验}\n"
ERROR = """\
申请材料:
- {编号: M1, 材料名称: 健康证明, 需要: {业务办理项: 新办}, 依据: 办法}
不得索要:
- {材料: 健康证明, 依据: 办法}
例外:
- {代码: SH652, 编号: M1, 理由: 试验}
"""


def folder(tmp_path: Path, text: str) -> Path:
    return rules(tmp_path, {ITEM: f"{HEAD}{text}"})


def split(library: pr.Library) -> tuple[list[str], list[str]]:
    kept, aside = set_aside(library, (*lint(library), *examine(library)))
    return [d.code for d in kept], [f"{a.diagnostic.code} {a.reason}" for a in aside]


def test_a_warning_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    assert split(pr.load(folder(tmp_path, NEVER))) == (["SH662"], [])
    assert split(pr.load(folder(tmp_path / "kept", f"{NEVER}{KEPT}"))) == ([], ["SH662 试验"])


def test_an_exception_for_nothing_is_told(tmp_path: Path) -> None:
    library = pr.load(folder(tmp_path, f"{NEVER}{KEPT.replace('S1', '[S1, S2]')}"))
    kept, aside = set_aside(library, examine(library))
    [told] = kept
    assert (told.code, told.severity, told.subject) == ("SH671", Severity.WARNING, "trial/S2")
    assert told.where is not None
    assert told.where.line > 8
    assert len(aside) == 1


def test_an_error_is_not_set_aside(tmp_path: Path) -> None:
    assert split(pr.load(folder(tmp_path, ERROR))) == (["SH652", "SH672"], [])


def test_the_command_lists_what_is_set_aside(tmp_path: Path) -> None:
    done = run("lint", str(folder(tmp_path, f"{NEVER}{KEPT}")))
    assert done.returncode == 0
    assert "[SH662 例外]" in out(done)
    assert "理由：试验" in out(done)
    assert "0 个错误，0 个警告、1 处例外" in out(done)
