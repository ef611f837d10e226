"""How a command ends when it cannot answer: one line, and an exit status that says why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from permit_rules.cli import options
from permit_rules.cli.output import complain
from permit_rules.errors import EngineUnavailable, PermitRulesError


def give_up(message: str, help: str = "") -> NoReturn:
    """End with status 2 and one Chinese line: what was given cannot be used."""
    complain(" ".join(f"{message}{'。' if help else ''}{help}".split()))
    raise typer.Exit(options.UNUSABLE)


@contextmanager
def faults_told(debug: bool) -> Iterator[None]:
    """Turn a failure of the library into one line and status 3; with ``debug`` let it through."""
    try:
        yield
    except (typer.Exit, typer.BadParameter, BrokenPipeError):
        raise
    except Exception as fault:
        if debug:
            raise
        complain(_line(fault))
        raise typer.Exit(options.FAULT) from None


def _line(fault: Exception) -> str:
    said = " ".join(str(fault).split())
    if isinstance(fault, EngineUnavailable):
        return f"规则引擎无法使用：{said}"
    if isinstance(fault, PermitRulesError):
        return f"没有得出结果（{type(fault).__name__}）：{said}"
    return f"内部错误（{type(fault).__name__}）：{said}；加上 --debug 可以看到完整过程"
