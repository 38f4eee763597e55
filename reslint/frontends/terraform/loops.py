"""Going through collections: `for` expressions, and what all loops share."""

from __future__ import annotations

from collections.abc import Sequence

from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.objects import refs_inside
from reslint.frontends.terraform.scope import Node, Scope, failed, has_failed
from reslint.frontends.terraform.values import operators
from reslint.model.span import Span
from reslint.model.value import Data, ListOf, MapOf, Unknown, Value, merge_refs

MAX_ITEMS = 10_000
"""Most items that a `for` expression or a repetition makes."""


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


def bind_item(scope: Scope, key_name: str | None, value_name: str, key: Value, value: Value) -> Scope:
    """The scope of one round: the item, and its key where that has a name."""
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
            self._take(bind_item(scope, key_name, value_name, key, value))
        if self.rest is not None and self.failure is None:
            item = some_of(self.collection, self.rest)
            self.leave_open(bind_item(scope, key_name, value_name, item, item), self.rest)

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


def for_tuple(node: Node, scope: Scope) -> Value:
    """A `for` expression in brackets."""
    value_node, condition = node[6], node[7]
    rounds = _Rounds(node, (value_node,), condition, scope)
    if rounds.failure is not None:
        return rounds.failure
    items = tuple(evaluate(value_node, bound) for bound in rounds.kept)
    unknown = rounds.collection.unknown
    data = Unknown(unknown.reason, null="no") if unknown else ListOf(items, rounds.rest)
    return _made_by(rounds, data, scope.span(node))


def for_object(node: Node, scope: Scope) -> Value:
    """A `for` expression in braces."""
    key_node, value_node, condition, group = node[6:10]
    rounds = _Rounds(node, (key_node, value_node), condition, scope)
    groups: dict[str, list[Value]] = {}
    for bound in rounds.kept:
        key = evaluate(key_node, bound)
        name = operators.text_of(key)
        if has_failed(key):
            rounds.failure = key
        elif name is None and key.known:
            rounds.failure = failed("a key of a for expression must be a string", scope.span(node))
        elif name is None:
            rounds.leave_open(bound, Unknown("a key or condition of a for expression is not decided"), key)
        elif name in groups and not group:
            rounds.failure = failed(f'two items of a for expression have the key "{name}"', scope.span(node))
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
