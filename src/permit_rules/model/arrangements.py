"""How an item is run beside its review: who is competent, how it is inspected, what it grants."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from permit_rules.conditions.nodes import ALWAYS, NEVER, Node
from permit_rules.conditions.phrases import period_words
from permit_rules.model.basis import LegalBasis
from permit_rules.model.place import Level
from permit_rules.working_days import Period


class InspectionMode(str, Enum):
    """核查方式: how the office convinces itself of what the papers say."""

    PAPERS = "书面审查"
    ON_SITE = "现场核查"
    REMOTE_VIDEO = "远程视频核查"
    AFTER_COMMITMENT = "告知承诺后核查"
    NONE = "不核查"

    @property
    def visits(self) -> bool:
        """Whether the office looks at the place before it decides."""
        return self in (InspectionMode.ON_SITE, InspectionMode.REMOTE_VIDEO)

    @property
    def spares(self) -> bool:
        """Whether it says that nobody looks at the place before the decision."""
        return self in (InspectionMode.PAPERS, InspectionMode.NONE)


class ReformMode(str, Enum):
    """The four ways of 证照分离 (优化营商环境条例 art. 19)."""

    CANCELLED = "直接取消审批"
    FILING = "审批改为备案"
    COMMITMENT = "实行告知承诺"
    IMPROVED = "优化审批服务"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """实施机关: the department that is competent where ``when`` holds, and at which levels.

    Without levels any level will do. ``delegates`` may receive for it (受委托).
    """

    id: str
    department: str
    levels: tuple[Level, ...] = ()
    delegates: tuple[str, ...] = ()
    when: Node = ALWAYS
    note: str = ""
    basis: tuple[LegalBasis, ...] = ()

    @property
    def words(self) -> str:
        """What it says, in Chinese."""
        delegates = f"；受委托：{'、'.join(self.delegates)}" if self.delegates else ""
        return f"{self._department}{delegates}"

    @property
    def who(self) -> str:
        """Everyone who may receive, as part of a sentence."""
        delegates = f"或者受委托的{'、'.join(self.delegates)}" if self.delegates else ""
        return f"{self._department}{delegates}"

    @property
    def _department(self) -> str:
        return self.department + (f"（{self.level_words}）" if self.levels else "")

    @property
    def level_words(self) -> str:
        """省、市、县级; "" where any level will do."""
        return "、".join(v.value for v in self.levels) + "级" if self.levels else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceTerm:
    """证件有效期: how long the licence is valid; without a period for good (长期)."""

    id: str
    period: Period | None
    when: Node = ALWAYS
    note: str = ""
    basis: tuple[LegalBasis, ...] = ()

    @property
    def words(self) -> str:
        """What it says, in Chinese."""
        return f"有效期{period_words(self.period) if self.period else '长期'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """核查方式: how an accepted application is inspected, and within which time.

    ``fixable_on_site`` (现场整改): what is found unmet may be put right while the inspectors are
    there, and then counts as met.
    """

    id: str
    mode: InspectionMode
    period: Period | None = None
    fixable_on_site: bool = False
    when: Node = ALWAYS
    note: str = ""
    basis: tuple[LegalBasis, ...] = ()

    @property
    def words(self) -> str:
        """What it says, in Chinese."""
        within = f"，{period_words(self.period)}内" if self.period else ""
        return f"{self.mode.value}{within}{'，允许现场整改' if self.fixable_on_site else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """改革方式: which way of 证照分离 the item goes, and where (empty: in the whole country)."""

    id: str
    mode: ReformMode
    area: str = ""
    when: Node = ALWAYS
    note: str = ""
    basis: tuple[LegalBasis, ...] = ()

    @property
    def words(self) -> str:
        """What it says, in Chinese."""
        return self.mode.value + (f"（{self.area}）" if self.area else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchAll:
    """兜底条款: a catch-all that stands in the instrument; quoted, it demands nothing by itself."""

    id: str
    text: str
    when: Node = ALWAYS
    note: str = ""
    basis: tuple[LegalBasis, ...] = ()

    @property
    def words(self) -> str:
        """What it says, in Chinese."""
        return f"原文：{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitFirst:
    """先证后核: the permit is issued on the papers, and inspected afterwards, if so chosen.

    ``unless`` is where it is not to be had; the office inspects within ``check_within`` of its
    decision, and ``consequence`` is what follows where the inspection finds otherwise.
    """

    id: str
    check_within: Period | None = None
    when: Node = ALWAYS
    unless: Node = NEVER
    consequence: str = ""
    note: str = ""
    basis: tuple[LegalBasis, ...] = ()

    @property
    def words(self) -> str:
        """What it says, in Chinese."""
        text = "可以先发证、后核查"
        if self.check_within is not None:
            text += f"；作出决定后{period_words(self.check_within)}内核查"
        return f"{text}；核查不符合的，{self.consequence}" if self.consequence else text


Arrangement: TypeAlias = Authority | LicenceTerm | Inspection | Reform | PermitFirst | CatchAll
