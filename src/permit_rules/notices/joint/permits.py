"""The permits of one application: what comes of each, who decides, until when, what waits."""

from __future__ import annotations

from permit_rules.joint_result import Dependency, Elsewhere, JointResult, PermitAnswer
from permit_rules.notices.beside import limit_section
from permit_rules.notices.document import Entry, Section, detail, section
from permit_rules.notices.joint.names import permit_name, reason_words, short_names
from permit_rules.notices.phrases import bases_words
from permit_rules.pages.tables import table
from permit_rules.result import TimeLimitLine

_COLUMNS = ("许可", "结论", "受理机关", "办理时限", "分送的内容")


def verdict_section(result: JointResult) -> tuple[Section, ...]:
    """Each permit with its verdict, its office, its time limit, and what that office gets."""
    made = table(_COLUMNS, tuple(_row(result, answer) for answer in result.permits))
    if made is None:
        return ()
    apart = "，写明等候的除外" if result.dependencies else ""
    lead = f"各项许可同时办理{apart}；每个机关只收到与本机关有关的材料和信息。"
    return (Section(f"各项许可的结论（{len(result.permits)}项）", (), lead, table=made),)


def _row(result: JointResult, answer: PermitAnswer) -> tuple[tuple[str, ...], ...]:
    return (
        (permit_name(answer),),
        (answer.verdict.label, *_aside(result, answer)),
        (answer.authority,) if answer.authority else (),
        decision_limits(result, answer),
        _share(answer),
    )


def _aside(result: JointResult, answer: PermitAnswer) -> tuple[str, ...]:
    if answer.waits_for:
        return (f"等候{short_names(result, answer.waits_for)}",)
    return () if answer.counts else ("不影响其他许可",)


def _share(answer: PermitAnswer) -> tuple[str, ...]:
    papers = f"{len(answer.papers)}份材料" if answer.papers else ""
    fields = f"{len(answer.fields)}项信息" if answer.fields else ""
    said = "、".join(s for s in (papers, fields) if s)
    return (said,) if said else ()


def decision_limits(result: JointResult, answer: PermitAnswer) -> tuple[str, ...]:
    """The limits of a permit's own decision, as the joint answer picks them out."""
    name = answer.item_name or answer.item
    picked = {line.step for line in result.limits if line.step.startswith(name)}
    return tuple(
        limit_words(line)
        for line in answer.result.limits
        if any(step.endswith(f"：{line.step}") for step in picked)
    )


def limit_words(line: TimeLimitLine) -> str:
    """决定：法定20个工作日，承诺5个工作日."""
    committed = f"，承诺{line.committed}" if line.committed else ""
    return f"{line.step}：法定{line.statutory}{committed}"


def joint_limit_section(result: JointResult) -> tuple[Section, ...]:
    """Each permit's limit beside the joint limit; they run side by side."""
    shown = limit_section(result.together.model_copy(update={"limits": result.limits}))
    lead = "各项许可的时限同时起算、分别计算，不相加；统一、联合、集中办理的，总时间另有限制。"
    return tuple(Section(s.heading, s.entries, lead) for s in shown)


def waiting_section(result: JointResult) -> tuple[Section, ...]:
    """The permits that need the outcome of another one, and what may follow later."""
    entries = tuple(_waiting(result, d) for d in result.dependencies)
    return section(
        "办理的先后",
        entries,
        "没有列在这里的许可互不等候。下列材料由本次申请中的另一项许可产生，不用申请人交来。",
    )


def _waiting(result: JointResult, dependency: Dependency) -> Entry:
    waits, first = (short_names(result, (key,)) for key in (dependency.permit, dependency.needs))
    later = f"可以先受理{waits}，《{dependency.paper_name}》以后补上。"
    return Entry(
        dependency.text or f"先办{first}，再办{waits}：要用《{dependency.paper_name}》。",
        (
            *detail("可以容缺", later if dependency.may_follow else ""),
            *detail("依据", bases_words(dependency.basis)),
        ),
    )


def elsewhere_section(elsewhere: tuple[Elsewhere, ...]) -> tuple[Section, ...]:
    """Matters of other offices: named, never checked."""
    entries = tuple(_elsewhere(e) for e in elsewhere)
    return section(
        f"另须办理（{len(entries)}项）", entries, "以下事项由其他部门办理，本告知没有核对。"
    )


def _elsewhere(matter: Elsewhere) -> Entry:
    perhaps = "" if matter.certain else "可能需要："
    return Entry(
        f"{perhaps}{matter.name}（{matter.department}）",
        (
            *detail("原因", reason_words(matter.reason)),
            *detail("说明", matter.note),
            *detail("依据", bases_words(matter.basis)),
        ),
    )


def open_way_section(result: JointResult) -> tuple[Section, ...]:
    """For each permit that is closed, the way that stays open."""
    entries = tuple(
        Entry(
            f"{permit_name(answer)}：{way.text}",
            (
                *detail("业务办理项", way.handling_item),
                *detail("机关", way.authority),
                *detail("需要的材料", *(f"《{m}》" for m in way.materials)),
            ),
        )
        for answer in result.permits
        if (way := answer.result.open_way) is not None
    )
    return section("可以这样办", entries)
