"""The evaluator: one function for each operation of the tree, in one table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reslint.frontends.cloudformation import conditions, lists, strings
from reslint.frontends.cloudformation.foreach import expanded
from reslint.frontends.cloudformation.nodes import Node, get, literal_text
from reslint.frontends.cloudformation.values import as_text, chosen, either, named, text_of, unknown
from reslint.model.value import ListOf, MapOf, Ref, Unknown, Value, merge_refs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reslint.frontends.cloudformation.scope import Operation, Scope


def _literal(node: Node, scope: Scope) -> Value:
    if isinstance(node[3], str):
        return strings.literal(node[3], scope.span(node), scope.variables)
    return Value(node[3], scope.span(node))


def _number(node: Node, scope: Scope) -> Value:
    exact = Decimal(node[3])
    whole = exact == exact.to_integral_value() and exact.adjusted() <= 60
    return Value(int(exact) if whole else exact, scope.span(node))


def _list(node: Node, scope: Scope) -> Value:
    """A list; an item that a condition may take out makes the list's length unknown."""
    items: list[Value] = []
    rest: Unknown | None = None
    refs: tuple[Ref, ...] = ()
    for item in node[3]:
        value = scope.value(item)
        if value.data is None:
            continue
        if item[0] == "if" and value.unknown and _may_vanish(item, scope):
            rest = rest or Unknown(value.unknown.reason)
            refs = merge_refs(refs, value.refs)
            continue
        items.append(value)
    return Value(ListOf(tuple(items), rest, "list"), scope.span(node), refs=refs)


def _may_vanish(node: Node, scope: Scope) -> bool:
    """Whether one of the branches of a `Fn::If` takes the item out of its list."""
    branches = node[4:6]
    nested = (b[0] == "if" and _may_vanish(b, scope) for b in branches)
    return any(b[0] == "ref" and b[3] == "AWS::NoValue" for b in branches) or any(nested)


def _map(node: Node, scope: Scope) -> Value:
    found: dict[str, Value] = {}
    rest: Unknown | None = None
    for entry in expanded(node[3], scope):
        if entry.exists or entry.name == "Fn::Transform":
            rest = rest or entry.exists or Unknown("a macro adds to this part of the template")
            continue
        value = scope.inside(entry.variables).value(entry.node)
        if value.data is None and entry.node[0] != "lit":
            continue
        found[entry.name] = value
    return Value(MapOf(found, rest), scope.span(node))


def _ref(node: Node, scope: Scope) -> Value:
    return scope.reference(node[3], scope.span(node))


def _getatt(node: Node, scope: Scope) -> Value:
    target, attribute = scope.value(node[3]), scope.value(node[4])
    names = text_of(target.data), text_of(attribute.data)
    if names[0] is None:
        return unknown("Fn::GetAtt of a resource whose name is not known", scope.span(node), [target])
    if names[1] is None:
        inputs = [target, attribute, scope.attribute(names[0], "", scope.span(node))]
        return unknown(f"Fn::GetAtt of an unknown attribute of {names[0]}", scope.span(node), inputs)
    return scope.attribute(names[0], names[1], scope.span(node))


def _if(node: Node, scope: Scope) -> Value:
    """`Fn::If`: one branch, or what both have in common when the condition is not decided."""
    decided = scope.condition(node[3], scope.span(node))
    verdict = conditions.truth(decided)
    if verdict is not None:
        return chosen(scope.value(node[4] if verdict else node[5]), decided)
    found = decided.unknown
    reason = f'condition "{node[3]}" is not decided'
    why = Unknown(f"{reason}: {found.reason}" if found else reason)
    return either(scope.value(node[4]), scope.value(node[5]), why, scope.span(node))


def _findinmap(node: Node, scope: Scope) -> Value:
    keys = [as_text(scope.value(part)) for part in node[3]]
    span = scope.span(node)
    texts = [text_of(key.data) for key in keys]
    if any(text is None for text in texts):
        why = next(key for key, text in zip(keys, texts, strict=True) if text is None)
        reason = why.unknown.reason if why.unknown else "a key of Fn::FindInMap is not a text"
        symbol = None if node[4] else named("mapping {}[{}][{}]", *keys)
        return unknown(reason, span, keys, symbol)
    names = [text for text in texts if text is not None]
    found = get(scope.template.body, "Mappings", *names)
    if found is not None:
        literal = scope.value(found)
        return literal.with_(span=span, origin="resolved", because=(literal,))
    if node[4] is not None:
        return scope.value(node[4])
    return unknown(f'mapping "{names[0]}" has no entry "{names[1]}", "{names[2]}"', span, keys)


def _importvalue(node: Node, scope: Scope) -> Value:
    name = as_text(scope.value(node[3]))
    known = text_of(name.data)
    reason = f'the value of the export "{known}" comes from another stack'
    if known is None:
        reason = "the value of an export comes from another stack"
    return unknown(reason, scope.span(node), [name], named("import {}", name))


def _transform(node: Node, scope: Scope) -> Value:
    name = literal_text(get(node[3], "Name")) or "of Fn::Transform"
    value = scope.value(node[3])
    reason = f"the macro {name} writes this part of the template"
    return Value(Unknown(reason), scope.span(node), refs=unknown(reason, None, [value]).refs)


def _other(node: Node, scope: Scope) -> Value:
    """A function that is not evaluated, or whose arguments have no form that it takes."""
    value = scope.value(node[4])
    reason = f"{node[3]} with these arguments is not evaluated"
    return Value(Unknown(reason), scope.span(node), refs=unknown(reason, None, [value]).refs)


OPERATIONS: Mapping[str, Operation] = {
    "lit": _literal,
    "num": _number,
    "list": _list,
    "map": _map,
    "ref": _ref,
    "getatt": _getatt,
    "if": _if,
    "findinmap": _findinmap,
    "importvalue": _importvalue,
    "transform": _transform,
    "other": _other,
    "sub": strings.sub,
    "join": strings.join,
    "split": strings.split,
    "base64": strings.base64,
    "tojson": strings.to_json,
    "select": lists.select,
    "getazs": lists.get_zones,
    "cidr": lists.cidr,
    "length": lists.length,
    "equals": conditions.equals,
    "and": conditions.conjunction,
    "or": conditions.disjunction,
    "not": conditions.negation,
    "condition": conditions.reference,
}
"""Evaluates a node by its operation."""
