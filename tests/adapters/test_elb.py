"""Load balancers and target groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]


def only(inventory: Inventory, kind: str) -> Any:
    return next(inventory.of_kind(kind))


SUBNETS = """
resource "aws_subnet" "a" {
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "b" {
  availability_zone = "eu-west-1b"
}
"""


def test_subnet_mappings_count_as_subnets(tf: Make) -> None:
    text = (
        SUBNETS
        + """
resource "aws_lb" "in" {
  load_balancer_type = "network"
  subnet_mapping {
    subnet_id = aws_subnet.a.id
  }
  subnet_mapping {
    subnet_id = aws_subnet.b.id
  }
}
"""
    )
    assert only(tf(text), "LoadBalancer").zones.count.exact == 2


def test_mappings_that_may_exist_leave_the_zones_open(tf: Make) -> None:
    text = (
        'variable "m" {}\n'
        + SUBNETS
        + """
resource "aws_lb" "in" {
  load_balancer_type = "network"
  subnets            = [aws_subnet.a.id]
  dynamic "subnet_mapping" {
    for_each = var.m
    content {
      subnet_id = subnet_mapping.value
    }
  }
}
"""
    )
    count = only(tf(text), "LoadBalancer").zones.count
    assert (count.low, count.high) == (1, None)


def test_a_classic_load_balancer_names_its_zones(cfn: Make) -> None:
    text = """
Resources:
  In:
    Type: AWS::ElasticLoadBalancing::LoadBalancer
    Properties:
      AvailabilityZones: [eu-west-1a]
      Listeners: [{InstancePort: "80", LoadBalancerPort: "80", Protocol: HTTP, InstanceProtocol: HTTP}]
"""
    found = only(cfn(text), "LoadBalancer")
    assert (found.type.data, found.zones.count.exact) == ("classic", 1)
    assert (found.health_check.data, found.serves_http.data) == (False, True)
    assert found.deletion_protection.absent


def test_only_classic_load_balancers_check_health_themselves(tf: Make) -> None:
    found = only(tf('resource "aws_lb" "in" {\n  subnets = ["subnet-1"]\n}\n'), "LoadBalancer")
    assert found.type.data == "application"
    assert found.health_check.absent


@pytest.mark.parametrize(
    ("matcher", "accepts"),
    [
        ("200", False),
        ("200-399", False),
        ("200,404", True),
        ("200-499", True),
        ("200,401", False),
        ("307,405", False),
        ("200,503", True),
        ("401-403", True),
    ],
)
def test_a_matcher_that_reaches_into_errors(tf: Make, matcher: str, accepts: bool) -> None:
    text = (
        f'resource "aws_lb_target_group" "web" {{\n  health_check {{\n    matcher = "{matcher}"\n  }}\n}}\n'
    )
    assert only(tf(text), "TargetGroup").accepts_errors.data is accepts


@pytest.mark.parametrize(("target_type", "checked"), [("instance", True), ("ip", True), ("lambda", False)])
def test_cloudformation_checks_all_but_functions_by_default(
    cfn: Make, target_type: str, checked: bool
) -> None:
    text = f"""
Resources:
  Web:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {{TargetType: {target_type}}}
"""
    assert only(cfn(text), "TargetGroup").health_check.data is checked


@pytest.mark.parametrize(
    "action",
    [
        'type = "forward"\n target_group_arn = aws_lb_target_group.web.arn',
        'type = "forward"\n forward {\n target_group {\n arn = aws_lb_target_group.web.arn\n }\n }',
    ],
)
def test_a_listener_uses_a_target_group(tf: Make, action: str) -> None:
    text = f"""
resource "aws_lb_target_group" "web" {{}}

resource "aws_lb_listener" "http" {{
  load_balancer_arn = "arn"
  default_action {{
    {action}
  }}
}}
"""
    assert only(tf(text), "TargetGroup").in_use.data is True


def test_a_target_group_that_nothing_names_is_not_used(tf: Make) -> None:
    assert only(tf('resource "aws_lb_target_group" "web" {}\n'), "TargetGroup").in_use.data is False
