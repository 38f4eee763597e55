"""Where a resource lives: account, Region, and its spread over Availability Zones.

Zones are counted symbolically: `names[0]` twice is one zone, `names[0]` and `names[1]` are
two, and what cannot be compared widens the count instead of being guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reslint.model.value import Unknown, Value, same


@dataclass(frozen=True, slots=True)
class Range:
    """A whole number known only to lie between two bounds, both included."""

    low: int
    high: int | None
    """None: no upper bound is known."""

    @property
    def exact(self) -> int | None:
        """The number, when the bounds meet."""
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        if self.exact is not None:
            return str(self.low)
        return f"{self.low} or more" if self.high is None else f"{self.low} to {self.high}"


def count_items(items: Sequence[Value], rest: Unknown | None) -> Range:
    """How many items a list with a possibly unknown rest has."""
    return Range(len(items), None if rest else len(items))


def count_distinct(items: Sequence[Value], rest: Unknown | None = None) -> Range:
    """How many different values a list has, as far as its items can be compared."""
    apart: list[Value] = []
    classes: list[Value] = []
    for item in items:
        if all(same(item, other) is not True for other in classes):
            classes.append(item)
        if all(same(item, other) is False for other in apart):
            apart.append(item)
    return Range(len(apart), None if rest else len(classes))


SpreadHow = Literal["pinned", "some-of", "regional", "unknown"]
"""Members known; a number out of candidates; spread by the provider; not decided."""

REGIONAL_ZONES = 3
"""Zones that a Regional AWS service is spread over at least ("AWS Fault Isolation
Boundaries", Regions: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regions.html)."""


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The zones that a resource is in."""

    how: SpreadHow
    count: Range
    """Number of different zones."""
    members: tuple[Value, ...] = ()
    """The zones it certainly uses, as far as they are known (pinned)."""
    candidates: tuple[Value, ...] = ()
    """The zones it may use (some-of)."""
    because: tuple[Value, ...] = ()
    """The values that decided: evidence."""


def pinned(zones: Sequence[Value], rest: Unknown | None = None, because: Sequence[Value] = ()) -> Spread:
    """In exactly these zones (and, with `rest`, an unknown number of others)."""
    evidence = tuple(because) or tuple(zones)
    return Spread("pinned", count_distinct(zones, rest), tuple(zones), (), evidence)


def some_of(number: int, candidates: Sequence[Value] = (), because: Sequence[Value] = ()) -> Spread:
    """In `number` zones which the provider picks from the candidates."""
    return Spread("some-of", Range(number, number), (), tuple(candidates), tuple(because))


def regional(because: Sequence[Value] = ()) -> Spread:
    """Spread over the Region by the provider."""
    return Spread("regional", Range(REGIONAL_ZONES, None), (), (), tuple(because))


def undecided(because: Sequence[Value] = (), low: int = 0, high: int | None = None) -> Spread:
    """Not decided by the code, beyond the bounds given."""
    return Spread("unknown", Range(low, high), (), (), tuple(because))


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where something lives. Account and Region are symbols when they are not given."""

    provider: str
    """`aws`, `azure`, `google`, or the provider's name."""
    partition: str
    """`aws`, `aws-cn`, `aws-us-gov`, …; the empty string where the idea does not exist."""
    account: Value
    region: Value
    """The Region's code; null for services that have none (global services)."""
    spread: Spread
