"""Caches: replicas in every form that they are written in, and zones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.engine.finding import Report
from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]
Check = Callable[..., Report]


def group(*lines: str) -> str:
    body = "\n".join(lines)
    return f'resource "aws_elasticache_replication_group" "s" {{\n  replication_group_id = "s"\n{body}\n}}\n'


def group_template(*lines: str) -> str:
    body = "\n".join(f"      {line}" for line in lines)
    return (
        "Resources:\n  S:\n    Type: AWS::ElastiCache::ReplicationGroup\n    Properties:\n"
        f"      ReplicationGroupDescription: s\n{body}\n"
    )


def cluster(*lines: str) -> str:
    return 'resource "aws_elasticache_cluster" "p" {\n  cluster_id = "p"\n' + "\n".join(lines) + "\n}\n"


def first(inventory: Inventory) -> Any:
    return next(inventory.of_kind("Cache"))


@pytest.mark.parametrize(
    ("lines", "replicas"),
    [
        ([], 0),
        (["num_cache_clusters = 3"], 2),
        (["num_node_groups = 2"], 0),
        (["num_node_groups = 2", "replicas_per_node_group = 1"], 1),
        (["cluster_mode {", "replicas_per_node_group = 2", "num_node_groups = 2", "}"], 2),
        (
            [
                *("node_group_configuration {", "replica_count = 2", "}"),
                *("node_group_configuration {", "replica_count = 1", "}"),
            ],
            1,
        ),
    ],
)
def test_replicas_of_the_worst_off_shard(tf: Make, lines: list[str], replicas: int) -> None:
    assert first(tf(group(*lines))).replicas.data == replicas


@pytest.mark.parametrize(
    ("lines", "replicas"),
    [
        ([], 0),
        (["NumCacheClusters: 2"], 1),
        (["NumNodeGroups: 3", "ReplicasPerNodeGroup: 1"], 1),
        (["NodeGroupConfiguration: [{ReplicaCount: 1}, {ReplicaCount: 0}]"], 0),
    ],
)
def test_replicas_in_a_template(cfn: Make, lines: list[str], replicas: int) -> None:
    assert first(cfn(group_template(*lines))).replicas.data == replicas


def test_a_replica_may_be_a_cluster_that_joins_the_group(tf: Make) -> None:
    join = "replication_group_id = aws_elasticache_replication_group.s.id"
    inventory = tf(group("num_cache_clusters = 1") + cluster(join))
    found, member = inventory.of_kind("Cache")
    assert found.replicas.data == 1  # type: ignore[attr-defined]
    assert member.is_member.data is True  # type: ignore[attr-defined]


def test_a_report_says_the_number_of_nodes_as_it_is_written(report_of: Check) -> None:
    text = group("num_cache_clusters = 1", "automatic_failover_enabled = false")
    (finding,) = report_of("terraform", text, "cache-failover-disabled").findings
    said = {span.text: words for span, words in finding.related}
    assert said["1"] == "aws_elasticache_replication_group.s: num_cache_clusters is 1"


def test_a_number_of_nodes_that_is_not_known_stays_so(tf: Make) -> None:
    text = 'variable "n" {\n}\n' + group("num_cache_clusters = var.n")
    assert first(tf(text)).replicas.unknown


def test_a_secondary_of_a_global_datastore_is_a_replica(tf: Make) -> None:
    pointer = "aws_elasticache_global_replication_group.g.id"
    text = group(f"global_replication_group_id = {pointer}")
    text += 'resource "aws_elasticache_global_replication_group" "g" {\n}\n'
    assert first(tf(text)).is_replica.data is True


@pytest.mark.parametrize(
    ("lines", "low", "high"),
    [
        (["num_cache_clusters = 1"], 1, 1),
        (["num_cache_clusters = 3", "multi_az_enabled = true"], 2, 3),
        (["num_cache_clusters = 3"], 1, 3),
        (["num_cache_clusters = 2", 'preferred_cache_cluster_azs = ["eu-west-1a", "eu-west-1a"]'], 1, 1),
    ],
)
def test_zones_of_a_group(tf: Make, lines: list[str], low: int, high: int) -> None:
    count = first(tf(group(*lines))).zones.count
    assert (count.low, count.high) == (low, high)


@pytest.mark.parametrize(
    ("lines", "low", "high"),
    [
        (["num_cache_nodes = 1"], 1, 1),
        (["num_cache_nodes = 3"], 1, 1),
        (["num_cache_nodes = 3", 'az_mode = "cross-az"'], 2, 3),
        (["num_cache_nodes = 2", 'preferred_availability_zones = ["eu-west-1a", "eu-west-1b"]'], 2, 2),
    ],
)
def test_zones_of_a_cluster(tf: Make, lines: list[str], low: int, high: int) -> None:
    count = first(tf(cluster('engine = "memcached"', *lines))).zones.count
    assert (count.low, count.high) == (low, high)


def test_a_serverless_cache_is_spread_by_the_provider(tf: Make) -> None:
    found = first(
        tf('resource "aws_elasticache_serverless_cache" "s" {\n  name = "s"\n  engine = "valkey"\n}\n')
    )
    assert (found.topology.data, found.zones.how) == ("serverless", "regional")
