"""A new bundle (业态): a name for what a business does, with what may come on top."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from permit_rules.conditions.fields import Choice, Field, FieldType
from permit_rules.conditions.nodes import ChoicesTest, ChoiceTest, tests_of
from permit_rules.diagnostics import did_you_mean
from permit_rules.loading.blanks import BLANK
from permit_rules.loading.format_types import is_slug
from permit_rules.model.library import Library
from permit_rules.model.place import NATION
from permit_rules.skeletons.drafts import Draft, Home, Refused, filled, known_place
from permit_rules.written import fold
from permit_rules.written.yaml_text import yaml_text


def new_bundle(
    into: Path,
    bundle: str,
    *,
    activities: tuple[str, ...],
    name: str = "",
    offers: tuple[str, ...] = (),
    place: str = NATION,
    below: Path | None = None,
) -> tuple[Draft, ...]:
    """The file of a kind of business; its permits follow from what 何时要办 says already.

    Args:
        into: the rules folder, or the folder of an office that is laid over ``below``.
        bundle: the id of the bundle.
        activities: what the business does, values of a 多选 field that 何时要办 reads.
        name: its name, left to be filled in where it is not given.
        offers: values of the same field that may come on top.
        place: the place that knows the bundle; "" for everywhere.
        below: the rules under ``into``; None: those that come with the library.

    Raises:
        Refused: no such id, value or place; there is such a bundle already; or the rules say of
            no business what it needs.
    """
    if not is_slug(bundle):
        raise Refused(f"「{bundle[:40]}」不能用作业态标识", "用小写英文字母、数字和 -")
    home = Home(into, below, over=True)
    library = home.library()
    taken = library.bundles.bundle(bundle)
    if taken is not None:
        raise Refused(f"业态「{bundle}」已经有了（{taken.where.file}）", "请直接改它")
    code = known_place(place, library) if place else NATION
    field = _field_of(library, (*activities, *offers))
    lines = [f"已知: {_stated(library, field, activities)}"]
    if offers:
        lines.append(f"可加: {{{field.label}: {_names(field, offers)}}}")
    if code:
        lines.insert(0, f'行政区划: "{code}"')
    path = into / "bundles" / f"{bundle}.yaml"
    text = filled(
        "bundle.yaml",
        schema=home.schema_line("bundle").replace("schemas/items/", "schemas/"),
        id=bundle,
        name=yaml_text(name or BLANK),
        description=BLANK,
        rest="\n".join(lines),
    )
    return (Draft(path, home.text(text, path)),)


def _field_of(library: Library, wanted: tuple[str, ...]) -> Field:
    """The 多选 field that needs read and that has a value of these names; the likeliest one."""
    fields = tuple(_fields_read(library))
    if not fields:
        raise Refused(
            "规则库没有写什么样的业务要办什么（何时要办）",
            "请先在 bundles/needs.yaml 里写「何时要办」，条件用一项多选的申请信息",
        )
    return max(fields, key=lambda f: sum(f.choice(name) is not None for name in wanted))


def _fields_read(library: Library) -> Iterator[Field]:
    own = (f for item in library.items for f in item.fields)
    known = {f.id: f for f in (*own, *library.catalogue.fields)}
    read = {
        test.field: None
        for need in library.bundles.needs
        for test in tests_of(need.when)
        if isinstance(test, ChoicesTest)
    }
    return (known[name] for name in read if name in known)


def _names(field: Field, wanted: tuple[str, ...]) -> str:
    found = [field.choice(name) or _unknown(field, name) for name in wanted]
    return "、".join(dict.fromkeys(c.name for c in found))


def _unknown(field: Field, name: str) -> Choice:
    near = did_you_mean(name, (n for c in field.choices for n in (c.name, *c.aliases)))
    known = "、".join(c.name for c in field.choices)
    raise Refused(
        f"「{name[:40]}」不是「{field.label}」的取值",
        f"是否想写「{near}」？" if near and fold(near) != fold(name) else f"可写的有：{known}",
    )


def _stated(library: Library, field: Field, activities: tuple[str, ...]) -> str:
    """What the bundle states: the activities, and what every need for one of them wants besides."""
    stated = {field.label: _names(field, activities)}
    for name, value in _with(library, field, activities):
        stated[name] = value
    return f"{{{', '.join(f'{k}: {v}' for k, v in reversed(stated.items()))}}}"


def _with(library: Library, field: Field, activities: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The one-valued choices that all needs for these activities ask for (办理事由: 开办)."""
    names = {c.name for a in activities if (c := field.choice(a)) is not None}
    common: set[tuple[str, str]] | None = None
    for need in library.bundles.needs:
        tests = tuple(tests_of(need.when))
        about = any(
            isinstance(t, ChoicesTest) and t.field == field.id and names & set(t.values)
            for t in tests
        )
        if about:
            asked = {
                (t.field, t.values[0])
                for t in tests
                if isinstance(t, ChoiceTest) and len(t.values) == 1
            }
            common = asked if common is None else common & asked
    for name, value in sorted(common or ()):
        shared = library.catalogue.find(name)
        if shared is not None and shared.type is FieldType.CHOICE:
            yield shared.label, value
