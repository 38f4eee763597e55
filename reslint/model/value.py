"""Values as the code decides them: known, partly known or unknown, and why.

A `Value` is what every frontend produces and everything else reads. What the files do not
decide is `Unknown`, with a reason a person understands and, where possible, a `Symbol` that
says *which* unknown it is: the same symbol is the same value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from reslint.model.span import Span

Scalar = str | int | Decimal | bool | None
"""A known plain value. Numbers are `int` when integral, else `Decimal`; never `float`."""

Origin = Literal["written", "default", "resolved", "computed", "named"]
"""How a value came about: written at its attribute; the provider's default, the attribute
being left out; resolved through a variable, local, parameter or output; computed from other
values; guessed from a name or tag."""

Path = tuple[str | int, ...]
"""Attribute names and list positions from a resource down to a value."""

Null = Literal["no", "maybe"]
"""Whether an unknown value may turn out to be null (a certain null is known: `None`)."""


# -- symbols -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """An unknown known only by its name: a variable, a parameter, a pseudo parameter."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class AttributeOf:
    """An attribute of a resource or data source that only the provider knows."""

    address: str
    """Address within the deployment, instance keys included."""
    name: str
    """Attribute; in CloudFormation `Ref` stands for the resource's reference value."""

    def __str__(self) -> str:
        return f"{self.address}.{self.name}"


@dataclass(frozen=True, slots=True)
class ElementOf:
    """An element of an unknown list that has no duplicates (zone names, subnet ids)."""

    base: Symbol
    index: int

    def __str__(self) -> str:
        return f"{self.base}[{self.index}]"


@dataclass(frozen=True, slots=True)
class Concat:
    """A string put together from known and unknown parts."""

    parts: tuple[str | Symbol, ...]

    def __str__(self) -> str:
        return "".join(p if isinstance(p, str) else "${" + str(p) + "}" for p in self.parts)


Symbol = Named | AttributeOf | ElementOf | Concat


def same_symbol(left: Symbol, right: Symbol) -> bool | None:
    """Whether two symbols stand for one value; None if that is not decided."""
    if left == right:
        return True
    if isinstance(left, ElementOf) and isinstance(right, ElementOf) and left.base == right.base:
        return False
    if isinstance(left, Concat) or isinstance(right, Concat):
        return False if _differ_in_text(_parts(left), _parts(right)) else None
    return None


def _parts(symbol: Symbol) -> list[str | Symbol]:
    return list(symbol.parts) if isinstance(symbol, Concat) else [symbol]


def _differ_in_text(left: list[str | Symbol], right: list[str | Symbol]) -> bool:
    """True when, with equal ends taken off, what is left is text on both sides and differs."""
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    texts = [p for p in left + right if isinstance(p, str)]
    if len(texts) == len(left) + len(right):
        return "".join(map(str, left)) != "".join(map(str, right))
    return False


# -- references --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A reference from a value to a resource of the same deployment."""

    address: str
    """Address of the target; without an instance key when any instance may be meant."""
    attribute: str = ""
    """Attribute of the target, dotted; empty for the resource as a whole."""


# -- data --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that the code does not decide."""

    reason: str
    """Why, for a person: `variable "x" has no value`."""
    symbol: Symbol | None = None
    """Which unknown it is; None when it can be compared with nothing."""
    null: Null = "maybe"
    prefix: str = ""
    """Known beginning, if the value is a string with one."""


@dataclass(frozen=True, slots=True, eq=False)
class ListOf:
    """A list, set, tuple or run of blocks."""

    items: tuple[Value, ...] = ()
    rest: Unknown | None = None
    """Set when an unknown number (zero or more) of further items follows."""
    shape: Literal["list", "set", "tuple", "blocks"] = "tuple"
    """`blocks`: nested blocks of one type, through which attribute paths go on."""


@dataclass(frozen=True, slots=True, eq=False)
class MapOf:
    """A map or object."""

    entries: Mapping[str, Value]
    """May work its values out on demand: iterate names freely, values only as needed."""
    rest: Unknown | None = None
    """Set when further, unknown keys may exist."""
    shape: Literal["map", "object"] = "object"


