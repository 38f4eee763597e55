"""The properties of a resource, each worked out when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reslint.frontends.cloudformation import sam
from reslint.frontends.cloudformation.foreach import expanded
from reslint.frontends.cloudformation.nodes import Node, get, key_span
from reslint.model.raw import Attributes
from reslint.model.value import MapOf, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from reslint.frontends.cloudformation.scope import Entry, Scope, Template


class OpenAttributes(Attributes):
    """Properties to which a macro or an open condition may add: one not written is unknown, not absent."""

    __slots__ = ("_why",)

    def __init__(self, names: tuple[str, ...], work_out: object, why: Unknown) -> None:
        """`why` is the value of every property that is not among the names."""
        super().__init__(names, work_out)
        self._why = why

    def __getitem__(self, name: str) -> Value:
        return super().__getitem__(name) if name in self else Value(self._why)


def properties(
    template: Template, entry: Entry, kind: str, scope: Scope, macro: Unknown | None
) -> Attributes:
    """The properties of a resource of a type; `macro` says why any other may be set too."""
    general = sam.inherited(template.body, kind, entry.node)
    own, why = _own_properties(get(entry.node, "Properties"), scope)
    why = why or macro

    def work_out(name: str) -> Value:
        value = own[name]() if name in own else None
        if name not in general:
            assert value is not None
            return value
        inherited = scope.value(general[name]).with_(origin="resolved")
        return inherited if value is None else sam.merged(inherited, value)

    names = tuple(dict.fromkeys([*general, *own]))
    return OpenAttributes(names, work_out, why) if why else Attributes(names, work_out)


def _own_properties(node: Node | None, scope: Scope) -> tuple[dict[str, Callable[[], Value]], Unknown | None]:
    """The written properties by name, and why there may be others."""
    if node is None:
        return {}, None
    if node[0] != "map":
        return _computed_properties(scope.value(node))
    found: dict[str, Callable[[], Value]] = {}
    why: Unknown | None = None
    for entry in expanded(node[3], scope):
        if entry.exists or entry.name == "Fn::Transform":
            why = why or entry.exists or Unknown("a macro adds properties here")
        else:
            found[entry.name] = _later(entry, scope)
    return found, why


def _later(entry: Entry, scope: Scope) -> Callable[[], Value]:
    def work_out() -> Value:
        value = scope.inside(entry.variables).value(entry.node)
        return value if value.span else value.with_(span=key_span(scope.template.source, entry.row))

    return work_out


def _computed_properties(value: Value) -> tuple[dict[str, Callable[[], Value]], Unknown | None]:
    """Properties that are written as a function, such as `Fn::If`, and not as a map."""
    if isinstance(value.data, MapOf):
        return {name: _known(item) for name, item in value.data.entries.items()}, value.data.rest
    return {}, value.unknown


def _known(value: Value) -> Callable[[], Value]:
    return lambda: value
