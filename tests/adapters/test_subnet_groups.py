"""Subnet groups of data services, and disks: where things can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.adapters import registry
from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]


def first(inventory: Inventory, kind: str = "SubnetGroup") -> Any:
    return next(inventory.of_kind(kind))


def group(subnets: str, kind: str = "elasticache_subnet_group") -> str:
    return f'resource "aws_{kind}" "g" {{\n  name = "g"\n  subnet_ids = {subnets}\n}}\n'


def test_one_subnet_is_one_zone_even_when_it_is_elsewhere(tf: Make) -> None:
    assert first(tf(group('["subnet-1"]'))).zones.count.exact == 1


def test_subnets_that_are_elsewhere_may_share_a_zone(tf: Make) -> None:
    count = first(tf(group('["subnet-1", "subnet-2"]'))).zones.count
    assert (count.low, count.high) == (1, 2)


def test_a_list_that_is_not_known_has_one_zone_at_least(tf: Make) -> None:
    count = first(tf('variable "s" {\n}\n' + group("var.s"))).zones.count
    assert (count.low, count.high) == (1, None)


def test_the_list_of_subnets_is_the_first_evidence(tf: Make) -> None:
    assert first(tf(group('["subnet-1"]'))).zones.because[0].path[1] == ("subnet_ids",)


@pytest.mark.parametrize("service", ["memorydb", "dax", "redshift"])
def test_other_services_have_subnet_groups_too(
    tf: Make, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.MODULES, f"aws_{service}_subnet_group", "aws.subnet_groups")
    found = first(tf(group('["subnet-1"]', f"{service}_subnet_group")))
    assert (found.service.data, found.zones.count.exact) == (service, 1)


def test_a_volume_is_in_its_zone_and_goes_without_a_snapshot(
    tf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.MODULES, "aws_ebs_", "aws.ebs")
    text = 'resource "aws_ebs_volume" "v" {\n  availability_zone = "eu-west-1a"\n  size = 1\n}\n'
    found = first(tf(text), "Volume")
    assert (found.zones.count.exact, found.skip_final_snapshot.data) == (1, True)


@pytest.mark.parametrize(("policy", "skips"), [("Snapshot", False), ("Delete", True)])
def test_the_deletion_policy_decides_about_the_snapshot_of_a_volume(
    cfn: Make, monkeypatch: pytest.MonkeyPatch, policy: str, skips: bool
) -> None:
    monkeypatch.setitem(registry.MODULES, "AWS::EC2::Volume", "aws.ebs")
    text = (
        f"Resources:\n  V:\n    Type: AWS::EC2::Volume\n    DeletionPolicy: {policy}\n"
        "    Properties: {AvailabilityZone: eu-west-1a, Size: 1}\n"
    )
    assert first(cfn(text), "Volume").skip_final_snapshot.data is skips
