"""`count`, `for_each` and `dynamic`: how often a block stands for something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reslint.frontends.terraform.configuration import Block
from reslint.frontends.terraform.evaluate import Scope, evaluate, has_failed, iterate
from reslint.frontends.terraform.operators import truth
from reslint.model.value import ListOf, MapOf, Named, Unknown, Value

MAX_INSTANCES = 1_000
"""Most instances of one block that are told apart."""

Key = int | str | None
"""Instance key: a number under `count`, a string under `for_each`, None for a single block."""

OPEN_KEY = "*"
"""Stands for the instances that an undecided repetition may make."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a repeated block."""

    key: Key
    scope: Scope
    exists: Unknown | None = None
    """Set when the code does not decide whether there is such an instance."""

    @property
    def suffix(self) -> str:
        """The instance key as addresses show it."""
        if self.key is None:
            return ""
        if self.exists is not None and self.key == OPEN_KEY:
            return "[*]"
        return f"[{self.key}]" if isinstance(self.key, int) else f'["{self.key}"]'


@dataclass(frozen=True, slots=True)
class Repetition:
    """All instances of a block."""

    form: Literal["single", "count", "for_each"]
    instances: tuple[Instance, ...]
    open: Unknown | None = None
    """Set when more instances than those told apart may exist."""


def repetition(block: Block, scope: Scope) -> Repetition:
    """The instances of a resource, data or module block."""
    if "count" in block.attributes:
        return _counted(evaluate(block.attributes["count"].node, scope), scope)
    if "for_each" in block.attributes:
        return _for_each(evaluate(block.attributes["for_each"].node, scope), scope)
    for lifecycle in block.of_type("lifecycle"):
        if "enabled" in lifecycle.attributes:
            return _enabled(evaluate(lifecycle.attributes["enabled"].node, scope), scope)
    return Repetition("single", (Instance(None, scope),))


def _enabled(value: Value, scope: Scope) -> Repetition:
    decided = truth(value)
    if decided is None:
        return Repetition("single", (Instance(None, scope, value.unknown or Unknown("enabled is not decided")),))
    return Repetition("single", (Instance(None, scope),) if decided else ())


def _counted(value: Value, scope: Scope) -> Repetition:
    number = value.data
    if isinstance(number, str) and number.isdigit():
        number = int(number)
    if not isinstance(number, int) or isinstance(number, bool):
        unknown = value.unknown or Unknown("count is not a whole number")
        index = Value(Unknown("the instance is one of an undecided number", Named("count.index"), "no"))
        return Repetition("count", (Instance(OPEN_KEY, _with_count(scope, index), unknown),), unknown)
    kept = range(min(max(number, 0), MAX_INSTANCES))
    instances = tuple(Instance(i, _with_count(scope, Value(i, value.span, "resolved"))) for i in kept)
    over = Unknown(f"more than {MAX_INSTANCES} instances") if number > MAX_INSTANCES else None
    return Repetition("count", instances, over)


def _with_count(scope: Scope, index: Value) -> Scope:
    return scope.bind(count=Value(MapOf({"index": index})))


def _for_each(value: Value, scope: Scope) -> Repetition:
    pairs, rest = iterate(value)
    if isinstance(value.data, ListOf) and value.data.shape not in ("set", "list"):
        rest, pairs = Unknown("for_each needs a map or a set of strings"), []
    instances = [
        Instance(key.data, _with_each(scope, key, item))
        for key, item in pairs[:MAX_INSTANCES]
        if isinstance(key.data, str)
    ]
    open_keys = [key.unknown for key, _ in pairs if key.unknown]
    over = Unknown(f"more than {MAX_INSTANCES} instances") if len(pairs) > MAX_INSTANCES else None
    rest = rest or (open_keys[0] if open_keys else None) or over
    if rest is not None:
        key = Value(Unknown(rest.reason, Named("each.key"), "no"), refs=value.refs)
        item = Value(Unknown(rest.reason, Named("each.value")), refs=value.refs)
        instances.append(Instance(OPEN_KEY, _with_each(scope, key, item), rest))
    return Repetition("for_each", tuple(instances), rest)


def _with_each(scope: Scope, key: Value, value: Value) -> Scope:
    return scope.bind(each=Value(MapOf({"key": key, "value": value})))


def dynamic_blocks(block: Block, scope: Scope) -> tuple[list[tuple[Block, Scope]], Unknown | None]:
    """The content blocks that a `dynamic` block makes, with their scopes, and the unknown rest."""
    contents = list(block.of_type("content"))
    if "for_each" not in block.attributes or not contents:
        return [], Unknown("a dynamic block without for_each or content")
    collection = evaluate(block.attributes["for_each"].node, scope)
    if has_failed(collection) or collection.data is None:
        return [], collection.unknown or Unknown("for_each is null")
    name = _iterator(block)
    pairs, rest = iterate(collection)
    made = [(contents[0], scope.bind(**{name: Value(MapOf({"key": k, "value": v}))})) for k, v in pairs]
    return made[:MAX_INSTANCES], rest


def _iterator(block: Block) -> str:
    expression = block.attributes.get("iterator")
    if expression is not None and expression.node[0] == "name":
        return str(expression.node[3])
    return block.labels[0] if block.labels else ""
