"""Frames in and out: the rows of a batch, whatever kind of frame."""

from __future__ import annotations

import json
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.batch.columns import Rows, columns, rows_of
from tests.teahouse import IN_ORDER, RULES, application

pytestmark = pytest.mark.extra("pyarrow", "pandas", "polars")


@pytest.fixture(scope="module")
def library() -> pr.Library:
    return pr.load(RULES)


def _columns() -> dict[str, list[Any]]:
    payloads = [IN_ORDER, application(without=("申请书",)), application(facts={"座位数": 120})]
    return {
        "编号": [11, 12, 13],
        "received_on": [p["received_on"] for p in payloads],
        "channel": ["paper"] * 3,
        "applicant.name": ["清风茶馆"] * 3,
        **{k: [_flat(p["facts"].get(k)) for p in payloads] for k in IN_ORDER["facts"]},
        "materials.申请书.copies": [2, None, 2],
        "materials.申请书.signed": [True, None, True],
    }


def _flat(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _wanted(library: pr.Library, rows: Rows) -> list[dict[str, Any]]:
    checker = pr.Checker(library, "teahouse", "")
    told = []
    for n in range(3):
        row = {k: v[n] for k, v in _columns().items()}
        facts = {
            k: json.loads(row[k]) if row[k].startswith("[") else row[k] for k in IN_ORDER["facts"]
        }
        form = {"name": "申请书", "copies": 2, "signed": True}
        result = checker.check(
            {
                "received_on": row["received_on"],
                "channel": "paper",
                "applicant": {"name": "清风茶馆"},
                "facts": facts,
                "materials": [] if n == 1 else [form],
            }
        )
        for cells in rows_of(pr.Outline.of(result), rows):
            own = (row["编号"], n + 1, result.received_on, *cells)
            told.append(dict(zip(("编号", *columns(rows)), own, strict=True)))
    return told


@pytest.mark.parametrize("rows", list(Rows))
def test_every_kind_of_frame(library: pr.Library, rows: Rows) -> None:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from permit_rules.extras.frames import check

    given: dict[str, Any] = {"item": "teahouse", "place": "", "rows": rows.value, "keep": ["编号"]}
    wanted = _wanted(library, rows)
    table = check(pa.table(_columns()), library=library, **given)
    assert table.to_pylist() == wanted
    polars = check(pl.DataFrame(_columns()), library=library, **given)
    assert isinstance(polars, pl.DataFrame)
    assert polars.to_dicts() == wanted
    pandas = check(pd.DataFrame(_columns()), library=library, **given)
    assert isinstance(pandas, pd.DataFrame)
    assert pa.Table.from_pandas(pandas, preserve_index=False).to_pylist() == wanted


def test_a_frame_of_payloads_and_an_empty_one(library: pr.Library) -> None:
    import pyarrow as pa

    from permit_rules.extras.frames import check

    texts = [json.dumps(IN_ORDER, ensure_ascii=False), "{", None]
    done = check(pa.table({"payload": texts}), item="teahouse", place="", library=library)
    assert done.column("verdict").to_pylist() == ["accepted", "cannot_tell", "cannot_tell"]
    empty = pa.table({"座位数": pa.array([], pa.string())})
    assert check(empty, item="teahouse", place="", library=library).num_rows == 0


def test_a_wrong_frame_or_column(library: pr.Library) -> None:
    import pyarrow as pa

    from permit_rules.extras.frames import check

    with pytest.raises(TypeError, match="list"):
        check([1], item="teahouse", place="", library=library)
    with pytest.raises(KeyError):
        check(pa.table({"a": [1]}), item="teahouse", place="", keep=["b"], library=library)
    with pytest.raises(ValueError, match="verdict"):
        check(
            pa.table({"verdict": [1]}),
            item="teahouse",
            place="",
            keep=["verdict"],
            library=library,
        )
    with pytest.raises(pr.UnknownItem):
        check(pa.table({"a": [1]}), item="coffee", place="", library=library)


def test_parquet_in_and_out(tmp_path: Any, library: pr.Library) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from permit_rules.batch.encoding import Format
    from permit_rules.batch.run import Job, run

    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table(_columns()), source)
    job = Job(
        source=source,
        read=Format.PARQUET,
        target=target,
        write=Format.PARQUET,
        kept=("编号",),
        part=2,
    )
    run(pr.Checker(library, "teahouse", ""), job)
    wanted = [{**row, "编号": str(row["编号"])} for row in _wanted(library, Rows.APPLICATIONS)]
    assert pq.read_table(target).to_pylist() == wanted
