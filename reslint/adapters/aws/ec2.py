"""Single machines."""

from __future__ import annotations

from reslint.adapters.aws.flags import any_of, flag
from reslint.adapters.aws.links import is_pointed_at, link, of_same_block
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.joins import Joins, pointers
from reslint.adapters.lookup import look_up
from reslint.adapters.zones import zone_of_subnet, zones_of_one
from reslint.model.kinds.compute import Instance
from reslint.model.place import Spread, pinned
from reslint.model.raw import RawResource
from reslint.model.value import Unknown, Value, same

ATTACHMENT_TYPES = ("aws_lb_target_group_attachment", "aws_alb_target_group_attachment")
ATTACHMENTS = link("target_id", *ATTACHMENT_TYPES)
CLASSIC_ATTACHMENTS = link("instance", "aws_elb_attachment")
TARGET_LISTS = (
    link("instances", "aws_elb"),
    link("Instances", "AWS::ElasticLoadBalancing::LoadBalancer"),
    link("Targets.Id", "AWS::ElasticLoadBalancingV2::TargetGroup"),
)
LOAD_BALANCERS = (ATTACHMENTS, CLASSIC_ATTACHMENTS, *TARGET_LISTS)
ADDRESSES = (
    link("records", "aws_route53_record"),
    link("ResourceRecords", "AWS::Route53::RecordSet"),
    link("instance", "aws_eip"),
    link("instance_id", "aws_eip_association"),
    link("InstanceId", "AWS::EC2::EIP", "AWS::EC2::EIPAssociation"),
)
"""Names and fixed addresses that lead to a machine."""


def instance_zones(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """The machine's one zone."""
    terraform = raw.language == "terraform"
    subnet = look_up(raw, "subnet_id" if terraform else "SubnetId")
    if subnet.data is not None:
        return pinned((zone_of_subnet(subnet, joins),))
    return zones_of_one(look_up(raw, "availability_zone" if terraform else "AvailabilityZone"))


def serves_traffic(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a load balancer, a DNS record or a fixed address leads to the machine."""
    return any_of(raw, made["behind_load_balancer"], is_pointed_at(raw, joins, ADDRESSES))


def has_peers(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether machines of the same block, target group or load balancer share its work."""
    if raw.exists is not None:
        return flag(Unknown(f"the number of {raw.block} is not decided: {raw.exists.reason}"), raw)
    if of_same_block(raw, joins):
        return flag(True, raw)
    lists = [_listed_with_others(raw, joins, entry.types, entry.path) for entry in TARGET_LISTS]
    return any_of(
        raw,
        *lists,
        _attached_with_others(raw, joins, ATTACHMENT_TYPES, "target_group_arn", ATTACHMENTS.path),
        _attached_with_others(raw, joins, CLASSIC_ATTACHMENTS.types, "elb", CLASSIC_ATTACHMENTS.path),
    )


def _listed_with_others(raw: RawResource, joins: Joins, types: tuple[str, ...], path: str) -> Value:
    """Whether a list that holds the machine holds others too."""
    holders = joins.pointing_at(raw, types, path).certain
    lists = [pointers(holder, path) for holder in holders]
    if any(sum(value.known or value.symbol is not None for value in values) > 1 for values in lists):
        return flag(True, raw)
    if any(len(values) > 1 for values in lists):
        return flag(Unknown(f"the other targets beside {raw.address} are not decided"), raw)
    return flag(False, raw)


def _attached_with_others(
    raw: RawResource, joins: Joins, types: tuple[str, ...], group_path: str, target_path: str
) -> Value:
    """Whether the group that the machine is attached to has further attachments."""
    mine = joins.pointing_at(raw, types, target_path).certain
    groups = [look_up(attachment, group_path) for attachment in mine]
    others = [look_up(other, group_path) for other in joins.of_type(*types) if other not in mine]
    verdicts = [same(group, other) for group in groups for other in others]
    if any(verdict is True for verdict in verdicts):
        return flag(True, raw)
    if any(verdict is None for verdict in verdicts):
        return flag(Unknown(f"the other targets beside {raw.address} are not decided"), raw)
    return flag(False, raw)


INSTANCE = Adapter(
    kind=Instance,
    service="ec2",
    types=("aws_instance", "AWS::EC2::Instance"),
    scope="zonal",
    rows=(
        # "Resource: aws_instance", https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance
        # "AWS::EC2::Instance", https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-instance.html
        row(
            "deletion_protection",
            tf("disable_api_termination", default=False),
            cfn("DisableApiTermination", default=False),
        ),
        row(
            "is_router",
            tf("source_dest_check", default=True),
            cfn("SourceDestCheck", default=True),
            convert=lambda checked: not checked,
        ),
        computed("zones", instance_zones),
        computed("behind_load_balancer", lambda raw, joins, made: is_pointed_at(raw, joins, LOAD_BALANCERS)),
        computed("serves_traffic", serves_traffic),
        computed("has_peers", has_peers),
    ),
)

ADAPTERS: tuple[Adapter, ...] = (INSTANCE,)
"""The adapters of this module."""
