"""Auto Scaling groups."""

from __future__ import annotations

from collections.abc import Iterator

from reslint.adapters.aws.flags import any_of, flag
from reslint.adapters.aws.links import (
    anchored,
    has_items,
    has_zonal_siblings,
    is_pointed_at,
    link,
    of_same_block,
    of_same_series,
    subnet_spread,
)
from reslint.adapters.aws.shared import named_by
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import blocks, inside, look_up_list
from reslint.adapters.zones import zones_of_list
from reslint.model.kinds.compute import InstanceGroup
from reslint.model.place import Spread, undecided
from reslint.model.raw import RawResource
from reslint.model.value import Value, all_refs

TYPES = ("aws_autoscaling_group", "AWS::AutoScaling::AutoScalingGroup")
OWN_SOURCES = {
    "terraform": ("target_group_arns", "load_balancers", "traffic_source"),
    "cloudformation": ("TargetGroupARNs", "LoadBalancerNames", "TrafficSources"),
}
"""Attributes of a group that name what sends traffic to it."""
ATTACHMENTS = (
    link("autoscaling_group_name", "aws_autoscaling_attachment", "aws_autoscaling_traffic_source_attachment"),
)
CAPACITY_PROVIDERS = (
    link("auto_scaling_group_provider.auto_scaling_group_arn", "aws_ecs_capacity_provider"),
    link("AutoScalingGroupProvider.AutoScalingGroupArn", "AWS::ECS::CapacityProvider"),
)
ORCHESTRATOR_TAGS = ("kubernetes.io/cluster/", "k8s.io/cluster-autoscaler/", "eks:", "AmazonECSManaged")
"""Beginnings of tag keys by which an orchestrator knows its machines ("Cluster Autoscaler on AWS",
https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/cloudprovider/aws; "Amazon ECS
capacity providers", https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html)."""
TAG_PATHS = (("tag", "key"), ("tags", "key"), ("Tags", "Key"))


def group_names(raw: RawResource) -> tuple[Value, ...]:
    """The values a group can be named by."""
    return named_by(raw, "name", "AutoScalingGroupName")


def group_zones(raw: RawResource, joins: Joins, made: Made | None = None) -> Spread:
    """The zones that the group may launch in: those of its subnets, else those it names."""
    terraform = raw.language == "terraform"
    subnets = look_up_list(raw, "vpc_zone_identifier" if terraform else "VPCZoneIdentifier")
    if subnets.data is not None:
        return subnet_spread(subnets, joins)
    zones = look_up_list(raw, "availability_zones" if terraform else "AvailabilityZones")
    return anchored(zones_of_list(zones, joins), zones) if zones.data is not None else undecided(low=1)


def behind_load_balancer(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the group or an attachment names a target group, load balancer or traffic source."""
    sources = [look_up_list(raw, path) for path in OWN_SOURCES[raw.language]]
    own = [has_items(value, raw) for value in sources]
    return any_of(raw, *own, is_pointed_at(raw, joins, ATTACHMENTS, group_names(raw)))


def is_orchestrated(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a capacity provider uses the group or it carries an orchestrator's tag."""
    tags = [_orchestrator_tag(raw, key) for key in _tag_keys(raw)]
    return any_of(raw, *tags, is_pointed_at(raw, joins, CAPACITY_PROVIDERS, group_names(raw)))


def _tag_keys(raw: RawResource) -> Iterator[Value]:
    for path, key in TAG_PATHS:
        items, rest = blocks(raw, path) if path in raw.attributes else ((), None)
        yield from (inside(item, key, raw) for item in items)
        if rest is not None:
            yield look_up_list(raw, path).with_(data=rest)


def _orchestrator_tag(raw: RawResource, key: Value) -> Value:
    known = key.unknown.prefix if key.unknown else key.data
    if isinstance(known, str) and known.startswith(ORCHESTRATOR_TAGS):
        return flag(True, raw, (key,))
    if key.unknown and any(tag.startswith(key.unknown.prefix) for tag in ORCHESTRATOR_TAGS):
        return flag(key.unknown, raw, (key,))
    return flag(False, raw, (key,))


def zonal_siblings(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether groups of the same block or target group are in other zones."""
    own: Spread = made["zones"]
    if own.count.low >= 2:
        return flag(False, raw)
    siblings = (
        *of_same_block(raw, joins),
        *of_same_series(raw, joins),
        *_same_target_group(raw, joins),
    )
    return has_zonal_siblings(raw, own, (group_zones(other, joins) for other in siblings))


def _same_target_group(raw: RawResource, joins: Joins) -> list[RawResource]:
    own = _target_groups(raw)
    if not own:
        return []
    return [other for other in joins.of_type(*TYPES) if other is not raw and own & _target_groups(other)]


def _target_groups(raw: RawResource) -> set[str]:
    path = "target_group_arns" if raw.language == "terraform" else "TargetGroupARNs"
    return {ref.address for ref in all_refs(look_up_list(raw, path))}


GROUP = Adapter(
    kind=InstanceGroup,
    service="autoscaling",
    types=TYPES,
    scope="zonal",
    rows=(
        row("min_size", tf("min_size"), cfn("MinSize")),
        row("max_size", tf("max_size"), cfn("MaxSize")),
        # "Resource: aws_autoscaling_group", https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_group
        # "AWS::AutoScaling::AutoScalingGroup", https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-autoscaling-autoscalinggroup.html
        row(
            "health_check_type",
            tf("health_check_type", default="EC2"),
            cfn("HealthCheckType", default="EC2"),
        ),
        computed("zones", group_zones),
        computed("behind_load_balancer", behind_load_balancer),
        computed("is_orchestrated", is_orchestrated),
        computed("has_zonal_siblings", zonal_siblings),
    ),
)

ADAPTERS: tuple[Adapter, ...] = (GROUP,)
"""The adapters of this module."""
