"""What the references in a plan's configuration point at, through variables and outputs of modules.

The configuration of a plan lists which names an expression reads, not how: a local hides what is
behind it, and `a[each.key].id` is listed as `a` and `each.key`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reslint.frontends.terraform.plan.addresses import Key, Step, joined, most_specific, steps_of, suffix
from reslint.frontends.terraform.plan.tree import Module, Planned, PlanTree
from reslint.frontends.terraform.repetition import MAX_INSTANCES

MAX_DEPTH = 32
"""Most variables and outputs that a reference is followed through."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference to a resource, or to an attribute of one."""

    address: str
    """The instance; the block when it is not known which instance is meant."""
    attribute: str = ""
    """Dotted; empty for the whole, or when the plan has lost it."""
    exact: bool = True
    """Whether it is known which instance is meant."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What an expression refers to."""

    pointers: tuple[Pointer, ...] = ()
    pure: bool = True
    """Whether the expression reads nothing else."""
    hidden: bool = False
    """Whether it reads something behind which other resources may stand (a local, a whole module)."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where an expression stands."""

    module: Module
    key: Key = None
    """Instance key of the block."""
    keys: Collection[Key] = ()
    """Instance keys of all instances of the block."""
    repeated_over: tuple[str, ...] = ()
    """The references of its `for_each`."""


_OTHER = Pointed(pure=False)
_HIDDEN = Pointed(pure=False, hidden=True)
_OWN_KEYS = frozenset({"each.key", "each.value", "count.index"})
"""What may be the own instance key."""
_NO_RESOURCES = frozenset({"path", "terraform", "self", "count", "each", "ephemeral"})


def references_in(expression: Any) -> tuple[str, ...]:
    """The references of an expression of the configuration."""
    found = expression.get("references") if isinstance(expression, dict) else None
    return tuple(text for text in found if isinstance(text, str)) if isinstance(found, list) else ()


def here_of(planned: Planned, tree: PlanTree) -> Here:
    """Where the expressions of a resource instance stand."""
    keys = tree.instances.get(planned.block, {}).keys()
    over = references_in(planned.config.for_each_expression) if planned.config else ()
    return Here(planned.module, planned.resource.index, keys, over)


class References:
    """Follows references through the configuration of one plan."""

    def __init__(self, tree: PlanTree) -> None:
        self._tree = tree

    def resolve(self, texts: Sequence[str], here: Here, depth: int = 0) -> Pointed:
        """What references point at."""
        if depth > MAX_DEPTH:
            return _HIDDEN
        heads = [steps_of(text) for text in most_specific(texts)]
        keyed = [steps for steps in heads if _names_instance(steps)]
        others = [steps for steps in heads if not _names_instance(steps)]
        parts = [self._one(steps, here, keyed, depth) for steps in others]
        if keyed and not any(self._is_repeated(steps, here) for steps in others):
            parts.extend(self._of_instance(steps, here, depth) for steps in keyed)
        return _together(parts)

    def _one(self, steps: tuple[Step, ...], here: Here, keyed: list[tuple[Step, ...]], depth: int) -> Pointed:
        root = steps[0].name if steps else ""
        if root == "var" and len(steps) > 1:
            return self._variable(steps, here, depth)
        if root == "module" and len(steps) > 1:
            return self._output(steps, here, keyed, depth)
        if root == "local" or not root:
            return _HIDDEN
        if root in _NO_RESOURCES:
            return _OTHER
        return Pointed((self._resource(steps, here, keyed),))

    def _variable(self, steps: tuple[Step, ...], here: Here, depth: int) -> Pointed:
        """What the caller gives to a variable; the inputs of the root are no references."""
        module = here.module
        if module.parent is None:
            return _OTHER
        if module.call is None:
            return _HIDDEN
        texts = references_in(module.call.expressions.get(steps[1].name))
        over = references_in(module.call.for_each_expression)
        keys = self._tree.calls.get(_call_address(module), {}).keys()
        return _deeper(self.resolve(texts, Here(module.parent, module.key, keys, over), depth + 1), steps[2:])

    def _output(
        self, steps: tuple[Step, ...], here: Here, keyed: list[tuple[Step, ...]], depth: int
    ) -> Pointed:
        address = joined(here.module.address, f"module.{steps[1].name}")
        has_key = len(steps) > 2 and not steps[2].name
        rest = steps[3:] if has_key else steps[2:]
        instances = self._tree.calls.get(address, {})
        module = instances.get(_meant(steps[2].key if has_key else None, instances, here, keyed))
        outputs = module.config.outputs if module and module.config else {}
        # Where the plan has lost the name, a module with one output leaves no doubt.
        name = rest[0].name if rest else next(iter(outputs)) if len(outputs) == 1 else ""
        if module is None or name not in outputs:
            return _HIDDEN
        texts = references_in(outputs[name].expression)
        return _deeper(self.resolve(texts, Here(module), depth + 1), rest[1:])

    def _resource(self, steps: tuple[Step, ...], here: Here, keyed: list[tuple[Step, ...]]) -> Pointer:
        block, rest = _block_of(steps, here)
        instances = self._tree.instances.get(block, {})
        has_key = bool(rest) and not rest[0].name
        attribute = _dotted(rest[1:] if has_key else rest)
        key = _meant(rest[0].key if has_key else None, instances, here, keyed)
        if key not in instances and not has_key:
            return Pointer(block, attribute, exact=not instances)
        return Pointer(block + suffix(key), attribute)

    def _of_instance(self, steps: tuple[Step, ...], here: Here, depth: int) -> Pointed:
        """What `each.value` is when the block is repeated over the instances of one resource."""
        if steps[0].name != "each" or len(steps) < 2 or steps[1].name != "value":
            return _OTHER
        over = self.resolve(here.repeated_over, replace(here, repeated_over=()), depth + 1)
        if len(over.pointers) == 1 and not over.hidden:
            pointer = over.pointers[0]
            instances = self._tree.instances.get(pointer.address, {})
            if not pointer.exact and here.key in instances:
                return Pointed((Pointer(pointer.address + suffix(here.key), _dotted(steps[2:])),), over.pure)
        return replace(over, pure=False)

    def _is_repeated(self, steps: tuple[Step, ...], here: Here) -> bool:
        """Whether this names a repeated block without saying which instance."""
        if not steps or steps[0].name in ("var", "local", *_NO_RESOURCES):
            return False
        if steps[0].name == "module":
            call = joined(here.module.address, f"module.{steps[1].name}") if len(steps) > 1 else ""
            return len(steps) == 2 and None not in self._tree.calls.get(call, {})
        block, rest = _block_of(steps, here)
        return not rest and None not in self._tree.instances.get(block, {None: None})


