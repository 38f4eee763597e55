"""NAT gateways and the zones that leave through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]

NETWORK = """
resource "aws_subnet" "private" {
  for_each          = { a = "eu-west-1a", b = "eu-west-1b" }
  vpc_id            = "vpc-1"
  availability_zone = each.value
}

resource "aws_nat_gateway" "out" {
  subnet_id = "subnet-1"
}

resource "aws_route_table" "private" {
  vpc_id = "vpc-1"
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.out.id
}
"""
ASSOCIATION = """
resource "aws_route_table_association" "{name}" {{
  subnet_id      = {subnet}
  route_table_id = aws_route_table.private.id
}}
"""


def associated(**subnets: str) -> str:
    return NETWORK + "".join(ASSOCIATION.format(name=n, subnet=s) for n, s in subnets.items())


def gateway(inventory: Inventory) -> Any:
    return next(inventory.of_kind("Gateway"))


def test_a_gateway_serves_the_zones_of_the_associated_subnets(tf: Make) -> None:
    text = associated(a='aws_subnet.private["a"].id', b='aws_subnet.private["b"].id')
    assert gateway(tf(text)).serves_zones.count.exact == 2


def test_two_subnets_of_one_zone_are_one_zone(tf: Make) -> None:
    text = associated(a='aws_subnet.private["a"].id', b='aws_subnet.private["a"].id')
    assert gateway(tf(text)).serves_zones.count.exact == 1


def test_without_a_route_a_gateway_serves_nothing(tf: Make) -> None:
    text = 'resource "aws_nat_gateway" "out" {\n  subnet_id = "subnet-1"\n}\n'
    assert gateway(tf(text)).serves_zones.count.exact == 0


def test_a_subnet_from_elsewhere_may_be_in_a_further_zone(tf: Make) -> None:
    text = 'variable "subnet" {}\n' + associated(a='aws_subnet.private["a"].id', b="var.subnet")
    count = gateway(tf(text)).serves_zones.count
    assert (count.low, count.high) == (1, 2)


def test_a_route_that_may_not_exist_leaves_the_zones_open(tf: Make) -> None:
    text = 'variable "on" {}\n' + associated(a='aws_subnet.private["a"].id').replace(
        'resource "aws_route" "out" {', 'resource "aws_route" "out" {\n  count = var.on ? 1 : 0'
    )
    assert gateway(tf(text)).serves_zones.count.high is None


def test_a_regional_gateway_is_in_several_zones(cfn: Make) -> None:
    text = """
Resources:
  Out:
    Type: AWS::EC2::NatGateway
    Properties:
      VpcId: vpc-1
      AvailabilityMode: regional
"""
    found = gateway(cfn(text))
    assert found.mode.data == "regional"
    assert found.zones.how == "regional"
