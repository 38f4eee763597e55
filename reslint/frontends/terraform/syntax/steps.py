"""Steps of a traversal: attributes, indexes, and splats with what belongs to each element."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reslint.frontends.terraform.syntax.tokens import Token

Node = list[Any]
Name = tuple[str, int]
"""An attribute step: its name and where it ends."""
Index = tuple[Node, int, bool]
"""An index step: its key, where it ends, and whether it is the old form `.0`."""
Splat = tuple[Token, list[Any]]
"""A splat's sign and the steps after it."""


def step_of(over: Node, step: Any) -> Node:
    """An attribute `(name, end)` or an index `(key, end, short)` of an expression."""
    if len(step) == 2:
        return ["attr", over[1], step[1], over, step[0]]
    return ["index", over[1], step[1], over, step[0]]


def steps_of(over: Node, steps: Sequence[Any]) -> Node:
    """Several attributes and indexes, one after the other."""
    for step in steps:
        over = step_of(over, step)
    return over


def end_of(sign: Token, steps: Sequence[Any]) -> int:
    """Where a splat ends: after its last step, or after its sign."""
    end: int = steps[-1][1] if steps else sign.end
    return end


def splat_over(over: Node, make: Callable[[Node], Node]) -> Node:
    """A splat over an expression; over another `[*]` it belongs to each of that one's elements."""
    if over[0] != "splat":
        return make(over)
    outer = [over]
    while outer[-1][4][0] == "splat":
        outer.append(outer[-1][4])
    outer[-1][4] = make(outer[-1][4])
    for node in outer:
        node[2] = outer[-1][4][2]
    return over
