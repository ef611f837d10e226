"""A file of applications → a file of rows: in order, in constant memory, to be gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

import permit_rules
from permit_rules.batch.answering import Answering
from permit_rules.batch.columns import Rows
from permit_rules.batch.encoding import Encoder, Format
from permit_rules.batch.journal import Journal
from permit_rules.batch.reading import Asked, asked, fingerprint
from permit_rules.checking.checker import Checker
from permit_rules.checking.many import Recipe, in_parts
from permit_rules.checking.processes import in_order

#: How many applications are answered between two notes of how far the work is.
PART: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be made of what: the rows of the applications in ``source``, in ``target``.

    ``kept`` names columns of the source that are copied beside the answers and are no part of
    the application; ``encoding`` that of the source, where it is a text.
    """

    source: Path
    read: Format
    target: Path
    write: Format
    rows: Rows = Rows.APPLICATIONS
    kept: tuple[str, ...] = ()
    encoding: str = "utf-8"
    part: int = PART


@dataclass(slots=True)
class Done:
    """What a run came to: so many applications in all, of them so many answered before."""

    applications: int = 0
    before: int = 0


def run(
    checker: Checker,
    job: Job,
    *,
    processes: int = 1,
    again: bool = False,
    advance: Callable[[int], None] = lambda done: None,
) -> Done:
    """Make the target, going on where an earlier run with the same question was ended.

    ``again`` begins anew in any case; ``advance`` is told how many applications are done.

    Raises:
        UnusableTable: the source cannot be read as a table.
        NotTheSame, InUse: what was begun cannot be gone on with.
        WorkerLost, EngineFault, EngineLimit: as :meth:`permit_rules.Checker.check_many`.
        OSError: a file cannot be read or written.
    """
    encoder = Encoder(job.write, job.rows, job.kept)
    with Journal(job.target, _question(checker, job), again=again) as journal:
        done = Done(journal.done, journal.done)
        advance(done.applications)
        applications = asked(job.source, job.read, job.kept, job.encoding)
        rest = islice(applications, journal.done, None)
        first = encoder.head() if journal.empty else b""
        for rows, number in _answers(checker, job, rest, journal.done, processes):
            journal.add(first + rows, number)
            first = b""
            done.applications += number
            advance(done.applications)
        if journal.empty:
            journal.add(first, 0)
        encoder.finished(journal.part, job.target)
        journal.finished()
    return done


def _question(checker: Checker, job: Job) -> dict[str, str]:
    return {
        "输入文件": fingerprint(job.source),
        "格式": f"{job.read.value} {job.write.value} {job.encoding}",
        "规则": checker.library.digest,
        "事项": checker.item or "",
        "行政区划": checker.place if checker.place is not None else "-",
        "未查验的内容": checker.unobserved,
        "每行": job.rows.value,
        "保留的列": "、".join(job.kept),
        "版本": permit_rules.__version__,
    }


@dataclass(frozen=True, slots=True)
class Part:
    """Some applications one after the other, the first of which has this number, from 1."""

    first: int
    applications: list[Asked] = field(repr=False)


def _answers(
    checker: Checker, job: Job, applications: Iterable[Asked], before: int, processes: int
) -> Iterator[tuple[bytes, int]]:
    """The rows of each part as bytes, with the number of its applications."""
    parts = _numbered(in_parts(applications, job.part), before)
    encoder = Encoder(job.write, job.rows, job.kept)
    if processes == 1:
        answering = Answering(checker, job.rows)
        for part in parts:
            yield _written(answering, encoder, part), len(part.applications)
        return
    given = (Recipe.of(checker), encoder)
    waiting: Iterator[tuple[Part, Future[bytes]]]
    waiting = in_order(_work, parts, processes, _begin, given)
    for part, future in waiting:
        yield future.result(), len(part.applications)


def _numbered(parts: Iterable[list[Asked]], before: int) -> Iterator[Part]:
    for part in parts:
        yield Part(before + 1, part)
        before += len(part)


def _written(answering: Answering, encoder: Encoder, part: Part) -> bytes:
    rows: list[Sequence[Any]] = []
    for number, each in enumerate(part.applications, part.first):
        answered = answering.answer(each.payload)
        own = (*each.kept, number, answered.received_on)
        rows.extend((*own, *cells) for cells in answered.rows)
    return encoder.encoded(rows)


#: What a process keeps: it serves one run and ends with it.
_WORK: list[tuple[Answering, Encoder]] = []


def _begin(recipe: Recipe, encoder: Encoder) -> None:
    _WORK[:] = [(Answering(recipe.made(), encoder.rows), encoder)]


def _work(part: Part) -> bytes:
    answering, encoder = _WORK[0]
    return _written(answering, encoder, part)
