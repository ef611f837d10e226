"""One folder a case (一事项一存档): its journal, its files, and a manifest of their digests.

Electronic files lie in the folder; a paper one is listed by its shelf mark. The same case and
files give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from permit_rules.casework.case import Case
from permit_rules.casework.refused import CaseworkRefused

MANIFEST: Final = "manifest.json"
CASE: Final = "case.json"
_FILES: Final = "files"
_LONGEST: Final = 200
_FORBIDDEN: Final = '\\:*?"<>|'
_RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)))
)
#: A table of our own: what the machine knows of types would change the bytes.
_MEDIA_TYPES: Final = {
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ofd": "application/ofd",
    ".html": "text/html",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".mp4": "video/mp4",
    ".zip": "application/zip",
}


class ArchivedFile(BaseModel):
    """An electronic file: path below the folder, media type, size in bytes, SHA-256 (hex)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    media_type: str
    size: int = Field(ge=0)
    sha256: str


class PaperDocument(BaseModel):
    """A document that exists on paper: its name, and where it stands (档号)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    shelf_mark: str
    pages: int | None = Field(None, ge=1)


class Manifest(BaseModel):
    """What an archive holds: electronic files and paper documents, each sorted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = 1
    case: str
    item: str
    place: str = ""
    files: tuple[ArchivedFile, ...]
    paper: tuple[PaperDocument, ...] = ()

    def to_bytes(self) -> bytes:
        """The manifest as it is written; the same for the same content."""
        data = self.model_dump(mode="json")
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
        return (text + "\n").encode()

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the manifest: kept elsewhere, it shows that nothing was rewritten."""
        return hashlib.sha256(self.to_bytes()).hexdigest()


class ArchiveCheck(BaseModel):
    """What is not as the manifest says; ``broken`` tells what makes the manifest unusable."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str = ""
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether everything is there and as it was, and nothing else."""
        return not (self.missing or self.changed or self.extra or self.broken)


def write_archive(
    case: Case,
    folder: str | os.PathLike[str],
    files: Mapping[str, bytes | Path],
    paper: Iterable[PaperDocument] = (),
) -> Manifest:
    """Write the archive of a case as ``folder``, all or nothing.

    ``files`` maps names (``材料/申请书.pdf``) to their bytes or to a file to copy. Writing the same
    again changes nothing.

    Raises:
        CaseworkRefused: a name is not safe or two are the same on some machine, or the folder
            holds something else.
        OSError: a file cannot be read or written; then nothing is left behind.
    """
    target = Path(folder)
    reasons = tuple(_unsafe(files))
    if reasons:
        raise CaseworkRefused("the archive cannot be written", reasons)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", dir=target.parent))
    try:
        manifest = _fill(made, case, files, paper)
        if _occupied(target):
            _same_or_refuse(target, manifest)
        else:
            os.chmod(made, 0o755)
            _move(made, target, manifest)
        return manifest
    finally:
        shutil.rmtree(made, ignore_errors=True)


def verify_archive(folder: str | os.PathLike[str], digest: str = "") -> ArchiveCheck:
    """Compare an archive with its manifest; ``digest`` is that of the manifest, if it was kept.

    Whatever is wrong is part of the answer. Links are not followed.
    """
    root = Path(folder)
    try:
        raw = _read(root / MANIFEST)
        manifest = Manifest.model_validate_json(raw)
    except (OSError, ValidationError, ValueError) as error:
        return ArchiveCheck(broken=(f"{MANIFEST}: {type(error).__name__}",))
    found = hashlib.sha256(raw).hexdigest()
    broken = [f"{MANIFEST}: unsafe name {f.name!r}" for f in manifest.files if not _inside(f.name)]
    if len({f.name for f in manifest.files}) < len(manifest.files):
        broken.append(f"{MANIFEST}: a name stands in it twice")
    if CASE not in {f.name for f in manifest.files}:
        broken.append(f"{MANIFEST}: {CASE} is not in it")
    if digest and digest != found:
        broken.append(f"{MANIFEST}: not the one that was kept")
    missing, changed = [], []
    for file in manifest.files:
        if not _inside(file.name):
            continue
        path = root / file.name
        if not os.path.lexists(path):
            missing.append(file.name)
        elif _linked(root, file.name) or not path.is_file() or _described(path, file.name) != file:
            changed.append(file.name)
    named = {f.name for f in manifest.files} | {MANIFEST}
    # A folder left empty by a missing file is no more than that file missing.
    parents = {f"{p.as_posix()}/" for n in named for p in Path(n).parents}
    extra = sorted(set(_names(root)) - named - parents)
    if not broken and CASE not in (*missing, *changed):
        broken.extend(_other_case(root, manifest))
    return ArchiveCheck(
        digest=found,
        missing=tuple(missing),
        changed=tuple(changed),
        extra=tuple(extra),
        broken=tuple(broken),
    )


def _fill(
    made: Path, case: Case, files: Mapping[str, bytes | Path], paper: Iterable[PaperDocument]
) -> Manifest:
    _write(made / CASE, (case.model_dump_json(indent=1) + "\n").encode())
    for name, content in files.items():
        path = made / _FILES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            _write(path, content)
        else:
            shutil.copyfile(content, path)
    manifest = Manifest(
        case=case.id,
        item=case.item,
        place=case.place,
        files=tuple(_described(made / name, name) for name in sorted(_names(made))),
        paper=tuple(sorted(paper, key=lambda p: (p.name, p.shelf_mark))),
    )
    _write(made / MANIFEST, manifest.to_bytes())
    return manifest


def _unsafe(names: Iterable[str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name in names:
        why = _why_unsafe(name)
        if why:
            yield f"{name!r} {why}; rename it"
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            yield f"{name!r} and {seen[same]!r} are the same name on some machines; rename one"
        seen[same] = name
    for one in seen:
        if any(other.startswith(one + "/") for other in seen):
            yield f"{seen[one]!r} is both a file and a folder; rename it"


def _why_unsafe(name: str) -> str:
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return "leads elsewhere or has an empty part"
        if not part.isprintable() or any(c in _FORBIDDEN for c in part):
            return "has a character that not every machine takes in a name"
        if part != part.strip() or part.endswith("."):
            return "begins or ends with a blank or ends with a full stop"
        if part.partition(".")[0].casefold() in _RESERVED:
            return "is the name of a device on some machines"
        if len(part.encode()) > _LONGEST:
            return f"has a part longer than {_LONGEST} bytes"
    return ""


def _inside(name: str) -> bool:
    return name == CASE or (name.startswith(_FILES + "/") and not _why_unsafe(name))


def _linked(root: Path, name: str) -> bool:
    path = root
    for part in name.split("/"):
        path = path / part
        if path.is_symlink():
            return True
    return False


def _names(root: Path) -> Iterator[str]:
    """Everything below the folder but real folders with something in them."""
    for here, folders, files in os.walk(root):
        relative = Path(here).relative_to(root)
        links = [f for f in folders if (Path(here) / f).is_symlink()]
        yield from ((relative / n).as_posix() for n in (*files, *links))
        if not folders and not files and relative.parts:
            yield relative.as_posix() + "/"


def _described(path: Path, name: str) -> ArchivedFile:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    media_type = _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
    return ArchivedFile(name=name, media_type=media_type, size=size, sha256=digest.hexdigest())


def _occupied(target: Path) -> bool:
    return os.path.lexists(target) and not (
        target.is_dir() and not target.is_symlink() and not any(target.iterdir())
    )


def _same_or_refuse(target: Path, manifest: Manifest) -> None:
    if verify_archive(target, manifest.digest) != ArchiveCheck(digest=manifest.digest):
        reason = f"{target.name!r} holds something else already; give the archive another folder"
        raise CaseworkRefused("the archive cannot be written", (reason,))


def _move(made: Path, target: Path, manifest: Manifest) -> None:
    try:
        os.rename(made, target)
    except OSError:
        # Somebody else was faster: fine, if with the same.
        if not _occupied(target):
            raise
        _same_or_refuse(target, manifest)


def _other_case(root: Path, manifest: Manifest) -> Iterator[str]:
    try:
        case = Case.model_validate_json(_read(root / CASE))
    except (OSError, ValidationError):
        yield f"{CASE}: cannot be read"
        return
    if (case.id, case.item, case.place) != (manifest.case, manifest.item, manifest.place):
        yield f"{CASE}: another case than the manifest says"


def _read(path: Path) -> bytes:
    if path.is_symlink():
        raise OSError("a link is not followed")
    return path.read_bytes()


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