Data = Scalar | ListOf | MapOf | Unknown


# -- values ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """Data with where it stands, how it came about and what it refers to."""

    data: Data
    span: Span | None = None
    """Where it is written; for a default, the block that leaves it out."""
    origin: Origin = "written"
    path: tuple[str, Path] | None = None
    """Resource address and raw attribute path, once read from a resource."""
    refs: tuple[Ref, ...] = ()
    """Everything the value refers to, directly or through variables, locals, modules."""
    because: tuple[Value, ...] = ()
    """The values that a computed value was worked out from."""
    sensitive: bool = False
    """Evaluated, but never printed."""

    def __bool__(self) -> bool:
        raise TypeError("a Value has no truth: look at its data")

    @property
    def known(self) -> bool:
        """Whether the outermost data is known; items of a known list may be unknown."""
        return not isinstance(self.data, Unknown)

    @property
    def unknown(self) -> Unknown | None:
        """The unknown, if it is one."""
        return self.data if isinstance(self.data, Unknown) else None

    @property
    def absent(self) -> bool:
        """Whether the value is certainly null."""
        return self.data is None

    @property
    def symbol(self) -> Symbol | None:
        """The symbol of an unknown value."""
        return self.data.symbol if isinstance(self.data, Unknown) else None

    @property
    def items(self) -> tuple[Value, ...]:
        """The known items of a list; empty for anything else."""
        return self.data.items if isinstance(self.data, ListOf) else ()

    @property
    def entries(self) -> Mapping[str, Value]:
        """The known entries of a mapping; empty for anything else."""
        return self.data.entries if isinstance(self.data, MapOf) else {}

    def with_(self, **changes: Any) -> Value:
        """A copy with some fields replaced."""
        # `dataclasses.replace` does the same three times slower, and this is the hottest path of a run.
        fields: dict[str, Any] = {
            "data": self.data,
            "span": self.span,
            "origin": self.origin,
            "path": self.path,
            "refs": self.refs,
            "because": self.because,
            "sensitive": self.sensitive,
        }
        fields.update(changes)
        return Value(**fields)


ABSENT = Value(None, origin="default")
"""An attribute that nobody wrote and that has no default."""


def merge_refs(*groups: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """The union of references in order of first appearance."""
    filled = [g for g in groups if g]
    if len(filled) < 2:
        return filled[0] if filled else ()
    return tuple(dict.fromkeys(ref for group in filled for ref in group))


def all_refs(value: Value) -> tuple[Ref, ...]:
    """References of a value and of everything inside it, in order of first appearance."""
    return tuple(dict.fromkeys(ref for part in walk(value) for ref in part.refs))


def walk(value: Value) -> Iterator[Value]:
    """The value and every value inside it, outer first."""
    stack = [value]
    while stack:
        current = stack.pop()
        yield current
        data = current.data
        if isinstance(data, ListOf):
            stack.extend(reversed(data.items))
        elif isinstance(data, MapOf):
            stack.extend(reversed(list(data.entries.values())))


def same(left: Value, right: Value) -> bool | None:
    """Whether two scalar values are equal; None if that is not decided."""
    a, b = left.data, right.data
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return _same_unknown(a, b)
    if isinstance(a, ListOf | MapOf) or isinstance(b, ListOf | MapOf):
        return None
    if isinstance(a, bool) != isinstance(b, bool):
        return False
    return a == b


def _same_unknown(a: Data, b: Data) -> bool | None:
    if isinstance(a, Unknown) and isinstance(b, Unknown):
        if a.symbol is not None and b.symbol is not None:
            return same_symbol(a.symbol, b.symbol)
        return None if _prefixes_agree(a.prefix, b.prefix) else False
    unknown, known = (a, b) if isinstance(a, Unknown) else (b, a)
    assert isinstance(unknown, Unknown)
    if known is None:
        return False if unknown.null == "no" else None
    if isinstance(known, str) and not known.startswith(unknown.prefix):
        return False
    return None


def _prefixes_agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)
