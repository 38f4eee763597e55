"""Expressions to values: walks the tree and leaves the meaning of operators to `operators`.

Nothing here raises for what a configuration can contain: an error that Terraform would raise
becomes an `Unknown` with that reason, which `try` and `can` tell apart by its symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from reslint.errors import InputError
from reslint.frontends.terraform.objects import ResourceObject, open_address, refs_inside
from reslint.frontends.terraform.values import functions, operators
from reslint.frontends.terraform.values.arithmetic import parse_number
from reslint.frontends.terraform.values.derive import derived, parts
from reslint.frontends.terraform.values.failures import Undecided
from reslint.frontends.terraform.values.operators import EvaluationError
from reslint.frontends.terraform.values.text import normal
from reslint.model.span import Source, Span
from reslint.model.value import (
    AttributeOf,
    Data,
    ListOf,
    MapOf,
    Named,
    Ref,
    Unknown,
    Value,
    merge_refs,
)

if TYPE_CHECKING:
    from reslint.frontends.terraform.instance import ModuleInstance

Node = list[Any]

MAX_ITEMS = 10_000
"""Most items that a `for` expression or a repetition makes."""
MAX_TEMPLATES = 16
"""Most template files that call each other."""
FAILED = Named("an expression that fails")
"""The symbol of a value whose expression Terraform would refuse."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression can see: its module instance, its file and the names bound round it."""

    module: ModuleInstance
    source: Source
    bound: Mapping[str, Value] = field(default_factory=dict)
    """`each`, `count`, `self`, dynamic iterators and `for` variables."""
    element: Value | None = None
    """The element that a splat is at."""

    templates: tuple[str, ...] = ()
    """The template files that lead to here."""

    def bind(self, names: Mapping[str, Value]) -> Scope:
        """The scope with more names bound."""
        return replace(self, bound={**self.bound, **names})

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        return Span(self.source, node[1], node[2])


def evaluate(node: Node, scope: Scope) -> Value:
    """The value of an expression."""
    try:
        return _OPERATIONS[node[0]](node, scope)
    except EvaluationError as error:
        return failed(str(error), scope.span(node))
    except Undecided as undecided:
        return Value(undecided.unknown, scope.span(node), "resolved")
    except RecursionError:
        return Value(Unknown("the expression is nested too deeply"), scope.span(node), "resolved")


def failed(reason: str, span: Span | None) -> Value:
    """The value of an expression that Terraform would refuse."""
    return Value(Unknown(reason, FAILED), span, "resolved")


def has_failed(value: Value) -> bool:
    """Whether Terraform would certainly refuse the expression."""
    return value.symbol == FAILED


def first_failed(values: Iterable[Value]) -> Value | None:
    """The first of some values that Terraform would refuse."""
    return next((value for value in values if has_failed(value)), None)


def fails_somewhere(value: Value) -> bool:
    """Whether a value, or a part of a list or map that was written out, would be refused."""
    if isinstance(value.data, ListOf):
        return any(fails_somewhere(item) for item in value.data.items)
    if isinstance(value.data, MapOf) and isinstance(value.data.entries, dict):
        return any(fails_somewhere(item) for item in value.data.entries.values())
    return has_failed(value)


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


# -- literals and collections ------------------------------------------------------------------


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


# -- templates ---------------------------------------------------------------------------------


def _template(node: Node, scope: Scope) -> Value:
    parts = node[3]
    if len(parts) == 1 and parts[0][0] == "expr":
        return evaluate(parts[0][3], scope)
    values = [value for part in parts for value in _part(part, scope)]
    failure = first_failed(values)
    if failure is not None:
        return failure
    return _resolved(operators.template(values, scope.span(node)))


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
        bound = _bind(scope, key_name, value_name, key, value)
        values.extend(made for p in inner for made in _part(p, bound))
    if rest is not None:
        item = some_of(collection, rest)
        bound = _bind(scope, key_name, value_name, item, item)
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


# -- traversals --------------------------------------------------------------------------------


def _name(node: Node, scope: Scope) -> Value:
    bound = scope.bound.get(node[3])
    if bound is not None:
        return bound
    return failed(f'"{node[3]}" alone is not a reference', scope.span(node))


def _attribute(node: Node, scope: Scope) -> Value:
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


def _index(node: Node, scope: Scope) -> Value:
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
    return _resolved(value if value.span else value.with_(span=scope.span(node)))


def _resolved(value: Value) -> Value:
    return value.with_(origin="resolved") if value.origin == "written" else value


