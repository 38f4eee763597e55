"""Making values from values: references, sensitivity and reasons are carried along here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from reslint.frontends.terraform.values.bounds import MAX_DEPTH, MAX_ITEMS
from reslint.frontends.terraform.values.constraint import Refined, TypeConstraint, refined
from reslint.frontends.terraform.values.failures import Undecided
from reslint.frontends.terraform.values.text import normal
from reslint.model.span import Span
from reslint.model.value import Data, ListOf, MapOf, Ref, Symbol, Unknown, Value, merge_refs


def parts(*values: Value) -> Iterator[Value]:
    """The values and every value inside them, outer first, each once however often it is shared.

    Ends after `MAX_ITEMS` of them.
    """
    seen: set[int] = set()
    stack = list(reversed(values))
    while stack:
        current = stack.pop()
        if id(current) in seen:
            continue
        if len(seen) > MAX_ITEMS:
            return
        seen.add(id(current))
        yield current
        if isinstance(current.data, ListOf):
            stack.extend(reversed(current.data.items))
        elif isinstance(current.data, MapOf):
            stack.extend(reversed(list(current.data.entries.values())))


def first_unknown(*values: Value) -> Unknown | None:
    """The first thing inside the values that is not known."""
    for part in parts(*values):
        if isinstance(part.data, Unknown):
            return part.data
        if isinstance(part.data, ListOf | MapOf) and part.data.rest is not None:
            return part.data.rest
    return None


def derived(data: Data, span: Span | None, *inputs: Value) -> Value:
    """A value worked out from all that is in the inputs: it refers to whatever they refer to."""
    refs: dict[Ref, None] = {}
    sensitive = False
    for part in parts(*inputs):
        refs |= dict.fromkeys(part.refs)
        sensitive = sensitive or part.sensitive
    return Value(data, span, "computed", None, tuple(refs), inputs, sensitive)


def gathered(data: Data, span: Span | None, *inputs: Value) -> Value:
    """A collection made of parts of the inputs: the parts keep their own references."""
    refs = merge_refs(*(v.refs for v in inputs))
    return Value(data, span, "computed", None, refs, inputs, any(v.sensitive for v in inputs))


def picked(part: Value, span: Span | None, *containers: Value) -> Value:
    """A part taken out of containers: it stays what it is, and refers to what they refer to."""
    refs = merge_refs(part.refs, *(c.refs for c in containers))
    sensitive = part.sensitive or any(c.sensitive for c in containers)
    if refs == part.refs and sensitive == part.sensitive and part.span:
        return part
    return part.with_(refs=refs, sensitive=sensitive, span=part.span or span)


def undecided(
    unknown: Unknown,
    span: Span | None,
    *inputs: Value,
    symbol: Symbol | None = None,
    prefix: str = "",
    kind: TypeConstraint | None = None,
) -> Value:
    """An unknown result, not null, with the reason of the unknown that it comes from."""
    data = Unknown(unknown.reason, symbol, "no", prefix)
    return derived(refined(data, kind) if kind else data, span, *inputs)


def between(unknown: Unknown, low: int, high: int | None, kind: TypeConstraint) -> Refined:
    """An unknown number of which bounds are known, both included."""
    return Refined(unknown.reason, None, "no", "", kind, low, high)


# -- plain data --------------------------------------------------------------------------------


def plain(value: Value) -> Any:
    """Known data as plain Python: lists, dicts in order of their keys, and scalars.

    Raises `Undecided` when something inside is unknown or there is too much of it.
    """
    return _Plain().of(value, 0)


class _Plain:
    """Counts what it copies, since shared parts multiply."""

    def __init__(self) -> None:
        self.count = 0

    def of(self, value: Value, depth: int) -> Any:
        self.count += 1
        if self.count > MAX_ITEMS or depth > MAX_DEPTH:
            raise Undecided("the value is too large to work with")
        data = value.data
        if isinstance(data, Unknown):
            raise Undecided(data)
        if isinstance(data, ListOf | MapOf) and data.rest is not None:
            raise Undecided(data.rest)
        if isinstance(data, ListOf):
            return [self.of(item, depth + 1) for item in data.items]
        if isinstance(data, MapOf):
            return {name: self.of(data.entries[name], depth + 1) for name in sorted(data.entries)}
        return data


def from_plain(data: Any, span: Span | None) -> Value:
    """Plain Python data as a value: lists become tuples, dicts objects."""
    if isinstance(data, str):
        return Value(normal(data), span, "computed")
    if isinstance(data, list | tuple):
        return Value(ListOf(tuple(from_plain(item, span) for item in data)), span, "computed")
    if isinstance(data, dict):
        return Value(MapOf({k: from_plain(v, span) for k, v in data.items()}), span, "computed")
    assert data is None or isinstance(data, bool | int | Decimal)
    return Value(data, span, "computed")


def list_value(items: Iterable[Any], span: Span | None) -> ListOf:
    """A list of plain items."""
    return ListOf(tuple(from_plain(item, span) for item in items), shape="list")


class Entries(Mapping[str, Value]):
    """Entries that are taken from other mappings only when they are asked for."""

    __slots__ = ("_take",)

    def __init__(self, take: Mapping[str, Callable[[], Value]]) -> None:
        """`take[name]()` gives the value of `name`."""
        self._take = take

    def __getitem__(self, name: str) -> Value:
        return self._take[name]()

    def __contains__(self, name: object) -> bool:
        return name in self._take

    def __iter__(self) -> Iterator[str]:
        return iter(self._take)

    def __len__(self) -> int:
        return len(self._take)
