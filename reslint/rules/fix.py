"""A resource as it would be once a rule's fix is made: for tests and for ranking fixes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reslint.model.place import Spread, some_of
from reslint.model.resource import Resource
from reslint.model.value import ListOf, MapOf, Value
from reslint.rules.lang.operands import constant


def mended(resource: Resource, model: Mapping[str, object]) -> Resource:
    """A copy with the attributes of `fix.model`; zones are given by their number."""
    changes: dict[str, Any] = {name: _attribute(resource, name, value) for name, value in model.items()}
    return replace(resource, **changes)


def _attribute(resource: Resource, name: str, value: object) -> Value | Spread:
    if isinstance(resource.attribute(name), Spread):
        assert isinstance(value, int)
        return some_of(value)
    return _value(value)


def _value(value: object) -> Value:
    if isinstance(value, list | tuple):
        return Value(ListOf(tuple(_value(item) for item in value)))
    if isinstance(value, Mapping):
        return Value(MapOf({str(key): _value(item) for key, item in value.items()}))
    return constant(value)
