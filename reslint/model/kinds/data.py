"""Kinds that keep data: databases, caches, tables, buckets, file systems, volumes and queues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reslint.model import attribute as typed
from reslint.model.resource import Resource
from reslint.model.value import Value

TableReplicas = Annotated[Value, typed.records(region=typed.TEXT, point_in_time_recovery=typed.FLAG)]
"""Copies of a table in other Regions: where, and whether each can be restored to a point in time."""

BucketCopies = Annotated[
    Value,
    typed.records(status=typed.TEXT, region=typed.TEXT, versioning=typed.TEXT, other_account=typed.FLAG),
]
"""Replication rules of a bucket: status (`Enabled`, `Disabled`); the destination's Region, unknown
when it is not in the code; the destination's versioning, null when it is not in the code; whether
the rule names another account."""


@dataclass(slots=True, kw_only=True, eq=False)
class Database(Resource):
    """One relational, document or graph database instance: alone, a replica, or a cluster's member."""

    engine: typed.Text
    """The engine as the provider names it, in lower case: `postgres`, `aurora-mysql`, `docdb`."""
    multi_az: typed.Flag
    """Whether a standby waits in a second zone; null for a cluster's member."""
    availability_zone: typed.Text
    """The zone it is bound to; null when the provider chooses."""
    is_replica: typed.Flag
    """Whether it is a read replica of another database."""
    is_member: typed.Flag
    """Whether it belongs to a cluster, which then decides backup, protection and failover."""
    backup_days: typed.Number
    """Days that automated backups are kept; 0: none are made. Null for a cluster's member."""
    in_backup_plan: typed.Flag
    """Whether a backup plan (AWS Backup) covers it."""
    deletion_protection: typed.Flag
    """Whether the API refuses to delete it; null for a cluster's member."""
    skip_final_snapshot: typed.Flag
    """Whether it is deleted without a last snapshot; null for a cluster's member."""
    replica_regions: typed.Texts
    """Regions that its automated backups are copied to."""
    copy_in_same_region: typed.Flag
    """Whether a copy that is meant for another Region is in its own."""


@dataclass(slots=True, kw_only=True, eq=False)
class DatabaseCluster(Resource):
    """A cluster of database instances over one store: Aurora, Multi-AZ cluster, DocumentDB, Neptune."""

    engine: typed.Text
    """The engine as the provider names it, in lower case: `aurora-postgresql`, `docdb`, `neptune`."""
    engine_mode: typed.Text
    """`provisioned`, `serverless` (Aurora Serverless v1), `parallelquery`, `global`, `multimaster`."""
    serverless: typed.Flag
    """Whether the provider runs and replaces the compute itself (Aurora Serverless v1, Limitless):
    such a cluster has no instances of its own."""
    multi_az_cluster: typed.Flag
    """Whether it is a Multi-AZ DB cluster: three instances in three zones are built in."""
    instances: typed.Texts
    """Addresses of its instances, and one entry for each reader that autoscaling keeps at the least."""
    instance_zones: typed.Texts
    """For each instance the zone it is bound to, null where the provider chooses."""
    is_replica: typed.Flag
    """Whether it copies another cluster: secondary of a global database, or a read replica."""
    is_member: typed.Flag
    """Always false: it has members and is none. It lets one rule speak of clusters and instances."""
    global_cluster: typed.Text
    """Identifier of the global database it belongs to."""
    backup_days: typed.Number
    """Days that automated backups are kept."""
    in_backup_plan: typed.Flag
    """Whether a backup plan (AWS Backup) covers it."""
    deletion_protection: typed.Flag
    """Whether the API refuses to delete it."""
    skip_final_snapshot: typed.Flag
    """Whether it is deleted without a last snapshot."""
    replica_regions: typed.Texts
    """Regions of the other clusters of its global database; empty for a secondary."""
    copy_in_same_region: typed.Flag
    """Whether a copy that is meant for another Region is in its own."""


