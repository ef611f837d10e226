"""What is said beside the findings: questions, notes, exemptions, limits, presumptions."""

from __future__ import annotations

from typing import Final

from permit_rules.notices.document import Entry, Section, detail, section
from permit_rules.notices.naming import ALONE, Naming
from permit_rules.notices.phrases import (
    bases_words,
    clauses_words,
    demands_words,
)
from permit_rules.result import (
    CheckResult,
    CommitmentMade,
    ConditionalLine,
    Exemption,
    InstanceResult,
    Note,
    NoteKind,
    PayloadFinding,
    PointStatus,
    Question,
    TimeLimitLine,
    Way,
)

_NOTE_HEADINGS: Final = {
    NoteKind.DEFERRABLE: ("容缺后补", ""),
    NoteKind.REQUIRED: ("以后须出示的材料", ""),
    NoteKind.WARNING: ("提示", ""),
    NoteKind.NOT_REQUIRED: ("不需要的", ""),
    NoteKind.EXEMPT: ("免于提交", ""),
    NoteKind.HUMAN_CHECK: ("须人工核查", "以下各项由工作人员核查，本告知没有作出判断。"),
}
#: An alternative was handed in, too, under the name of what it stands for.
_IN_HAND: Final = {Way.HANDED_IN, Way.ALTERNATIVE}
_SEVERITIES: Final = {"error": "错误", "warning": "警告", "info": "提示"}


def open_way_section(result: CheckResult) -> tuple[Section, ...]:
    """The way that stays open after a closing answer, with the materials it asks for."""
    way = result.open_way
    if way is None:
        return ()
    details = (
        *detail("业务办理项", way.handling_item),
        *detail("事项", way.item),
        *detail("机关", way.authority),
        *detail("需要的材料", *(f"《{m}》" for m in way.materials)),
    )
    return section("可以这样办", (Entry(way.text, details),))


def question_section(result: CheckResult, naming: Naming = ALONE) -> tuple[Section, ...]:
    """What the application does not say, and has to."""
    lead = ""
    if result.unsettled:
        lead = (
            f"要点{naming.points(result.unsettled)}牵涉的未填信息过多，没有逐一推算；"
            "下面的问题可能多于实际需要。"
        )
    entries = tuple(_question(q, naming) for q in result.questions)
    return section(f"请补充以下信息（{len(entries)}项）", entries, lead)


def _question(question: Question, naming: Naming) -> Entry:
    unit = "" if question.unit in ("", "无") else f"（单位：{question.unit}）"
    return Entry(
        f"{question.label}：{question.text}{unit}",
        (
            *detail("可选", "、".join(question.options)),
            *detail("关系到", naming.permits(question.points)),
            *detail("关系到要点", naming.points(question.points)),
        ),
    )


def conditional_section(result: CheckResult, naming: Naming = ALONE) -> tuple[Section, ...]:
    """What the answers would bring."""
    labels = {q.key: q.label for q in result.questions}
    entries = tuple(_conditional(line, labels, naming) for line in result.conditional)
    return section(
        f"取决于上述信息的要求（{len(entries)}项）",
        entries,
        "补充信息以后，符合下列情形的，一并按下列要求办理。",
    )


def _conditional(line: ConditionalLine, labels: dict[str, str], naming: Naming) -> Entry:
    asked = (labels.get(key, key) for key in line.depends_on)
    return Entry(
        line.text,
        (
            *detail("怎么办", line.remedy),
            *detail("材料要求", *demands_words(line.demands)),
            *detail("还须填写", *(f"{q.label}：{q.text}" for q in line.asks)),
            *detail("取决于", "、".join(dict.fromkeys(asked))),
            *detail("用于", naming.permits((line.point,))),
            *detail("依据", bases_words(line.basis)),
            *detail("要点", naming.points((line.point,))),
        ),
    )


#: Keys of an application that whoever reads a notice knows by another name.
_KEYS: Final = {
    "item": "事项",
    "place": "行政区划",
    "received_on": "收件日",
    "channel": "提交方式",
    "receiving_authority": "收件机关",
    "applicant.name": "申请人名称",
}


