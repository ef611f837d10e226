"""Permit items (事项) as one file states them, and what a lower level lays over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from permit_rules.conditions.fields import Field
from permit_rules.conditions.nodes import NEVER, Node
from permit_rules.diagnostics import Span
from permit_rules.model.arrangements import (
    Authority,
    CatchAll,
    Inspection,
    LicenceTerm,
    PermitFirst,
    Reform,
)
from permit_rules.model.basis import Instrument, LegalBasis
from permit_rules.model.material import Material
from permit_rules.model.place import Level
from permit_rules.model.review_point import Applicability, Bar, RenewalWindow, ReviewCondition
from permit_rules.model.time_limit import TimeLimit
from permit_rules.model.validity import Dated


class HandlingKind(str, Enum):
    """Whether a handling item grants something or only takes note."""

    PERMIT = "许可"
    FILING = "备案"
    REPORT = "报告"


class CountFrom(str, Enum):
    """补正后按: from which day a corrected application counts."""

    FIRST_RECEIPT = "首次收件日"
    RESUBMISSION = "重新提交日"


class Concern(str, Enum):
    """直接关系: what an item bears on directly.

    行政许可法 art. 78, 79 bar those who deceived from applying again for some of them; 国办发
    〔2020〕42号 keeps them out of 告知承诺.
    """

    NATIONAL_SECURITY = "国家安全"
    STATE_SECRETS = "国家秘密"
    PUBLIC_SAFETY = "公共安全"
    IDEOLOGY = "意识形态安全"
    FINANCE = "金融审慎监管"
    ENVIRONMENT = "生态环境保护"
    HEALTH = "人身健康"
    LIFE_AND_PROPERTY = "生命财产安全"
    FOREIGN = "重要涉外"


@dataclass(frozen=True, slots=True)
class HandlingItem:
    """业务办理项: what the applicant wants done."""

    name: str
    kind: HandlingKind
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDemanded:
    """不得索要: a paper that no office may ask for under this item."""

    name: str
    basis: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True, slots=True)
class LintException:
    """例外: diagnostics with ``code`` about these points are kept as they are, for a reason."""

    code: str
    points: tuple[str, ...]
    reason: str
    where: Span


@dataclass(frozen=True, slots=True)
class Review:
    """复核日期: the day by which somebody must have compared the file with the law again."""

    by: date
    where: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """Everything dated that a file states about an item, each thing under its id."""

    materials: tuple[Dated[Material], ...] = ()
    conditions: tuple[Dated[ReviewCondition], ...] = ()
    applicability: tuple[Dated[Applicability], ...] = ()
    bars: tuple[Dated[Bar], ...] = ()
    windows: tuple[Dated[RenewalWindow], ...] = ()
    limits: tuple[Dated[TimeLimit], ...] = ()
    authorities: tuple[Dated[Authority], ...] = ()
    terms: tuple[Dated[LicenceTerm], ...] = ()
    inspections: tuple[Dated[Inspection], ...] = ()
    reforms: tuple[Dated[Reform], ...] = ()
    permits_first: tuple[Dated[PermitFirst], ...] = ()
    catch_alls: tuple[Dated[CatchAll], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as its own file states it; ``place`` is "" for a national item.

    ``known_from`` is the first day for which the file knows the rules; a check before it
    answers “no rules known for that day”. ``basic_code`` is its 基本编码, "" if not known.

    ``level`` is the level of government that the file says exercises it; ``on_spot_basis`` the
    basis of deciding on the spot.
    """

    id: str
    name: str
    place: str
    kind: str
    level: Level | None = None
    known_from: date
    basic_code: str = ""
    concerns: tuple[Concern, ...] = ()
    count_from: CountFrom = CountFrom.FIRST_RECEIPT
    handling_items: tuple[HandlingItem, ...] = ()
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    situations: Mapping[str, Node] = field(default_factory=dict)
    not_demanded: tuple[NotDemanded, ...] = ()
    decided_on_spot: Node = NEVER
    on_spot_basis: tuple[LegalBasis, ...] = ()
    fee: str = ""
    result_document: str = ""
    statements: Statements = field(default_factory=Statements)
    where: Span
    notes: tuple[str, ...] = ()
    exceptions: tuple[LintException, ...] = ()
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤销: from ``start`` on, a lower level no longer asks for the point, on which basis."""

    point: str
    start: date
    basis: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a lower level adds (增加), replaces (替换) and withdraws (撤销) of an item.

    ``instruments`` are those of its own 设定依据; it may cite those of the levels above as well.
    """

    item: str
    place: str
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    adds: Statements = field(default_factory=Statements)
    replaces: Statements = field(default_factory=Statements)
    withdraws: tuple[Withdrawal, ...] = ()
    where: Span
    exceptions: tuple[LintException, ...] = ()
    review: Review | None = None
