"""What only a server can do: be away, have tables of a newer version, show values in messages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from permit_rules.casework.case import Case
from permit_rules.casework.events import Outcome, Submitted
from permit_rules.casework.kept_case import STORE_FORMAT
from permit_rules.casework.store import StoreUnusable
from permit_rules.extras.postgres import PostgresStore
from permit_rules.result import Verdict
from tests.casework.stores.postgres_schemas import new_schema

pytestmark = pytest.mark.postgres


def test_tables_of_a_newer_version_are_refused(postgres: str) -> None:
    new_schema(postgres, "newer")
    PostgresStore(postgres, schema="newer").close()
    engine = sa.create_engine(postgres, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(
            sa.text(f"UPDATE newer.permit_cases_format SET version = {STORE_FORMAT + 1}")
        )

    with pytest.raises(StoreUnusable, match=f"format {STORE_FORMAT + 1}.*install a newer one"):
        PostgresStore(postgres, schema="newer")


def test_an_engine_stays_the_caller_s(postgres: str) -> None:
    new_schema(postgres, "shared")
    engine = sa.create_engine(postgres)
    with PostgresStore(engine, schema="shared") as store:
        store.add(Case(id="1", item="tea"))

    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM shared.permit_cases")).scalar() == 1
    engine.dispose()


def test_no_message_shows_what_an_applicant_typed(postgres: str) -> None:
    new_schema(postgres, "private")
    with PostgresStore(postgres, schema="private") as store:
        with store._engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE private.permit_cases"))
        outcome = Outcome(verdict=Verdict.ACCEPTED, complete=True)
        event = Submitted(on=date(2026, 3, 2), payload={"name": "示例人名"}, outcome=outcome)
        with pytest.raises(StoreUnusable, match="permit_cases") as told:
            store.add(Case(id="1", item="tea", events=(event,)))

    assert "示例人名" not in str(told.value) + str(told.value.__cause__)


def test_a_database_that_cannot_hold_chinese_is_refused(postgres: str) -> None:
    engine = sa.create_engine(postgres, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(
            sa.text("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
        )
    latin = sa.make_url(postgres).set(database="latin")

    with pytest.raises(StoreUnusable, match="LATIN1"):
        PostgresStore(latin)


def test_a_server_that_is_away_and_an_address_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be used"):
        PostgresStore(f"postgresql+psycopg://nobody@/none?host={tmp_path}")
    with pytest.raises(StoreUnusable, match="address"):
        PostgresStore("nowhere")
    with pytest.raises(ValueError, match="not for sqlite"):
        PostgresStore("sqlite://")
