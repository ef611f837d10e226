"""Files to be written, what refuses them, and the folder they go to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from string import Template

from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.formatting import format_file
from permit_rules.loading import read_library
from permit_rules.loading.rule_files import embedded_rules, place_of_folder
from permit_rules.model.library import Library
from permit_rules.model.place import NATION, ancestors, is_code, read_place
from permit_rules.resolving import no_such_place


class Refused(Exception):
    """What was asked for cannot be written; the message and the help are Chinese."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


@dataclass(frozen=True, slots=True)
class Draft:
    """A file and what is to stand in it; ``changed`` True where it is there already."""

    path: Path
    text: str
    changed: bool = False


def write(drafts: Iterable[Draft]) -> None:
    """Write all the files, or none where a new one is there already.

    Raises:
        Refused: a file that should be new is there.
        OSError: a file cannot be written.
    """
    every = tuple(drafts)
    for draft in every:
        if not draft.changed and draft.path.exists():
            raise Refused(f"「{draft.path}」已经有了", "不覆盖已有的文件，请直接改它")
    for draft in every:
        draft.path.parent.mkdir(parents=True, exist_ok=True)
        draft.path.write_text(draft.text, "utf-8")


def filled(template: str, **values: str) -> str:
    """The text of a template (``item.yaml``) with these values in it."""
    text = (files(__package__) / "templates" / f"{template}.txt").read_text("utf-8")
    return Template(text).substitute(values)


@dataclass(frozen=True)
class Home:
    """The folder that files go to, and the rules they are laid over.

    A folder with its own ``library.yaml``, or nothing in it yet, stands for itself; another one
    holds what an office lays over ``below``, by default the rules that come with the library.
    ``over`` True: so does an empty one.
    """

    into: Path
    below: Path | None = None
    over: bool = False

    @cached_property
    def is_new(self) -> bool:
        """Whether nothing is there yet."""
        return not self.into.exists() or (self.into.is_dir() and not any(self.into.iterdir()))

    @cached_property
    def laid_over(self) -> bool:
        """Whether the folder only makes sense together with the rules below it."""
        if self.is_new:
            return self.over
        return not (self.into / "library.yaml").is_file()

    def library(self) -> Library:
        """The rules that count here.

        Raises:
            Refused: they cannot be used as they are.
        """
        if self.laid_over:
            over = self.into if self.into.exists() else None
            library, found = read_library(self.below, overlay=over)
        else:
            library, found = read_library(self.into)
        if library is None:
            raise Refused(
                f"「{self.into}」里的审核要点有错误，先改好再加：{first_error(found)}",
                "请运行 permit-rules lint",
            )
        return library

    def folder_of(self, place: str) -> Path:
        """The folder for the files of a place, as it is called here or below."""
        if place == NATION:
            return self.into / "national"
        for root in (self.into, self.below or embedded_rules()):
            for path in sorted(root.rglob("*")) if root.is_dir() else ():
                if path.is_dir() and place_of_folder(path.name) == place:
                    return self.into / path.relative_to(root)
        return self.into / place

    def text(self, text: str, path: Path) -> str:
        """A rule file in its one form."""
        made = format_file(text.encode(), path.relative_to(self.into).as_posix())
        assert made.text is not None, made.diagnostics
        return made.text

    def schema_line(self, name: str) -> str:
        """The line by which editors complete keys, where the schemas lie beside the rules."""
        if not (self.into.resolve().parent / "schemas" / "items").is_dir():
            return ""
        return f"# yaml-language-server: $schema=../../schemas/items/{name}.schema.json\n"


def first_error(found: Iterable[Diagnostic]) -> str:
    """The first error, as lint would show it, on one line."""
    errors = [d for d in found if d.severity is Severity.ERROR]
    return " ".join(str(errors[0]).split())


def known_place(place: str, library: Library) -> str:
    """The code of a place that has a name here.

    Raises:
        Refused: it is no code, or no place that is known by name; the nearest is named.
    """
    known = {code: p.name for code, p in library.places.items() if is_code(code)}
    code = read_place(place, library.places)
    if code in known:
        return code
    if code is None:
        raise Refused(*no_such_place(place, library.places))
    near = _city_of(code, known) or did_you_mean(code, known)
    help = f"是否想写「{near}」（{known[near]}）？" if near else ""
    raise Refused(
        f"places.yaml 里没有行政区划 {code or '国家'}",
        f"{help}新的地方，请先在 places.yaml 里写上代码和名称",
    )


def _city_of(place: str, known: Collection[str]) -> str | None:
    """The county or city that a code lies in, where that is known."""
    return next((c for c in reversed(ancestors(place)[2:]) if c in known), None)
