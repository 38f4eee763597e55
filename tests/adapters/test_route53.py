"""DNS records: routing, siblings, health; zones and health checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.engine.finding import Report
from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]
Check = Callable[..., Report]

RECORD = """
resource "aws_route53_record" "{label}" {{
  zone_id        = {zone}
  name           = "{name}"
  type           = "CNAME"
  ttl            = 60
  records        = ["{answer}"]
  set_identifier = "{label}"
  {policy}
}}
"""
WEIGHTED = "weighted_routing_policy {\n weight = 50\n }"


def record(
    label: str, name: str = "api.example.com", zone: str = '"Z1"', answer: str = "", policy: str = WEIGHTED
) -> str:
    return RECORD.format(
        label=label, name=name, zone=zone, answer=answer or f"{label}.example.net", policy=policy
    )


def first(inventory: Inventory) -> Any:
    return next(inventory.of_kind("DnsRecord"))


def identifiers(found: Any) -> list[str]:
    return [item.data for item in found.siblings.items]


@pytest.mark.parametrize("name", ["api.example.com", "api.example.com.", "API.example.com"])
def test_siblings_have_one_name_whatever_its_spelling(tf: Make, name: str) -> None:
    found = first(tf(record("a") + record("b", name=name)))
    assert identifiers(found) == ["b"]
    assert found.siblings.data.rest is None


def test_records_of_other_names_and_zones_are_no_siblings(tf: Make) -> None:
    text = record("a") + record("b", name="web.example.com") + record("c", zone='"Z2"')
    assert identifiers(first(tf(text))) == []


def test_a_relative_name_may_be_the_same(tf: Make) -> None:
    found = first(tf(record("a") + record("b", name="api")))
    assert identifiers(found) == []
    assert found.siblings.data.rest is not None


def test_siblings_with_one_answer_share_their_target(tf: Make) -> None:
    same = record("a", answer="x.example.net") + record("b", answer="x.example.net")
    assert first(tf(same)).shares_target.data is True
    assert first(tf(record("a") + record("b"))).shares_target.data is False


def failover(label: str, role: str, **more: str) -> str:
    return record(label, policy=f'failover_routing_policy {{\n type = "{role}"\n }}', **more)


def test_a_failover_pair(tf: Make) -> None:
    found = first(tf(failover("a", "PRIMARY") + failover("b", "SECONDARY")))
    assert (found.routing.data, found.has_counterpart.data) == ("failover", True)
    assert found.counterpart_differs.data is True


def test_a_pair_with_one_answer(tf: Make) -> None:
    text = failover("a", "PRIMARY", answer="x.net") + failover("b", "SECONDARY", answer="x.net")
    assert first(tf(text)).counterpart_differs.data is False


def test_half_a_pair(tf: Make) -> None:
    assert first(tf(failover("a", "PRIMARY"))).has_counterpart.data is False


def test_a_counterpart_in_a_zone_that_is_not_known_leaves_it_open(tf: Make) -> None:
    text = 'variable "z" {}\n' + failover("a", "PRIMARY") + failover("b", "SECONDARY", zone="var.z")
    assert first(tf(text)).has_counterpart.unknown


ALIAS = """
Resources:
  Www:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneName: example.com.
      Name: www.example.com
      Type: A
      AliasTarget: {{DNSName: {name}, HostedZoneId: {zone}}}
