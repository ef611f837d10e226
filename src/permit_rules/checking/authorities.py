"""Whether the office that received an application is competent, and which one is if it is not.

An application that is outside an authority's competence is answered at once with the name of the
right one (行政许可法 art. 32(2)). Here offices are only compared; the engine decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from permit_rules.checking.application import Application, ReceivingAuthority
from permit_rules.checking.payload_paths import at
from permit_rules.checking.standards import Observation
from permit_rules.compiling.plan import Competence, Plan
from permit_rules.diagnostics import Diagnostic
from permit_rules.model.arrangements import Authority
from permit_rules.model.offices import Offices
from permit_rules.model.place import NATION, Level, ancestors, is_code, levels_at, read_place
from permit_rules.model.rulebook import Rulebook
from permit_rules.result import Assumption
from permit_rules.written import fold

_PATH = "receiving_authority"
#: How much of a name is repeated in a message.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who received an application, as far as that could be made out.

    ``departments`` are folded general names, none: unknown; ``place`` None: unknown. ``levels``
    are those it may be of, none: any. ``unclear`` says that something that was stated could not
    be used; what was not stated at all is not held against it.
    """

    name: str
    departments: frozenset[str] = frozenset()
    place: str | None = None
    levels: frozenset[Level] = frozenset()
    unclear: bool = False


def read_receiver(
    application: Application, rulebook: Rulebook, damaged: frozenset[str] = frozenset()
) -> tuple[Receiver | None, tuple[Diagnostic, ...]]:
    """The office that received; None where none is stated, or the item names no authority.

    ``damaged`` are payload paths that had to be left out when the payload was read.
    """
    if not rulebook.authorities:
        return None, ()
    if damaged & {_PATH, *(f"{_PATH}.{key}" for key in ReceivingAuthority.model_fields)}:
        return Receiver("收件机关", unclear=True), ()
    stated = application.receiving_authority
    if not (stated.name or stated.department or stated.place):
        return None, ()
    code = read_place(stated.place, rulebook.offices.places) if stated.place else None
    receiver = _known(stated, code, rulebook)
    found = []
    if not receiver.departments:
        found.append(_unknown_office(stated))
    if stated.place and code is None:
        found.append(_unknown_place(stated.place))
    return replace(receiver, unclear=bool(found)), tuple(found)


def _known(stated: ReceivingAuthority, code: str | None, rulebook: Rulebook) -> Receiver:
    """What the name, the department and the place say together; what is written out goes first."""
    offices = rulebook.offices
    name = stated.name or stated.department
    exact = offices.named(name)
    # A branch acts for the office it belongs to; of which level it is, no name tells.
    office = exact or offices.above(name)
    departments: frozenset[str] = frozenset()
    if stated.department and (stated.name or office is None):
        departments = frozenset({fold(stated.department)})
    elif office is not None:
        departments = office.departments
    elif fold(name) in _departments(rulebook):
        departments = frozenset({fold(name)})
    place = office.place if office is not None and not stated.place else code
    level_known = exact is not None or code is not None
    levels = levels_at(place) if place is not None and level_known else frozenset()
    return Receiver(_shown(stated, code, offices), departments, place, levels)


def _shown(stated: ReceivingAuthority, code: str | None, offices: Offices) -> str:
    """What the receiver is called in a message."""
    if stated.name or not code:
        return (stated.name or stated.department or "收件机关")[:_SHOWN]
    where = offices.places[code].name if code in offices.places else code
    return f"{where}的{stated.department or '机关'}"[:_SHOWN]


def _departments(rulebook: Rulebook) -> frozenset[str]:
    named = (d for a in rulebook.authorities for d in (a.department, *a.delegates))
    return rulebook.offices.departments.union(map(fold, named))


