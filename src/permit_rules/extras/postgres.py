"""Cases in PostgreSQL, through SQLAlchemy; needs the extra ``postgres``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final

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

try:
    import sqlalchemy as sa
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.exc import SQLAlchemyError
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] != "sqlalchemy":
        raise
    raise ModuleNotFoundError(
        "a store in PostgreSQL needs sqlalchemy: install permit-rules[postgres]",
        name=missing.name,
    ) from None

#: Whoever makes the tables holds this lock, so that two that start at once do not collide.
_MAKING: Final = 0x50526373


class PostgresStore:
    """Cases in two tables, ``permit_cases`` and ``permit_cases_format``, made where they are not.

    A :class:`~permit_rules.casework.store.CaseStore`. ``where`` is the address of a database
    (``postgresql+psycopg://user@host/name``) or an engine of SQLAlchemy, which then stays open
    when the store is closed. ``schema`` is the schema of the tables, which must exist; None: the
    first of the search path. An engine must not be used after a fork (call its ``dispose`` there).

    Raises:
        StoreUnusable: the server cannot be reached, the database is not in UTF-8, or the tables
            were made by a newer version of the library.
        ModuleNotFoundError: the driver that the address names is not installed.
    """

    def __init__(self, where: str | sa.URL | sa.Engine, *, schema: str | None = None) -> None:
        self._own = not isinstance(where, sa.Engine)
        try:
            self._engine = _engine_at(where)
        except SQLAlchemyError as error:
            raise StoreUnusable(f"the address cannot be used: {_words(error)}") from error
        if self._engine.dialect.name != "postgresql":
            raise ValueError(f"the store is for postgresql, not for {self._engine.dialect.name}")
        self._closed = False
        metadata = sa.MetaData(schema=schema)
        self._cases = _cases_table(metadata)
        self._format = sa.Table(
            "permit_cases_format", metadata, sa.Column("version", sa.Integer, primary_key=True)
        )
        with self._writing() as connection:
            self._prepare(connection, metadata)

    def add(self, case: Case) -> None:
        """Keep a new case; see :meth:`CaseStore.add`."""
        self.add_many((case,))

    def add_many(self, cases: Iterable[Case]) -> int:
        """Keep many new cases, all or none; see :meth:`CaseStore.add_many`."""
        # A conflict that raised would end the transaction before anybody can ask which it was.
        insert = postgresql.insert(self._cases).on_conflict_do_nothing()
        insert = insert.execution_options(preserve_rowcount=True)
        total = 0
        with self._writing() as connection:
            for chunk in in_chunks(cases):
                step = connection.begin_nested()
                written = connection.execute(insert, [row._asdict() for row in chunk]).rowcount
                if written != len(chunk):
                    step.rollback()
                    known = self._known(connection, chunk)
                    raise CaseExists(f"a case {first_twice(chunk, known)!r} is kept")
                step.commit()
                total += len(chunk)
        return total

    def get(self, case_id: str) -> Case:
        """The case of that id; see :meth:`CaseStore.get`."""
        with self._reading() as connection:
            return read_case(self._body(connection, column(case_id)))

    def put(self, case: Case, *, replacing: Case) -> None:
        """Keep a case in place of what the caller had read; see :meth:`CaseStore.put`."""
        if case.id != replacing.id:
            raise ValueError(f"a case {case.id!r} cannot replace {replacing.id!r}")
        new, old = kept(case), kept(replacing)
        with self._writing() as connection:
            self._update(connection, new, old.digest)

    def append(self, case_id: str, *events: Event, expected: int | None = None) -> Case:
        """Add events to the end of a journal; see :meth:`CaseStore.append`."""
        with self._writing() as connection:
            case = read_case(self._body(connection, column(case_id), lock=True))
            if expected is not None and len(case.events) != expected:
                raise CaseChanged(f"case {case_id!r} has {len(case.events)} events, not {expected}")
            longer = case.with_event(*events)
            self._update(connection, kept(longer), kept(case).digest)
        return longer

    def cases(self, selection: Selection = EVERY_CASE) -> Iterator[Case]:
        """The cases in the order of their ids; see :meth:`CaseStore.cases`."""
        columns = self._cases.c
        wanted = sa.select(columns.body).where(*self._tests(selection)).order_by(columns.id)
        with self._reading() as connection:
            # One statement sees one state, however much is written while it is read.
            streaming = connection.execution_options(yield_per=CHUNK)
            yield from (read_case(body) for body in streaming.execute(wanted).scalars())

    def count(self, selection: Selection = EVERY_CASE) -> int:
        """How many cases the selection has."""
        wanted = sa.select(sa.func.count()).select_from(self._cases)
        with self._reading() as connection:
            return connection.execute(wanted.where(*self._tests(selection))).scalar_one()

    def close(self) -> None:
        """Close the connections, if the store opened them."""
        self._closed = True
        if self._own:
            self._engine.dispose()

    def __enter__(self) -> PostgresStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ---- the tables ----------------------------------------------------------------------------

    def _prepare(self, connection: sa.Connection, metadata: sa.MetaData) -> None:
        encoding = connection.execute(sa.text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise StoreUnusable(f"the database is in {encoding}; a store of cases needs UTF8")
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MAKING)))
        if not sa.inspect(connection).has_table(self._format.name, schema=metadata.schema):
            metadata.create_all(connection)
            connection.execute(self._format.insert().values(version=STORE_FORMAT))
        version = connection.execute(sa.select(sa.func.max(self._format.c.version))).scalar()
        if version is None or version < STORE_FORMAT:
            raise StoreUnusable(f"the store has format {version}, which never existed")
        if version > STORE_FORMAT:
            raise StoreUnusable(
                f"the store has format {version}; this version of permit_rules reads up to"
                f" {STORE_FORMAT}: install a newer one"
            )

    def _body(self, connection: sa.Connection, case_id: str, *, lock: bool = False) -> str:
        wanted = sa.select(self._cases.c.body).where(self._cases.c.id == case_id)
        body = connection.execute(wanted.with_for_update() if lock else wanted).scalar()
        if body is None:
            raise CaseMissing(f"no case {case_id!r} is kept")
        return str(body)

    def _update(self, connection: sa.Connection, new: KeptCase, digest: str) -> None:
        columns = self._cases.c
        same = sa.and_(columns.id == new.id, columns.digest == digest)
        if connection.execute(self._cases.update().where(same).values(new._asdict())).rowcount:
            return
        self._body(connection, new.id)
        raise CaseChanged(f"case {new.id!r} was changed in between")

    def _known(self, connection: sa.Connection, chunk: list[KeptCase]) -> frozenset[str]:
        ids = self._cases.c.id
        wanted = sa.select(ids).where(ids.in_([row.id for row in chunk]))
        return frozenset(connection.execute(wanted).scalars())

    def _tests(self, selection: Selection) -> list[sa.ColumnElement[bool]]:
        columns = self._cases.c
        office, item = selection.office, selection.item
        tests: list[tuple[Any, Any]] = [
            (columns.item.__eq__, None if item is None else column(item)),
            (columns.office.__eq__, None if office is None else column(office)),
            (columns.received_on.__ge__, selection.received_since),
            (columns.received_on.__lt__, selection.received_until),
            (columns.decided_on.__ge__, selection.decided_since),
            (columns.decided_on.__lt__, selection.decided_until),
        ]
        return [test(value) for test, value in tests if value is not None]

    # ---- transactions --------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """A connection; what the database says becomes one exception of the library."""
        if self._closed:
            raise StoreUnusable("the store is closed")
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnusable(f"the store cannot be used: {_words(error)}") from error

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._reading() as connection, connection.begin():
            yield connection


def _engine_at(where: str | sa.URL | sa.Engine) -> sa.Engine:
    # What is written is what applicants typed: no message shows it.
    return where if isinstance(where, sa.Engine) else sa.create_engine(where, hide_parameters=True)


def _words(error: SQLAlchemyError) -> str:
    """What went wrong, without the values that were to be written."""
    return str(error.args[0]).strip() if error.args else type(error).__name__


def _cases_table(metadata: sa.MetaData) -> sa.Table:
    table = sa.Table(
        "permit_cases",
        metadata,
        # By code point, whatever the language of the database.
        sa.Column("id", sa.Text(collation="C"), primary_key=True),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date),
        sa.Column("decided_on", sa.Date),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    sa.Index("permit_cases_by_item", table.c.item, table.c.received_on)
    sa.Index("permit_cases_by_office", table.c.office, table.c.received_on)
    return table
