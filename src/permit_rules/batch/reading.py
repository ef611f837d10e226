"""A file of applications → one payload a row, with what of the row is kept beside the answer."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from permit_rules.batch.answering import exact_object
from permit_rules.batch.encoding import Format
from permit_rules.batch.flat import FlatPayloads
from permit_rules.checking.payload import MAX_BYTES

#: What stands for a row that cannot be read as one: a check says what is wrong with it.
UNREADABLE: Final = b"\xff"
#: How much at the beginning and at the end of a file tells it from another one.
_ENDS: Final = 1024 * 1024
#: How many rows of columns are read at a time.
_BATCH: Final = 8192


class UnusableTable(ValueError):
    """A file cannot be read as a table of applications; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One application as it stands in a file, with the cells that are ``kept`` beside it."""

    payload: Any
    kept: tuple[Any, ...] = ()


def asked(path: Path, format: Format, kept: Sequence[str], encoding: str) -> Iterator[Asked]:
    """The applications of a file in their order; nothing but the row at hand is in memory.

    Raises:
        UnusableTable: the file is no table of this format, or lacks a column that is kept.
        OSError: the file cannot be read.
    """
    read: Callable[[Path, Sequence[str], str], Iterator[Asked]] = {
        Format.JSONL: _json_lines,
        Format.CSV: _csv,
        Format.PARQUET: _parquet,
    }[format]
    return read(path, kept, encoding)


def fingerprint(path: Path) -> str:
    """What tells a file from another one: its size, its beginning and its end."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        digest.update(file.read(_ENDS))
        file.seek(max(0, size - _ENDS))
        digest.update(file.read(_ENDS))
    return digest.hexdigest()


# ---- JSON Lines ----------------------------------------------------------------------------------


def _json_lines(path: Path, kept: Sequence[str], encoding: str) -> Iterator[Asked]:
    with path.open("rb") as file:
        while line := file.readline(MAX_BYTES + 1):
            if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                _to_the_end(file)
            yield _line(line, kept, encoding)


def _to_the_end(file: BinaryIO) -> None:
    while (more := file.readline(MAX_BYTES)) and not more.endswith(b"\n"):
        pass


def _line(line: bytes, kept: Sequence[str], encoding: str) -> Asked:
    if encoding not in ("utf-8", "utf8"):
        try:
            line = line.decode(encoding).encode()
        except UnicodeError:
            line = UNREADABLE
    if not kept:
        return Asked(line.rstrip(b"\r\n"))
    found = exact_object(line)
    if found is None:
        return Asked(line, _loosely(line, kept))
    # What is kept is no part of the application.
    return Asked(found, tuple(found.pop(name, None) for name in kept))


def _loosely(line: bytes, kept: Sequence[str]) -> tuple[Any, ...]:
    """What is kept of a line that the check has to be shown as it stands."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        data = None
    return tuple(data.get(name) if isinstance(data, dict) else None for name in kept)


# ---- CSV -----------------------------------------------------------------------------------------


def _csv(path: Path, kept: Sequence[str], encoding: str) -> Iterator[Asked]:
    named = "utf-8-sig" if encoding in ("utf-8", "utf8") else encoding
    with path.open(encoding=named, errors="surrogateescape", newline="") as file:
        rows = csv.reader(file, strict=False)
        try:
            head = next(rows, None)
        except csv.Error:
            head = None
        if not head or not any(h.strip() for h in head):
            raise UnusableTable("第一行应当是各列的名称")
        if any(_broken(h) for h in head):
            raise UnusableTable(f"第一行不是 {encoding} 编码的文字，请用 --encoding 写明编码")
        places = _places(head, kept)
        flat = FlatPayloads([h for n, h in enumerate(head) if n not in places])
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:
                yield Asked(UNREADABLE, (None,) * len(places))
                continue
            cells = tuple(row[n] if n < len(row) else None for n in places)
            own = [c for n, c in enumerate(row) if n not in places]
            broken = any(map(_broken, row))
            yield Asked(UNREADABLE if broken else flat.payload(own), cells)


def _places(head: Sequence[str], kept: Sequence[str]) -> tuple[int, ...]:
    twice = {h for h in head if head.count(h) > 1 and h.strip()}
    if twice:
        raise UnusableTable(f"有两列都叫「{min(twice)[:40]}」")
    lacking = [name for name in kept if name not in head]
    if lacking:
        raise UnusableTable(f"没有「{lacking[0][:40]}」这一列")
    return tuple(head.index(name) for name in kept)


def _broken(text: str) -> bool:
    return not text.isascii() and any("\udc80" <= c <= "\udcff" for c in text)


# ---- Parquet -------------------------------------------------------------------------------------


def _parquet(path: Path, kept: Sequence[str], encoding: str) -> Iterator[Asked]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from permit_rules.batch.arrow import payloads_of

    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, pa.ArrowIOError) as error:
        if isinstance(error, OSError) and not os.access(path, os.R_OK):
            raise
        raise UnusableTable("不是 Parquet 文件") from None
    with file:
        _places(file.schema_arrow.names, kept)
        for batch in file.iter_batches(_BATCH):
            cells = [batch.column(name).to_pylist() for name in kept]
            beside = zip(*cells, strict=True) if cells else iter([()] * batch.num_rows)
            for payload, own in zip(payloads_of(batch, kept), beside, strict=True):
                yield Asked(payload, tuple(own))
