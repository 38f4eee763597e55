"""Planned values with what the plan says beside them: which parts are unknown, which are sensitive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reslint.model.value import Scalar


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of the values with what is said about it."""

    value: Any
    unknown: Any
    marks: tuple[Any, ...]

    def part(self, step: str | int) -> Leaf:
        """A part of it."""
        marks = tuple(part_of(mark, step) for mark in self.marks)
        return Leaf(part_of(self.value, step), part_of(self.unknown, step), marks)

    @property
    def steps(self) -> Sequence[str | int]:
        """The steps to the parts of it: list positions or names."""
        for shape in (self.value, self.unknown):
            if isinstance(shape, list):
                return range(len(shape))
        names = [k for shape in (self.value, self.unknown) if isinstance(shape, dict) for k in shape]
        return list(dict.fromkeys(names))

    @property
    def is_list(self) -> bool:
        """Whether it is a list of whatever kind."""
        return isinstance(self.value, list) or (self.value is None and isinstance(self.unknown, list))

    @property
    def is_map(self) -> bool:
        """Whether it is a map or object."""
        return isinstance(self.value, dict) or (self.value is None and isinstance(self.unknown, dict))

    @property
    def is_sensitive(self) -> bool:
        """Whether all of it is."""
        return any(mark is True for mark in self.marks)


def part_of(whole: Any, step: str | int) -> Any:
    """A part of a structure of values or booleans; true holds for all parts."""
    if whole is True:
        return True
    if isinstance(whole, dict):
        return whole.get(step)
    if isinstance(whole, list) and isinstance(step, int) and step < len(whole):
        return whole[step]
    return None


def unknown_leaves(unknown: Any) -> int:
    """How many parts of a structure of booleans are unknown."""
    if isinstance(unknown, dict):
        return sum(map(unknown_leaves, unknown.values()))
    if isinstance(unknown, list):
        return sum(map(unknown_leaves, unknown))
    return 1 if unknown is True else 0


def scalar(plain: Any) -> Scalar:
    """A JSON scalar: numbers are whole or decimal, never floating."""
    if isinstance(plain, float):
        return int(plain) if plain.is_integer() else Decimal(repr(plain))
    return plain if isinstance(plain, str | int | bool) else None
