"""What only a file can do: be another file, belong to somebody, be written by other processes."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from permit_rules.casework.case import Case
from permit_rules.casework.kept_case import STORE_FORMAT
from permit_rules.casework.sqlite_store import SQLiteStore
from permit_rules.casework.store import StoreUnusable

WRITER = """
import sys
from permit_rules.casework.case import Case
from permit_rules.casework.events import Delivered
from permit_rules.casework.sqlite_store import SQLiteStore
import datetime
with SQLiteStore(sys.argv[1]) as store:
    for n in range(40):
        store.add(Case(id=f"{sys.argv[2]}-{n}", item="tea"))
        store.append("shared", Delivered(on=datetime.date(2026, 3, 2), how=f"{sys.argv[2]}-{n}"))
"""


def test_processes_write_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    with SQLiteStore(path) as store:
        store.add(Case(id="shared", item="tea"))
    command = (sys.executable, "-c", WRITER, str(path))
    writers = [subprocess.Popen((*command, str(n))) for n in range(3)]

    assert [w.wait() for w in writers] == [0, 0, 0]
    with SQLiteStore(path) as store:
        assert store.count() == 121
        assert len(store.get("shared").events) == 120


def test_the_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    with SQLiteStore(tmp_path / "cases.db") as store:
        store.add(Case(id="1", item="tea"))
        modes = {stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()}

    assert modes == {0o600}


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    SQLiteStore(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {STORE_FORMAT + 1}")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(StoreUnusable, match=f"format {STORE_FORMAT + 1}.*install a newer one"):
        SQLiteStore(path)
    assert path.read_bytes() == before


def test_another_program_s_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE cases (id TEXT)")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(StoreUnusable, match="no store of cases"):
        SQLiteStore(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_a_folder_and_no_folder_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "cases.txt"
    text.write_text("办件" * 2000, "utf-8")

    for path in (text, tmp_path, tmp_path / "missing" / "cases.db"):
        with pytest.raises(StoreUnusable, match="cannot be used"):
            SQLiteStore(path)
    assert text.read_text("utf-8") == "办件" * 2000


def test_a_store_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="is a file"):
        SQLiteStore(":memory:")
