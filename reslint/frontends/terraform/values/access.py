"""Elements and attributes: `collection[key]` and `object.name`."""

from __future__ import annotations

from decimal import Decimal

from reslint.frontends.terraform.values.constraint import NUMBER, STRING, Refined, TypeConstraint
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import picked
from reslint.frontends.terraform.values.elements import duplicate_free, element_symbol, element_value
from reslint.frontends.terraform.values.failures import EvaluationError
from reslint.model.span import Span
from reslint.model.value import AttributeOf, ListOf, MapOf, Named, Symbol, Unknown, Value


def index(collection: Value, key: Value, span: Span | None) -> Value:
    """The element at a key. Raises `EvaluationError` when there is certainly none."""
    data = collection.data
    if data is None:
        raise EvaluationError("null has no elements")
    if key.absent:
        raise EvaluationError("null cannot be an index")
    if isinstance(data, ListOf):
        return _item(collection, data, key, span)
    if isinstance(data, MapOf):
        return _entry(collection, data, key, span)
    if isinstance(data, Unknown):
        return _of_unknown(collection, data, key, span)
    raise EvaluationError("a single value has no elements")


def attribute(obj: Value, name: str, span: Span | None) -> Value:
    """An attribute of an object or map. Raises `EvaluationError` when there is certainly none."""
    data = obj.data
    if data is None:
        raise EvaluationError("null has no attributes")
    if isinstance(data, Unknown):
        return _unknown(obj, data, _below(data.symbol, f".{name}"), span)
    if not isinstance(data, MapOf):
        raise EvaluationError(f'this value has no attribute "{name}"')
    return _named(obj, data, name, span)


def _item(collection: Value, data: ListOf, key: Value, span: Span | None) -> Value:
    if data.shape == "set":
        raise EvaluationError("the elements of a set have no index")
    position = _converted(key, NUMBER)
    if position.unknown:
        return _unknown(collection, position.unknown, None, span, key)
    number = position.data
    if isinstance(number, bool) or not isinstance(number, int):
        assert isinstance(number, Decimal)
        raise EvaluationError("an index must be a whole number")
    if number < 0:
        raise EvaluationError("an index must not be negative")
    if number < len(data.items):
        return picked(data.items[number], span, collection, key)
    if data.rest is None:
        raise EvaluationError(f"there is no element {number} in a list of {len(data.items)}")
    return _beyond(collection, data, data.rest, number, span)


def _beyond(collection: Value, data: ListOf, rest: Unknown, number: int, span: Span | None) -> Value:
    """An element of the unknown rest of a list."""
    if duplicate_free(rest.symbol):
        return element_value(collection, rest, number - len(data.items), span)
    return _unknown(collection, rest, None, span)


def _entry(collection: Value, data: MapOf, key: Value, span: Span | None) -> Value:
    name = _converted(key, STRING)
    if name.unknown:
        return _unknown(collection, name.unknown, None, span, key)
    assert isinstance(name.data, str)
    return _named(collection, data, name.data, span)


def _named(collection: Value, data: MapOf, name: str, span: Span | None) -> Value:
    if name in data.entries:
        return picked(data.entries[name], span, collection)
    if data.rest is None:
        what = "element" if data.shape == "map" else "attribute"
        raise EvaluationError(f'there is no {what} "{name}"')
    return _unknown(collection, data.rest, None, span)


def _of_unknown(collection: Value, unknown: Unknown, key: Value, span: Span | None) -> Value:
    if key.unknown:
        return _unknown(collection, unknown, None, span, key)
    position = key.data
    if isinstance(position, int) and not isinstance(position, bool):
        if element_symbol(unknown.symbol, position):
            return picked(element_value(collection, unknown, position, span), span, key)
        return _unknown(collection, unknown, _below(unknown.symbol, f"[{position}]"), span, key)
    if isinstance(position, str):
        return _unknown(collection, unknown, _below(unknown.symbol, f".{position}"), span, key)
    return _unknown(collection, unknown, None, span, key)


def _below(symbol: Symbol | None, step: str) -> Symbol | None:
    """The symbol of a part: the same part of the same unknown is the same value."""
    if isinstance(symbol, AttributeOf):
        return AttributeOf(symbol.address, (symbol.name + step).removeprefix("."))
    return Named(symbol.name + step) if isinstance(symbol, Named) else None


def _unknown(
    collection: Value, unknown: Unknown, symbol: Symbol | None, span: Span | None, *keys: Value
) -> Value:
    data = _with_type(unknown, symbol)
    part = Value(data, span, "computed", None, collection.refs, (collection, *keys), collection.sensitive)
    return picked(part, span, *keys)


def _with_type(unknown: Unknown, symbol: Symbol | None) -> Unknown:
    """An element of a list or map of which the type is known has its element's type."""
    inner = unknown.type.of if isinstance(unknown, Refined) else None
    if inner is None or inner.kind == "any":
        return Unknown(unknown.reason, symbol)
    return Refined(unknown.reason, symbol, "maybe", "", inner)


def _converted(key: Value, kind: TypeConstraint) -> Value:
    try:
        return convert(key, kind)
    except EvaluationError as error:
        raise EvaluationError(f"the index does not fit: {error}") from error
