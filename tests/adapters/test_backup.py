"""Which resources AWS Backup covers, and where it copies their backups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]

DATABASE = """
resource "aws_db_instance" "orders" {
  identifier = "orders"
  tags       = { backup = "daily" }
}
"""


def selection(*lines: str) -> str:
    return 'resource "aws_backup_selection" "s" {\n  name = "s"\n' + "\n".join(lines) + "\n}\n"


def tag(key: str, value: str) -> str:
    return f'selection_tag {{\n  type = "STRINGEQUALS"\n  key = "{key}"\n  value = "{value}"\n}}'


def covered(inventory: Inventory) -> Any:
    value = next(inventory.of_kind("Database")).in_backup_plan  # type: ignore[attr-defined]
    return "open" if value.unknown else value.data


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["resources = [aws_db_instance.orders.arn]"], True),
        (['resources = ["arn:aws:rds:eu-west-1:123456789012:db:orders"]'], True),
        (['resources = ["*"]'], True),
        (['resources = ["arn:aws:rds:*:*:db:*"]'], True),
        (['resources = ["arn:aws:rds:*:*:cluster:*"]'], False),
        (['resources = ["arn:aws:dynamodb:*:*:table/*"]'], False),
        (['resources = ["arn:aws:rds:eu-west-1:123456789012:db:other"]'], False),
        (["resources = var.arns"], "open"),
        ([tag("backup", "daily")], True),
        ([tag("backup", "weekly")], "open"),
        (['resources = ["*"]', 'not_resources = ["arn:aws:rds:*:*:db:o*"]'], "open"),
        (["resources = [aws_db_instance.orders.arn]", "count = var.arns"], "open"),
    ],
)
def test_a_selection_covers_what_it_names(tf: Make, lines: list[str], expected: Any) -> None:
    assert covered(tf('variable "arns" {\n}\n' + DATABASE + selection(*lines))) == expected


def test_nothing_is_covered_without_a_selection(tf: Make) -> None:
    assert covered(tf(DATABASE)) is False


PLAN = """
Resources:
  Data:
    Type: AWS::S3::Bucket
  Plan:
    Type: AWS::Backup::BackupPlan
    Properties:
      BackupPlan:
        BackupPlanName: daily
        BackupPlanRule:
          - RuleName: daily
            TargetBackupVault: Default
            CopyActions: [{DestinationBackupVaultArn: VAULT}]
  Selection:
    Type: AWS::Backup::BackupSelection
    Properties:
      BackupPlanId: !Ref Plan
      BackupSelection: {SelectionName: s, IamRoleArn: r, Resources: [!GetAtt Data.Arn]}
"""


@pytest.mark.parametrize(
    ("vault", "region"),
    [
        ("arn:aws:backup:eu-central-1:123456789012:backup-vault:copies", "eu-central-1"),
        ('!Sub "arn:${AWS::Partition}:backup:eu-central-1:${AWS::AccountId}:backup-vault:x"', "eu-central-1"),
        ('!Sub "arn:aws:backup:${AWS::Region}:${AWS::AccountId}:backup-vault:x"', "AWS::Region"),
        ("!ImportValue vault", "open"),
    ],
)
def test_the_region_of_a_copy_is_in_the_arn_of_its_vault(cfn: Make, vault: str, region: str) -> None:
    bucket: Any = next(cfn(PLAN.replace("VAULT", vault)).of_kind("Bucket"))
    (found,) = bucket.backup_regions.items
    assert str(found.symbol or "open") == region if found.unknown else found.data == region
