"""No applicant is sent away twice: searched on the corpus, and found where it is planted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.analysis.prove import prove
from permit_rules.analysis.rounds import Counterexample, Tried
from permit_rules.analysis.rule_places import place_of
from permit_rules.analysis.starting_points import StartingPoints
from permit_rules.analysis.written_case import written_case
from permit_rules.loading.cases import read_cases
from tests.analysis.withholding import (
    Withholding,
    with_routes_unconditional,
    without_line,
    without_question,
    without_requirement,
)
from tests.corpus.tables import library as corpus
from tests.corpus.tables import tables
from tests.loading.folder import HEAD, ITEM, rules
from tests.teahouse import IN_ORDER, RULES

TRAPS = Path(__file__).parents[1] / "fixtures" / "traps"
CITY = "440300"


def told(tried: Tried) -> str:
    """What was found, for whoever reads a failure."""
    return "\n".join(
        f"{c.words}（{c.trouble.label}）{c.points}\n{found.application}\n{found.correction.words}"
        for found in tried.found
        for c in found.complaints
    )


class TestNothingIsFound:
    """The promise holds as far as it is tried."""

    @pytest.mark.parametrize(
        ("item", "more", "bound"), [("food-business", 10, 4), ("medical-device-class3", 30, 5)]
    )
    def test_on_the_corpus(self, item: str, more: int, bound: int) -> None:
        """A sample; ``make prove`` sets out from every case, and goes on for an hour."""
        cases = [c.application for t in tables() if t.item == item for c in t.cases][::4]
        tried = prove(corpus(), item, cases=cases, tries=len(cases) + more, bound=bound)
        assert tried.found == [], told(tried)
        assert tried.applications == len(cases) + more
        assert tried.rounds > 2 * tried.applications

    @pytest.mark.parametrize("place", ["", CITY])
    def test_on_the_teahouse(self, place: str) -> None:
        tried = prove(pr.load(RULES), "teahouse", place, cases=(IN_ORDER,), tries=120, bound=12)
        assert tried.found == [], told(tried)

    def test_on_the_traps_where_nothing_is_kept_back(self) -> None:
        for name in (
            "guarded-defect", "only-a-paper-states", "route-closes", "commitment-closes",
            "ends-early",
        ):  # fmt: skip
            tried = prove(trap(name), "trap", tries=30, bound=20)
            assert tried.found == [], told(tried)

    def test_where_a_paper_is_signed_by_one_and_sealed_by_another(self, tmp_path: Path) -> None:
        papers = (
            "申请材料:\n- {编号: M1, 材料名称: 申请书, 需要: {业务办理项: 新办}, 依据: 办法,\n"
            "   签章: [{谁: 法定代表人, 方式: 签名},\n"
            "          {谁: 申请人, 方式: 盖章, 当: {使用自动设备: 是}},\n"
            "          {谁: 出具机关, 方式: 签名或盖章}]}\n"
        )
        library = pr.load(rules(tmp_path, {ITEM: f"{HEAD}{papers}"}))
        tried = prove(library, "trial", tries=30, bound=40)
        assert tried.found == [], told(tried)

    def test_where_nobody_says_who_has_to_sign(self, tmp_path: Path) -> None:
        papers = (
            "申请材料:\n- {编号: M1, 材料名称: 承诺书, 需要: {业务办理项: 新办}, 依据: 办法,\n"
            "   签章: {谁: 名单 仓库, 方式: 签名}}\n"
        )
        library = pr.load(rules(tmp_path, {ITEM: f"{HEAD}{papers}"}))
        signed = {"code": "M1", "signed": True}
        case = {"received_on": "2026-03-02", "facts": {"业务办理项": "新办"}, "materials": [signed]}
        first = pr.Checker(library, item="trial").check(case)
        assert [q.key for q in first.questions] == ["M1/signature", "warehouses"]
        nobody = {**case, "facts": {"业务办理项": "新办", "仓库": []}}
        assert pr.Checker(library, item="trial").check(nobody).verdict is pr.Verdict.ACCEPTED
        tried = prove(library, "trial", cases=(case,), tries=30, bound=40)
        assert tried.found == [], told(tried)

    def test_where_papers_belong_to_members_without_a_name(self, tmp_path: Path) -> None:
        papers = (
            "申请材料:\n- {编号: M1, 材料名称: 仓库证, 需要: {业务办理项: 新办}, 逐个: 仓库,\n"
            "   有效期: 收件日有效, 相符: {写明的温度: 温度}, 依据: 办法}\n"
        )
        library = pr.load(rules(tmp_path, {ITEM: f"{HEAD}{papers}"}))
        case = {
            "received_on": "2026-03-02",
            "facts": {"业务办理项": "新办", "仓库": [{"温度": "冷藏"}, {}]},
            "materials": ["M1"],
        }
        tried = prove(library, "trial", cases=(case,), tries=30, bound=40)
        assert tried.found == [], told(tried)


@cache
def trap(name: str) -> pr.Library:
    return pr.load(TRAPS / name)


def sprung(
    name: str,
    change: Callable[[pr.CheckResult], pr.CheckResult] = lambda r: r,
    *,
    place: str = "",
    cases: tuple[Mapping[str, Any], ...] = (),
) -> Counterexample:
    """The one counterexample of a trap, made small."""
    checker = pr.Checker(trap(name), item="trap", place=place)
    tried = prove(trap(name), "trap", place, checker=Withholding(checker, change), cases=cases)
    [found] = tried.found
    return found


class TestTraps:
    """Rulebooks in which a second round is planted; each is found, as small as it can be.

    The library announces all of these by itself, so most are planted by taking that announcement
    out of the result before the applicant reads it: an office that does not say everything.
    """

    def test_a_guarded_defect(self) -> None:
        """What the missing application form will be held to is not said with the demand for it."""
        found = sprung("guarded-defect", lambda r: without_requirement(r, "trap/M1/signature"))
        assert found.kind == ("not_said", "trap/M1/signature")
        assert found.application == {"item": "trap", "received_on": "2026-03-02"}

    def test_a_field_that_only_a_paper_states(self) -> None:
        """The number of machines is compared with a list still to come, and nobody asks for it."""
        found = sprung("only-a-paper-states", lambda r: without_question(r, "machines"))
        assert found.kind == ("still_open", "trap/M2/agree-1")
        assert set(found.application) == {"item", "received_on"}
        assert found.second.verdict is pr.Verdict.CANNOT_TELL

    @pytest.mark.parametrize("name", ["route-closes", "commitment-closes"])
    def test_a_route_that_closes(self, name: str) -> None:
        """What he is told to correct closes the way he is offered, and nobody says so."""
        found = sprung(name, with_routes_unconditional)
        assert found.kind == ("not_closed", "trap/M2")
        assert set(found.application) == {"item", "received_on", "facts"}
        assert found.application["facts"] == {"经营方式": "堂食"}
        assert "routes" in found.correction.payload

    def test_an_overlay_that_adds(self) -> None:
        """The city asks for a paper more, and its line is not on the notice."""
        found = sprung("overlay-adds", lambda r: without_line(r, "trap/Z1"), place=CITY)
        assert found.kind == ("not_said", "trap/Z1")
        assert set(found.application) <= {"item", "received_on", "place"}
        where = place_of(trap("overlay-adds"), "trap", CITY, found.second.received_on, "trap/Z1")
        assert str(where).startswith("440300-shenzhen/trap.yaml:7:")

    @pytest.mark.parametrize(
        ("point", "case"),
        [
            ("trap/M3", {"facts": {"业务办理项": "新办", "座位数": "60"}}),
            ("trap/M2/expiry", {"facts": {"业务办理项": "新办", "座位数": "1"},
                                "materials": ["M1", {"code": "M2", "expires_on": "2026-04-20"}]}),
            ("trap/W1/late", {"facts": {"业务办理项": "延续", "许可证有效期至": "2026-05-28"},
                              "materials": ["M1"]}),
        ],
        ids=["version", "document", "window"],
    )  # fmt: skip
    def test_something_ends_before_the_last_day_that_is_told(
        self, point: str, case: dict[str, Any]
    ) -> None:
        """A version begins, a paper expires, a window closes; the notice names a later day."""

        def later(result: pr.CheckResult) -> pr.CheckResult:
            assert result.received_on is not None
            last = result.received_on.replace(month=5, day=20)
            return result.model_copy(update={"holds_until": last, "changes": ()})

        application = {"item": "trap", "received_on": "2026-03-02", **case}
        found = sprung("ends-early", later, cases=(application,))
        assert found.kind == ("not_said", point)
        assert str(found.correction.payload["received_on"]) > "2026-03-02"
        assert len(str(found.application)) <= len(str(application))

    def test_two_demands_that_cannot_both_be_met(self) -> None:
        """Nothing is kept back here: the rules themselves ask for the impossible."""
        found = sprung("contradiction")
        assert found.kind[0] == "not_closed"
        assert found.kind[1] in ("trap/S1", "trap/S2")
        assert set(found.application) == {"item", "received_on"}


class TestTheSearch:
    """What the search does with its bounds, and what it hands back."""

    def test_the_same_arguments_try_the_same(self) -> None:
        def tried() -> tuple[int, int, int]:
            t = prove(trap("route-closes"), "trap", tries=25, bound=7)
            return t.applications, t.rounds, t.bounded

        assert tried() == tried()

    def test_it_ends_when_told_to(self) -> None:
        tried = prove(
            trap("route-closes"), "trap", tries=500, going_on=lambda t: t.applications < 3
        )
        assert tried.applications == 3

    def test_several_troubles_are_found_where_asked_for(self) -> None:
        checker = Withholding(
            pr.Checker(trap("guarded-defect"), item="trap", place=""),
            lambda r: without_requirement(
                without_requirement(r, "trap/M1/signature"), "trap/M1/copies"
            ),
        )
        tried = prove(trap("guarded-defect"), "trap", checker=checker, tries=200, bound=20, most=2)
        assert 1 <= len({f.kind for f in tried.found}) == len(tried.found) <= 2

    def test_it_sets_out_from_cases_blanks_and_changes_of_them(self) -> None:
        start = StartingPoints(pr.load(RULES), "teahouse", "", (IN_ORDER,))
        stream = start.all()
        made = [next(stream) for _ in range(400)]
        assert made[0] == IN_ORDER
        assert [p["facts"] for p in made[1:4]] == [
            {"业务办理项": "新办"}, {"业务办理项": "延续"}, {"业务办理项": "备案"},
        ]  # fmt: skip
        assert len({str(p) for p in made}) > 300
        again = start.all()
        assert made == [next(again) for _ in range(400)]


class TestAsACase:
    """A counterexample is printed so that it can be put into a table of cases."""

    @pytest.mark.parametrize("application", [
        IN_ORDER,
        {"item": "teahouse", "received_on": "2026-03-02", "channel": "paper",
         "receiving_authority": {"department": "茶馆管理部门", "place": "440305"},
         "applicant": {"name": "清风", "credit": {"serious_dishonesty": True},
                       "bars": [{"reason": "提供虚假材料", "decided_on": "2026-01-01"}]},
         "persons": [{"name": "张一", "role": "负责人", "bars": []}],
         "facts": {"分店": [{"店名": "东店", "分店面积": "30"}], "售卖品种": ["茶"]},
         "materials": [{"code": "M1", "signed": False, "contents": [], "of": "东店"},
                       {"name": "场所文件", "parts": [{"code": "M3a", "signed_by": ["张一"]}]}],
         "shared": ["电子营业执照"], "routes": {"M4": {"kind": "later", "promised": True}}},
    ], ids=["in-order", "everything"])  # fmt: skip
    def test_it_is_read_as_the_same_application(
        self, application: dict[str, Any], tmp_path: Path
    ) -> None:
        path = tmp_path / "x.cases.yaml"
        path.write_text(written_case("试", application, "补正"), encoding="utf-8")
        table, diagnostics = read_cases(path)
        assert table is not None, diagnostics
        [case] = table.cases
        checker = pr.Checker(pr.load(RULES), item="teahouse", place="")
        assert checker.check(case.application) == checker.check(application)

    def test_every_point_of_the_corpus_has_its_place(self) -> None:
        for table in tables():
            result = pr.Checker(corpus()).check(table.cases[0].application)
            place, day = result.place, result.received_on
            assert day is not None
            for point in result.points:
                where = place_of(corpus(), table.item, place, day, point.point)
                assert where is not None, point.point
                assert where.file.endswith((f"{table.item}.yaml", "general.yaml"))
            assert place_of(corpus(), table.item, place, day, f"{table.item}/X9") is None
            assert place_of(corpus(), "nothing", place, day, "nothing/M1") is None
