"""The offices a library knows by their proper names, and what each is called in general."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from permit_rules.model.place import Place
from permit_rules.written import fold


@dataclass(frozen=True, slots=True)
class Office:
    """An office by its proper name: where it is, and which departments it is (folded names).

    One office may be several departments: many a 市场监督管理局 is 药品监督管理部门, too.
    """

    name: str
    place: str
    departments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Offices:
    """All offices of the places of a library, by their folded names.

    ``departments`` are the folded general names of what they are.
    """

    places: Mapping[str, Place] = field(default_factory=dict)
    by_name: Mapping[str, Office] = field(default_factory=dict)
    departments: frozenset[str] = frozenset()

    @classmethod
    def of(cls, places: Mapping[str, Place]) -> Offices:
        """The offices that ``places`` list; a name that stands at two places means the first."""
        found: dict[str, Office] = {}
        for place in places.values():
            for department, names in place.offices.items():
                for name in names:
                    office = found.setdefault(fold(name), Office(name, place.code, frozenset()))
                    if office.place == place.code:
                        departments = office.departments | {fold(department)}
                        found[fold(name)] = Office(office.name, office.place, departments)
        return cls(places, found, frozenset(d for o in found.values() for d in o.departments))

    def named(self, name: str) -> Office | None:
        """The office of this proper name, or None."""
        return self.by_name.get(fold(name))

    def above(self, name: str) -> Office | None:
        """The office whose name this one continues (…局南山分局 continues …局), or None."""
        folded = fold(name)
        lengths = range(len(folded) - 1, 0, -1)
        return next((o for n in lengths if (o := self.by_name.get(folded[:n]))), None)

    def proper_name(self, department: str, codes: Iterable[str]) -> str:
        """What a department is called at the first of these places that has a name for it.

        Its own name where one is listed, else 深圳市的市场监督管理部门; "" at places without name.
        """
        for code in codes:
            place = self.places.get(code)
            if place is None:
                continue
            own = (n[0] for d, n in place.offices.items() if fold(d) == fold(department) and n)
            return next(own, f"{place.name}的{department}")
        return ""
