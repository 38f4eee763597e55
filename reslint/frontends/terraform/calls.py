"""Function calls: most are given values; `try`, `can` and `templatefile` are given expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.loops import iterate
from reslint.frontends.terraform.scope import (
    Node,
    Scope,
    failed,
    fails_somewhere,
    first_failed,
    has_failed,
    resolved,
)
from reslint.frontends.terraform.templates import template_file, template_string
from reslint.frontends.terraform.values import functions
from reslint.frontends.terraform.values.derive import derived, parts
from reslint.frontends.terraform.values.operators import EvaluationError
from reslint.model.span import Span
from reslint.model.value import ListOf, Unknown, Value


def call(node: Node, scope: Scope) -> Value:
    """The result of a function call."""
    _, _, _, name, argument_nodes, expand = node
    name = name.removeprefix("core::")
    if name in _LAZY:
        return _LAZY[name](argument_nodes, scope, scope.span(node))
    arguments = [evaluate(argument, scope) for argument in argument_nodes]
    failure = first_failed(arguments)
    if failure is not None:
        return failure
    if expand and arguments:
        last = arguments.pop()
        if not isinstance(last.data, ListOf) or last.data.rest is not None:
            reason = last.unknown.reason if last.unknown else "the arguments are not all known"
            return resolved(derived(Unknown(reason), scope.span(node), *arguments, last))
        arguments.extend(item for _, item in iterate(last)[0])
    scope.module.budget.spend(1)
    try:
        result = functions.call(name, arguments, scope.span(node), scope.module.files)
    except EvaluationError:
        if any(part.sensitive for part in parts(*arguments)):
            return failed(f"{name}() refuses a sensitive value", scope.span(node))
        raise
    scope.module.budget.spend(len(result.items))
    if name == "jsonencode" and not result.known:
        # What is encoded stays readable where it is known in part (see adapters' `|json` paths).
        result = result.with_(because=tuple(arguments))
    return resolved(result)


def _try(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    for node in nodes:
        value = evaluate(node, scope)
        if not fails_somewhere(value):
            return resolved(value)
    return failed("no argument of try() succeeds", span)


def _can(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    if len(nodes) != 1:
        return failed("can() takes one expression", span)
    value = evaluate(nodes[0], scope)
    if value.unknown and not has_failed(value):
        return Value(Unknown(value.unknown.reason, null="no"), span, "resolved", refs=value.refs)
    return Value(not fails_somewhere(value), span, "resolved", refs=value.refs)


_LAZY: dict[str, Callable[[Sequence[Node], Scope, Span], Value]] = {
    "try": _try,
    "can": _can,
    "templatefile": template_file,
    "templatestring": template_string,
}
