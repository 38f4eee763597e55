"""Bounds on the size of values: parts that are shared are counted each time they appear."""

from __future__ import annotations

from reslint.frontends.terraform.values.failures import Undecided
from reslint.model.value import ListOf, MapOf, Value

MAX_TEXT = 1_000_000
"""Longest text, in characters, that is worked with."""
MAX_ITEMS = 100_000
"""Most values inside one value that are worked with."""
MAX_DEPTH = 100
"""Deepest nesting that is worked with."""


def check_size(*values: Value) -> None:
    """Raise `Undecided` for values whose parts, written out, are too many or nested too deeply.

    Ten lines of lists that each hold the one before twice are a thousand values. Entries that
    are worked out on demand are not looked at.
    """
    measured: dict[int, tuple[int, int]] = {}
    for value in values:
        _measure(value, measured)
    if sum(measured[id(value)][0] for value in values) > MAX_ITEMS:
        raise Undecided("the value is too large to work with")


def _measure(value: Value, measured: dict[int, tuple[int, int]]) -> None:
    """Note size and depth of a value and of all its parts, innermost first."""
    stack = [(value, False)]
    while stack:
        current, ready = stack.pop()
        if id(current) in measured:
            continue
        inner = _inner(current)
        if inner and not ready:
            stack.append((current, True))
            stack += [(part, False) for part in inner]
            continue
        sizes = [measured[id(part)] for part in inner]
        size, depth = 1 + sum(s for s, _ in sizes), 1 + max((d for _, d in sizes), default=0)
        if size > MAX_ITEMS or depth > MAX_DEPTH:
            raise Undecided("the value is too large to work with")
        measured[id(current)] = size, depth


def _inner(value: Value) -> list[Value]:
    data = value.data
    if isinstance(data, ListOf):
        return list(data.items)
    if isinstance(data, MapOf) and isinstance(data.entries, dict):
        return list(data.entries.values())
    return []
