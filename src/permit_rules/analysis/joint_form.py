"""The form of an application for several permits: the fields of all, a permit's own by its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from permit_rules.analysis.form import Form, Payload
from permit_rules.checking.joint.business import business_catalogue
from permit_rules.conditions.fields import Field, FieldCatalogue
from permit_rules.model.bundle import Scope
from permit_rules.model.library import Library
from permit_rules.resolving import catalogue_of


@dataclass(frozen=True, slots=True)
class JointForm(Form):
    """The fields of several permits and the calendar.

    What is a permit's own stands under ``item/field``; where it does not, what the application
    says for all of them is read.
    """

    def written(self, payload: Mapping[str, Any], field: Field) -> Any:
        """What stands in the payload for a field of the application, as written; None: nothing."""
        # ``super()`` does not find its way in a class with slots made by a decorator.
        said = Form.written(self, payload, field)
        item, cut, name = field.label.partition("/")
        if said is not None or not cut:
            return said
        for permit in payload.get("permits") or ():
            if isinstance(permit, Mapping) and permit.get("item") == item:
                if field.id.endswith("/handling_item") and permit.get("handling_item"):
                    return permit["handling_item"]
                own = permit.get("facts") or {}
                return next((v for k, v in own.items() if k == name), None)
        return (payload.get("facts") or {}).get(name)


def joint_form(library: Library, place: str) -> JointForm:
    """The form of everything that may be applied for at a place."""
    known = business_catalogue(library, place).fields
    return JointForm(FieldCatalogue((*known, *_own(library, place))), library.calendar)


def _own(library: Library, place: str) -> Iterator[Field]:
    """The fields that are each permit's own, by the id of its item."""
    rules = library.bundles_at(place)
    for item_id in dict.fromkeys(i.id for i in library.items):
        item = library.item_for(item_id, place)
        if item is None:
            continue
        for asked in catalogue_of(library, item).fields:
            if rules.scope_of(asked.id) is Scope.PERMIT and not asked.taken_from:
                yield replace(
                    asked,
                    id=f"{item_id}/{asked.id}",
                    label=f"{item_id}/{asked.label}",
                    aliases=(),
                    members=tuple(replace(m, id=f"{item_id}/{m.id}") for m in asked.members),
                )


def blank_application(bundle: str, place: str, day: str) -> Payload:
    """An application that says nothing but which kind of business it is."""
    return {
        "bundle": bundle,
        "place": place,
        "received_on": day,
        "channel": "paper",
        "applicant": {},
        "facts": {},
        "materials": [],
    }
