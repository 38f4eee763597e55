"""Kinds that bring traffic to the system and out of it."""

from __future__ import annotations

from dataclasses import dataclass

from reslint.model import attribute as typed
from reslint.model.resource import Resource


@dataclass(slots=True, kw_only=True, eq=False)
class LoadBalancer(Resource):
    """Spreads connections over targets."""

    type: typed.Text
    """`application`, `network`, `gateway` or `classic`."""
    internal: typed.Flag
    """Whether it has private addresses only."""
    has_zonal_siblings: typed.Flag
    """Whether sibling balancers of the same block are in another zone: one a zone, by design.
    False when it is in several zones itself."""
    deletion_protection: typed.Flag
    """Whether the API refuses to delete it; null for classic ones, which have none."""
    health_check: typed.Flag
    """Classic only: whether a health check is configured; null for the others, whose target
    groups check."""
    health_check_target: typed.Text
    """Classic only: what is checked, `HTTP:80/health` or `TCP:80`."""
    serves_http: typed.Flag
    """Classic only: whether a listener speaks HTTP or HTTPS to the instances."""


@dataclass(slots=True, kw_only=True, eq=False)
class TargetGroup(Resource):
    """The targets behind a listener, and how their health is checked."""

    protocol: typed.Text
    """Protocol to the targets; null for functions."""
    target_type: typed.Text
    """`instance`, `ip`, `lambda` or `alb`."""
    health_check: typed.Flag
    """Whether the targets' health is checked."""
    health_check_protocol: typed.Text
    """Protocol of the check; null for the one that belongs to `protocol`."""
    health_check_path: typed.Text
    """Path of an HTTP check."""
    health_check_matcher: typed.Text
    """Status codes that count as healthy: `200`, `200-299,301`; null for the default."""
    accepts_errors: typed.Flag
    """Whether a 4xx or 5xx answer counts as healthy."""
    in_use: typed.Flag
    """Whether a listener, a group, a service or an attachment of the code uses it."""


@dataclass(slots=True, kw_only=True, eq=False)
class DnsZone(Resource):
    """A hosted DNS zone."""

    is_private: typed.Flag
    """Whether it answers inside VPCs only."""


@dataclass(slots=True, kw_only=True, eq=False)
class DnsRecord(Resource):
    """A set of DNS answers under one name, type and set identifier."""

    record_type: typed.Text
    """`A`, `AAAA`, `CNAME`, …"""
    routing: typed.Text
    """`simple`, `weighted`, `latency`, `failover`, `geolocation`, `geoproximity`, `multivalue`, `cidr`."""
    failover_role: typed.Text
    """`PRIMARY` or `SECONDARY`; null without failover routing."""
    weight: typed.Number
    """Weight among its siblings; null without weighted routing."""
    set_identifier: typed.Text
    """What tells it from its siblings; null for simple records."""
    is_alias: typed.Flag
    """Whether it points at a resource of the provider instead of holding answers."""
    evaluate_target_health: typed.Flag
    """Whether an alias takes over the health of its target; null without an alias."""
    target_health_supported: typed.Flag
    """Whether the alias' target has a health that can be taken over; null without an alias."""
    health_check: typed.Flag
    """Whether a health check is attached."""
    siblings: typed.Texts
    """Set identifiers of the other records of the same zone, name and type."""
    shares_target: typed.Flag
    """Whether every sibling gives the same answer: losing it is not a matter of routing.
    Null without siblings."""
    has_counterpart: typed.Flag
    """Failover only: whether the record of the other role is in the code."""
    counterpart_differs: typed.Flag
    """Failover only: whether the other role's record answers with something else."""
    zone_in_code: typed.Flag
    """Whether its hosted zone is made by the same code."""
    zone_is_private: typed.Flag
    """Whether its hosted zone is private."""


@dataclass(slots=True, kw_only=True, eq=False)
class HealthCheck(Resource):
    """A check that DNS routing acts on."""

    type: typed.Text
    """`HTTP`, `TCP`, `CALCULATED`, `CLOUDWATCH_METRIC`, `RECOVERY_CONTROL`, …"""
    disabled: typed.Flag
    """Whether it stands still: it then counts as healthy."""
    inverted: typed.Flag
    """Whether healthy and unhealthy are exchanged."""
    child_health_threshold: typed.Number
    """Children that must be healthy (calculated checks)."""
    insufficient_data_status: typed.Text
    """What missing metric data counts as: `Healthy`, `Unhealthy`, `LastKnownStatus`."""


@dataclass(slots=True, kw_only=True, eq=False)
class Cdn(Resource):
    """A content delivery network in front of origins."""

    enabled: typed.Flag
    """Whether it answers requests."""
    origin_failover: typed.Flag
    """Whether an origin group can turn to a second origin."""
    multi_region_origin: typed.Flag
    """Whether an origin is a multi-Region access point, which fails over by itself."""


@dataclass(slots=True, kw_only=True, eq=False)
class Gateway(Resource):
    """A way out of a network: NAT gateway."""

    type: typed.Text
    """`nat`."""
    mode: typed.Text
    """`zonal`, or `regional`: the provider spreads it over zones."""
    connectivity: typed.Text
    """`public` or `private`."""
    serves_zones: typed.Zones
    """Zones of the subnets whose route tables send traffic through it."""


@dataclass(slots=True, kw_only=True, eq=False)
class Subnet(Resource):
    """A range of addresses in one zone; its zone is `zones`."""

    is_public: typed.Flag
    """Whether machines get public addresses by default."""
