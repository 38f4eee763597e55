"""Tables, their copies in other Regions and their recovery."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.adapters import registry
from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]

REGION = 'provider "aws" {\n  region = "eu-west-1"\n}\n'


def table(body: str = "", key: str = "id") -> str:
    return f'resource "aws_dynamodb_table" "orders" {{\n  name = "orders"\n  hash_key = "{key}"\n{body}\n}}\n'


def global_table(*replicas: str) -> str:
    items = "".join(f"        - {{{replica}}}\n" for replica in replicas)
    return (
        "Resources:\n  Orders:\n    Type: AWS::DynamoDB::GlobalTable\n    Properties:\n"
        "      KeySchema: [{AttributeName: id, KeyType: HASH}]\n      Replicas:\n" + items
    )


def first(inventory: Inventory) -> Any:
    return next(inventory.of_kind("Table"))


def test_a_copy_does_not_inherit_recovery_from_its_table(tf: Make) -> None:
    body = 'point_in_time_recovery {\n enabled = true\n}\nreplica {\n region_name = "eu-central-1"\n}'
    found = first(tf(table(body)))
    assert found.point_in_time_recovery.data is True
    assert found.replicas.items[0].entries["point_in_time_recovery"].data is False


def test_a_copy_may_be_a_resource_of_its_own(tf: Make) -> None:
    text = table() + (
        'provider "aws" {\n  alias = "far"\n  region = "eu-central-1"\n}\n'
        'resource "aws_dynamodb_table_replica" "far" {\n  provider = aws.far\n'
        "  global_table_arn = aws_dynamodb_table.orders.arn\n  point_in_time_recovery = true\n}\n"
    )
    (copy,) = first(tf(text)).replicas.items
    assert {name: value.data for name, value in copy.entries.items()} == {
        "region": "eu-central-1",
        "point_in_time_recovery": True,
    }


def test_a_copy_in_the_region_of_the_table_is_none(tf: Make) -> None:
    text = REGION + table('replica {\n region_name = "eu-west-1"\n}')
    assert first(tf(text)).copy_in_same_region.data is True


def test_a_region_that_is_not_known_leaves_it_open(tf: Make) -> None:
    text = REGION + 'variable "r" {\n}\n' + table("replica {\n region_name = var.r\n}")
    assert first(tf(text)).copy_in_same_region.unknown


def test_a_global_table_lists_its_own_region_without_harm(cfn: Make) -> None:
    found = first(cfn(global_table("Region: eu-west-1", "Region: eu-central-1"), region="eu-west-1"))
    assert [region.data for region in found.replica_regions.items] == ["eu-central-1"]
    assert found.copy_in_same_region.data is False


def test_a_region_that_stands_twice_in_a_global_table_is_no_second_one(cfn: Make) -> None:
    text = global_table("Region: eu-west-1", "Region: eu-west-1")
    assert first(cfn(text)).copy_in_same_region.data is True


def test_a_global_table_is_recoverable_when_each_of_its_copies_is(cfn: Make) -> None:
    on = "PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}"
    both = global_table(f"Region: eu-west-1, {on}", f"Region: eu-central-1, {on}")
    one = global_table(f"Region: eu-west-1, {on}", "Region: eu-central-1")
    assert first(cfn(both)).point_in_time_recovery.data is True
    assert first(cfn(one)).point_in_time_recovery.data is False


def test_the_lock_table_of_terraform_is_known_by_its_key(tf: Make) -> None:
    assert [p.data for p in first(tf(table(key="LockID"))).purpose.items] == ["state"]
    assert first(tf(table())).purpose.items == ()


@pytest.mark.parametrize(("line", "expires"), [("", True), ("enabled = false", False)])
def test_items_expire_while_a_time_to_live_is_on(tf: Make, line: str, expires: bool) -> None:
    text = table(f'ttl {{\n attribute_name = "until"\n{line}\n}}')
    assert first(tf(text)).expires_items.data is expires


def test_a_simple_table_of_sam_is_a_table(cfn: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.MODULES, "AWS::Serverless::SimpleTable", "aws.dynamodb")
    text = "Resources:\n  T:\n    Type: AWS::Serverless::SimpleTable\n"
    assert first(cfn(text)).point_in_time_recovery.data is False


@pytest.mark.parametrize(
    ("name", "expected"),
    [("lpa-locks", ["scratch"]), ("WebConnections", ["scratch"]), ("orders", []), ("blocks", [])],
)
def test_a_name_suggests_items_of_short_use(tf: Make, name: str, expected: list[str]) -> None:
    found = tf(f'resource "aws_dynamodb_table" "a" {{\n  name = "{name}"\n  hash_key = "id"\n}}\n')
    table = next(found.of_kind("Table"))
    assert [p.data for p in table.likely_purpose.items] == expected  # type: ignore[attr-defined]
