"""A new item: its file, its table of cases, and where facts are accounted for, its ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from permit_rules.loading.blanks import BLANK
from permit_rules.loading.format_types import Slug
from permit_rules.loading.rule_files import CASES_SUFFIX, FACTS_SUFFIX, embedded_rules
from permit_rules.model.place import NATION
from permit_rules.skeletons.drafts import Draft, Home, Refused, filled, known_place
from permit_rules.written.yaml_text import yaml_text


def new_item(
    into: Path,
    item: str,
    *,
    start: date,
    name: str = "",
    law: str = "",
    short: str = "办法",
    handling: Sequence[str] = ("新办",),
    place: str = NATION,
) -> tuple[Draft, ...]:
    """The files of a new item; what is not given is left to be filled in.

    Args:
        into: the rules folder; an empty one gets everything else that a folder needs.
        item: the id of the item, which never changes.
        start: the day from which the rules in the file are complete.
        name: what the item is called.
        law: the full name of the instrument that it rests on.
        short: what that is called in the file.
        handling: what may be applied for.
        place: the code or name of the place that has the item for itself; "" for the nation.

    Raises:
        Refused: the id is none or taken, or the place is not known.
    """
    home = Home(into)
    _refuse_bad_id(item)
    library = None if home.is_new else home.library()
    code = place
    if place != NATION:
        if library is None:
            raise Refused("新的文件夹里还没有地方", "请先在 places.yaml 里写上代码和名称")
        code = known_place(place, library)
    taken = library is not None and any(i.id == item and i.place == code for i in library.items)
    if taken:
        raise Refused(
            f"事项「{item}」已经有了", "请换一个标识，或者用 permit-rules new point 加要点"
        )
    folder = home.folder_of(code)
    values = {
        "id": item,
        "title": name or item,
        "name": yaml_text(name or BLANK),
        "start": start.isoformat(),
        "short": yaml_text(short),
        "law": yaml_text(law or BLANK),
        "first": yaml_text(handling[0]),
        "handling_items": "\n".join(f"- {yaml_text(h)}" for h in handling),
        "place_line": f'行政区划: "{code}"\n' if code else "",
        "schema": home.schema_line(f"{item}-{code}" if code else item),
    }
    drafts = [(f"{item}.yaml", "item.yaml"), (f"{item}{CASES_SUFFIX}", "cases.yaml")]
    if any(into.rglob(f"*{FACTS_SUFFIX}")):
        drafts.append((f"{item}{FACTS_SUFFIX}", "facts.yaml"))
    made = [
        Draft(folder / file, home.text(filled(template, **values), folder / file))
        for file, template in drafts
    ]
    return (*(_whole_folder(into) if home.is_new else ()), *made)


def _refuse_bad_id(item: str) -> None:
    try:
        TypeAdapter(Slug).validate_python(item)
    except ValidationError as wrong:
        context: Any = wrong.errors()[0].get("ctx") or {}
        raise Refused(
            str(context.get("message", "")).rstrip("。"), str(context.get("help", ""))
        ) from None


def _whole_folder(into: Path) -> Iterator[Draft]:
    """What every rules folder needs besides its items."""
    yield Draft(into / "library.yaml", f"格式: 1\n名称: {BLANK}\n")
    yield Draft(into / "places.yaml", '行政区划:\n- {代码: "000000", 名称: 国家}\n')
    calendars = embedded_rules() / "calendars"
    for calendar in sorted(calendars.glob("*.yaml")):
        yield Draft(into / "calendars" / calendar.name, calendar.read_text("utf-8"))
