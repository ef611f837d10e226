"""The command ``permit-rules``: check an application, lint rule files, explain review points.

It needs the extra ``cli``; without it the rest of the library works as before.
"""

from __future__ import annotations

import sys

_OPTIONAL = {"rich", "typer"}


def main() -> None:
    """Run the command line; ends the process with the command's exit status."""
    for stream in (sys.stdout, sys.stderr):
        # The texts are Chinese whatever the locale; a file name may hold undecodable bytes.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from permit_rules.cli.app import app
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _OPTIONAL:
            raise
        print("The command needs typer and rich: install permit-rules[cli]", file=sys.stderr)
        raise SystemExit(2) from None
    app(prog_name="permit-rules")
