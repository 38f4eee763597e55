"""Flags worked out from several values, by strong Kleene logic."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reslint.adapters.coerce import coerce
from reslint.model.raw import RawResource
from reslint.model.value import ListOf, Origin, Scalar, Unknown, Value


def flag(data: bool | Unknown, raw: RawResource, because: Sequence[Value] = ()) -> Value:
    """A computed flag with its evidence; without any it is as if left out: nobody said otherwise."""
    origin: Origin = "computed" if because or isinstance(data, Unknown) else "default"
    return Value(data, raw.span, origin, because=tuple(because))


def is_set(value: Value, raw: RawResource) -> Value:
    """Whether an attribute is set to anything but null or nothing; decided for unknowns never null too."""
    if isinstance(value.data, ListOf):
        return flag(bool(value.data.items) or value.data.rest or False, raw, (value,))
    unknown = value.unknown
    if unknown is None:
        return flag(value.data is not None, raw, (value,))
    return flag(True if unknown.null == "no" else unknown, raw, (value,))


def test(value: Value, raw: RawResource, holds: Callable[[Scalar], bool]) -> Value:
    """Whether a scalar has a property; unknown when the scalar is."""
    data = value.data
    if isinstance(data, Unknown):
        return flag(data, raw, (value,))
    return flag(holds(data) if data is None or isinstance(data, str | int) else False, raw, (value,))


def any_of(raw: RawResource, *flags: Value) -> Value:
    """True if one is; false if all are."""
    return _combine(raw, flags, decisive=True)


def all_of(raw: RawResource, *flags: Value) -> Value:
    """False if one is; true if all are."""
    return _combine(raw, flags, decisive=False)


def _combine(raw: RawResource, flags: Sequence[Value], decisive: bool) -> Value:
    known = [coerce(value, "flag") for value in flags]
    deciding = [value for value in known if value.data is decisive]
    if deciding:
        return flag(decisive, raw, deciding[:1])
    unknown = next((value.unknown for value in known if value.unknown), None)
    return flag(unknown or (not decisive), raw, known)


def unless_so(condition: Value, value: Value, otherwise: Value) -> Value:
    """The value where a flag is false, `otherwise` where it is true; unknown where that matters."""
    if condition.data is True:
        return otherwise
    if condition.unknown and value.data != otherwise.data:
        return value.with_(data=condition.unknown, origin="computed", path=None, because=(condition, value))
    return value


def negated(raw: RawResource, value: Value) -> Value:
    """Not."""
    data = coerce(value, "flag").data
    return flag(data if isinstance(data, Unknown) else not data, raw, (value,))
