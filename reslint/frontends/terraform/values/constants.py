"""Expressions that need nothing but themselves: the defaults of optional attributes."""

from __future__ import annotations

from typing import Any

from reslint.frontends.terraform.values import operators
from reslint.frontends.terraform.values.arithmetic import parse_number
from reslint.frontends.terraform.values.text import normal, text_of
from reslint.model.span import Source, Span
from reslint.model.value import ListOf, MapOf, Unknown, Value

Node = list[Any]


def constant(node: Node, source: Source | None) -> Value:
    """The value of a constant expression; unknown for one that refers to something.

    Raises `EvaluationError` where Terraform would.
    """
    span = Span(source, node[1], node[2]) if source else None
    op = node[0]
    if op == "lit":
        return Value(normal(node[3]) if isinstance(node[3], str) else node[3], span)
    if op == "num":
        return Value(parse_number(node[3]), span)
    if op == "paren":
        return constant(node[3], source)
    if op == "tuple":
        return Value(ListOf(tuple(constant(n, source) for n in node[3])), span)
    if op == "object":
        return Value(_object(node[3], source), span)
    return _operation(node, source, span)


def _operation(node: Node, source: Source | None, span: Span | None) -> Value:
    op = node[0]
    if op == "un":
        return operators.unary(node[3], constant(node[4], source), span)
    if op == "bin":
        return operators.binary(node[3], constant(node[4], source), constant(node[5], source), span)
    if op == "cond":
        condition, when_true, when_false = (constant(n, source) for n in node[3:6])
        return operators.conditional(condition, when_true, when_false, span)
    return Value(Unknown("the default of an optional attribute is not a constant"), span)


def _object(pairs: list[Any], source: Source | None) -> MapOf:
    entries: dict[str, Value] = {}
    rest: Unknown | None = None
    for key_node, node in pairs:
        name = text_of(constant(key_node, source))
        if name is None:
            rest = Unknown("a key of the object is not a constant")
        else:
            entries[name] = constant(node, source)
    return MapOf(entries, rest)
