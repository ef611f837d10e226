"""The stores under test; the one in PostgreSQL gets a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from permit_rules.casework.sqlite_store import SQLiteStore
from permit_rules.casework.store import CaseStore
from tests.postgres_server import ServerMissing, private_server

#: Opens the store under test, each time anew and each time on the same data.
Opener = Callable[[], CaseStore]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a database; where there is no server, the tests fail and say what to do."""
    with ExitStack() as stack:
        try:
            address = stack.enter_context(private_server())
        except ServerMissing as missing:
            pytest.fail(str(missing))
        yield address


_SCHEMAS = count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens stores on the same new and empty data; all are closed afterwards."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield lambda: stack.enter_context(SQLiteStore(tmp_path / "cases.db"))
            return
        from tests.casework.stores.postgres_schemas import new_schema, store_in

        address = request.getfixturevalue("postgres")
        schema = f"t{next(_SCHEMAS)}"
        new_schema(address, schema)
        yield lambda: stack.enter_context(store_in(address, schema))


@pytest.fixture
def store(opener: Opener) -> CaseStore:
    """An empty store."""
    return opener()
