"""Every CloudFormation path in the data adapters names a property that exists."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from reslint.adapters.aws import (
    backup,
    backup_copies,
    cluster_members,
    efs,
    rds_clusters,
    rds_instances,
    s3_roles,
    sqs,
    subnet_groups,
)
from reslint.adapters.base import Row
from reslint.adapters.lookup import steps

MODULES = ("rds", "subnet_groups", "dynamodb", "elasticache", "s3", "efs", "sqs", "ebs")
UNCHECKED = ("AWS::Serverless::Function", "AWS::Serverless::SimpleTable")
"""SAM's schema describes no parts of its objects."""
FREE_FORM = ("RedrivePolicy", "RedriveAllowPolicy")
"""Properties that hold any JSON object."""


def _row_paths() -> list[tuple[str, str]]:
    adapters = [a for m in MODULES for a in import_module(f"reslint.adapters.aws.{m}").ADAPTERS]
    found = []
    for adapter in adapters:
        types = [t for t in adapter.types if "::" in t]
        for entry in adapter.rows:
            places = entry.places if isinstance(entry, Row) else ()
            cloudformation = [place for place in places if place.language == "cloudformation"]
            found.extend((t, p.path) for p in cloudformation for t in p.types or types if t in types)
    return found


def _joined_paths() -> list[tuple[str, str]]:
    site = s3_roles.SITE_PATHS["AWS::CloudFront::Distribution"]
    selection = backup.PATHS["AWS::Backup::BackupSelection"]
    pairs = [
        *((t, path) for t, path, _ in s3_roles.WRITERS),
        *((t, path) for t, path in sqs.FAILURE_SINKS),
        *cluster_members.MEMBERS.values(),
        *((t, p) for t, (p, _) in cluster_members.GROUPS.items()),
        *((t, p) for t, paths in cluster_members.SCALABLE_TARGETS.items() for p in paths),
        *subnet_groups.NAME_PATHS.items(),
        *rds_instances.GROUP_PATHS.items(),
        *backup_copies.PLANS.items(),
        *backup_copies.PLAN_PATHS.items(),
        *(("AWS::RDS::DBCluster", p) for p in rds_clusters.PRIMARY_SIGNS if p[0].isupper()),
        *(("AWS::CloudFront::Distribution", p) for p in (site.page, site.target)),
        *(("AWS::CloudFront::Distribution", f"{site.origins}.{p}") for p in (site.origin_id, site.domain)),
        *(("AWS::Backup::BackupSelection", p) for p in (selection.resources, selection.excluded)),
        *(("AWS::Backup::BackupSelection", f"{selection.tags}.{p}") for p in (selection.tag_key,)),
        ("AWS::EFS::FileSystem", efs.DESTINATIONS + ".FileSystemId"),
        ("AWS::EFS::FileSystem", efs.DESTINATIONS + ".Region"),
        ("AWS::EFS::FileSystem", "BackupPolicy.Status"),
        ("AWS::S3::Bucket", "ReplicationConfiguration.Rules.Destination.Account"),
        ("AWS::S3::Bucket", "VersioningConfiguration.Status"),
        ("AWS::DynamoDB::GlobalTable", "Replicas.DeletionProtectionEnabled"),
        (
            "AWS::DynamoDB::GlobalTable",
            "Replicas.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
        ),
        ("AWS::ElastiCache::ReplicationGroup", "NodeGroupConfiguration.ReplicaCount"),
    ]
    return [pair for pair in pairs if "::" in pair[0]]


def _schema(type_name: str) -> dict[str, Any]:
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

    schema: dict[str, Any] = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", type_name).schema
    return schema


def _parts(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The properties of an object, of a list's items, or behind a reference."""
    while "$ref" in node or "items" in node:
        node = schema["definitions"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node["items"]
    properties: dict[str, Any] = node.get("properties", {})
    return properties


CASES = sorted({p for p in (*_row_paths(), *_joined_paths()) if p[0] not in UNCHECKED})


@pytest.mark.parametrize(("type_name", "path"), CASES)
def test_a_path_names_properties_that_exist(type_name: str, path: str) -> None:
    schema = _schema(type_name)
    node: dict[str, Any] = schema
    for name, pairs, _ in steps(path):
        known = _parts(node, schema)
        assert name in known, f"{type_name} has no {path}: {name} is not among {sorted(known)}"
        if name in FREE_FORM:
            return
        node = known[name]
        for key, _ in pairs:
            assert key in _parts(node, schema)