"""


@pytest.mark.parametrize(
    ("name", "zone", "supported"),
    [
        ("d111111abcdef8.cloudfront.net", "Z2FDTNDATAQYW2", False),
        ("!Ref AWS::StackName", "Z2FDTNDATAQYW2", False),
        ("web-1.eu-west-1.elb.amazonaws.com", "Z32O12XQLNTSW2", True),
        ("!Ref AWS::StackName", "Z32O12XQLNTSW2", None),
    ],
)
def test_the_health_of_a_distribution_cannot_be_taken_over(
    cfn: Make, name: str, zone: str, supported: bool | None
) -> None:
    found = first(cfn(ALIAS.format(name=name, zone=zone)))
    assert (
        found.target_health_supported.data is supported
        if supported is not None
        else (found.target_health_supported.unknown)
    )
    assert found.evaluate_target_health.data is False


@pytest.mark.parametrize(
    ("lookup", "private"),
    [('name = "x"', False), ('name = "x"\n  private_zone = true', True), ('zone_id = "Z9"', None)],
)
def test_a_zone_that_is_looked_up(tf: Make, lookup: str, private: bool | None) -> None:
    text = f'data "aws_route53_zone" "z" {{\n  {lookup}\n}}\n' + record(
        "a", zone="data.aws_route53_zone.z.zone_id"
    )
    found = first(tf(text))
    assert found.zone_in_code.data is False
    assert found.zone_is_private.unknown if private is None else found.zone_is_private.data is private


def test_a_private_zone_has_a_vpc(cfn: Make) -> None:
    text = """
Resources:
  Inside:
    Type: AWS::Route53::HostedZone
    Properties: {Name: corp.example.com, VPCs: [{VPCId: vpc-1, VPCRegion: eu-west-1}]}
"""
    found: Any = next(cfn(text).of_kind("DnsZone"))
    assert found.is_private.data is True


def test_a_simple_record_is_told_from_a_routed_one(tf: Make) -> None:
    found = first(tf(record("a", policy="")))
    assert (found.routing.data, found.shares_target.absent) == ("simple", True)


# -- groups of records ---------------------------------------------------------------------------

MEMBER = """
        - Name: api.example.com
          Type: CNAME
          TTL: 60
          SetIdentifier: {role}
          Failover: {role}
          HealthCheckId: 0a1b2c3d
          ResourceRecords: [{role}.example.net]"""


def record_group(*records: str) -> str:
    return (
        "Parameters:\n  Both: {Type: String}\nConditions:\n  Twice: !Equals [!Ref Both, 'yes']\n"
        "Resources:\n  Api:\n    Type: AWS::Route53::RecordSetGroup\n    Properties:\n"
        f"      HostedZoneName: example.com.\n      RecordSets:{''.join(records)}\n"
    )


def test_the_records_of_a_group_are_siblings_in_its_zone(cfn: Make) -> None:
    found = list(
        cfn(record_group(MEMBER.format(role="PRIMARY"), MEMBER.format(role="SECONDARY"))).of_kind("DnsRecord")
    )
    assert [record.address for record in found] == ["Api.RecordSets.0", "Api.RecordSets.1"]
    assert [identifiers(record) for record in found] == [["SECONDARY"], ["PRIMARY"]]
    assert [record.has_counterpart.data for record in found] == [True, True]  # type: ignore[attr-defined]


def test_half_a_failover_pair_in_a_group_is_found_at_its_entry(report_of: Check) -> None:
    text = record_group(MEMBER.format(role="PRIMARY"))
    (finding,) = report_of("cloudformation", text, "dns-failover-incomplete").findings
    assert finding.addresses == ("Api.RecordSets.0",)
    assert finding.primary.text == "PRIMARY"


@pytest.mark.parametrize(
    "records",
    [
        ("\n        - !If [Twice, {Name: api.example.com, Type: CNAME}, !Ref AWS::NoValue]",),
        ("\n        - !Ref Both",),
    ],
)
def test_an_entry_of_a_group_that_is_not_decided_may_be_the_counterpart(
    cfn: Make, records: tuple[str, ...]
) -> None:
    text = record_group(MEMBER.format(role="PRIMARY"), *records)
    assert first(cfn(text)).has_counterpart.unknown


def test_a_group_that_is_not_decided_may_hold_the_counterpart(cfn: Make) -> None:
    primary = MEMBER.format(role="PRIMARY").replace("        - ", "          ", 1).replace("\n    ", "\n")
    text = record_group(" !If [Twice, [], !Ref Both]")
    text += f"  Primary:\n    Type: AWS::Route53::RecordSet\n    Properties:\n      HostedZoneName: example.com.{primary}\n"
    found = cfn(text).by_address["Primary"]
    assert found.has_counterpart.unknown  # type: ignore[attr-defined]
