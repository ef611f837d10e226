"""Applications like those of the tables of cases, local rule files, and rule files with a slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from pytest_bdd import given, then, when

import permit_rules as pr
from permit_rules.loading.cases import load_cases
from tests.cli.running import out, run
from tests.corpus.tables import READER
from tests.features.steps.desk import Desk, words
from tests.linting.altered import altered_rules
from tests.teahouse import RULES, application

TEAHOUSE: Final = "茶馆经营许可"
CORPUS: Final = Path(__file__).resolve().parents[3] / "rules"


# ---- applications like a case ------------------------------------------------------------------


@given(words("像用例「{case}」那样申请「{item}」"), target_fixture="desk")
def _like_case(case: str, item: str) -> Desk:
    found = _item(item)
    [table] = CORPUS.glob(f"{found.place or 'national'}*/{found.id}.cases.yaml")
    payload = next(c.application for c in load_cases(table).cases if c.name == case)
    names = _names(found)
    return Desk({**payload, "materials": [_named(m, names) for m in payload["materials"]]})


@cache
def _corpus(local_rules: Path | None = None) -> pr.Library:
    return READER.load(overlay=local_rules)


def _item(name: str) -> Any:
    return next(i for i in _corpus().items if i.name == name)


def _names(item: Any) -> dict[str, str]:
    """The names of all papers by their ids, whatever the day."""
    names: dict[str, str] = {}
    for dated in item.statements.materials:
        for version in dated.versions:
            for paper in (version.value, *version.value.parts):
                names |= {p.id: p.name for p in (paper, *paper.alternatives)}
    return names


def _named(paper: Any, names: dict[str, str]) -> dict[str, Any]:
    """A paper of a case under its name, so that steps can speak of it."""
    made = dict(paper) if isinstance(paper, dict) else {"name": paper}
    code = made.get("code", "")
    made.setdefault("name", names.get(code, code))
    if "parts" in made:
        made["parts"] = [_named(p, names) for p in made["parts"]]
    return made


@given("一家茶馆按示例规则申请茶馆经营许可", target_fixture="desk")
def _teahouse() -> Desk:
    return Desk(application(), rules=RULES)


# ---- rule files --------------------------------------------------------------------------------


@dataclass(slots=True)
class Folders:
    """Which rule files a step looks at: those of the corpus unless something else is said."""

    rules: Path | None = None
    local_rules: Path | None = None


@pytest.fixture
def folders() -> Folders:
    """The rule files of a scenario that hands no application in."""
    return Folders()


@given(words("「{place}」的地方文件里写着"))
def _local_file(desk: Desk, tmp_path: Path, place: str, docstring: str) -> None:
    desk.local_rules = _write_local(tmp_path, place, desk.payload["item"], docstring)
    desk.payload["place"] = place


@given(words("「{place}」对「{item}」的地方文件里写着"))
def _local_file_for(
    folders: Folders, tmp_path: Path, place: str, item: str, docstring: str
) -> None:
    if item == TEAHOUSE:
        folders.rules = RULES
    item_id = "teahouse" if item == TEAHOUSE else _item(item).id
    folders.local_rules = _write_local(tmp_path, place, item_id, docstring)


def _write_local(folder: Path, place: str, item: str, text: str) -> Path:
    file = folder / "local-rules" / f"{place}-local" / "local.yaml"
    file.parent.mkdir(parents=True)
    head = f'事项: {item}\n行政区划: "{place}"\n'
    own = "设定依据: {本地规定: {文件: 本地办事规定, 来源: 凭记忆}}\n"
    file.write_text(head + own + text + "\n", encoding="utf-8")
    return folder / "local-rules"


@given(words("示例规则的「{old}」改成「{new}」"))
def _changed_rules(folders: Folders, tmp_path: Path, old: str, new: str) -> None:
    folders.rules = altered_rules(tmp_path, (old, new))


@given(words("示例规则的地方文件里，「{old}」改成「{new}」"))
def _changed_local_rules(folders: Folders, tmp_path: Path, old: str, new: str) -> None:
    folders.rules = altered_rules(tmp_path, (old, new), file="440300-shenzhen/teahouse.yaml")


@given(words("办件规则里写了指标「{figure}」不低于「{value}」「{unit}」"))
def _target(folders: Folders, tmp_path: Path, figure: str, value: str, unit: str) -> None:
    folders.rules = altered_rules(tmp_path)
    (folders.rules / "casework.yaml").write_text(
        "设定依据: {本地通知: {文件: 本地的通知, 来源: 凭记忆}}\n"
        "指标:\n"
        f"- {{编号: Z1, 指标: {figure}, 要求: 不低于 {value} {unit}, 施行日期: 2024-01-01, "
        "依据: 本地通知}\n",
        encoding="utf-8",
    )


@when("检查规则文件", target_fixture="said")
def _lint(folders: Folders) -> str:
    rules = (str(folders.rules),) if folders.rules else ()
    overlay = ("--overlay", str(folders.local_rules)) if folders.local_rules else ()
    return run("lint", *rules, *overlay).stdout.decode()


@when(words("查看「{item}」的规则"), target_fixture="said")
def _explain(folders: Folders, item: str) -> str:
    rules = ("--rules", str(folders.rules)) if folders.rules else ()
    return out(run("explain", item, *rules))


@then(words("检查提出「{text}」"))
@then(words("写着「{text}」"))
def _said(said: str, text: str) -> None:
    assert text in said, said


@then(words("检查没有提出「{text}」"))
def _not_said(said: str, text: str) -> None:
    assert "个错误" in said, said
    assert text not in said, said


@then("检查逐个提出，地方文件不能写")
def _every_key_told(said: str, datatable: list[list[str]]) -> None:
    assert said.count("SH210") == len(datatable), said
    for [key] in datatable:
        assert f"「{key}」" in said, said


# ---- what the rules of an item say -------------------------------------------------------------

_SECTIONS: Final[dict[str, Callable[[pr.Rulebook], Iterable[Any]]]] = {
    "核查方式": lambda book: book.inspections,
    "改革方式": lambda book: book.reforms,
}


@then(words("这些事项在「{day}」的「{section}」是"))
def _arranged_for_all(day: str, section: str, datatable: list[list[str]]) -> None:
    for item, wanted in datatable[1:]:
        assert wanted in _arranged(Folders(), item, "", day, section), item


@then(words("「{item}」在「{place}」、「{day}」的「{section}」是「{wanted}」"))
def _arranged_as(
    folders: Folders, item: str, place: str, day: str, section: str, wanted: str
) -> None:
    assert _arranged(folders, item, place, day, section) == wanted


def _arranged(folders: Folders, item: str, place: str, day: str, section: str) -> str:
    book = pr.resolve(_corpus(folders.local_rules), _item(item).id, place, date.fromisoformat(day))
    return "、".join(entry.words for entry in _SECTIONS[section](book))


@then("事项的类型是")
def _kinds(datatable: list[list[str]]) -> None:
    for item, wanted in datatable[1:]:
        assert _item(item).kind == wanted, item


@then("许可条件的维度是")
def _dimensions(datatable: list[list[str]]) -> None:
    for item, name, wanted in datatable[1:]:
        book = pr.resolve(_corpus(), _item(item).id, "", date(2026, 6, 1))
        condition = next(c for c in book.conditions if c.name == name)
        assert "、".join(d.value for d in condition.dimensions) == wanted, name


@then(words("「{item}」的材料来源是"))
def _sources(item: str, datatable: list[list[str]]) -> None:
    book = pr.resolve(_corpus(), _item(item).id, "", date(2026, 3, 2))
    sources = {m.name: m.source.value for m in book.materials}
    for name, wanted in datatable[1:]:
        assert sources[name] == wanted, name
