"""Every CloudFormation path in the data adapters names a property that exists."""

from __future__ import annotations

import pytest
from property_names import check, checkable, row_paths

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

MODULES = ("rds", "subnet_groups", "dynamodb", "elasticache", "s3", "efs", "sqs", "ebs")


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


@pytest.mark.parametrize(("type_name", "path"), checkable([*row_paths(MODULES), *_joined_paths()]))
def test_a_path_names_properties_that_exist(type_name: str, path: str) -> None:
    check(type_name, path)
