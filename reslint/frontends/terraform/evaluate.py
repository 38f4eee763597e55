"""Expressions to values: walks the tree and leaves the meaning of operators to `operators`.

Nothing here raises for what a configuration can contain: an error that Terraform would raise
becomes an `Unknown` with that reason, which `try` and `can` tell apart by its symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from reslint.frontends.terraform import functions, operators
from reslint.frontends.terraform.arithmetic import parse_number
from reslint.frontends.terraform.operators import EvaluationError
from reslint.frontends.terraform.text import normal
from reslint.model.span import Source, Span
from reslint.model.value import ListOf, MapOf, Named, Unknown, Value, merge_refs

if TYPE_CHECKING:
    from reslint.frontends.terraform.instance import ModuleInstance

Node = list[Any]

MAX_ITEMS = 10_000
"""Most items that a `for` expression or a repetition makes."""
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

    def bind(self, **names: Value) -> Scope:
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
            refs = merge_refs(refs, key.refs, value.refs)
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
        return [Value(reason, scope.span(part), refs=condition.refs)]
    chosen = part[4] if decided else part[5]
    return [value for inner in chosen for value in _part(inner, scope)]


def _for_part(part: Node, scope: Scope) -> list[Value]:
    _, _, _, key_name, value_name, collection_node, inner = part
    collection = evaluate(collection_node, scope)
    pairs, rest = iterate(collection)
    values: list[Value] = []
    for key, value in pairs:
        bound = _bind(scope, key_name, value_name, key, value)
        values.extend(made for p in inner for made in _part(p, bound))
    if rest is not None:
        values.append(Value(rest, scope.span(part), refs=collection.refs))
    return values


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
    return operators.attribute(owner, name, span)


def _index(node: Node, scope: Scope) -> Value:
    owner, key = evaluate(node[3], scope), evaluate(node[4], scope)
    failure = first_failed((owner, key))
    if failure is not None:
        return failure
    return _at(operators.index(owner, key, scope.span(node)), node, scope)


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
        return source.with_(data=Unknown(data.reason), origin="resolved")
    items = data.items if isinstance(data, ListOf) else (source,)
    rest = data.rest if isinstance(data, ListOf) else None
    results = tuple(evaluate(each, replace(scope, element=item)) for item in items)
    shape: Literal["list", "tuple"] = "list" if isinstance(data, ListOf) and data.shape in ("list", "set") else "tuple"
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
    """Keys and values of a collection in Terraform's order, and its unknown rest."""
    data = collection.data
    if isinstance(data, Unknown):
        return [], data
    if isinstance(data, MapOf):
        names = sorted(data.entries)
        pairs = [(Value(n, data.entries[n].span, "resolved"), data.entries[n]) for n in names]
        return pairs[:MAX_ITEMS], data.rest or _too_many(len(names))
    if isinstance(data, ListOf):
        keys = data.items if data.shape == "set" else [Value(i) for i in range(len(data.items))]
        pairs = list(zip(keys, data.items, strict=True))
        return pairs[:MAX_ITEMS], data.rest or _too_many(len(pairs))
    return [], Unknown("it is neither a list nor a map")


def _too_many(count: int) -> Unknown | None:
    return Unknown(f"more than {MAX_ITEMS} items") if count > MAX_ITEMS else None


def _bind(scope: Scope, key_name: str | None, value_name: str, key: Value, value: Value) -> Scope:
    return scope.bind(**({key_name: key} if key_name else {}), **{value_name: value})


def _for_tuple(node: Node, scope: Scope) -> Value:
    _, _, _, key_name, value_name, collection_node, value_node, condition = node
    collection = evaluate(collection_node, scope)
    pairs, rest = iterate(collection)
    items: list[Value] = []
    for key, value in pairs:
        bound = _bind(scope, key_name, value_name, key, value)
        kept = True if condition is None else operators.truth(evaluate(condition, bound))
        if kept is None:
            rest = rest or evaluate(condition, bound).unknown or Unknown("a condition is not decided")
        elif kept:
            items.append(evaluate(value_node, bound))
    refs = collection.refs
    if not items and collection.unknown:
        return Value(Unknown(collection.unknown.reason, null="no"), scope.span(node), "resolved", refs=refs)
    return Value(ListOf(tuple(items), rest), scope.span(node), "resolved", refs=refs)


