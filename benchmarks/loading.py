"""This version of the library against another one, at loading rules: how much faster, and the same?

    git worktree add ../before COMMIT
    python -m benchmarks.loading ../before/src

Both load the rules that come with this version, in turn, each time in a process of its own, so
that the ratios hold when the machine's speed drifts. Times are processor time; ratios are of the
other version over this one: above 1, this one is faster.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).parents[1]
HERE = ROOT / "src"
#: What a fresh process measures. The first figure holds the start of Python and every import.
MEASURED: Final = """
import hashlib, json, sys, time
import permit_rules
load, rules, again = permit_rules.load, sys.argv[1], int(sys.argv[2])
imported = time.process_time()
library = load(rules)
loaded = time.process_time()
said = hashlib.sha256(repr(library).encode()).hexdigest()
figures = {"import": imported, "first load": loaded - imported, "fresh process": loaded}
for number in range(again):
    begun = time.process_time()
    load(rules)
    figures[f"again {number}"] = time.process_time() - begun
print(json.dumps([figures, said]))
"""


def measured(source: Path, rules: Path, again: int) -> tuple[dict[str, float], str]:
    """Seconds by what took them, and a digest of everything that was loaded."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(rules), str(again)],
        cwd=ROOT,
        # Sets are written in the order of their hashes.
        env={**os.environ, "PYTHONPATH": str(source.resolve()), "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        check=True,
    )
    figures, said = json.loads(done.stdout)
    repeated = [figures.pop(name) for name in list(figures) if name.startswith("again")]
    return {**figures, "load again": statistics.median(repeated)}, said


def main() -> None:
    """Print one line for each thing that was measured."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("other", type=Path, help="the folder src of the other version")
    arguments.add_argument("--rules", type=Path, default=ROOT / "rules", help="the rules to load")
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--again", type=int, default=3, help="loads behind the first")
    options = arguments.parse_args()
    rounds: list[tuple[Any, Any]] = [
        (
            measured(options.other, options.rules, options.again),
            measured(HERE, options.rules, options.again),
        )
        for _ in range(options.rounds)
    ]
    print("| seconds of processor time | before | now | ratio |")
    print("|---|---:|---:|---:|")
    for name in rounds[0][0][0]:
        pairs = [(other[0][name], here[0][name]) for other, here in rounds]
        before, now = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(other / here for other, here in pairs)
        print(f"| {name} | {before:.2f} | {now:.2f} | {ratio:.2f} |")
    if len({said for pair in rounds for _, said in pair}) > 1:
        print("  what was loaded differs", file=sys.stderr)


if __name__ == "__main__":
    main()
