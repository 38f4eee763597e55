"""When two values are equal, types included, as far as that is decided; and what a set keeps."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import Any

from reslint.frontends.terraform.values.constraint import PRIMITIVES, Refined, type_of
from reslint.model.place import Range
from reslint.model.value import Data, ListOf, MapOf, Unknown, Value, same

_LARGEST = 10**300
"""Numbers that stand for themselves in the order of a set; larger ones are in no configuration."""
_QUOTED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def equal(left: Value, right: Value) -> bool | None:
    """Whether `left == right` holds; None if that is not decided."""
    a, b = left.data, right.data
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return _equal_unknown(left, right)
    if isinstance(a, ListOf) and isinstance(b, ListOf):
        return _equal_lists(a, b)
    if isinstance(a, MapOf) and isinstance(b, MapOf):
        return _equal_maps(a, b)
    if isinstance(a, ListOf | MapOf) or isinstance(b, ListOf | MapOf):
        return False
    return same(left, right)


def _equal_unknown(left: Value, right: Value) -> bool | None:
    if left.absent or right.absent:
        return same(left, right)
    kinds = {type_of(v).kind for v in (left, right)} - {"any"}
    if len(kinds) == 2 and kinds & set(PRIMITIVES):
        return False
    if _differ_at_start(left, right) or not _overlap(left.data, right.data):
        return False
    return same(left, right)


def _differ_at_start(left: Value, right: Value) -> bool:
    return _begins_otherwise(left, right) or _begins_otherwise(right, left)


def _begins_otherwise(unknown: Value, known: Value) -> bool:
    """Whether a string is known of which the other, unknown one has another beginning."""
    if unknown.unknown is None or not isinstance(known.data, str):
        return False
    return not known.data.startswith(unknown.unknown.prefix)


def _overlap(left: Data, right: Data) -> bool:
    """Whether two numbers can be equal, by their bounds."""
    (low, high), (other_low, other_high) = bounds(left), bounds(right)
    if low is not None and other_high is not None and low > other_high:
        return False
    return high is None or other_low is None or high >= other_low


def bounds(data: Data) -> tuple[int | Decimal | None, int | Decimal | None]:
    """Lowest and highest number that the data can be; None where there is no bound."""
    if isinstance(data, Refined):
        return data.low, data.high
    if isinstance(data, int | Decimal) and not isinstance(data, bool):
        return data, data
    return None, None


def all_of(answers: Sequence[bool | None]) -> bool | None:
    """Whether all hold."""
    if False in answers:
        return False
    return None if None in answers else True


def _equal_lists(a: ListOf, b: ListOf) -> bool | None:
    if "blocks" in (a.shape, b.shape):
        return None
    if a.shape != b.shape:
        return False
    if a.shape == "set":
        return _equal_sets(a, b)
    longer, shorter = (a, b) if len(a.items) >= len(b.items) else (b, a)
    if len(longer.items) != len(shorter.items) and shorter.rest is None:
        return False
    answers = [equal(x, y) for x, y in zip(a.items, b.items, strict=False)]
    return all_of([*answers, None] if a.rest or b.rest else answers)


def _equal_sets(a: ListOf, b: ListOf) -> bool | None:
    keys, other_keys = [frozen(i) for i in a.items], [frozen(i) for i in b.items]
    if None not in keys + other_keys and not a.rest and not b.rest:
        return set(keys) == set(other_keys)
    return False if _has_stranger(a, b) or _has_stranger(b, a) else None


def _has_stranger(a: ListOf, b: ListOf) -> bool:
    """Whether an item of `a` is certainly not in `b`."""
    return b.rest is None and any(all(equal(x, y) is False for y in b.items) for x in a.items)


def _equal_maps(a: MapOf, b: MapOf) -> bool | None:
    if a.shape != b.shape:
        return False
    missing, added = a.entries.keys() - b.entries.keys(), b.entries.keys() - a.entries.keys()
    if (missing and b.rest is None) or (added and a.rest is None):
        return False
    answers = [equal(a.entries[n], b.entries[n]) for n in a.entries if n in b.entries]
    return all_of([*answers, None] if a.rest or b.rest else answers)


# -- sets --------------------------------------------------------------------------------------


def frozen(value: Value) -> Hashable | None:
    """A key that is equal for equal values; None when something in the value is unknown."""
    data = value.data
    if isinstance(data, Unknown):
        return None
    if isinstance(data, ListOf):
        return _frozen_parts(data.shape, data.items, data.rest)
    if isinstance(data, MapOf):
        names = tuple(sorted(data.entries))
        return _frozen_parts((data.shape, names), [data.entries[n] for n in names], data.rest)
    return type_of(value).kind, data


def _frozen_parts(head: Hashable, values: Sequence[Value], rest: Unknown | None) -> Hashable | None:
    keys = tuple(frozen(v) for v in values)
    return None if rest is not None or None in keys else (head, keys)


def set_of_items(items: Sequence[Value], rest: Unknown | None = None) -> ListOf:
    """A set: each known value once, in Terraform's order; then what is not known."""
    known: dict[Hashable, Value] = {}
    open_items: list[Value] = []
    for item in items:
        key = frozen(item)
        if key is not None:
            known.setdefault(key, item)
        elif all(equal(item, other) is not True for other in open_items):
            open_items.append(item)
    return ListOf((*sorted(known.values(), key=_order), *open_items), rest, "set")


def _order(value: Value) -> tuple[int, Any]:
    """Terraform's order of the elements of a set, null last.

    Strings by code point, numbers by size; lists and objects by a text that stands for them.
    """
    if isinstance(value.data, str | int | Decimal):
        return 0, value.data
    return (1, "") if value.absent else (0, _text_in_sets(value))


def _text_in_sets(value: Value) -> str:
    """The text by which Terraform orders the lists and objects of a set.

    Source: `makeSetHashBytes` in github.com/zclconf/go-cty, cty/set_internals.go.
    """
    data = value.data
    if isinstance(data, MapOf):
        named = [(n, _text_in_sets(data.entries[n])) for n in sorted(data.entries)]
        if data.shape == "map":
            return "{" + "".join(f"{_quoted(n)}:{text};" for n, text in named) + "}"
        return "<" + "".join(f"{text};" for _, text in named) + ">"
    if isinstance(data, ListOf):
        inner = "".join(f"{_text_in_sets(item)};" for item in data.items)
        return f"<{inner}>" if data.shape == "tuple" else f"[{inner}]"
    if isinstance(data, str):
        return _quoted(data)
    if isinstance(data, bool) or data is None:
        return {True: "T", False: "F", None: "~"}[data]
    if isinstance(data, int | Decimal) and -_LARGEST < data < _LARGEST:
        return f"{float(data):.10g}"
    return "?"


def _quoted(text: str) -> str:
    return '"' + "".join(_QUOTED.get(c, c) for c in text) + '"'


def in_order(data: ListOf) -> bool:
    """Whether the order of a set's items is that in which Terraform lists them."""
    if len(data.items) < 2:
        return data.rest is None
    return data.rest is None and all(frozen(i) is not None for i in data.items)


def set_size(data: ListOf) -> Range:
    """How many elements a set has: unknown ones may be equal to others."""
    apart: list[Value] = []
    for item in data.items:
        if all(equal(item, other) is False for other in apart):
            apart.append(item)
    return Range(len(apart), None if data.rest else len(data.items))