def _splat(node: Node, scope: Scope) -> Value:
    _, _, _, source_node, each = node
    source = evaluate(source_node, scope)
    data = source.data
    if data is None:
        return source.with_(data=ListOf(()))
    if has_failed(source):
        return source
    if isinstance(data, Unknown):
        refs = evaluate(each, replace(scope, element=source)).refs
        return source.with_(data=Unknown(data.reason), origin="resolved", refs=refs)
    items = tuple(item for _, item in iterate(source)[0]) if isinstance(data, ListOf) else (source,)
    rest = data.rest if isinstance(data, ListOf) else None
    results = tuple(evaluate(each, replace(scope, element=item)) for item in items)
    is_list = isinstance(data, ListOf) and data.shape in ("list", "set")
    shape: Literal["list", "tuple"] = "list" if is_list else "tuple"
    return Value(ListOf(results, rest, shape), scope.span(node), "resolved", refs=source.refs)


def _element(node: Node, scope: Scope) -> Value:
    if scope.element is None:
        return failed("there is no element here", scope.span(node))
    return scope.element


# -- operators ---------------------------------------------------------------------------------


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
        result = _resolved(operators.binary(outer[3], result, right, scope.span(outer)))
    return result


def _unary(node: Node, scope: Scope) -> Value:
    operand = evaluate(node[4], scope)
    if has_failed(operand):
        return operand
    result = operators.unary(node[3], operand, scope.span(node))
    return result if node[4][0] == "num" else _resolved(result)


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
    return _resolved(operators.conditional(condition, sides[0], sides[1], scope.span(node)))


def _nothing_like(side: Value) -> Value:
    return side.with_(data=None)


# -- for expressions ---------------------------------------------------------------------------


def iterate(collection: Value) -> tuple[list[tuple[Value, Value]], Unknown | None]:
    """Keys and values of a collection in Terraform's order, and its unknown rest.

    What comes out of a sensitive collection is sensitive.
    """
    pairs, rest = _pairs(collection.data)
    rest = rest or _too_many(len(pairs))
    pairs = pairs[:MAX_ITEMS]
    if collection.sensitive:
        pairs = [(k.with_(sensitive=True), v.with_(sensitive=True)) for k, v in pairs]
    return pairs, rest


def _pairs(data: Data) -> tuple[list[tuple[Value, Value]], Unknown | None]:
    if isinstance(data, Unknown):
        return [], data
    if isinstance(data, MapOf):
        names = sorted(data.entries)
        return [(Value(n, data.entries[n].span, "resolved"), data.entries[n]) for n in names], data.rest
    if isinstance(data, ListOf):
        keys = data.items if data.shape == "set" else [Value(i) for i in range(len(data.items))]
        return list(zip(keys, data.items, strict=True)), data.rest
    return [], Unknown("it is null" if data is None else "it is neither a list nor a map")


def some_of(collection: Value, rest: Unknown) -> Value:
    """An item of the unknown rest of a collection."""
    unknown = Unknown(rest.reason, collection.symbol)
    return Value(unknown, refs=collection.refs, sensitive=collection.sensitive)


def _too_many(count: int) -> Unknown | None:
    return Unknown(f"more than {MAX_ITEMS} items") if count > MAX_ITEMS else None


def _bind(scope: Scope, key_name: str | None, value_name: str, key: Value, value: Value) -> Scope:
    return scope.bind({**({key_name: key} if key_name else {}), value_name: value})


class _Rounds:
    """The rounds of a `for` expression: those that count, and what is known of the others."""

    def __init__(self, node: Node, results: Sequence[Node], condition: Node | None, scope: Scope) -> None:
        _, _, _, key_name, value_name, collection_node, *_ = node
        self.collection = evaluate(collection_node, scope)
        self.failure = _refused(self.collection, scope.span(node))
        self.kept: list[Scope] = []
        self.refs = self.collection.refs
        self._results = results
        self._condition = condition
        pairs, self.rest = iterate(self.collection)
        scope.module.budget.spend(len(pairs))
        for key, value in pairs:
            self._take(_bind(scope, key_name, value_name, key, value))
        if self.rest is not None and self.failure is None:
            item = some_of(self.collection, self.rest)
            self.leave_open(_bind(scope, key_name, value_name, item, item), self.rest)

    def _take(self, bound: Scope) -> None:
        if self._condition is None:
            self.kept.append(bound)
            return
        condition = evaluate(self._condition, bound)
        kept = operators.truth(condition)
        if has_failed(condition):
            self.failure = condition
        elif kept is None:
            self.leave_open(bound, condition.unknown or Unknown("a condition is not decided"), condition)
        elif kept:
            self.kept.append(bound)

    def leave_open(self, bound: Scope, reason: Unknown, *because: Value) -> None:
        """Keep what a round refers to that may not count."""
        self.rest = self.rest or Unknown(reason.reason)
        results = [evaluate(node, bound) for node in self._results]
        self.refs = merge_refs(self.refs, refs_inside(*because, *results))


