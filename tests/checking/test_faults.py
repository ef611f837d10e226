"""Whatever goes wrong inside a check: an exception of ours, never a shorter list, and it passes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.engines.protocol import Hits
from tests.checking.failing_engines import (
    LIES,
    FailingExtension,
    Lie,
    Wrong,
    failing_extension,
    lying_engine,
)
from tests.engines.durable_help import Error
from tests.fuzz.hostile import ONE_HASH
from tests.loading.folder import HEAD, rules
from tests.promises.memory import resident
from tests.teahouse import found

#: Few conditions, because a session in which something went wrong can never be freed; of every
#: kind: a threshold, a choice, a set, a day, an agreement, members of a roster, a gate.
SMALL = """\
适用判定:
- {编号: B1, 名称: 只做饮品, 当: {经营项目: 只含 饮品}, 结果: 备案, 转为: 备案, 依据: 办法}
申请材料:
- {编号: M1, 材料名称: 申请书, 需要: {业务办理项: 新办, 经营面积: 超过 50 平方米}, 依据: 办法}
- {编号: M2, 材料名称: 执照, 需要: {业务办理项: 新办}, 相符: {名称: 申请人名称}, 依据: 办法}
- {编号: M3, 材料名称: 仓库平面图, 需要: {温度: 冷藏}, 逐个: 仓库, 依据: 办法}
审核要点:
- 编号: S1
  类别: 形式审查
  名称: 台数
  当: {使用自动设备: 是}
  应当: {自动设备台数: 不少于 1 台}
  依据: 办法
- 编号: S2
  类别: 形式审查
  名称: 期限
  当: {业务办理项: 延续}
  应当: {许可证有效期至: 不早于 收件日}
  依据: 办法
