"""Which permit gets which of the papers, sources and choices that came with an application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from permit_rules.checking.application import WHOLE_APPLICATION, RouteKind, read_route
from permit_rules.checking.choices import choice_offered
from permit_rules.checking.joint.identity import Identities, Meant
from permit_rules.checking.joint.permits import Permit
from permit_rules.checking.joint.reading import JointRead, entries, mapping, text_at
from permit_rules.checking.payload_paths import at
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.model.material import Material
from permit_rules.result import Note, NoteKind
from permit_rules.written import fold

#: Why a list is not whole where a paper could be two documents.
AMBIGUOUS: Final = "有的材料不能确定是哪一份，没有计入任何一项许可"


@dataclass(slots=True)
class HandedOut:
    """What each permit gets, by its id, and what nobody could be given.

    ``papers`` are entries of a share with their place in the application; ``unasked`` the notes
    about papers that no permit asks for.
    """

    papers: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    routes: dict[str, dict[str, tuple[str, Any]]] = field(default_factory=dict)
    shared: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    withdrawn: dict[str, list[Any]] = field(default_factory=dict)
    unasked: dict[str, Note] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    trouble: dict[str, None] = field(default_factory=dict)


def hand_out(read: JointRead, identities: Identities) -> HandedOut:
    """Deal out everything that came with an application."""
    return _Dealer(read, identities).deal()


@dataclass(slots=True)
class _Dealer:
    read: JointRead
    identities: Identities
    made: HandedOut = field(default_factory=HandedOut)

    @property
    def permits(self) -> Sequence[Permit]:
        return self.identities.permits

    def deal(self) -> HandedOut:
        for n, entry in enumerate(self.read.materials):
            self._paper(n, entry)
        for permit in self.permits:
            self._own_routes(permit)
        for name, choice in mapping(self.read.written.get("routes")).items():
            self._route(str(name), choice)
        for n, entry in enumerate(entries(self.read.written.get("shared"))):
            self._source(n, entry)
        history = mapping(self.read.written.get("history"))
        for n, name in enumerate(entries(history.get("withdrawn_commitments"))):
            self._withdrawn(n, name)
        return self.made

    # ---- papers ------------------------------------------------------------------------------

    def _paper(self, n: int, entry: Any) -> None:
        path = f"materials[{n}]"
        written = {"name": entry} if isinstance(entry, str) else mapping(entry)
        names = self._names(written, path)
        if not names or path in self.read.damaged:
            # Nobody can say whose it is, so nobody's list can be whole.
            for permit in self.permits:
                self._give(permit, n, {k: v for k, v in written.items() if k != "premises"}
                           if isinstance(entry, Mapping) else entry)  # fmt: skip
            return
        premises = text_at(written, "premises")
        if premises and premises not in self.identities.premises:
            known = "、".join(sorted(self.identities.premises))
            help = f"可用的有：{known}" if known else "只有一个场所的，不用写 premises"
            self._say("SH865", f"{path}.premises", f"没有「{premises[:40]}」这一场所", help)
            self.made.trouble[AMBIGUOUS] = None
            return
        given: dict[str, dict[str, None]] = {}
        for where, name, beside in names:
            meant = self.identities.meant(name, premises, also=beside)
            if meant.choices:
                self._ambiguous(where, name, meant)
            elif not meant.known:
                self._unasked(name)
            for key, ids in meant.papers.items():
                given.setdefault(key, {}).update(dict.fromkeys(ids))
        parts = self._parts(written, path, given)
        for permit in self.permits:
            ids = tuple(given.get(permit.id, ()))
            if ids:
                self._give(permit, n, self._entry(written, ids, parts.get(permit.id)))

    def _names(self, written: Mapping[str, Any], path: str) -> list[tuple[str, str, str]]:
        """What the paper is said to be: where that stands, the text, and the name beside it."""
        code, name = text_at(written, "code"), text_at(written, "name")
        names: list[tuple[str, str, str]] = []
        if code and name and not self.identities.meant(code).known:
            self._say("SH821", f"{path}.code", f"清单里没有编号「{code[:40]}」",
                      "已按材料名称查找", Severity.WARNING)  # fmt: skip
            names.append((f"{path}.name", name, ""))
        elif code:
            names.append((f"{path}.code", code, name))
        elif name:
            names.append((f"{path}.name", name, ""))
        for k, other in enumerate(entries(written.get("covers"))):
            if isinstance(other, str) and other.strip():
                names.append((f"{path}.covers[{k}]", other.strip(), ""))
        return names

    def _give(self, permit: Permit, n: int, entry: Any) -> None:
        self.made.papers.setdefault(permit.id, []).append((n, entry))

    def _entry(
        self, written: Mapping[str, Any], ids: tuple[str, ...], parts: list[Any] | None
    ) -> dict[str, Any]:
        made = {k: v for k, v in written.items() if k not in ("premises", "covers", "code")}
        made["code"] = ids[0]
        if len(ids) > 1:
            made["covers"] = list(ids[1:])
        if parts is not None:
            made["parts"] = parts
        return made

    def _parts(
        self, written: Mapping[str, Any], path: str, given: Mapping[str, Any]
    ) -> dict[str, list[Any]]:
        """Of the parts that are named, those each permit knows."""
        if not isinstance(written.get("parts"), (list, tuple)):
            return {}
        made: dict[str, list[Any]] = {key: [] for key in given}
        for k, inner in enumerate(entries(written["parts"])):
            part = {"name": inner} if isinstance(inner, str) else inner
            name = text_at(part, "code") or text_at(part, "name")
            known = False
            for permit in self.permits:
                if permit.id not in given:
                    continue
                ids = permit.papers_of.get(name, ())
                found = bool(ids) or bool(permit.index and permit.index.find(name))
                known = known or found
                if ids:
                    made[permit.id] += [{**mapping(part), "code": i} for i in ids]
                elif found or not name:
                    made[permit.id].append(inner)
            if not known and name and given:
                self._say("SH822", f"{path}.parts[{k}]",
                          f"「{name[:40]}」不是这份材料的组成部分", "这一部分没有用到",
                          Severity.WARNING)  # fmt: skip
        return made

    def _ambiguous(self, where: str, name: str, meant: Meant) -> None:
        shown = self.identities.shown
        choices = "；".join(f"{c}（{shown[c]}）" for c in meant.choices)
        self._say("SH864", where, f"「{name[:60]}」可能是几份不同的材料，没有计入任何一项许可",
                  f"请在 code 中写明是哪一份：{choices}")  # fmt: skip
        self.made.trouble[AMBIGUOUS] = None

    def _unasked(self, name: str) -> None:
        indexes = [p.index for p in self.permits if p.index]
        text = f"《{name[:60]}》不在材料清单内，不需要提交。"
        near = next((s for i in indexes if (s := i.suggest(name))), None)
        if near:
            text = f"《{name[:60]}》没有对应到清单中的材料；是否就是《{near}》？"
        if any(i.not_demanded(name) for i in indexes):
            text = f"《{name[:60]}》依法不得要求提交，可以退还。"
        self.made.unasked.setdefault(text, Note(kind=NoteKind.NOT_REQUIRED, text=text))

    # ---- ways --------------------------------------------------------------------------------

    def _own_routes(self, permit: Permit) -> None:
        for name, choice in mapping(permit.own.get("routes")).items():
            own = self.made.routes.setdefault(permit.id, {})
            own.setdefault(str(name), (f"{permit.path}.routes.{name}", choice))

    def _route(self, name: str, choice: Any) -> None:
        path = f"routes.{name}"
        if fold(name) in WHOLE_APPLICATION:
            offering = [p for p in self.permits if p.opened
                        and p.opened.prepared.plan.rulebook.permits_first]  # fmt: skip
            for permit in offering or self.permits:
                self._choose(permit, "*", path, choice)
            return
        meant = self.identities.meant(name)
        if meant.choices:
            self._ambiguous(path, name, meant)
            return
        wanted = [(p, m) for p in self.permits for i in meant.papers.get(p.id, ())
                  if (m := _material(p, i)) is not None]  # fmt: skip
        if not wanted:
            near = did_you_mean(name, self.identities.shown.values())
            self._say("SH823", path, f"材料清单里没有「{name[:40]}」",
                      f"是否想写「{near}」？" if near else "请写材料编号或者名称",
                      Severity.WARNING)  # fmt: skip
        kind = _kind(choice)
        offered = [(p, m) for p, m in wanted if kind is not None and choice_offered(kind, m)]
        for permit, material in offered or wanted:
            self._choose(permit, material.id, path, choice)

    def _choose(self, permit: Permit, name: str, path: str, choice: Any) -> None:
        own = self.made.routes.setdefault(permit.id, {})
        material = _material(permit, name)
        names = {name} if material is None else {material.id, material.name, *material.aliases}
        if {fold(n) for n in own}.isdisjoint({fold(n) for n in names}):
            own[name] = (path, choice)

    def _source(self, n: int, entry: Any) -> None:
        source = entry.strip() if isinstance(entry, str) else text_at(entry, "source")
        if not source:
            return
        offering = [p for p in self.permits if offers_source(p, source)]
        for permit in offering:
            self.made.shared.setdefault(permit.id, []).append((n, entry))
        if not offering:
            known = [s for p in self.permits for s in sources_of(p)]
            near = did_you_mean(source, known)
            self._say("SH825", f"shared[{n}]", f"没有「{source[:40]}」这一共享来源",
                      f"是否想写「{near}」？" if near else "所申请的许可没有用到这一来源",
                      Severity.WARNING)  # fmt: skip

    def _withdrawn(self, n: int, name: Any) -> None:
        meant = self.identities.meant(name) if isinstance(name, str) else Meant({})
        for permit in self.permits:
            ids = meant.papers.get(permit.id, ())
            self.made.withdrawn.setdefault(permit.id, []).extend(ids)
        if not meant.papers:
            shown = str(name)[:40]
            self._say("SH827", f"history.withdrawn_commitments[{n}]",
                      f"撤回的承诺「{shown}」不是材料清单里的材料", "请写材料编号或者名称",
                      Severity.WARNING)  # fmt: skip

    def _say(
        self, code: str, path: str, message: str, help: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.made.diagnostics.append(
            Diagnostic(code=code, where=at(path), message=message, help=help, severity=severity)
        )


def _material(permit: Permit, paper_id: str) -> Material | None:
    """The material of this id, None for a part or an alternative, which no way is offered for."""
    asked = permit.index.by_id.get(paper_id) if permit.index else None
    return asked.material if asked and asked.material.id == paper_id else None


def _kind(choice: Any) -> RouteKind | None:
    read = read_route(choice)
    kind = read.get("kind") if isinstance(read, Mapping) else None
    return kind if isinstance(kind, RouteKind) else None


def sources_of(permit: Permit) -> Iterator[str]:
    """The sources by which some paper of a permit may be checked instead of being asked for."""
    materials: Iterable[Material] = permit.index.rulebook.materials if permit.index else ()
    for material in materials:
        for paper in (material, *material.parts):
            yield from (s.name for s in paper.shared)


def offers_source(permit: Permit, source: str) -> bool:
    """Whether some paper of a permit may be checked by this source."""
    return fold(source) in {fold(s) for s in sources_of(permit)}
