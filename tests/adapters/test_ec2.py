"""Single machines: whether they serve, and whether others do the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]

ATTACHMENT = """
resource "aws_lb_target_group_attachment" "{label}" {{
  target_group_arn = {group}
  target_id        = aws_instance.{label}.id
}}
"""


def instance(label: str) -> str:
    return f'resource "aws_instance" "{label}" {{\n  instance_type = "t3.large"\n}}\n'


def attached(label: str, group: str = '"arn:1"') -> str:
    return instance(label) + ATTACHMENT.format(label=label, group=group)


def first(inventory: Inventory) -> Any:
    return next(inventory.of_kind("Instance"))


def test_a_machine_that_nothing_leads_to_serves_nothing(tf: Make) -> None:
    assert first(tf(instance("a"))).serves_traffic.data is False


def test_an_address_leads_to_a_machine(tf: Make) -> None:
    text = instance("a") + 'resource "aws_eip" "a" {\n  instance = aws_instance.a.id\n}\n'
    found = first(tf(text))
    assert (found.serves_traffic.data, found.behind_load_balancer.data) == (True, False)


def test_targets_of_one_group_are_peers(tf: Make) -> None:
    assert first(tf(attached("a") + attached("b"))).has_peers.data is True


def test_targets_of_other_groups_are_none(tf: Make) -> None:
    assert first(tf(attached("a") + attached("b", '"arn:2"'))).has_peers.data is False


def test_a_target_of_a_group_that_is_not_known_may_be_a_peer(tf: Make) -> None:
    text = 'variable "g" {}\n' + attached("a") + attached("b", "var.g")
    assert first(tf(text)).has_peers.unknown


def test_machines_of_one_block_are_peers(tf: Make) -> None:
    text = 'resource "aws_instance" "a" {\n  count = 2\n  instance_type = "t3.large"\n}\n'
    assert first(tf(text)).has_peers.data is True


def test_a_number_that_is_not_known_may_be_several(tf: Make) -> None:
    text = 'variable "n" {}\nresource "aws_instance" "a" {\n  count = var.n\n}\n'
    assert first(tf(text)).has_peers.unknown


def test_a_machine_is_in_one_zone(tf: Make) -> None:
    assert first(tf(instance("a"))).zones.count.exact == 1


def test_a_router_forwards_packets_of_others(cfn: Make) -> None:
    text = "Resources:\n  Nat:\n    Type: AWS::EC2::Instance\n    Properties: {SourceDestCheck: false}\n"
    assert first(cfn(text)).is_router.data is True