"""
#: Members of a roster, and facts that were not stated and have to be tried: runs of every kind.
PAYLOAD = {
    "received_on": "2026-03-02",
    "applicant": {"name": "清风茶馆"},
    "facts": {
        "业务办理项": "新办",
        "经营面积": 60,
        "使用自动设备": "是",
        "仓库": [{"名称": "一库", "温度": "冷藏"}, {"名称": "二库"}],
    },
    "materials": [{"code": "M2", "states": {"名称": "清风"}}],
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> pr.Library:
    folder = rules(tmp_path_factory.mktemp("small"), {"national/trial.yaml": HEAD + SMALL})
    return pr.load(folder)


def test_the_healthy_engine_answers(library: pr.Library) -> None:
    result = pr.Checker(library, item="trial", verify=True).check(PAYLOAD)
    assert found(result) == ["M3"]
    assert result.counts.cannot_tell == 4


# ---- durable-rules itself goes wrong -------------------------------------------------------


def raising(error: BaseException) -> Wrong:
    def wrong(call: Callable[[], Any]) -> Any:
        raise error

    return wrong


def raising_afterwards(error: BaseException) -> Wrong:
    def wrong(call: Callable[[], Any]) -> Any:
        call()
        raise error

    return wrong


def returning(answer: object) -> Wrong:
    def wrong(call: Callable[[], Any]) -> Any:
        call()
        return answer

    return wrong


#: Each is tried at every call that a check makes, one after the other.
AT_EACH_CALL: dict[str, Wrong] = {
    "an error code": raising(Error("Could not do it, error code: 303")),
    "an error after the call": raising_afterwards(Error("Could not do it, error code: 309")),
    "out of memory": raising(MemoryError()),
    "a code that is returned": returning((303, 0)),
    "no answer": returning(None),
    "an answer of another kind": returning("{}"),
}


def expect_fault_or_the_whole_answer(
    checker: pr.Checker, extension: FailingExtension, expected: str, at: int, wrong: Wrong
) -> bool:
    """Check with one call going wrong, then with none; whether the first was refused.

    Where the engine would have given that very answer, nothing has gone wrong.
    """
    extension.start(at, wrong)
    refused = False
    try:
        assert checker.check(PAYLOAD).model_dump_json() == expected
    except pr.EngineFault:
        refused = True
    extension.start()
    assert checker.check(PAYLOAD).model_dump_json() == expected
    return refused


@pytest.mark.parametrize(
    ("fault", "verify"),
    [*((f, False) for f in AT_EACH_CALL), ("an error code", True), ("no answer", True)],
)
def test_a_fault_at_each_call_of_durable_rules(
    library: pr.Library, fault: str, verify: bool
) -> None:
    with failing_extension() as extension:
        checker = pr.Checker(library, item="trial", verify=verify, answers_kept=0)
        expected = checker.check(PAYLOAD).model_dump_json()
        extension.start()
        checker.check(PAYLOAD)
        calls = extension.calls
        assert calls > 50
        refused = sum(
            expect_fault_or_the_whole_answer(checker, extension, expected, at, AT_EACH_CALL[fault])
            for at in range(calls)
        )
        # Only the end of a list may be taken for what it is: None is how the engine says it.
        assert refused == calls or (fault == "no answer" and refused > 0.8 * calls)
        checker.close()
        assert not extension.living


def test_a_lost_match_is_noticed_by_the_other_engine(library: pr.Library) -> None:
    with failing_extension() as extension:
        checker = pr.Checker(library, item="trial", verify=True)
        expected = checker.check(PAYLOAD).model_dump_json()
        extension.start()
        checker.check(PAYLOAD)
        calls = extension.calls

        def skipping(call: Callable[[], Any]) -> Any:
            call()
            return call()

        refused = sum(
            expect_fault_or_the_whole_answer(checker, extension, expected, at, skipping)
            for at in range(calls)
        )
        assert refused > 0.5 * calls
        checker.close()


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_at_each_call_passes_through(
    library: pr.Library, error: type[BaseException]
) -> None:
    with failing_extension() as extension:
        checker = pr.Checker(library, item="trial", answers_kept=0)
        expected = checker.check(PAYLOAD).model_dump_json()
        extension.start()
        checker.check(PAYLOAD)
        for at in range(0, extension.calls, 3):
            extension.start(at, raising_afterwards(error()))
            with pytest.raises(error):
                checker.check(PAYLOAD)
            extension.start()
            assert checker.check(PAYLOAD).model_dump_json() == expected
        checker.close()
        assert not extension.living


def test_a_ruleset_that_cannot_be_made_is_made_by_the_next_check(library: pr.Library) -> None:
    with failing_extension() as extension:
        checker = pr.Checker(library, item="trial", verify=True)
        expected = checker.check(PAYLOAD).model_dump_json()
        rulesets = len(extension.living)
        assert rulesets > 2
        for at in range(rulesets):
            checker.close()
            extension.start(at, raising(Error("Could not create ruleset, error code: 106")))
            with pytest.raises(pr.EngineFault, match="create_ruleset"):
                checker.check(PAYLOAD)
            assert not extension.living
            assert checker.check(PAYLOAD).model_dump_json() == expected
        checker.close()
        assert not extension.living


def test_only_the_session_in_which_it_went_wrong_is_lost(library: pr.Library) -> None:
    with failing_extension() as extension:
        checker = pr.Checker(library, item="trial", verify=True)
        checker.check(PAYLOAD)
        before = set(extension.living)
        extension.start(9, raising(Error("Could not do it, error code: 303")))
        with pytest.raises(pr.EngineFault):
            checker.check(PAYLOAD)
        assert not extension.living
        assert len(before - extension.sessions_freed) == 1


# ---- an engine gives a wrong answer --------------------------------------------------------


def failing(hits: Hits) -> Hits:
    raise pr.EngineFault("试验")


def broken(hits: Hits) -> Hits:
    raise RecursionError("maximum recursion depth exceeded")


@pytest.mark.parametrize("lie", [*LIES, failing, broken], ids=lambda lie: lie.__name__)
@pytest.mark.parametrize("liar", ["durable", "reference"])
@pytest.mark.parametrize("asked", ["durable", "reference"])
def test_a_wrong_answer_in_each_run_is_refused(
    library: pr.Library, asked: Any, liar: str, lie: Lie
) -> None:
    with lying_engine(liar) as opened:
        checker = pr.Checker(library, item="trial", verify=True, engine=asked)
        expected = checker.check(PAYLOAD).model_dump_json()
        (engine,) = opened
        engine.start()
        checker.check(PAYLOAD)
        runs = engine.runs
        assert runs > 5
        for at in range(runs):
            told: list[bool] = []

            def noted(hits: Hits, told: list[bool] = told) -> Hits:
                told.append(True)
                wrong = lie(hits)
                told[0] = wrong != hits
                return wrong

            engine.start(at, noted)
            if expect_refusal(checker, told):
                engine.start()
            assert checker.check(PAYLOAD).model_dump_json() == expected
        checker.close()


def expect_refusal(checker: pr.Checker, told: list[bool]) -> bool:
    """Whether the check was refused; it must be, unless the lie was none."""
    try:
        checker.check(PAYLOAD)
    except pr.EngineFault:
        return True
    assert told == [False]
    return False


def test_without_verifying_a_fault_of_the_engine_is_no_shorter_list(library: pr.Library) -> None:
    with lying_engine("durable") as opened:
        checker = pr.Checker(library, item="trial", answers_kept=0)
        expected = checker.check(PAYLOAD).model_dump_json()
        (engine,) = opened
        engine.start()
        checker.check(PAYLOAD)
        for at in range(engine.runs):
            engine.start(at, failing)
            with pytest.raises(pr.EngineFault, match="试验"):
                checker.check(PAYLOAD)
            assert checker.check(PAYLOAD).model_dump_json() == expected
        checker.close()


# ---- many checkers, and names the engine could mix up --------------------------------------


def test_hundreds_of_checkers_opened_and_closed_leave_nothing_behind(tmp_path: Path) -> None:
    body = """\
