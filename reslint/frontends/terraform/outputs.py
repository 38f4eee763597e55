"""The outputs of module calls, of those too whose code is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reslint.frontends.terraform.body import argument
from reslint.frontends.terraform.objects import ResourceObject, open_object
from reslint.frontends.terraform.scope import Scope
from reslint.frontends.terraform.variable_values import is_hidden
from reslint.model.value import AttributeOf, MapOf, Ref, Unknown, Value, merge_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reslint.frontends.terraform.configuration import Block
    from reslint.frontends.terraform.instance import ModuleInstance
    from reslint.frontends.terraform.repetition import Instance


def outputs_of(module: ModuleInstance, name: str, block: Block, instance: Instance) -> Value:
    """All outputs of one instance of a module call, worked out when asked for."""
    child = module.child(name, block, instance)
    address = module.path_of(f"module.{name}") + instance.suffix
    if child is None:
        unknown = open_object((), lambda output: _opaque(module, address, output, block), address)
        return Value(unknown, block.header, refs=(Ref(address),))
    names = tuple(child.config.outputs)
    if child.stands_at is None:
        return Value(MapOf(ResourceObject(names, child.output)), block.header)
    known = open_object(names, lambda output: _of_known_module(child, output, block), address)
    return Value(known, block.header)


def output_value(module: ModuleInstance, block: Block) -> Value:
    """The value of an output block."""
    scope = Scope(module, block.source)
    value = argument(block.attributes["value"], scope)
    return value.with_(sensitive=True) if is_hidden(block, scope) else value


def _of_known_module(child: ModuleInstance, output: str, block: Block) -> Value:
    """An output of a module of which not all is known; what is not may be about any resource in it."""
    if output in child.config.outputs and f"{child.address}.{output}" not in child.assumed:
        return child.output(output)
    unknown = _opaque(child, child.address, output, block)
    return unknown.with_(refs=merge_refs(unknown.refs, tuple(_all_resources(child))))


def _all_resources(module: ModuleInstance) -> Iterator[Ref]:
    """References to the resources of a module and of the modules it calls, all instances of each."""
    for key, block in module.config.resources.items():
        for instance in module.repetition_of(key, block).instances:
            yield Ref(module.path_of(key) + instance.suffix)
    for name, block in module.config.modules.items():
        for instance in module.repetition_of(f"module.{name}", block).instances:
            child = module.child(name, block, instance)
            yield from _all_resources(child) if child else ()


def _opaque(module: ModuleInstance, address: str, output: str, block: Block) -> Value:
    """An output of a module whose code is not there."""
    refs = (Ref(address, output),)
    assumed = module.assumed.get(f"{address}.{output}")
    if assumed is not None:
        return assumed.with_(refs=refs)
    reason = f"{address}.{output}: the module's code is not there"
    return Value(Unknown(reason, AttributeOf(address, output)), block.header, refs=refs)
