"""Data frames of PySpark in and out; needs the extra ``spark``.

The rules are broadcast as data and compiled once in each Python worker. Each partition is
answered by itself, so that one that is lost with its worker is simply answered again.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from permit_rules.batch.answering import Answering
from permit_rules.batch.columns import Rows
from permit_rules.checking.checker import Checker
from permit_rules.checking.situation import Unobserved
from permit_rules.extras.frames import answer_schema, answers, without_row
from permit_rules.loading import load
from permit_rules.model.library import Library

try:
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] not in ("pyarrow", "pyspark"):
        raise
    raise ModuleNotFoundError(
        f"frames of Spark need {missing.name}: install permit-rules[spark]", name=missing.name
    ) from None

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def check(
    df: DataFrame,
    *,
    item: str | None,
    place: str | None,
    rows: str | Rows = Rows.APPLICATIONS,
    keep: Sequence[str] = (),
    library: Library | None = None,
    unobserved: Unobserved = "unknown",
) -> DataFrame:
    """The answers to all applications of a data frame, made where its partitions are.

    As :func:`permit_rules.extras.frames.check`, with two differences: nothing is done before the
    answer is used, and since rows of Spark have no order there is no column ``row`` – ``keep``
    what tells the applications apart. The library must be installed where the workers run.

    Raises:
        KeyError: a column of ``keep`` is not there.
        ValueError: a column of ``keep`` has the name of one of the answer.
        UnknownItem: the rules have no such item at that place.
    """
    wanted = Rows(rows)
    rulebook = library or load()
    # What is wrong with the question is said here, not in a worker far away.
    Checker(rulebook, item, place, unobserved=unobserved).close()
    asked = to_arrow_schema(df.schema)
    schema = without_row(answer_schema(asked, wanted, keep))
    worker = Worker(
        df.sparkSession.sparkContext.broadcast(pickle.dumps(rulebook)),
        (rulebook.digest, item, place, unobserved, wanted),
        tuple(keep),
        schema,
    )
    return df.mapInArrow(worker, from_arrow_schema(schema))


class Worker:
    """Answers the batches of one partition; sent to the workers with the broadcast rules."""

    def __init__(
        self,
        rules: Any,
        question: tuple[str, str | None, str | None, Unobserved, Rows],
        keep: tuple[str, ...],
        schema: pa.Schema,
    ) -> None:
        self._rules = rules
        self._question = question
        self._keep = keep
        self._schema = schema

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers to the batches of a partition."""
        answering = self._answering()
        for batch in batches:
            yield from answers(answering, batch, self._schema, self._keep, None)

    def _answering(self) -> Answering:
        known = _OPENED.get(self._question)
        if known is None:
            _, item, place, unobserved, rows = self._question
            library = pickle.loads(self._rules.value)
            known = Answering(Checker(library, item, place, unobserved=unobserved), rows)
            # A worker serves one question for long; what it was asked before is let go.
            _OPENED.clear()
            _OPENED[self._question] = known
        return known


#: What a worker keeps between partitions.
_OPENED: dict[tuple[str, str | None, str | None, Unobserved, Rows], Answering] = {}
