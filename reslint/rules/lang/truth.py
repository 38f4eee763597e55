"""Strong Kleene logic: true, false and undecided, with what made it so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reslint.model.value import Unknown, Value


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The outcome of a condition."""

    value: bool | None
    """None: not decided."""
    evidence: tuple[Value, ...] = ()
    """The values that made it so, in the order of the expression."""
    reasons: tuple[Unknown, ...] = ()
    """For an undecided condition: what would have to be known."""


HOLDS = Truth(True)
"""A condition that nobody set."""


def negation(truth: Truth) -> Truth:
    """Not."""
    value = None if truth.value is None else not truth.value
    return Truth(value, truth.evidence, truth.reasons)


def conjunction(parts: Sequence[Truth]) -> Truth:
    """And: false if any part is, for which only the false parts are evidence."""
    return _combine(parts, decisive=False)


def disjunction(parts: Sequence[Truth]) -> Truth:
    """Or: true if any part is, for which only the true parts are evidence."""
    return _combine(parts, decisive=True)


def _combine(parts: Sequence[Truth], decisive: bool) -> Truth:
    deciding = [part for part in parts if part.value is decisive]
    if deciding:
        return Truth(decisive, _evidence(deciding))
    open_parts = [part for part in parts if part.value is None]
    if open_parts:
        return Truth(None, _evidence(parts), reasons_of(open_parts))
    return Truth(not decisive, _evidence(parts))


def _evidence(parts: Iterable[Truth]) -> tuple[Value, ...]:
    return tuple(value for part in parts for value in part.evidence)


def reasons_of(parts: Iterable[Truth]) -> tuple[Unknown, ...]:
    """What is missing in all parts, each once."""
    return tuple(dict.fromkeys(reason for part in parts for reason in part.reasons))