申请材料:
- {编号: M1, 材料名称: 申请书, 需要: {业务办理项: 新办, 经营面积: 超过 50 平方米}, 依据: 办法}
- {编号: M2, 材料名称: 平面图, 需要: {经营项目: 含任一 热食、冷食}, 依据: 办法}
"""
    library = pr.load(rules(tmp_path, {"national/trial.yaml": HEAD + body}))
    payload = {
        "received_on": "2026-03-02",
        "facts": {"业务办理项": "新办", "经营面积": 60, "经营项目": "热食"},
    }

    def open_and_close(times: int) -> None:
        for number in range(times):
            checker = pr.Checker(library, item="trial", verify=True)
            assert [f.material for f in checker.check(payload).findings] == ["M1", "M2"]
            if number % 2:  # the others are only let go of
                checker.close()
        gc.collect()

    with failing_extension() as extension:
        open_and_close(100)
        before = resident()
        open_and_close(300)
        assert resident() - before < 1_200
        assert not extension.living


def test_names_of_one_hash_are_never_mixed_up(tmp_path: Path) -> None:
    one, other = ONE_HASH
    fields = f"""\
申请信息:
- {{字段: {one}, 标识: f1, 类型: 是否}}
- {{字段: {other}, 标识: f2, 类型: 是否}}
- {{字段: 单项, 标识: c, 类型: 单选, 取值: [{one}, {other}]}}
- {{字段: 多项, 标识: m, 类型: 多选, 取值: [{one}, {other}]}}
- 字段: 名单
  标识: r
  类型: 名单
  成员键: 名称
  成员:
  - {{字段: 名称, 标识: name, 类型: 文本}}
  - {{字段: 大小, 标识: size, 类型: 数值, 单位: 无}}
"""
    needs = [
        f"{field}: {value}"
        for field, value in (
            *((name, "是") for name in ONE_HASH),
            *(("单项", name) for name in ONE_HASH),
            *(("多项", f"含 {name}") for name in ONE_HASH),
        )
    ]
    body = "申请材料:\n" + "".join(
        f"- {{编号: M{n}, 材料名称: 材料{n}, 需要: {{{need}}}, 依据: 办法}}\n"
        for n, need in enumerate(needs)
    )
    body += f"- {{编号: P0, 材料名称: {one}, 需要: {{业务办理项: 新办}}, 依据: 办法}}\n"
    body += f"- {{编号: P1, 材料名称: {other}, 需要: {{业务办理项: 新办}}, 依据: 办法}}\n"
    body += "- {编号: R, 材料名称: 明细, 逐个: 名单, 需要: {大小: 超过 5}, 依据: 办法}\n"
    files: dict[str, str | bytes] = {"national/trial.yaml": HEAD + body, "fields/all.yaml": fields}
    checker = pr.Checker(pr.load(rules(tmp_path, files)), item="trial", verify=True)
    for chosen, left in ((0, 1), (1, 0)):
        name, unnamed = ONE_HASH[chosen], ONE_HASH[left]
        result = checker.check({
            "received_on": "2026-03-02",
            "facts": {
                "业务办理项": "新办", name: "是", unnamed: "否", "单项": name, "多项": [name],
                "名单": [{"名称": name, "大小": 6}, {"名称": unnamed, "大小": 5}],
            },
            "materials": [name],
        })  # fmt: skip
        assert found(result) == [f"M{chosen}", f"M{chosen + 2}", f"M{chosen + 4}", f"P{left}", "R"]
        assert [f.instance for f in result.findings if f.instance] == [name]
        assert not result.questions
    checker.close()
