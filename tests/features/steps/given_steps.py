"""假如: who applies, what they filled in, and what they handed in."""

from __future__ import annotations

from pathlib import Path

from pytest_bdd import given, parsers, when

from tests.features.steps.applications import application
from tests.features.steps.desk import Desk, words


@given(parsers.parse("{who}，材料齐全"), target_fixture="desk")
def _complete(who: str) -> Desk:
    return Desk(application(who))


# ---- 申请信息 ----------------------------------------------------------------------------------


@given(words("「{field}」是「{value}」"))
def _fact(desk: Desk, field: str, value: str) -> None:
    desk.facts[field] = value


@given(words("没有填写「{field}」"))
def _not_stated(desk: Desk, field: str) -> None:
    del desk.facts[field]


@given(words("名单「{field}」里有"))
def _members(desk: Desk, field: str, datatable: list[list[str]]) -> None:
    header, *rows = datatable
    members = [dict(zip(header, row, strict=True)) for row in rows]
    desk.facts[field] = [{k: v for k, v in m.items() if v} for m in members]


@given(words("名单「{field}」里一个也没有"))
def _nobody(desk: Desk, field: str) -> None:
    desk.facts[field] = []


@given(words("申请人在「{day}」因「{reason}」被处理过"))
def _barred(desk: Desk, day: str, reason: str) -> None:
    desk.payload["applicant"]["bars"] = [{"reason": reason, "decided_on": day}]


@given(words("人员「{name}」在「{day}」因「{reason}」被处理过"))
def _person_barred(desk: Desk, name: str, day: str, reason: str) -> None:
    person = next(p for p in desk.payload["persons"] if p["name"] == name)
    person["bars"] = [{"reason": reason, "decided_on": day}]


@given(words("申请人的信用等级是「{rating}」"))
def _rating(desk: Desk, rating: str) -> None:
    desk.payload["applicant"].setdefault("credit", {})["rating"] = rating


@given(words("申请的事项是「{item}」"))
def _item(desk: Desk, item: str) -> None:
    desk.payload["item"] = item


@given(words("申请人选择「{name}」容缺后补，并书面承诺"))
def _later(desk: Desk, name: str) -> None:
    desk.payload.setdefault("routes", {})[name] = {"kind": "容缺后补", "promised": True}


# ---- 地方规定 ------------------------------------------------------------------------------------


@given(words("「{place}」规定「{code}」要交「{count}」份"))
def _local_copies(desk: Desk, tmp_path: Path, place: str, code: str, count: str) -> None:
    changed = f"申请材料:\n  - {{编号: {code}, 份数: {count}, 施行日期: 2024-01-01"
    _replace(desk, tmp_path, place, changed)


@given(words("「{place}」自「{day}」起由「{department}」办理，委托「{delegate}」"))
def _local_authority(
    desk: Desk, tmp_path: Path, place: str, day: str, department: str, delegate: str
) -> None:
    changed = f"部门: {department}, 受委托: {delegate}, 施行日期: {day}"
    _replace(desk, tmp_path, place, f"实施机关:\n  - {{编号: A1, {changed}")


@given(words("「{place}」规定「{code}」可以承诺「{text}」，「{field}」是「{value}」的除外"))
def _local_commitment(
    desk: Desk, tmp_path: Path, place: str, code: str, text: str, field: str, value: str
) -> None:
    _replace(
        desk,
        tmp_path,
        place,
        f"申请材料:\n  - {{编号: {code}, 施行日期: 2024-01-01, "
        f"告知承诺: {{承诺内容: {text}, 不适用: {{{field}: {value}}}, "
        "核查期限: 60 工作日, 违诺后果: 撤销许可决定，并记入信用记录}",
    )


