"""Database clusters: Aurora, Multi-AZ DB clusters, DocumentDB and Neptune, joined with their instances.

Defaults: "Resource: aws_rds_cluster"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster and
"AWS::RDS::DBCluster"
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbcluster.html;
DocumentDB and Neptune have the same.
"""

from __future__ import annotations

from reslint.adapters.aws.backup import in_backup_plan
from reslint.adapters.aws.cluster_members import instance_zones, instances, spread
from reslint.adapters.aws.flags import all_of, any_of, flag, is_set, negated, test
from reslint.adapters.aws.rds_instances import lower, retention
from reslint.adapters.aws.shared import (
    constant,
    listed,
    named_by,
    region_because,
    same_region_copy,
    skips_final_snapshot,
)
from reslint.adapters.base import Adapter, Computed, Made, Row, cfn, computed, row, tf
from reslint.adapters.joins import Joins
from reslint.model.kinds.data import DatabaseCluster
from reslint.model.raw import RawResource
from reslint.model.value import AttributeOf, Unknown, Value

RDS_CLUSTERS = ("aws_rds_cluster", "AWS::RDS::DBCluster")
DOCDB_CLUSTERS = ("aws_docdb_cluster", "AWS::DocDB::DBCluster")
NEPTUNE_CLUSTERS = ("aws_neptune_cluster", "AWS::Neptune::DBCluster")

GLOBAL_PATHS = ("global_cluster_identifier", "GlobalClusterIdentifier")
"""Where a cluster names its global database."""

PRIMARY_SIGNS = (
    "master_username", "snapshot_identifier", "restore_to_point_in_time", "s3_import",
    "MasterUsername", "SnapshotIdentifier", "SourceDBClusterIdentifier",
)  # fmt: skip
"""What a cluster with data of its own has and a secondary of a global database must not have
("Resource: aws_rds_cluster", master_username)."""


def _global_value(raw: RawResource) -> Value:
    return raw.get(GLOBAL_PATHS[0] if raw.language == "terraform" else GLOBAL_PATHS[1])


def _is_replica(raw: RawResource, joins: Joins, made: Made) -> Value:
    """A read replica, or a secondary of a global database."""
    sources = ("replication_source_identifier", "ReplicationSourceIdentifier")
    copied = [is_set(raw.get(name), raw) for name in sources]
    return any_of(raw, *copied, _is_secondary(raw))


def _is_secondary(raw: RawResource) -> Value:
    in_global = is_set(_global_value(raw), raw)
    primary = any_of(raw, *(is_set(raw.get(name), raw) for name in PRIMARY_SIGNS))
    if raw.type in NEPTUNE_CLUSTERS and primary.data is False:
        # Neptune has no user: nothing tells its primary from its secondaries.
        reason = "a Neptune cluster does not say whether it is the primary of its global database"
        primary = flag(Unknown(reason, None, "no"), raw)
    return all_of(raw, in_global, negated(raw, primary))


def _by_global_database(joins: Joins) -> dict[str, list[RawResource]]:
    found: dict[str, list[RawResource]] = {}
    for cluster in joins.of_type(*RDS_CLUSTERS, *DOCDB_CLUSTERS, *NEPTUNE_CLUSTERS):
        key = _global_key(_global_value(cluster))
        if key and cluster.exists is None:
            found.setdefault(key, []).append(cluster)
    return found


def _global_key(value: Value) -> str:
    """What identifies a global database; empty for none, or for one that cannot be compared."""
    symbol = value.symbol
    if isinstance(symbol, AttributeOf):
        return symbol.address
    return f"={value.data}" if isinstance(value.data, str) else str(symbol or "")


def _replica_regions(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Regions of the other clusters of the global database, asked of its primary only."""
    value = _global_value(raw)
    if value.absent or made["is_replica"].data is True:
        return listed((), raw)
    others = [c for c in joins.once(_by_global_database).get(_global_key(value), []) if c is not raw]
    regions = (region_because(c.region, _global_value(c)) for c in others)
    return listed(tuple(regions), raw)


def _names(raw: RawResource) -> tuple[Value, ...]:
    return named_by(raw, "cluster_identifier", "DBClusterIdentifier")


def _in_plan(raw: RawResource, joins: Joins, made: Made) -> Value:
    return in_backup_plan(raw, joins, "rds:cluster", _names(raw))


def _runs_itself(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Aurora Serverless v1 and Aurora Limitless have no instances to count."""
    scaling = raw.get("cluster_scalability_type" if raw.language == "terraform" else "ClusterScalabilityType")
    return any_of(
        raw,
        test(made["engine_mode"], raw, lambda mode: mode == "serverless"),
        test(scaling, raw, lambda kind: kind == "limitless"),
    )


def _is_multi_az_cluster(raw: RawResource, joins: Joins, made: Made) -> Value:
    """An instance class on the cluster itself is what makes a Multi-AZ DB cluster."""
    names = ("db_cluster_instance_class", "DBClusterInstanceClass")
    return any_of(raw, *(is_set(raw.get(name), raw) for name in names))


def _common(default_policy: str) -> tuple[Row | Computed, ...]:
    """The rows that all kinds of cluster share; the policy is what DeletionPolicy defaults to."""
    return (
        row("global_cluster", tf("global_cluster_identifier"), cfn("GlobalClusterIdentifier")),
        constant("is_member", False),
        computed("is_replica", _is_replica),
        computed("instances", instances),
        computed("instance_zones", instance_zones),
        row("backup_days", tf("backup_retention_period", default=1), cfn("BackupRetentionPeriod", default=1)),
        computed("backup_days", retention),
        row(
            "deletion_protection",
            tf("deletion_protection", default=False),
            cfn("DeletionProtection", default=False),
        ),
        row("skip_final_snapshot", tf("skip_final_snapshot", default=False)),
        skips_final_snapshot(default_policy),
        computed("in_backup_plan", _in_plan),
        computed("replica_regions", _replica_regions),
        computed("copy_in_same_region", same_region_copy),
        computed("zones", spread),
    )


def _plain(service: str, default_policy: str, types: tuple[str, ...]) -> Adapter:
    """A cluster whose service has one engine and no other form."""
    one_form = (
        constant("engine", service),
        constant("engine_mode", "provisioned"),
        constant("serverless", False),
        constant("multi_az_cluster", False),
    )
    return Adapter(
        kind=DatabaseCluster, service=service, types=types, rows=(*one_form, *_common(default_policy))
    )


ADAPTERS = (
    Adapter(
        kind=DatabaseCluster,
        service="rds",
        types=RDS_CLUSTERS,
        rows=(
            row("engine", tf("engine"), cfn("Engine"), convert=lower),
            row(
                "engine_mode",
                tf("engine_mode", default="provisioned"),
                cfn("EngineMode", default="provisioned"),
            ),
            computed("serverless", _runs_itself),
            computed("multi_az_cluster", _is_multi_az_cluster),
            # "The default policy is Snapshot for AWS::RDS::DBCluster resources", Delete for others:
            # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
            *_common("Snapshot"),
        ),
    ),
    _plain("docdb", "Delete", DOCDB_CLUSTERS),
    _plain("neptune", "Delete", NEPTUNE_CLUSTERS),
)
"""What this module adapts."""