def observe_authorities(
    authorities: tuple[Authority, ...], receiver: Receiver | None, place: str
) -> dict[str, Observation]:
    """For each authority, by id, whether the receiver is it; presumed so where none is stated.

    It is if it is the department, or one of those that act for it, at the place of the
    application, or at one above or beneath it (an application may name its place roughly), and
    of a level that is allowed. Those who act for a department may be of any level: it is mostly a
    lower one.
    """
    if receiver is None:
        return {a.id: Observation(True) for a in authorities}
    where = place if is_code(place) else NATION
    return {a.id: Observation(_is(receiver, a, where)) for a in authorities}


def _is(receiver: Receiver, authority: Authority, place: str) -> bool | None:
    if receiver.place is not None and not (
        receiver.place in ancestors(place) or place in ancestors(receiver.place)
    ):
        return False
    if not receiver.departments:
        return None
    if not receiver.departments.isdisjoint(map(fold, authority.delegates)):
        return None if receiver.unclear else True
    if fold(authority.department) not in receiver.departments:
        return False
    if authority.levels and receiver.levels and receiver.levels.isdisjoint(authority.levels):
        return False
    return None if receiver.unclear else True


def authority_assumed(
    authorities: tuple[Authority, ...], receiver: Receiver | None
) -> tuple[Assumption, ...]:
    """The presumption that the right authority received, where none was stated."""
    if receiver is not None or not authorities:
        return ()
    return (
        Assumption(
            key=_PATH,
            label="收件机关",
            value="有权办理",
            reason="没有写明收件机关的，视为向有权办理的机关提出",
        ),
    )


def local_competence(plan: Plan, receiver: Receiver | None, place: str) -> dict[str, Competence]:
    """The gates of the authorities, by id, each naming the office that is competent here."""
    where = place if is_code(place) else NATION
    who = f"「{receiver.name}」" if receiver else "收件机关"
    return {
        gate.id: _at(gate.subject, who, where, plan.rulebook.offices)
        for gate in plan.gates
        if isinstance(gate.subject, Competence)
    }


def _at(gate: Competence, who: str, place: str, offices: Offices) -> Competence:
    target = office_at(gate.authority, place, offices)
    acting = "、".join(gate.authority.delegates)
    return replace(
        gate,
        name=f"{who}不是办理本事项的机关",
        target=target,
        notice=f"请向{target}{f'或者受委托的{acting}' if acting else ''}提出申请。",
    )


def office_at(authority: Authority, place: str, offices: Offices) -> str:
    """What the authority that is competent for a place is called, of the lowest level allowed.

    深圳市市场监督管理局; where it has no name of its own 深圳市的市场监督管理部门; and where the
    place of that level is not known 广东省的市级市场监督管理部门.
    """
    chain = tuple(reversed(ancestors(place)))
    if not authority.levels:
        # Without levels the nation is no likelier than any other place.
        codes = tuple(c for c in chain if c != NATION)
        return offices.proper_name(authority.department, codes) or authority.department
    codes = tuple(c for c in chain if not levels_at(c).isdisjoint(authority.levels))
    name = offices.proper_name(authority.department, codes)
    if name:
        return name
    lowest = max(level.rank for level in authority.levels)
    above = (c for c in chain if c != NATION and max(v.rank for v in levels_at(c)) < lowest)
    where = next((f"{offices.places[c].name}的" for c in above if c in offices.places), "")
    return f"{where}{authority.level_words}{authority.department}"


def _unknown_office(stated: ReceivingAuthority) -> Diagnostic:
    name = stated.name or stated.department
    return Diagnostic(
        code="SH850",
        where=at(_PATH),
        message=f"认不出收件机关「{name[:_SHOWN]}」" if name else "没有写明收件机关是哪个部门",
        help="请写明 department（部门的通称）和 place（行政区划代码），"
        "或者在 places.yaml 的「机关」里写上它的全称",
    )


def _unknown_place(text: str) -> Diagnostic:
    return Diagnostic(
        code="SH851",
        where=at(f"{_PATH}.place"),
        message=f"收件机关的行政区划「{text[:20]}」不是代码",
        help="代码是 6 位或者 9 位数字，例如 440300；国家写 000000",
    )
