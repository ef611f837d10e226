"""The store that needs no server: cases in one SQLite file, with the standard library alone."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Final

from permit_rules.casework.case import Case
from permit_rules.casework.events import Event
from permit_rules.casework.kept_case import (
    CHUNK,
    STORE_FORMAT,
    KeptCase,
    column,
    first_twice,
    in_chunks,
    kept,
    read_case,
)
from permit_rules.casework.store import (
    EVERY_CASE,
    CaseChanged,
    CaseExists,
    CaseMissing,
    Selection,
    StoreUnusable,
)

#: Tells a store of cases from every other SQLite file ("PRcs").
APPLICATION_ID: Final = 0x50526373
#: How long a write waits for another one, in seconds.
PATIENCE: Final = 30.0

_TABLES: Final = (
    """CREATE TABLE cases (
        id TEXT NOT NULL PRIMARY KEY,
        item TEXT NOT NULL,
        office TEXT NOT NULL,
        received_on TEXT,
        decided_on TEXT,
        events INTEGER NOT NULL,
        digest TEXT NOT NULL,
        body TEXT NOT NULL
    )""",
    "CREATE INDEX cases_by_item ON cases (item, received_on)",
    "CREATE INDEX cases_by_office ON cases (office, received_on)",
)
_INSERT: Final = "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_UPDATE: Final = (
    "UPDATE cases SET item = ?, office = ?, received_on = ?, decided_on = ?, events = ?,"
    " digest = ?, body = ? WHERE id = ? AND digest = ?"
)


#: How every file of SQLite begins.
_MAGIC: Final = b"SQLite format 3\0"


def is_store(path: str | os.PathLike[str]) -> bool:
    """Whether a file is one of SQLite; whose, opening it as a store tells.

    Raises:
        OSError: it cannot be read.
    """
    with open(path, "rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


class SQLiteStore:
    """Cases in the file ``path``, which is made, readable by its owner alone, where there is none.

    A :class:`~permit_rules.casework.store.CaseStore`. Each method at work has a connection of its
    own; writers, also in other processes, wait for each other up to ``PATIENCE`` seconds, readers
    for nobody (write-ahead log). The file must lie on a local disk: SQLite's locks do not hold on
    network file systems.

    Raises:
        StoreUnusable: the file cannot be opened, is no store of cases, or was written by a newer
            version of the library.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        if self.path.name == ":memory:":
            raise ValueError("a store of cases is a file, because every thread opens it anew")
        self._idle: list[sqlite3.Connection] = []
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._closed = False
        try:
            self._make_file()
        except OSError as error:
            raise StoreUnusable(f"{self.path} cannot be used: {error}") from error
        self._prepare()

    def add(self, case: Case) -> None:
        """Keep a new case; see :meth:`CaseStore.add`."""
        self.add_many((case,))

    def add_many(self, cases: Iterable[Case]) -> int:
        """Keep many new cases, all or none; see :meth:`CaseStore.add_many`."""
        total = 0
        with self._writing() as connection:
            for chunk in in_chunks(cases):
                connection.execute("SAVEPOINT chunk")
                try:
                    connection.executemany(_INSERT, map(_values, chunk))
                except sqlite3.IntegrityError:
                    connection.execute("ROLLBACK TO chunk")
                    known = _known(connection, chunk)
                    raise CaseExists(f"a case {first_twice(chunk, known)!r} is kept") from None
                connection.execute("RELEASE chunk")
                total += len(chunk)
        return total

    def get(self, case_id: str) -> Case:
        """The case of that id; see :meth:`CaseStore.get`."""
        with self._connection() as connection:
            return read_case(_body(connection, column(case_id)))

    def put(self, case: Case, *, replacing: Case) -> None:
        """Keep a case in place of what the caller had read; see :meth:`CaseStore.put`."""
        if case.id != replacing.id:
            raise ValueError(f"a case {case.id!r} cannot replace {replacing.id!r}")
        new, old = kept(case), kept(replacing)
        with self._writing() as connection:
            _update(connection, new, old.digest)

    def append(self, case_id: str, *events: Event, expected: int | None = None) -> Case:
        """Add events to the end of a journal; see :meth:`CaseStore.append`."""
        with self._writing() as connection:
            case = read_case(_body(connection, column(case_id)))
            if expected is not None and len(case.events) != expected:
                raise CaseChanged(f"case {case_id!r} has {len(case.events)} events, not {expected}")
            longer = case.with_event(*events)
            _update(connection, kept(longer), kept(case).digest)
        return longer

    def cases(self, selection: Selection = EVERY_CASE) -> Iterator[Case]:
        """The cases in the order of their ids; see :meth:`CaseStore.cases`."""
        where, values = _where(selection)
        with self._connection() as connection:
            # One statement sees one state, however much is written while it is read.
            cursor = connection.execute(f"SELECT body FROM cases{where} ORDER BY id", values)
            try:
                while rows := cursor.fetchmany(CHUNK):
                    yield from (read_case(body) for (body,) in rows)
            finally:
                cursor.close()

    def count(self, selection: Selection = EVERY_CASE) -> int:
        """How many cases the selection has."""
        where, values = _where(selection)
        with self._connection() as connection:
            found = connection.execute(f"SELECT count(*) FROM cases{where}", values)
            return int(found.fetchone()[0])

    def close(self) -> None:
        """Close the connections; what is still at work closes its own when it is done."""
        with self._lock:
            idle, self._idle = self._idle, []
            self._closed = True
        for connection in idle:
            connection.close()

    def __enter__(self) -> SQLiteStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ---- connections -------------------------------------------------------------------------

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses; SQLite's errors become one of the library."""
        try:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)
        except sqlite3.Error as error:
            raise StoreUnusable(f"{self.path} cannot be used: {error}") from error

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise StoreUnusable(f"the store {self.path} is closed")
            if self._process != os.getpid():
                # What came over a fork is the other process's; kept, because letting go closes it.
                self._left_alone, self._idle = self._idle, []
                self._process = os.getpid()
            if self._idle:
                return self._idle.pop()
        connection = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _make_file(self) -> None:
        # Cases hold what applicants typed: nobody but the owner reads the file.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))

    def _prepare(self) -> None:
        with self._connection() as connection:
            self._check(connection, made=_is_made(connection))
            _with_write_ahead_log(connection)
        with self._writing() as writing:
            made = _is_made(writing)  # perhaps by another process, just now
            self._check(writing, made=made)
            if not made:
                for statement in _TABLES:
                    writing.execute(statement)
                writing.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                writing.execute(f"PRAGMA user_version = {STORE_FORMAT}")

    def _check(self, connection: sqlite3.Connection, *, made: bool) -> None:
        if not made:
            return
        if _pragma(connection, "application_id") != APPLICATION_ID:
            raise StoreUnusable(f"{self.path} is an SQLite file, but no store of cases")
        version = _pragma(connection, "user_version")
        if version > STORE_FORMAT:
            raise StoreUnusable(
                f"{self.path} has store format {version}; this version of permit_rules reads up"
                f" to {STORE_FORMAT}: install a newer one"
            )
        if version < STORE_FORMAT:
            raise StoreUnusable(f"{self.path} has store format {version}, which never existed")


