"""A deployment of a template to raw resources, whose properties are evaluated when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reslint.errors import InputError
from reslint.frontends.cloudformation import conditions
from reslint.frontends.cloudformation.detect import is_template
from reslint.frontends.cloudformation.foreach import TOO_MANY, expanded
from reslint.frontends.cloudformation.intrinsics import OPERATIONS
from reslint.frontends.cloudformation.literals import literals
from reslint.frontends.cloudformation.nodes import (
    Node,
    Tree,
    entries,
    entry_span,
    get,
    key_span,
    literal_text,
)
from reslint.frontends.cloudformation.places import pseudo_parameter, region_of
from reslint.frontends.cloudformation.properties import properties
from reslint.frontends.cloudformation.scope import Entry, Scope, Template
from reslint.frontends.cloudformation.suppress import suppressions
from reslint.frontends.cloudformation.tree import to_tree
from reslint.model.inventory import Loaded, Notification, Suppression
from reslint.model.raw import Attributes, Deployment, RawResource
from reslint.model.span import Source, Span
from reslint.model.value import ListOf, Ref, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

META = (
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Metadata",
    "UpdatePolicy",
    "UpdateReplacePolicy",
)
"""Attributes of a resource beside its properties."""


def load(
    deployment: Deployment,
    read: Callable[[Path], Source],
    tree_of: Callable[[Source], Tree] = to_tree,
) -> Loaded:
    """Everything of one template. `tree_of` may look trees up in a cache; they are JSON.

    Never raises on bad input: what cannot be read becomes a notification.
    """
    loaded = Loaded(deployment)
    try:
        source = read(deployment.root.path)
    except InputError as error:
        loaded.notifications.append(
            Notification("error", "unreadable-file", str(error), deployment.root.shown)
        )
        return loaded
    loaded.sources.append(source)
    tree = tree_of(source)
    for level, code, start, end, message in tree["problems"]:
        span = Span(source, start, end)
        loaded.notifications.append(Notification(level, code, message, source.path, span))
    if is_template(tree["body"]):
        _fill(loaded, source, tree)
    return loaded


def _fill(loaded: Loaded, source: Source, tree: Tree) -> None:
    for found in suppressions(source, tree):
        if isinstance(found, Suppression):
            loaded.suppressions.append(found)
        else:
            loaded.notifications.append(found)
    loaded.literals.extend(literals(source, tree["body"]))
    loaded.declared = frozenset(row[0] for row in entries(get(tree["body"], "Parameters")))
    template = Template(source, loaded.deployment, tree["body"])
    scope = Scope(template, OPERATIONS)
    template.conditions.update(_section(template, "Conditions", scope))
    template.resources.update(_section(template, "Resources", scope))
    macro = _macro(template, loaded)
    for entry in template.resources.values():
        _add(loaded, template, entry, scope, macro)


def _section(template: Template, name: str, scope: Scope) -> Iterator[tuple[str, Entry]]:
    rows = entries(get(template.body, name))
    return ((entry.name, entry) for entry in expanded(rows, scope))


def _macro(template: Template, loaded: Loaded) -> Unknown | None:
    """Set when a macro that is not CloudFormation's own goes over the whole template."""
    node = get(template.body, "Transform")
    if node is None:
        return None
    items = node[3] if node[0] == "list" else [node]
    for item in items:
        name = literal_text(item) or literal_text(get(item, "Name")) or "of an unknown name"
        if name.startswith("AWS::") and name != "AWS::Include":
            continue
        message = f"the macro {name} may change any part of this template; what it adds is not known"
        span = Span(template.source, item[1], item[2])
        loaded.notifications.append(Notification("warning", "opaque-macro", message, span.file, span))
        return Unknown(f"the macro {name} may set it")
    return None


def _add(loaded: Loaded, template: Template, entry: Entry, scope: Scope, macro: Unknown | None) -> None:
    """Add the resource of an entry, unless its condition is certainly false."""
    kind = literal_text(get(entry.node, "Type"))
    if entry.exists and entry.exists.reason == TOO_MANY:
        _notify(loaded, template, entry, "too-large", TOO_MANY)
    if kind is None:
        _notify(loaded, template, entry, "not-a-resource", _why_no_resource(entry))
        return
    scope = scope.inside(entry.variables)
    exists = entry.exists
    condition = literal_text(get(entry.node, "Condition"))
    if condition is not None:
        decided = scope.condition(condition, entry_span(template.source, entry.row))
        verdict = conditions.truth(decided)
        if verdict is False:
            return
        if verdict is None:
            name = scope.substituted(condition)
            exists = exists or Unknown(f'condition "{name}" is not decided')
            scope = scope.assuming(name)
    if kind.endswith("::MODULE"):
        loaded.opaque.append(entry.name)
    loaded.resources.append(_resource(template, entry, kind, scope, exists, macro))


def _why_no_resource(entry: Entry) -> str:
    if entry.name == "Fn::Transform":
        return "a macro adds resources here; they are not known"
    return f"{entry.name} has no Type and is left out"


def _notify(loaded: Loaded, template: Template, entry: Entry, code: str, message: str) -> None:
    span = key_span(template.source, entry.row)
    loaded.notifications.append(Notification("warning", code, message, span.file, span))


def _resource(
    template: Template, entry: Entry, kind: str, scope: Scope, exists: Unknown | None, macro: Unknown | None
) -> RawResource:
    deployment = template.deployment
    span = key_span(template.source, entry.row)
    return RawResource(
        deployment=deployment,
        address=entry.name,
        block=entry.row[0],
        type=kind,
        attributes=properties(template, entry, kind, scope, macro),
        span=span,
        body=entry_span(template.source, entry.row),
        region=region_of(kind, deployment, span),
        account=pseudo_parameter("AWS::AccountId", deployment, span),
        exists=exists,
        meta=_meta(entry.node, scope),
    )


def _meta(node: Node, scope: Scope) -> Mapping[str, Value]:
    names = tuple(row[0] for row in entries(node) if row[0] in META)

    def work_out(name: str) -> Value:
        written = get(node, name)
        assert written is not None
        if name == "DependsOn":
            return _depends_on(written, scope)
        return scope.value(written)

    return Attributes(names, work_out)


def _depends_on(node: Node, scope: Scope) -> Value:
    """`DependsOn`, one name or several, as a list of references."""
    names = node[3] if node[0] == "list" else [node]
    items: list[Value] = []
    for item in names:
        text = literal_text(item)
        if text is not None:
            name = scope.substituted(text)
            items.append(Value(name, scope.span(item), refs=(Ref(name),)))
    return Value(ListOf(tuple(items), None, "list"), scope.span(node))
