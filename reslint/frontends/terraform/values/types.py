"""Type constraints as the `type` argument of a variable writes them, and conversion to them."""

from __future__ import annotations

from typing import Any

from reslint.frontends.terraform.values.constants import constant
from reslint.frontends.terraform.values.constraint import (
    ANY,
    BOOL,
    NUMBER,
    STRING,
    Attribute,
    TypeConstraint,
    list_of,
    map_of,
    set_of,
    type_of,
    unify,
)
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.failures import EvaluationError
from reslint.model.span import Source
from reslint.model.value import Value

__all__ = ["Attribute", "TypeConstraint", "convert", "parse_type", "type_of", "unify"]

_NAMES = {"any": ANY, "bool": BOOL, "number": NUMBER, "string": STRING}
_COLLECTIONS = {"list": list_of, "set": set_of, "map": map_of}

MAX_DEPTH = 50
"""Deepest nesting of a type."""


def parse_type(tree: list[Any], source: Source | None = None) -> TypeConstraint:
    """The type that an expression tree stands for; `source` gives defaults their place.

    Raises `EvaluationError` for what is not a type.
    """
    return _type(tree, source, 0)


def _type(node: list[Any], source: Source | None, depth: int) -> TypeConstraint:
    if depth > MAX_DEPTH:
        raise EvaluationError("the type is nested too deeply")
    op, content = node[0], node[3]
    if op == "paren":
        return _type(content, source, depth + 1)
    # Before Terraform 0.12 types were written as strings: type = "list".
    if op in ("name", "lit"):
        return _named(content)
    if op == "call" and len(node[4]) == 1:
        return _constructed(content, node[4][0], source, depth)
    raise EvaluationError("this is not a type")


def _named(name: object) -> TypeConstraint:
    if name in _NAMES:
        return _NAMES[str(name)]
    if name in _COLLECTIONS:
        return _COLLECTIONS[str(name)](ANY)
    raise EvaluationError(f"{name} is not a type")


def _constructed(name: str, argument: list[Any], source: Source | None, depth: int) -> TypeConstraint:
    if name in _COLLECTIONS:
        return _COLLECTIONS[name](_type(argument, source, depth + 1))
    if name == "tuple" and argument[0] == "tuple":
        return TypeConstraint("tuple", items=tuple(_type(n, source, depth + 1) for n in argument[3]))
    if name == "object" and argument[0] == "object":
        return _object(argument[3], source, depth + 1)
    raise EvaluationError(f"{name}(…) is not a type")


def _object(pairs: list[Any], source: Source | None, depth: int) -> TypeConstraint:
    attributes = [_attribute(key, node, source, depth) for key, node in pairs]
    return TypeConstraint("object", attributes=tuple(sorted(attributes, key=lambda a: a.name)))


def _attribute(key: list[Any], node: list[Any], source: Source | None, depth: int) -> Attribute:
    if key[0] not in ("lit", "name") or not isinstance(key[3], str):
        raise EvaluationError("an attribute of an object type needs a plain name")
    if node[0] != "call" or node[3] != "optional":
        return Attribute(key[3], _type(node, source, depth))
    if not 1 <= len(node[4]) <= 2:
        raise EvaluationError("optional() takes a type and a default")
    kind = _type(node[4][0], source, depth + 1)
    default = _default(node[4][1], kind, source) if len(node[4]) == 2 else None
    return Attribute(key[3], kind, True, default)


def _default(node: list[Any], kind: TypeConstraint, source: Source | None) -> Value:
    return convert(constant(node, source), kind).with_(origin="resolved")
