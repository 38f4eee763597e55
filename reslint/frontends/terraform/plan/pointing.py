"""Values of an attribute with the resources that its expression points at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reslint.frontends.terraform.plan.addresses import suffix
from reslint.frontends.terraform.plan.leaves import Leaf, scalar, unknown_leaves
from reslint.frontends.terraform.plan.references import Here, Pointed, Pointer, References
from reslint.frontends.terraform.plan.tree import Planned, PlanTree
from reslint.frontends.terraform.repetition import MAX_INSTANCES
from reslint.model.span import Span
from reslint.model.value import AttributeOf, Data, ListOf, MapOf, Ref, Unknown, Value

AFTER_APPLY = "known only after apply"
_IDENTITY = re.compile(r"(?:.*_)?(?:id|arn|name|url|identifier|endpoint|address)")
_ZONE = "availability_zone_id"
"""Says where something is, not what it is."""
IDENTITIES = ("id", "arn", "name", "url", "identifier")
"""Attributes that references mostly read, tried where the plan has lost which one it is."""
_MADE_UP_TYPES = ("random_", "time_")
"""Types whose attributes are parts of names: `"logs-${random_id.x.hex}"` is not that attribute."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is the same for all values of one resource instance."""

    planned: Planned
    tree: PlanTree
    references: References
    here: Here
    span: Span


class Pointing:
    """Values of one attribute, with what its expression points at."""

    def __init__(self, reading: Reading, name: str, pointed: Pointed) -> None:
        self._reading = reading
        self._name = name
        self._pointed = pointed
        named = [p for p in pointed.pointers if not _is_made_up(p.address)]
        self._refs = tuple(dict.fromkeys(Ref(p.address, p.attribute) for p in named))
        self._in_order: Iterator[Pointer] = iter(())

    def value(self, leaf: Leaf) -> Value:
        """The value of the whole attribute."""
        if leaf.unknown is True:
            return self._unknown(leaf)
        self._in_order = iter(self._one_for_each(unknown_leaves(leaf.unknown), leaf.is_list))
        value = self._part(leaf)
        if value.unknown or value.refs:
            return value
        return value.with_(refs=self._refs)

    def _part(self, leaf: Leaf) -> Value:
        if leaf.unknown is True:
            pointer = next(self._in_order, None)
            return self._symbol(pointer, AFTER_APPLY, leaf) if pointer else self._open(leaf)
        data: Data
        if leaf.is_list:
            data = ListOf(tuple(self._part(leaf.part(i)) for i in leaf.steps))
        elif leaf.is_map:
            data = MapOf({str(n): self._part(leaf.part(n)) for n in leaf.steps})
        else:
            return self._known(leaf)
        return Value(data, self._reading.span, sensitive=leaf.is_sensitive)

    def _known(self, leaf: Leaf) -> Value:
        """A known value; where it is the identity of a resource, it stays known whose."""
        pointer = self._owner(leaf.value) if isinstance(leaf.value, str) and leaf.value else None
        if pointer is not None:
            return self._symbol(pointer, "given by the provider", leaf)
        return Value(scalar(leaf.value), self._reading.span, sensitive=leaf.is_sensitive)

    def _unknown(self, leaf: Leaf) -> Value:
        """A whole attribute that is unknown."""
        pointers = self._pointed.pointers if self._pointed.pure else ()
        if len(pointers) == 1 and pointers[0].exact and not _is_made_up(pointers[0].address):
            return self._symbol(pointers[0], AFTER_APPLY, leaf)
        if _is_plural(self._name) and (members := self._members(pointers)):
            items = tuple(self._symbol(pointer, AFTER_APPLY, leaf) for pointer in members)
            return Value(ListOf(items, None, "list"), self._reading.span, sensitive=leaf.is_sensitive)
        return self._open(leaf)

    def _open(self, leaf: Leaf) -> Value:
        """Unknown, and not decided what it is. What may be something else refers to nothing in particular."""
        refs = () if self._pointed.hidden else self._refs
        return Value(Unknown(AFTER_APPLY), self._reading.span, refs=refs, sensitive=leaf.is_sensitive)

    def _symbol(self, pointer: Pointer, what: str, leaf: Leaf) -> Value:
        address, name = pointer.address, pointer.attribute
        of = f"{address}.{name}" if name else f"an attribute of {address}"
        unknown = Unknown(f"{of} is {what}", AttributeOf(address, name), "no")
        refs = (Ref(address, name),)
        return Value(unknown, self._reading.span, "resolved", refs=refs, sensitive=leaf.is_sensitive)

    def _one_for_each(self, unknown_leaves: int, in_order: bool) -> tuple[Pointer, ...]:
        """The pointers of the unknown parts, where there is exactly one for each."""
        pointers = self._pointed.pointers
        if not self._pointed.pure or not unknown_leaves or any(_is_made_up(p.address) for p in pointers):
            return ()
        if len(pointers) == 1 and not pointers[0].exact:
            pointers = self._all_of(pointers[0])
        fits = len(pointers) == unknown_leaves and all(p.exact for p in pointers)
        return pointers if fits and (in_order or unknown_leaves == 1) else ()

    def _members(self, pointers: tuple[Pointer, ...]) -> tuple[Pointer, ...]:
        """The items of a list that is made of nothing but these: attributes of one type, or all instances."""
        if len(pointers) == 1 and not pointers[0].exact:
            return self._all_of(pointers[0])
        alike = {(p.attribute, self._type_of(p)) for p in pointers}
        return pointers if len(alike) == 1 and all(p.exact for p in pointers) else ()

    def _all_of(self, pointer: Pointer) -> tuple[Pointer, ...]:
        instances = self._reading.tree.instances.get(pointer.address, {})
        if len(instances) > MAX_INSTANCES:
            return ()
        return tuple(Pointer(pointer.address + suffix(key), pointer.attribute) for key in instances)

    def _type_of(self, pointer: Pointer) -> str:
        planned = self._reading.tree.planned.get(pointer.address)
        return planned.resource.type if planned else pointer.address

    def _owner(self, text: str) -> Pointer | None:
        """The resource among those referred to that has this very text as its identity."""
        for pointer in self._pointed.pointers:
            for one in (pointer,) if pointer.exact else self._all_of(pointer):
                target = self._reading.tree.planned.get(one.address)
                if target is None or target.resource.mode == "data":
                    continue
                for name in (one.attribute,) if one.attribute else IDENTITIES:
                    if _is_identity(target, name, text):
                        return Pointer(one.address, name)
        return None


def _is_identity(target: Planned, name: str, text: str) -> bool:
    """Whether a text is an attribute of a resource that only the provider gives it."""
    computed = is_identity(name) and target.writes(name) is False
    return computed and target.resource.values.get(name) == text


def is_identity(name: str) -> bool:
    """Whether an attribute of this name says which resource it is, so that its text says less."""
    return name != _ZONE and _IDENTITY.fullmatch(name) is not None


def _is_plural(name: str) -> bool:
    """Whether an attribute of this name is a list: the plan does not tell when all of it is unknown."""
    return (name.endswith("s") and not name.endswith("ss")) or name == "vpc_zone_identifier"


def _is_made_up(address: str) -> bool:
    local = address.rpartition("module.")[2]
    return any(part.startswith(_MADE_UP_TYPES) for part in local.split("."))
