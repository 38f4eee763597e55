"""CloudFormation property paths against the schemas that cfn-lint ships."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from reslint.adapters.base import Adapter, Row
from reslint.adapters.lookup import steps

UNCHECKED = ("AWS::Serverless::Function", "AWS::Serverless::SimpleTable")
"""SAM's schema describes no parts of its objects."""
FREE_FORM = ("RedrivePolicy", "RedriveAllowPolicy")
"""Properties that hold any JSON object."""

TypeAndPath = tuple[str, str]


def row_paths(modules: Sequence[str]) -> list[TypeAndPath]:
    """Type and path of every CloudFormation place of every row of some adapter modules."""
    adapters: list[Adapter] = [
        a for m in modules for a in import_module(f"reslint.adapters.aws.{m}").ADAPTERS
    ]
    found: list[TypeAndPath] = []
    for adapter in adapters:
        types = [t for t in adapter.types if "::" in t]
        for entry in adapter.rows:
            places = entry.places if isinstance(entry, Row) else ()
            cloudformation = [place for place in places if place.language == "cloudformation"]
            found.extend((t, p.path) for p in cloudformation for t in p.types or types if t in types)
    return found


def checkable(pairs: Sequence[TypeAndPath]) -> list[TypeAndPath]:
    """The pairs whose type has a schema, each once, in order."""
    return sorted({p for p in pairs if "::" in p[0] and p[0] not in UNCHECKED})


def check(type_name: str, path: str) -> None:
    """Fail unless every step of the path is a property that the schema knows."""
    schema = _schema(type_name)
    node: dict[str, Any] = schema
    for name, pairs, _ in steps(path):
        known = _parts(node, schema)
        assert name in known, f"{type_name} has no {path}: {name} is not among {sorted(known)}"
        if name in FREE_FORM:
            return
        node = known[name]
        for key, _ in pairs:
            assert key in _parts(node, schema)


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
