"""The attributes of a planned resource: what is known, what is known only after apply, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reslint.frontends.terraform.plan.leaves import Leaf, part_of
from reslint.frontends.terraform.plan.pointing import AFTER_APPLY, Pointing, Reading
from reslint.frontends.terraform.plan.references import Pointed, References, here_of, references_in
from reslint.frontends.terraform.plan.tree import Planned, PlanTree
from reslint.model.raw import Attributes
from reslint.model.span import Span
from reslint.model.value import ListOf, MapOf, Unknown, Value

_ONLY_COMPUTED = {"terraform_data": frozenset({"id", "output"})}
"""Attributes that nobody can write, by type; `id` is one of every type."""


def attributes_of(planned: Planned, tree: PlanTree, references: References, span: Span) -> Attributes:
    """The attributes as the sources would give them: written ones, and what the provider adds for certain.

    What nobody writes and only the provider knows is left out, as it is when sources are read.
    """
    reading = Reading(planned, tree, references, here_of(planned, tree), span)
    unknown = planned.unknown if isinstance(planned.unknown, dict) else {}
    values = planned.resource.values
    all_names = dict.fromkeys((*values, *unknown))
    names = tuple(n for n in all_names if _is_kept(planned, n, values.get(n), unknown.get(n)))

    def work_out(name: str) -> Value:
        marks = tuple(part_of(mark, name) for mark in planned.sensitive)
        expression = planned.config.expressions.get(name) if planned.config else None
        value = _value(reading, name, Leaf(values.get(name), unknown.get(name), marks), expression)
        return value if expression is not None or value.unknown else value.with_(origin="default")

    return Attributes(names, work_out)


def _is_kept(planned: Planned, name: str, value: Any, unknown: Any) -> bool:
    """Whether the sources would have the attribute, or the plan knows something about it."""
    written = planned.writes(name)
    if written:
        return True
    if name == "id" or name in _ONLY_COMPUTED.get(planned.resource.type, ()):
        return False
    if unknown is True:
        return written is None
    return value not in (None, [], {}, "")


def _value(reading: Reading, name: str, leaf: Leaf, expression: Any) -> Value:
    """A value with the references of its expression; nested blocks have an expression for each attribute."""
    if isinstance(expression, list):
        return _blocks(reading, leaf, expression)
    if isinstance(expression, dict) and not expression.keys() & {"references", "constant_value"}:
        return _blocks(reading, leaf, [expression]) if leaf.is_list or leaf.is_map else _plain(reading, leaf)
    if expression is None and leaf.is_list and all(leaf.part(i).is_map for i in leaf.steps):
        return _blocks(reading, leaf, [])
    pointed = reading.references.resolve(references_in(expression), reading.here)
    return Pointing(reading, name, pointed).value(leaf)


def _blocks(reading: Reading, leaf: Leaf, expressions: list[Any]) -> Value:
    """Nested blocks. The blocks that `dynamic` makes have no expressions, so that others may not fit."""
    if leaf.unknown is True:
        return Value(Unknown(AFTER_APPLY), reading.span, sensitive=leaf.is_sensitive)
    items = [leaf.part(i) for i in leaf.steps] if leaf.is_list else [leaf] if leaf.is_map else []
    fitting = expressions if len(expressions) == len(items) else [{}] * len(items)
    made = tuple(_block(reading, item, inner) for item, inner in zip(items, fitting, strict=True))
    return Value(ListOf(made, None, "blocks"), reading.span, sensitive=leaf.is_sensitive)


def _block(reading: Reading, leaf: Leaf, expressions: Any) -> Value:
    inner: Mapping[str, Any] = expressions if isinstance(expressions, dict) else {}
    entries = {str(n): _value(reading, str(n), leaf.part(n), inner.get(str(n))) for n in leaf.steps}
    return Value(MapOf(entries), reading.span, sensitive=leaf.is_sensitive)


def _plain(reading: Reading, leaf: Leaf) -> Value:
    return Pointing(reading, "", Pointed()).value(leaf)
