"""智能导办: questions, answers, and what they lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from pytest_bdd import given, then, when

import permit_rules as pr
from tests.corpus.tables import library
from tests.features.steps.desk import words
from tests.features.steps.joint_steps import bundle_named

_PLACE = "440400"
_DAY = date(2026, 3, 2)


@dataclass(slots=True)
class Guidance:
    """An interview, and the labels of what it asked."""

    bundle: str
    interview: pr.Interview
    asked: list[str] = field(default_factory=list)

    def go_on(self, answers: dict[str, str]) -> None:
        """Answer every question that comes, what is not known with 不知道."""
        while (question := self.interview.next_question()) is not None:
            self.asked.append(question.label)
            known = answers.get(question.label)
            if known is None:
                self.interview = self.interview.do_not_know()
            else:
                self.interview = self.interview.answer(known)

    def permits(self, *, certain: bool) -> list[str]:
        """The names of the items that are needed, or may be."""
        return [p.item_name for p in self.interview.found().permits if p.certain is certain]


@cache
def _begun(bundle: str) -> pr.Interview:
    return pr.Interview(library(), bundle=bundle, place=_PLACE, on=_DAY)


@given(words("就「{bundle}」导办"), target_fixture="guidance")
def _guided(bundle: str) -> Guidance:
    found = bundle_named(bundle)
    return Guidance(found, _begun(found))


@when("导办问到的这样回答，其余的都回答不知道")
def _answered(guidance: Guidance, datatable: list[list[str]]) -> None:
    guidance.go_on(dict(datatable[1:]))


@when("导办问到的都回答不知道")
def _nothing_known(guidance: Guidance) -> None:
    guidance.go_on({})


@when(words("退回「{label}」改答「{value}」，其余的都回答不知道"))
def _back(guidance: Guidance, label: str, value: str) -> None:
    asked = library().catalogue.find(label)
    assert asked is not None
    guidance.interview = guidance.interview.back(to=asked.id).answer(value)
    guidance.go_on({})


@then(words("导办得出要办「{item}」"))
def _needed(guidance: Guidance, item: str) -> None:
    assert item in guidance.permits(certain=True)


@then(words("导办得出不用办「{item}」"))
def _not_needed(guidance: Guidance, item: str) -> None:
    found = guidance.permits(certain=True) + guidance.permits(certain=False)
    assert item not in found, found


@then(words("导办得出还可能要办「{item}」"))
def _possible(guidance: Guidance, item: str) -> None:
    found = [p for p in guidance.interview.found().permits if p.item_name == item]
    assert found
    assert all(p.when and not p.certain for p in found)


@then(words("导办列出的材料里有「{name}」"))
def _papers(guidance: Guidance, name: str) -> None:
    found = [p.name for permit in guidance.interview.found().permits for p in permit.papers]
    assert name in found, found


@then("导办列出了许可条件")
def _conditions(guidance: Guidance) -> None:
    found = [c for permit in guidance.interview.found().permits for c in permit.conditions]
    assert any(c.certain and c.basis for c in found)


@then(words("导办没有问「{label}」"))
def _not_asked(guidance: Guidance, label: str) -> None:
    assert guidance.asked
    assert label not in guidance.asked, guidance.asked


@then("存下来再接着，问的和得出的都一样")
def _resumed(guidance: Guidance) -> None:
    whole = guidance.interview.found()
    answered = {f.label: f.value for f in whole.facts if f.source == "answer"}
    halfway = _begun(guidance.bundle)
    for label in guidance.asked[: len(guidance.asked) // 2]:
        question = halfway.next_question()
        assert question is not None
        assert question.label == label
        known = answered.get(label)
        halfway = halfway.answer(known) if known else halfway.do_not_know()
    resumed = Guidance(guidance.bundle, pr.Interview.resume(library(), halfway.state_json()))
    resumed.go_on({label: value for label, value in answered.items() if value})

    assert resumed.asked == guidance.asked[len(guidance.asked) // 2 :]
    assert resumed.interview.found() == whole
