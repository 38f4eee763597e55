"""Known values in the type that an attribute of the model has."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from reslint.model.value import Data, ListOf, Unknown, Value


def coerce(value: Value, type_name: str) -> Value:
    """The value as `flag`, `number`, `text` or `list`; unknown with a reason when it cannot be."""
    data = value.data
    if data is None or isinstance(data, Unknown):
        return value
    converted = _COERCIONS.get(type_name, _unchanged)(data)
    return value if converted is data else value.with_(data=converted)


def _unchanged(data: Data) -> Data:
    return data


def _flag(data: Data) -> Data:
    if isinstance(data, bool):
        return data
    word = str(data).lower() if isinstance(data, str | int) else ""
    if word in ("true", "1"):
        return True
    if word in ("false", "0"):
        return False
    return Unknown(f"{data!r} is neither true nor false")


def _number(data: Data) -> Data:
    if isinstance(data, int | Decimal) and not isinstance(data, bool):
        return data
    try:
        number = Decimal(str(data)) if isinstance(data, str) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        return Unknown(f"{data!r} is not a number")
    return int(number) if number == number.to_integral_value() else number


def _text(data: Data) -> Data:
    if isinstance(data, bool):
        return "true" if data else "false"
    return str(data) if isinstance(data, int | Decimal) else data


def _list(data: Data) -> Data:
    return data if isinstance(data, ListOf) else ListOf((Value(data),), None, "list")


_COERCIONS = {"flag": _flag, "number": _number, "text": _text, "list": _list}
