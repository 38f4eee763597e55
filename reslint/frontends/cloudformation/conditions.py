"""Conditions in three values: what cannot be decided stays unknown (strong Kleene logic)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reslint.frontends.cloudformation.values import as_text, derived, first_unknown, unknown
from reslint.model.value import ListOf, MapOf, Value, same

if TYPE_CHECKING:
    from reslint.frontends.cloudformation.nodes import Node
    from reslint.frontends.cloudformation.scope import Scope


def equals(node: Node, scope: Scope) -> Value:
    """`Fn::Equals`: compares as texts, since CloudFormation does not tell `"1"` from `1`."""
    sides = [as_text(scope.value(part)) for part in node[3:5]]
    verdict = _same(*sides)
    if verdict is None:
        found = first_unknown(sides)
        return unknown(found.reason if found else "these values cannot be compared", scope.span(node), sides)
    return derived(verdict, scope.span(node), sides)


def _same(left: Value, right: Value) -> bool | None:
    if isinstance(left.data, ListOf) and isinstance(right.data, ListOf):
        return _same_lists(left.data, right.data)
    if isinstance(left.data, ListOf | MapOf) or isinstance(right.data, ListOf | MapOf):
        return None
    return same(left, right)


def _same_lists(left: ListOf, right: ListOf) -> bool | None:
    if left.rest or right.rest:
        return None
    if len(left.items) != len(right.items):
        return False
    pairs = zip(left.items, right.items, strict=True)
    return all_of([_same(as_text(a), as_text(b)) for a, b in pairs])


def all_of(verdicts: list[bool | None]) -> bool | None:
    """Kleene's *and*."""
    if False in verdicts:
        return False
    return None if None in verdicts else True


def any_of(verdicts: list[bool | None]) -> bool | None:
    """Kleene's *or*."""
    if True in verdicts:
        return True
    return None if None in verdicts else False


def truth(value: Value) -> bool | None:
    """A condition's verdict, if it is decided."""
    return value.data if isinstance(value.data, bool) else None


def conjunction(node: Node, scope: Scope) -> Value:
    """`Fn::And`."""
    operands = [scope.value(part) for part in node[3]]
    return _verdict(all_of([truth(v) for v in operands]), operands, node, scope)


def disjunction(node: Node, scope: Scope) -> Value:
    """`Fn::Or`."""
    operands = [scope.value(part) for part in node[3]]
    return _verdict(any_of([truth(v) for v in operands]), operands, node, scope)


def negation(node: Node, scope: Scope) -> Value:
    """`Fn::Not`."""
    operand = scope.value(node[3])
    verdict = truth(operand)
    return _verdict(None if verdict is None else not verdict, [operand], node, scope)


def _verdict(verdict: bool | None, operands: list[Value], node: Node, scope: Scope) -> Value:
    if verdict is not None:
        return derived(verdict, scope.span(node), operands)
    found = first_unknown(operands)
    reason = found.reason if found else "an operand is not a condition"
    return unknown(reason, scope.span(node), operands)


def reference(node: Node, scope: Scope) -> Value:
    """`Condition: Name` inside a condition: the verdict of another one; elsewhere it is plain data."""
    if node[3] not in scope.template.conditions and scope.substituted(node[3]) == node[3]:
        return Value(MapOf({"Condition": Value(node[3], scope.span(node))}), scope.span(node))
    return scope.condition(node[3], scope.span(node))
