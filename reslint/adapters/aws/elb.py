"""Load balancers of both generations, and target groups."""

from __future__ import annotations

import re

from reslint.adapters.aws.flags import any_of, flag
from reslint.adapters.aws.links import (
    anchored,
    has_items,
    has_zonal_siblings,
    is_pointed_at,
    link,
    of_same_block,
)
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.coerce import coerce
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import blocks, inside, look_up, look_up_list
from reslint.adapters.zones import zone_of_subnet, zones_of_list
from reslint.model.kinds.network import LoadBalancer, TargetGroup
from reslint.model.place import Spread, pinned, undecided
from reslint.model.raw import RawResource
from reslint.model.value import ABSENT, ListOf, Unknown, Value

V2_TERRAFORM = ("aws_lb", "aws_alb")
V2 = "AWS::ElasticLoadBalancingV2::LoadBalancer"
CLASSIC = ("aws_elb", "AWS::ElasticLoadBalancing::LoadBalancer")
MAPPINGS = {"terraform": ("subnet_mapping", "subnet_id"), "cloudformation": ("SubnetMappings", "SubnetId")}
"""Blocks that give a subnet each, and the path to it."""
LISTENERS = {
    "terraform": ("listener", "instance_protocol"),
    "cloudformation": ("Listeners", "InstanceProtocol"),
}
"""Listeners of a classic load balancer, and the protocol that they speak to instances."""
USERS = (
    link("default_action.target_group_arn", "aws_lb_listener", "aws_alb_listener"),
    link("default_action.forward.target_group.arn", "aws_lb_listener", "aws_alb_listener"),
    link("action.target_group_arn", "aws_lb_listener_rule", "aws_alb_listener_rule"),
    link("action.forward.target_group.arn", "aws_lb_listener_rule", "aws_alb_listener_rule"),
    link("target_group_arn", "aws_lb_target_group_attachment", "aws_alb_target_group_attachment"),
    link("lb_target_group_arn", "aws_autoscaling_attachment"),
    link("target_group_arns", "aws_autoscaling_group"),
    link("load_balancer.target_group_arn", "aws_ecs_service"),
    link("DefaultActions.TargetGroupArn", "AWS::ElasticLoadBalancingV2::Listener"),
    link("DefaultActions.ForwardConfig.TargetGroups.TargetGroupArn", "AWS::ElasticLoadBalancingV2::Listener"),
    link("Actions.TargetGroupArn", "AWS::ElasticLoadBalancingV2::ListenerRule"),
    link("Actions.ForwardConfig.TargetGroups.TargetGroupArn", "AWS::ElasticLoadBalancingV2::ListenerRule"),
    link("TargetGroupARNs", "AWS::AutoScaling::AutoScalingGroup"),
    link("LoadBalancers.TargetGroupArn", "AWS::ECS::Service"),
)
"""What makes use of a target group."""
MEANT_ANSWERS = ("401", "403", "405")
"""Codes that a working target gives to a caller without a login or with another method, such as an
endpoint of S3; as single codes they are a choice, in a range they are swept up."""
STATUS_RANGE = re.compile(r"(\d{3})(?:-(\d{3}))?")


