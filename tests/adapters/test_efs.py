"""File systems: zones, backups and replications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]


def files(body: str = "", label: str = "files") -> str:
    return f'resource "aws_efs_file_system" "{label}" {{\n{body}\n}}\n'


def policy(status: str) -> str:
    return (
        'resource "aws_efs_backup_policy" "p" {\n  file_system_id = aws_efs_file_system.files.id\n'
        f"  backup_policy {{\n    status = {status}\n  }}\n}}\n"
    )


def replication(destination: str) -> str:
    return (
        'resource "aws_efs_replication_configuration" "r" {\n'
        f"  source_file_system_id = aws_efs_file_system.files.id\n  destination {{\n{destination}\n  }}\n}}\n"
    )


def template(line: str) -> str:
    return f"Resources:\n  Files:\n    Type: AWS::EFS::FileSystem\n    Properties:\n      {line}\n"


def first(inventory: Inventory) -> Any:
    return next(inventory.of_kind("FileSystem"))


def test_a_zone_makes_a_file_system_one_zone(tf: Make) -> None:
    assert first(tf(files('availability_zone_name = "eu-west-1a"'))).zones.count.exact == 1
    assert first(tf(files())).zones.how == "regional"


@pytest.mark.parametrize(("status", "on"), [('"ENABLED"', True), ('"DISABLED"', False)])
def test_the_backup_policy_is_joined(tf: Make, status: str, on: bool) -> None:
    assert first(tf(files() + policy(status))).automatic_backups.data is on


def test_without_a_policy_backups_are_off_but_on_for_one_zone(tf: Make, cfn: Make) -> None:
    assert first(tf(files())).automatic_backups.data is False
    assert first(tf(files('availability_zone_name = "eu-west-1a"'))).automatic_backups.data is True
    assert first(cfn(template("AvailabilityZoneName: eu-west-1a"))).automatic_backups.data is True


def test_a_status_that_is_not_known_stays_so(tf: Make) -> None:
    assert first(tf('variable "s" {\n}\n' + files() + policy("var.s"))).automatic_backups.unknown


def test_the_destination_of_a_replication_is_a_replica(tf: Make) -> None:
    text = files() + files(label="copy") + replication("file_system_id = aws_efs_file_system.copy.id")
    source, copy = tf(text).of_kind("FileSystem")
    assert source.is_replica.data is False  # type: ignore[attr-defined]
    assert copy.is_replica.data is True  # type: ignore[attr-defined]


def test_a_replication_copies_into_the_region_it_names(tf: Make) -> None:
    found = first(tf(files() + replication('region = "eu-central-1"')))
    assert [region.data for region in found.replica_regions.items] == ["eu-central-1"]


def test_a_replication_into_the_region_of_the_stack_is_in_its_own(cfn: Make) -> None:
    line = "ReplicationConfiguration: {Destinations: [{Region: !Ref AWS::Region}]}"
    assert first(cfn(template(line))).copy_in_same_region.data is True


def test_tags_have_a_name_of_their_own_in_cloudformation(cfn: Make) -> None:
    found = first(cfn(template("FileSystemTags: [{Key: tier, Value: gold}]")))
    assert found.tags.entries["tier"].data == "gold"
