"""Every CloudFormation path in the network and compute adapters names a property that exists."""

from __future__ import annotations

import pytest
from property_names import check, checkable, row_paths

from reslint.adapters.aws import autoscaling, dns_siblings, ec2, ecs, elb, lambda_, links, route53, vpc

MODULES = ("autoscaling", "cloudfront", "ec2", "ecs", "elb", "lambda_", "route53", "vpc")


def _link_paths() -> list[tuple[str, str]]:
    """Type and path of every CloudFormation link and join."""
    groups: list[links.Link] = [
        *autoscaling.CAPACITY_PROVIDERS, *autoscaling.ATTACHMENTS, *ec2.LOAD_BALANCERS, *ec2.ADDRESSES,
        *elb.USERS, *lambda_.ASYNCHRONOUS, *(entry for entry, _ in (*vpc.ROUTES, *vpc.ASSOCIATIONS)),
    ]  # fmt: skip
    linked = [(t, entry.path) for entry in groups for t in entry.types]
    group, record = autoscaling.TYPES[1], route53.RECORD.types[1]
    own = [
        *((group, path) for path in autoscaling.OWN_SOURCES["cloudformation"]),
        *((record, path) for _, path in route53.ROUTING["cloudformation"]),
        *((ecs.SERVICE_TYPES[1], path) for path in ecs.CHECKED_BY["cloudformation"]),
        (ecs.SERVICE_TYPES[1], ecs.SUBNETS["cloudformation"]),
        (ecs.SERVICE_TYPES[1], ecs.DESIRED["cloudformation"][0]),
        *((t, path) for t, *paths in ecs.SCALABLE for path in paths),
        *((t, path) for t, *paths in lambda_.INVOKE_CONFIGS for path in paths),
        ("AWS::Lambda::Function", lambda_.SUBNETS["cloudformation"]),
        ("AWS::Lambda::Function", lambda_.DEAD_LETTERS["AWS::Lambda::Function"]),
        ("AWS::Lambda::EventSourceMapping", lambda_.OWN_DESTINATION["cloudformation"]),
        *((elb.V2, path) for path in ("Scheme", elb.MAPPINGS["cloudformation"][0])),
        *((elb.CLASSIC[1], path) for path in ("HealthCheck", elb.LISTENERS["cloudformation"][0])),
        (dns_siblings.ZONE_TYPES[1], "VPCs"),
    ]
    return [pair for pair in (*linked, *own) if "::" in pair[0]]


@pytest.mark.parametrize(("type_name", "path"), checkable([*row_paths(MODULES), *_link_paths()]))
def test_a_path_names_properties_that_exist(type_name: str, path: str) -> None:
    check(type_name, path)
