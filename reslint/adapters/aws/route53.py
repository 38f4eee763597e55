"""Hosted zones, DNS records and health checks; `expansion.py` takes groups of records apart."""

from __future__ import annotations

from reslint.adapters.aws import dns_siblings as siblings
from reslint.adapters.aws.flags import flag, is_set
from reslint.adapters.aws.links import derived, has_items
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.coerce import coerce
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import look_up, look_up_list
from reslint.model.kinds.network import DnsRecord, DnsZone, HealthCheck
from reslint.model.raw import RawResource
from reslint.model.value import ABSENT, Unknown, Value, all_refs

ROUTING = {
    "terraform": (
        ("failover", "failover_routing_policy"),
        ("weighted", "weighted_routing_policy"),
        ("latency", "latency_routing_policy"),
        ("geolocation", "geolocation_routing_policy"),
        ("geoproximity", "geoproximity_routing_policy"),
        ("cidr", "cidr_routing_policy"),
        ("multivalue", "multivalue_answer_routing_policy"),
    ),
    "cloudformation": (
        ("failover", "Failover"),
        ("weighted", "Weight"),
        ("latency", "Region"),
        ("geolocation", "GeoLocation"),
        ("geoproximity", "GeoProximityLocation"),
        ("cidr", "CidrRoutingConfig"),
        ("multivalue", "MultiValueAnswer"),
    ),
}
"""Routing policies by the attribute that chooses them."""
CLOUDFRONT_TYPES = ("aws_cloudfront_distribution", "AWS::CloudFront::Distribution")
CLOUDFRONT_SUFFIX = ".cloudfront.net"
CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"
"""The hosted zone of every distribution; the health of a distribution cannot be evaluated
("AliasTarget", https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html)."""


# -- zones -------------------------------------------------------------------------------------


def is_private(raw: RawResource, joins: Joins | None = None, made: Made | None = None) -> Value:
    """Whether a zone, or a looked-up zone, is private."""
    if raw.is_data:
        return _is_private_lookup(raw)
    vpcs = look_up_list(raw, "vpc" if raw.language == "terraform" else "VPCs")
    return has_items(vpcs, raw)


def _is_private_lookup(raw: RawResource) -> Value:
    """`private_zone` is false when left out, but only look-ups by name go by it.

    "Data Source: aws_route53_zone",
    https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/route53_zone
    """
    private = look_up(raw, "private_zone")
    if private.data is None and look_up(raw, "name").data is None:
        return flag(Unknown(f"{raw.address} is looked up by its id"), raw, (private,))
    return flag(private.unknown or private.data is True, raw, (private,))


