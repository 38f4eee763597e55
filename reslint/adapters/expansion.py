"""Resources that hold several others, taken apart before they are adapted.

"AWS::Route53::RecordSetGroup",
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-route53-recordsetgroup.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reslint.adapters.lookup import blocks
from reslint.model.raw import RawResource
from reslint.model.value import MapOf, Unknown, Value

RECORD_GROUP = "AWS::Route53::RecordSetGroup"
RECORD = "AWS::Route53::RecordSet"
_OF_THE_GROUP = ("HostedZoneId", "HostedZoneName")
"""Properties that a group states for all its records."""
_OF_A_RECORD = (
    "Name",
    "Type",
    "SetIdentifier",
    "Failover",
    "AliasTarget",
    "ResourceRecords",
    "HealthCheckId",
)
"""Properties of a record that is not known: those by which it may belong to a set of others."""


def expanded(resources: Iterable[RawResource]) -> list[RawResource]:
    """The resources, each group of records followed by its records: `Group.RecordSets.0`, …"""
    found: list[RawResource] = []
    for raw in resources:
        found.append(raw)
        if raw.type == RECORD_GROUP:
            found.extend(_records(raw))
    return found


def _records(group: RawResource) -> Iterator[RawResource]:
    """The records of a group; one of which nothing is known stands for all that are not decided."""
    items, rest = blocks(group, "RecordSets")
    for index, item in enumerate(items):
        yield _record(group, index, item)
    if rest is not None:
        yield _record(group, len(items), Value(rest, group.span))


def _record(group: RawResource, index: int, item: Value) -> RawResource:
    address = f"{group.address}.RecordSets.{index}"
    span = item.span or group.span
    zone = {name: group.get(name) for name in _OF_THE_GROUP if name in group.attributes}
    return replace(
        group,
        address=address,
        block=f"{group.block}.RecordSets.{index}",
        type=RECORD,
        attributes={**zone, **_properties(item, (group.address, ("RecordSets", index)))},
        span=span.first_line(),
        body=span,
        exists=group.exists or item.unknown,
    )


def _properties(item: Value, path: tuple[str, tuple[str | int, ...]]) -> Mapping[str, Value]:
    """A record's properties, each with its path below the group."""
    data = item.data
    if isinstance(data, Unknown):
        return {name: Value(Unknown(data.reason), item.span) for name in _OF_A_RECORD}
    entries = data.entries if isinstance(data, MapOf) else {}
    return {name: value.with_(path=(path[0], (*path[1], name))) for name, value in entries.items()}
