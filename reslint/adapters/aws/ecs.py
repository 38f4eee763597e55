"""Container services and task definitions of ECS."""

from __future__ import annotations

from reslint.adapters.aws.flags import any_of, flag, is_set
from reslint.adapters.aws.links import has_items, subnet_spread
from reslint.adapters.base import Adapter, Made, cfn, computed, list_value, row, tf
from reslint.adapters.coerce import coerce
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import blocks, inside, look_up, look_up_list
from reslint.model.kinds.compute import Service, TaskDefinition
from reslint.model.place import Spread, undecided
from reslint.model.raw import RawResource
from reslint.model.value import Concat, ListOf, MapOf, Unknown, Value, all_refs

SERVICE_TYPES = ("aws_ecs_service", "AWS::ECS::Service")
SUBNETS = {
    "terraform": "network_configuration.subnets",
    "cloudformation": "NetworkConfiguration.AwsvpcConfiguration.Subnets",
}
CHECKED_BY = {
    "terraform": ("load_balancer", "vpc_lattice_configurations"),
    "cloudformation": ("LoadBalancers", "VpcLatticeConfigurations"),
}
"""Blocks of a service that make a load balancer or service network check its tasks."""
DESIRED = {"terraform": ("desired_count", 0), "cloudformation": ("DesiredCount", 1)}
"""Path of the number of tasks, and the default: "Resource: aws_ecs_service",
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service;
"AWS::ECS::Service", https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-service.html"""
SCALABLE = (
    ("aws_appautoscaling_target", "resource_id", "service_namespace", "min_capacity"),
    ("AWS::ApplicationAutoScaling::ScalableTarget", "ResourceId", "ServiceNamespace", "MinCapacity"),
)
"""Autoscaling targets: type, path of the scaled resource, of the namespace, of the fewest copies."""


# -- services ----------------------------------------------------------------------------------


