"""The small files at the root of a rules folder: its name and format, and the places."""

from __future__ import annotations

from pydantic import Field

from permit_rules.loading.format_types import Count, FormatModel, PlaceCode, Text, Texts

#: The one format this library reads.
FORMAT = 1


class LibraryFile(FormatModel):
    """``library.yaml``."""

    format: Count = Field(alias="格式", description="文件格式的编号，现在是 1")
    name: Text = Field(alias="名称", description="这个规则库的名称")
    note: Text = Field("", alias="说明", description="给编写人员看的说明")


class PlaceEntry(FormatModel):
    """One place."""

    code: PlaceCode = Field(
        alias="代码", description="GB/T 2260 的代码，6 位；乡镇 9 位；国家写 000000"
    )
    name: Text = Field(alias="名称", description="名称")
    offices: dict[Text, Texts] = Field(
        default_factory=dict,
        alias="机关",
        description="部门的通称 → 当地这个部门的全称，一个或者几个，常用的写在前面",
    )


class PlacesFile(FormatModel):
    """``places.yaml``."""

    places: tuple[PlaceEntry, ...] = Field(alias="行政区划", description="规则库里用到的地方")
