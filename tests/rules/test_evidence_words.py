"""How evidence reads: what is unknown by its own name, what is left out by its full path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reslint.model.inventory import Inventory
from reslint.rules.check import judge
from reslint.rules.load import load_builtin
from reslint.rules.verdict import Verdict

Make = Callable[..., Inventory]


def verdict(inventory: Inventory, name: str) -> Verdict:
    rule = next(rule for rule in load_builtin() if rule.name == name)
    return judge(rule, next(inventory.of_kind(*rule.kinds)), inventory)


NETWORK = """
Parameters:
  Vpc: {Type: String}
  ZoneA: {Type: String}
Resources:
  Nat:
    Type: AWS::EC2::NatGateway
    Properties: {SubnetId: !Ref A, AllocationId: eip}
  Route:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
  Table: {Type: "AWS::EC2::RouteTable", Properties: {VpcId: !Ref Vpc}}
  A: {Type: "AWS::EC2::Subnet", Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs ""]}}
  B: {Type: "AWS::EC2::Subnet", Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [1, !GetAZs ""]}}
  ToA: {Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}
  ToB: {Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: {SubnetId: !Ref B, RouteTableId: !Ref Table}}
"""


def test_a_zone_of_a_list_is_named_by_its_position(cfn: Make) -> None:
    found = verdict(cfn(NETWORK), "nat-gateway-shared-across-zones")
    words = [text for _, text in found.related]
    assert "A: AvailabilityZone is zone 0 of the Region" in words
    assert "B: AvailabilityZone is zone 1 of the Region" in words


def test_a_zone_of_a_look_up_is_named_as_the_code_does(tf: Make) -> None:
    text = """
data "aws_availability_zones" "available" {}
resource "aws_subnet" "a" {
  vpc_id            = "vpc-1"
  availability_zone = data.aws_availability_zones.available.names[0]
}
resource "aws_lb" "web" {
  load_balancer_type = "network"
  subnets            = [aws_subnet.a.id]
}
"""
    found = verdict(tf(text), "load-balancer-single-zone")
    words = [text for _, text in found.related]
    assert "aws_subnet.a: availability_zone is data.aws_availability_zones.available.names[0]" in words


def test_a_zone_put_together_is_named_whole(tf: Make) -> None:
    text = """
locals {
  region = "eu-west-1"
}
resource "aws_subnet" "a" {
  vpc_id            = "vpc-1"
  availability_zone = "${local.region}a"
}
resource "aws_lb" "web" {
  load_balancer_type = "network"
  subnets            = [aws_subnet.a.id]
}
"""
    found = verdict(tf(text), "load-balancer-single-zone")
    assert [text for _, text in found.related] == ["aws_subnet.a: availability_zone is eu-west-1a"]
    assert found.label == ""


def test_an_attribute_of_a_key_value_list_that_is_left_out_is_named_with_its_key(cfn: Make) -> None:
    text = """
Resources:
  Web:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      LoadBalancerAttributes: [{Key: idle_timeout.timeout_seconds, Value: "30"}]
"""
    found = verdict(cfn(text), "load-balancer-deletion-protection-off")
    expected = "LoadBalancerAttributes[Key=deletion_protection.enabled].Value not set; the default is false"
    assert found.label == expected


@pytest.mark.parametrize("language", ["tf", "cfn"])
def test_a_file_system_without_backups_is_told_what_is_missing(
    language: str, request: pytest.FixtureRequest
) -> None:
    texts = {
        "tf": ('resource "aws_efs_file_system" "a" {}\n', "aws_efs_backup_policy"),
        "cfn": ("Resources:\n  A:\n    Type: AWS::EFS::FileSystem\n", "BackupPolicy"),
    }
    text, missing = texts[language]
    found = verdict(request.getfixturevalue(language)(text), "file-system-backup-off")
    assert found.label.startswith(f"{missing} not set")