def _for_object(node: Node, scope: Scope) -> Value:
    _, _, _, key_name, value_name, collection_node, key_node, value_node, condition, group = node
    collection = evaluate(collection_node, scope)
    pairs, rest = iterate(collection)
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        bound = _bind(scope, key_name, value_name, key, value)
        kept = True if condition is None else operators.truth(evaluate(condition, bound))
        name = operators.text_of(evaluate(key_node, bound)) if kept is not False else None
        if kept is None or (kept and name is None):
            rest = rest or Unknown("a key or condition of a for expression is not decided")
        elif name is not None:
            groups.setdefault(name, []).append(evaluate(value_node, bound))
    entries = {n: _grouped(values, group) for n, values in groups.items()}
    return Value(MapOf(entries, rest), scope.span(node), "resolved", refs=collection.refs)


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
            return Value(Unknown(reason), scope.span(node), "resolved", refs=_refs([*arguments, last]))
        arguments.extend(last.data.items)
    result = functions.call(name, arguments, scope.span(node), scope.module.files)
    if name == "jsonencode" and not result.known:
        # What is encoded stays readable where it is known in part (see adapters' `|json` paths).
        result = result.with_(because=tuple(arguments))
    return _resolved(result)


def _refs(values: Sequence[Value]) -> tuple[Any, ...]:
    return merge_refs(*(v.refs for v in values))


def _try(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    for node in nodes:
        value = evaluate(node, scope)
        if not fails_somewhere(value):
            return _resolved(value)
    return failed("no argument of try() succeeds", span)


def _can(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    value = evaluate(nodes[0], scope)
    if value.unknown and not has_failed(value):
        return Value(Unknown(value.unknown.reason, null="no"), span, "resolved", refs=value.refs)
    return Value(not fails_somewhere(value), span, "resolved", refs=value.refs)


def _template_file(nodes: Sequence[Node], scope: Scope, span: Span) -> Value:
    from reslint.errors import InputError
    from reslint.frontends.terraform.parse import parse_template

    path, names = evaluate(nodes[0], scope), evaluate(nodes[1], scope)
    if not isinstance(path.data, str) or not isinstance(names.data, MapOf):
        reason = path.unknown or names.unknown or Unknown("the template cannot be read")
        return Value(reason, span, "resolved", refs=merge_refs(path.refs, names.refs))
    try:
        source = Source(path.data, scope.module.files.read(path.data))
    except InputError as error:
        return Value(Unknown(str(error)), span, "resolved", refs=names.refs)
    node = ["tmpl", 0, len(source.text), parse_template(source, 0, len(source.text))]
    inner = Scope(scope.module, source, dict(names.data.entries))
    refs = merge_refs(names.refs, *(v.refs for v in names.data.entries.values()))
    return evaluate(node, inner).with_(span=span, refs=refs, origin="resolved")


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


class ResourceObject(Mapping[str, Value]):
    """A resource instance as expressions see it: what is written, and symbols for the rest."""

    __slots__ = ("_attribute", "_names")

    def __init__(self, names: tuple[str, ...], attribute: Callable[[str], Value]) -> None:
        self._names = names
        self._attribute = attribute

    def attribute(self, name: str) -> Value:
        """Any attribute: written ones by their value, others unknown until deployed."""
        return self._attribute(name)

    def __getitem__(self, name: str) -> Value:
        return self._attribute(name)

    def __iter__(self) -> Any:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def evaluate_text(expression: str) -> Value:
    """The value of an expression that stands alone. For tests against the real terraform."""
    from reslint.frontends.terraform.instance import empty_instance
    from reslint.frontends.terraform.parse import parse

    source = Source("expression.tf", f"r = {expression}\n")
    tree = parse(source)
    if tree["errors"]:
        return failed(tree["errors"][0][2], None)
    return evaluate(tree["body"][3][0][4], Scope(empty_instance(), source))
