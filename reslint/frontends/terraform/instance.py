"""A module instance: where names mean something. Everything is worked out once, on demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reslint.frontends.terraform import lookups
from reslint.frontends.terraform.body import argument, attributes_of
from reslint.frontends.terraform.configuration import Block, ModuleConfig
from reslint.frontends.terraform.evaluate import Node, ResourceObject, Scope, evaluate, failed
from reslint.frontends.terraform.operators import EvaluationError
from reslint.frontends.terraform.providers import Provider, missing_provider, provider_reference
from reslint.frontends.terraform.reader import ConfinedFiles
from reslint.frontends.terraform.repetition import Instance, Repetition, repetition
from reslint.frontends.terraform.types import convert, parse_type
from reslint.frontends.terraform.variables import parse_option
from reslint.model.raw import Attributes, Deployment, Root
from reslint.model.span import Source, Span
from reslint.model.value import AttributeOf, ListOf, MapOf, Named, Ref, Unknown, Value, merge_refs


@dataclass(eq=False, slots=True)
class ModuleInstance:
    """One instance of a module in a deployment."""

    config: ModuleConfig
    deployment: Deployment
    files: ConfinedFiles
    address: str = ""
    """`module.a["x"].module.b`, or empty for the root."""
    given: dict[str, Callable[[], Value]] = field(default_factory=dict)
    """The values given to variables, worked out in the caller."""
    providers: dict[str, Provider] = field(default_factory=dict)
    calls: tuple[Span, ...] = ()
    """Headers of the module calls that lead here, outermost first."""
    make_child: Callable[[ModuleInstance, str, Block, Instance], ModuleInstance | None] | None = None
    """Makes the instance of a module call; None when its code is not there."""
    assumed: dict[str, Value] = field(default_factory=dict)
    """What the configuration states about look-ups, by address and attribute."""
    _values: dict[str, Value] = field(default_factory=dict)
    _repetitions: dict[str, Repetition] = field(default_factory=dict)
    _children: dict[str, ModuleInstance | None] = field(default_factory=dict)
    _bodies: dict[str, Attributes] = field(default_factory=dict)
    _working: set[str] = field(default_factory=set)

    def path_of(self, local: str) -> str:
        """The address of something in this module as seen from the root."""
        return f"{self.address}.{local}" if self.address else local

    # -- names -----------------------------------------------------------------------------

    def resolve(self, node: Node, scope: Scope) -> Value | None:
        """The value of a reference that starts in this module (`var.x`, `aws_a.b`); None for any other."""
        owner, name = node[3], node[4]
        if owner[0] == "name" and owner[3] not in scope.bound:
            return self._rooted(owner[3], name, scope.span(node))
        if owner[0] == "attr" and owner[3][0] == "name" and owner[3][3] in ("data", "ephemeral"):
            if owner[3][3] not in scope.bound:
                return self._known(f"{owner[3][3]}.{owner[4]}.{name}", self._resource, scope.span(node))
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
        paths = {"module": self.config.directory, "root": self.deployment.root.path, "cwd": self.files.directory}
        if name not in paths:
            return failed(f"path.{name} does not exist", span)
        return Value(str(paths[name]), span, "resolved")

    def _terraform(self, name: str, span: Span) -> Value:
        if name == "workspace":
            if self.deployment.workspace:
                return Value(self.deployment.workspace, span, "resolved")
            return Value(Unknown("the workspace is not given", Named("terraform.workspace"), "no"), span)
        return Value(Unknown(f"terraform.{name} is known only at run time"), span)

    # -- variables and locals --------------------------------------------------------------

    def _variable(self, key: str, span: Span) -> Value:
        name = key.removeprefix("var.")
        block = self.config.variables.get(name)
        if block is None:
            return failed(f'variable "{name}" is not declared', span)
        constraint = parse_type(block.attributes["type"].node) if "type" in block.attributes else None
        value = self._given_or_default(name, block)
        if isinstance(value.data, str) and value.span is None and constraint is not None:
            value = _from_option(value, constraint)
        scope = Scope(self, block.source)
        if "sensitive" in block.attributes and evaluate(block.attributes["sensitive"].node, scope).data is True:
            value = value.with_(sensitive=True)
        if constraint is None:
            return value
        try:
            return convert(value, constraint)
        except EvaluationError as error:
            return value.with_(data=Unknown(f'variable "{name}": {error}'))

    def _given_or_default(self, name: str, block: Block) -> Value:
        scope = Scope(self, block.source)
        default = block.attributes.get("default")
        value = self.given[name]() if name in self.given else None
        if value is not None and (value.data is not None or not self._defaults_null(block, scope)):
            return value
        if default is not None:
            return evaluate(default.node, scope).with_(origin="resolved")
        where = f" of {self.address}" if self.address else ""
        reason = f'variable "{name}"{where} has no value'
        return Value(Unknown(reason, Named(self.path_of(f"var.{name}"))), block.header)

    def _defaults_null(self, block: Block, scope: Scope) -> bool:
        """Whether null stands for the default (`nullable = false`)."""
        nullable = block.attributes.get("nullable")
        return nullable is not None and evaluate(nullable.node, scope).data is False

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
                return Repetition("single", (Instance(None, Scope(self, block.source), reason),))
            self._working.add(f"repeat {key}")
            try:
                self._repetitions[key] = repetition(block, Scope(self, block.source))
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
            unknown = Unknown(repeated.open.reason, AttributeOf(address, ""))
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
        return Value(MapOf(ResourceObject(names, attribute)), block.header, refs=(Ref(address),))

    def _attribute_of(self, key: str, block: Block, instance: Instance, name: str) -> Value:
        """An attribute of a resource as a reference reads it."""
        address = self.path_of(key) + instance.suffix
        ref = (Ref(address, name),)
        assumed = self.assumed.get(f"{self.path_of(key)}.{name}")
        if assumed is not None:
            return assumed.with_(refs=ref)
        if key.startswith("data."):
            found = lookups.look_up(self, key, block, name, address)
            if found is not None:
                return found.with_(refs=merge_refs(ref, found.refs))
        body = self.body(key, block, instance)
        if name in body:
            value = body[name]
            if value.data is not None:
                return value.with_(refs=merge_refs(ref, value.refs))
        reason = f"{address}.{name} is known only after apply"
        return Value(Unknown(reason, AttributeOf(address, name), "no"), block.header, "resolved", refs=ref)

    def provider_of(self, block: Block) -> tuple[str, Provider]:
        """The provider configuration that a resource block uses, with its reference."""
        reference = provider_reference(block.attributes.get("provider"), block.labels[0])
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
        return self._instances(key, block, lambda instance: self._outputs(name, block, instance))

    def _outputs(self, name: str, block: Block, instance: Instance) -> Value:
        child = self.child(name, block, instance)
        address = self.path_of(f"module.{name}") + instance.suffix
        if child is None:
            return Value(MapOf(ResourceObject((), lambda output: self._opaque(address, output, block))), block.header)
        outputs = child.config.outputs
        return Value(MapOf(ResourceObject(tuple(outputs), child.output)), block.header)

    def _opaque(self, address: str, output: str, block: Block) -> Value:
        """An output of a module whose code is not there."""
        refs = (Ref(address, output),)
        assumed = self.assumed.get(f"{address}.{output}")
        if assumed is not None:
            return assumed.with_(refs=refs)
        reason = f"{address}.{output}: the module's code is not there"
        return Value(Unknown(reason, AttributeOf(address, output)), block.header, refs=refs)

    def output(self, name: str) -> Value:
        """The value of an output, as the caller sees it."""
        block = self.config.outputs.get(name)
        span = Span(Source("", ""), 0, 0)
        if block is None or "value" not in block.attributes:
            return failed(f"{self.address} has no output {name}", None)
        return self._known(f"output.{name}", lambda _k, _s: argument(block.attributes["value"], Scope(self, block.source)), span)


def _from_option(value: Value, constraint: object) -> Value:
    """The text of an option or environment, read as an expression where the variable is not a string."""
    if str(constraint) in ("string", "any"):
        return value
    return parse_option(str(value.data)) or value


def empty_instance() -> ModuleInstance:
    """A module with nothing in it: for expressions that stand alone."""
    directory = Path.cwd()
    root = Root("terraform", directory, ".")
    return ModuleInstance(ModuleConfig(directory), Deployment("default", root), ConfinedFiles(directory, directory))
