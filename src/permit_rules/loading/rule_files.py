"""The files of a rules folder: which there are, what each is for, and the digest of them all."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from permit_rules.diagnostics import Diagnostic, Severity, Span
from permit_rules.loading.file_text import MAX_BYTES
from permit_rules.written.os_reasons import os_reason

CASES_SUFFIX: Final = ".cases.yaml"
FACTS_SUFFIX: Final = ".facts.yaml"
_PLACE_FOLDER: Final = re.compile("([0-9]{6}|[0-9]{9})(?:-[a-z0-9-]+)?")


class Role(Enum):
    """What a file is for, told by where it lies."""

    LIBRARY = "library"
    PLACES = "places"
    GENERAL = "general"
    CASEWORK = "casework"
    FIELDS = "fields"
    CALENDAR = "calendar"
    STATEMENTS = "statements"
    BUNDLES = "bundles"


_AT_ROOT: Final = {
    "library.yaml": Role.LIBRARY,
    "places.yaml": Role.PLACES,
    "general.yaml": Role.GENERAL,
    "casework.yaml": Role.CASEWORK,
}
_BY_FOLDER: Final = {
    "fields": Role.FIELDS,
    "calendars": Role.CALENDAR,
    "bundles": Role.BUNDLES,
}


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file: its path below the rules folder, its content, and its place, "" for the nation."""

    path: str
    content: bytes
    role: Role
    place: str = ""


@dataclass(slots=True)
class RuleFolder:
    """What a folder, with another laid over it, holds."""

    files: tuple[RuleFile, ...] = ()
    found: list[Diagnostic] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """A name for the content of the rule files, whatever their order on disk."""
        total = hashlib.sha256()
        for file in sorted(self.files, key=lambda f: f.path):
            path = file.path.encode()
            # With the lengths, no two sets of files run together to the same bytes.
            total.update(b"%d:%d:" % (len(path), len(file.content)) + path + file.content)
        return total.hexdigest()


def embedded_rules() -> Path:
    """The folder of the rules that come with the library."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parents[1] / "rules"


def root_of(file: Path, folder: Path | None = None) -> Path:
    """The rules folder a file lies in: the nearest folder above it with one of the files that
    stand at the root; ``folder``, or the file's own, where there is none."""
    for above in file.parents:
        if any((above / name).is_file() for name in _AT_ROOT):
            return above
    return folder if folder is not None else file.parent


def rule_folder(folder: Path, overlay: Path | None = None) -> RuleFolder:
    """Read the files of ``folder``, with those of ``overlay`` added or put in their place."""
    made = RuleFolder()
    laid: dict[str, Path] = {}
    for root in (folder, overlay):
        if root is None:
            continue
        if not root.is_dir():
            made.found.append(_folder_missing(root))
            continue
        laid.update(_yaml_files(root, made.found))
    files = []
    for path in sorted(laid):
        role, place = _role(path)
        if role is None:
            made.found.append(_misplaced(path))
            continue
        content = _content(path, laid[path], made.found)
        if content is not None:
            files.append(RuleFile(path, content, role, place))
    made.files = tuple(files)
    if not files and not made.found:
        made.found.append(_folder_empty(folder))
    return made


def _yaml_files(root: Path, found: list[Diagnostic]) -> Iterator[tuple[str, Path]]:
    def unreadable(error: OSError) -> None:
        found.append(_unreadable(_below(root, Path(str(error.filename))), error, "文件夹"))

    inside = root.resolve()
    for directory, subdirectories, names in os.walk(root, onerror=unreadable):
        # Asked once a folder: within one that lies inside, only a link can lead outside.
        outside = inside not in (here := Path(directory).resolve(), *here.parents)
        subdirectories[:] = sorted(d for d in subdirectories if not d.startswith("."))
        linked = (Path(directory, d) for d in subdirectories)
        found += (_link_outside(_below(root, path)) for path in linked if path.is_symlink())
        for name in sorted(names):
            path = Path(directory, name)
            relative = _below(root, path)
            if name.startswith(".") or not name.lower().endswith((".yaml", ".yml")):
                continue
            if not name.endswith(".yaml"):
                found.append(_wrong_ending(relative))
            elif (outside or path.is_symlink()) and inside not in path.resolve().parents:
                found.append(_link_outside(relative))
            elif not name.endswith((CASES_SUFFIX, FACTS_SUFFIX)) and path.is_file():
                yield relative, path


def _below(root: Path, path: Path) -> str:
    """A path as it is shown; a name that is no text is shown as far as it is one."""
    name = path.relative_to(root).as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _role(path: str) -> tuple[Role | None, str]:
    """The role of a file and, for statements, the code of its place."""
    first, _, rest = path.partition("/")
    if not rest:
        return _AT_ROOT.get(first), ""
    if first in _BY_FOLDER:
        return _BY_FOLDER[first], ""
    if first == "national":
        return Role.STATEMENTS, ""
    place = place_of_folder(path.split("/")[-2])
    return (Role.STATEMENTS, place) if place else (None, "")


def place_of_folder(name: str) -> str:
    """The division code a folder such as ``440300-shenzhen`` stands for; "" for any other."""
    match = _PLACE_FOLDER.fullmatch(name)
    return match[1] if match else ""


def _content(path: str, file: Path, found: list[Diagnostic]) -> bytes | None:
    try:
        # One byte too many is enough to know; the reader says what is wrong with it.
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        found.append(_unreadable(path, error, "文件"))
        return None


def _unreadable(path: str, error: OSError, what: str) -> Diagnostic:
    return _told("SH507", path, f"{what}打不开（{os_reason(error)}）。", f"请检查{what}的权限。")


def _told(
    code: str, path: str, message: str, help: str, severity: Severity = Severity.ERROR
) -> Diagnostic:
    return Diagnostic(
        code=code, message=message, help=help, where=Span(path, 1, 1), severity=severity
    )


def _misplaced(path: str) -> Diagnostic:
    return _told(
        "SH501",
        path,
        "不知道这个位置的文件有什么用。",
        "国家级事项放在 national/，地方的放在 440300-shenzhen/ 这样以区划代码开头的文件夹，"
        "申请信息放在 fields/，业态放在 bundles/。",
    )


def _wrong_ending(path: str) -> Diagnostic:
    return _told("SH505", path, "文件名不是以 .yaml 结尾，没有读。", "请改名为小写的 .yaml。")


def _link_outside(path: str) -> Diagnostic:
    return _told(
        "SH508",
        path,
        "这是指向别处的链接，没有读。",
        "请把文件或者文件夹本身放进来。",
        Severity.WARNING,
    )


def _folder_missing(root: Path) -> Diagnostic:
    said = f"「{root}」是文件，不是文件夹。" if root.exists() else f"没有「{root}」这个文件夹。"
    return Diagnostic(code="SH506", message=said, help="请核对路径。")


def _folder_empty(root: Path) -> Diagnostic:
    return Diagnostic(
        code="SH506",
        message=f"文件夹「{root}」里没有审核要点文件。",
        help="请核对路径；审核要点文件以 .yaml 结尾，事项放在 national/ 等文件夹里。",
    )


def of_role(files: Iterable[RuleFile], role: Role) -> list[RuleFile]:
    """The files of one role, in the order of their paths."""
    return [f for f in files if f.role is role]
