"""What is wrong with how a command was called, in Chinese as everything else that it says.

typer says it in English, in classes and words of its own that change between its versions; what is
not recognised here keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import IO, Any, Final

import typer

from permit_rules.cli.output import complain
from permit_rules.diagnostics import did_you_mean
from permit_rules.written.inert import one_line

#: What typer says of a value, and what is to be written instead.
_VALUES: Final = (
    (re.compile(r" is not one of (.+?)\.?$"), "只能写 {0}"),
    (re.compile(r"valid int"), "要写整数"),
    (re.compile(r"valid (?:number|float)"), "要写数"),
    (re.compile(r"greater than or equal to ([\d.]+)"), "不能小于 {0}"),
    (re.compile(r"not in the range x>=([\d.]+)"), "不能小于 {0}"),
)
#: What typer says of a command as a whole.
_CALLS: Final = (
    (re.compile(r"^No such command '(.+?)'\.(?: |$)"), "没有「{0}」这个命令"),
    (re.compile(r"^Got unexpected extra arguments?(?:\(s\))? \((.+)\)$"), "多写了「{0}」"),
    (re.compile(r"^Option '(.+)' requires an argument"), "{0} 后面要写内容"),
    (re.compile(r"^Option '(.+)' does not take a value"), "{0} 后面不写内容"),
)
_BRACKETS: Final = re.compile(r"[{}]|([\[\]])\1")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


class Misused(typer.BadParameter):
    """A command that was called in a way it cannot be; ends with status 2."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write what is wrong, and how the command is called, to standard error."""
        called = ""
        if self.ctx is not None:
            usage = self.ctx.get_usage().partition(":")[2]
            # Some versions put brackets of their own around those that stand there already.
            usage = _BRACKETS.sub(r"\1", " ".join(usage.split()))
            called = f"用法：{usage}；{self.ctx.command_path} --help 有说明"
        complain(f"{one_line(self.message).rstrip('。')}。{called}")


def misused(error: Any) -> Misused:
    """The error that says in Chinese what typer's says."""
    return Misused(_sentence(error), ctx=error.ctx)


def _sentence(error: Any) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return f"没有「{error.option_name}」这个选项{_near(error.option_name, error.possibilities)}"
    if kind == "MissingParameter":
        return f"没有写 {_name(error)}"
    if isinstance(error, typer.BadParameter):
        return f"{_name(error)} 不能这样写：{_instead(error.message)}"
    if said := _recognised(error.message, _CALLS):
        pattern, sentence = said
        known = error.ctx.command.list_commands(error.ctx) if "No such" in error.message else ()
        return f"{sentence}{_near(pattern[1], known)}"
    return str(error.message)


def _name(error: Any) -> str:
    """What the option or argument is called in the help."""
    if error.param_hint:
        return str(error.param_hint)
    if error.param is None:
        return "参数"
    if error.param.param_type_name == "option":
        return str(error.param.opts[0])
    return str(error.param.metavar or error.param.name.upper()).strip("[]")


def _instead(message: str) -> str:
    if _CHINESE.search(message):
        return message
    said = _recognised(message, _VALUES)
    return said[1] if said else message


def _recognised(
    message: str, table: Iterable[tuple[re.Pattern[str], str]]
) -> tuple[re.Match[str], str] | None:
    for pattern, sentence in table:
        if found := pattern.search(message):
            return found, sentence.format(*map(_listed, found.groups()))
    return None


def _listed(names: str) -> str:
    return names.replace("', '", "、").strip("'")


def _near(name: str, known: Iterable[str] | None) -> str:
    near = did_you_mean(name, known or ())
    return f"，是否想写「{near}」" if near else ""
