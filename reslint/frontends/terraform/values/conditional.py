"""`condition ? a : b`, also when the condition is not decided."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from reslint.frontends.terraform.values.bounds import check_size
from reslint.frontends.terraform.values.constraint import (
    ANY,
    BOOL,
    NUMBER,
    STRING,
    Refined,
    TypeConstraint,
    refined,
    type_of,
    unify,
)
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import derived, gathered, picked, undecided
from reslint.frontends.terraform.values.equality import bounds, equal
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.model.span import Span
from reslint.model.value import ListOf, MapOf, Unknown, Value


def conditional(condition: Value, when_true: Value, when_false: Value, span: Span | None) -> Value:
    """The side that the condition picks, in the type common to both.

    For a condition that is not decided, whatever both sides agree on. Raises
    `EvaluationError` where Terraform would.
    """
    decided = _decided(condition)
    try:
        check_size(when_true, when_false)
    except Undecided as reason:
        return undecided(reason.unknown, span, condition, when_true, when_false)
    kind = _common_type(when_true, when_false)
    if isinstance(decided, Unknown):
        sides = (_converted(when_true, kind), _converted(when_false, kind))
        return _Open(decided, condition, span).merge(*sides)
    chosen = when_true if decided else when_false
    return picked(_converted(chosen, kind), span, condition)


def _decided(condition: Value) -> bool | Unknown:
    if condition.absent:
        raise EvaluationError("the condition is null")
    try:
        data = convert(condition, BOOL).data
    except EvaluationError as error:
        raise EvaluationError(f"the condition does not fit: {error}") from error
    assert isinstance(data, bool | Unknown)
    return data


def _common_type(left: Value, right: Value) -> TypeConstraint:
    # Nothing is learned from null, and the other side may be costly to work out.
    if left.absent or right.absent:
        return ANY
    kind = unify((type_of(left), type_of(right)))
    if kind is None:
        raise EvaluationError("the two results of the condition have different types")
    return kind


def _converted(value: Value, kind: TypeConstraint) -> Value:
    # An unknown whose type is not known is not given the other side's: it may be converted either way.
    if value.unknown and type_of(value).kind == "any":
        return value
    return value if _is_open(value) else convert(value, kind)


def _is_open(value: Value) -> bool:
    """Whether the value has attributes or elements, in any depth, of which not even the number is known."""
    data = value.data
    if isinstance(data, MapOf):
        return (data.rest is not None and data.shape == "object") or any(map(_is_open, data.entries.values()))
    if isinstance(data, ListOf):
        return (data.rest is not None and data.shape == "tuple") or any(map(_is_open, data.items))
    return False


class _Open:
    """Merges the sides of a condition that is not decided."""

    def __init__(self, unknown: Unknown, condition: Value, span: Span | None) -> None:
        self.unknown = unknown
        self.condition = condition
        self.span = span

    def merge(self, left: Value, right: Value) -> Value:
        """What holds whichever side it is."""
        if equal(left, right) is True:
            return picked(left, self.span, self.condition, right)
        a, b = left.data, right.data
        if isinstance(a, ListOf) and isinstance(b, ListOf):
            return gathered(self._lists(a, b), self.span, self.condition, left, right)
        if isinstance(a, MapOf) and isinstance(b, MapOf):
            return gathered(self._maps(a, b), self.span, self.condition, left, right)
        return derived(self._scalar(left, right), self.span, self.condition, left, right)

    def _rest(self) -> Unknown:
        return Unknown(self.unknown.reason)

    def _lists(self, a: ListOf, b: ListOf) -> ListOf:
        shape = a.shape if a.shape == b.shape else "list"
        if shape == "set":
            shared = [x for x in a.items if any(equal(x, y) is True for y in b.items)]
            return ListOf(tuple(shared), self._rest(), "set")
        items = tuple(self.merge(x, y) for x, y in zip(a.items, b.items, strict=False))
        same_length = len(a.items) == len(b.items) and not a.rest and not b.rest
        return ListOf(items, None if same_length else self._rest(), shape)

    def _maps(self, a: MapOf, b: MapOf) -> MapOf:
        shape = a.shape if a.shape == b.shape else "map"
        shared = [name for name in a.entries if name in b.entries]
        entries = {name: self.merge(a.entries[name], b.entries[name]) for name in shared}
        complete = len(shared) == len(a.entries) == len(b.entries) and not a.rest and not b.rest
        return MapOf(entries, None if complete else self._rest(), shape)

    def _scalar(self, left: Value, right: Value) -> Unknown:
        sides = (left, right)
        null = "maybe" if any(_may_be_null(v) for v in sides) else "no"
        prefix = _common_start(_start(left), _start(right))
        kind = _shared_type(sides)
        unknown = Unknown(self.unknown.reason, None, null, prefix)  # type: ignore[arg-type]
        if kind != NUMBER:
            return refined(unknown, kind)
        low, high = _hull(sides)
        return Refined(unknown.reason, None, unknown.null, "", NUMBER, low, high)


def _common_start(left: str, right: str) -> str:
    pairs = zip(left, right, strict=False)
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _may_be_null(value: Value) -> bool:
    return value.absent or (value.unknown is not None and value.unknown.null == "maybe")


def _start(value: Value) -> str:
    if value.unknown:
        return value.unknown.prefix
    return value.data if isinstance(value.data, str) else ""


def _shared_type(sides: Sequence[Value]) -> TypeConstraint:
    kinds = {type_of(v) for v in sides if not v.absent}
    kind = kinds.pop() if len(kinds) == 1 else ANY
    return kind if kind in (BOOL, NUMBER, STRING) else ANY


def _hull(sides: Sequence[Value]) -> tuple[int | Decimal | None, int | Decimal | None]:
    """The bounds that hold for every side."""
    lows, highs = zip(*(bounds(v.data) for v in sides), strict=True)
    known_lows = [b for b in lows if b is not None]
    known_highs = [b for b in highs if b is not None]
    low = min(known_lows) if len(known_lows) == len(sides) else None
    return low, max(known_highs) if len(known_highs) == len(sides) else None
