"""A resource of the common model: the base of every kind."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, cast, get_type_hints

from reslint.model.attribute import AttributeType, Flag, Tags, Text, Texts, Zones
from reslint.model.place import Spread
from reslint.model.raw import RawResource
from reslint.model.value import Value


@dataclass(slots=True, kw_only=True, eq=False)
class Resource:
    """What every kind has. An attribute that nobody set and that has no default is null."""

    raw: RawResource
    """Where it comes from: address, type, spans, deployment."""
    name: Text
    """The name that clients use (identifier, bucket name, function name)."""
    tags: Tags
    """Tags or labels."""
    purpose: Texts
    """What it is for, where that is certain: `data`, `log`, `artifact`, `state`, `replica`,
    `cache`, `dead-letter`, `scratch`; empty for the usual case."""
    account: Text
    """Account it is in."""
    region: Text
    """Region it is in; null for services without one."""
    zones: Zones
    """Availability Zones it is in."""
    service: Text
    """The provider's service: `rds`, `s3`, …"""
    deployment: Text
    """Name of the deployment."""
    root: Text
    """Path of the root module or template."""
    protected_from_destroy: Flag
    """`prevent_destroy`, or deletion protection where the type has it."""
    deletion_policy: Text
    """CloudFormation's DeletionPolicy; null in Terraform."""
    replace_policy: Text
    """CloudFormation's UpdateReplacePolicy; null in Terraform."""
    ignored_changes: Texts
    """Attributes under Terraform's `ignore_changes`: the declared value may not be the real one."""

    @property
    def address(self) -> str:
        """Terraform address or CloudFormation logical id."""
        return self.raw.address

    @property
    def kind(self) -> str:
        """Name of the kind."""
        return type(self).__name__

    def attribute(self, name: str) -> Value | Spread:
        """An attribute of the kind by name. Raises `AttributeError` if there is none."""
        result: Value | Spread = getattr(self, name)
        return result


def attribute_types(kind: type[Resource]) -> dict[str, AttributeType]:
    """The types of all attributes of a kind that rules can use, by name."""
    return _attribute_types(cast(Any, kind))


@cache
def _attribute_types(kind: Any) -> dict[str, AttributeType]:
    hints = get_type_hints(kind, include_extras=True)
    found: dict[str, AttributeType] = {}
    for entry in fields(kind):
        for extra in getattr(hints[entry.name], "__metadata__", ()):
            if isinstance(extra, AttributeType):
                found[entry.name] = extra
    return found
