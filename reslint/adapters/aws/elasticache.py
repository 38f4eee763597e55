"""ElastiCache: replication groups, single clusters and serverless caches.

Defaults: "Resource: aws_elasticache_replication_group"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_replication_group,
"Resource: aws_elasticache_cluster"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_cluster,
"AWS::ElastiCache::ReplicationGroup"
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticache-replicationgroup.html
and "AWS::ElastiCache::CacheCluster"
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticache-cachecluster.html
"""

from __future__ import annotations

from collections.abc import Sequence

from reslint.adapters.aws.flags import any_of, is_set
from reslint.adapters.aws.rds_instances import lower
from reslint.adapters.aws.shared import constant, named_by
from reslint.adapters.aws.subnet_groups import CACHE_GROUP, ELASTICACHE_GROUPS, zones_of_group
from reslint.adapters.base import PROVIDER_CHOOSES, Adapter, Made, cfn, computed, row, tf
from reslint.adapters.coerce import coerce
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import blocks, inside, look_up
from reslint.adapters.zones import zones_of_list
from reslint.model.kinds.data import Cache
from reslint.model.place import Range, Spread, pinned, some_of, undecided
from reslint.model.raw import RawResource
from reslint.model.value import Value

ONE_NODE = Value(1, origin="default")
"""Nodes of a replication group that names no number ("NumCacheClusters … will default to 1":
https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html)."""


# -- replication groups ------------------------------------------------------------------------


