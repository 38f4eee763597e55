"""Functions of types, sensitivity and things that only a run of Terraform knows."""

from __future__ import annotations

from collections.abc import Mapping

from reslint.frontends.terraform.values.constraint import (
    ANY,
    BOOL,
    NUMBER,
    STRING,
    TypeConstraint,
    list_of,
    map_of,
    set_of,
)
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import gathered, parts
from reslint.frontends.terraform.values.functions.base import Call, Function, function
from reslint.model.value import ListOf, MapOf, Unknown, Value


def _converter(kind: TypeConstraint) -> Function:
    def implement(call: Call) -> Value:
        value = convert(call.args[0], kind)
        # What stays unknown, or is a plain value, remains the value that it was.
        if isinstance(value.data, ListOf | MapOf):
            return gathered(value.data, call.span, *call.args)
        return value

    return function(implement, ANY, nullable=True, result=kind)


def _sensitive(call: Call) -> Value:
    return call.args[0].with_(sensitive=True)


def _nonsensitive(call: Call) -> Value:
    return call.args[0].with_(sensitive=False)


def _is_sensitive(call: Call) -> Value:
    value = call.args[0]
    if isinstance(value.data, Unknown) and not value.sensitive:
        # A provider may mark what it returns.
        return Value(Unknown(value.data.reason, null="no"), call.span, "computed", refs=value.refs)
    return Value(value.sensitive, call.span, "computed", refs=value.refs, because=(value,))


def _ephemeral_as_null(call: Call) -> Value:
    value = call.args[0]
    if any(part.sensitive for part in parts(value)):
        # Ephemeral values are marked as sensitive ones are: it is not kept which of them it is.
        return value.with_(data=Unknown("whether the value is ephemeral is not worked out"))
    return value


FUNCTIONS: Mapping[str, Function] = {
    "ephemeralasnull": function(_ephemeral_as_null, ANY, nullable=True),
    "issensitive": function(_is_sensitive, ANY, nullable=True, result=BOOL),
    "nonsensitive": function(_nonsensitive, ANY, nullable=True),
    "sensitive": function(_sensitive, ANY, nullable=True),
    "tobool": _converter(BOOL),
    "tolist": _converter(list_of(ANY)),
    "tomap": _converter(map_of(ANY)),
    "tonumber": _converter(NUMBER),
    "toset": _converter(set_of(ANY)),
    "tostring": _converter(STRING),
}
