"""Resources and their nested blocks as expressions see them: written attributes, and symbols for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reslint.model.value import AttributeOf, ListOf, MapOf, Ref, Unknown, Value


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

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def refs_inside(*values: Value) -> tuple[Ref, ...]:
    """What values and their parts refer to; attributes of resources are not worked out for it."""
    found: dict[Ref, None] = {}
    seen: set[int] = set()
    stack = list(reversed(values))
    while stack:
        value = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        found |= dict.fromkeys(value.refs)
        if isinstance(value.data, ListOf):
            stack.extend(reversed(value.data.items))
        elif isinstance(value.data, MapOf) and not isinstance(value.data.entries, ResourceObject):
            stack.extend(reversed(list(value.data.entries.values())))
    return tuple(found)


def open_address(address: str) -> str:
    """The address that stands for the instances of a repetition which the code does not decide."""
    return f"{address}[*]"


def computed(address: str, name: str, value: Value) -> Value:
    """What only the provider knows: an attribute that nobody wrote, placed where `value` stands."""
    reason = f"{address}.{name} is known only after apply"
    unknown = Unknown(reason, AttributeOf(address, name), "no")
    return Value(unknown, value.span, "resolved", refs=(Ref(address, name), *value.refs))


def open_object(names: tuple[str, ...], attribute: Callable[[str], Value], address: str) -> MapOf:
    """An object with these written attributes and others that the provider adds."""
    rest = Unknown(f"further attributes of {address} are known only after apply", null="no")
    return MapOf(ResourceObject(names, attribute), rest)


def with_computed(value: Value, address: str, path: str) -> Value:
    """Nested blocks of a resource as a reference sees them: the provider adds attributes to them."""
    if not isinstance(value.data, ListOf) or value.data.shape != "blocks":
        return value
    data = value.data
    items = tuple(_block(item, address, f"{path}[{i}]") for i, item in enumerate(data.items))
    return value.with_(data=ListOf(items, data.rest, "blocks"))


def _block(block: Value, address: str, path: str) -> Value:
    written = block.entries

    def attribute(name: str) -> Value:
        below = f"{path}.{name}"
        value = written.get(name)
        if value is None or value.data is None:
            return computed(address, below, block)
        return with_computed(value, address, below)

    return block.with_(data=open_object(tuple(written), attribute, f"{address}.{path}"))
