"""Cases read from the files a command is given; what cannot be read ends it in one line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from permit_rules.casework.case import Case
from permit_rules.casework.figures import CasesUnreadable, read_cases
from permit_rules.casework.sqlite_store import SQLiteStore, is_store
from permit_rules.casework.store import StoreUnusable
from permit_rules.cli.failures import give_up
from permit_rules.cli.no_model import in_chinese
from permit_rules.cli.reading import cannot_open


def stored_cases(file: Path) -> Iterator[Case]:
    """The cases of a store in SQLite or a file of JSON Lines, a few at a time in memory."""
    try:
        if is_store(file):
            with SQLiteStore(file) as store:
                yield from store.cases()
        else:
            yield from read_cases(file)
    except OSError as error:
        cannot_open(file, error, "办件")
    except StoreUnusable:
        give_up(f"办件库「{file}」不能使用", "请核对是不是本程序这一版或者以前的版本建的")
    except CasesUnreadable as error:
        why = in_chinese(error.kind, error.where, error.why, one_row=True)
        give_up(f"「{file}」第{error.line}行不是办件（{why}）", "每行应当是一个办件的 JSON")
