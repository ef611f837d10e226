"""``python -m scripts.site``: write the source of the site, build it, and look at what it loads.

``make docs`` runs it. Ends with 1 where a case did not pass or a page would load something from
outside; the site is there all the same.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from scripts.site.build import ROOT, make_site, write_site
from scripts.site.outside import loaded_from_outside
from scripts.site.reports import read_report


def main() -> int:
    """Make the site that the arguments describe."""
    parser = argparse.ArgumentParser(prog="python -m scripts.site")
    parser.add_argument("--on", type=date.fromisoformat, default=date.today(), metavar="DAY")
    parser.add_argument("--rules", type=Path, metavar="DIR")
    parser.add_argument("--output", type=Path, default=ROOT / "site", metavar="DIR")
    parser.add_argument("--report", type=Path, action="append", metavar="FILE")
    wanted = parser.parse_args()
    reports = wanted.report or [ROOT / "build" / "cucumber.json", ROOT / "build" / "junit.xml"]
    made = make_site(
        wanted.on, rules=wanted.rules, report=read_report(*reports), documents=ROOT / "docs"
    )
    configuration = write_site(made, ROOT / "build" / "site", wanted.output)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"]
    # The theme announces its successor in every build.
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([*command, "--config-file", str(configuration)], check=True, env=quiet)
    trouble = [f"{r.case.where}  {r.case.name}: {'; '.join(r.differences)}" for r in made.failed]
    trouble += loaded_from_outside(wanted.output)
    print("\n".join([*trouble, f"{len(made.pages)} pages in {wanted.output}"]))
    return 1 if trouble else 0


if __name__ == "__main__":
    raise SystemExit(main())
