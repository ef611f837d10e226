"""Empty places in a database, one for each test."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from permit_rules.extras.postgres import PostgresStore


def new_schema(address: str, name: str) -> None:
    """Make a schema."""
    engine = sa.create_engine(address, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(sa.schema.CreateSchema(name))


def store_in(address: str, schema: str) -> PostgresStore:
    """A store whose tables lie in that schema."""
    return PostgresStore(address, schema=schema)
