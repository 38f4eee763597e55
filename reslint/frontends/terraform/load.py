"""A Terraform root module as a deployment: all instances of all resources, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reslint.frontends.terraform.configuration import Block, Expression, Node
from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.instance import ModuleInstance
from reslint.frontends.terraform.later import now
from reslint.frontends.terraform.literals import literals_of
from reslint.frontends.terraform.modules import Modules
from reslint.frontends.terraform.providers import OWN_REGION_TYPES, has_region, own_providers
from reslint.frontends.terraform.reader import ConfinedFiles, Reader
from reslint.frontends.terraform.repetition import Instance
from reslint.frontends.terraform.scope import Scope
from reslint.frontends.terraform.suppress import suppressions_of
from reslint.frontends.terraform.variables import given_values, option_value, sources_of_values
from reslint.model.inventory import Loaded, Notification
from reslint.model.raw import Deployment, RawResource
from reslint.model.span import Span
from reslint.model.value import ElementOf, ListOf, Named, Ref, Unknown, Value

MAX_RESOURCES = 100_000
"""Most resource instances of one deployment."""


def load(deployment: Deployment, reader: Reader, assume: Mapping[str, object] | None = None) -> Loaded:
    """Everything that one root module declares, with attributes that are worked out when asked for."""
    modules = Modules(reader, deployment.root.path, reader.repository(deployment.root.path))
    root = root_instance(deployment, modules, assume)
    loaded = Loaded(deployment, declared=frozenset(root.config.variables))
    root.budget.tell = lambda message: loaded.notifications.append(
        Notification("warning", "too-many-rounds", message, deployment.root.shown)
    )
    for resource in _resources(root, None, modules):
        if len(loaded.resources) >= MAX_RESOURCES:
            message = f"more than {MAX_RESOURCES} resource instances: the rest is not read"
            loaded.notifications.append(
                Notification("warning", "too-many-resources", message, deployment.root.shown)
            )
            break
        loaded.resources.append(resource)
    _texts(loaded, modules)
    loaded.sources.extend(sources_of_values(deployment, reader))
    loaded.opaque = modules.opaque
    loaded.notifications.extend(modules.notifications)
    return loaded


def root_instance(
    deployment: Deployment, modules: Modules, assume: Mapping[str, object] | None = None
) -> ModuleInstance:
    """The root module with the values given to it: where all names of a deployment start."""
    config = modules.config(deployment.root.path)
    root = ModuleInstance(
        config, deployment, ConfinedFiles(deployment.root.path, modules.repository),
        make_child=modules.make_child, assumed=_assumed(assume or {}),
    )  # fmt: skip
    given = given_values(deployment, modules.reader, config.variables)
    root.given = {name: now(value) for name, value in given.items()}
    root.providers.update(own_providers(config, root, deployment))
    return root


def _texts(loaded: Loaded, modules: Modules) -> None:
    """What is taken from the files as they are: literals, suppressions, sources."""
    for config in modules.files.values():
        for parsed in config.files:
            loaded.sources.append(parsed.source)
            loaded.literals.extend(literals_of(parsed))
            found, notifications = suppressions_of(parsed)
            loaded.suppressions.extend(found)
            loaded.notifications.extend(notifications)


def _resources(module: ModuleInstance, exists: Unknown | None, modules: Modules) -> Iterator[RawResource]:
    """All resource instances of a module instance and of the modules it calls."""
    for key, block in module.config.resources.items():
        if block.type == "ephemeral":
            continue
        for instance in _instances(module, key, block, modules):
            yield _raw(module, key, block, instance, exists)
    for name, block in module.config.modules.items():
        for instance in _instances(module, f"module.{name}", block, modules):
            child = module.child(name, block, instance)
            if child is not None:
                yield from _resources(child, exists or instance.exists, modules)


def _instances(module: ModuleInstance, key: str, block: Block, modules: Modules) -> tuple[Instance, ...]:
    repeated = module.repetition_of(key, block)
    if repeated.cut:
        modules.say_cut(module.path_of(key), block)
    return repeated.instances


def _raw(
    module: ModuleInstance, key: str, block: Block, instance: Instance, exists: Unknown | None
) -> RawResource:
    name = block.labels[0]
    reference, provider = module.provider_of(block, instance.scope)
    body = module.body(key, block, instance)
    return RawResource(
        deployment=module.deployment,
        address=module.path_of(key) + instance.suffix,
        block=module.path_of(key),
        type=name,
        attributes=body,
        span=block.header,
        body=block.span,
        region=_region(module, key, block, instance),
        account=provider.account,
        provider=reference.partition(".")[0],
        is_data=block.type == "data",
        exists=exists or instance.exists,
        meta=_meta(module, block, instance.scope),
        calls=module.calls,
    )


def _region(module: ModuleInstance, key: str, block: Block, instance: Instance) -> Value:
    """Where a resource lives: its own `region` (AWS provider 6 and later), else its provider's."""
    name = block.labels[0]
    if not has_region(name):
        return Value(None, block.header, "default")
    body = module.body(key, block, instance)
    own = body["region"] if "region" in body and name not in OWN_REGION_TYPES else Value(None)
    if own.data is None:
        return module.provider_of(block, instance.scope)[1].region
    if own.unknown and own.unknown.null == "maybe":
        # If it is null, the provider's Region holds: it is not the unknown that the symbol stands for.
        own = own.with_(data=Unknown(own.unknown.reason, None, "no"))
    return own.with_(path=(module.path_of(key) + instance.suffix, ("region",)))


