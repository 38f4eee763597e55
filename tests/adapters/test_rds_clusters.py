"""Database clusters, joined with their instances and their global database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory
from reslint.model.place import count_items

Make = Callable[..., Inventory]


def cluster(body: str = 'master_username = "orders"', label: str = "orders", service: str = "rds") -> str:
    return f'resource "aws_{service}_cluster" "{label}" {{\n  cluster_identifier = "{label}"\n{body}\n}}\n'


def member(label: str, body: str = "", service: str = "rds") -> str:
    pointer = f"aws_{service}_cluster.orders.id"
    return (
        f'resource "aws_{service}_cluster_instance" "{label}" {{\n'
        f"  cluster_identifier = {pointer}\n{body}\n}}\n"
    )


def first(inventory: Inventory) -> Any:
    return next(inventory.of_kind("DatabaseCluster"))


def instances(inventory: Inventory) -> tuple[int, int | None]:
    data = first(inventory).instances.data
    count = count_items(data.items, data.rest)
    return count.low, count.high


@pytest.mark.parametrize("service", ["rds", "docdb", "neptune"])
def test_instances_are_counted_by_the_cluster_they_name(tf: Make, service: str) -> None:
    text = cluster(service=service) + member("a", service=service) + member("b", "count = 2", service)
    assert instances(tf(text)) == (3, 3)


def test_an_instance_names_its_cluster_by_a_literal_as_well(tf: Make) -> None:
    text = cluster() + member("a").replace("aws_rds_cluster.orders.id", '"orders"')
    assert instances(tf(text)) == (1, 1)


def test_instances_of_another_cluster_do_not_count(tf: Make) -> None:
    text = cluster() + cluster(label="other") + member("a").replace("orders.id", "other.id")
    assert instances(tf(text)) == (0, 0)


def test_instances_whose_number_is_not_known_may_be_any_number(tf: Make) -> None:
    text = 'variable "n" {\n}\n' + cluster() + member("a") + member("b", "count = var.n")
    assert instances(tf(text)) == (1, None)


def target(least: str) -> str:
    return (
        'resource "aws_appautoscaling_target" "readers" {\n  service_namespace = "rds"\n'
        '  scalable_dimension = "rds:cluster:ReadReplicaCount"\n  max_capacity = 5\n'
        '  resource_id = "cluster:${aws_rds_cluster.orders.cluster_identifier}"\n'
        f"  min_capacity = {least}\n}}\n"
    )


def test_readers_that_autoscaling_keeps_count_beside_the_writer(tf: Make) -> None:
    assert instances(tf(cluster() + member("a") + target("1"))) == (2, 2)


def test_readers_that_are_there_are_not_counted_twice(tf: Make) -> None:
    assert instances(tf(cluster() + member("a", "count = 2") + target("1"))) == (2, 2)


def test_a_least_number_that_is_not_known_leaves_the_count_open(tf: Make) -> None:
    text = 'variable "n" {\n}\n' + cluster() + member("a") + target("var.n")
    assert instances(tf(text)) == (1, None)


def test_a_zone_that_is_left_out_is_null_among_the_zones(tf: Make) -> None:
    text = cluster() + member("a", 'availability_zone = "eu-west-1a"') + member("b")
    assert [zone.data for zone in first(tf(text)).instance_zones.items] == ["eu-west-1a", None]


def test_bound_instances_are_where_they_are_bound(tf: Make) -> None:
    text = cluster() + "".join(member(z, f'availability_zone = "eu-west-1{z}"') for z in "ab")
    zones = first(tf(text)).zones
    assert (zones.how, zones.count.exact) == ("pinned", 2)


def test_a_multi_az_cluster_is_in_three_zones_without_instances_of_its_own(tf: Make) -> None:
    found = first(tf(cluster('db_cluster_instance_class = "db.r6gd.large"')))
    assert (found.multi_az_cluster.data, found.zones.count.exact) == (True, 3)


@pytest.mark.parametrize("line", ["EngineMode: serverless", "ClusterScalabilityType: limitless"])
def test_some_clusters_run_themselves(cfn: Make, line: str) -> None:
    text = f"Resources:\n  C:\n    Type: AWS::RDS::DBCluster\n    Properties:\n      {line}\n"
    assert first(cfn(text)).serverless.data is True


def test_a_cluster_of_a_global_database_without_a_user_is_a_secondary(tf: Make) -> None:
    assert first(tf(cluster('global_cluster_identifier = "world"'))).is_replica.data is True


def test_a_cluster_of_a_global_database_with_a_user_is_the_primary(tf: Make) -> None:
    text = cluster('global_cluster_identifier = "world"\nmaster_username = "orders"')
    assert first(tf(text)).is_replica.data is False


def test_nothing_tells_the_primary_of_a_global_neptune_database(tf: Make) -> None:
    assert first(tf(cluster('global_cluster_identifier = "world"', service="neptune"))).is_replica.unknown


def test_the_other_clusters_of_a_global_database_are_its_copies(tf: Make) -> None:
    text = (
        'provider "aws" {\n  region = "eu-west-1"\n}\n'
        'provider "aws" {\n  alias = "far"\n  region = "eu-central-1"\n}\n'
        'resource "aws_rds_global_cluster" "w" {\n  global_cluster_identifier = "world"\n}\n'
        + cluster('master_username = "x"\nglobal_cluster_identifier = aws_rds_global_cluster.w.id')
        + cluster("provider = aws.far\nglobal_cluster_identifier = aws_rds_global_cluster.w.id", "far")
    )
    found = first(tf(text))
    assert [region.data for region in found.replica_regions.items] == ["eu-central-1"]


@pytest.mark.parametrize(
    ("kind", "skips"), [("RDS::DBCluster", False), ("DocDB::DBCluster", True), ("Neptune::DBCluster", True)]
)
def test_only_rds_takes_a_last_snapshot_without_being_asked(cfn: Make, kind: str, skips: bool) -> None:
    text = f"Resources:\n  C:\n    Type: AWS::{kind}\n    Properties:\n      DBClusterIdentifier: c\n"
    assert first(cfn(text)).skip_final_snapshot.data is skips
