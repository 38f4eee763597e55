"""The kinds of the common model, by role and not by product."""

from __future__ import annotations

from reslint.model.kinds.compute import (
    EventSource,
    Function,
    Instance,
    InstanceGroup,
    Service,
    TaskDefinition,
)
from reslint.model.kinds.data import (
    Bucket,
    Cache,
    Database,
    DatabaseCluster,
    FileSystem,
    Queue,
    SubnetGroup,
    Table,
    Volume,
)
from reslint.model.kinds.network import (
    Cdn,
    DnsRecord,
    DnsZone,
    Gateway,
    HealthCheck,
    LoadBalancer,
    Subnet,
    TargetGroup,
)
from reslint.model.kinds.text import Text
from reslint.model.resource import Resource

KINDS: tuple[type[Resource], ...] = (
    Bucket, Cache, Cdn, Database, DatabaseCluster, DnsRecord, DnsZone, EventSource, FileSystem,
    Function, Gateway, HealthCheck, Instance, InstanceGroup, LoadBalancer, Queue,
    Service, Subnet, SubnetGroup, Table, TargetGroup, TaskDefinition, Text, Volume,
)  # fmt: skip
"""Every kind; a rule names one by its class name."""

TRAITS: dict[str, tuple[str, ...]] = {
    "Stateful": ("Database", "DatabaseCluster", "Table", "Bucket", "FileSystem", "Volume", "Queue"),
}
"""Groups of kinds that a rule can name as one; it can use the attributes they share."""


def kind_named(name: str) -> type[Resource] | None:
    """The kind of this name."""
    return next((kind for kind in KINDS if kind.__name__ == name), None)
