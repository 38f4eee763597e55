"""Auto Scaling groups: what sends traffic to them, who owns them, where they launch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]

GROUP = (
    'resource "aws_autoscaling_group" "web" {{\n  name = "web"\n  min_size = 1\n  max_size = 2\n{more}\n}}\n'
)
ATTACHMENT = """
resource "aws_autoscaling_attachment" "web" {{
  autoscaling_group_name = {name}
  elb                    = "front"
}}
"""


def group(inventory: Inventory) -> Any:
    return next(inventory.of_kind("InstanceGroup"))


@pytest.mark.parametrize(
    "more",
    [
        'target_group_arns = ["arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/a/1"]',
        'load_balancers = ["front"]',
        'traffic_source {\n identifier = "arn"\n type = "elbv2"\n}',
    ],
)
def test_a_group_names_what_sends_it_traffic(tf: Make, more: str) -> None:
    assert group(tf(GROUP.format(more=more))).behind_load_balancer.data is True


@pytest.mark.parametrize("name", ["aws_autoscaling_group.web.name", "aws_autoscaling_group.web.id", '"web"'])
def test_an_attachment_names_the_group(tf: Make, name: str) -> None:
    text = GROUP.format(more="") + ATTACHMENT.format(name=name)
    assert group(tf(text)).behind_load_balancer.data is True


def test_an_attachment_of_another_group_is_none(tf: Make) -> None:
    text = GROUP.format(more="") + ATTACHMENT.format(name='"other"')
    assert group(tf(text)).behind_load_balancer.data is False


def test_an_attachment_of_an_unknown_group_leaves_it_open(tf: Make) -> None:
    text = 'variable "group" {}\n' + GROUP.format(more="") + ATTACHMENT.format(name="var.group")
    assert group(tf(text)).behind_load_balancer.unknown


def test_the_defaults_of_the_health_check_agree(tf: Make, cfn: Make) -> None:
    template = """
Resources:
  Web:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MinSize: "1", MaxSize: "2"}
"""
    assert group(tf(GROUP.format(more=""))).health_check_type.data == "EC2"
    assert group(cfn(template)).health_check_type.data == "EC2"
    assert group(cfn(template)).min_size.data == 1


def test_a_tag_with_a_known_beginning_tells_the_orchestrator(tf: Make) -> None:
    tag = 'tag {\n key = "kubernetes.io/cluster/${var.c}"\n value = "owned"\n propagate_at_launch = true\n}'
    assert group(tf('variable "c" {}\n' + GROUP.format(more=tag))).is_orchestrated.data is True


def test_unknown_tags_may_be_those_of_an_orchestrator(tf: Make) -> None:
    tag = 'dynamic "tag" {\n for_each = var.t\n content {\n key = tag.key\n value = tag.value\n'
    more = tag + " propagate_at_launch = true\n}\n}"
    assert group(tf('variable "t" {}\n' + GROUP.format(more=more))).is_orchestrated.unknown


def test_subnets_come_before_zone_names(tf: Make) -> None:
    text = 'resource "aws_subnet" "a" {\n  availability_zone = "eu-west-1a"\n}\n'
    more = "vpc_zone_identifier = [aws_subnet.a.id]"
    assert [z.data for z in group(tf(text + GROUP.format(more=more))).zones.members] == ["eu-west-1a"]


def test_groups_of_a_target_group_in_other_zones_are_siblings(tf: Make) -> None:
    one = 'availability_zones = ["{zone}"]\n  target_group_arns = [aws_lb_target_group.web.arn]'
    text = (
        'resource "aws_lb_target_group" "web" {}\n'
        + GROUP.format(more=one.format(zone="eu-west-1a"))
        + GROUP.format(more=one.format(zone="eu-west-1b")).replace('"web" {', '"other" {')
    )
    assert [g.has_zonal_siblings.data for g in tf(text).of_kind("InstanceGroup")] == [True, True]  # type: ignore[attr-defined]


def test_groups_of_a_target_group_in_the_same_zone_are_none(tf: Make) -> None:
    one = 'availability_zones = ["eu-west-1a"]\n  target_group_arns = [aws_lb_target_group.web.arn]'
    text = (
        'resource "aws_lb_target_group" "web" {}\n'
        + GROUP.format(more=one)
        + GROUP.format(more=one).replace('"web" {', '"other" {')
    )
    assert [g.has_zonal_siblings.data for g in tf(text).of_kind("InstanceGroup")] == [False, False]  # type: ignore[attr-defined]


def one_zone_group(label: str, zone: str) -> str:
    return (
        f'resource "aws_autoscaling_group" "{label}" {{\n  min_size = 1\n  max_size = 1\n'
        f'  availability_zones = ["{zone}"]\n}}\n'
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("web_a", "web_b", True),
        ("master-eu-west-1a-masters", "master-eu-west-1b-masters", True),
        ("az1-web", "az2-web", True),
        ("web", "api", False),
        ("web_a", "api_b", False),
        ("web_blue", "web_green", False),
    ],
)
def test_groups_whose_names_differ_by_their_zone_are_siblings(
    tf: Make, one: str, other: str, expected: bool
) -> None:
    found = tf(one_zone_group(one, "eu-west-1a") + one_zone_group(other, "eu-west-1b"))
    assert group(found).has_zonal_siblings.data is expected


def test_groups_of_one_series_in_one_zone_are_no_siblings(tf: Make) -> None:
    found = tf(one_zone_group("web_a", "eu-west-1a") + one_zone_group("web_b", "eu-west-1a"))
    assert group(found).has_zonal_siblings.data is False


@pytest.mark.parametrize(("output", "is_open"), [("private_subnet_ids", True), ("private_subnet_id", False)])
def test_an_unknown_subnet_with_the_name_of_a_list_may_be_several(
    tf: Make, output: str, is_open: bool
) -> None:
    text = (
        'data "terraform_remote_state" "net" {\n  backend = "s3"\n}\n'
        'resource "aws_autoscaling_group" "web" {\n'
        f'  vpc_zone_identifier = ["${{data.terraform_remote_state.net.outputs.{output}}}"]\n}}\n'
    )
    assert (group(tf(text)).zones.count.high is None) is is_open
