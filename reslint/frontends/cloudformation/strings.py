"""Intrinsic functions that make texts."""

from __future__ import annotations

import re
from base64 import b64encode
from json import dumps
from typing import TYPE_CHECKING

from reslint.frontends.cloudformation.nodes import Node, get
from reslint.frontends.cloudformation.scope import Scope, substituted
from reslint.frontends.cloudformation.values import (
    MAX_ITEMS,
    MAX_TEXT,
    as_text,
    concat,
    derived,
    first_unknown,
    named,
    text_of,
    unknown,
)
from reslint.model.value import ListOf, MapOf, Named, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reslint.model.span import Span

_DYNAMIC = re.compile(r"\{\{resolve:[^{}]*\}\}")
_OPENING = "{{resolve:"
_LOOP_VARIABLE = re.compile(r"[$&]\{\s*(\w+)\s*\}")


def literal(text: str, span: Span, variables: Mapping[str, Value]) -> Value:
    """A written text: loop variables put in, dynamic references (`{{resolve:…}}`) unknown."""
    if variables and "{" in text:
        text = substituted(text, variables)
        open_names = [m for m in _LOOP_VARIABLE.finditer(text) if m[1] in variables]
        if open_names:
            return _cut(text, span, [(m.start(), m.end(), variables[m[1]]) for m in open_names])
    if _OPENING not in text:
        return Value(text, span)
    return _cut(text, span, [(m.start(), m.end(), _dynamic(m[0], span)) for m in _DYNAMIC.finditer(text)])


def _cut(text: str, span: Span, holes: list[tuple[int, int, Value]]) -> Value:
    """A text with values in the place of some of its pieces."""
    if not holes:
        return Value(text, span)
    parts: list[Value] = []
    done = 0
    for start, end, value in holes:
        parts += [Value(text[done:start], span), value]
        done = end
    return concat([*parts, Value(text[done:], span)], span)


def _dynamic(text: str, span: Span) -> Value:
    reason = "a dynamic reference is resolved at deployment"
    return Value(Unknown(reason, Named(text), "no"), span, sensitive=":ssm:" not in text)


def sub(node: Node, scope: Scope) -> Value:
    """`Fn::Sub`: own variables first, then parameters, resources and their attributes."""
    span = scope.span(node)
    parts = [_piece(part, node[4], scope) for part in node[3]]
    return _joined(parts, span, scope)


def _joined(parts: list[Value], span: Span, scope: Scope) -> Value:
    """Texts put together; a dynamic reference may have been written in several pieces."""
    scope.spend(len(parts), sum(len(part.data) for part in parts if isinstance(part.data, str)))
    joined = concat(parts, span)
    if not any(isinstance(part.data, str) and _OPENING in part.data for part in parts):
        return joined
    if isinstance(joined.data, str):
        return literal(joined.data, span, {}).with_(refs=joined.refs, origin=joined.origin)
    found = joined.unknown
    assert found is not None
    symbol = None if found.symbol is None else Named(str(found.symbol))
    reason = "a dynamic reference is resolved at deployment"
    return joined.with_(data=Unknown(reason, symbol, "no", found.prefix.partition(_OPENING)[0]))


def _piece(part: list[object], variables: Node | None, scope: Scope) -> Value:
    span = scope.span(part)
    name = str(part[3])
    if part[0] == "text":
        return literal(name, span, scope.variables)
    own = get(variables, name)
    if own is not None:
        return as_text(scope.value(own))
    if name in scope.variables or "." not in name:
        return as_text(scope.reference(name, span))
    target, _, attribute = name.partition(".")
    return as_text(scope.attribute(target, attribute, span))


def join(node: Node, scope: Scope) -> Value:
    """`Fn::Join`."""
    delimiter, items = scope.value(node[3]), scope.value(node[4])
    span = scope.span(node)
    if not isinstance(items.data, ListOf) or items.data.rest:
        why = first_unknown([items])
        reason = why.reason if why else "Fn::Join of something that is not a list"
        return unknown(reason, span, [delimiter, items], named("join({}, {})", delimiter, items))
    parts: list[Value] = []
    for item in items.items:
        parts += [delimiter, item] if parts else [item]
    joined = _joined(parts, span, scope)
    return joined.with_(origin=items.origin) if items.origin == "resolved" else joined


def split(node: Node, scope: Scope) -> Value:
    """`Fn::Split`."""
    delimiter, text = scope.value(node[3]), as_text(scope.value(node[4]))
    span = scope.span(node)
    cut, known = text_of(delimiter.data), text_of(text.data)
    if not cut or known is None:
        why = first_unknown([delimiter, text])
        reason = why.reason if why else "Fn::Split without a delimiter or of a list"
        return unknown(reason, span, [delimiter, text], named("split({}, {})", delimiter, text))
    pieces = known.split(cut, MAX_ITEMS)
    scope.spend(len(pieces), len(known))
    if len(pieces) > MAX_ITEMS:
        return unknown(f"Fn::Split makes more than {MAX_ITEMS:,} items", span, [text])
    items = tuple(derived(piece, span, [text]) for piece in pieces)
    return derived(ListOf(items, None, "list"), span, [text])


def base64(node: Node, scope: Scope) -> Value:
    """`Fn::Base64`."""
    value = as_text(scope.value(node[3]))
    text = text_of(value.data)
    if text is None or len(text) > MAX_TEXT:
        why = first_unknown([value])
        reason = why.reason if why else "Fn::Base64 of something that is not a text"
        return unknown(reason, scope.span(node), [value], named("base64({})", value))
    encoded = b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")
    return derived(encoded, scope.span(node), [value])


def to_json(node: Node, scope: Scope) -> Value:
    """`Fn::ToJsonString`: known when everything inside is."""
    value = scope.value(node[3])
    why = first_unknown([value])
    if why is not None:
        return unknown(why.reason, scope.span(node), [value])
    return derived(dumps(_plain(value), separators=(",", ":")), scope.span(node), [value])


def _plain(value: Value) -> object:
    if isinstance(value.data, ListOf):
        return [_plain(item) for item in value.items]
    if isinstance(value.data, MapOf):
        return {name: _plain(item) for name, item in value.entries.items()}
    if isinstance(value.data, str | int | None):
        return value.data
    return float(str(value.data))
