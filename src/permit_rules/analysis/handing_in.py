"""A paper made to the letter of a notice: what is asked for as asked, everything else at its worst.

Whatever the notice does not mention takes the worst value an application may state: no signature,
no copies, expired yesterday, another's name, none of the contents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from permit_rules.analysis.form import Form, Payload
from permit_rules.result import CheckResult, Demand, PaperAsked, Requirement
from permit_rules.working_days import Calendar, Period, later
from permit_rules.written import fold

_ONE_DAY = timedelta(days=1)
#: What a paper says that nobody asked to say anything in particular.
ANOTHER = "另一个名称"
_SIGNING: dict[str, tuple[dict[str, bool], ...]] = {
    "签名": ({"signed": True},),
    "盖章": ({"sealed": True},),
    "签名或盖章": ({"signed": True}, {"sealed": True}),
    "签名并盖章": ({"signed": True, "sealed": True},),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One way of handing in what a demand asks for.

    ``form`` and ``signing`` are chosen among what the notice allows; a form of which the notice
    says nothing is any. ``named`` hands it in under its name instead of its number.
    """

    asked: PaperAsked
    instance: str = ""
    form: str = ""
    signing: tuple[str, ...] = ()
    named: bool = False

    @property
    def words(self) -> str:
        """提交《营业执照》（东店，复印件）."""
        said = (self.instance, self.form, "、".join(_WORDS[s] for s in self.signing))
        inside = "，".join(s for s in said if s)
        return f"提交《{self.asked.name}》" + (f"（{inside}）" if inside else "")


_WORDS = {"signed": "签名", "sealed": "盖章"}


def papers_for(demand: Demand) -> Iterator[Paper]:
    """Every way of meeting a demand: the paper or one in its place, in each form, signed each way.

    The first is the paper itself, in the first form allowed.
    """
    for asked in (demand.paper, *demand.instead):
        forms = [f for r in asked.requirements if r.kind == "form" for f in r.forms]
        ways = list(product(forms or ["复印件", "电子"], _signings(asked)))
        for n, (form, signing) in enumerate(ways):
            yield Paper(asked, demand.instance, form, signing, named=n % 2 == 1)


def _signings(asked: PaperAsked) -> tuple[tuple[str, ...], ...]:
    """Each way of signing and sealing that gives everybody who has to what he has to give."""
    each = (_SIGNING[r.method] for r in asked.requirements if r.kind == "signature")
    return tuple(
        dict.fromkeys(
            tuple(sorted({k for way in ways for k in way}, reverse=True)) for ways in product(*each)
        )
    )


def everything_stated(result: CheckResult) -> tuple[str, ...]:
    """Everything that any paper of the notice is asked to say something under."""
    demands = [d for f in result.findings for d in f.demands]
    demands += [d for line in result.conditional for d in line.demands]
    return tuple(
        dict.fromkeys(
            r.stated
            for d in demands
            for asked in (d.paper, *d.instead)
            for r in asked.requirements
            if r.stated
        )
    )


def made(
    paper: Paper, payload: Payload, form: Form, day: date, stated: Iterable[str] = ()
) -> dict[str, Any]:
    """The paper as it is handed in on ``day`` with an application that says what ``payload`` says.

    ``stated`` are the headings under which papers say something; those this one is not asked for
    say something else.
    """
    asked = paper.asked
    made_: dict[str, Any] = {
        **({"name": asked.name} if paper.named else {"code": asked.id}),
        **({"of": paper.instance} if paper.instance else {}),
        "form": paper.form,
        "copies": 0,
        "signed": False,
        "sealed": False,
        "signed_by": [],
        "issued_on": "1990-01-01",
        "expires_on": (day - _ONE_DAY).isoformat(),
        "states": dict.fromkeys(stated, ANOTHER),
        "contents": [],
        "parts": [],
    }
    for requirement in asked.requirements:
        meet(requirement, made_, payload, form, day)
    made_.update(dict.fromkeys(paper.signing, True))
    return made_


def meet(
    requirement: Requirement, paper: dict[str, Any], payload: Payload, form: Form, day: date
) -> None:
    """Make a paper meet one requirement, and no more than that; the way of signing is chosen apart.

    A roster signs by all the members the application states.
    """
    writer = _WRITERS.get(requirement.kind)
    if writer is not None:
        writer(requirement, paper, payload, form, day)


