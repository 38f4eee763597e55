"""Every CloudFormation path in the network and compute adapters names a property that exists."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from reslint.adapters.aws import autoscaling, dns_siblings, ec2, ecs, elb, lambda_, links, route53, vpc
from reslint.adapters.base import Adapter, Row
from reslint.adapters.lookup import steps

MODULES = ("autoscaling", "cloudfront", "ec2", "ecs", "elb", "lambda_", "route53", "vpc")
UNCHECKED = ("AWS::Serverless::Function",)
"""SAM's schema describes no parts of its objects."""


def _row_paths() -> list[tuple[str, str]]:
    """Type and path of every CloudFormation place of every row."""
    adapters: list[Adapter] = [
        a for m in MODULES for a in import_module(f"reslint.adapters.aws.{m}").ADAPTERS
    ]
    found: list[tuple[str, str]] = []
    for adapter in adapters:
        types = [t for t in adapter.types if "::" in t]
        for entry in adapter.rows:
            places = entry.places if isinstance(entry, Row) else ()
            cloudformation = [place for place in places if place.language == "cloudformation"]
            found.extend((t, p.path) for p in cloudformation for t in p.types or types if t in types)
    return found


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


def _schema(type_name: str) -> dict[str, Any]:
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

    schema: dict[str, Any] = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", type_name).schema
    return schema


def _parts(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The properties of an object, of a list's items, or behind a reference."""
    while "$ref" in node or "items" in node:
        node = schema["definitions"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node["items"]
    properties: dict[str, Any] = node.get("properties", {})
    return properties


@pytest.mark.parametrize(
    ("type_name", "path"), sorted({p for p in (*_row_paths(), *_link_paths()) if p[0] not in UNCHECKED})
)
def test_a_path_names_properties_that_exist(type_name: str, path: str) -> None:
    schema = _schema(type_name)
    node: dict[str, Any] = schema
    for name, pairs, _ in steps(path):
        known = _parts(node, schema)
        assert name in known, f"{type_name} has no {path}: {name} is not among {sorted(known)}"
        node = known[name]
        for key, _ in pairs:
            assert key in _parts(node, schema)
