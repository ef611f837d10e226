"""``permit-rules fmt``: rule files in one order and one spacing."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import complain, say
from permit_rules.formatting import format_file
from permit_rules.loading.rule_files import embedded_rules, root_of


def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="审核要点文件夹或者其中的文件；只看的可以不写，看随附的。",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="只列出没有整理好的文件，不改动。"),
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="只显示会怎样改，不改动。"),
    ] = False,
    debug: options.Debug = False,
) -> None:
    """Status 0; 1 where a file is, or with --check or --diff would be, changed or cannot be read;
    2 where there is no such path."""
    with faults_told(debug):
        if not paths and not (check or diff):
            give_up(
                "没有写要整理哪个文件夹", "随附的审核要点不在这里改，只看的加上 --check 或者 --diff"
            )
        given = paths or [embedded_rules()]
        for path in given:
            if not path.exists():
                give_up(f"没有「{path}」", "请核对路径")
            if path.is_file() and path.suffix != ".yaml":
                give_up(f"「{path}」不是规则文件，没有动", "规则文件的名称以 .yaml 结尾")
        outcomes = [_format(file, root, check, diff) for file, root in _files(given)]
        done = sum(o == "changed" for o in outcomes)
        unread = sum(o == "unread" for o in outcomes)
        if not diff:
            verb = "要整理" if check else "整理了"
            tail = f"，{unread} 个文件读不了，没有动" if unread else ""
            say(f"{len(outcomes)} 个文件，{verb} {done} 个{tail}。")
        failed = unread or (done and (check or diff))
        raise typer.Exit(options.FOUND if failed else options.FINE)


def _files(paths: list[Path]) -> Iterator[tuple[Path, Path]]:
    """The files to format, each with the rules folder it belongs to."""
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        for file in inside:
            if file.is_file() and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, root_of(file, path if path.is_dir() else None)


def _format(file: Path, root: Path, check: bool, diff: bool) -> str:
    shown = file.relative_to(root).as_posix()
    before = file.read_bytes()
    made = format_file(before, shown)
    if made.text is None:
        for diagnostic in made.diagnostics:
            complain(str(diagnostic))
        return "unread"
    after = made.text.encode()
    if after == before:
        return "same"
    if diff:
        lines = unified_diff(
            before.decode().splitlines(), made.text.splitlines(), shown, shown, lineterm=""
        )
        say("\n".join(lines))
    else:
        if not check:
            file.write_bytes(after)
        say(shown)
    return "changed"