def payload_section(result: CheckResult) -> tuple[Section, ...]:
    """What is wrong with the data that was sent."""
    entries = tuple(_payload(p) for p in result.payload)
    return section(f"申请数据的问题（{len(entries)}处）", entries)


def _payload(found: PayloadFinding) -> Entry:
    weight = _SEVERITIES.get(found.severity, found.severity)
    where = "" if found.where in ("", "payload") else f"{_KEYS.get(found.where, found.where)}："
    help = "说明" if found.severity == "info" else "怎么改"
    return Entry(
        f"{where}{found.message}",
        (*detail(help, found.help), *detail("类别", f"{weight}，{found.code}")),
    )


def note_section(
    result: CheckResult, kind: NoteKind, naming: Naming = ALONE
) -> tuple[Section, ...]:
    """All notes of one kind."""
    heading, lead = _NOTE_HEADINGS[kind]
    return section(heading, tuple(_note(n, naming) for n in result.notes if n.kind is kind), lead)


def _note(note: Note, naming: Naming) -> Entry:
    return Entry(
        note.text,
        (
            *detail("依据", bases_words(note.basis)),
            *detail("要点", naming.points((note.point,)) if note.point else ""),
        ),
    )


def commitment_section(result: CheckResult, naming: Naming = ALONE) -> tuple[Section, ...]:
    """The materials in place of which the applicant promised something."""
    entries = tuple(_commitment(c, naming) for c in result.commitments)
    return section("告知承诺", entries, "以下材料以告知承诺代替，不再提交。")


def _commitment(made: CommitmentMade, naming: Naming) -> Entry:
    within = f"作出决定后{made.check_within}内" if made.check_within else ""
    return Entry(
        f"《{made.material_name}》：承诺“{made.text}”",
        (
            *detail("核查", within),
            *detail("违背承诺的", made.consequence),
            *detail("依据", bases_words(made.basis)),
            *detail("要点", naming.points((made.point,))),
        ),
    )


def exemption_section(result: CheckResult, naming: Naming = ALONE) -> tuple[Section, ...]:
    """Materials that need not be handed in, and why."""
    notes = tuple(_note(n, naming) for n in result.notes if n.kind is NoteKind.EXEMPT)
    return section("免于提交的材料", (*(_exemption(e, naming) for e in result.exempt), *notes))


def _exemption(exemption: Exemption, naming: Naming) -> Entry:
    why = clauses_words(exemption.reason)
    if exemption.source:
        why = f"已经{exemption.source}核验" + (f"；{why}" if why else "")
    return Entry(
        f"《{exemption.material}》",
        (
            *detail("原因", f"{why}。" if why else ""),
            *detail("要点", naming.points((exemption.point,))),
        ),
    )


def received_section(result: CheckResult) -> tuple[Section, ...]:
    """The papers that came in."""
    names: dict[str, None] = {}
    for point in result.points:
        for ended in point.instances or (point,):
            if ended.status is PointStatus.MET and ended.way in _IN_HAND:
                member = f"（{ended.instance}）" if isinstance(ended, InstanceResult) else ""
                names[f"《{point.name}》{member}"] = None
    return section("收到的材料", tuple(map(Entry, names)))


def limit_section(result: CheckResult) -> tuple[Section, ...]:
    """The time limits of the procedure."""
    return section("办理时限", tuple(_limit(line) for line in result.limits))


def _limit(line: TimeLimitLine) -> Entry:
    committed = f"，承诺{line.committed}" if line.committed else ""
    return Entry(
        f"{line.step}：法定{line.statutory}{committed}",
        (*detail("说明", line.note), *detail("依据", bases_words(line.basis))),
    )


def assumption_section(result: CheckResult) -> tuple[Section, ...]:
    """What was presumed in place of what was not stated."""
    entries = tuple(
        Entry(f"{a.label}：{a.value}", detail("理由", a.reason)) for a in result.assumed
    )
    return section("没有填写而按下列情况核对的", entries, "与实际不符的，请告知。")
