"""What names mean in a template: parameters, resources, mappings, conditions, loop variables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reslint.frontends.cloudformation.nodes import Node, get, literal_text
from reslint.frontends.cloudformation.parameters import parameter_value
from reslint.frontends.cloudformation.places import PSEUDO, pseudo_parameter
from reslint.frontends.cloudformation.values import text_of, unknown
from reslint.model.span import Source, Span
from reslint.model.value import AttributeOf, Ref, Unknown, Value

if TYPE_CHECKING:
    from reslint.model.raw import Deployment

Operation = Callable[[Node, "Scope"], Value]
"""Evaluates the nodes of one operation of the tree."""

MAX_CHAIN = 20
"""How many names may lead from one to the next (conditions, attributes) before a value is unknown."""

MAX_NESTING = 150
"""Functions, lists and maps inside each other, over all names that lead from one to the next."""

MAX_STEPS = 1_000_000
"""Nodes that are evaluated in a template, one evaluated again counting again: references to long
lists and texts could otherwise multiply without end. What comes later is unknown."""

PROPERTY_ATTRIBUTES = frozenset(
    (
        ("AWS::EC2::Instance", "AvailabilityZone"),
        ("AWS::EC2::Subnet", "AvailabilityZone"),
        ("AWS::EC2::Subnet", "CidrBlock"),
        ("AWS::EC2::Subnet", "VpcId"),
        ("AWS::EC2::VPC", "CidrBlock"),
        ("AWS::EC2::SecurityGroup", "VpcId"),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "SecurityGroups"),
        ("AWS::SNS::Topic", "TopicName"),
        ("AWS::SQS::Queue", "QueueName"),
    )
)
"""Attributes (`Fn::GetAtt`) that are the property of the same name when that is written. Source: the
"Return values" of each type,
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html"""

_LOOP_VARIABLE = re.compile(r"([$&])\{\s*(\w+)\s*\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a section or map, once for each turn of the `Fn::ForEach` it stands in."""

    name: str
    """The key, loop variables put in as far as they are known."""
    row: list[Any]
    """The entry as the tree has it: `[key, start, end, NODE]`."""
    variables: Mapping[str, Value]
    """Loop variables."""
    exists: Unknown | None = None
    """Set when the collection of its loop is not known: none, one or more of its kind."""

    @property
    def node(self) -> Node:
        """The entry's value."""
        node: Node = self.row[3]
        return node


@dataclass(slots=True)
class Template:
    """The sections of one template in one deployment, by name."""

    source: Source
    deployment: Deployment
    body: Node
    conditions: dict[str, Entry] = field(default_factory=dict)
    resources: dict[str, Entry] = field(default_factory=dict)
    parameters: dict[str, Value] = field(default_factory=dict)
    """Values of the parameters that were asked for."""
    chain: list[str] = field(default_factory=list)
    """Names that are being worked out, to see when one leads back to itself."""
    nesting: int = 0
    """How many nodes inside each other are being worked out."""
    steps: int = 0
    """How much has been evaluated, in nodes."""

    def type_of(self, name: str) -> str | None:
        """The type of a resource."""
        entry = self.resources.get(name)
        return literal_text(get(entry.node, "Type")) if entry else None


