"""``permit-rules table --read``: an edited sheet back into its rule file."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import give_up
from permit_rules.cli.output import complain, put, say
from permit_rules.cli.reading import read_file
from permit_rules.cli.rule_target import RulesGiven, path_of, rule_file, target
from permit_rules.cli.rules import counted
from permit_rules.loading.rule_files import root_of
from permit_rules.sheets.grids import Unreadable
from permit_rules.sheets.reading import Sheets, SheetsRead, open_sheets, read_sheets
from permit_rules.sheets.sheet import RuleFileRead


def read_back(
    given: RulesGiven,
    sheet: Path,
    item: str | None,
    place: str,
    output: Path | None,
    check: bool,
) -> None:
    """Write the rule file that a sheet makes, or with ``check`` show how it would change."""
    sheets = _opened(sheet)
    given, path = _base(given, sheets, item, place, output)
    folder = given.folder()
    file = rule_file(folder, path)
    if sheets.mark and sheets.mark != file.mark:
        complain(
            f"提示：规则文件 {path} 在导出以后改过；这张表没有那些改动，读回就会改回去。"
            "请先用 --check 看清楚，或者重新导出。"
        )
    read = read_sheets(file, sheets, folder)
    _tell(read)
    if read.text is None:
        complain(f"没有写：{counted(read.diagnostics)}")
        raise typer.Exit(options.FOUND)
    if check:
        _show(file, read.text)
    elif output is None:
        typer.echo(read.text, nl=False)
    else:
        put(read.text.encode(), output)
        say(f"写好了 {output}：{_size(file, read.text)}。")


def _opened(sheet: Path) -> Sheets:
    try:
        return open_sheets(read_file(str(sheet), "表格"), sheet.name)
    except Unreadable as unreadable:
        give_up(
            f"「{sheet}」[{unreadable.code}] {unreadable.message.rstrip('。')}", unreadable.help
        )
    except ModuleNotFoundError as missing:
        give_up(
            f"读 .xlsx 需要附加包 spreadsheet（缺少 {missing.name}）",
            "请安装 permit-rules[spreadsheet]，或者另存为 CSV UTF-8",
        )


def _base(
    given: RulesGiven, sheets: Sheets, item: str | None, place: str, output: Path | None
) -> tuple[RulesGiven, str]:
    """The rule file that the sheet was made from: as named, as written to, as the sheet says."""
    written_to = output if output is not None and output.is_file() else None
    if item is not None:
        given = given.of(item)
        path = target(given, item, place)
    elif sheets.rule_file:
        path = sheets.rule_file
        if given.rules is None and written_to is not None:
            given = RulesGiven(root_of(written_to.resolve()), given.overlay)
    elif written_to is not None:
        given = given.of(str(written_to))
        path = path_of(given, str(written_to))
    else:
        give_up(
            "不知道这张表是哪个规则文件的", "请在命令里写明，例如 table food-business --read 表.csv"
        )
    if written_to is not None:
        _refuse_another(given, written_to, path)
    return given, path


def _refuse_another(given: RulesGiven, output: Path, path: str) -> None:
    """A rule file is never overwritten with what belongs into another."""
    inside = path_of(given, str(output))
    if inside != path and not Path(inside).is_absolute() and inside != output.as_posix():
        give_up(f"这张表是 {path} 的，不能写到 {inside}", "请改 -o，或者写明事项")


def _tell(read: SheetsRead) -> None:
    for diagnostic in read.diagnostics:
        complain(str(diagnostic))
    for name in read.passed_over:
        complain(f"提示：没有读工作表「{name[:40]}」，规则文件里没有这样一节。")
    for comment in read.lost:
        complain(f"提示：删去的行带有注释，一起删去了：{comment[:80]}")


def _show(file: RuleFileRead, text: str) -> None:
    before = file.content.decode("utf-8-sig").splitlines()
    after = text.splitlines()
    if before == after:
        say(f"{file.path}：没有变化。")
        return
    say("\n".join(unified_diff(before, after, file.path, file.path, lineterm="", n=1)))
    say(f"{file.path}：{_size(file, text)}。")
    raise typer.Exit(options.FOUND)


def _size(file: RuleFileRead, text: str) -> str:
    lines = list(
        unified_diff(file.content.decode("utf-8-sig").splitlines(), text.splitlines(), lineterm="")
    )[2:]
    added = sum(line.startswith("+") for line in lines)
    removed = sum(line.startswith("-") for line in lines)
    return f"增加 {added} 行，删去 {removed} 行" if lines else "没有变化"
