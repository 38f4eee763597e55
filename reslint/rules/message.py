"""Messages of rules: their placeholders, and values as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from string import Formatter

from reslint.model.place import Spread
from reslint.model.resource import Resource
from reslint.model.value import Data, ListOf, MapOf, Unknown, Value
from reslint.rules.lang.operands import constant

MAX_TEXT = 80
"""Characters of one value in a message."""
MAX_ITEMS = 8
"""Items of a list in a message."""


def placeholders(text: str) -> list[str]:
    """The names in braces. Raises `ValueError` when the braces are not well-formed."""
    names: list[str] = []
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name:
            raise ValueError("a placeholder is a plain name in braces; write {{ for a brace")
        names.append(name)
    return names


def written_out(text: str, resource: Resource, parameters: Mapping[str, object]) -> str:
    """The text with its placeholders replaced; every name must have been checked before."""
    parts: list[str] = []
    for literal, name, _, _ in Formatter().parse(text):
        parts.append(literal)
        if name is not None:
            parts.append(_named(name, resource, parameters))
    return "".join(parts)


def _named(name: str, resource: Resource, parameters: Mapping[str, object]) -> str:
    if name == "address":
        return _address(resource)
    first, *rest = name.split(".")
    if first in parameters:
        return shown(constant(parameters[first]))
    found = resource.attribute(first)
    if isinstance(found, Spread):
        return shown_zones(found)
    for step in rest:
        found = found.entries.get(step, found.with_(data=_lost(found)))
    return shown(found)


def _address(resource: Resource) -> str:
    """The address; after the path of the construct, where CDKTF made the resource."""
    construct = resource.raw.meta.get("path")
    return resource.address if construct is None else f"{construct.data} ({resource.address})"


def _lost(value: Value) -> Data:
    """What a part is when the whole does not have it."""
    return value.data if isinstance(value.data, Unknown) else None


def shown(value: Value) -> str:
    """A value as people say it."""
    if value.sensitive:
        return "a sensitive value"
    data = value.data
    if isinstance(data, Unknown):
        return f"unknown ({data.reason})"
    if isinstance(data, ListOf):
        return _list([shown(item) for item in data.items[:MAX_ITEMS]], len(data.items), data.rest)
    if isinstance(data, MapOf):
        names = [f"{name} = {shown(data.entries[name])}" for name in list(data.entries)[:MAX_ITEMS]]
        return _list(names, len(data.entries), data.rest)
    return _scalar(data)


def _scalar(data: str | int | Decimal | bool | None) -> str:
    if data is None:
        return "not set"
    if isinstance(data, bool):
        return "true" if data else "false"
    text = str(data)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _list(parts: list[str], total: int, rest: Unknown | None) -> str:
    more = [f"{total - len(parts)} more"] if total > len(parts) else []
    unknown = ["and others that the code does not decide"] if rest else []
    return ", ".join([*parts, *more, *unknown]) or "none"


def shown_zones(spread: Spread) -> str:
    """A number of zones as people say it: `1 zone`, `1 to 3 zones`."""
    count = spread.count
    if count.low == 0 and count.high is None:
        return "an unknown number of zones"
    return f"{count} zone" if count.exact == 1 else f"{count} zones"
