"""This version of the library against another one, check by check: are the answers the same?

    git worktree add ../before COMMIT
    python -m benchmarks.compare ../before/src

Both run in turn, each in a process of its own, so that the ratios hold when the machine's speed
drifts. Ratios are of the other version over this one: above 1, this one is faster.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
HERE = ROOT / "src"


def measured(source: Path, seconds: float) -> dict[str, dict[str, Any]]:
    """What ``benchmarks.measure`` finds with the library at ``source``."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.measure", str(seconds)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{source.resolve()}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print one line an application."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("other", type=Path, help="the folder src of the other version")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=float, default=0.2, help="seconds a measurement")
    options = arguments.parse_args()
    rounds = [
        (measured(options.other, options.seconds), measured(HERE, options.seconds))
        for _ in range(options.rounds)
    ]
    print("| application | calls before | calls now | ratio | rulesets asked | again | time |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name in rounds[0][0]:
        other, here = rounds[0][0][name], rounds[0][1][name]
        time = statistics.median(o[name]["seconds"] / h[name]["seconds"] for o, h in rounds)
        print(
            f"| {name} | {other['calls']:,} | {here['calls']:,} "
            f"| {other['calls'] / here['calls']:.1f} "
            f"| {other['first asserted']:,} → {here['first asserted']:,} "
            f"| {other['asserted']:,} → {here['asserted']:,} | {time:.1f} |"
        )
        if other["answer"] != here["answer"]:
            print(f"  the answers to {name} differ", file=sys.stderr)


if __name__ == "__main__":
    main()
