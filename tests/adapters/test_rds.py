"""Database instances: members, replicas, backups and zones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]


def database(body: str = "") -> str:
    return f'resource "aws_db_instance" "orders" {{\n  identifier = "orders"\n{body}\n}}\n'


def template(*properties: str, more: str = "") -> str:
    lines = "\n".join(f"      {line}" for line in properties)
    return f"Resources:\n  Orders:\n    Type: AWS::RDS::DBInstance\n{more}    Properties:\n{lines}\n"


def first(inventory: Inventory) -> Any:
    return next(inventory.of_kind("Database"))


def test_backups_that_are_left_out_are_off_in_terraform_and_last_a_day_in_cloudformation(
    tf: Make, cfn: Make
) -> None:
    assert first(tf(database())).backup_days.data == 0
    assert first(cfn(template("Engine: mysql"))).backup_days.data == 1


@pytest.mark.parametrize("line", ['snapshot_identifier = "old"', "restore_to_point_in_time {\n}"])
def test_a_restored_database_keeps_a_retention_that_the_code_does_not_tell(tf: Make, line: str) -> None:
    assert first(tf(database(line))).backup_days.unknown


def test_a_retention_that_is_written_counts_for_a_restored_database_too(tf: Make) -> None:
    text = database('snapshot_identifier = "old"\nbackup_retention_period = 3')
    assert first(tf(text)).backup_days.data == 3


@pytest.mark.parametrize("line", ["DBClusterIdentifier: orders", "Engine: Aurora-MySQL"])
def test_an_instance_of_a_cluster_is_a_member_and_decides_nothing_itself(cfn: Make, line: str) -> None:
    found = first(cfn(template("DBInstanceClass: db.r6g.large", line)))
    assert found.is_member.data is True
    assert (found.backup_days.data, found.deletion_protection.data, found.multi_az.data) == (None, None, None)


def test_a_cluster_that_is_not_decided_leaves_what_it_would_decide_open(cfn: Make) -> None:
    text = "Parameters:\n  C: {Type: String}\nConditions:\n  In: !Equals [!Ref C, x]\n" + template(
        "Engine: mysql", "DeletionProtection: true", "DBClusterIdentifier: !If [In, x, !Ref AWS::NoValue]"
    )
    found = first(cfn(text))
    assert found.is_member.unknown
    assert found.deletion_protection.unknown


def test_a_database_with_a_source_is_a_replica(tf: Make, cfn: Make) -> None:
    text = database("replicate_source_db = aws_db_instance.main.arn")
    text += 'resource "aws_db_instance" "main" {\n  identifier = "main"\n}\n'
    assert first(tf(text)).is_replica.data is True
    assert first(cfn(template("SourceDBInstanceIdentifier: other"))).is_replica.data is True


def test_a_source_that_is_restored_from_once_makes_no_replica(cfn: Make) -> None:
    text = template("SourceDBInstanceIdentifier: other", "UseLatestRestorableTime: true")
    assert first(cfn(text)).is_replica.data is False


@pytest.mark.parametrize(
    ("policy", "skips"), [("Delete", True), ("Snapshot", False), ("Retain", False), (None, False)]
)
def test_the_deletion_policy_decides_about_the_last_snapshot(cfn: Make, policy: str, skips: bool) -> None:
    more = f"    DeletionPolicy: {policy}\n" if policy else ""
    assert first(cfn(template("Engine: mysql", more=more))).skip_final_snapshot.data is skips


SUBNETS = """
resource "aws_db_subnet_group" "data" {
  name       = "data"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}
resource "aws_subnet" "a" {
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  availability_zone = "eu-west-1b"
}
"""


@pytest.mark.parametrize(("multi_az", "count"), [("true", 2), ("false", 1)])
@pytest.mark.parametrize("group", ['"data"', "aws_db_subnet_group.data.name", "aws_db_subnet_group.data.id"])
def test_the_zones_of_the_subnet_group_are_the_candidates(
    tf: Make, multi_az: str, count: int, group: str
) -> None:
    text = database(f"multi_az = {multi_az}\ndb_subnet_group_name = {group}") + SUBNETS
    zones = first(tf(text)).zones
    assert (zones.how, zones.count.exact) == ("some-of", count)
    assert [zone.data for zone in zones.candidates] == ["eu-west-1a", "eu-west-1b"]


def test_a_standby_that_is_not_decided_is_one_or_two_zones(tf: Make) -> None:
    count = first(tf('variable "m" {\n}\n' + database("multi_az = var.m"))).zones.count
    assert (count.low, count.high) == (1, 2)


def test_a_zone_that_is_written_binds_a_single_instance(tf: Make) -> None:
    zones = first(tf(database('availability_zone = "eu-west-1a"'))).zones
    assert [zone.data for zone in zones.members] == ["eu-west-1a"]


def test_backups_are_copied_to_the_region_of_the_copying_resource(tf: Make) -> None:
    text = database() + (
        'provider "aws" {\n  alias = "far"\n  region = "eu-central-1"\n}\n'
        'provider "aws" {\n  region = "eu-west-1"\n}\n'
        'resource "aws_db_instance_automated_backups_replication" "x" {\n  provider = aws.far\n'
        "  source_db_instance_arn = aws_db_instance.orders.arn\n}\n"
    )
    found = first(tf(text))
    assert [region.data for region in found.replica_regions.items] == ["eu-central-1"]
    assert found.copy_in_same_region.data is False


def test_a_copy_into_the_region_of_the_stack_is_in_its_own(cfn: Make) -> None:
    text = template("Engine: mysql", "AutomaticBackupReplicationRegion: !Ref AWS::Region")
    assert first(cfn(text)).copy_in_same_region.data is True
