"""Database instances: RDS, and the members of Aurora, DocumentDB and Neptune clusters.

Defaults: "Resource: aws_db_instance"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance and
"AWS::RDS::DBInstance"
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbinstance.html
"""

from __future__ import annotations

from reslint.adapters.aws.backup import in_backup_plan
from reslint.adapters.aws.flags import all_of, any_of, is_set, negated, test
from reslint.adapters.aws.shared import (
    constant,
    left_out_if,
    listed,
    named_by,
    region_because,
    same_region_copy,
    skips_final_snapshot,
)
from reslint.adapters.aws.subnet_groups import (
    DOCDB_GROUPS,
    NEPTUNE_GROUPS,
    RDS_GROUPS,
    zones_of_group,
)
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.joins import Joins, pointers
from reslint.model.kinds.data import Database
from reslint.model.place import Spread, pinned, some_of, undecided
from reslint.model.raw import RawResource
from reslint.model.value import Scalar, Unknown, Value

RESTORED = (
    "snapshot_identifier", "restore_to_point_in_time", "DBSnapshotIdentifier", "SnapshotIdentifier",
    "DBClusterSnapshotIdentifier", "SourceDBInstanceAutomatedBackupsArn", "SourceDBClusterIdentifier",
    "UseLatestRestorableTime", "RestoreTime", "RestoreToTime",
)  # fmt: skip
"""Attributes that restore a database: one that is left out then keeps the source's retention
("Backup retention period":
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html)."""

GROUPS = {
    "aws_db_instance": RDS_GROUPS, "AWS::RDS::DBInstance": RDS_GROUPS, "aws_rds_cluster_instance": RDS_GROUPS,
    "aws_docdb_cluster_instance": DOCDB_GROUPS, "AWS::DocDB::DBInstance": DOCDB_GROUPS,
    "aws_neptune_cluster_instance": NEPTUNE_GROUPS, "AWS::Neptune::DBInstance": NEPTUNE_GROUPS,
}  # fmt: skip
"""The types of subnet group that an instance type may be in."""

GROUP_PATHS = {
    "aws_neptune_cluster_instance": "neptune_subnet_group_name",
    "AWS::RDS::DBInstance": "DBSubnetGroupName",
    "AWS::Neptune::DBInstance": "DBSubnetGroupName",
}
"""Where an instance names its subnet group; elsewhere it is `db_subnet_group_name`."""


def lower(text: Scalar) -> Scalar:
    """Engine names in one spelling: CloudFormation takes them in any case."""
    return text.lower() if isinstance(text, str) else text


