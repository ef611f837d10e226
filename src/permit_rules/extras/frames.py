"""Frames of pandas, polars and Arrow in and out; needs the extra ``frames``.

Each row of a frame is an application with a column a fact (:mod:`permit_rules.batch.flat`), or,
where there is but one column named ``payload``, with the whole of it as JSON text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, Final, TypeVar

from permit_rules.batch.answering import Answering
from permit_rules.batch.arrow import batch_of, payloads_of, schema_of
from permit_rules.batch.columns import OWN, Rows, kept_beside
from permit_rules.checking.checker import Checker
from permit_rules.checking.situation import Unobserved
from permit_rules.loading import load
from permit_rules.model.library import Library

try:
    import pyarrow as pa
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] != "pyarrow":
        raise
    raise ModuleNotFoundError(
        "frames need pyarrow: install permit-rules[frames]", name=missing.name
    ) from None

Frame = TypeVar("Frame")

#: How many applications are made into one batch of columns.
BATCH: Final = 4096


def check(
    frame: Frame,
    *,
    item: str | None,
    place: str | None,
    rows: str | Rows = Rows.APPLICATIONS,
    keep: Sequence[str] = (),
    library: Library | None = None,
    unobserved: Unobserved = "unknown",
) -> Frame:
    """The answers to all applications of a frame, as a frame of the same kind.

    Args:
        frame: a DataFrame of pandas or polars, or a Table of pyarrow.
        item: as for :class:`permit_rules.Checker`.
        place: as for :class:`permit_rules.Checker`.
        rows: ``"applications"`` – one row an application – or ``"findings"``; the columns are
            those of :func:`permit_rules.batch.columns.columns`. ``row`` counts from 1.
        keep: columns that are no part of the application, and come first in the answer.
        library: the rules; None for those that come with the library.
        unobserved: as for :class:`permit_rules.Checker`.

    Raises:
        KeyError: a column of ``keep`` is not there.
        ValueError: a column of ``keep`` has the name of one of the answer.
        TypeError: ``frame`` is none of these kinds.
        UnknownItem, EngineFault, EngineLimit: as :class:`permit_rules.Checker`.
    """
    table = _table(frame)
    checker = Checker(library or load(), item, place, unobserved=unobserved)
    wanted = Rows(rows)
    schema = answer_schema(table.schema, wanted, keep)
    answering = Answering(checker, wanted)
    numbers = count(1)
    try:
        made = pa.Table.from_batches(
            [
                answer
                for batch in table.to_batches(max_chunksize=BATCH)
                for answer in answers(answering, batch, schema, keep, numbers)
            ],
            schema=schema,
        )
    finally:
        checker.close()
    return _like(frame, made)


def answer_schema(asked: pa.Schema, rows: Rows, keep: Sequence[str]) -> pa.Schema:
    """The columns of an answer; without ``row`` where the rows of a question have no order.

    Raises:
        KeyError: a column of ``keep`` is not there.
        ValueError: a column of ``keep`` has the name of one of the answer.
    """
    try:
        kept = kept_beside(keep, rows)
    except ValueError as twice:
        raise ValueError(f"the answer has a column {twice} of its own: rename it") from None
    return schema_of(rows, [asked.field(name) for name in kept])


def answers(
    answering: Answering,
    batch: pa.RecordBatch,
    schema: pa.Schema,
    keep: Sequence[str],
    numbers: Iterator[int] | None,
) -> Iterator[pa.RecordBatch]:
    """The answers to a batch; with ``numbers`` None they have no column ``row``."""
    kept = [batch.column(name).to_pylist() for name in keep]
    beside: Iterator[tuple[Any, ...]] = (
        zip(*kept, strict=True) if kept else iter([()] * batch.num_rows)
    )
    made: list[Sequence[Any]] = []
    for payload, own in zip(payloads_of(batch, keep), beside, strict=True):
        answered = answering.answer(payload)
        number = () if numbers is None else (next(numbers),)
        head = (*own, *number, answered.received_on)
        made.extend((*head, *cells) for cells in answered.rows)
        if len(made) >= BATCH:
            yield batch_of(made, schema)
            made = []
    if made:
        yield batch_of(made, schema)


def without_row(schema: pa.Schema) -> pa.Schema:
    """The columns of an answer to rows that have no order."""
    first = next(iter(OWN))
    return pa.schema([f for f in schema if f.name != first])


def _table(frame: object) -> pa.Table:
    if isinstance(frame, pa.Table):
        return frame
    kind = _kind(frame)
    if kind == "pandas":
        return pa.Table.from_pandas(frame, preserve_index=False)
    if kind == "polars":
        table = frame.to_arrow()  # type: ignore[attr-defined]
        assert isinstance(table, pa.Table)
        return table
    raise TypeError(
        f"a frame of pandas, polars or pyarrow is checked, not a {type(frame).__name__}"
    )


def _like(frame: Frame, table: pa.Table) -> Frame:
    made: Any = table
    if isinstance(frame, pa.Table):
        pass
    elif _kind(frame) == "pandas":
        import pandas as pd

        made = table.to_pandas(types_mapper=_nullable(pd).get)
    else:
        import polars as pl

        made = pl.from_arrow(table)
    return made  # type: ignore[no-any-return]


def _kind(frame: object) -> str:
    kind = type(frame)
    return kind.__module__.partition(".")[0] if kind.__name__ == "DataFrame" else ""


def _nullable(pd: Any) -> dict[pa.DataType, Any]:
    """What of pandas can hold nothing without turning numbers into floats."""
    return {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