def _refused(collection: Value, span: Span) -> Value | None:
    if has_failed(collection):
        return collection
    if isinstance(collection.data, ListOf | MapOf | Unknown):
        return None
    return failed("a for expression needs a list or a map", span)


def _for_tuple(node: Node, scope: Scope) -> Value:
    value_node, condition = node[6], node[7]
    rounds = _Rounds(node, (value_node,), condition, scope)
    if rounds.failure is not None:
        return rounds.failure
    items = tuple(evaluate(value_node, bound) for bound in rounds.kept)
    unknown = rounds.collection.unknown
    data = Unknown(unknown.reason, null="no") if unknown else ListOf(items, rounds.rest)
    return _made_by(rounds, data, scope.span(node))


def _for_object(node: Node, scope: Scope) -> Value:
    key_node, value_node, condition, group = node[6:10]
    rounds = _Rounds(node, (key_node, value_node), condition, scope)
    groups: dict[str, list[Value]] = {}
    for bound in rounds.kept:
        key = evaluate(key_node, bound)
        name = operators.text_of(key)
        if has_failed(key):
            rounds.failure = key
        elif name is None:
            rounds.leave_open(bound, Unknown("a key or condition of a for expression is not decided"), key)
        else:
            groups.setdefault(name, []).append(evaluate(value_node, bound))
    if rounds.failure is not None:
        return rounds.failure
    entries = {n: _grouped(values, group) for n, values in groups.items()}
    return _made_by(rounds, MapOf(entries, rounds.rest), scope.span(node))


def _made_by(rounds: _Rounds, data: Data, span: Span) -> Value:
    return Value(data, span, "resolved", refs=rounds.refs, sensitive=rounds.collection.sensitive)


def _grouped(values: Sequence[Value], group: bool) -> Value:
    if group:
        return Value(ListOf(tuple(values)), values[0].span, "resolved")
    return values[0]


# -- calls -------------------------------------------------------------------------------------


def _call(node: Node, scope: Scope) -> Value:
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
            return _resolved(derived(Unknown(reason), scope.span(node), *arguments, last))
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
    return _resolved(result)


def _try(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    for node in nodes:
        value = evaluate(node, scope)
        if not fails_somewhere(value):
            return _resolved(value)
    return failed("no argument of try() succeeds", span)


def _can(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    if len(nodes) != 1:
        return failed("can() takes one expression", span)
    value = evaluate(nodes[0], scope)
    if value.unknown and not has_failed(value):
        return Value(Unknown(value.unknown.reason, null="no"), span, "resolved", refs=value.refs)
    return Value(not fails_somewhere(value), span, "resolved", refs=value.refs)


def _template_file(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    if len(nodes) != 2:
        return failed("templatefile() takes a path and an object", span)
    path, names = evaluate(nodes[0], scope), evaluate(nodes[1], scope)
    failure = first_failed((path, names))
    if failure is not None:
        return failure
    given = names.data
    if not isinstance(path.data, str) or not isinstance(given, MapOf) or given.rest is not None:
        reason = path.unknown or names.unknown or (given.rest if isinstance(given, MapOf) else None)
        return _resolved(derived(reason or Unknown("the template cannot be read"), span, path, names))
    if path.data in scope.templates or len(scope.templates) >= MAX_TEMPLATES:
        deep = Unknown("template files call each other too deeply")
        return Value(deep, span, "resolved", refs=refs_inside(names))
    inner = Scope(scope.module, scope.source, dict(given.entries), templates=(*scope.templates, path.data))
    scope.module.budget.spend(1)
    made = _filled(path.data, inner)
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


_LAZY: dict[str, Callable[[Sequence[Node], Scope, Span], Value]] = {
    "try": _try,
    "can": _can,
    "templatefile": _template_file,
}

_OPERATIONS: dict[str, Callable[[Node, Scope], Value]] = {
    "lit": _literal,
    "num": _number,
    "tmpl": _template,
    "name": _name,
    "attr": _attribute,
    "index": _index,
    "splat": _splat,
    "attrsplat": _splat,
    "it": _element,
    "call": _call,
    "tuple": _tuple,
    "object": _object,
    "fortuple": _for_tuple,
    "forobject": _for_object,
    "cond": _conditional,
    "bin": _binary,
    "un": _unary,
    "paren": _paren,
}


def evaluate_text(expression: str) -> Value:
    """The value of an expression that stands alone. For tests against the real terraform."""
    from reslint.frontends.terraform.instance import empty_instance
    from reslint.frontends.terraform.syntax.parse import parse

    source = Source("expression.tf", f"r = {expression}\n")
    tree = parse(source)
    if tree["errors"]:
        return failed(tree["errors"][0][2], None)
    return evaluate(tree["body"][3][0][4], Scope(empty_instance(), source))
