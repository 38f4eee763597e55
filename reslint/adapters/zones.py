"""Zones of resources, worked out from their subnets: counted symbolically."""

from __future__ import annotations

import re

from reslint.adapters.joins import Joins
from reslint.adapters.lookup import look_up
from reslint.model.place import Spread, count_distinct, pinned, undecided
from reslint.model.raw import RawResource
from reslint.model.value import AttributeOf, ElementOf, ListOf, Named, Symbol, Unknown, Value

SUBNET_TYPES = ("aws_subnet", "AWS::EC2::Subnet")
"""The raw types of subnets."""


def subnet_zone(subnet: RawResource) -> Value:
    """The zone of a subnet; a symbol of its own when AWS chooses it."""
    paths = ("availability_zone", "availability_zone_id", "AvailabilityZone", "AvailabilityZoneId")
    for path in paths:
        if path in subnet.attributes and (value := look_up(subnet, path)).data is not None:
            return value
    reason = f"AWS chooses the zone of {subnet.address}"
    symbol = Named(f"zone of {subnet.address}")
    return Value(Unknown(reason, symbol, "no"), subnet.span, "computed")


def zone_of_subnet(value: Value, joins: Joins) -> Value:
    """The zone of the subnet that a value points at; unknown, but equal for equal subnets."""
    subnet = joins.target(value, SUBNET_TYPES)
    if subnet is not None:
        zone = subnet_zone(subnet)
        return zone.with_(because=(zone, value)) if zone.unknown else zone
    reason = value.unknown.reason if value.unknown else f"the zone of subnet {value.data} is not in the code"
    name = value.symbol or (value.data if isinstance(value.data, str) else None)
    symbol: Symbol | None = Named(f"zone of {name}") if name else None
    if isinstance(name, ElementOf) and str(name.base).startswith("zones assumed of "):
        symbol = name
    return Value(Unknown(reason, symbol, "no"), value.span, "computed", value.path, value.refs, (value,))


def zones_of_subnets(value: Value, joins: Joins) -> Spread:
    """The zones of a list of subnets. A list that is unknown as a whole gives an undecided spread."""
    data = value.data
    if isinstance(data, Unknown):
        return undecided((value,), low=1)
    if not isinstance(data, ListOf):
        return undecided((value,))
    zones = tuple(zone_of_subnet(item, joins) for item in data.items)
    rest = data.rest or next((item.unknown for item in data.items if _may_be_list(item)), None)
    return pinned(zones, rest, zones or (value,))


_PLURAL = re.compile(r"(subnets|_ids|_names)$")
"""Names that stand for a list of subnets: `["${…private_subnet_ids}"]` was one list until Terraform 0.11."""


def _may_be_list(item: Value) -> bool:
    """Whether an unknown item goes by the name of a list."""
    return item.symbol is not None and _PLURAL.search(str(item.symbol)) is not None


LEAST_ZONES = 2
"""Zones that every account has in every Region; most have three (us-west-1 shows two to newer
accounts: "AWS Availability Zones",
https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html)."""


def zones_of_list(value: Value, joins: Joins) -> Spread:
    """The zones of a list of zone names; all zones of a Region are at least two."""
    data = value.data
    if isinstance(data, ListOf):
        return pinned(data.items, data.rest, data.items or (value,))
    if _is_all_zones(value.symbol, joins):
        return undecided((value,), low=LEAST_ZONES)
    return undecided((value,), low=1 if value.unknown else 0)


def _is_all_zones(symbol: Symbol | None, joins: Joins) -> bool:
    """Whether a list is that of all zones of a Region: `Fn::GetAZs`, or the look-up without a filter."""
    if isinstance(symbol, Named):
        return symbol.name.startswith("zones of ")
    if not isinstance(symbol, AttributeOf) or symbol.name not in ("names", "zone_ids"):
        return False
    source = joins.at(symbol.address)
    return source is not None and source.is_data and not set(source.attributes) - {"state", "region"}


def zones_of_one(value: Value) -> Spread:
    """The single zone that a value names, chosen by AWS when left out."""
    if value.data is None:
        zone = value.with_(data=Unknown("AWS chooses the zone", Named(f"zone of {value.path}"), "no"))
        return Spread("pinned", count_distinct((zone,)), (zone,), (), (value,))
    return pinned((value,))
