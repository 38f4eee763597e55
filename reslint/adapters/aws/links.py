"""Questions that several AWS adapters ask of joins: is it used, is it set, has it siblings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reslint.adapters.aws.flags import flag
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import look_up_list
from reslint.adapters.zones import zones_of_subnets
from reslint.model.place import Spread
from reslint.model.raw import RawResource
from reslint.model.value import Data, ListOf, Unknown, Value, same


@dataclass(frozen=True, slots=True)
class Link:
    """An attribute of some types that points at resources."""

    types: tuple[str, ...]
    path: str


def link(path: str, *types: str) -> Link:
    """The attribute at a path of these raw types."""
    return Link(types, path)


def is_pointed_at(
    raw: RawResource, joins: Joins, links: Sequence[Link], names: Sequence[Value] = ()
) -> Value:
    """Whether any of the links points at the resource; the pointing value is the evidence."""
    doubt: Unknown | None = None
    for entry in links:
        joined = joins.pointing_at(raw, entry.types, entry.path, names)
        if joined.certain:
            return flag(True, raw, (look_up_list(joined.certain[0], entry.path),))
        doubt = doubt or joined.undecided
    return flag(doubt or False, raw)


def derived(data: Data, raw: RawResource, *because: Value) -> Value:
    """A computed value of any type with its evidence."""
    return Value(data, raw.span, "computed", because=because)


def has_items(value: Value, raw: RawResource) -> Value:
    """Whether a list or run of blocks has an item; a single value counts as one."""
    data = value.data
    if isinstance(data, ListOf):
        return flag(True if data.items else data.rest or False, raw, (value,))
    return flag(data if isinstance(data, Unknown) else data is not None, raw, (value,))


def subnet_spread(value: Value, joins: Joins) -> Spread:
    """The zones of a list of subnets; the list itself is the first evidence, for it is what to mend."""
    return anchored(zones_of_subnets(value, joins), value)


def anchored(spread: Spread, value: Value) -> Spread:
    """The spread with a value put before its other evidence."""
    if any(value is other for other in spread.because):
        return spread
    return replace(spread, because=(value, *spread.because))


def of_same_block(raw: RawResource, joins: Joins) -> list[RawResource]:
    """The other instances of the block that the author wrote once."""
    return [other for other in joins.of_type(raw.type) if other is not raw and other.block == raw.block]


def of_same_series(raw: RawResource, joins: Joins) -> list[RawResource]:
    """The other blocks whose labels differ from this one's by nothing but a zone: `web_a`, `web_b`."""
    own = _series(raw)
    others = (other for other in joins.of_type(raw.type) if other.block != raw.block)
    return [other for other in others if own is not None and _series(other) == own]


_ZONE_PART = re.compile(
    r"(?<![A-Za-z0-9])(?:[a-z]{2}(?:-[a-z]+)+-\d[a-f]|(?:az|zone)?\d?[a-f]|(?:az|zone)[1-6])(?![A-Za-z0-9])"
)
"""The part of a label that names a zone: `eu-west-1a`, `1a`, `az1`, `b`."""


def _series(raw: RawResource) -> str | None:
    """The address with its zone taken out; None when the label names no zone."""
    module, _, label = raw.block.rpartition(".")
    series, found = _ZONE_PART.subn("*", label.replace("_", "-"))
    return f"{module}.{series}" if found else None


def has_zonal_siblings(raw: RawResource, own: Spread, others: Iterable[Spread]) -> Value:
    """Whether siblings of a resource in one zone are in another: one a zone, by design."""
    if own.count.low >= 2:
        return flag(False, raw)
    verdicts = [_elsewhere(own, other) for other in others]
    if any(verdict is True for verdict in verdicts):
        return flag(True, raw)
    if any(verdict is None for verdict in verdicts):
        return flag(Unknown(f"the zones of the siblings of {raw.address} are not decided"), raw)
    return flag(False, raw)


def _elsewhere(own: Spread, other: Spread) -> bool | None:
    """Whether another spread certainly has a zone that this one has not."""
    if not own.members or not other.members:
        return None
    verdicts = [[same(zone, mine) for mine in own.members] for zone in other.members]
    if any(all(v is False for v in row) for row in verdicts):
        return True
    certain = other.count.exact is not None and all(any(v is True for v in row) for row in verdicts)
    return False if certain else None
