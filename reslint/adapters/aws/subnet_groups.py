"""Subnet groups of data services: the zones that a service may place its nodes in."""

from __future__ import annotations

from dataclasses import replace

from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import look_up_list
from reslint.adapters.zones import zones_of_subnets
from reslint.model.kinds.data import SubnetGroup
from reslint.model.place import Spread
from reslint.model.raw import RawResource
from reslint.model.value import Value

RDS_GROUPS = ("aws_db_subnet_group", "AWS::RDS::DBSubnetGroup")
DOCDB_GROUPS = ("aws_docdb_subnet_group", "AWS::DocDB::DBSubnetGroup")
NEPTUNE_GROUPS = ("aws_neptune_subnet_group", "AWS::Neptune::DBSubnetGroup")
ELASTICACHE_GROUPS = ("aws_elasticache_subnet_group", "AWS::ElastiCache::SubnetGroup")

NAME_PATHS = {
    "AWS::RDS::DBSubnetGroup": "DBSubnetGroupName",
    "AWS::DocDB::DBSubnetGroup": "DBSubnetGroupName",
    "AWS::Neptune::DBSubnetGroup": "DBSubnetGroupName",
    "AWS::ElastiCache::SubnetGroup": "CacheSubnetGroupName",
}
"""Where a group's own name stands; in Terraform it is always `name`."""


def zones_of_group(name: Value, joins: Joins, types: tuple[str, ...]) -> tuple[Value, ...]:
    """The zones of the subnet group that a value names; none when it is not in the code."""
    group = joins.target(name, types, "name") or _by_cloudformation_name(name, joins, types)
    return zones_of_subnets(_subnets(group), joins).members if group else ()


def _by_cloudformation_name(name: Value, joins: Joins, types: tuple[str, ...]) -> RawResource | None:
    path = NAME_PATHS.get(types[-1])
    return joins.target(name, types, path) if path else None


def _subnets(group: RawResource) -> Value:
    return look_up_list(group, "subnet_ids" if group.language == "terraform" else "SubnetIds")


def group_spread(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """The zones of the group's subnets; the list of subnets comes first in the evidence."""
    subnets = _subnets(raw)
    spread = zones_of_subnets(subnets, joins)
    return replace(spread, because=(subnets, *(v for v in spread.because if v is not subnets)))


def _adapter(service: str, *types: str) -> Adapter:
    return Adapter(
        kind=SubnetGroup,
        service=service,
        types=types,
        rows=(row("subnets", tf("subnet_ids"), cfn("SubnetIds")), computed("zones", group_spread)),
    )


DATABASE_GROUPS = (
    _adapter("rds", *RDS_GROUPS),
    _adapter("docdb", *DOCDB_GROUPS),
    _adapter("neptune", *NEPTUNE_GROUPS),
)
"""Subnet groups of databases."""

CACHE_GROUP = _adapter("elasticache", *ELASTICACHE_GROUPS)
"""Subnet groups of caches."""

ADAPTERS = (
    *DATABASE_GROUPS,
    CACHE_GROUP,
    _adapter("memorydb", "aws_memorydb_subnet_group", "AWS::MemoryDB::SubnetGroup"),
    _adapter("dax", "aws_dax_subnet_group", "AWS::DAX::SubnetGroup"),
    _adapter("redshift", "aws_redshift_subnet_group", "AWS::Redshift::ClusterSubnetGroup"),
    _adapter("dms", "aws_dms_replication_subnet_group", "AWS::DMS::ReplicationSubnetGroup"),
)
"""What this module adapts."""
