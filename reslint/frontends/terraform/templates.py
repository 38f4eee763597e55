"""Template strings with interpolations and directives, and template files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reslint.errors import InputError
from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.loops import bind_item, iterate, some_of
from reslint.frontends.terraform.objects import refs_inside
from reslint.frontends.terraform.scope import Node, Scope, failed, first_failed, resolved
from reslint.frontends.terraform.values import operators
from reslint.frontends.terraform.values.derive import derived, parts
from reslint.model.span import Source, Span
from reslint.model.value import MapOf, Unknown, Value, merge_refs

MAX_TEMPLATES = 16
"""Most template files that call each other."""


def template(node: Node, scope: Scope) -> Value:
    """A quoted string or heredoc with templates; one interpolation alone keeps its type."""
    parts = node[3]
    if len(parts) == 1 and parts[0][0] == "expr":
        return evaluate(parts[0][3], scope)
    values = [value for part in parts for value in _part(part, scope)]
    failure = first_failed(values)
    if failure is not None:
        return failure
    return resolved(operators.template(values, scope.span(node)))


def _part(part: Node, scope: Scope) -> list[Value]:
    kind = part[0]
    if kind == "text":
        return [Value(part[3], scope.span(part))]
    if kind == "expr":
        return [evaluate(part[3], scope)]
    if kind == "if":
        return _if_part(part, scope)
    return _for_part(part, scope)


def _if_part(part: Node, scope: Scope) -> list[Value]:
    condition = evaluate(part[3], scope)
    decided = operators.truth(condition)
    if decided is None:
        reason = condition.unknown or Unknown("a condition that is neither true nor false")
        return [_open_part(part, [*part[4], *part[5]], reason, condition, scope, scope)]
    chosen = part[4] if decided else part[5]
    return [value for inner in chosen for value in _part(inner, scope)]


def _for_part(part: Node, scope: Scope) -> list[Value]:
    _, _, _, key_name, value_name, collection_node, inner = part
    collection = evaluate(collection_node, scope)
    pairs, rest = iterate(collection)
    scope.module.budget.spend(len(pairs))
    values: list[Value] = []
    for key, value in pairs:
        bound = bind_item(scope, key_name, value_name, key, value)
        values.extend(made for p in inner for made in _part(p, bound))
    if rest is not None:
        item = some_of(collection, rest)
        bound = bind_item(scope, key_name, value_name, item, item)
        values.append(_open_part(part, inner, rest, collection, scope, bound))
    return values


def _open_part(
    part: Node, inner: Sequence[Node], reason: Unknown, because: Value, scope: Scope, bound: Scope
) -> Value:
    """A part of a template that is undecided, with all that it may refer to."""
    possible = [value for p in inner for value in _part(p, bound)]
    refs = merge_refs(because.refs, refs_inside(*possible))
    sensitive = because.sensitive or any(value.sensitive for value in possible)
    return Value(Unknown(reason.reason, null="no"), scope.span(part), refs=refs, sensitive=sensitive)


def template_file(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    """`templatefile(path, names)`: the text of a file of the repository with the names put in."""
    if len(nodes) != 2:
        return failed("templatefile() takes a path and an object", span)
    return _with_names(nodes, scope, span, _filled)


def template_string(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    """`templatestring(reference, names)`: a text from elsewhere with the names put in."""
    if len(nodes) != 2 or nodes[0][0] not in ("attr", "index", "name"):
        return failed("templatestring() takes a reference to a text and an object", span)
    return _with_names(nodes, scope, span, _text_filled)


def _with_names(
    nodes: Sequence[Node], scope: Scope, span: Span, fill: Callable[[str, Scope], Value]
) -> Value:
    path, names = evaluate(nodes[0], scope), evaluate(nodes[1], scope)
    failure = first_failed((path, names))
    if failure is not None:
        return failure
    given = names.data
    if not isinstance(path.data, str) or not isinstance(given, MapOf) or given.rest is not None:
        reason = path.unknown or names.unknown or (given.rest if isinstance(given, MapOf) else None)
        return resolved(derived(reason or Unknown("the template cannot be read"), span, path, names))
    if path.data in scope.templates or len(scope.templates) >= MAX_TEMPLATES:
        deep = Unknown("template files call each other too deeply")
        return Value(deep, span, "resolved", refs=refs_inside(names))
    inner = Scope(scope.module, scope.source, dict(given.entries), templates=(*scope.templates, path.data))
    scope.module.budget.spend(1)
    made = fill(path.data, inner)
    sensitive = any(part.sensitive for part in parts(path, names, made))
    refs = merge_refs(path.refs, refs_inside(names))
    return made.with_(span=span, refs=refs, origin="resolved", sensitive=sensitive)


def _filled(path: str, scope: Scope) -> Value:
    """The text of a template file with the names of the scope put in."""
    from reslint.frontends.terraform.syntax.parse import parse_template

    try:
        source = Source(path, scope.module.files.read(path))
        parsed = parse_template(source, 0, len(source.text))
    except InputError as error:
        return Value(Unknown(str(error)))
    return evaluate(["tmpl", 0, len(source.text), parsed], replace(scope, source=source))


def _text_filled(text: str, scope: Scope) -> Value:
    """A text with the names of the scope put in; unlike a file, it always gives a text."""
    from reslint.frontends.terraform.syntax.parse import parse_template

    source = Source("", text)
    try:
        parsed = parse_template(source, 0, len(text))
    except InputError as error:
        return Value(Unknown(str(error)))
    made = evaluate(["tmpl", 0, len(text), parsed], replace(scope, source=source))
    if isinstance(made.data, str | Unknown):
        return made
    return operators.template([made], Span(source, 0, len(text)))
