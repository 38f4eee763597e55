"""Values of a plan put in the places of its sources.

The plan decides what is known; the sources say where it is written, what it refers to, and which
unknown an unknown is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reslint.frontends.terraform.plan.pointing import is_identity
from reslint.model.raw import Attributes
from reslint.model.span import Span
from reslint.model.value import AttributeOf, Concat, ElementOf, ListOf, MapOf, Named, Symbol, Unknown, Value

MAX_COMPARED = 10_000
"""Most pairs of items of two lists that are compared to find which belong together."""


def merged_attributes(
    planned: Mapping[str, Value], written: Mapping[str, Value], exact: bool, header: Span
) -> Attributes:
    """The attributes of a plan with the places of the sources.

    `exact`: the sources have this very instance, so that their unknowns are those of the plan.
    """
    names = tuple(dict.fromkeys((*written, *planned) if exact else planned))

    def work_out(name: str) -> Value:
        source = written.get(name)
        if name not in planned:
            assert source is not None
            return source
        if source is None:
            return _placed(planned[name], header)
        return merged(planned[name], source, exact)

    return Attributes(names, work_out)


def merged(plan: Value, source: Value, exact: bool) -> Value:
    """A value of the plan where the source's stands."""
    if exact and _says_more(plan, source):
        return source.with_(sensitive=source.sensitive or plan.sensitive)
    a, b = plan.data, source.data
    data = a
    if isinstance(a, MapOf) and isinstance(b, MapOf):
        below = {n: _below(v, b.entries.get(n), source, exact) for n, v in a.entries.items()}
        data = MapOf(below, a.rest, a.shape)
    elif isinstance(a, ListOf):
        found = counterparts(a.items, b.items if isinstance(b, ListOf) else ())
        items = (_below(v, other, source, exact) for v, other in zip(a.items, found, strict=True))
        shape = b.shape if isinstance(b, ListOf) else a.shape
        data = ListOf(tuple(items), a.rest, shape)
    elif isinstance(a, MapOf):
        below = {n: _below(v, None, source, exact) for n, v in a.entries.items()}
        data = MapOf(below, a.rest, a.shape)
    return source.with_(
        data=data,
        refs=source.refs or plan.refs,
        because=source.because if source.known else (),
        sensitive=source.sensitive or plan.sensitive,
    )


def _below(value: Value, source: Value | None, around: Value, exact: bool) -> Value:
    if source is not None:
        return merged(value, source, exact)
    return _placed(value, around.span) if around.span else value


def _placed(value: Value, span: Span) -> Value:
    """A value that the sources do not have, with all its parts, at the nearest place that they have."""
    data = value.data
    if isinstance(data, ListOf):
        data = ListOf(tuple(_placed(item, span) for item in data.items), data.rest, data.shape)
    elif isinstance(data, MapOf):
        data = MapOf({n: _placed(item, span) for n, item in data.entries.items()}, data.rest, data.shape)
    return value.with_(data=data, span=span)


def _says_more(plan: Value, source: Value) -> bool:
    """Whether the sources know which unknown it is, or what its parts are."""
    if isinstance(plan.data, Unknown):
        return source.data is not None
    if isinstance(source.data, ListOf):
        # Zones that the configuration assumes of a look-up stand for the texts that it gave.
        return bool(source.items) and all(_is_assumed(item.symbol) for item in source.items)
    return isinstance(source.data, Unknown) and _is_whose(source.data.symbol)


def _is_assumed(symbol: Symbol | None) -> bool:
    return isinstance(symbol, ElementOf) and isinstance(symbol.base, Named)


def _is_whose(symbol: Symbol | None) -> bool:
    """Whether a symbol stands for the identity of a resource, which a known text would hide."""
    if isinstance(symbol, Concat):
        return any(not isinstance(part, str) and _is_whose(part) for part in symbol.parts)
    if not isinstance(symbol, AttributeOf) or not is_identity(symbol.name):
        return False
    return not symbol.address.rpartition("module.")[2].startswith("data.") and ".data." not in symbol.address


def counterparts(items: Sequence[Value], others: Sequence[Value]) -> list[Value | None]:
    """For each item the one of the others that it may be: in order where that fits, else the first."""
    if len(items) == len(others) and all(map(_may_be, items, others)):
        return list(others)
    if len(items) * len(others) > MAX_COMPARED:
        return [None] * len(items)
    left = list(others)
    found: list[Value | None] = []
    for item in items:
        at = next((i for i, other in enumerate(left) if _may_be(item, other)), None)
        found.append(None if at is None else left.pop(at))
    return found


def _may_be(plan: Value, source: Value) -> bool:
    """Whether nothing that both know differs. Providers turn texts and numbers into one another."""
    a, b = plan.data, source.data
    if isinstance(a, Unknown) or isinstance(b, Unknown) or a is None or b is None:
        return True
    if isinstance(a, MapOf) and isinstance(b, MapOf):
        return all(_may_be(v, b.entries[n]) for n, v in a.entries.items() if n in b.entries)
    if isinstance(a, ListOf) or isinstance(b, ListOf):
        return isinstance(a, ListOf) and isinstance(b, ListOf)
    if isinstance(a, MapOf) or isinstance(b, MapOf):
        return False
    return str(a).lower() == str(b).lower()
