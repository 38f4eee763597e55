"""Expressions to values: walks the tree and leaves the meaning of operators to `operators`.

Nothing here raises for what a configuration can contain: an error that Terraform would raise
becomes an `Unknown` with that reason, which `try` and `can` tell apart by its symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from reslint.frontends.terraform.objects import refs_inside
from reslint.frontends.terraform.scope import Node, Scope, failed, first_failed, has_failed, resolved
from reslint.frontends.terraform.values import operators
from reslint.frontends.terraform.values.arithmetic import parse_number
from reslint.frontends.terraform.values.failures import Undecided
from reslint.frontends.terraform.values.operators import EvaluationError
from reslint.frontends.terraform.values.text import normal
from reslint.model.span import Source
from reslint.model.value import ListOf, MapOf, Unknown, Value, merge_refs


def evaluate(node: Node, scope: Scope) -> Value:
    """The value of an expression."""
    try:
        return _operations()[node[0]](node, scope)
    except EvaluationError as error:
        return failed(str(error), scope.span(node))
    except Undecided as undecided:
        return Value(undecided.unknown, scope.span(node), "resolved")
    except RecursionError:
        return Value(Unknown("the expression is nested too deeply"), scope.span(node), "resolved")


@cache
def _operations() -> Mapping[str, Callable[[Node, Scope], Value]]:
    """What each kind of node means.

    Made at the first use: the operations evaluate what is inside them, and so import this module.
    """
    from reslint.frontends.terraform import calls, loops, templates, traversals

    return {
        "lit": _literal,
        "num": _number,
        "tmpl": templates.template,
        "name": traversals.name_of,
        "attr": traversals.attribute,
        "index": traversals.index,
        "splat": traversals.splat,
        "attrsplat": traversals.splat,
        "it": traversals.element,
        "call": calls.call,
        "tuple": _tuple,
        "object": _object,
        "fortuple": loops.for_tuple,
        "forobject": loops.for_object,
        "cond": _conditional,
        "bin": _binary,
        "un": _unary,
        "paren": _paren,
    }


def is_literal(node: Node) -> bool:
    """Whether an expression is written out: nothing in it has to be worked out."""
    op = node[0]
    if op == "paren":
        return is_literal(node[3])
    if op == "tuple":
        return all(is_literal(item) for item in node[3])
    if op == "object":
        return all(is_literal(key) and is_literal(item) for key, item in node[3])
    return op in ("lit", "num") or (op == "un" and node[4][0] == "num")


def _literal(node: Node, scope: Scope) -> Value:
    data = node[3]
    return Value(normal(data) if isinstance(data, str) else data, scope.span(node))


def _number(node: Node, scope: Scope) -> Value:
    return Value(parse_number(node[3]), scope.span(node))


def _paren(node: Node, scope: Scope) -> Value:
    return evaluate(node[3], scope)


def _tuple(node: Node, scope: Scope) -> Value:
    items = tuple(evaluate(item, scope) for item in node[3])
    return Value(ListOf(items), scope.span(node))


def _object(node: Node, scope: Scope) -> Value:
    entries: dict[str, Value] = {}
    rest: Unknown | None = None
    refs: tuple[Any, ...] = ()
    for key_node, value_node in node[3]:
        key, value = evaluate(key_node, scope), evaluate(value_node, scope)
        name = operators.text_of(key)
        if name is None:
            rest = key.unknown or Unknown("a key that is not a string")
            refs = merge_refs(refs, key.refs, refs_inside(value))
        else:
            entries[name] = value
    return Value(MapOf(entries, rest), scope.span(node), refs=refs)


def _binary(node: Node, scope: Scope) -> Value:
    # Long chains `a + b + c + …` are nested to the left: walked in a loop, not by recursion.
    chain = []
    while node[0] == "bin":
        chain.append(node)
        node = node[4]
    result = evaluate(node, scope)
    for outer in reversed(chain):
        right = evaluate(outer[5], scope)
        failure = first_failed((result, right))
        if failure is not None:
            return failure
        result = resolved(operators.binary(outer[3], result, right, scope.span(outer)))
    return result


def _unary(node: Node, scope: Scope) -> Value:
    operand = evaluate(node[4], scope)
    if has_failed(operand):
        return operand
    result = operators.unary(node[3], operand, scope.span(node))
    return result if node[4][0] == "num" else resolved(result)


def _conditional(node: Node, scope: Scope) -> Value:
    condition = evaluate(node[3], scope)
    if has_failed(condition):
        return condition
    decided = operators.truth(condition)
    # The side that is not taken is not evaluated for its own sake: it may fail, as in Terraform.
    sides = [evaluate(side, scope) for side in node[4:6]]
    if decided is not None and has_failed(sides[0 if decided else 1]):
        return sides[0 if decided else 1]
    sides = [_nothing_like(side) if decided is not None and has_failed(side) else side for side in sides]
    return resolved(operators.conditional(condition, sides[0], sides[1], scope.span(node)))


def _nothing_like(side: Value) -> Value:
    return side.with_(data=None)


def evaluate_text(expression: str) -> Value:
    """The value of an expression that stands alone. For tests against the real terraform."""
    from reslint.frontends.terraform.instance import empty_instance
    from reslint.frontends.terraform.syntax.parse import parse

    source = Source("expression.tf", f"r = {expression}\n")
    tree = parse(source)
    if tree["errors"]:
        return failed(tree["errors"][0][2], None)
    return evaluate(tree["body"][3][0][4], Scope(empty_instance(), source))