def _replace(desk: Desk, tmp_path: Path, place: str, changed: str) -> None:
    """Lay a file of this place over the rules; the application is made there."""
    folder = tmp_path / f"{place}-local"
    folder.mkdir()
    (folder / "local.yaml").write_text(
        f"""事项: {desk.payload["item"]}
行政区划: "{place}"
设定依据: {{本地规定: {{文件: 本地办事规定, 来源: 凭记忆}}}}
替换:
  {changed}, 依据: 本地规定 第一条}}
""",
        encoding="utf-8",
    )
    desk.local_rules = tmp_path
    desk.payload["place"] = place


# ---- 承诺和信用 --------------------------------------------------------------------------------


@given(words("申请人书面承诺代替「{name}」"))
def _committed(desk: Desk, name: str) -> None:
    desk.payload["routes"] = {name: {"kind": "告知承诺", "promised": True}}


@given(words("申请人选择以承诺代替「{name}」，但没有书面承诺"))
def _unpromised(desk: Desk, name: str) -> None:
    desk.payload["routes"] = {name: "告知承诺"}


@given("申请人严重失信")
def _dishonest(desk: Desk) -> None:
    desk.payload["applicant"]["credit"] = {"serious_dishonesty": True}


@given("申请人曾作虚假承诺")
def _false_commitment(desk: Desk) -> None:
    desk.payload["history"] = {"false_commitments": ["以前的承诺"]}


@given(words("申请人撤回过代替「{name}」的承诺"))
def _withdrawn(desk: Desk, name: str) -> None:
    desk.payload["history"] = {"withdrawn_commitments": [name]}


# ---- 材料 --------------------------------------------------------------------------------------


@given(words("没有提交「{name}」"))
def _missing(desk: Desk, name: str) -> None:
    desk.take_back(name)


@given(words("没有提交「{member}」的「{name}」"))
def _missing_of(desk: Desk, member: str, name: str) -> None:
    desk.take_back(name, member)


@given("一份材料也没有提交")
def _nothing(desk: Desk) -> None:
    desk.payload["materials"] = []


@given(words("另外交来「{name}」"))
@when(words("申请人补交「{name}」"))
def _hand_in(desk: Desk, name: str) -> None:
    desk.payload["materials"].append({"name": name})


@given(words("另外交来标有「{contents}」的「{name}」"))
@when(words("申请人补交标有「{contents}」的「{name}」"))
def _hand_in_marked(desk: Desk, contents: str, name: str) -> None:
    paper = {"name": name, "form": "原件", "contents": contents.split("、")}
    desk.payload["materials"].append(paper)


@given(words("另外交来是「{form}」的「{name}」"))
def _hand_in_form(desk: Desk, form: str, name: str) -> None:
    desk.payload["materials"].append({"name": name, "form": form})


@given(words("另外交来写明「{what}」为「{value}」的「{name}」"))
def _hand_in_stating(desk: Desk, what: str, value: str, name: str) -> None:
    paper = {
        "name": name,
        "form": "原件",
        "states": {what: value},
        "contents": ["放置地点", "展示方法", "风险管控方案"],
    }
    desk.payload["materials"].append(paper)


@given(words("「{name}」没有签名，也没有盖章"))
def _not_signed(desk: Desk, name: str) -> None:
    desk.paper(name).update(signed=False, sealed=False)


@given(words("「{name}」上只有「{who}」签了名"))
def _signed_only_by(desk: Desk, name: str, who: str) -> None:
    desk.paper(name)["signed_by"] = who.split("、")


@when(words("申请人在「{name}」上签名"))
def _sign(desk: Desk, name: str) -> None:
    desk.paper(name)["signed"] = True


@given(words("「{name}」只盖了章"))
def _sealed(desk: Desk, name: str) -> None:
    desk.paper(name).update(signed=False, sealed=True)


@given(words("「{name}」没有看过有没有签章"))
def _not_looked_at(desk: Desk, name: str) -> None:
    paper = desk.paper(name)
    del paper["signed"]
    paper.pop("sealed", None)


@given(words("「{name}」没有列明各有什么"))
def _whole(desk: Desk, name: str) -> None:
    del desk.paper(name)["parts"]


