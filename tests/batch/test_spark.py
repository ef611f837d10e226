"""Data frames of Spark, with workers of a real local executor: one of them is killed."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import permit_rules as pr
from permit_rules.batch.columns import Rows, columns, rows_of
from tests.teahouse import RULES, application

pytestmark = pytest.mark.extra("pyspark")

NUMBER: Final = 80


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    before = os.environ.get("PYSPARK_PYTHON")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    built = (
        # Two tries of each task: in a local executor Spark gives up at the first failure else.
        SparkSession.builder.master("local[2,3]")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.local.dir", str(folder))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "10")
        .getOrCreate()
    )
    yield built
    built.stop()
    del os.environ["PYSPARK_PYTHON"]
    if before is not None:
        os.environ["PYSPARK_PYTHON"] = before


def _payloads() -> list[dict[str, Any]]:
    return [
        application(facts={"座位数": n}, without=("申请书",) if n % 3 else ())
        for n in range(NUMBER)
    ]


def _frame(spark: Any) -> Any:
    rows = [(n, json.dumps(p, ensure_ascii=False)) for n, p in enumerate(_payloads())]
    return spark.createDataFrame(rows, "which int, payload string").repartition(4, "which")


def _wanted(rows: Rows) -> list[tuple[Any, ...]]:
    checker = pr.Checker(pr.load(RULES), "teahouse", "")
    return [
        (n, result.received_on, *cells)
        for n, result in enumerate(map(checker.check, _payloads()))
        for cells in rows_of(pr.Outline.of(result), rows)
    ]


@pytest.mark.parametrize("rows", list(Rows))
def test_the_rows_of_checks_one_by_one(spark: Any, rows: Rows) -> None:
    from permit_rules.extras.spark import check

    done = check(
        _frame(spark), item="teahouse", place="", rows=rows, keep=["which"], library=pr.load(RULES)
    )
    assert done.columns == ["which", *list(columns(rows))[1:]]
    assert sorted(map(tuple, done.collect()), key=lambda r: (r[0], str(r[2]))) == sorted(
        _wanted(rows), key=lambda r: (r[0], str(r[2]))
    )


def test_a_worker_that_is_killed(spark: Any, tmp_path: Path) -> None:
    from permit_rules.extras.spark import check

    mark = str(tmp_path / "killed")

    def kills_itself_once(batches: Iterator[Any]) -> Iterator[Any]:
        for number, batch in enumerate(batches):
            if number == 1:
                try:
                    os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    pass
                else:
                    os.kill(os.getpid(), signal.SIGKILL)
            yield batch

    frame = _frame(spark)
    dying = frame.mapInArrow(kills_itself_once, frame.schema)
    done = check(dying, item="teahouse", place="", keep=["which"], library=pr.load(RULES))
    assert sorted(map(tuple, done.collect())) == _wanted(Rows.APPLICATIONS)
    assert Path(mark).exists(), "no worker was killed"


def test_a_wrong_item_is_said_at_once(spark: Any) -> None:
    from permit_rules.extras.spark import check

    with pytest.raises(pr.UnknownItem):
        check(_frame(spark), item="coffee", place="", library=pr.load(RULES))
