"""A plan as a tree of module instances and resource instances, each with its configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reslint.frontends.terraform.plan.addresses import Key, joined, module_steps, suffix

if TYPE_CHECKING:
    from reslint.frontends.terraform.plan.document import (
        ConfigModule,
        ConfigResource,
        ModuleCall,
        Plan,
        PlannedModule,
        PlannedResource,
    )


@dataclass(eq=False, slots=True)
class Module:
    """One module instance."""

    address: str
    config: ConfigModule | None
    """None when the plan does not have the configuration of the module."""
    parent: Module | None = None
    call: ModuleCall | None = None
    key: Key = None

    resources: Mapping[str, ConfigResource] = field(default_factory=dict)
    """The blocks of the configuration by address in the module (`aws_a.b`, `data.aws_a.b`)."""


@dataclass(eq=False, slots=True)
class Planned:
    """One resource instance as it will be."""

    resource: PlannedResource
    module: Module
    config: ConfigResource | None
    """None when the plan does not have the block."""
    unknown: Any = None
    """Which parts are known only after apply: true, or a structure of booleans."""
    sensitive: tuple[Any, ...] = ()
    """Which parts are sensitive, by each of the places that say so."""

    @property
    def address(self) -> str:
        """Address with instance keys."""
        return self.resource.address

    @property
    def local(self) -> str:
        """The block's address in its module."""
        name = f"{self.resource.type}.{self.resource.name}"
        return f"data.{name}" if self.resource.mode == "data" else name

    @property
    def block(self) -> str:
        """The address without the own instance key."""
        return joined(self.module.address, self.local)

    def writes(self, name: str) -> bool | None:
        """Whether the block writes an attribute; None if the plan does not tell."""
        return name in self.config.expressions if self.config else None


@dataclass(eq=False, slots=True)
class PlanTree:
    """All instances of a plan, by address."""

    plan: Plan
    root: Module
    modules: dict[str, Module] = field(default_factory=dict)
    planned: dict[str, Planned] = field(default_factory=dict)
    """Resource instances in order of appearance."""
    instances: dict[str, dict[Key, Planned]] = field(default_factory=dict)
    """Resource instances by block and instance key."""
    calls: dict[str, dict[Key, Module]] = field(default_factory=dict)
    """Module instances by call and instance key."""
    _blocks: dict[int, Mapping[str, ConfigResource]] = field(default_factory=dict)
    """By identity of the module's configuration, which the plan keeps alive."""

    def module(self, address: str) -> Module:
        """The module instance at an address."""
        if address not in self.modules:
            here = self.root
            for name, key in module_steps(address):
                here = self._child(here, name, key)
            self.modules[address] = here
        return self.modules[address]

    def blocks_of(self, config: ConfigModule | None) -> Mapping[str, ConfigResource]:
        """The blocks of a module's configuration by address, made once for all its instances."""
        if config is None:
            return {}
        if id(config) not in self._blocks:
            self._blocks[id(config)] = {resource.address: resource for resource in config.resources}
        return self._blocks[id(config)]

    def _child(self, parent: Module, name: str, key: Key) -> Module:
        call_address = joined(parent.address, f"module.{name}")
        known = self.calls.setdefault(call_address, {})
        if key not in known:
            call = parent.config.module_calls.get(name) if parent.config else None
            config = call.module if call else None
            known[key] = Module(call_address + suffix(key), config, parent, call, key, self.blocks_of(config))
        return known[key]


def tree_of(plan: Plan) -> PlanTree:
    """The tree of a plan: what will be there after apply, and the look-ups that were made for it."""
    root = plan.configuration.root_module
    tree = PlanTree(plan, Module("", root, resources={block.address: block for block in root.resources}))
    changes = {c.address: c.change for c in plan.resource_changes if c.deposed is None}
    for where in _modules(plan.planned_values.root_module):
        for resource in where.resources:
            _add(tree, where, resource, changes)
    for where in _modules(plan.prior_state.values.root_module):
        for resource in where.resources:
            if resource.mode == "data":
                _add(tree, where, resource, {})
    return tree


def _modules(root: PlannedModule) -> Iterator[PlannedModule]:
    """A module and all below it, outer first."""
    stack = [root]
    while stack:
        module = stack.pop()
        yield module
        stack.extend(reversed(module.child_modules))


def _add(tree: PlanTree, where: PlannedModule, resource: PlannedResource, changes: dict[str, Any]) -> None:
    change = changes.get(resource.address)
    if resource.address in tree.planned or (change and change.actions in (["delete"], ["forget"])):
        return
    module = tree.module(where.address)
    planned = Planned(resource, module, None)
    planned.config = module.resources.get(planned.local)
    planned.sensitive = (resource.sensitive_values,)
    if change is not None:
        planned.unknown = change.after_unknown
        planned.sensitive = (resource.sensitive_values, change.after_sensitive)
    tree.planned[resource.address] = planned
    tree.instances.setdefault(planned.block, {})[resource.index] = planned
