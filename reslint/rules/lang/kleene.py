"""Comparisons over values that may be unknown: true, false, or None for undecided.

No function here guesses: a value of another type than the comparison needs is undecided.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reslint.model.place import Range, Spread, count_distinct, count_items
from reslint.model.value import ListOf, MapOf, Unknown, Value, same

Data = Value | Spread | Range
"""What an operand can be: a value, zones, or a count."""

DISTINCT_LIMIT = 500
"""Items that are compared with each other at most; beyond, a count is only bounded."""


# -- equality and order ------------------------------------------------------------------------------


def equal(left: Data, right: Data) -> bool | None:
    """Whether both are the same; zones are compared by their members, and by count with a number."""
    if isinstance(left, Value) and isinstance(right, Value):
        return _equal_values(left, right)
    if isinstance(left, Spread) and isinstance(right, Value) and not _is_number(right):
        return _same_members(left, right)
    if isinstance(right, Spread) and isinstance(left, Value) and not _is_number(left):
        return _same_members(right, left)
    if isinstance(left, Spread) and isinstance(right, Spread):
        return _same_zones(left, right)
    return _equal_bounds(left, right)


def ordered(op: str, left: Data, right: Data) -> bool | None:
    """`<`, `<=`, `>` or `>=` over numbers and counts; false when a side is absent."""
    if op in (">", ">="):
        return ordered("<" if op == ">" else "<=", right, left)
    if is_absent(left) or is_absent(right):
        return False
    a, b = bounds(left), bounds(right)
    if a is None or b is None:
        return None
    return _below(a, b, strict=op == "<")


Bounds = tuple[int | Decimal, int | Decimal | None]
"""Lower and upper bound of a number, both included; None: no upper bound."""


def bounds(data: Data) -> Bounds | None:
    """The bounds of a number, a count or zones; None if it is not a number or unknown."""
    if isinstance(data, Spread):
        return data.count.low, data.count.high
    if isinstance(data, Range):
        return data.low, data.high
    number = data.data
    if isinstance(number, int | Decimal) and not isinstance(number, bool):
        return number, number
    return None


def is_absent(data: Data) -> bool:
    """Whether it is certainly null."""
    return isinstance(data, Value) and data.absent


def _below(a: Bounds, b: Bounds, strict: bool) -> bool | None:
    if a[1] is not None and (a[1] < b[0] or (not strict and a[1] == b[0])):
        return True
    if b[1] is not None and (a[0] > b[1] or (strict and a[0] == b[1])):
        return False
    return None


def _equal_bounds(left: Data, right: Data) -> bool | None:
    if is_absent(left) or is_absent(right):
        return False
    a, b = bounds(left), bounds(right)
    if a is None or b is None:
        return None
    if a[0] == a[1] == b[0] == b[1]:
        return True
    apart = _below(a, b, strict=True) or _below(b, a, strict=True)
    return False if apart else None


def _equal_values(left: Value, right: Value) -> bool | None:
    a, b = left.data, right.data
    if a is None or b is None or isinstance(a, Unknown) or isinstance(b, Unknown):
        return same(left, right)
    return same(left, right) if _family(a) == _family(b) else None


def _family(data: object) -> str:
    if isinstance(data, bool):
        return "flag"
    return "number" if isinstance(data, int | Decimal) else type(data).__name__


def _is_number(value: Value) -> bool:
    return bounds(value) is not None


def _same_zones(left: Spread, right: Spread) -> bool | None:
    """Whether two resources are in the same zones: decided only when all members are named."""
    if _equal_bounds(left, right) is False:
        return False
    if not (_is_closed(left) and _is_closed(right)):
        return None
    there = [contains(left, zone) for zone in right.members]
    return all_of(there + [contains(right, zone) for zone in left.members])


def _is_closed(spread: Spread) -> bool:
    """Whether its members are all the zones it is in."""
    return spread.how == "pinned" and spread.count.high is not None


def _same_members(spread: Spread, zones: Value) -> bool | None:
    """Whether the zones are exactly these; one text stands for one zone."""
    if zones.absent:
        return False
    if zones.unknown or (isinstance(zones.data, ListOf) and zones.data.rest):
        return None
    wanted = zones.items if isinstance(zones.data, ListOf) else (zones,)
    if _equal_bounds(spread, count_distinct(wanted)) is False:
        return False
    inside = [contains(spread, zone) for zone in wanted]
    if False in inside:
        return False
    covered = [any_of(same(member, zone) for zone in wanted) for member in spread.members]
    if False in covered:
        return False
    return True if _is_closed(spread) and None not in inside + covered else None


# -- membership --------------------------------------------------------------------------------------


def contains(container: Data, item: Value) -> bool | None:
    """`item in container`: a list, zones, the keys of a map, or a part of a text."""
    if isinstance(container, Spread):
        return _in_zones(container, item)
    if isinstance(container, Range) or isinstance(container.data, Unknown):
        return _in_unknown_text(container, item)
    data = container.data
    if data is None or (item.absent and not isinstance(data, ListOf)):
        return False
    if isinstance(data, ListOf):
        found = any_of(_equal_values(entry, item) for entry in data.items)
        return None if found is False and data.rest else found
    if isinstance(data, MapOf):
        return _in_keys(data, item)
    if isinstance(data, str) and isinstance(item.data, str):
        return item.data in data
    return None


def within(items: Value, allowed: Data) -> bool | None:
    """Whether every item of a list is among the allowed ones; true for an empty or absent list."""
    data = items.data
    if data is None:
        return True
    if not isinstance(data, ListOf):
        return None
    inside = all_of(contains(allowed, item) for item in data.items)
    return None if inside and data.rest else inside


def _in_zones(spread: Spread, item: Value) -> bool | None:
    found = any_of(same(member, item) for member in spread.members)
    if found is True:
        return True
    if spread.how == "pinned":
        return found if _is_closed(spread) else None
    if spread.how == "some-of" and spread.candidates:
        return False if all(same(zone, item) is False for zone in spread.candidates) else None
    return None


def _in_unknown_text(container: Data, item: Value) -> bool | None:
    """A text with a known beginning may already hold the item."""
    if isinstance(container, Value) and container.unknown and isinstance(item.data, str):
        return True if item.data and item.data in container.unknown.prefix else None
    return None


def _in_keys(mapping: MapOf, item: Value) -> bool | None:
    if not isinstance(item.data, str):
        return None
    if item.data in mapping.entries:
        return True
    return None if mapping.rest else False


# -- several at once -----------------------------------------------------------------------------------


def any_of(found: Iterable[bool | None]) -> bool | None:
    """Or over all."""
    seen = set(found)
    return True if True in seen else (None if None in seen else False)


def all_of(found: Iterable[bool | None]) -> bool | None:
    """And over all."""
    seen = set(found)
    return False if False in seen else (None if None in seen else True)


def distinct(data: Data) -> Range:
    """How many different items a list or zones have."""
    if isinstance(data, Spread):
        return data.count
    items, rest = _items(data)
    if len(items) > DISTINCT_LIMIT:
        return Range(1, None if rest else len(items))
    return count_distinct(items, rest)


def count(data: Data) -> Range:
    """How many items a list, map or zones have; none when absent."""
    if isinstance(data, Spread):
        return data.count
    if isinstance(data, Value) and isinstance(data.data, ListOf) and data.data.shape == "set":
        return distinct(data)  # items of a set that turn out equal are one
    items, rest = _items(data)
    return count_items(items, rest)


def _items(data: Data) -> tuple[tuple[Value, ...], Unknown | None]:
    """Known items of a list or map, and the unknown rest."""
    inner = data.data if isinstance(data, Value) else None
    if isinstance(inner, ListOf):
        return inner.items, inner.rest
    if isinstance(inner, MapOf):
        return tuple(inner.entries.values()), inner.rest
    if isinstance(inner, Unknown):
        return (), inner
    return (), None if inner is None else Unknown("this is not a list")
