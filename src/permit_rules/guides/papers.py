"""The materials of a guide: what to hand in, when, how it has to be, and what may replace it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from permit_rules.checking.requirements import requirement
from permit_rules.conditions.nodes import ALWAYS, NEVER, Node, conjunction
from permit_rules.conditions.phrases import label_of, period_words
from permit_rules.guides.citing import cited_lines
from permit_rules.guides.document import Block, Cell, Paragraph, Subheading, table
from permit_rules.guides.narrowing import Narrowing
from permit_rules.model.item import HandlingKind
from permit_rules.model.material import (
    Demanded,
    ManualStandard,
    Material,
    Necessity,
    Paper,
    Part,
    Stage,
)

_COLUMNS: Final = ("序号", "材料", "何时提交", "形式和要求", "免交、代替和容缺", "依据")


def material_blocks(narrowing: Narrowing) -> Iterator[Block]:
    """A table of the materials of each handling item, under its own heading if there are several.

    Nothing where no material is asked for under any of them.
    """
    several = narrowing.handling_items
    for each in several:
        under = narrowing.under(each.name)
        rows = tuple(_rows(under))
        if len(several) > 1:
            plain = each.kind is HandlingKind.PERMIT or each.kind.value == each.name
            yield Subheading(each.name if plain else f"{each.name}（{each.kind.value}）")
        made = table(_COLUMNS, rows)
        yield made or Paragraph("审核要点库没有列出这一项要提交的材料。")


def _rows(under: Narrowing) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for material in under.book.materials:
        if not asked(under, material):
            continue
        number += 1
        yield _row(under, str(number), material, material.when)
        parts = [p for p in material.parts if asked(under, p, material.when)]
        for inner, part in enumerate(parts, 1):
            yield _row(under, f"{number}.{inner}", part, part.when)


def asked(narrowing: Narrowing, paper: Demanded, above: Node = ALWAYS) -> bool:
    """Whether a paper may be asked for; ``above`` is the condition of the whole material."""
    if narrowing.left(conjunction(above, paper.when)) == NEVER:
        return False
    return narrowing.left(paper.unless) != ALWAYS


def _row(under: Narrowing, number: str, paper: Demanded, when: Node) -> tuple[Cell, ...]:
    writer = PaperWords(under)
    source = (paper.source.value,) if isinstance(paper, Material) else ()
    name = (f"{paper.name}（{paper.id}）", *source)
    return (
        (number,),
        name,
        tuple(writer.when(paper, when)),
        tuple(writer.standards(paper)),
        tuple(writer.ways(paper)),
        cited_lines(paper.basis),
    )


@dataclass(frozen=True, slots=True)
class PaperWords:
    """Says about a paper what a guide has to say, under what is known."""

    under: Narrowing

    def when(self, paper: Demanded, node: Node) -> Iterator[str]:
        """When it is handed in."""
        case = self.under.case(node)
        if isinstance(paper, Material) and paper.necessity is Necessity.OPTIONAL:
            yield f"{case}可以提交，不是必须"
        elif isinstance(paper, Material) and paper.stage is Stage.INSPECTION:
            yield f"{case}核查时出示，申请时不用提交"
        elif isinstance(paper, Part):
            yield f"{case}须含有" if case else "须含有"
        else:
            yield f"{case}须提交" if case else "须提交"
        if paper.each:
            yield f"按“{label_of(self.under.book.catalogue, paper.each)}”逐个提交"

    def standards(self, paper: Paper) -> Iterator[str]:
        """What the paper is held to, a line each."""
        for standard in paper.standards:
            if self.under.left(standard.when) == NEVER:
                continue
            said = requirement(standard, self.under.book.catalogue)
            hand = "由工作人员核对：" if isinstance(standard, ManualStandard) else ""
            yield f"{self.under.case(standard.when)}{hand}{said}"
        if isinstance(paper, Demanded) and paper.notice:
            yield paper.notice

    def ways(self, paper: Demanded) -> Iterator[str]:
        """Where it need not be handed in, what is accepted instead, and whether it may follow."""
        if paper.unless != NEVER and self.under.left(paper.unless) != NEVER:
            yield f"若{self.under.words(paper.unless)}，免交"
        for source in paper.shared:
            if self.under.left(source.when) != NEVER:
                yield f"{self.under.case(source.when)}经{source.name}核验的，免交"
        for other in paper.alternatives:
            if self.under.left(other.when) != NEVER:
                held = "；".join(self.standards(other))
                yield f"{self.under.case(other.when)}可以用《{other.name}》代替" + (
                    f"（{held}）" if held else ""
                )
        if isinstance(paper, Material):
            yield from self._tolerance(paper)
            yield from self._at_inspection(paper)

    def _tolerance(self, material: Material) -> Iterator[str]:
        tolerance = material.tolerance
        if tolerance is None or self.under.left(tolerance.unless) == ALWAYS:
            return
        promise = "书面承诺后" if tolerance.promise_required else ""
        later = f"；逾期未补的，{tolerance.consequence}" if tolerance.consequence else ""
        yield f"可以容缺：{promise}在{period_words(tolerance.period)}内补交{later}"
        if self.under.left(tolerance.unless) != NEVER:
            yield f"若{self.under.words(tolerance.unless)}，不能容缺"
        law = "；".join(cited_lines(tolerance.basis))
        if law:
            yield f"容缺的依据：{law}"

    def _at_inspection(self, material: Material) -> Iterator[str]:
        offered = material.at_inspection
        if offered is None or self.under.left(offered.unless) == ALWAYS:
            return
        promise = "书面承诺后" if offered.promise_required else ""
        later = f"；核查时仍未补的，{offered.consequence}" if offered.consequence else ""
        yield f"要现场核查的，可以{promise}在核查时补充{later}"
        law = "；".join(cited_lines(offered.basis))
        if law:
            yield f"核查时补充的依据：{law}"
