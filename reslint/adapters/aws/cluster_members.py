"""The instances of a database cluster, and the zones that they are in."""

from __future__ import annotations

from reslint.adapters.aws.shared import listed, named_by
from reslint.adapters.aws.subnet_groups import (
    DOCDB_GROUPS,
    NEPTUNE_GROUPS,
    RDS_GROUPS,
    zones_of_group,
)
from reslint.adapters.base import Made
from reslint.adapters.joins import Joined, Joins
from reslint.adapters.lookup import look_up
from reslint.model.place import Spread, count_distinct, pinned, regional, some_of, undecided
from reslint.model.raw import RawResource
from reslint.model.value import ABSENT, ListOf, Unknown, Value

MULTI_AZ_CLUSTER_ZONES = 3
"""Zones of a Multi-AZ DB cluster ("Multi-AZ DB cluster deployments":
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html)."""

MAX_READERS = 15
"""Readers of a cluster at most ("Replication with Amazon Aurora":
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Replication.html)."""

MEMBERS = {
    "aws_rds_cluster": ("aws_rds_cluster_instance", "cluster_identifier"),
    "aws_docdb_cluster": ("aws_docdb_cluster_instance", "cluster_identifier"),
    "aws_neptune_cluster": ("aws_neptune_cluster_instance", "cluster_identifier"),
    "AWS::RDS::DBCluster": ("AWS::RDS::DBInstance", "DBClusterIdentifier"),
    "AWS::DocDB::DBCluster": ("AWS::DocDB::DBInstance", "DBClusterIdentifier"),
    "AWS::Neptune::DBCluster": ("AWS::Neptune::DBInstance", "DBClusterIdentifier"),
}
"""The type of a cluster's instances, and where they name their cluster."""

SCALABLE_TARGETS = {
    "aws_appautoscaling_target": ("scalable_dimension", "resource_id", "min_capacity"),
    "AWS::ApplicationAutoScaling::ScalableTarget": ("ScalableDimension", "ResourceId", "MinCapacity"),
}
"""Registrations that let a service add readers: dimension, cluster and least number."""

GROUPS = {
    "aws_rds_cluster": ("db_subnet_group_name", RDS_GROUPS),
    "AWS::RDS::DBCluster": ("DBSubnetGroupName", RDS_GROUPS),
    "aws_docdb_cluster": ("db_subnet_group_name", DOCDB_GROUPS),
    "AWS::DocDB::DBCluster": ("DBSubnetGroupName", DOCDB_GROUPS),
    "aws_neptune_cluster": ("neptune_subnet_group_name", NEPTUNE_GROUPS),
    "AWS::Neptune::DBCluster": ("DBSubnetGroupName", NEPTUNE_GROUPS),
}
"""Where a cluster names its subnet group."""


def _members(raw: RawResource, joins: Joins) -> Joined:
    instance_type, path = MEMBERS[raw.type]
    return joins.pointing_at(
        raw, (instance_type,), path, named_by(raw, "cluster_identifier", "DBClusterIdentifier")
    )


def instances(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Addresses of the cluster's instances and of readers that autoscaling keeps."""
    members = _members(raw, joins)
    added, open_end = _added_readers(raw, joins, len(members.certain))
    # Without a span: too few instances is a matter of the cluster, not of the one that is there.
    items = [Value(member.address) for member in members.certain]
    return listed((*items, *added), raw, members.undecided or open_end)


def instance_zones(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The zone that each of `instances` is bound to, null where AWS chooses."""
    members = _members(raw, joins)
    added, open_end = _added_readers(raw, joins, len(members.certain))
    path = "availability_zone" if raw.language == "terraform" else "AvailabilityZone"
    zones = [look_up(member, path) for member in members.certain]
    chosen = [ABSENT.with_(span=reader.span) for reader in added]
    return listed((*zones, *chosen), raw, members.undecided or open_end)


def _added_readers(raw: RawResource, joins: Joins, known: int) -> tuple[tuple[Value, ...], Unknown | None]:
    """Readers beyond the known instances that the least capacity of autoscaling brings."""
    for target in joins.of_type(*SCALABLE_TARGETS):
        dimension, cluster, least = (look_up(target, path) for path in SCALABLE_TARGETS[target.type])
        if isinstance(dimension.data, str) and not dimension.data.endswith(":cluster:ReadReplicaCount"):
            continue
        scales = _scales(cluster, raw)
        if scales is False:
            continue
        number = least.data
        if isinstance(number, str) and number.isdigit():
            number = int(number)
        if scales is None or target.exists or dimension.unknown or not isinstance(number, int):
            return (), Unknown(f"it is not decided how many readers {target.address} adds")
        reader = Value(f"reader kept by {target.address}")
        return (reader,) * max(0, min(number, MAX_READERS) + 1 - known), None
    return (), None


def _scales(value: Value, raw: RawResource) -> bool | None:
    """Whether a scalable resource (`cluster:name`) is the cluster; None if that is not decided."""
    if any(ref.address in (raw.address, raw.block) for ref in value.refs):
        return True
    if isinstance(value.data, str):
        names = [name.data for name in named_by(raw, "cluster_identifier", "DBClusterIdentifier")]
        return any(value.data == f"cluster:{name}" for name in names if isinstance(name, str))
    return False if value.refs or not value.unknown else None


def spread(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """The zones of the cluster's compute: its instances', or what its form has built in."""
    path, types = GROUPS[raw.type]
    candidates = zones_of_group(raw.get(path), joins, types)
    if made["multi_az_cluster"].data is True:
        return some_of(MULTI_AZ_CLUSTER_ZONES, candidates, (made["multi_az_cluster"],))
    if made["serverless"].data is True:
        return regional((made["serverless"],))
    if made["multi_az_cluster"].unknown or made["serverless"].unknown:
        return undecided((made["multi_az_cluster"], made["serverless"]), low=1)
    return _spread_of(made["instance_zones"], candidates)


def _spread_of(zones: Value, candidates: tuple[Value, ...]) -> Spread:
    """Bound zones count as they are; where AWS chooses, it spreads over what the subnets offer."""
    assert isinstance(zones.data, ListOf)
    items, rest = zones.data.items, zones.data.rest
    chosen = [zone for zone in items if zone.absent]
    if not chosen:
        return pinned(items, rest, items or (zones,))
    offered = count_distinct(candidates).high if candidates else None
    if len(chosen) < len(items) or rest is not None or (len(items) > 1 and offered is None):
        return undecided((zones,), low=1, high=None if rest else len(items))
    return some_of(min(len(items), offered or 1), candidates, (zones,))
