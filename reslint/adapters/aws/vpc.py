"""Subnets and NAT gateways."""

from __future__ import annotations

from reslint.adapters.aws.links import link
from reslint.adapters.aws.shared import constant
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.joins import Joined, Joins
from reslint.adapters.lookup import look_up, look_up_list
from reslint.adapters.zones import subnet_zone, zone_of_subnet
from reslint.model.kinds.network import Gateway, Subnet
from reslint.model.place import Spread, pinned, regional, undecided
from reslint.model.raw import RawResource
from reslint.model.value import Unknown, Value

TABLE_TYPES = ("aws_route_table", "aws_default_route_table", "AWS::EC2::RouteTable")
INLINE_ROUTES = link("route.nat_gateway_id", "aws_route_table", "aws_default_route_table")
ROUTES = (
    (link("nat_gateway_id", "aws_route"), "route_table_id"),
    (link("NatGatewayId", "AWS::EC2::Route"), "RouteTableId"),
)
"""Links from a route to its gateway, and the route's path to its table."""
ASSOCIATIONS = (
    (link("route_table_id", "aws_route_table_association"), "subnet_id"),
    (link("RouteTableId", "AWS::EC2::SubnetRouteTableAssociation"), "SubnetId"),
)
"""Links from an association to its route table, and the association's path to its subnet."""


def nat_zones(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """The zone of a zonal gateway's subnet; a regional gateway is in all zones in use."""
    mode = made["mode"]
    if mode.unknown:
        return undecided((mode,), low=1)
    if mode.data == "regional":
        return regional((mode,))
    path = "subnet_id" if raw.language == "terraform" else "SubnetId"
    return pinned((zone_of_subnet(look_up(raw, path), joins),))


def served_zones(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """The zones of the subnets whose route tables lead to the gateway."""
    tables, routes, doubts = _route_tables(raw, joins)
    zones: list[Value] = []
    for table in tables:
        for entry, subnet_path in ASSOCIATIONS:
            joined = joins.pointing_at(table, entry.types, entry.path)
            doubts.append(joined.undecided)
            zones.extend(_subnet_zones(joined, subnet_path, joins))
    rest = next((doubt for doubt in doubts if doubt is not None), None)
    return pinned(zones, rest, (*routes, *zones))


def _subnet_zones(joined: Joined, path: str, joins: Joins) -> list[Value]:
    subnets = [look_up(association, path) for association in joined.certain]
    return [zone_of_subnet(subnet, joins) for subnet in subnets if subnet.data is not None]


def _route_tables(
    raw: RawResource, joins: Joins
) -> tuple[list[RawResource], list[Value], list[Unknown | None]]:
    """Tables that lead to the gateway, the values that say so, and what is not decided."""
    inline = joins.pointing_at(raw, INLINE_ROUTES.types, INLINE_ROUTES.path)
    tables = {table.address: table for table in inline.certain}
    routes = [look_up_list(table, INLINE_ROUTES.path) for table in inline.certain]
    doubts = [inline.undecided]
    for entry, table_path in ROUTES:
        joined = joins.pointing_at(raw, entry.types, entry.path)
        doubts.append(joined.undecided)
        for route in joined.certain:
            routes.append(look_up(route, entry.path))
            table = joins.target(look_up(route, table_path), TABLE_TYPES)
            if table is not None:
                tables[table.address] = table
            else:
                doubts.append(Unknown(f"the route table of {route.address} is not decided"))
    return list(tables.values()), routes, doubts


NAT_GATEWAY = Adapter(
    kind=Gateway,
    service="ec2",
    types=("aws_nat_gateway", "AWS::EC2::NatGateway"),
    scope="zonal",
    rows=(
        constant("type", "nat"),
        # "Resource: aws_nat_gateway", https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/nat_gateway
        # "AWS::EC2::NatGateway", https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-natgateway.html
        row("mode", tf("availability_mode", default="zonal"), cfn("AvailabilityMode", default="zonal")),
        row(
            "connectivity",
            tf("connectivity_type", default="public"),
            cfn("ConnectivityType", default="public"),
        ),
        computed("zones", nat_zones),
        computed("serves_zones", served_zones),
    ),
)

SUBNET = Adapter(
    kind=Subnet,
    service="ec2",
    types=("aws_subnet", "AWS::EC2::Subnet"),
    scope="zonal",
    rows=(
        # "Resource: aws_subnet", https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/subnet
        # "AWS::EC2::Subnet", https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-subnet.html
        row(
            "is_public",
            tf("map_public_ip_on_launch", default=False),
            cfn("MapPublicIpOnLaunch", default=False),
        ),
        computed("zones", lambda raw, joins, made: pinned((subnet_zone(raw),))),
    ),
)

ADAPTERS: tuple[Adapter, ...] = (NAT_GATEWAY, SUBNET)
"""The adapters of this module."""
