"""Fields: what an application may state, of which type, in which unit, and what silence means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property

from permit_rules.diagnostics import did_you_mean
from permit_rules.written import fold


class FieldType(str, Enum):
    """The closed list of types a field may have (YAML 类型)."""

    NUMBER = "数值"
    YES_NO = "是否"
    CHOICE = "单选"
    CHOICES = "多选"
    DATE = "日期"
    TEXT = "文本"
    ROSTER = "名单"


@dataclass(frozen=True, slots=True)
class Choice:
    """One declared value of a 单选 or 多选 field, with the other ways people write it."""

    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One entry of the field catalogue (申请信息).

    ``id`` is an ASCII slug and the key in results; a member field of a roster has the id
    ``roster.member``. ``decimals`` is the number of decimal places of the finest unit, so a
    number is kept as a whole count of ``10**-decimals`` ``unit``. ``silence`` is the value taken
    when the application does not state the field (未填视为), with ``silence_reason`` saying why;
    without it an unstated field is unknown. ``taken_from`` is the dotted path of the application
    (``applicant.name``) for a field that is not among the facts.
    """

    id: str
    label: str
    type: FieldType
    unit: str = ""
    decimals: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[Choice, ...] = ()
    members: tuple[Field, ...] = ()
    member_key: str = ""
    aliases: tuple[str, ...] = ()
    question: str = ""
    description: str = ""
    silence: str | None = None
    silence_reason: str = ""
    taken_from: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every way of naming the field, the label first."""
        return (self.label, self.id, *self.aliases)

    @cached_property
    def folded_names(self) -> tuple[str, ...]:
        """The names as they are compared, in the same order."""
        return tuple(map(fold, self.names))

    @property
    def folded_choices(self) -> Iterable[str]:
        """The names and aliases of the declared values as they are compared, each once."""
        return self._choices

    def choice(self, text: str) -> Choice | None:
        """The declared value that ``text`` names, by name or alias, folded; or None."""
        return self._choices.get(fold(text))

    @cached_property
    def _choices(self) -> dict[str, Choice]:
        # The first declaration of a name wins, as it would in a search from the top.
        return {fold(n): c for c in reversed(self.choices) for n in (c.name, *c.aliases)}

    def member(self, name: str) -> Field | None:
        """The member field of a roster by label, alias or (short) id; or None."""
        return self._members.get(fold(name))

    @cached_property
    def _members(self) -> dict[str, Field]:
        return {
            fold(n): m for m in reversed(self.members) for n in (*m.names, m.id.rpartition(".")[2])
        }


#: The day of receipt; part of every catalogue, because tests may compare with it.
RECEIVED_ON = Field(
    id="received_on",
    label="收件日",
    type=FieldType.DATE,
    taken_from="received_on",
    question="申请材料是哪一天收到的？",
)
#: The id of the field that says which handling item is applied for; its values are the item's.
HANDLING_ITEM_ID = "handling_item"
#: The id of the 是否 field that says whether the applicant is on a list of serious dishonesty.
SERIOUS_DISHONESTY_ID = "serious_dishonesty"


def handling_item_field(choices: tuple[Choice, ...]) -> Field:
    """The field 业务办理项 of an item: one choice among the item's own handling items."""
    return Field(
        id=HANDLING_ITEM_ID,
        label="业务办理项",
        type=FieldType.CHOICE,
        choices=choices,
        aliases=("办理项", "业务情形"),
        question="本次办理哪一项业务？",
    )


@dataclass(frozen=True, slots=True)
class FieldCatalogue:
    """The declared fields, found by id, label or alias."""

    fields: tuple[Field, ...] = ()
    _by_name: Mapping[str, Field] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _by_id: Mapping[str, Field] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        index: dict[str, Field] = {}
        by_id: dict[str, Field] = {}
        for f in self.fields:
            for name in f.folded_names:
                index.setdefault(name, f)
            if f.id not in by_id:
                by_id[f.id] = f
                for m in f.members:
                    by_id.setdefault(m.id, m)
        object.__setattr__(self, "_by_name", index)
        object.__setattr__(self, "_by_id", by_id)

    def find(self, name: str) -> Field | None:
        """The field named ``name`` (id, label or alias, folded), or None."""
        return self._by_name.get(fold(name))

    def by_id(self, field_id: str) -> Field:
        """The field with this id, ``roster.member`` for a member; KeyError when there is none."""
        return self._by_id[field_id]

    def declares(self, field_id: str) -> bool:
        """Whether there is a field, or a member's field, with this id."""
        return field_id in self._by_id

    def suggest(self, name: str) -> str | None:
        """The label or alias nearest to ``name``, or None."""
        return did_you_mean(name, (n for f in self.fields for n in f.names))

    def with_fields(self, more: Iterable[Field]) -> FieldCatalogue:
        """A catalogue with these fields put before those of the same id."""
        added = tuple(more)
        ids = {f.id for f in added}
        return FieldCatalogue((*added, *(f for f in self.fields if f.id not in ids)))
