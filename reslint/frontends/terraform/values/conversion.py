"""Conversion of values to a type, as Terraform does it for arguments of modules and functions."""

from __future__ import annotations

from collections.abc import Sequence

from reslint.frontends.terraform.values.arithmetic import parse_number
from reslint.frontends.terraform.values.bounds import check_size
from reslint.frontends.terraform.values.constraint import (
    ANY,
    PRIMITIVES,
    STRING,
    Attribute,
    TypeConstraint,
    has_any,
    refined,
    type_of,
    unify,
)
from reslint.frontends.terraform.values.elements import is_run_of_elements
from reslint.frontends.terraform.values.equality import in_order, set_of_items
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.text import normal, scalar_text
from reslint.model.value import Data, ListOf, MapOf, Unknown, Value


def convert(value: Value, constraint: TypeConstraint) -> Value:
    """The value as one of the type; what is unknown stays so, null stays null.

    The value keeps its place, origin and references. Raises `EvaluationError` when Terraform
    would refuse the conversion.
    """
    if constraint.kind == "any" or value.data is None:
        return value
    try:
        check_size(value)
        return _convert(value, constraint)
    except Undecided as reason:
        return value.with_(data=refined(reason.unknown, constraint))


def _convert(value: Value, constraint: TypeConstraint) -> Value:
    data = value.data
    if constraint.kind == "any" or data is None:
        return value
    if isinstance(data, Unknown):
        changed: Data = _unknown(value, data, constraint)
    elif constraint.kind in PRIMITIVES:
        changed = _primitive(data, constraint)
    elif constraint.kind in ("map", "object"):
        changed = _mapping(value, constraint)
    else:
        changed = _sequence(value, constraint)
    return value if changed is data else value.with_(data=changed)


def _unknown(value: Value, data: Unknown, constraint: TypeConstraint) -> Unknown:
    shown = type_of(value).kind
    if shown in PRIMITIVES and constraint.kind not in PRIMITIVES:
        raise EvaluationError(f"{_article(constraint)} is required, not a {shown}")
    return refined(data, constraint)


def _article(constraint: TypeConstraint) -> str:
    return ("an " if constraint.kind == "object" else "a ") + str(constraint)


# -- strings, numbers, booleans ----------------------------------------------------------------


def _primitive(data: Data, constraint: TypeConstraint) -> Data:
    if isinstance(data, ListOf | MapOf):
        raise EvaluationError(f"{_article(constraint)} is required")
    if type_of(Value(data)) == constraint:
        return normal(data) if isinstance(data, str) else data
    if constraint == STRING:
        return scalar_text(data)
    if not isinstance(data, str):
        raise EvaluationError(f"{_article(constraint)} is required")
    return _boolean(data) if constraint.kind == "bool" else _number(data)


def _number(text: str) -> Data:
    number = parse_number(text)
    if number is None:
        raise EvaluationError("a number is required")
    return number


def _boolean(text: str) -> bool:
    if text not in ("true", "false", "1", "0"):
        raise EvaluationError("a bool is required")
    return text in ("true", "1")


# -- lists, sets, tuples -----------------------------------------------------------------------


def _sequence(value: Value, constraint: TypeConstraint) -> ListOf:
    data = value.data
    if not isinstance(data, ListOf):
        raise EvaluationError(f"{_article(constraint)} is required")
    if constraint.kind == "tuple":
        return _tuple(data, constraint)
    items = _elements(data.items, constraint.of or ANY, constraint.kind)
    if constraint.kind == "set":
        return set_of_items(items, data.rest)
    if data.shape == "set" and not in_order(data) and not is_run_of_elements(items):
        return _without_order(ListOf(items, data.rest))
    if data.shape == "list" and all(a is b for a, b in zip(items, data.items, strict=True)):
        return data
    return ListOf(items, data.rest, "list")


def _without_order(data: ListOf) -> ListOf:
    """A list whose items are known, but not which of them comes where."""
    reason = data.rest or next((i.unknown for i in data.items if i.unknown), None)
    if reason is not None:
        # Unknown elements may be equal to others: not even their number is certain.
        return ListOf((), Unknown(reason.reason, null="no"), "list")
    unordered = Unknown("the order of the elements of a set is not in the code", null="no")
    return ListOf(tuple(i.with_(data=unordered) for i in data.items), None, "list")


def _tuple(data: ListOf, constraint: TypeConstraint) -> ListOf:
    if data.shape == "set" or len(data.items) > len(constraint.items):
        raise EvaluationError(f"a tuple of {len(constraint.items)} elements is required")
    if len(data.items) < len(constraint.items):
        if data.rest is None:
            raise EvaluationError(f"a tuple of {len(constraint.items)} elements is required")
        missing = len(constraint.items) - len(data.items)
        data = ListOf((*data.items, *[Value(data.rest)] * missing))
    pairs = zip(data.items, constraint.items, strict=True)
    return ListOf(tuple(_part(item, kind, f"element {i}") for i, (item, kind) in enumerate(pairs)))


def _elements(values: Sequence[Value], element: TypeConstraint, kind: str) -> tuple[Value, ...]:
    items = tuple(_part(item, element, f"element {i}") for i, item in enumerate(values))
    if not has_any(element):
        return items
    target = _common(items, kind)
    return tuple(_part(item, target, f"element {i}") for i, item in enumerate(items))


def _common(values: Sequence[Value], kind: str) -> TypeConstraint:
    """The one type of the elements of a collection of `any`."""
    common = unify(map(type_of, values))
    if common is None:
        raise EvaluationError(f"all elements of a {kind} must have the same type")
    return common


def _part(value: Value, constraint: TypeConstraint, where: str) -> Value:
    try:
        return _convert(value, constraint)
    except EvaluationError as error:
        raise EvaluationError(f"{where}: {error}") from error


# -- maps and objects --------------------------------------------------------------------------


def _mapping(value: Value, constraint: TypeConstraint) -> MapOf:
    data = value.data
    if not isinstance(data, MapOf):
        raise EvaluationError(f"{_article(constraint)} is required")
    if constraint.kind == "map":
        return _map(data, constraint.of or ANY)
    entries = {a.name: _attribute(data, a, value) for a in constraint.attributes}
    return MapOf(entries, None, "object")


def _map(data: MapOf, element: TypeConstraint) -> MapOf:
    entries = {n: _part(v, element, f'element "{n}"') for n, v in data.entries.items()}
    if has_any(element):
        target = _common(list(entries.values()), "map")
        entries = {n: _part(v, target, f'element "{n}"') for n, v in entries.items()}
    return MapOf(entries, data.rest, "map")


def _attribute(data: MapOf, attribute: Attribute, owner: Value) -> Value:
    given = data.entries.get(attribute.name)
    if given is None and data.rest is not None:
        return _convert(Value(Unknown(data.rest.reason), owner.span, refs=owner.refs), attribute.type)
    if given is None and not attribute.optional:
        raise EvaluationError(f'attribute "{attribute.name}" is required')
    if given is not None and given.data is not None:
        return _with_default(_part(given, attribute.type, f'attribute "{attribute.name}"'), attribute)
    if attribute.default is not None:
        return attribute.default
    return given if given is not None else Value(None, owner.span, "default")


def _with_default(value: Value, attribute: Attribute) -> Value:
    """An unknown that may be null is then the default, which is not null."""
    unknown = value.unknown
    if unknown is None or attribute.default is None or attribute.default.absent or unknown.null == "no":
        return value
    # It is no longer the unknown that the symbol stands for, should that be null.
    without = Unknown(unknown.reason, None, "no")
    return value.with_(data=refined(without, attribute.type))
