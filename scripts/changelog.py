"""Put the fragments of `changelog.d/` together into one section of `CHANGELOG.md`.

    python scripts/changelog.py 0.2.0 2026-03-01           show the section
    python scripts/changelog.py 0.2.0 2026-03-01 --write   write it and remove the fragments

Every mistake in the fragments is named at once, and nothing is written then.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARKER = "<!-- releases -->"

#: Kind of a fragment -> heading in the changelog, in the order of the changelog.
KINDS = {
    "rules": "Review points",
    "feature": "Added",
    "fix": "Fixed",
    "removal": "Removed",
    "docs": "Documentation",
}

#: What a fragment of kind `rules` states, each on a line of its own: someone who relies on an
#: answer must see whether the change touches it.
RULES_LABELS = ("Items:", "Places:", "From:", "Basis:")


def fragments(folder: Path) -> list[Path]:
    """The fragments of a folder, in the order of their names."""
    return sorted(path for path in folder.glob("*.md") if path.name != "README.md")


def kind_of(fragment: Path) -> str:
    """The kind in a fragment's name `<slug>.<kind>.md`; the empty text if it has none."""
    return Path(fragment.stem).suffix.removeprefix(".")


def mistakes(found: Iterable[Path]) -> list[str]:
    """One sentence for each thing that is wrong with the fragments."""
    said: list[str] = []
    for fragment in found:
        kind = kind_of(fragment)
        text = fragment.read_text(encoding="utf-8")
        if kind not in KINDS:
            said.append(f"{fragment.name}: the name must end in one of {endings()}")
        if not text.strip():
            said.append(f"{fragment.name}: the fragment is empty")
        if kind == "rules":
            lines = [line.strip() for line in text.splitlines()]
            said += [
                f"{fragment.name}: a line beginning with `{label}` is missing"
                for label in RULES_LABELS
                if not any(line.startswith(label) for line in lines)
            ]
    return said


def endings() -> str:
    """The endings a fragment's name may have, for a message."""
    return ", ".join(f".{kind}.md" for kind in KINDS)


def section(version: str, day: str, found: Iterable[Path]) -> str:
    """The section of one release; each fragment becomes an item of the list of its kind."""
    items: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for fragment in found:
        text = fragment.read_text(encoding="utf-8").strip()
        items[kind_of(fragment)].append("- " + text.replace("\n", "\n  ").replace("  \n", "\n"))
    parts = [f"## {version} ({day})"]
    for kind, heading in KINDS.items():
        if items[kind]:
            parts += [f"### {heading}", "\n".join(items[kind])]
    return "\n\n".join(parts) + "\n"


def with_section(changelog: str, new: str) -> str:
    """The changelog with a new section above the earlier ones.

    Raises ValueError if the changelog has lost the line that says where sections begin.
    """
    head, marker, earlier = changelog.partition(MARKER + "\n")
    if not marker:
        raise ValueError(f"the line {MARKER} is missing from the changelog")
    return f"{head}{marker}\n{new}{earlier}"


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Show or write the section of one release; 1 if the fragments are not in order."""
    parser = argparse.ArgumentParser(description="Assemble the changelog of one release.")
    parser.add_argument("version")
    parser.add_argument("day", help="the day of the release, as YYYY-MM-DD")
    parser.add_argument("--write", action="store_true", help="write it and remove the fragments")
    options = parser.parse_args(arguments)

    found = fragments(root / "changelog.d")
    wrong = mistakes(found) if found else ["changelog.d: there are no fragments"]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    new = section(options.version, options.day, found)
    if not options.write:
        print(new, end="")
        return 0
    changelog = root / "CHANGELOG.md"
    whole = with_section(changelog.read_text(encoding="utf-8"), new)
    changelog.write_text(whole, encoding="utf-8")
    for fragment in found:
        fragment.unlink()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