@given(words("「{name}」只签了名"))
def _only_signed(desk: Desk, name: str) -> None:
    desk.paper(name).update(signed=True, sealed=False)


@given(words("「{name}」签了名，也盖了章"))
def _signed_and_sealed(desk: Desk, name: str) -> None:
    desk.paper(name).update(signed=True, sealed=True)


@given(words("「{name}」是「{form}」的"))
def _form(desk: Desk, name: str, form: str) -> None:
    desk.paper(name)["form"] = form


@given(words("「{name}」是「{form}」的，已签名"))
def _form_signed(desk: Desk, name: str, form: str) -> None:
    desk.paper(name).update(form=form, signed=True, sealed=False)


@given(words("「{name}」是「{form}」的，已盖章"))
def _form_sealed(desk: Desk, name: str, form: str) -> None:
    desk.paper(name).update(form=form, signed=desk.paper(name).get("signed"), sealed=True)


@when(words("申请人补交「{name}」，属于「{member}」"))
def _hand_in_of(desk: Desk, name: str, member: str) -> None:
    desk.payload["materials"].append({"name": name, "of": member})


@given(words("「{name}」的有效期至「{day}」"))
def _expiry(desk: Desk, name: str, day: str) -> None:
    desk.paper(name)["expires_on"] = day


@given(words("「{name}」交了「{count}」份"))
def _copies(desk: Desk, name: str, count: str) -> None:
    desk.paper(name)["copies"] = count


@given(words("申请是「{channel}」提交的"))
def _channel(desk: Desk, channel: str) -> None:
    desk.payload["channel"] = channel


@given(words("「{name}」上写的「{what}」是「{value}」"))
def _states(desk: Desk, name: str, what: str, value: str) -> None:
    desk.paper(name).setdefault("states", {})[what] = value


@given(words("「{name}」上没有「{content}」"))
def _lacks(desk: Desk, name: str, content: str) -> None:
    desk.paper(name)["contents"].remove(content)


@given(words("「{name}」上有「{contents}」"))
def _contains(desk: Desk, name: str, contents: str) -> None:
    desk.paper(name)["contents"] = contents.split("、")


# ---- 核验 --------------------------------------------------------------------------------------


@given(words("窗口已通过「{source}」核验"))
def _shared(desk: Desk, source: str) -> None:
    desk.payload["shared"] = [{"source": source}]


@given(words("申请人对「{source}」的核验结果有异议"))
def _disputed(desk: Desk, source: str) -> None:
    desk.payload["shared"] = [{"source": source, "disputed": True}]


# ---- 收件机关 ----------------------------------------------------------------------------------


@given(words("申请的行政区划是「{place}」"))
def _place(desk: Desk, place: str) -> None:
    desk.payload["place"] = place


@given(words("收件机关是「{name}」"))
def _received_by(desk: Desk, name: str) -> None:
    desk.payload["receiving_authority"] = name


@given(words("收件机关是「{place}」的「{department}」"))
def _received_at(desk: Desk, place: str, department: str) -> None:
    desk.payload["receiving_authority"] = {"department": department, "place": place}


# ---- 收件 --------------------------------------------------------------------------------------


@when("申请人在网上预检")
@when("窗口收到申请")
def _receive(desk: Desk) -> None:
    desk.receive(desk.payload.get("received_on", "2026-03-02"))


@when(words("窗口在「{day}」收到申请"))
def _receive_on(desk: Desk, day: str) -> None:
    desk.receive(day)


@when("窗口收到申请，但没有写收件日")
def _receive_undated(desk: Desk) -> None:
    desk.receive("")


@when(words("申请改在「{place}」提出，窗口收到申请"))
def _receive_at(desk: Desk, place: str) -> None:
    desk.payload["place"] = place
    desk.receive("2026-03-02")


@when("材料换一个顺序，窗口再收到一次")
def _receive_reordered(desk: Desk) -> None:
    desk.payload["materials"].reverse()
    desk.receive("2026-03-02")
