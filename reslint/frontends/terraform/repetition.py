"""`count`, `for_each` and `dynamic`: how often a block stands for something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reslint.frontends.terraform.configuration import Block
from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.loops import iterate, some_of
from reslint.frontends.terraform.scope import Scope, has_failed
from reslint.frontends.terraform.values.constraint import NUMBER
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.operators import truth
from reslint.model.value import ListOf, MapOf, Named, Ref, Unknown, Value, merge_refs

MAX_INSTANCES = 1_000
"""Most instances of one block that are told apart."""

Key = int | str | None
"""Instance key: a number under `count`, a string under `for_each`, None for a single block."""

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}

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
        return f"[{self.key}]" if isinstance(self.key, int) else f"[{quoted(self.key)}]"


def quoted(key: str) -> str:
    """A string as Terraform prints it in addresses, with the escapes of its language."""
    text = "".join(_ESCAPES.get(c, c) if c.isprintable() or c in _ESCAPES else _code(c) for c in key)
    return '"' + text.replace("${", "$${").replace("%{", "%%{") + '"'


def _code(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


@dataclass(frozen=True, slots=True)
class Repetition:
    """All instances of a block."""

    form: Literal["single", "count", "for_each"]
    instances: tuple[Instance, ...]
    open: Unknown | None = None
    """Set when more instances than those told apart may exist."""
    cut: bool = False
    """Whether there are more instances than are told apart."""


def repetition(block: Block, scope: Scope, address: str) -> Repetition:
    """The instances of a resource, data or module block."""
    if "count" in block.attributes:
        return _counted(evaluate(block.attributes["count"].node, scope), scope, address)
    if "for_each" in block.attributes:
        return _for_each(evaluate(block.attributes["for_each"].node, scope), scope, address)
    enabled = [b.attributes["enabled"] for b in block.of_type("lifecycle") if "enabled" in b.attributes]
    if enabled:
        # An override file's `lifecycle` comes last.
        return _enabled(evaluate(enabled[-1].node, scope), scope)
    return Repetition("single", (Instance(None, scope),))


def _enabled(value: Value, scope: Scope) -> Repetition:
    decided = truth(value)
    if decided is None:
        return Repetition(
            "single", (Instance(None, scope, value.unknown or Unknown("enabled is not decided")),)
        )
    return Repetition("single", (Instance(None, scope),) if decided else ())


def _counted(value: Value, scope: Scope, address: str) -> Repetition:
    number = _whole_number(value)
    if isinstance(number, Unknown):
        symbol = Named(f"count.index of {address}")
        index = Value(Unknown("the instance is one of an undecided number", symbol, "no"), refs=value.refs)
        return Repetition("count", (Instance(OPEN_KEY, _with_count(scope, index), number),), number)
    indexes = (Value(i, value.span, "resolved") for i in range(min(number, MAX_INSTANCES)))
    instances = tuple(Instance(i, _with_count(scope, index)) for i, index in enumerate(indexes))
    return Repetition("count", instances, _over(number), number > MAX_INSTANCES)


def _whole_number(value: Value) -> int | Unknown:
    """A number of instances; unknown with the reason for what Terraform refuses, too."""
    if value.absent:
        return Unknown("count is null")
    try:
        number = convert(value, NUMBER).data
    except EvaluationError as error:
        return Unknown(f"count: {error}")
    if isinstance(number, Unknown):
        return number
    if not isinstance(number, int) or number < 0:
        return Unknown("count is not a whole number of zero or more")
    return number


def _over(number: int) -> Unknown | None:
    return Unknown(f"more than {MAX_INSTANCES} instances") if number > MAX_INSTANCES else None


def _with_count(scope: Scope, index: Value) -> Scope:
    return scope.bind({"count": Value(MapOf({"index": index}))})


def _for_each(value: Value, scope: Scope, address: str) -> Repetition:
    unfit = _unfit(value)
    pairs, rest = ([], unfit) if unfit else iterate(value)
    known = [(key, item) for key, item in pairs if isinstance(key.data, str)]
    instances = [Instance(str(key.data), _with_each(scope, key, item)) for key, item in known[:MAX_INSTANCES]]
    open_keys = [key.unknown for key, _ in pairs if key.unknown]
    rest = rest or (open_keys[0] if open_keys else None)
    if rest is not None:
        # Keys of two resources are never taken for one another: each has its own symbol.
        key = Value(Unknown(rest.reason, Named(f"each.key of {address}"), "no"), refs=_item_refs(value))
        symbol = Named(f"each.value of {address}")
        item = key if _is_set(value) else Value(Unknown(rest.reason, symbol), refs=key.refs)
        instances.append(Instance(OPEN_KEY, _with_each(scope, key, item), rest))
    return Repetition("for_each", tuple(instances), rest or _over(len(known)), len(known) > MAX_INSTANCES)


def _unfit(value: Value) -> Unknown | None:
    """Why Terraform refuses a `for_each`, if it does."""
    data = value.data
    if isinstance(data, Unknown | MapOf):
        return None
    if data is None:
        return Unknown("for_each is null")
    if not isinstance(data, ListOf) or data.shape != "set":
        return Unknown("for_each needs a map or a set of strings")
    strings = all(isinstance(item.data, str | Unknown) for item in data.items)
    return None if strings else Unknown("for_each needs a set of strings, not of something else")


def _is_set(value: Value) -> bool:
    return isinstance(value.data, ListOf) and value.data.shape == "set"


def _item_refs(value: Value) -> tuple[Ref, ...]:
    """What the items that are not told apart may refer to."""
    return merge_refs(value.refs, *(item.refs for item in value.items if item.unknown))


def _with_each(scope: Scope, key: Value, value: Value) -> Scope:
    return scope.bind({"each": Value(MapOf({"key": key, "value": value}))})


@dataclass(frozen=True, slots=True)
class Made:
    """The blocks that a `dynamic` block makes."""

    blocks: tuple[tuple[Block, Scope], ...] = ()
    """Contents with the scopes they are worked out in."""
    rest: Unknown | None = None
    """Set when the code does not decide whether there are more."""
    possible: tuple[Block, Scope] | None = None
    """The content of those, for what it refers to."""


def dynamic_blocks(block: Block, scope: Scope) -> Made:
    """The content blocks that a `dynamic` block makes."""
    content = next(block.of_type("content"), None)
    if "for_each" not in block.attributes or content is None:
        return Made(rest=Unknown("a dynamic block without for_each or content"))
    collection = evaluate(block.attributes["for_each"].node, scope)
    if has_failed(collection) or collection.data is None:
        return Made(rest=collection.unknown or Unknown("for_each is null"))
    name = _iterator(block)
    pairs, rest = iterate(collection)
    try:
        scope.module.budget.spend(len(pairs))
    except Undecided as undecided:
        return Made(rest=undecided.unknown)
    rest = rest or _over(len(pairs))
    made = tuple((content, _with_item(scope, name, key, item)) for key, item in pairs[:MAX_INSTANCES])
    if rest is None:
        return Made(made)
    some = some_of(collection, rest)
    return Made(made, rest, (content, _with_item(scope, name, some, some)))


def _with_item(scope: Scope, name: str, key: Value, value: Value) -> Scope:
    return scope.bind({name: Value(MapOf({"key": key, "value": value}))})


def _iterator(block: Block) -> str:
    expression = block.attributes.get("iterator")
    if expression is not None and expression.node[0] == "name":
        return str(expression.node[3])
    return block.labels[0] if block.labels else ""
