"""``make bench-batch``: applications a second over many, one by one and by hand, and the memory.

    python -m benchmarks.batch --applications 100000 --processes 1

The applications are made and written to a file first; that is not counted. Then the file is
answered as ``permit-rules batch`` does, with the resident memory looked at all along; a sample of
it is checked one by one with nothing kept, and its rows are held against those of the file.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import tempfile
import time
from pathlib import Path

import permit_rules as pr
from benchmarks.by_hand import ByHand
from benchmarks.traffic import ITEM, PLACE, Applications
from permit_rules.batch.columns import Rows, rows_of
from permit_rules.batch.encoding import Encoder, Format
from permit_rules.batch.run import Job, run


def main() -> None:
    """Print what was measured."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--applications", type=int, default=100_000)
    reader.add_argument("--sample", type=int, default=300)
    reader.add_argument("--processes", type=int, default=1)
    reader.add_argument("--seed", type=int, default=7)
    asked = reader.parse_args()
    library = pr.load()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        with source.open("w", encoding="utf-8") as file:
            made = Applications(asked.seed).texts(asked.applications)
            file.writelines(f"{text}\n" for text in made)
        spent = _batch(library, source, target, asked.processes)
        _sample(library, source, target, spent / asked.applications, asked.sample)


def _batch(library: pr.Library, source: Path, target: Path, processes: int) -> float:
    """Answer the file; the seconds it took: of the processor, with several processes of the clock.

    Everything else is measured in processor time, which other work on the machine changes less.
    """
    memory: list[tuple[int, int]] = []
    timer = time.process_time if processes == 1 else time.perf_counter
    begun = timer()

    def advance(done: int) -> None:
        if not memory or done >= memory[-1][0] * 1.5 or done - memory[-1][0] >= 50_000:
            memory.append((done, _resident()))

    job = Job(source=source, read=Format.JSONL, target=target, write=Format.JSONL)
    checker = pr.Checker(library, ITEM, PLACE)
    done = run(checker, job, processes=processes, advance=advance)
    spent = timer() - begun
    print(f"batch, {processes} process(es): {done.applications:,} applications in {spent:,.0f} s")
    print(f"  {done.applications / spent:,.0f} applications a second")
    print("  resident memory of all processes, MB: ", end="")
    print(", ".join(f"{n:,}: {kb // 1024}" for n, kb in memory))
    return spent


def _resident() -> int:
    """Kilobytes resident in this process and in those it started."""
    pids = ["self", *(str(p.pid) for p in multiprocessing.active_children())]
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1])
    return total


def _sample(library: pr.Library, source: Path, target: Path, each: float, size: int) -> None:
    """Check some of the applications one by one and by hand; compare what comes of it."""
    texts = source.read_bytes().splitlines()
    rows = target.read_bytes().splitlines(keepends=True)
    step = max(1, len(texts) // size)
    chosen = range(0, len(texts), step)
    checker = pr.Checker(library, ITEM, PLACE, answers_kept=0)
    checker.check(texts[0])
    begun = time.process_time()
    results = [checker.check(texts[n]) for n in chosen]
    alone = (time.process_time() - begun) / len(results)
    encoder = Encoder(Format.JSONL, Rows.APPLICATIONS)
    for n, result in zip(chosen, results, strict=True):
        (cells,) = rows_of(pr.Outline.of(result), Rows.APPLICATIONS)
        assert encoder.encoded([(n + 1, result.received_on, *cells)]) == rows[n], n
    print(f"one by one, nothing kept: {1 / alone:,.0f} a second; batch ÷ that: {alone / each:.1f}")
    hand = ByHand(library)
    begun = time.process_time()
    verdicts = [hand.verdict(texts[n]) for n in range(0, len(texts), max(1, step // 20))]
    by_hand = (time.process_time() - begun) / len(verdicts)
    wanted = [json.loads(rows[n])["verdict"] for n in range(0, len(texts), max(1, step // 20))]
    same = sum(a == b for a, b in zip(verdicts, wanted, strict=True)) / len(wanted)
    print(f"by hand: {1 / by_hand:,.0f} a second; its time ÷ batch: {by_hand / each:.2f}")
    print(f"  the same verdict by hand: {same:.2%}")


if __name__ == "__main__":
    main()