def capacity(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The fewest tasks: the autoscaling target's minimum, else the desired count."""
    doubt: Unknown | None = None
    for type_name, resource_path, namespace_path, minimum_path in SCALABLE:
        for target in joins.of_type(type_name):
            scales = _scales(target, raw, resource_path, namespace_path, joins)
            if scales is True and target.exists is None:
                return coerce(look_up(target, minimum_path), "number")
            if scales is not False:
                doubt = doubt or Unknown(f"it is not decided whether {target.address} scales {raw.address}")
    return flag(doubt, raw) if doubt else _desired_count(raw, made)


def _desired_count(raw: RawResource, made: Made) -> Value:
    path, default = DESIRED[raw.language]
    if _is_ignored(path, made["ignored_changes"]):
        reason = Unknown(f"{path} is under ignore_changes: something else sets it")
        return flag(reason, raw, (look_up(raw, path),))
    value = look_up(raw, path)
    if value.data is None:
        return value.with_(data=default, origin="default", span=value.span or raw.span)
    return coerce(value, "number")


def _is_ignored(name: str, ignored: Value) -> bool:
    items = ignored.items if isinstance(ignored.data, ListOf) else (ignored,)
    return any(item.data in (name, "all") for item in items)


def _scales(
    target: RawResource, service: RawResource, resource_path: str, namespace_path: str, joins: Joins
) -> bool | None:
    """Whether an autoscaling target means the service: `service/<cluster>/<name>`."""
    namespace = look_up(target, namespace_path).data
    if isinstance(namespace, str) and namespace != "ecs":
        return False
    resource = look_up(target, resource_path)
    pointed = {ref.address for ref in all_refs(resource)}
    if service.address in pointed:
        return True
    if service.block in pointed:
        return None
    if any(address != service.address for address in _services(pointed, joins)):
        return False
    name = look_up(service, "name" if service.language == "terraform" else "ServiceName").data
    last = _last_part(resource)
    if last is None or not isinstance(name, str):
        return None if _may_be_service(resource) else False
    return last == name


def _services(addresses: set[str], joins: Joins) -> list[str]:
    """Those of the addresses that are services."""
    found = ((address, joins.at(address)) for address in addresses)
    return [address for address, resource in found if resource is not None and resource.type in SERVICE_TYPES]


def _last_part(resource: Value) -> str | None:
    """The service's name, where the resource id certainly ends in one."""
    text = resource.data
    if isinstance(resource.symbol, Concat):
        text = resource.symbol.parts[-1] if isinstance(resource.symbol.parts[-1], str) else None
    return text.rpartition("/")[2] if isinstance(text, str) and "/" in text else None


def _may_be_service(resource: Value) -> bool:
    """Whether a resource id may be that of a service that it does not refer to."""
    known = resource.unknown.prefix if resource.unknown else resource.data
    return isinstance(known, str) and ("service/".startswith(known) or known.startswith("service/"))


def service_zones(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """The zones of its own subnets; undecided when its tasks run where their hosts are."""
    subnets = look_up_list(raw, SUBNETS[raw.language])
    return undecided((subnets,)) if subnets.data is None else subnet_spread(subnets, joins)


def has_own_subnets(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the service lists subnets."""
    subnets = look_up_list(raw, SUBNETS[raw.language])
    return is_set(subnets, raw)


def behind_load_balancer(raw: RawResource, joins: Joins, made: Made | None = None) -> Value:
    """Whether a load balancer or service network is configured for the service."""
    found = [look_up_list(raw, path) for path in CHECKED_BY[raw.language]]
    return any_of(raw, *(has_items(value, raw) for value in found))


SERVICE = Adapter(
    kind=Service,
    service="ecs",
    types=SERVICE_TYPES,
    scope="zonal",
    rows=(
        row("launch_type", tf("launch_type"), cfn("LaunchType")),
        row(
            "scheduling_strategy",
            tf("scheduling_strategy", default="REPLICA"),
            cfn("SchedulingStrategy", default="REPLICA"),
        ),
        row(
            "deployment_controller",
            tf("deployment_controller.type", default="ECS"),
            cfn("DeploymentController.Type", default="ECS"),
        ),
        row(
            "circuit_breaker",
            tf("deployment_circuit_breaker.enable", default=False),
            cfn("DeploymentConfiguration.DeploymentCircuitBreaker.Enable", default=False),
        ),
        row(
            "circuit_breaker_rollback",
            tf("deployment_circuit_breaker.rollback", default=False),
            cfn("DeploymentConfiguration.DeploymentCircuitBreaker.Rollback", default=False),
        ),
        row(
            "alarm_rollback",
            tf("alarms.rollback", default=False),
            cfn("DeploymentConfiguration.Alarms.Rollback", default=False),
        ),
        # "DeploymentConfiguration" of the ECS API: 100 and 200 for replica services,
        # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
        row(
            "minimum_healthy_percent",
            tf("deployment_minimum_healthy_percent", default=100),
            cfn("DeploymentConfiguration.MinimumHealthyPercent", default=100),
        ),
        row(
            "maximum_percent",
            tf("deployment_maximum_percent", default=200),
            cfn("DeploymentConfiguration.MaximumPercent", default=200),
        ),
        computed("zones", service_zones),
        computed("has_own_subnets", has_own_subnets),
        computed("behind_load_balancer", behind_load_balancer),
        computed("capacity", capacity),
    ),
)


# -- task definitions --------------------------------------------------------------------------

CONTAINERS = {
    "terraform": ("container_definitions|json", "name", "essential", "healthCheck"),
    "cloudformation": ("ContainerDefinitions", "Name", "Essential", "HealthCheck"),
}
"""Path of the containers, and in each of its name, essential mark and health check."""
TASK_POINTERS = (("aws_ecs_service", "task_definition"), ("AWS::ECS::Service", "TaskDefinition"))


def containers(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The containers as records, from JSON text in Terraform."""
    path = CONTAINERS[raw.language][0]
    items, rest = blocks(raw, path)
    listing = look_up_list(raw, path)
    if not items and rest is not None:
        return flag(rest, raw, (listing,))
    return list_value(tuple(_container(raw, item, listing) for item in items), raw, rest)


def _container(raw: RawResource, item: Value, listing: Value) -> Value:
    """One container; the place of JSON text that a function makes is that of the whole list."""
    _, name, essential, check = CONTAINERS[raw.language]
    # A container is essential unless it says otherwise: "ContainerDefinition",
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
    mark = inside(item, essential, raw)
    if mark.data is None:
        mark = mark.with_(data=True, origin="default")
    found = inside(item, check, raw)
    entries = {
        "name": inside(item, name, raw),
        "essential": coerce(mark, "flag"),
        "health_check": is_set(found, raw),
    }
    return Value(MapOf(entries), raw.span, "computed", because=(item, listing))


def serves_without_load_balancer(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a service runs the task that neither load balancer nor service network checks."""
    doubt: Unknown | None = None
    for type_name, path in TASK_POINTERS:
        joined = joins.pointing_at(raw, (type_name,), path)
        for service in joined.certain:
            behind = behind_load_balancer(service, joins)
            if behind.data is False:
                return flag(True, raw, (look_up(service, path), behind))
            doubt = doubt or behind.unknown
        doubt = doubt or joined.undecided
    return flag(doubt or False, raw)


TASK_DEFINITION = Adapter(
    kind=TaskDefinition,
    service="ecs",
    types=("aws_ecs_task_definition", "AWS::ECS::TaskDefinition"),
    rows=(
        computed("containers", containers),
        computed("serves_without_load_balancer", serves_without_load_balancer),
    ),
)

ADAPTERS: tuple[Adapter, ...] = (SERVICE, TASK_DEFINITION)
"""The adapters of this module."""