def _names_instance(steps: tuple[Step, ...]) -> bool:
    return bool(steps) and steps[0].name in ("each", "count")


def _meant(written: Key, instances: Mapping[Key, object], here: Here, keyed: list[tuple[Step, ...]]) -> Key:
    """The instance key that is meant: the one written, or that of the block itself where it reads it.

    `each.value` and `count.index` (which may be reckoned with) are taken for the own key only where
    all instances have a counterpart.
    """
    if written is not None or not keyed or None in instances:
        return written
    ways = {".".join(step.name for step in steps) for steps in keyed}
    if here.key not in instances or not ways <= _OWN_KEYS:
        return None
    return here.key if ways == {"each.key"} or _all_in(here.keys, instances) else None


def _all_in(keys: Collection[Key], instances: Mapping[Key, object]) -> bool:
    return len(keys) <= MAX_INSTANCES and all(key in instances for key in keys)


def _block_of(steps: tuple[Step, ...], here: Here) -> tuple[str, tuple[Step, ...]]:
    """The block that a reference names, and the steps behind it."""
    length = 3 if steps[0].name == "data" else 2
    return joined(here.module.address, ".".join(step.name for step in steps[:length])), steps[length:]


def _call_address(module: Module) -> str:
    return module.address.removesuffix(suffix(module.key))


def _dotted(steps: Sequence[Step]) -> str:
    """Attribute steps as a symbol's name writes them: `a.b[0]`."""
    text = "".join(f".{step.name}" if step.name else suffix(step.key) for step in steps)
    return text.removeprefix(".")


def _deeper(pointed: Pointed, steps: Sequence[Step]) -> Pointed:
    """What is read of what a variable or output stands for."""
    if not steps:
        return pointed
    if len(pointed.pointers) != 1 or pointed.pointers[0].attribute:
        # Which part of an object or list it is has been lost; all that it may be is still there.
        return replace(pointed, pure=pointed.pure and len(pointed.pointers) == 1)
    pointer = pointed.pointers[0]
    return replace(pointed, pointers=(replace(pointer, attribute=_dotted(steps)),))


def _together(parts: Sequence[Pointed]) -> Pointed:
    return Pointed(
        tuple(pointer for part in parts for pointer in part.pointers),
        all(part.pure for part in parts),
        any(part.hidden for part in parts),
    )