def zone_in_code(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the record's zone is made by the same code."""
    zone = siblings.zone_of(raw, joins)
    return flag(zone is not None and not zone.is_data, raw, (siblings.zone_id(raw),))


def zone_is_private(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the record's zone is private; unknown when the zone is not in the code."""
    zone = siblings.zone_of(raw, joins)
    if zone is None:
        return flag(Unknown("its hosted zone is not in the code"), raw, (siblings.zone_id(raw),))
    return is_private(zone)


# -- records -----------------------------------------------------------------------------------


def routing(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The routing policy, by the attribute that chooses it."""
    for name, path in ROUTING[raw.language]:
        value = look_up_list(raw, path)
        chosen = has_items(value, raw)
        if chosen.unknown:
            return chosen
        if chosen.data is True and coerce(value, "flag").data is not False:
            return derived(name, raw, value)
    return derived("simple", raw)


def _alias(raw: RawResource, name: str) -> Value:
    return look_up(raw, f"alias.{name}" if raw.language == "terraform" else f"AliasTarget.{name}")


def is_alias(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the record is an alias."""
    block = look_up_list(raw, "alias" if raw.language == "terraform" else "AliasTarget")
    return has_items(block, raw)


def evaluate_target_health(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether an alias takes over its target's health; CloudFormation leaves it off by default.

    "AWS::Route53::RecordSet AliasTarget",
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-route53-recordset-aliastarget.html
    """
    terraform = raw.language == "terraform"
    value = _alias(raw, "evaluate_target_health" if terraform else "EvaluateTargetHealth")
    if value.data is not None or made["is_alias"].data is not True:
        return coerce(value, "flag")
    return value.with_(data=False, origin="default")


def target_health_supported(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the alias' target has a health that can be taken over: not a CDN distribution."""
    if made["is_alias"].data is False:
        return ABSENT.with_(span=raw.span)
    terraform = raw.language == "terraform"
    name = _alias(raw, "name" if terraform else "DNSName")
    zone = _alias(raw, "zone_id" if terraform else "HostedZoneId")
    if zone.data == CLOUDFRONT_ZONE:
        return flag(False, raw, (zone,))
    if isinstance(name.data, str):
        return flag(not name.data.rstrip(".").lower().endswith(CLOUDFRONT_SUFFIX), raw, (name,))
    pointed = [joins.at(ref.address) for ref in all_refs(name)]
    if any(target is not None for target in pointed):
        return flag(not any(t is not None and t.type in CLOUDFRONT_TYPES for t in pointed), raw, (name,))
    return flag(name.unknown or Unknown("the alias' target is not decided"), raw, (name,))


def health_check(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a health check is attached."""
    value = look_up(raw, "health_check_id" if raw.language == "terraform" else "HealthCheckId")
    return is_set(value, raw)


def is_disabled(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a health check stands still: CloudFormation cannot say so, hence never does."""
    if raw.language == "cloudformation":
        return flag(False, raw)
    value = look_up(raw, "disabled")
    return value.with_(data=False, origin="default") if value.data is None else coerce(value, "flag")


ZONE = Adapter(
    kind=DnsZone,
    service="route53",
    types=("aws_route53_zone", "AWS::Route53::HostedZone"),
    scope="global",
    rows=(computed("is_private", is_private),),
)

RECORD = Adapter(
    kind=DnsRecord,
    service="route53",
    types=("aws_route53_record", "AWS::Route53::RecordSet"),
    scope="global",
    rows=(
        row("record_type", tf("type"), cfn("Type")),
        computed("routing", routing),
        row("failover_role", tf("failover_routing_policy.type"), cfn("Failover")),
        row("weight", tf("weighted_routing_policy.weight"), cfn("Weight")),
        row("set_identifier", tf("set_identifier"), cfn("SetIdentifier")),
        computed("is_alias", is_alias),
        computed("evaluate_target_health", evaluate_target_health),
        computed("target_health_supported", target_health_supported),
        computed("health_check", health_check),
        computed("siblings", siblings.siblings),
        computed("shares_target", siblings.shares_target),
        computed("has_counterpart", siblings.has_counterpart),
        computed("counterpart_differs", siblings.counterpart_differs),
        computed("zone_in_code", zone_in_code),
        computed("zone_is_private", zone_is_private),
    ),
)

HEALTH_CHECK = Adapter(
    kind=HealthCheck,
    service="route53",
    types=("aws_route53_health_check", "AWS::Route53::HealthCheck"),
    scope="global",
    rows=(
        row("type", tf("type"), cfn("HealthCheckConfig.Type")),
        # CloudFormation cannot disable a check: "AWS::Route53::HealthCheck HealthCheckConfig",
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-route53-healthcheck-healthcheckconfig.html
        computed("disabled", is_disabled),
        row(
            "inverted",
            tf("invert_healthcheck", default=False),
            cfn("HealthCheckConfig.Inverted", default=False),
        ),
        row(
            "child_health_threshold",
            tf("child_health_threshold"),
            cfn("HealthCheckConfig.HealthThreshold"),
        ),
        row(
            "insufficient_data_status",
            tf("insufficient_data_health_status"),
            cfn("HealthCheckConfig.InsufficientDataHealthStatus"),
        ),
    ),
)

ADAPTERS: tuple[Adapter, ...] = (ZONE, RECORD, HEALTH_CHECK)
"""The adapters of this module."""
