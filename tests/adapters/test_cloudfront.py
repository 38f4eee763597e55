"""CloudFront distributions: a second origin to turn to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]


def distribution(inventory: Inventory) -> Any:
    return next(inventory.of_kind("Cdn"))


@pytest.mark.parametrize(
    ("more", "failover"),
    [
        ("", False),
        ('origin_group {\n origin_id = "g"\n }', True),
        ("dynamic origin_group {\n for_each = var.groups\n content {}\n }", None),
    ],
)
def test_an_origin_group_is_a_second_origin(tf: Make, more: str, failover: bool | None) -> None:
    variable = 'variable "groups" {}\n'
    text = variable + f'resource "aws_cloudfront_distribution" "d" {{\n enabled = true\n {more}\n}}\n'
    found = distribution(tf(text)).origin_failover
    assert found.unknown if failover is None else found.data is failover


def test_no_origin_groups_in_a_template(cfn: Make) -> None:
    text = """
Resources:
  D:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        OriginGroups: {Quantity: 0}
        Origins: [{Id: a, DomainName: abc.mrap.accesspoint.s3-global.amazonaws.com}]
"""
    found = distribution(cfn(text))
    assert (found.origin_failover.data, found.multi_region_origin.data) == (False, True)
