"""Columns of Apache Arrow in and out; needs pyarrow, the extra ``batch``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from permit_rules.batch.columns import Rows, columns
from permit_rules.batch.flat import FlatPayloads

try:
    import pyarrow as pa
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] != "pyarrow":
        raise
    raise ModuleNotFoundError(
        "columns and Parquet need pyarrow: install permit-rules[batch]", name=missing.name
    ) from None

#: How many rows are taken out of columns at a time.
SLICE: Final = 4096
_TYPES: Final = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), date: pa.date32()}


def schema_of(rows: Rows, kept: Sequence[pa.Field] = ()) -> pa.Schema:
    """The schema of an answer; ``kept`` are the columns of the question that come first."""
    own = [pa.field(name, _TYPES[kind]) for name, kind in columns(rows).items()]
    return pa.schema([*kept, *own])


def payloads_of(batch: pa.RecordBatch, without: Sequence[str] = ()) -> Iterator[Any]:
    """The payload of each row; the columns named in ``without`` are nobody's facts."""
    names = [n for n in batch.schema.names if n not in without]
    flat = FlatPayloads(names)
    chosen = batch.select(names)
    for start in range(0, chosen.num_rows, SLICE):
        part = chosen.slice(start, SLICE)
        # One list a column; the rows are then only put together.
        cells = [column.to_pylist() for column in part.columns]
        if cells:
            yield from map(flat.payload, zip(*cells, strict=True))
        else:
            yield from ({} for _ in range(part.num_rows))


def batch_of(rows: Iterable[Sequence[Any]], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as columns."""
    turned = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(c, type=f.type) for c, f in zip(turned, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