def _form(r: Requirement, paper: dict[str, Any], p: Payload, form: Form, day: date) -> None:
    if paper.get("form") not in r.forms:
        paper["form"] = r.forms[0]


def _copies(r: Requirement, paper: dict[str, Any], p: Payload, form: Form, day: date) -> None:
    # Of several permits that want the same paper each says how many; the most will do.
    had = paper.get("copies")
    paper["copies"] = max(had if isinstance(had, int) else 0, r.count or 0)


def _signature(r: Requirement, paper: dict[str, Any], p: Payload, form: Form, day: date) -> None:
    if r.roster:
        paper["signed_by"] = [label for label, _ in form.all_members(p, r.roster)]


def _expiry(r: Requirement, paper: dict[str, Any], p: Payload, form: Form, day: date) -> None:
    last = day
    if r.beyond:
        period = Period.parse(r.beyond)
        last = later(day, period, form.calendar) or day + _ONE_DAY * (2 * period.amount + 30)
    paper["expires_on"] = max(last.isoformat(), _day_of(paper, "expires_on"))


def _age(r: Requirement, paper: dict[str, Any], p: Payload, form: Form, day: date) -> None:
    issued = oldest(day, Period.parse(r.within), form.calendar).isoformat()
    paper["issued_on"] = max(issued, _day_of(paper, "issued_on"))


def _day_of(paper: dict[str, Any], key: str) -> str:
    """The day that stands there; "" where it is none."""
    try:
        return date.fromisoformat(str(paper.get(key))).isoformat()
    except ValueError:
        return ""


def _agreement(r: Requirement, paper: dict[str, Any], p: Payload, form: Form, day: date) -> None:
    own = form.stated(p, r.field, str(paper.get("of") or ""))
    paper["states"] = {**paper.get("states", {}), r.stated: ANOTHER if own is None else own}


def _content(r: Requirement, paper: dict[str, Any], p: Payload, form: Form, day: date) -> None:
    paper["contents"] = list(dict.fromkeys((*(paper.get("contents") or ()), r.content)))


_WRITERS: dict[str, Callable[[Requirement, dict[str, Any], Payload, Form, date], None]] = {
    "form": _form,
    "copies": _copies,
    "signature": _signature,
    "expiry": _expiry,
    "age": _age,
    "agree": _agreement,
    "content": _content,
}


def oldest(day: date, within: Period, calendar: Calendar) -> date:
    """The first day on which a paper may have been issued that is good on ``day``."""
    issued = day
    for _ in range(400 * max(within.amount, 1)):
        last = later(issued - _ONE_DAY, within, calendar)
        if last is None or last < day:
            break
        issued -= _ONE_DAY
    return issued


def put(payload: Payload, asked: PaperAsked, new: dict[str, Any]) -> None:
    """Hand in ``new``, in place of what the application has of that paper for the same member.

    A paper that stands for others, too, stays beside it, and what a replaced paper contained
    stays by itself: taking those back would lose them.
    """
    payload["materials"] = [
        *(kept for p in payload.get("materials") or () for kept in _without(p, asked, new)),
        new,
    ]


def _without(stated: Any, asked: PaperAsked, new: dict[str, Any]) -> Iterator[dict[str, Any]]:
    paper = stated if isinstance(stated, dict) else {"name": str(stated)}
    parts = paper.get("parts")
    kept = [k for p in parts or () for k in _without(p, asked, new)]
    if not _replaced(paper, asked, new):
        yield {**paper, "parts": kept} if parts else paper
        return
    for part in kept:
        yield {**part, "of": part.get("of") or paper.get("of") or ""}


def _replaced(paper: dict[str, Any], asked: PaperAsked, new: dict[str, Any]) -> bool:
    whose = fold(str(paper.get("of") or "")) == fold(str(new.get("of") or ""))
    return is_of(paper, asked) and whose and not paper.get("covers")


def is_of(paper: dict[str, Any], asked: PaperAsked) -> bool:
    """Whether a paper of the application is one of these, by its number or its name."""
    named = fold(str(paper.get("code") or paper.get("name") or ""))
    return named in (fold(asked.id), fold(asked.name))