def _replicas(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Replicas of the worst-off shard, from whichever of three forms is written."""
    shards = _by_shard(raw)
    if shards is not None:
        return shards
    each = _first(
        raw, "replicas_per_node_group", "cluster_mode.replicas_per_node_group", "ReplicasPerNodeGroup"
    )
    if each is not None:
        return coerce(each, "number")
    sharded = _first(raw, "num_node_groups", "cluster_mode.num_node_groups", "NumNodeGroups")
    if sharded is not None and (sharded.unknown or coerce(sharded, "number").data != 1):
        return sharded.with_(data=0, origin="default", path=None, span=raw.span)
    return _nodes_but_primary(raw, joins)


def _by_shard(raw: RawResource) -> Value | None:
    """The least number of replicas over the shards that are configured one by one."""
    terraform = raw.language == "terraform"
    found, rest = blocks(raw, "node_group_configuration" if terraform else "NodeGroupConfiguration")
    counts = [
        coerce(inside(item, "replica_count" if terraform else "ReplicaCount", raw), "number")
        for item in found
    ]
    written = [count for count in counts if not count.absent]
    if rest is not None:
        return Value(rest, raw.span, "computed", because=tuple(written))
    unknown = next((count for count in written if count.unknown), None)
    if unknown is not None or not written or len(written) < len(counts):
        return unknown
    return min(written, key=lambda count: int(str(count.data)))


def _nodes_but_primary(raw: RawResource, joins: Joins) -> Value:
    """The nodes of a group without shards, and replicas that are resources of their own, less the primary."""
    nodes = _first(raw, "num_cache_clusters", "number_cache_clusters", "NumCacheClusters")
    count = coerce(nodes if nodes is not None else ONE_NODE.with_(span=raw.span), "number")
    joined = joins.pointing_at(
        raw, ("aws_elasticache_cluster",), "replication_group_id", named_by(raw, "replication_group_id")
    )
    if not isinstance(count.data, int):
        return count
    if joined.undecided and count.data < 2:
        return Value(joined.undecided, raw.span, "computed", because=(count,))
    replicas = max(0, count.data - 1) + len(joined.certain)
    return Value(replicas, count.span, "computed", because=(count,))


def _first(raw: RawResource, *paths: str) -> Value | None:
    """The first of several attributes that is written."""
    return next(iter(named_by(raw, *paths)), None)


def _group_zones(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """Preferred zones as listed; otherwise Multi-AZ puts a shard's nodes into two zones or more."""
    preferred = _first(raw, "preferred_cache_cluster_azs", "PreferredCacheClusterAZs")
    if preferred is not None:
        return zones_of_list(preferred, joins)
    candidates = _candidates(raw, joins)
    replicas, multi_az = made["replicas"], made["multi_az"]
    highest = replicas.data + 1 if isinstance(replicas.data, int) else None
    if multi_az.data is True and highest is not None and highest > 1:
        return _several(highest, candidates, (multi_az, replicas))
    sharded = any_of(raw, *(is_set(raw.get(n), raw) for n in ("num_node_groups", "NumNodeGroups")))
    if highest == 1 and sharded.data is False:
        return some_of(1, candidates, (replicas,))
    return undecided((multi_az, replicas), low=1, high=None if sharded.data is not False else highest)


def _several(highest: int, candidates: Sequence[Value], because: Sequence[Value]) -> Spread:
    """Two zones at least, at most one for each node."""
    return Spread("some-of", Range(2, highest), (), tuple(candidates), tuple(because))


def _candidates(raw: RawResource, joins: Joins) -> tuple[Value, ...]:
    name = raw.get("subnet_group_name" if raw.language == "terraform" else "CacheSubnetGroupName")
    return zones_of_group(name, joins, ELASTICACHE_GROUPS)


def _is_secondary(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Naming a global datastore makes a group a secondary of it."""
    names = ("global_replication_group_id", "GlobalReplicationGroupId")
    return any_of(raw, *(is_set(raw.get(name), raw) for name in names))


REPLICATION_GROUP = Adapter(
    kind=Cache,
    service="elasticache",
    types=("aws_elasticache_replication_group", "AWS::ElastiCache::ReplicationGroup"),
    scope="zonal",
    rows=(
        row("engine", tf("engine", default="redis"), cfn("Engine", default="redis"), convert=lower),
        constant("topology", "replication-group"),
        constant("is_member", False),
        computed("is_replica", _is_secondary),
        row(
            "automatic_failover",
            tf("automatic_failover_enabled", default=False),
            cfn("AutomaticFailoverEnabled", default=False),
        ),
        row("multi_az", tf("multi_az_enabled", default=False), cfn("MultiAZEnabled", default=False)),
        computed("replicas", _replicas),
        computed("zones", _group_zones),
    ),
)


# -- single clusters ---------------------------------------------------------------------------


def _cluster_zones(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """One zone, unless nodes are listed by zone or spread by `cross-az`."""
    listed = _first(raw, "preferred_availability_zones", "PreferredAvailabilityZones")
    if listed is not None:
        return zones_of_list(listed, joins)
    terraform = raw.language == "terraform"
    mode = look_up(raw, "az_mode" if terraform else "AZMode")
    zone = look_up(raw, "availability_zone" if terraform else "PreferredAvailabilityZone")
    candidates, nodes = _candidates(raw, joins), made["nodes"]
    if nodes.data == 1:
        return some_of(1, candidates, (nodes,)) if zone.absent else pinned((zone,), None, (nodes,))
    highest = nodes.data if isinstance(nodes.data, int) else None
    if mode.unknown or highest is None:
        return undecided((mode, nodes), low=1, high=highest)
    if mode.data == "cross-az":
        return _several(highest, candidates, (mode, nodes))
    mode = mode if not mode.absent else mode.with_(data="single-az", origin="default")
    return some_of(1, candidates, (mode,)) if zone.absent else pinned((zone,), None, (mode,))


def _in_group(raw: RawResource, joins: Joins, made: Made) -> Value:
    return is_set(raw.get("replication_group_id"), raw)


CLUSTER = Adapter(
    kind=Cache,
    service="elasticache",
    types=("aws_elasticache_cluster", "AWS::ElastiCache::CacheCluster"),
    scope="zonal",
    rows=(
        row("engine", tf("engine"), cfn("Engine"), convert=lower),
        constant("topology", "cluster"),
        computed("is_member", _in_group),
        constant("is_replica", False),
        row(
            "nodes",
            tf("num_cache_nodes", default=PROVIDER_CHOOSES),
            cfn("NumCacheNodes", default=PROVIDER_CHOOSES),
        ),
        computed("zones", _cluster_zones),
    ),
)

SERVERLESS = Adapter(
    kind=Cache,
    service="elasticache",
    types=("aws_elasticache_serverless_cache", "AWS::ElastiCache::ServerlessCache"),
    rows=(
        row("engine", tf("engine"), cfn("Engine"), convert=lower),
        constant("topology", "serverless"),
        constant("is_member", False),
        constant("is_replica", False),
    ),
)

ADAPTERS = (REPLICATION_GROUP, CLUSTER, SERVERLESS, CACHE_GROUP)
"""What this module adapts."""