@dataclass(slots=True, kw_only=True, eq=False)
class Cache(Resource):
    """An in-memory cache: replication group, single cluster, or serverless."""

    engine: typed.Text
    """`redis`, `valkey` or `memcached`."""
    topology: typed.Text
    """`replication-group` (a primary and replicas), `cluster` (nodes without copies of each other),
    or `serverless`."""
    is_member: typed.Flag
    """Whether it is a node of a replication group, which then decides failover."""
    is_replica: typed.Flag
    """Whether it is a secondary of a global datastore, which takes settings from its primary."""
    automatic_failover: typed.Flag
    """Whether a replica takes over by itself; null outside replication groups."""
    multi_az: typed.Flag
    """Whether replicas are kept in other zones than their primary; null outside replication groups."""
    replicas: typed.Number
    """Replicas of each shard, of the worst-off shard when they differ; null outside replication groups."""
    nodes: typed.Number
    """Nodes of a `cluster`; null otherwise."""


@dataclass(slots=True, kw_only=True, eq=False)
class Table(Resource):
    """A key-value or document table: DynamoDB."""

    point_in_time_recovery: typed.Flag
    """Whether the table can be restored to any second; for a global table, all its copies."""
    replicas: TableReplicas
    """Copies in other Regions. A CloudFormation global table lists its home too, unless that is certain."""
    replica_regions: typed.Texts
    """Regions of those copies."""
    copy_in_same_region: typed.Flag
    """Whether a copy that is meant for another Region is in its own."""
    deletion_protection: typed.Flag
    """Whether the API refuses to delete it."""
    expires_items: typed.Flag
    """Whether items are deleted when their time to live has passed."""
    likely_purpose: typed.Texts
    """What its name suggests (`scratch`: locks, sessions, caches): a guess, apart from `purpose`."""
    in_backup_plan: typed.Flag
    """Whether a backup plan (AWS Backup) covers it."""


@dataclass(slots=True, kw_only=True, eq=False)
class Bucket(Resource):
    """An object store: S3 bucket."""

    versioning: typed.Text
    """`Enabled`, `Suspended`, or `Disabled` when it was never switched on."""
    is_replicated: typed.Flag
    """Whether it has replication rules."""
    copies: BucketCopies
    """Its replication rules."""
    replica_regions: typed.Texts
    """Regions of the destinations of its replication rules; unknown for one that is not in the code."""
    is_replica_destination: typed.Flag
    """Whether another bucket is replicated into it."""
    force_destroy: typed.Flag
    """Whether a destroy empties it first; CloudFormation never does."""
    expires_soon: typed.Flag
    """Whether a lifecycle rule deletes everything in it within a week: it holds scratch data."""
    backup_regions: typed.Texts
    """Regions that a backup plan (AWS Backup) copies its backups to."""
    likely_purpose: typed.Texts
    """What its name suggests (`log`, `artifact`, `state`, `replica`, `scratch`): a guess, apart from
    `purpose`, which is certain."""


@dataclass(slots=True, kw_only=True, eq=False)
class FileSystem(Resource):
    """A shared file system: EFS."""

    availability_zone: typed.Text
    """The only zone it stores data in; null when data is kept in several."""
    is_replica: typed.Flag
    """Whether another file system is replicated into it."""
    automatic_backups: typed.Flag
    """Whether its own daily backups are on."""
    in_backup_plan: typed.Flag
    """Whether a backup plan (AWS Backup) covers it."""
    replica_regions: typed.Texts
    """Regions that it is replicated to."""
    copy_in_same_region: typed.Flag
    """Whether a copy that is meant for another Region is in its own."""


@dataclass(slots=True, kw_only=True, eq=False)
class Volume(Resource):
    """A disk of a virtual machine: EBS volume."""

    skip_final_snapshot: typed.Flag
    """Whether it is deleted without a last snapshot."""


@dataclass(slots=True, kw_only=True, eq=False)
class Queue(Resource):
    """A message queue: SQS."""

    dead_letter_queue: typed.Text
    """Where messages go that cannot be handled: ARN, or the queue referred to; null for nowhere."""
    max_receives: typed.Number
    """How often a message is tried before it goes there."""
    is_dead_letter: typed.Flag
    """Whether failed messages or events of others end here."""
    retention_seconds: typed.Number
    """Seconds that a message is kept."""
    is_fifo: typed.Flag
    """Whether order is kept."""


@dataclass(slots=True, kw_only=True, eq=False)
class SubnetGroup(Resource):
    """The subnets that a data service may place its nodes in; `zones` are those of the subnets."""

    subnets: typed.Texts
    """Ids of the subnets."""
