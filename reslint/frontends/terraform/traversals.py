"""References: names, attributes, indexes and splats."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.loops import iterate
from reslint.frontends.terraform.objects import ResourceObject, open_address, refs_inside
from reslint.frontends.terraform.scope import Node, Scope, failed, first_failed, has_failed, resolved
from reslint.frontends.terraform.values import operators
from reslint.frontends.terraform.values.constraint import PRIMITIVES, type_of
from reslint.frontends.terraform.values.operators import EvaluationError
from reslint.model.span import Span
from reslint.model.value import AttributeOf, ListOf, MapOf, Ref, Unknown, Value, merge_refs


def name_of(node: Node, scope: Scope) -> Value:
    """A name that something round the expression binds."""
    bound = scope.bound.get(node[3])
    if bound is not None:
        return bound
    return failed(f'"{node[3]}" alone is not a reference', scope.span(node))


def attribute(node: Node, scope: Scope) -> Value:
    """`owner.name`, or a reference to something of the module."""
    known = scope.module.resolve(node, scope)
    if known is not None:
        return _at(known, node, scope)
    owner = evaluate(node[3], scope)
    if has_failed(owner):
        return owner
    return _at(attribute_of(owner, node[4], scope.span(node)), node, scope)


def attribute_of(owner: Value, name: str, span: Span) -> Value:
    """An attribute of an object, of a resource or of the one item of a block list."""
    data = owner.data
    entries = data.entries if isinstance(data, MapOf) else None
    if isinstance(entries, ResourceObject):
        return entries.attribute(name)
    if isinstance(data, ListOf) and data.shape == "blocks" and len(data.items) == 1 and not data.rest:
        return attribute_of(data.items[0], name, span)
    found = operators.attribute(owner, name, span)
    return found.with_(refs=_named_refs(owner, name)) if isinstance(data, Unknown) else found


def _named_refs(owner: Value, name: str) -> tuple[Ref, ...]:
    """The references of an attribute of an instance which the code does not decide: to that attribute."""
    symbol = owner.symbol
    if not isinstance(symbol, AttributeOf):
        return owner.refs
    return tuple(
        Ref(r.address, name) if not r.attribute and open_address(r.address) == symbol.address else r
        for r in owner.refs
    )


def index(node: Node, scope: Scope) -> Value:
    """`owner[key]`."""
    owner, key = evaluate(node[3], scope), evaluate(node[4], scope)
    failure = first_failed((owner, key))
    if failure is not None:
        return failure
    try:
        found = operators.index(owner, key, scope.span(node))
    except EvaluationError:
        if key.sensitive:
            return failed("the collection has no element for a sensitive key", scope.span(node))
        raise
    if key.unknown:
        found = found.with_(refs=merge_refs(found.refs, refs_inside(owner)))
    return _at(found, node, scope)


def _at(value: Value, node: Node, scope: Scope) -> Value:
    """The value as a reference sees it: resolved, and with a place even when it has none."""
    return resolved(value if value.span else value.with_(span=scope.span(node)))


def splat(node: Node, scope: Scope) -> Value:
    """`list[*].each` and `list.*.each`: of null nothing, of a single value a list of one."""
    _, _, _, source_node, each = node
    source = evaluate(source_node, scope)
    data = source.data
    if data is None:
        return source.with_(data=ListOf(()))
    if has_failed(source):
        return source
    if isinstance(data, Unknown) and not _is_single(source, data):
        refs = evaluate(each, replace(scope, element=source)).refs
        return source.with_(data=Unknown(data.reason), origin="resolved", refs=refs)
    items = tuple(item for _, item in iterate(source)[0]) if isinstance(data, ListOf) else (source,)
    rest = data.rest if isinstance(data, ListOf) else None
    results = tuple(evaluate(each, replace(scope, element=item)) for item in items)
    is_list = isinstance(data, ListOf) and data.shape in ("list", "set")
    shape: Literal["list", "tuple"] = "list" if is_list else "tuple"
    return Value(ListOf(results, rest, shape), scope.span(node), "resolved", refs=source.refs)


def _is_single(value: Value, unknown: Unknown) -> bool:
    """Whether an unknown is certainly one string, number or boolean: neither null nor a list."""
    return unknown.null == "no" and type_of(value).kind in PRIMITIVES


def element(node: Node, scope: Scope) -> Value:
    """The element that a splat is at."""
    if scope.element is None:
        return failed("there is no element here", scope.span(node))
    return scope.element
