"""What the items of a folder stand upon: its format, places, calendar and field catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from permit_rules.conditions.fields import RECEIVED_ON, Field, FieldCatalogue
from permit_rules.diagnostics import Diagnostic, Severity, Span
from permit_rules.loading.build_context import Suspects
from permit_rules.loading.build_fields import FieldBuilder
from permit_rules.loading.build_item import Declared, declared_names
from permit_rules.loading.explain_validation import plain, validate
from permit_rules.loading.field_format import FieldsFile
from permit_rules.loading.library_format import FORMAT, LibraryFile, PlaceEntry, PlacesFile
from permit_rules.loading.rule_files import RuleFile
from permit_rules.loading.stated import maps_of
from permit_rules.model.place import NATION, Place, read_code
from permit_rules.working_days import Calendar
from permit_rules.written import fold
from permit_rules.yaml_tree import Map, Tree

#: The files of one role with their trees.
Trees: TypeAlias = "list[tuple[RuleFile, Tree]]"
NO_CALENDAR: Final = Calendar("", frozenset(), frozenset(), frozenset())


def check_format(trees: Trees) -> list[Diagnostic]:
    """Whether the files are written in the format that this library reads."""
    found: list[Diagnostic] = []
    for _, tree in trees:
        checked = validate(LibraryFile, tree)
        found += checked.diagnostics
        if checked.model is not None and checked.model.format != FORMAT:
            written = tree.get("格式") if isinstance(tree, Map) else None
            found.append(
                Diagnostic(
                    code="SH149",
                    message=f"文件格式是 {checked.model.format}，本程序只认识格式 {FORMAT}。",
                    where=(written or tree).where,
                    help="请换用相应版本的程序，或者核对「格式」。",
                )
            )
    return found


def read_places(trees: Trees) -> tuple[dict[str, Place], list[Diagnostic]]:
    """The places by their codes."""
    places: dict[str, Place] = {}
    owners: dict[str, PlaceEntry] = {}
    found: list[Diagnostic] = []
    for _, tree in trees:
        checked = validate(PlacesFile, tree)
        found += checked.diagnostics
        entries = checked.model.places if checked.model else ()
        kept = checked.tree.get("行政区划") if isinstance(checked.tree, Map) else None
        for entry, written in zip(entries, maps_of(kept), strict=False):
            code = read_code(entry.code) or NATION
            if code in places:
                found.append(
                    Diagnostic(
                        code="SH509",
                        message=f"行政区划代码 {entry.code} 写了两次。",
                        where=written.where,
                        help="请删去一处。",
                    )
                )
            places[code] = Place(code, entry.name, entry.offices)
            found += _offices_elsewhere(entry, written, owners)
    return places, found


def _offices_elsewhere(
    entry: PlaceEntry, written: Map, owners: dict[str, PlaceEntry]
) -> Iterator[Diagnostic]:
    """A name must lead to one place; at one place it may be several departments."""
    for name in dict.fromkeys(n for names in entry.offices.values() for n in names):
        owner = owners.setdefault(fold(name), entry)
        if owner.code != entry.code:
            yield Diagnostic(
                code="SH216",
                message=f"「{name[:40]}」已经是{owner.name}的机关。",
                where=(written.get("机关") or written).where,
                help="一个全称只能指一个地方的机关，请写全称。",
            )


def read_calendar(trees: Trees) -> tuple[Calendar, list[Diagnostic]]:
    """The one calendar; an empty one, in which no year is known, where there is none to read."""
    found = [
        Diagnostic(
            code="SH409",
            message="有不止一个日历文件。",
            where=tree.where,
            help=f"请只留一个，例如 {trees[0][0].path}，删去 {file.path}。",
        )
        for file, tree in trees[1:]
    ]
    if not trees:
        return NO_CALENDAR, found
    tree = trees[0][1]
    try:
        if not isinstance(tree, Map):
            raise ValueError("日历文件要写成「键: 内容」。")
        return Calendar.from_data(plain(tree)), found
    except ValueError as error:
        help = "请对照 calendars/china.yaml 的写法。"
        found.append(Diagnostic(code="SH408", message=str(error), where=tree.where, help=help))
    return NO_CALENDAR, found


def no_calendar() -> Diagnostic:
    """Without a calendar everything else still works."""
    return Diagnostic(
        code="SH410",
        message="没有日历文件，凡按工作日计算的日子都算不出来。",
        where=Span("calendars/china.yaml", 1, 1),
        help="请放一个 calendars/china.yaml。",
        severity=Severity.WARNING,
    )


def read_fields(trees: Trees, incomplete: bool) -> tuple[Declared, list[Diagnostic]]:
    """The catalogue; ``incomplete`` says that a file of it could not be read at all."""
    builder = FieldBuilder()
    found: list[Diagnostic] = []
    fields: list[Field] = []
    suspects = Suspects(incomplete=incomplete)
    for _, tree in trees:
        checked = validate(FieldsFile, tree)
        found += checked.diagnostics
        if checked.model is None or not isinstance(checked.tree, Map):
            suspects = replace(suspects, incomplete=True)
            continue
        fields += builder.build(checked.model.fields, maps_of(checked.tree.get("申请信息")))
        suspects = suspects.joined(Suspects(_lost_names(tree, fields)))
    catalogue = FieldCatalogue((RECEIVED_ON, *fields))
    return Declared(catalogue, suspects), [*found, *builder.found]


def _lost_names(tree: Tree, fields: list[Field]) -> frozenset[str]:
    """Names a file declares that none of the fields built from it has."""
    left = {fold(n) for f in fields for n in f.names}
    written = maps_of(tree.get("申请信息")) if isinstance(tree, Map) else ()
    return frozenset(n for entry in written for n in declared_names(entry) if n not in left)
