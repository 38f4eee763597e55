"""What an expression can see, and what becomes of one that Terraform would refuse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reslint.model.span import Source, Span
from reslint.model.value import ListOf, MapOf, Named, Unknown, Value

if TYPE_CHECKING:
    from reslint.frontends.terraform.instance import ModuleInstance

Node = list[Any]

FAILED = Named("an expression that fails")
"""The symbol of a value whose expression Terraform would refuse."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression can see: its module instance, its file and the names bound round it."""

    module: ModuleInstance
    source: Source
    bound: Mapping[str, Value] = field(default_factory=dict)
    """`each`, `count`, `self`, dynamic iterators and `for` variables."""
    element: Value | None = None
    """The element that a splat is at."""

    templates: tuple[str, ...] = ()
    """The template files that lead to here."""

    def bind(self, names: Mapping[str, Value]) -> Scope:
        """The scope with more names bound."""
        return replace(self, bound={**self.bound, **names})

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        return Span(self.source, node[1], node[2])


def failed(reason: str, span: Span | None) -> Value:
    """The value of an expression that Terraform would refuse."""
    return Value(Unknown(reason, FAILED), span, "resolved")


def has_failed(value: Value) -> bool:
    """Whether Terraform would certainly refuse the expression."""
    return value.symbol == FAILED


def first_failed(values: Iterable[Value]) -> Value | None:
    """The first of some values that Terraform would refuse."""
    return next((value for value in values if has_failed(value)), None)


def fails_somewhere(value: Value) -> bool:
    """Whether a value, or a part of a list or map that was written out, would be refused."""
    if isinstance(value.data, ListOf):
        return any(fails_somewhere(item) for item in value.data.items)
    if isinstance(value.data, MapOf) and isinstance(value.data.entries, dict):
        return any(fails_somewhere(item) for item in value.data.entries.values())
    return has_failed(value)


def resolved(value: Value) -> Value:
    """What is written elsewhere, as an expression that refers to it sees it."""
    return value.with_(origin="resolved") if value.origin == "written" else value
