"""Rows as bytes that can be put one after the other, and made into a whole file at the end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, Final

from permit_rules.batch.columns import Rows, columns

#: What a spreadsheet needs to see that a text is UTF-8.
_BOM: Final = "\ufeff".encode()

#: With what a text begins that a spreadsheet would take for a formula; a quotation mark stops it.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Format(str, Enum):
    """What a file holds."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


SUFFIXES: Final = {
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".parquet": Format.PARQUET,
}


class Encoder:
    """Writes the rows of an answer in one format, after the columns that were ``kept``."""

    def __init__(self, format: Format, rows: Rows, kept: Sequence[str] = ()) -> None:
        self.format = format
        self.rows = rows
        self.kept = tuple(kept)
        self.names = (*self.kept, *columns(rows))

    def head(self) -> bytes:
        """What stands before the first row."""
        return _BOM + _lines([self.names]) if self.format is Format.CSV else b""

    def encoded(self, rows: Sequence[Sequence[Any]]) -> bytes:
        """The rows as bytes; those of several calls may stand one after the other."""
        if self.format is Format.JSONL:
            return b"".join(map(self._json, rows))
        if self.format is Format.CSV:
            return _lines([[_shown(c) for c in row] for row in rows])
        import pyarrow as pa

        sink = io.BytesIO()
        batch = self._batch(rows)
        with pa.ipc.new_stream(sink, batch.schema) as stream:
            stream.write_batch(batch)
        return sink.getvalue()

    def finished(self, collected: Path, target: Path) -> None:
        """Make the file out of what was put together; ``collected`` is gone afterwards."""
        if self.format is not Format.PARQUET:
            collected.replace(target)
            return
        import pyarrow as pa
        import pyarrow.parquet as pq

        made = target.with_name(f"{target.name}.making")
        schema = self._batch([]).schema
        with collected.open("rb") as source, pq.ParquetWriter(made, schema) as writer:
            while not _at_end(source):
                with pa.ipc.open_stream(source) as stream:
                    for batch in stream:
                        writer.write_batch(batch)
        made.replace(target)
        collected.unlink()

    def _batch(self, rows: Sequence[Sequence[Any]]) -> Any:
        import pyarrow as pa

        from permit_rules.batch.arrow import batch_of, schema_of

        kept = [pa.field(name, pa.string()) for name in self.kept]
        own = len(self.kept)
        told = [(*(_text(c) for c in row[:own]), *row[own:]) for row in rows]
        return batch_of(told, schema_of(self.rows, kept))

    def _json(self, row: Sequence[Any]) -> bytes:
        cells = dict(zip(self.names, row, strict=True))
        text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"), default=str)
        return f"{text}\n".encode("utf-8", "replace")


def _at_end(source: BinaryIO) -> bool:
    here = source.read(1)
    source.seek(-len(here), io.SEEK_CUR)
    return not here


def _lines(rows: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _shown(cell: Any) -> Any:
    """A cell as a spreadsheet may show it: nothing that it would take for a formula."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, date):
        return cell.isoformat()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _text(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return json.dumps(cell, ensure_ascii=False, default=str)
