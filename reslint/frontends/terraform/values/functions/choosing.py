"""Functions that choose one of several values: nothing that is unknown is passed over."""

from __future__ import annotations

from collections.abc import Mapping

from reslint.frontends.terraform.values.arithmetic import whole
from reslint.frontends.terraform.values.constraint import (
    ANY,
    NUMBER,
    STRING,
    Refined,
    refined,
    type_of,
    unify,
)
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import derived, picked
from reslint.frontends.terraform.values.elements import element_value, wrapped_symbol
from reslint.frontends.terraform.values.equality import set_size
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import (
    Call,
    Function,
    function,
    maybe_null,
    sequence,
    shape_of,
)
from reslint.model.span import Span
from reslint.model.value import AttributeOf, ElementOf, ListOf, Unknown, Value


def certainly_text(value: Value) -> bool:
    """Whether an unknown is certainly a string that is not empty, and not null."""
    unknown = value.unknown
    if unknown is None or unknown.null != "no":
        return False
    symbol = unknown.symbol
    # Ids and ARNs of what exists are never empty.
    named = isinstance(symbol, AttributeOf) and symbol.name in ("id", "arn")
    return bool(unknown.prefix) or named or isinstance(symbol, ElementOf)


def _coalesce(call: Call) -> Value:
    kind = unify(map(type_of, call.args))
    if not call.args or kind is None:
        raise EvaluationError("arguments of one type are needed")
    for arg in call.args:
        if arg.unknown:
            return _open_choice(call, arg, arg.unknown)
        value = convert(arg, kind)
        if not value.absent and value.data != "":
            return picked(value, call.span)
    raise EvaluationError("every argument is null or an empty string")


def _open_choice(call: Call, arg: Value, unknown: Unknown) -> Value:
    """The unknown itself if it is certainly taken; else nothing is known of the result."""
    kind = type_of(arg).kind
    if certainly_text(arg) or (unknown.null == "no" and kind not in ("any", "string")):
        return picked(arg, call.span)
    common = unify(map(type_of, call.args)) or ANY
    return derived(refined(Unknown(unknown.reason, null="no"), common), call.span, *call.args)


def _coalesce_list(call: Call) -> Value:
    if not call.args:
        raise EvaluationError("at least one list is needed")
    for arg in call.args:
        if arg.known and (not isinstance(arg.data, ListOf) or arg.data.shape == "set"):
            raise EvaluationError("all arguments must be lists")
    for arg in call.args:
        data = sequence(arg)
        if data.items:
            return picked(arg, call.span)
        if data.rest is not None:
            raise Undecided(data.rest)
    raise EvaluationError("every list is empty")


def _element(call: Call) -> Value:
    value, position = call.args
    if position.unknown:
        return _any_element(call, position.unknown)
    number = whole(position.data, "the index")  # type: ignore[arg-type]
    if number < 0:
        raise Undecided("element() with a negative index differs between versions of Terraform")
    if isinstance(value.data, Unknown):
        return _wrapped(value, value.data, number, call.span)
    data = shape_of(sequence(value))
    if data.shape == "set":
        raise EvaluationError("the elements of a set have no index")
    if number < len(data.items):
        return picked(data.items[number], call.span, *call.args)
    if data.rest is not None:
        return maybe_null(data.rest, call.span, *call.args)
    if not data.items:
        raise EvaluationError("an empty list has no elements")
    return picked(data.items[number % len(data.items)], call.span, *call.args)


def _any_element(call: Call, unknown: Unknown) -> Value:
    data = call.args[0].data
    if isinstance(data, ListOf) and len(data.items) == 1 and data.rest is None and data.shape != "set":
        return picked(data.items[0], call.span, *call.args)
    return maybe_null(unknown, call.span, *call.args)


def _wrapped(value: Value, unknown: Unknown, number: int, span: Span | None) -> Value:
    if wrapped_symbol(unknown.symbol, number):
        return element_value(value, unknown, number, span)
    kind = unknown.type.of if isinstance(unknown, Refined) else None
    return derived(refined(Unknown(unknown.reason), kind or ANY), span, value)


def _one(call: Call) -> Value:
    value = call.args[0]
    if value.unknown:
        return maybe_null(value.unknown, call.span, value)
    data = sequence(value)
    least = set_size(data).low if data.shape == "set" else len(data.items)
    if least > 1:
        raise EvaluationError("a list with no or one element is required")
    unknown = data.rest or (data.items[0].unknown if len(data.items) > 1 else None)
    if unknown is not None or len(data.items) > 1:
        return maybe_null(unknown or Unknown("the set is not decided"), call.span, value)
    if not data.items:
        return derived(None, call.span, value)
    return picked(data.items[0], call.span, value)


def _lookup(call: Call) -> Value:
    from reslint.frontends.terraform.values.functions.mapping import mapping_of

    if not 2 <= len(call.args) <= 3:
        raise EvaluationError("two or three arguments are needed")
    if call.args[0].absent or call.args[1].absent:
        raise EvaluationError("the map and the key must not be null")
    value, key = call.args[:2]
    unknown = value.unknown or key.unknown
    if unknown is not None:
        return maybe_null(unknown, call.span, *call.args)
    data = mapping_of(value)
    name = str(key.data)
    if name in data.entries:
        return picked(data.entries[name], call.span, value, key)
    if data.rest is not None:
        return maybe_null(data.rest, call.span, *call.args)
    if len(call.args) == 2:
        raise EvaluationError(f'the map has no element "{name[:60]}"')
    kind = type_of(value).of if data.shape == "map" else None
    return picked(convert(call.args[2], kind or ANY), call.span, value, key)


CHOOSING: Mapping[str, Function] = {
    "coalesce": function(_coalesce, variadic=ANY, nullable=True),
    "coalescelist": function(_coalesce_list, variadic=ANY, nullable=True),
    "element": function(_element, ANY, NUMBER),
    "lookup": function(_lookup, ANY, STRING, variadic=ANY, nullable=True),
    "one": function(_one, ANY),
}