def balancer_type(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The generation and layer of a load balancer."""
    if raw.type in CLASSIC:
        return Value("classic", raw.span, "computed")
    value = look_up(raw, "load_balancer_type" if raw.language == "terraform" else "Type")
    # "Resource: aws_lb", https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb
    # "AWS::ElasticLoadBalancingV2::LoadBalancer", https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-loadbalancer.html
    return value.with_(data="application", origin="default") if value.data is None else value


def is_internal(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether it has private addresses only; internet-facing is the default."""
    value = look_up(raw, "internal" if raw.language == "terraform" else "Scheme")
    if value.unknown:
        return value
    return flag(value.data == "internal" or coerce(value, "flag").data is True, raw, (value,))


def balancer_zones(raw: RawResource, joins: Joins, made: Made | None = None) -> Spread:
    """The zones of its subnets and subnet mappings, else those it names (classic)."""
    terraform = raw.language == "terraform"
    subnets = look_up_list(raw, "subnets" if terraform else "Subnets")
    mappings = look_up_list(raw, MAPPINGS[raw.language][0])
    if subnets.data is not None or mappings.data is not None:
        return _subnet_zones(raw, joins, subnets, mappings)
    zones = look_up_list(raw, "availability_zones" if terraform else "AvailabilityZones")
    return anchored(zones_of_list(zones, joins), zones) if zones.data is not None else undecided(low=1)


def _subnet_zones(raw: RawResource, joins: Joins, subnets: Value, mappings: Value) -> Spread:
    block, path = MAPPINGS[raw.language]
    items, rest = blocks(raw, block)
    listed = subnets.data.items if isinstance(subnets.data, ListOf) else ()
    ids = (*listed, *(inside(item, path, raw) for item in items))
    if isinstance(subnets.data, ListOf):
        rest = rest or subnets.data.rest
    elif subnets.data is not None:
        rest = rest or subnets.unknown or Unknown("the subnets are not a list")
    zones = tuple(zone_of_subnet(value, joins) for value in ids)
    first = subnets if subnets.data is not None else mappings
    spread = pinned(zones, rest, (first, *zones))
    return spread if zones else undecided((first,), low=1)


def zonal_siblings(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether balancers of the same block are in other zones."""
    own: Spread = made["zones"]
    if own.count.low >= 2:
        return flag(False, raw)
    return has_zonal_siblings(raw, own, (balancer_zones(other, joins) for other in of_same_block(raw, joins)))


def classic_health_check(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a classic load balancer configures a health check; null for the others."""
    if raw.type not in CLASSIC:
        return ABSENT.with_(span=raw.span)
    block = look_up_list(raw, "health_check" if raw.language == "terraform" else "HealthCheck")
    return has_items(block, raw)


def serves_http(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a listener of a classic load balancer speaks HTTP or HTTPS to the instances.

    CloudFormation leaves the protocol out where it is that of the listener; what is left out
    does not count.
    """
    if raw.type not in CLASSIC:
        return ABSENT.with_(span=raw.span)
    block, path = LISTENERS[raw.language]
    items, rest = blocks(raw, block)
    protocols = [inside(item, path, raw) for item in items]
    speaks = [flag(_is_http(value), raw, (value,)) for value in protocols]
    return any_of(raw, *speaks, flag(rest or False, raw))


def _is_http(value: Value) -> bool | Unknown:
    if value.unknown:
        return value.unknown
    return isinstance(value.data, str) and value.data.upper() in ("HTTP", "HTTPS")


def accepts_errors(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the codes that count as healthy reach into 4xx or 5xx, but for answers that are meant."""
    matcher: Value = made["health_check_matcher"]
    if matcher.unknown:
        return flag(matcher.unknown, raw, (matcher,))
    ranges = STATUS_RANGE.findall(matcher.data) if isinstance(matcher.data, str) else []
    reaches = any(int(high or low) >= 400 and (high or low not in MEANT_ANSWERS) for low, high in ranges)
    return flag(reaches, raw, (matcher,))


def checks_health(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the health check is on: the default is on, except for functions in CloudFormation.

    "Resource: aws_lb_target_group",
    https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group;
    "CreateTargetGroup",
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
    """
    terraform = raw.language == "terraform"
    enabled: Value = made["health_check"]
    if enabled.data is not None:
        return enabled
    target_type: Value = made["target_type"]
    if terraform or target_type.unknown is None:
        default = terraform or target_type.data != "lambda"
        return enabled.with_(data=default, origin="default", span=enabled.span or raw.span)
    return flag(target_type.unknown, raw, (target_type,))


LOAD_BALANCER = Adapter(
    kind=LoadBalancer,
    service="elb",
    types=(*V2_TERRAFORM, V2, *CLASSIC),
    scope="zonal",
    rows=(
        computed("type", balancer_type),
        computed("internal", is_internal),
        row(
            "deletion_protection",
            tf("enable_deletion_protection", default=False, types=V2_TERRAFORM),
            # "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttribute", https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-elasticloadbalancingv2-loadbalancer-loadbalancerattribute.html
            cfn("LoadBalancerAttributes[Key=deletion_protection.enabled].Value", default=False, types=(V2,)),
        ),
        row(
            "health_check_target",
            tf("health_check.target", types=CLASSIC),
            cfn("HealthCheck.Target", types=CLASSIC),
        ),
        computed("zones", balancer_zones),
        computed("has_zonal_siblings", zonal_siblings),
        computed("health_check", classic_health_check),
        computed("serves_http", serves_http),
    ),
)

TARGET_GROUP = Adapter(
    kind=TargetGroup,
    service="elb",
    types=("aws_lb_target_group", "aws_alb_target_group", "AWS::ElasticLoadBalancingV2::TargetGroup"),
    rows=(
        row("protocol", tf("protocol"), cfn("Protocol")),
        row("target_type", tf("target_type", default="instance"), cfn("TargetType", default="instance")),
        row("health_check", tf("health_check.enabled"), cfn("HealthCheckEnabled")),
        computed("health_check", checks_health),
        row("health_check_protocol", tf("health_check.protocol"), cfn("HealthCheckProtocol")),
        row("health_check_path", tf("health_check.path"), cfn("HealthCheckPath")),
        row("health_check_matcher", tf("health_check.matcher"), cfn("Matcher.HttpCode")),
        computed("accepts_errors", accepts_errors),
        computed("in_use", lambda raw, joins, made: is_pointed_at(raw, joins, USERS)),
    ),
)

ADAPTERS: tuple[Adapter, ...] = (LOAD_BALANCER, TARGET_GROUP)
"""The adapters of this module."""
