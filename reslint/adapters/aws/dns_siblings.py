"""DNS records of one zone, name and type: the set among which routing chooses."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from reslint.adapters.aws.flags import flag
from reslint.adapters.base import Made
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import look_up, look_up_list
from reslint.model.raw import RawResource
from reslint.model.value import ABSENT, ListOf, Unknown, Value, same

ZONE_TYPES = ("aws_route53_zone", "AWS::Route53::HostedZone")
OPPOSITE = {"PRIMARY": "SECONDARY", "SECONDARY": "PRIMARY"}
Siblings = tuple[list[RawResource], list[RawResource]]
"""Records that certainly belong to the set, and those that may."""


def zone_id(raw: RawResource) -> Value:
    """What the record says of its zone: the id, else CloudFormation's zone name."""
    if raw.language == "terraform":
        return look_up(raw, "zone_id")
    value = look_up(raw, "HostedZoneId")
    return value if value.data is not None else look_up(raw, "HostedZoneName")


def zone_of(raw: RawResource, joins: Joins) -> RawResource | None:
    """The record's zone, where the code makes it or looks it up."""
    name_path = "Name" if raw.language == "cloudformation" else ""
    return joins.target(zone_id(raw), ZONE_TYPES, name_path)


def siblings(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The set identifiers of the other records of the set."""
    certain, maybe = _siblings(raw, joins, made)
    path = "set_identifier" if raw.language == "terraform" else "SetIdentifier"
    items = tuple(look_up(other, path) for other in certain)
    rest = Unknown(f"it is not decided whether {maybe[0].address} is its sibling") if maybe else None
    return Value(ListOf(items, rest, "list"), raw.span, "computed")


def _siblings(raw: RawResource, joins: Joins, made: Made) -> Siblings:
    """Simple records have no siblings, which keeps this linear for all but routed ones."""
    certain: list[RawResource] = []
    maybe: list[RawResource] = []
    if made["routing"].data == "simple":
        return certain, maybe
    for other in joins.of_type(raw.type):
        verdict = False if other is raw else _same_set(raw, other)
        if verdict is True and other.exists is None:
            certain.append(other)
        elif verdict is not False:
            maybe.append(other)
    return certain, maybe


def _same_set(left: RawResource, right: RawResource) -> bool | None:
    terraform = left.language == "terraform"
    name, kind = ("name", "type") if terraform else ("Name", "Type")
    verdicts: list[bool | None] = []
    steps: tuple[Callable[[], bool | None], ...] = (
        lambda: _same_name(look_up(left, name), look_up(right, name)),
        lambda: same(look_up(left, kind), look_up(right, kind)),
        lambda: _same_name(zone_id(left), zone_id(right)),
    )
    for step in steps:
        verdict = step()
        if verdict is False:
            return False
        verdicts.append(verdict)
    return True if all(verdict is True for verdict in verdicts) else None


def _same_name(left: Value, right: Value) -> bool | None:
    """Names are equal without case and final dot; Terraform also takes names relative to the zone."""
    a, b = left.data, right.data
    if not isinstance(a, str) or not isinstance(b, str):
        return same(left, right)
    a, b = a.lower().rstrip("."), b.lower().rstrip(".")
    if a == b:
        return True
    return None if a.startswith(f"{b}.") or b.startswith(f"{a}.") else False


def shares_target(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether every sibling gives the same answer; null without siblings."""
    certain, maybe = _siblings(raw, joins, made)
    verdicts = [_same_answer(raw, other) for other in certain]
    if any(verdict is False for verdict in verdicts):
        return flag(False, raw)
    if maybe or any(verdict is None for verdict in verdicts):
        return flag(Unknown(f"the answers of the siblings of {raw.address} are not decided"), raw)
    return flag(True, raw) if certain else ABSENT.with_(span=raw.span)


def _same_answer(left: RawResource, right: RawResource) -> bool | None:
    terraform = left.language == "terraform"
    alias = "alias.name" if terraform else "AliasTarget.DNSName"
    names = look_up(left, alias), look_up(right, alias)
    if names[0].data is not None or names[1].data is not None:
        return same(*names)
    path = "records" if terraform else "ResourceRecords"
    return _same_records(look_up_list(left, path), look_up_list(right, path))


def _same_records(left: Value, right: Value) -> bool | None:
    if not isinstance(left.data, ListOf) or not isinstance(right.data, ListOf):
        return None
    if left.data.rest or right.data.rest:
        return None
    pairs = zip_longest(left.data.items, right.data.items, fillvalue=ABSENT)
    verdicts = [same(a, b) for a, b in pairs]
    if all(verdict is True for verdict in verdicts):
        return True
    return False if any(verdict is False for verdict in verdicts) else None


def has_counterpart(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the record of the other failover role is in the code; null without failover."""
    role: Value = made["failover_role"]
    if role.data is None:
        return ABSENT.with_(span=raw.span)
    if role.unknown:
        return flag(role.unknown, raw, (role,))
    certain, maybe = _siblings(raw, joins, made)
    if _of_other_role(role, certain):
        return flag(True, raw, (role,))
    undecided = maybe or any(_role(other).unknown for other in certain)
    doubt = Unknown(f"it is not decided which records are siblings of {raw.address}")
    return flag(doubt if undecided else False, raw, (role,))


def counterpart_differs(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the other role's record gives another answer; null without one."""
    if made["has_counterpart"].data is not True:
        return made["has_counterpart"] if made["has_counterpart"].unknown else ABSENT.with_(span=raw.span)
    certain, _ = _siblings(raw, joins, made)
    verdicts = [_same_answer(raw, other) for other in _of_other_role(made["failover_role"], certain)]
    if all(verdict is False for verdict in verdicts):
        return flag(True, raw)
    if any(verdict is True for verdict in verdicts):
        return flag(False, raw, (made["failover_role"],))
    return flag(Unknown(f"the answers of {raw.address} and its counterpart are not decided"), raw)


def _of_other_role(role: Value, others: list[RawResource]) -> list[RawResource]:
    wanted = OPPOSITE.get(str(role.data).upper())
    return [other for other in others if str(_role(other).data).upper() == wanted]


def _role(raw: RawResource) -> Value:
    return look_up(raw, "failover_routing_policy.type" if raw.language == "terraform" else "Failover")
