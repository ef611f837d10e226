"""Keys put in order where the format names them; keys that a writer chooses stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeAlias

from permit_rules.formatting.key_order import ORDER, places
from permit_rules.formatting.pieces import Block, Flow, Piece, Text, Written
from permit_rules.loading.schemas import file_schemas

Schema: TypeAlias = "Mapping[str, Any]"


def ordered(written: Written, name: str) -> Written:
    """The pieces of a file with the schema ``name`` (``item``, ``cases`` …), their keys in order.

    The fields of a condition, instruments and situations stand in the order of the writer.
    """
    schema = schemas()[name]
    return _Order(schema.get("$defs", {})).of(written, (schema,))


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """The schemas of the rule files by name, made once: it takes a second."""
    return file_schemas()


class _Order:
    def __init__(self, definitions: Schema) -> None:
        self.definitions = definitions

    def of(self, written: Written, schemas: tuple[Schema, ...]) -> Written:
        """``schemas`` are those of which the value may be."""
        variants = [v for s in schemas for v in self._variants(s)]
        if isinstance(written, Text):
            return written
        if isinstance(written, Flow):
            return self._flow(written, variants)
        if not written.mapping:
            items = tuple(v["items"] for v in variants if isinstance(v.get("items"), Mapping))
            # One entry may stand where a list is wanted, and the other way round.
            inner = items or tuple(variants)
            return replace(
                written,
                pieces=tuple(replace(p, value=self.of(p.value, inner)) for p in written.pieces),
            )
        return self._mapping(written, variants)

    def _mapping(self, block: Block, variants: list[Schema]) -> Block:
        keys = [p.key for p in block.pieces]
        chosen = _fitting(keys, variants)
        order = places(frozenset(chosen.get("properties", ())))
        inner = [
            replace(p, value=self.of(p.value, tuple(_below(p.key, chosen)))) for p in block.pieces
        ]
        inner = sorted(inner, key=lambda p: order.get(p.key, len(ORDER)))
        return replace(block, pieces=_same_gaps(block.pieces, tuple(inner)))

    def _flow(self, flow: Flow, variants: list[Schema]) -> Flow:
        if not flow.mapping:
            items = tuple(v["items"] for v in variants if isinstance(v.get("items"), Mapping))
            inner = items or tuple(variants)
            return replace(flow, members=tuple(("", self.of(v, inner)) for _, v in flow.members))
        chosen = _fitting([k for k, _ in flow.members], variants)
        order = places(frozenset(chosen.get("properties", ())))
        members = sorted(
            ((k, self.of(v, tuple(_below(k, chosen)))) for k, v in flow.members),
            key=lambda m: order.get(m[0], len(ORDER)),
        )
        return replace(flow, members=tuple(members))

    def _variants(self, schema: Schema) -> Iterator[Schema]:
        """What a schema may stand for, references and alternatives opened up."""
        reference = schema.get("$ref")
        if isinstance(reference, str):
            yield from self._variants(self.definitions[reference.rpartition("/")[2]])
        for word in ("anyOf", "oneOf", "allOf"):
            for option in schema.get(word, ()):
                yield from self._variants(option)
        if "properties" in schema or "items" in schema or "additionalProperties" in schema:
            yield schema


def _fitting(keys: list[str], variants: list[Schema]) -> Schema:
    """The variant that knows most of the keys."""
    known = [v for v in variants if "properties" in v or "additionalProperties" in v]
    return max(known, key=lambda v: len({*keys} & {*v.get("properties", ())}), default={})


def _below(key: str, schema: Schema) -> Iterator[Schema]:
    inner = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
    if isinstance(inner, Mapping):
        yield inner


def _same_gaps(before: tuple[Piece, ...], after: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What stood at the top has no blank line before it, wherever it has gone."""
    if not after or before[0] is after[0]:
        return after
    return (replace(after[0], gap=False), *after[1:])