def _meta(module: ModuleInstance, block: Block, scope: Scope) -> dict[str, Value]:
    """What `lifecycle` and `depends_on` say."""
    meta: dict[str, Value] = {}
    if block.construct:
        meta["path"] = Value(block.construct, block.header)
    if "depends_on" in block.attributes:
        meta["depends_on"] = _targets(module, block.attributes["depends_on"])
    for lifecycle in block.of_type("lifecycle"):
        for name in ("prevent_destroy", "create_before_destroy"):
            if name in lifecycle.attributes:
                meta[name] = evaluate(lifecycle.attributes[name].node, scope)
        if "replace_triggered_by" in lifecycle.attributes:
            meta["replace_triggered_by"] = _targets(module, lifecycle.attributes["replace_triggered_by"])
        if "ignore_changes" in lifecycle.attributes:
            expression = lifecycle.attributes["ignore_changes"]
            names = tuple(_names(expression.node))
            meta["ignore_changes"] = Value(
                ListOf(tuple(Value(n, expression.span) for n in names)), expression.span
            )
    return meta


def _targets(module: ModuleInstance, expression: Expression) -> Value:
    """What `depends_on` or `replace_triggered_by` lists, as references to the blocks."""
    nodes = expression.node[3] if expression.node[0] == "tuple" else []
    targets = [(node, list(_steps(node))) for node in nodes]
    items = [
        Value(".".join(steps), Span(expression.source, node[1], node[2]), refs=(_ref(module, steps),))
        for node, steps in targets
        if len(steps) > 1
    ]
    return Value(ListOf(tuple(items)), expression.span)


def _ref(module: ModuleInstance, steps: list[str]) -> Ref:
    length = 3 if steps[0] in ("data", "ephemeral") else 2
    return Ref(module.path_of(".".join(steps[:length])), ".".join(steps[length:]))


def _steps(node: Node) -> Iterator[str]:
    """The names of a reference, without instance keys."""
    if node[0] == "attr":
        yield from _steps(node[3])
        yield node[4]
    elif node[0] in ("index", "paren"):
        yield from _steps(node[3])
    elif node[0] in ("name", "lit"):
        # Before Terraform 0.12 references were quoted.
        yield from str(node[3]).split(".")


def _names(node: Node) -> Iterator[str]:
    """The attributes that `ignore_changes` lists: their first names, or `all`."""
    if node[0] == "tuple":
        for item in node[3]:
            yield from _names(item)
    elif node[0] in ("attr", "index"):
        yield from _names(node[3])
    elif node[0] in ("name", "lit"):
        yield str(node[3])


def _assumed(assume: Mapping[str, object]) -> dict[str, Value]:
    """What the configuration states about look-ups, by address and attribute.

    `zones: 3` says that a list of subnets or zones covers that many zones, one item each.
    """
    assumed: dict[str, Value] = {}
    for address, facts in assume.items():
        for name, fact in (facts if isinstance(facts, Mapping) else {}).items():
            if name == "zones" and isinstance(fact, int):
                items = tuple(_assumed_zone(address, i) for i in range(min(fact, 100)))
                for attribute in (
                    "ids",
                    "names",
                    "subnet_ids",
                    "subnets",
                    "private_subnets",
                    "public_subnets",
                ):
                    assumed.setdefault(f"{address}.{attribute}", Value(ListOf(items, None, "list")))
            else:
                assumed[f"{address}.{name}"] = option_value(fact)
    return assumed


def _assumed_zone(address: str, index: int) -> Value:
    symbol = ElementOf(Named(f"zones assumed of {address}"), index)
    return Value(Unknown(f"an item of {address}, whose zones are assumed", symbol, "no"))
