"""A module instance: where names mean something. Everything is worked out once, on demand."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from reslint.frontends.terraform import lookups
from reslint.frontends.terraform.body import attributes_of
from reslint.frontends.terraform.budget import Budget
from reslint.frontends.terraform.configuration import Block, ModuleConfig
from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.objects import computed, open_address, open_object, with_computed
from reslint.frontends.terraform.outputs import output_value, outputs_of
from reslint.frontends.terraform.providers import Provider, missing_provider, provider_reference
from reslint.frontends.terraform.reader import ConfinedFiles
from reslint.frontends.terraform.repetition import Instance, Repetition, repetition
from reslint.frontends.terraform.scope import Node, Scope, failed
from reslint.frontends.terraform.variable_values import variable_value
from reslint.model.raw import Attributes, Deployment, Root
from reslint.model.span import Span
from reslint.model.value import AttributeOf, ListOf, MapOf, Named, Ref, Unknown, Value, merge_refs


@dataclass(eq=False, slots=True)
class ModuleInstance:
    """One instance of a module in a deployment."""

    config: ModuleConfig
    deployment: Deployment
    files: ConfinedFiles
    address: str = ""
    """`module.a["x"].module.b`, or empty for the root."""
    parent: ModuleInstance | None = None
    """The instance that calls this one."""
    call: str = ""
    """The name of the call."""
    given: dict[str, Callable[[], Value]] = field(default_factory=dict)
    """The values given to variables, worked out in the caller."""
    providers: dict[str, Provider] = field(default_factory=dict)
    calls: tuple[Span, ...] = ()
    """Headers of the module calls that lead here, outermost first."""
    make_child: Callable[[ModuleInstance, str, Block, Instance], ModuleInstance | None] | None = None
    """Makes the instance of a module call; None when its code is not there."""
    assumed: dict[str, Value] = field(default_factory=dict)
    """What the configuration states about look-ups, by address and attribute."""
    stands_at: Block | None = None
    """For what is known of a module whose code is not there: the call that it stands for."""
    budget: Budget = field(default_factory=Budget)
    """The loops that are left to the deployment."""
    _values: dict[str, Value] = field(default_factory=dict)
    _repetitions: dict[str, Repetition] = field(default_factory=dict)
    _children: dict[str, ModuleInstance | None] = field(default_factory=dict)
    _bodies: dict[str, Attributes] = field(default_factory=dict)
    _working: set[str] = field(default_factory=set)

    def path_of(self, local: str) -> str:
        """The address of something in this module as seen from the root."""
        return f"{self.address}.{local}" if self.address else local

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the calls that lead here, outermost first."""
        return (*self.parent.names, self.call) if self.parent else ()

    @property
    def directories(self) -> tuple[Path, ...]:
        """The directories of this module and of all that lead to it."""
        return (*(self.parent.directories if self.parent else ()), self.config.directory)

    # -- names -----------------------------------------------------------------------------

    def resolve(self, node: Node, scope: Scope) -> Value | None:
        """The value of a reference that starts in this module (`var.x`, `aws_a.b`); None for any other."""
        owner, name = node[3], node[4]
        if owner[0] == "name" and owner[3] not in scope.bound:
            return self._rooted(owner[3], name, scope.span(node))
        if owner[0] == "attr" and owner[3][0] == "name" and owner[3][3] in ("data", "ephemeral"):
            root = owner[3][3]
            if root not in scope.bound:
                return self._known(f"{root}.{owner[4]}.{name}", self._resource, scope.span(node))
        return None

    def _rooted(self, root: str, name: str, span: Span) -> Value | None:
        if root == "var":
            return self._known(f"var.{name}", self._variable, span)
        if root == "local":
            return self._known(f"local.{name}", self._local, span)
        if root == "module":
            return self._known(f"module.{name}", self._module, span)
        if root == "path":
            return self._path(name, span)
        if root == "terraform":
            return self._terraform(name, span)
        if root in ("data", "ephemeral", "each", "count", "self"):
            return None
        return self._known(f"{root}.{name}", self._resource, span)

    def _known(self, key: str, work_out: Callable[[str, Span], Value], span: Span) -> Value:
        """The value of a name, worked out once; a name that needs itself is unknown."""
        if key not in self._values:
            if key in self._working:
                return failed(f"{self.path_of(key)} refers to itself", span)
            self._working.add(key)
            try:
                self._values[key] = work_out(key, span)
            finally:
                self._working.discard(key)
        return self._values[key]

    def _path(self, name: str, span: Span) -> Value:
        if name not in ("module", "root", "cwd"):
            return failed(f"path.{name} does not exist", span)
        if name == "cwd":
            return Value(str(self.files.directory), span, "resolved")
        here = self.config.directory if name == "module" else self.deployment.root.path
        return Value(os.path.relpath(here, self.deployment.root.path).replace(os.sep, "/"), span, "resolved")

    def _terraform(self, name: str, span: Span) -> Value:
        if name == "workspace":
            if self.deployment.workspace:
                return Value(self.deployment.workspace, span, "resolved")
            symbol = Named("terraform.workspace")
            return Value(Unknown("the workspace is not given (--workspace)", symbol, "no"), span)
        return Value(Unknown(f"terraform.{name} is known only at run time"), span)

    # -- variables and locals --------------------------------------------------------------

    def _variable(self, key: str, span: Span) -> Value:
        name = key.removeprefix("var.")
        block = self.config.variables.get(name)
        if block is None:
            return failed(f'variable "{name}" is not declared', span)
        return variable_value(self, name, block)

    def _local(self, key: str, span: Span) -> Value:
        expression = self.config.locals.get(key.removeprefix("local."))
        if expression is None:
            return failed(f"{key} is not defined", span)
        value = evaluate(expression.node, Scope(self, expression.source))
        return value if value.span else value.with_(span=expression.span)

    # -- resources -------------------------------------------------------------------------

    def repetition_of(self, key: str, block: Block) -> Repetition:
        """The instances of a resource, data source (`data.a.b`) or module call (`module.a`)."""
        if key not in self._repetitions:
            if f"repeat {key}" in self._working:
                reason = Unknown(f"the repetition of {self.path_of(key)} depends on itself")
                return Repetition("count", (), reason)
            self._working.add(f"repeat {key}")
            try:
                self._repetitions[key] = repetition(block, Scope(self, block.source), self.path_of(key))
            finally:
                self._working.discard(f"repeat {key}")
        return self._repetitions[key]

    def body(self, key: str, block: Block, instance: Instance) -> Attributes:
        """The attributes of a resource instance."""
        address = key + instance.suffix
        if address not in self._bodies:
            self._bodies[address] = attributes_of(block, instance.scope)
        return self._bodies[address]

    def _resource(self, key: str, span: Span) -> Value:
        block = self.config.resources.get(key)
        if block is None:
            return failed(f"{self.path_of(key)} is not declared", span)
        return self._instances(key, block, lambda instance: self._object(key, block, instance))

    def _instances(self, key: str, block: Block, make: Callable[[Instance], Value]) -> Value:
        """A repeated block as expressions see it: one object, a list or a map of them."""
        repeated = self.repetition_of(key, block)
        address = self.path_of(key)
        refs = (Ref(address),)
        certain = [i for i in repeated.instances if i.key is None or i.exists is None]
        if repeated.form == "single":
            return make(certain[0]) if certain else Value(None, block.header, refs=refs)
        if repeated.open is not None and not certain:
            unknown = Unknown(repeated.open.reason, AttributeOf(open_address(address), ""))
            return Value(unknown, block.header, "resolved", refs=refs)
        if repeated.form == "count":
            return Value(ListOf(tuple(make(i) for i in certain), repeated.open), block.header, refs=refs)
        entries = {str(i.key): make(i) for i in certain}
        return Value(MapOf(entries, repeated.open), block.header, refs=refs)

    def _object(self, key: str, block: Block, instance: Instance) -> Value:
        address = self.path_of(key) + instance.suffix

        def attribute(name: str) -> Value:
            return self._attribute_of(key, block, instance, name)

        names = tuple(self.body(key, block, instance))
        return Value(open_object(names, attribute, address), block.header, refs=(Ref(address),))

    def _attribute_of(self, key: str, block: Block, instance: Instance, name: str) -> Value:
        """An attribute of a resource as a reference reads it."""
        address = self.path_of(key) + instance.suffix
        working = f"{address}.{name}"
        ref = (Ref(address, name),)
        if working in self._working:
            return failed(f"{working} refers to itself", block.header).with_(refs=ref)
        self._working.add(working)
        try:
            value = self._stated(key, block, instance, name)
            if value is None:
                value = self._written(key, block, instance, name)
        finally:
            self._working.discard(working)
        return value.with_(refs=merge_refs(ref, value.refs))

    def _stated(self, key: str, block: Block, instance: Instance, name: str) -> Value | None:
        """What the configuration states or the code decides about a look-up."""
        assumed = self.assumed.get(f"{self.path_of(key)}.{name}")
        if assumed is not None or not key.startswith("data."):
            return assumed
        return lookups.look_up(self, key, block, instance, name)

    def _written(self, key: str, block: Block, instance: Instance, name: str) -> Value:
        """What is written at the attribute; when nothing is, only the provider knows it."""
        address = self.path_of(key) + instance.suffix
        body = self.body(key, block, instance)
        value = body.get(name)
        if value is not None and value.data is not None:
            return with_computed(value, address, name)
        unknown = computed(address, name, Value(None, block.header))
        if value is None or unknown.unknown is None:
            return unknown
        # Written as null: the provider may, but need not have a value for it.
        refs = merge_refs(unknown.refs, value.refs)
        return unknown.with_(data=replace(unknown.unknown, null="maybe"), refs=refs)

    def provider_of(self, block: Block, scope: Scope) -> tuple[str, Provider]:
        """The provider configuration that a resource block uses, with its reference."""
        reference = provider_reference(block.attributes.get("provider"), block.labels[0], scope)
        provider = self.providers.get(reference)
        return reference, provider or missing_provider(reference, self.deployment)

    # -- modules ---------------------------------------------------------------------------

    def child(self, name: str, block: Block, instance: Instance) -> ModuleInstance | None:
        """The instance of a module call; None when its code is not there."""
        key = name + instance.suffix
        if key not in self._children:
            self._children[key] = self.make_child(self, name, block, instance) if self.make_child else None
        return self._children[key]

    def _module(self, key: str, span: Span) -> Value:
        name = key.removeprefix("module.")
        block = self.config.modules.get(name)
        if block is None:
            return failed(f"{key} is not declared", span)
        return self._instances(key, block, lambda instance: outputs_of(self, name, block, instance))

    def output(self, name: str) -> Value:
        """The value of an output, as the caller sees it."""
        block = self.config.outputs.get(name)
        if block is None or "value" not in block.attributes:
            return failed(f"{self.address} has no output {name}", None)
        return self._known(f"output.{name}", lambda _key, _span: output_value(self, block), block.header)


def empty_instance() -> ModuleInstance:
    """A module with nothing in it: for expressions that stand alone."""
    directory = Path.cwd()
    root = Root("terraform", directory, ".")
    return ModuleInstance(
        ModuleConfig(directory), Deployment("default", root), ConfinedFiles(directory, directory)
    )
