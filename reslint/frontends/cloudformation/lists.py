"""Intrinsic functions that make, measure and take apart lists."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import TYPE_CHECKING

from reslint.frontends.cloudformation.parameters import number
from reslint.frontends.cloudformation.values import (
    as_text,
    derived,
    first_unknown,
    named,
    symbol_text,
    text_of,
    unknown,
)
from reslint.model.value import ElementOf, ListOf, Named, Symbol, Unknown, Value, merge_refs

if TYPE_CHECKING:
    from reslint.frontends.cloudformation.nodes import Node
    from reslint.frontends.cloudformation.scope import Scope
    from reslint.model.span import Span

MAX_SUBNETS = 256
"""Address ranges that `Fn::Cidr` makes at most ("Fn::Cidr", count: 1 to 256)."""

_REGION = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-\d+")

_DISTINCT = ("zones of ", "cidrs of ")
"""Beginnings of the names of unknown lists without duplicates."""


def get_zones(node: Node, scope: Scope) -> Value:
    """`Fn::GetAZs`: which zones, and how many, only the Region knows; an empty text is the stack's own."""
    region = as_text(scope.value(node[3]))
    if region.data == "" or region.data is None:
        region = scope.reference("AWS::Region", scope.span(node))
    name = symbol_text(region)
    reason = "the zones of a Region are known at deployment only"
    symbol = Named(f"zones of {_bare(name)}") if name else None
    refs = merge_refs(region.refs)
    return Value(Unknown(reason, symbol, "no"), scope.span(node), refs=refs)


def _bare(name: str) -> str:
    return name[2:-1] if name.startswith("${") else name


def select(node: Node, scope: Scope) -> Value:
    """`Fn::Select`: an item, or the symbol of an item of an unknown list."""
    index, items = scope.value(node[3]), scope.value(node[4])
    span = scope.span(node)
    position = _position(index)
    if isinstance(items.data, ListOf) and position is not None and not items.data.rest:
        if position < len(items.items):
            chosen = items.items[position]
            return chosen.with_(refs=merge_refs(items.refs, chosen.refs), span=chosen.span or span)
        return unknown(f"Fn::Select: the list has no item {position}", span, [index, items])
    why = first_unknown([index, items])
    reason = why.reason if why else "Fn::Select of something that is not a list"
    if items.unknown and position is not None:
        return _element(items.unknown, position, span, items)
    return unknown(reason, span, [index, items])


def _position(index: Value) -> int | None:
    text = text_of(index.data)
    exact = None if text is None else number(text)
    return exact if isinstance(exact, int) and exact >= 0 else None


def _element(data: Unknown, position: int, span: Span, items: Value) -> Value:
    symbol: Symbol | None = None
    prefix = ""
    if isinstance(data.symbol, Named) and data.symbol.name.startswith(_DISTINCT):
        symbol, prefix = ElementOf(data.symbol, position), _region_of_zones(data.symbol)
    elif data.symbol is not None:
        symbol = Named(f"{data.symbol}[{position}]")
    return derived(Unknown(data.reason, symbol, "no", prefix), span, [items])


def _region_of_zones(symbol: Named) -> str:
    """The Region that the names of these zones begin with, if it is known."""
    name = symbol.name.removeprefix("zones of ")
    return name if _REGION.fullmatch(name) else ""


def cidr(node: Node, scope: Scope) -> Value:
    """`Fn::Cidr`: ranges of equal size cut from the beginning of an address block."""
    arguments = [as_text(scope.value(part)) for part in node[3]]
    span = scope.span(node)
    block, count = arguments[0], _position(arguments[1]) if len(arguments) > 1 else None
    bits = _position(arguments[2]) if len(arguments) > 2 else None
    why = first_unknown(arguments)
    reason = why.reason if why else "Fn::Cidr with these arguments is not evaluated"
    if count is None or bits is None or not 0 < count <= MAX_SUBNETS:
        return unknown(reason, span, arguments)
    known = text_of(block.data)
    if known is not None:
        ranges = _ranges(known, count, bits)
        if ranges is None:
            return unknown(
                f"Fn::Cidr: {count} ranges of {bits} bits do not fit into {known}", span, arguments
            )
        found = tuple(derived(text, span, arguments) for text in ranges)
        return derived(ListOf(found, None, "list"), span, arguments)
    base = named("cidrs of {}, {}", block, arguments[2])
    cut = [Unknown(reason, ElementOf(base, i) if base else None, "no") for i in range(count)]
    unknown_items = tuple(derived(item, span, arguments) for item in cut)
    return derived(ListOf(unknown_items, None, "list"), span, arguments)


def _ranges(block: str, count: int, bits: int) -> list[str] | None:
    try:
        network = ip_network(block, strict=False)
    except ValueError:
        return None
    length = network.max_prefixlen - bits
    if length < network.prefixlen or count > 2 ** min(length - network.prefixlen, 9):
        return None
    first = int(network.network_address)
    kind = type(network.network_address)
    return [f"{kind(first + i * 2**bits)}/{length}" for i in range(count)]


def length(node: Node, scope: Scope) -> Value:
    """`Fn::Length`."""
    items = scope.value(node[3])
    if isinstance(items.data, ListOf) and not items.data.rest:
        return derived(len(items.items), scope.span(node), [items])
    why = first_unknown([items])
    reason = why.reason if why else "Fn::Length of something that is not a list"
    return unknown(reason, scope.span(node), [items], named("length({})", items))
