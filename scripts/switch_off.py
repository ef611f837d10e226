"""Switch one numbered mechanism off at a time and see whether its scenarios notice.

    python -m scripts.switch_off                      all entries of tests/switches/*.yaml
    python -m scripts.switch_off --only S1 --only P-89  numbers that begin so
    python -m scripts.switch_off --table casework     the entries of one table
    python -m scripts.switch_off --write              put the figures into docs/switches.md

For each entry the project is copied, its one text replaced, and the scenarios tagged with its
number are run: at least one step has to find something else than it states. An import that
fails, a rule file that cannot be read and the like are not noticing; they are told as broken.
Before, all scenarios are run once with nothing switched off. 1 is returned where a mechanism can
be switched off without being noticed, 2 where an entry is wrong or a scenario fails by itself.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from scripts.switching.entries import EntryWrong, Switch, in_order, switches, tagged, without
from scripts.switching.trial import Copy, Notice, Ran

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "switches.md"
BEGIN = "<!-- figures: begin; written by `make switches ARGS=--write` -->"
END = "<!-- figures: end -->"

Tried = tuple[Switch, Ran]


def try_all(chosen: Sequence[Switch], folder: Path, processes: int) -> list[Tried]:
    """Every switch tried, in the order given; ``folder`` holds the copies while they are needed.

    Raises:
        EntryWrong: an entry is wrong, or a scenario fails with nothing switched off.
    """
    features = tagged(ROOT)
    for switch in chosen:
        switch.off(ROOT)
        if switch.number not in features:
            raise EntryWrong(f"{switch}: no scenario has this number")
    copies: SimpleQueue[Copy] = SimpleQueue()
    for number in range(processes):
        copies.put(Copy(ROOT, folder / f"copy-{number}"))
    numbers = sorted({s.number for s in chosen}, key=in_order)
    first = copies.get()
    unswitched = first.run(
        numbers, sorted({f for n in numbers for f in features[n]}), processes=processes
    )
    copies.put(first)
    if unswitched.notice is not Notice.UNNOTICED:
        told = [*unswitched.failed, *unswitched.broken]
        raise EntryWrong(f"scenarios fail with nothing switched off: {told}")

    def tried(switch: Switch) -> Tried:
        copy = copies.get()
        try:
            ran = copy.try_off(switch, features[switch.number])
        finally:
            copies.put(copy)
        print(_line(switch, ran), flush=True)
        return switch, ran

    with ThreadPoolExecutor(processes) as pool:
        return list(pool.map(tried, chosen))


def _line(switch: Switch, ran: Ran) -> str:
    told = (ran.failed or ran.broken or ("",))[0]
    count = f"{len(ran.failed)}/{ran.scenarios}"
    return f"{switch.number:6} {ran.notice.value:11} {count:>6}  {switch.file}  {told[:90]}"


def figures(found: Sequence[Tried], left_out: dict[str, str]) -> str:
    """The outcome as Markdown: a sentence, a row for each switch, and the numbers left out."""
    count = Counter(ran.notice for _, ran in found)
    numbers = {switch.number for switch, _ in found}
    lines = [
        f"{len(found)} switches for {len(numbers)} numbers: "
        + ", ".join(f"{count[n]} {n.value}" for n in Notice)
        + ".",
        "",
        "| number | switched off in | scenarios that fail | what it switches off |",
        "| --- | --- | ---: | --- |",
    ]
    for switch, ran in found:
        words = switch.why or _first_line(switch.replace)
        failed = f"{len(ran.failed)} of {ran.scenarios}"
        if ran.notice is not Notice.NOTICED:
            failed += f" ({ran.notice.value})"
        cells = (switch.number, f"`{switch.file}`", failed, words.replace("|", "\\|"))
        lines.append("| " + " | ".join(cells) + " |")
    if left_out:
        lines += ["", "Nothing is switched off for:", ""]
        lines += [f"- {n}: {left_out[n]}" for n in sorted(left_out, key=in_order)]
    return "\n".join(lines) + "\n"


def _first_line(text: str) -> str:
    return f"`{text.strip().splitlines()[0].strip()[:70]}`"


def written(page: str, text: str) -> str:
    """The page with the figures between its two marks replaced.

    Raises:
        ValueError: the page lacks a mark.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, behind = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no {BEGIN} … {END} in the page")
    return f"{before}{BEGIN}\n\n{text}\n{END}{behind}"


def main(arguments: list[str] | None = None) -> int:
    """Try the switches that were asked for."""
    parser = argparse.ArgumentParser(description="Do the scenarios notice a missing mechanism?")
    parser.add_argument("--only", action="append", help="numbers that begin so; all without it")
    parser.add_argument("--table", help="only the entries of tests/switches/TABLE.yaml")
    parser.add_argument("--processes", type=int, default=2, help="how many at the same time")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    options = parser.parse_args(arguments)
    if options.write and (options.only or options.table):
        parser.error("--write needs all switches")
    began = time.monotonic()
    try:
        chosen = [
            s
            for s in switches(ROOT)
            if s.number.startswith(tuple(options.only or [""]))
            and options.table in (None, s.where.removesuffix(".yaml"))
        ]
        if not chosen:
            raise EntryWrong("no such entry in tests/switches")
        with tempfile.TemporaryDirectory(prefix="switch-off-") as folder:
            found = try_all(chosen, Path(folder), options.processes)
    except EntryWrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    text = figures(found, without(ROOT))
    print(f"\n{text}\n{time.monotonic() - began:.0f} s")
    if options.write:
        PAGE.write_text(written(PAGE.read_text("utf-8"), text), "utf-8")
    return 0 if all(ran.notice is Notice.NOTICED for _, ran in found) else 1


if __name__ == "__main__":
    sys.exit(main())