def _values(row: KeptCase) -> tuple[str | int | None, ...]:
    return tuple(v.isoformat() if isinstance(v, date) else v for v in row)


def _body(connection: sqlite3.Connection, case_id: str) -> str:
    found = connection.execute("SELECT body FROM cases WHERE id = ?", (case_id,)).fetchone()
    if found is None:
        raise CaseMissing(f"no case {case_id!r} is kept")
    return str(found[0])


def _update(connection: sqlite3.Connection, new: KeptCase, digest: str) -> None:
    _, *values = _values(new)
    if connection.execute(_UPDATE, (*values, new.id, digest)).rowcount:
        return
    _body(connection, new.id)
    raise CaseChanged(f"case {new.id!r} was changed in between")


def _known(connection: sqlite3.Connection, chunk: list[KeptCase]) -> frozenset[str]:
    marks = ", ".join("?" * len(chunk))
    found = connection.execute(
        f"SELECT id FROM cases WHERE id IN ({marks})", [row.id for row in chunk]
    )
    return frozenset(row[0] for row in found)


def _where(selection: Selection) -> tuple[str, list[str]]:
    tests = {
        "item = ?": None if selection.item is None else column(selection.item),
        "office = ?": None if selection.office is None else column(selection.office),
        "received_on >= ?": _day(selection.received_since),
        "received_on < ?": _day(selection.received_until),
        "decided_on >= ?": _day(selection.decided_since),
        "decided_on < ?": _day(selection.decided_until),
    }
    used = {test: value for test, value in tests.items() if value is not None}
    where = f" WHERE {' AND '.join(used)}" if used else ""
    return where, list(used.values())


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _is_made(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return bool(found) or _pragma(connection, "application_id") != 0


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _with_write_ahead_log(connection: sqlite3.Connection) -> None:
    # Two processes that open a new file at once: SQLite does not wait here by itself.
    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)
