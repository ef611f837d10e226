"""The words of the trade that stand in a notice, each in a plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from permit_rules.notices.document import Entry, Section, section

#: The word, what must stand in the notice for it to be explained, and what it means.
_TERMS: Final = (
    ("形式审查", "形式审查", "看材料交齐没有、形式对不对。"),
    ("材料标准", "材料标准", "看交来的每一份材料：签章、份数、有效期、写明的内容等。"),
    ("实质审查", "实质审查", "看实际情况合不合条件。"),
    ("当场更正", "可以当场更正", "在窗口就能改好的错误，改好就行，不算一次补正。"),
    ("先行受理", "先行受理", "先受理，缺的次要材料以后补交；由申请人自己选，到期不补有后果。"),
    ("容缺后补", "容缺后补", "先受理，缺的次要材料以后补交；到期没有补交的，按写明的后果处理。"),
    ("书面承诺", "可以书面承诺“", "申请人书面保证做到，就不交那份材料；由申请人自己选。"),
    ("告知承诺", "告知承诺", "机关讲清要求，申请人书面保证做到，不交那份材料；不实的承担后果。"),
    ("核验", "核验的，免予提交", "机关自己能查到的，申请人不用交。"),
    ("以“若”开头的", "\n若", "现在还不知道是不是这种情形；是的，才要照办。"),
    ("要点", "要点", "后面的编号供工作人员查对规则，申请人可以不看。"),
    ("待核对", "待核对", "引用的规定没有对照过原文，由工作人员核对。"),
)  # fmt: skip


def glossary_section(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The words that these sections use, explained for whoever meets them seldom."""
    said = "\n".join(("", *_texts(sections)))
    entries = (Entry(f"{word}：{meaning}") for word, mark, meaning in _TERMS if mark in said)
    return section("名词说明", tuple(entries))


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    for each in sections:
        yield each.heading
        yield each.lead
        for entry in each.entries:
            yield entry.text
            for said in entry.details:
                yield said.label
                yield from said.texts
