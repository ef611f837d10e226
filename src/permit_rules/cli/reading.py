"""Reading the files a command is given; what cannot be read ends it in one line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

from permit_rules.cli.failures import give_up
from permit_rules.written.os_reasons import os_reason


def read_file(file: str, what: str = "申请数据") -> bytes:
    """The bytes of a file, or of standard input for ``-``; ends with status 2 without it."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        cannot_open(file, error, what)


def cannot_open(file: str | Path, error: OSError, what: str = "") -> NoReturn:
    """End with status 2: a file is not there, or is none; ``what`` is what it should hold."""
    if isinstance(error, FileNotFoundError):
        give_up(f"找不到文件「{file}」", "请核对路径")
    if isinstance(error, IsADirectoryError):
        give_up(f"「{file}」是文件夹，不是文件", f"请写明{what}文件")
    give_up(f"文件「{file}」打不开（{os_reason(error)}）", "请核对路径")


def refuse_no_folder(*folders: Path | None) -> None:
    """End with status 2 where one of the folders is none, or is not there."""
    for folder in folders:
        if folder is None or folder.is_dir():
            continue
        if folder.exists():
            give_up(f"「{folder}」是文件，不是文件夹", "请写明文件夹")
        give_up(f"没有「{folder}」这个文件夹", "请核对路径")
