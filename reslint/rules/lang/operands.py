"""What names, constants, parts and counts stand for in an expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reslint.model.place import Range, Spread
from reslint.model.resource import Resource
from reslint.model.value import ABSENT, ListOf, MapOf, Unknown, Value
from reslint.rules.lang import kleene
from reslint.rules.lang.expression import Form


@dataclass(frozen=True, slots=True, eq=False)
class Operand:
    """What a part of an expression stands for, and the values that it comes from."""

    data: kleene.Data
    evidence: tuple[Value, ...] = ()
    """Empty for constants and parameters."""
    reasons: tuple[Unknown, ...] = ()
    """Why it is not decided, if it is not."""


@dataclass(slots=True)
class Scope:
    """What names stand for while an expression is interpreted."""

    resource: Resource
    parameters: Mapping[str, object]
    variables: dict[str, Operand] = field(default_factory=dict)
    steps: int = 0


def constant(value: object) -> Value:
    """A parameter or constant as a value."""
    if isinstance(value, list | tuple):
        return Value(ListOf(tuple(constant(item) for item in value)))
    if isinstance(value, float):
        return Value(Decimal(repr(value)))
    assert value is None or isinstance(value, bool | int | str | Decimal)
    return Value(value)


def value_of(operand: Operand) -> Value:
    """The operand as a single value; zones and counts are none."""
    return operand.data if isinstance(operand.data, Value) else Value(Unknown("this is not a single value"))


def operand_of(form: Form, scope: Scope) -> Operand:
    """What a form that has a value stands for."""
    return _OPERANDS[form[0]](form, scope)


def _constant(form: Form, _scope: Scope) -> Operand:
    return Operand(constant(form[2]))


def _decimal(form: Form, _scope: Scope) -> Operand:
    return Operand(Value(Decimal(form[2])))


def _list(form: Form, scope: Scope) -> Operand:
    return Operand(Value(ListOf(tuple(value_of(operand_of(item, scope)) for item in form[2]))))


def _parameter(form: Form, scope: Scope) -> Operand:
    return Operand(constant(scope.parameters[form[2]]))


def _variable(form: Form, scope: Scope) -> Operand:
    return scope.variables[form[2]]


def _attribute(form: Form, scope: Scope) -> Operand:
    found = scope.resource.attribute(form[2])
    if isinstance(found, Value):
        return of_value(found)
    return Operand(found, found.because, _open_zones(found))


def _open_zones(spread: Spread) -> tuple[Unknown, ...]:
    """What is missing to know the zones: the unknowns they were worked out from."""
    missing = tuple(part for value in spread.because for part in _unknowns(value))
    number = f"{spread.count} zone" if spread.count.exact == 1 else f"{spread.count} zones"
    return missing or (Unknown(f"as far as the code says, it is in {number}"),)


def of_value(value: Value, is_evidence: bool = True) -> Operand:
    """A value as an operand."""
    return Operand(value, (value,) if is_evidence else (), _unknowns(value))


def _unknowns(value: Value) -> tuple[Unknown, ...]:
    """The unknowns of a value, of its items, and of the list's rest."""
    data = value.data
    if isinstance(data, Unknown):
        return (data,)
    if isinstance(data, ListOf):
        items = [item.data for item in data.items if isinstance(item.data, Unknown)]
        return tuple(dict.fromkeys([*items, *([data.rest] if data.rest else [])]))
    if isinstance(data, MapOf) and data.rest:
        return (data.rest,)
    return ()


def _part(form: Form, scope: Scope) -> Operand:
    """A part of a record or map; of an absent one, absent."""
    whole = operand_of(form[2], scope)
    return _part_of(value_of(whole), form[3], bool(whole.evidence))


def _part_of(whole: Value, name: str, is_evidence: bool) -> Operand:
    data = whole.data
    if isinstance(data, ListOf) and len(data.items) == 1 and not data.rest:
        return _part_of(data.items[0], name, is_evidence)  # a block that may stand once
    if isinstance(data, ListOf) and not data.items and not data.rest:
        return of_value(_missing(whole, name), is_evidence)
    if isinstance(data, MapOf) and name in data.entries:
        return of_value(_placed(data.entries[name], whole, name), is_evidence)
    if data is None or (isinstance(data, MapOf) and data.rest is None):
        return of_value(_missing(whole, name), is_evidence)
    return of_value(whole.with_(data=_unknown_part(whole, name)), is_evidence)


def _unknown_part(whole: Value, name: str) -> Unknown:
    data = whole.data
    if isinstance(data, MapOf) and data.rest:
        return Unknown(data.rest.reason)
    return Unknown(data.reason if isinstance(data, Unknown) else f"there is no single `{name}`")


def _missing(whole: Value, name: str) -> Value:
    """A part that is not there: evidence is where it would stand."""
    return _placed(ABSENT.with_(span=whole.span), whole, name)


def _placed(part: Value, whole: Value, name: str) -> Value:
    """The part with its path, if it has none of its own and the whole has one."""
    if part.path or not whole.path:
        return part
    return part.with_(path=(whole.path[0], (*whole.path[1], name)))


def _count(form: Form, scope: Scope) -> Operand:
    inner = operand_of(form[3][0], scope)
    number: Range = kleene.count(inner.data) if form[2] == "count" else kleene.distinct(inner.data)
    return Operand(number, inner.evidence, inner.reasons)


_OPERANDS: Mapping[str, Callable[[Form, Scope], Operand]] = {
    "const": _constant, "num": _decimal, "list": _list, "param": _parameter, "var": _variable,
    "attr": _attribute, "get": _part, "call": _count,
}  # fmt: skip
