"""Materials: what is asked for, its parts, what may stand in its place, and its standards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from permit_rules.conditions.nodes import ALWAYS, NEVER, Node
from permit_rules.model.basis import LegalBasis
from permit_rules.working_days import Period


class MaterialForm(str, Enum):
    """In which form a paper is asked for or handed in (材料形式)."""

    ORIGINAL = "原件"
    COPY = "复印件"
    ELECTRONIC = "电子"


class Necessity(str, Enum):
    """材料必要性: an optional material may be left out; handed in, it is held to its standards."""

    NECESSARY = "必要"
    OPTIONAL = "非必要"


class MaterialRole(str, Enum):
    """Main and minor materials; only minor ones may be tolerated (容缺)."""

    MAIN = "主要"
    MINOR = "次要"


class MaterialSource(str, Enum):
    """Who makes the paper (材料来源)."""

    OWN = "申请人自备"
    ISSUED = "政府部门核发"
    THIRD_PARTY = "其他机构出具"


class Stage(str, Enum):
    """When the paper must be there."""

    SUBMISSION = "提交时"
    INSPECTION = "核查时"


class SignMethod(str, Enum):
    """签名或盖章 is either, 签名并盖章 is both; electronic ones count alike."""

    SIGNED = "签名"
    SEALED = "盖章"
    EITHER = "签名或盖章"
    BOTH = "签名并盖章"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One thing a paper in hand must meet; a review point of its own.

    ``code`` is the slug within its paper (``copies``, ``content-2``); ``when`` says where the
    standard applies; ``notice`` replaces the generated remedy.
    """

    code: str
    when: Node = ALWAYS
    notice: str = ""
    basis: tuple[LegalBasis, ...] = ()
    correctable_on_spot: bool = False

    @property
    def compared_with(self) -> str:
        """The id of the field without which nobody can tell; "" where the paper is enough."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormStandard(Standard):
    """The paper is in one of these forms; an electronic certificate equals paper unless
    ``paper_only`` (国务院关于在线政务服务的若干规定 art. 11)."""

    forms: tuple[MaterialForm, ...]
    paper_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesStandard(Standard):
    """At least this many copies; only where the paper channel is used."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureStandard(Standard):
    """Signed or sealed by ``signer``; with ``roster`` (a field id) by each of its members."""

    signer: str
    method: SignMethod
    roster: str = ""

    @property
    def compared_with(self) -> str:
        """The id of the field whose members have to sign; "" for a single signer."""
        return self.roster


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryStandard(Standard):
    """Still valid on the day of receipt, or ``beyond`` it; the last day itself is valid.

    A last day within ``remind`` of receipt is a warning only.
    """

    beyond: Period | None = None
    remind: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeStandard(Standard):
    """A paper without expiry was issued no longer than ``within`` before receipt."""

    within: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementStandard(Standard):
    """What the paper states under ``stated`` agrees with the application's field."""

    stated: str
    field: str

    @property
    def compared_with(self) -> str:
        """The id of the field that the paper has to agree with."""
        return self.field


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentStandard(Standard):
    """The paper contains, or is marked with, ``content``."""

    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualStandard(Standard):
    """Only a person can judge this; ``lacking`` names the input a machine would need."""

    text: str
    lacking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Anything that can be handed in: an id, a name, the other names, and its standards."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    standards: tuple[Standard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Paper):
    """A paper accepted in place of another."""

    when: Node = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSource:
    """A data source by which an office may check instead of asking for the paper (共享核验)."""

    name: str
    when: Node = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """容缺: the paper may follow within ``period`` if the applicant chooses and promises it."""

    period: Period
    unless: Node = NEVER
    promise_required: bool = True
    consequence: str = ""
    basis: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtInspection:
    """核查时补充: the paper may be handed in, or put right, when the office comes to inspect.

    For items that are inspected before the decision; the inspection itself is the deadline.
    """

    unless: Node = NEVER
    promise_required: bool = True
    consequence: str = ""
    basis: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """告知承诺: the paper need not be handed in at all if the applicant chooses to promise ``text``
    in writing (优化营商环境条例 art. 19, 国办发〔2020〕42号).

    The office checks within ``check_within`` of its decision; ``consequence`` is what a broken
    promise brings.
    """

    text: str
    unless: Node = NEVER
    check_within: Period | None = None
    consequence: str = ""
    basis: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demanded(Paper):
    """A paper that is asked for: a material, or a part of one.

    ``when`` says when it is demanded (需要), ``unless`` when it is exempt (不适用);
    ``each`` is the roster (field id) it is repeated for.
    """

    when: Node = ALWAYS
    unless: Node = NEVER
    each: str = ""
    alternatives: tuple[Alternative, ...] = ()
    shared: tuple[SharedSource, ...] = ()
    basis: tuple[LegalBasis, ...] = ()
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Demanded):
    """One part of a material, with its own condition and exemption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material(Demanded):
    """A material (申请材料) of the item's list."""

    parts: tuple[Part, ...] = ()
    necessity: Necessity = Necessity.NECESSARY
    role: MaterialRole = MaterialRole.MAIN
    source: MaterialSource = MaterialSource.OWN
    stage: Stage = Stage.SUBMISSION
    tolerance: Tolerance | None = None
    at_inspection: AtInspection | None = None
    commitment: Commitment | None = None
    note: str = ""

    @property
    def deferrable(self) -> bool:
        """Whether some rule lets the material come after acceptance (容缺)."""
        return self.tolerance is not None or self.at_inspection is not None