class Scope:
    """The names that a node sees, and the conditions that hold where it stands."""

    __slots__ = ("_assumed", "_decided", "_operations", "_properties", "template", "variables")

    def __init__(self, template: Template, operations: Mapping[str, Operation]) -> None:
        """`operations` evaluate nodes, by the operation's name in the tree."""
        self.template = template
        self.variables: Mapping[str, Value] = {}
        self._operations = operations
        self._assumed: frozenset[str] = frozenset()
        self._decided: dict[str, Value] = {}
        self._properties: dict[str, Value] = {}

    def inside(self, variables: Mapping[str, Value]) -> Scope:
        """The scope inside a loop."""
        inner = Scope(self.template, self._operations)
        inner.variables = {**self.variables, **variables}
        inner._assumed = self._assumed
        inner._decided, inner._properties = self._decided, self._properties
        return inner

    def assuming(self, condition: str) -> Scope:
        """The scope of a resource that exists only when a condition holds: there, it does."""
        inner = Scope(self.template, self._operations)
        inner.variables = self.variables
        inner._assumed = self._assumed | {condition}
        return inner

    def value(self, node: Node) -> Value:
        """What a node means here."""
        if self.template.nesting >= MAX_NESTING:
            return unknown(f"nested more than {MAX_NESTING} levels deep", self.span(node))
        if self.template.steps >= MAX_STEPS:
            return unknown(f"evaluating this template takes more than {MAX_STEPS:,} steps", self.span(node))
        self.template.steps += 1
        self.template.nesting += 1
        try:
            return self._operations[node[0]](node, self)
        finally:
            self.template.nesting -= 1

    def spend(self, items: int, characters: int = 0) -> None:
        """Count the items of a list or the characters of a text that a function made as evaluated."""
        self.template.steps += items + characters // 50

    def span(self, node: Node | list[Any]) -> Span:
        """Where a node stands."""
        return Span(self.template.source, node[1], node[2])

    def substituted(self, name: str) -> str:
        """A name with the known loop variables put in; `&{X}` keeps letters and digits only."""
        return substituted(name, self.variables)

    def reference(self, name: str, span: Span) -> Value:
        """What `Ref` gives for a name."""
        name = self.substituted(name)
        if name in self.variables:
            return self.variables[name].with_(span=span)
        if name in PSEUDO:
            return pseudo_parameter(name, self.template.deployment, span)
        if get(self.template.body, "Parameters", name) is not None:
            found = self._parameter(name)
            return found.with_(span=span, because=(found,) if found.known else ())
        if self._is_resource(name):
            return _reference(name, "Ref", span)
        reason = f'"{name}" is neither a parameter nor a resource of this template'
        return Value(Unknown(reason), span)

    def attribute(self, name: str, attribute: str, span: Span) -> Value:
        """What `Fn::GetAtt` gives: the property of that name if it certainly is the same, else a symbol."""
        name, attribute = self.substituted(name), self.substituted(attribute)
        entry = self.template.resources.get(name)
        if entry and (self.template.type_of(name), attribute) in PROPERTY_ATTRIBUTES:
            written = get(entry.node, "Properties", attribute)
            if written is not None:
                return self._property(entry, attribute, written, span)
        return _reference(name, attribute, span)

    def condition(self, name: str, span: Span) -> Value:
        """Whether a condition holds: true, false or unknown."""
        name = self.substituted(name)
        if name in self._assumed:
            return Value(True, span)
        if name not in self._decided:
            self._decided[name] = self._decide(name, span)
        return self._decided[name]

    def _parameter(self, name: str) -> Value:
        known = self.template.parameters
        if name not in known:
            node = get(self.template.body, "Parameters", name)
            assert node is not None
            known[name] = parameter_value(name, node, self.template.deployment, self.template.source)
        return known[name]

    def _is_resource(self, name: str) -> bool:
        if name in self.template.resources:
            return True
        module = self.template.type_of(name.partition(".")[0]) or ""
        return module.endswith("::MODULE")

    def _property(self, entry: Entry, attribute: str, node: Node, span: Span) -> Value:
        name = entry.name
        key = f"{name}.{attribute}"
        if key not in self._properties:
            scope = self.inside(entry.variables)
            self._properties[key] = self._chained(key, lambda: scope.value(node), span)
        found = self._properties[key]
        if found.data is None:
            return _reference(name, attribute, span)
        refs = (Ref(name, attribute), *found.refs)
        return found.with_(span=span, origin="resolved", refs=refs, because=(found,))

    def _decide(self, name: str, span: Span) -> Value:
        entry = self.template.conditions.get(name)
        if entry is None:
            return unknown(f'the condition "{name}" is not in this template', span)
        scope = self.inside(entry.variables)
        return self._chained(f"condition {name}", lambda: scope.value(entry.node), span)

    def _chained(self, name: str, work_out: Callable[[], Value], span: Span) -> Value:
        chain = self.template.chain
        if name in chain:
            return unknown(f"{name} refers to itself", span)
        if len(chain) >= MAX_CHAIN:
            return unknown(f"{name} stands at the end of more than {MAX_CHAIN} references", span)
        chain.append(name)
        try:
            return work_out()
        finally:
            chain.pop()


def substituted(name: str, variables: Mapping[str, Value]) -> str:
    """A name with the known loop variables put in."""

    def replace(match: re.Match[str]) -> str:
        value = variables.get(match[2])
        text = None if value is None else text_of(value.data)
        if text is None:
            return match[0]
        return text if match[1] == "$" else re.sub(r"[^A-Za-z0-9]", "", text)

    return _LOOP_VARIABLE.sub(replace, name) if variables and "{" in name else name


def _reference(name: str, attribute: str, span: Span) -> Value:
    reason = f"{name} is known after deployment only"
    if attribute != "Ref":
        reason = f"{name}.{attribute} is known after deployment only"
    symbol = AttributeOf(name, attribute)
    return Value(Unknown(reason, symbol, "no"), span, "written", None, (Ref(name, attribute),))
