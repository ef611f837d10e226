"""Examples of pages, made into rules folders that can be linted."""

from __future__ import annotations

import re
import shutil
import textwrap
from datetime import date
from pathlib import Path
from types import ModuleType

from permit_rules.analysis.examine import examine
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting import lint, set_aside
from permit_rules.loading import read_library

GOOD = Path(__file__).parent / "planted" / "rules"
ITEM = "national/newsstand.yaml"
#: For examples that have no use for the situation which stands in the head.
NO_SITUATION = "情形定义: {}\n"
_PATH = re.compile(r"^# (\S+\.ya?ml)$", re.MULTILINE)
_HEAD_KEYS = ("事项名称", "事项标识", "规则起始", "设定依据", "业务办理项", "情形定义")


def sections(text: str) -> dict[str, str]:
    """The top-level keys of a file, each with its lines."""
    pieces = re.split(r"^(?=[^\s#\-－][^:：\n]*[:：])", text, flags=re.MULTILINE)
    return {re.split("[:：]", piece)[0]: piece for piece in pieces if piece.strip()}


def files(example: str) -> dict[str, str]:
    """The files an example shows: the item's, or those that its ``# path`` lines begin."""
    first, *rest = _PATH.split(example)
    found = {ITEM: first} if first.strip() else {}
    found.update(zip(rest[::2], (t.lstrip("\n") for t in rest[1::2]), strict=True))
    return found


def folder_of(example: str, tmp_path: Path) -> Path:
    """A rules folder with the files of an example; what an item needs besides is put before it."""
    folder = tmp_path / "rules"
    shutil.copytree(GOOD, folder)
    head = sections((GOOD / ITEM).read_text(encoding="utf-8"))
    (folder / ITEM).unlink()
    for path, text in {ITEM: "", **files(example)}.items():
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        at_root = "/" not in path or path.startswith(("fields/", "calendars/", "bundles/"))
        own = sections(text)
        whole = at_root or {"事项标识", "事项"} & own.keys()
        needed = "" if whole else "".join(head[k] for k in _HEAD_KEYS if k not in own)
        file.write_text(f"{needed}{text}\n", encoding="utf-8")
    return folder


def all_said(folder: Path, on: date | None = None) -> tuple[Diagnostic, ...]:
    """All that ``permit-rules lint`` tells of a folder."""
    library, found = read_library(folder)
    if library is None:
        return found
    return set_aside(library, (*found, *lint(library, on), *examine(library)))[0]


def page_examples(module: ModuleType) -> tuple[str, str]:
    """The wrong and the right example of a lint rule's page, as files can hold them."""
    page = module.__doc__ or ""
    _, _, examples = page.partition("\n错误示例")
    wrong, _, right = examples.partition("\n正确示例")
    return _whole(wrong), _whole(right)


def _whole(example: str) -> str:
    _, _, lines = example.partition("\n")
    text = textwrap.dedent(lines).strip("\n")
    # A page need not repeat the section in which its materials stand.
    return f"申请材料:\n{text}" if re.match(r"- \{?编号: M", text) else text


def stands_alone(example: str) -> str:
    """The example without the situation of the head, where it has no use for one."""
    if _PATH.match(example) or "情形定义" in example:
        return example
    return NO_SITUATION + example


def linted(example: str, tmp_path: Path, on: date | None = None) -> list[tuple[str, str]]:
    """Code and subject of what the lint rules find in an example that loads without a word."""
    library, found = read_library(folder_of(example, tmp_path))
    assert library is not None
    assert found == ()
    shutil.rmtree(tmp_path / "rules")
    return [(d.code, d.subject) for d in lint(library, on)]
