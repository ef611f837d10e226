"""Legal bases: which instrument and article demands something, and how well that was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Grade(str, Enum):
    """How the source of a statement was read (YAML 来源)."""

    PRIMARY = "法规原文"
    PRIMARY_LOCAL = "地方法规原文"
    SECONDARY = "二手资料"
    DIGEST = "资料摘要"
    SEED = "通知原文"
    RECALLED = "凭记忆"
    DERIVED = "推断"
    UNSURE = "存疑"

    @property
    def verified(self) -> bool:
        """Only a text of law that was itself read counts as verified."""
        return self in (Grade.PRIMARY, Grade.PRIMARY_LOCAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, regulation or notice, with the days between which it is in force."""

    key: str
    title: str
    document_number: str = ""
    effective_from: date | None = None
    repealed_on: date | None = None
    grade: Grade = Grade.RECALLED
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """An article of an instrument, with the grade of the source for this very statement."""

    instrument: Instrument
    article: str = ""
    grade: Grade

    @property
    def words(self) -> str:
        """《…》第…条, as a notice cites it."""
        return f"《{self.instrument.title}》{self.article}"
