"""What a command says when the library itself fails."""

from __future__ import annotations

import pytest
import typer

from permit_rules.cli.failures import faults_told
from permit_rules.errors import EngineFault, EngineLimit, EngineUnavailable


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (EngineUnavailable("build it\nanew"), "规则引擎无法使用：build it anew\n"),
        (EngineFault("engines differ"), "没有得出结果（EngineFault）：engines differ\n"),
        (EngineLimit("too large"), "没有得出结果（EngineLimit）：too large\n"),
        (
            RuntimeError("why\never"),
            "内部错误（RuntimeError）：why ever；加上 --debug 可以看到完整过程\n",
        ),
    ],
)
def test_a_fault_is_one_line_and_status_3(
    fault: Exception, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as ended, faults_told(debug=False):
        raise fault
    assert ended.value.exit_code == 3
    assert capsys.readouterr().err == line
    with pytest.raises(type(fault)), faults_told(debug=True):
        raise fault


@pytest.mark.parametrize("passing", [typer.Exit(1), typer.BadParameter("x"), BrokenPipeError()])
def test_what_is_no_fault_passes(passing: Exception) -> None:
    with pytest.raises(type(passing)), faults_told(debug=False):
        raise passing
