"""An application for several permits as it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from permit_rules.checking.application import (
    Application,
    Day,
    Expiry,
    History,
    ReceivingAuthority,
    RouteChoice,
    SubmittedMaterial,
    Text,
    read_material,
    read_office,
    read_route,
)
from permit_rules.checking.application_part import Part


def read_permit(value: object) -> object:
    """A permit that is only named."""
    return {"item": value} if isinstance(value, str) else value


def read_licence(value: object) -> object:
    """A licence that is only named."""
    return {"licence": value} if isinstance(value, str) else value


class JointMaterial(SubmittedMaterial):
    """A paper that was handed in, and the premises it is about."""

    premises: Text = Field(default="", description="所属的场所；不写为各场所共用或者只有一个场所")


class PermitChoice(Part):
    """One permit applied for, and what is stated for it alone."""

    item: Text = Field(description="事项标识")
    handling_item: Text = Field(default="", description="业务办理项")
    premises: Text = Field(default="", description="场所；同一事项在几个场所办理的，必须写明")
    receiving_authority: Annotated[
        ReceivingAuthority,
        BeforeValidator(read_office, json_schema_input_type=str | ReceivingAuthority),
    ] = Field(default_factory=ReceivingAuthority, description="这一项的收件机关")
    facts: Mapping[str, Any] = Field(
        default_factory=dict, description="只用于这一项的申请信息，优先于共用的"
    )
    routes: Mapping[str, Annotated[RouteChoice, BeforeValidator(read_route)]] = Field(
        default_factory=dict, description="只用于这一项的办理方式，键为材料编号或者名称"
    )
    history: History | None = Field(default=None, description="这一项以前的办理情况")


class HeldLicencePayload(Part):
    """A licence that the applicant holds already, as it was read from where it is kept."""

    licence: Text = Field(description="证照的标识或者名称，例如 business-licence、营业执照")
    states: Mapping[str, Any] = Field(default_factory=dict, description="证照上写明的各项")
    issued_on: Day | None = Field(default=None, description="发证日期")
    expires_on: Expiry | None = Field(default=None, description="有效期至，或 长期")


class JointApplication(Application):
    """One application for several permits, as handed to :meth:`permit_rules.Checker.check`.

    Keys of ``facts`` may say whom they are for: ``food-business/业务办理项`` is that permit's own.
    """

    bundle: Text = Field(default="", description="业态标识，例如 hotel")
    permits: tuple[Annotated[PermitChoice, BeforeValidator(read_permit)], ...] | None = Field(
        default=None, description="所申请的许可；不写则按核对的事项，或者由所填的情况推出"
    )
    materials: tuple[Annotated[JointMaterial, BeforeValidator(read_material)], ...] = Field(
        default=(),
        description="已提交的材料；code 可以写共用材料的标识、事项标识/材料编号，或者只写名称",
    )
    held: tuple[Annotated[HeldLicencePayload, BeforeValidator(read_licence)], ...] = Field(
        default=(), description="已经持有的证照"
    )
    identity: Mapping[str, Any] = Field(
        default_factory=dict,
        description="经身份认证的信息：name、uscc、kind、country、address，或者申请信息的名称",
    )
    earlier: Mapping[str, Any] = Field(
        default_factory=dict, description="以前办件中填过的申请信息，键为名称或者标识"
    )
