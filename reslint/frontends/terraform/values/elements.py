"""Elements of lists that only the provider knows, told apart by their position.

The lists of these data sources have no element twice, so that two positions are two values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reslint.frontends.terraform.values.constraint import STRING, Refined
from reslint.model.span import Span
from reslint.model.value import AttributeOf, ElementOf, ListOf, Symbol, Unknown, Value

DUPLICATE_FREE: Mapping[str, tuple[str, ...]] = {
    "aws_availability_zones": ("names", "zone_ids"),
    "aws_subnets": ("ids",),
    "aws_subnet_ids": ("ids",),
}
"""Attributes by data source: each names different zones or subnets ("Data Source:
aws_availability_zones", "Data Source: aws_subnets", registry.terraform.io/providers/hashicorp/aws)."""

ZONES_EVERYWHERE = 3
"""Indexes below this number are within the zone names of every Region, so that `element()`
does not wrap round there."""

_DATA_TYPE = re.compile(r"(?:^|\.)data\.(\w+)\.")


def element_symbol(symbol: Symbol | None, index: int) -> ElementOf | None:
    """The symbol of an element of the list that the symbol stands for, if it has no duplicates."""
    if symbol is None or index < 0 or _source_type(symbol) is None:
        return None
    return ElementOf(symbol, index)


def wrapped_symbol(symbol: Symbol | None, index: int) -> ElementOf | None:
    """The same for `element()`, which wraps round at an unknown length."""
    if symbol is None or _source_type(symbol) != "aws_availability_zones" or index >= ZONES_EVERYWHERE:
        return None
    return element_symbol(symbol, index)


def _source_type(symbol: Symbol) -> str | None:
    if not isinstance(symbol, AttributeOf):
        return None
    found = _DATA_TYPE.search(symbol.address)
    if found is None or symbol.name not in DUPLICATE_FREE.get(found[1], ()):
        return None
    return found[1]


def duplicate_free(symbol: Symbol | None) -> bool:
    """Whether the symbol stands for a list that has no element twice."""
    return symbol is not None and _source_type(symbol) is not None


def element_value(collection: Value, unknown: Unknown, index: int, span: Span | None) -> Value:
    """The element at a position of an unknown list."""
    symbol = element_symbol(unknown.symbol, index)
    data = Refined(unknown.reason, symbol, "no", "", STRING) if symbol else Unknown(unknown.reason)
    return Value(data, span, "computed", None, collection.refs, (collection,), collection.sensitive)


def is_run_of_elements(items: Sequence[Value]) -> bool:
    """Whether the items are different elements of one such list, so that their order does not matter."""
    symbols = [i.symbol for i in items if isinstance(i.symbol, ElementOf)]
    one_list = len({s.base for s in symbols}) == 1
    return one_list and len(set(symbols)) == len(items)


def unknown_items(collection: Value, unknown: Unknown, start: int, end: int, span: Span | None) -> ListOf:
    """The elements at positions `start` up to `end` of an unknown list."""
    return ListOf(tuple(element_value(collection, unknown, i, span) for i in range(start, end)), None, "list")
