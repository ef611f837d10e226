"""直接关系公共安全、人身健康等的事项，材料却可以用告知承诺代替。

为什么：直接涉及国家安全、国家秘密、公共安全、金融业审慎监管、生态环境保护，直接关系人身健康、
生命财产安全，以及重要涉外等风险较大、纠错成本高、损害难以挽回的，不适用告知承诺
（国办发〔2020〕42号）。事项写了「直接关系」，就默认不适用；确有规定可以承诺的，写进「例外」，
注明是哪一条规定。

错误示例：
  直接关系: 人身健康
  申请材料:
  - 编号: M2
    材料名称: 管理制度目录
    告知承诺: {承诺内容: 已建立管理制度, 违诺后果: 撤销许可, 依据: 办法 第七条}
    依据: 办法 第六条
  # fields/more.yaml
  申请信息:
  - {字段: 严重失信, 标识: serious_dishonesty, 类型: 是否}

正确示例：
  直接关系: 人身健康
  申请材料:
  - {编号: M2, 材料名称: 管理制度目录, 依据: 办法 第六条}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic, Severity
from permit_rules.linting.stated import materials_in
from permit_rules.model.library import Library

CODE: Final = "SH656"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Materials that a commitment may replace although the item is outside that system."""
    for item, version in materials_in(library):
        if item.concerns and version.value.commitment is not None:
            concerns = "、".join(c.value for c in item.concerns)
            yield Diagnostic(
                code=CODE,
                severity=Severity.WARNING,
                subject=f"{item.id}/{version.value.id}",
                where=version.where,
                message=f"《{version.value.name}》可以告知承诺，但本事项直接关系{concerns}",
                help="这类事项默认不适用告知承诺，请撤去；另有规定的，写进「例外」并注明规定",
            )