def retention(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The backup retention read by the row above; kept from the source when restored and left out."""
    days: Value = made["backup_days"]
    restoring = any_of(raw, *(is_set(raw.get(path), raw) for path in RESTORED))
    if days.origin != "default" or restoring.data is False:
        return days
    return days.with_(data=Unknown("it is kept from what the database is restored from", None, "no"))


def _is_member(raw: RawResource, joins: Joins, made: Made) -> Value:
    """In a cluster by reference, or by an engine that only exists in clusters."""
    cluster = is_set(raw.get("DBClusterIdentifier"), raw)
    engine: Value = made["engine"]
    return any_of(raw, cluster, test(engine, raw, lambda name: str(name).startswith("aurora")))


def _is_replica(raw: RawResource, joins: Joins, made: Made) -> Value:
    """A copy of a source, unless the source is only restored from once."""
    if raw.language == "terraform":
        return is_set(raw.get("replicate_source_db"), raw)
    sources = ("SourceDBInstanceIdentifier", "SourceDBClusterIdentifier")
    source = any_of(raw, *(is_set(raw.get(name), raw) for name in sources))
    latest = any_of(raw, raw.get("UseLatestRestorableTime"))
    restored = any_of(raw, latest, is_set(raw.get("RestoreTime"), raw))
    return all_of(raw, source, negated(raw, restored))


def _zones(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """Multi-AZ takes two of the subnet group's zones, everything else one."""
    group = raw.get(GROUP_PATHS.get(raw.type, "db_subnet_group_name"))
    candidates = zones_of_group(group, joins, GROUPS[raw.type])
    zone, multi_az = made["availability_zone"], made["multi_az"]
    if multi_az.unknown:
        return undecided((multi_az,), low=1, high=2)
    if multi_az.data is True:
        return some_of(2, candidates, (multi_az,))
    because = (zone,) if multi_az.absent else (multi_az,)
    return some_of(1, candidates, because) if zone.absent else pinned((zone,), None, because)


def _backup_regions(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Where automated backups are copied to: a property, or a resource in the other Region."""
    inline = raw.get("AutomaticBackupReplicationRegion")
    copies = joins.pointing_at(
        raw, ("aws_db_instance_automated_backups_replication",), "source_db_instance_arn", _names(raw)
    )
    found = [region_because(c.region, pointers(c, "source_db_instance_arn")[0]) for c in copies.certain]
    if not inline.absent:
        found.append(inline)
    return listed(tuple(found), raw, copies.undecided)


def _names(raw: RawResource) -> tuple[Value, ...]:
    return named_by(raw, "identifier", "DBInstanceIdentifier")


def _in_plan(raw: RawResource, joins: Joins, made: Made) -> Value:
    return in_backup_plan(raw, joins, "rds:db", _names(raw))


INSTANCE = Adapter(
    kind=Database,
    service="rds",
    types=("aws_db_instance", "AWS::RDS::DBInstance"),
    scope="zonal",
    rows=(
        row("engine", tf("engine"), cfn("Engine"), convert=lower),
        computed("is_member", _is_member),
        computed("is_replica", _is_replica),
        row("multi_az", tf("multi_az", default=False), cfn("MultiAZ", default=False)),
        row("availability_zone", tf("availability_zone"), cfn("AvailabilityZone")),
        # Left out, Terraform asks for no backups and CloudFormation keeps them for one day.
        row("backup_days", tf("backup_retention_period", default=0), cfn("BackupRetentionPeriod", default=1)),
        computed("backup_days", retention),
        row(
            "deletion_protection",
            tf("deletion_protection", default=False),
            cfn("DeletionProtection", default=False),
        ),
        row("skip_final_snapshot", tf("skip_final_snapshot", default=False)),
        # "The default policy is Snapshot for AWS::RDS::DBInstance resources that don't specify the
        # DBClusterIdentifier property": the page on DeletionPolicy.
        skips_final_snapshot("Snapshot"),
        *left_out_if("is_member", "multi_az", "backup_days", "deletion_protection", "skip_final_snapshot"),
        computed("in_backup_plan", _in_plan),
        computed("replica_regions", _backup_regions),
        computed("copy_in_same_region", same_region_copy),
        computed("zones", _zones),
    ),
)


def _member(service: str, *types: str) -> Adapter:
    """An instance that always belongs to a cluster."""
    return Adapter(
        kind=Database,
        service=service,
        types=types,
        scope="zonal",
        rows=(
            row("engine", tf("engine"), convert=lower) if service == "rds" else constant("engine", service),
            constant("is_member", True),
            constant("is_replica", False),
            constant("in_backup_plan", False),
            row("availability_zone", tf("availability_zone"), cfn("AvailabilityZone")),
            constant("multi_az", None),
            constant("copy_in_same_region", False),
            computed("replica_regions", lambda raw, joins, made: listed((), raw)),
            computed("zones", _zones),
        ),
    )


ADAPTERS = (
    INSTANCE,
    _member("rds", "aws_rds_cluster_instance"),
    _member("docdb", "aws_docdb_cluster_instance", "AWS::DocDB::DBInstance"),
    _member("neptune", "aws_neptune_cluster_instance", "AWS::Neptune::DBInstance"),
)
"""What this module adapts."""
