"""Types of Terraform values: as written in a `type` argument, and as a value shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reslint.model.value import AttributeOf, Concat, ElementOf, ListOf, MapOf, Unknown, Value

Kind = Literal["any", "bool", "number", "string", "list", "set", "map", "tuple", "object"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an object type."""

    name: str
    type: TypeConstraint
    optional: bool = False
    default: Value | None = None
    """What an optional attribute is when it is left out or null."""


@dataclass(frozen=True, slots=True)
class TypeConstraint:
    """A type that a value is converted to."""

    kind: Kind
    of: TypeConstraint | None = None
    """Type of the elements of a list, set or map."""
    items: tuple[TypeConstraint, ...] = ()
    """Types of the elements of a tuple."""
    attributes: tuple[Attribute, ...] = ()
    """Attributes of an object, sorted by name."""

    def __str__(self) -> str:
        if self.of is not None:
            return f"{self.kind} of {self.of}"
        return self.kind


ANY = TypeConstraint("any")
BOOL = TypeConstraint("bool")
NUMBER = TypeConstraint("number")
STRING = TypeConstraint("string")

PRIMITIVES = ("bool", "number", "string")


def has_any(constraint: TypeConstraint) -> bool:
    """Whether a type leaves a part open."""
    inner = (*constraint.items, *(a.type for a in constraint.attributes), *filter(None, (constraint.of,)))
    return constraint.kind == "any" or any(map(has_any, inner))


def list_of(element: TypeConstraint) -> TypeConstraint:
    """The type of a list."""
    return TypeConstraint("list", element)


def set_of(element: TypeConstraint) -> TypeConstraint:
    """The type of a set."""
    return TypeConstraint("set", element)


def map_of(element: TypeConstraint) -> TypeConstraint:
    """The type of a map."""
    return TypeConstraint("map", element)


@dataclass(frozen=True, slots=True)
class Refined(Unknown):
    """An unknown of which the type is known, and perhaps the bounds of its number."""

    type: TypeConstraint = ANY
    low: int | Decimal | None = None
    high: int | Decimal | None = None


def refined(unknown: Unknown, constraint: TypeConstraint) -> Unknown:
    """The unknown with its type noted."""
    if constraint.kind == "any":
        return unknown
    if isinstance(unknown, Refined):
        return replace(unknown, type=constraint)
    return Refined(unknown.reason, unknown.symbol, unknown.null, unknown.prefix, constraint)


# -- the type of a value -----------------------------------------------------------------------


def type_of(value: Value) -> TypeConstraint:
    """The type that a value shows; `any` where nothing tells."""
    data = value.data
    if isinstance(data, Unknown):
        return _type_of_unknown(data)
    if isinstance(data, ListOf):
        return _type_of_list(data)
    if isinstance(data, MapOf):
        return _type_of_map(data)
    return _type_of_scalar(data)


def _type_of_scalar(data: object) -> TypeConstraint:
    if isinstance(data, bool):
        return BOOL
    if isinstance(data, int | Decimal):
        return NUMBER
    return STRING if isinstance(data, str) else ANY


def _type_of_unknown(data: Unknown) -> TypeConstraint:
    if isinstance(data, Refined) and data.type.kind != "any":
        return data.type
    symbol = data.symbol
    if data.prefix or isinstance(symbol, Concat | ElementOf):
        return STRING
    # Both names are strings in every provider; nothing else can be told from a name.
    return STRING if isinstance(symbol, AttributeOf) and symbol.name in ("id", "arn") else ANY


def _type_of_list(data: ListOf) -> TypeConstraint:
    if data.shape == "tuple":
        return ANY if data.rest else TypeConstraint("tuple", items=tuple(map(type_of, data.items)))
    element = unify(map(type_of, data.items)) or ANY
    return set_of(element) if data.shape == "set" else list_of(element)


def _type_of_map(data: MapOf) -> TypeConstraint:
    if data.shape == "map":
        return map_of(unify(map(type_of, data.entries.values())) or ANY)
    if data.rest:
        return ANY
    return object_of((name, type_of(data.entries[name])) for name in sorted(data.entries))


def object_of(types: Iterable[tuple[str, TypeConstraint]]) -> TypeConstraint:
    """The type of an object with these attributes, given in order of their names."""
    return TypeConstraint("object", attributes=tuple(Attribute(name, kind) for name, kind in types))


# -- one type for several values ---------------------------------------------------------------


def unify(types: Iterable[TypeConstraint]) -> TypeConstraint | None:
    """The one type that values of all these types can be converted to; None if there is none."""
    known = list(dict.fromkeys(t for t in types if t.kind != "any"))
    if len(known) < 2:
        return known[0] if known else ANY
    kinds = {t.kind for t in known}
    if kinds <= set(PRIMITIVES):
        return STRING if "string" in kinds else None
    if kinds <= {"object", "map"}:
        return _unify_maps(known, kinds)
    if kinds <= {"tuple", "list", "set"}:
        return _unify_lists(known, kinds)
    return None


def _unify_maps(types: Sequence[TypeConstraint], kinds: set[Kind]) -> TypeConstraint | None:
    if kinds == {"object"} and len({tuple(a.name for a in t.attributes) for t in types}) == 1:
        return _unify_objects(types)
    inner = [t.of or ANY for t in types if t.kind == "map"]
    inner += [a.type for t in types if t.kind == "object" for a in t.attributes]
    element = unify(inner)
    return None if element is None else map_of(element)


def _unify_objects(types: Sequence[TypeConstraint]) -> TypeConstraint | None:
    found = []
    for attributes in zip(*(t.attributes for t in types), strict=True):
        kind = unify(a.type for a in attributes)
        if kind is None:
            return None
        found.append((attributes[0].name, kind))
    return object_of(found)


def _unify_lists(types: Sequence[TypeConstraint], kinds: set[Kind]) -> TypeConstraint | None:
    if kinds == {"tuple"} and len({len(t.items) for t in types}) == 1:
        return _unify_tuples(types)
    elements = [e for t in types for e in (t.items if t.kind == "tuple" else (t.of or ANY,))]
    # A set gives way to a list, and a tuple to either.
    kind: Kind = "set" if "set" in kinds and "list" not in kinds else "list"
    if "set" in kinds and len(kinds) > 1:
        return _first_that_fits([t for t in types if t.kind == kind], elements)
    element = unify(elements)
    return None if element is None else TypeConstraint(kind, element)


def _first_that_fits(
    types: Sequence[TypeConstraint], elements: Sequence[TypeConstraint]
) -> TypeConstraint | None:
    """Where sets are mixed with others, Terraform makes no new type: it takes one to which all convert.

    Strings count as convertible to numbers and booleans, though their texts may not be.
    """
    for wanted in types:
        if wanted.of is None or wanted.of.kind == "any":
            element = unify(elements)
            return None if element is None else TypeConstraint(wanted.kind, element)
        if all(unify((element, wanted.of)) is not None for element in elements):
            return wanted
    return None


def _unify_tuples(types: Sequence[TypeConstraint]) -> TypeConstraint | None:
    found = []
    for items in zip(*(t.items for t in types), strict=True):
        kind = unify(items)
        if kind is None:
            return None
        found.append(kind)
    return TypeConstraint("tuple", items=tuple(found))
