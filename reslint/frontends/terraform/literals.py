"""The literal texts of a file, with the role of each."""

from __future__ import annotations

from collections.abc import Iterator

from reslint.frontends.roles import role_of
from reslint.frontends.terraform.configuration import Node
from reslint.frontends.terraform.reader import Parsed
from reslint.model.inventory import LiteralText
from reslint.model.span import Source, Span

_BLOCK_ROLES = {
    "variable": "variable-default", "provider": "provider", "terraform": "backend", "locals": "local",
    "output": "output", "moved": "configuration", "import": "configuration", "removed": "configuration",
}  # fmt: skip
"""Roles of the literals in blocks that are not resources."""

_Part = tuple[Node, tuple[str, ...], str]
"""A node with its attribute path and, where it stands in one, the role of its surroundings."""

_CONDITION_OPERATORS = ("==", "!=")


def literals_of(parsed: Parsed) -> Iterator[LiteralText]:
    """All non-empty literal strings of a file, in order."""
    for block in parsed.tree["body"][4]:
        kind, labels = block[3], block[4]
        owner = ".".join(labels if kind == "resource" else (kind, *labels))
        owner_type = labels[0] if kind in ("resource", "data") and labels else ""
        context = _Context(parsed.source, owner, owner_type, _BLOCK_ROLES.get(kind, ""))
        yield from context.body(block[5], ())


class _Context:
    """What is the same for all literals of one block."""

    def __init__(self, source: Source, owner: str, owner_type: str, role: str) -> None:
        self._source = source
        self._owner = owner
        self._owner_type = owner_type
        self._role = role

    def body(self, body: Node, path: tuple[str, ...]) -> Iterator[LiteralText]:
        for node in body[3]:
            yield from self.expression(node[4], (*path, node[3]), "")
        for node in body[4]:
            yield from self.body(node[5], (*path, *_step(node)))

    def expression(self, root: Node, path: tuple[str, ...], role: str) -> Iterator[LiteralText]:
        """The literals of an expression; without recursion, since expressions nest deeply."""
        stack: list[_Part] = [(root, path, role)]
        while stack:
            node, at, as_role = stack.pop()
            op = node[0]
            if op in ("lit", "text"):
                if isinstance(node[3], str) and node[3].strip():
                    yield self._literal(node, at, as_role)
            else:
                stack.extend(reversed(list(self._parts(node, at, as_role))))

    def _parts(self, node: Node, at: tuple[str, ...], role: str) -> Iterator[_Part]:
        """The nodes below one, with their paths and roles, in order."""
        op = node[0]
        if op == "object":
            for key, value in node[3]:
                yield from self._entry(key, value, at, role)
        elif op == "bin" and node[3] in _CONDITION_OPERATORS:
            yield from ((side, at, "condition") for side in node[4:6])
        elif op == "index":
            yield from ((node[3], at, role), (node[4], at, "condition"))
        else:
            yield from ((child, at, role) for child in _children(node))

    def _entry(self, key: Node, value: Node, at: tuple[str, ...], role: str) -> Iterator[_Part]:
        if key[0] != "lit":
            yield from ((key, at, role), (value, at, role))
            return
        if self._role in ("local", "variable-default"):
            yield key, at, "mapping"
        yield value, (*at, str(key[3])), role

    def _literal(self, node: Node, path: tuple[str, ...], role: str) -> LiteralText:
        own = role or self._role or role_of(node[3], path)
        if own in ("variable-default",) and path and path[0] != "default":
            own = "description"
        span = Span(self._source, node[1], node[2])
        return LiteralText(node[3], span, own, self._owner, self._owner_type, path)


def _step(block: Node) -> tuple[str, ...]:
    """The name under which a nested block is known: a `dynamic` block makes blocks of its label's type."""
    if block[3] == "dynamic" and block[4]:
        return (str(block[4][0]),)
    return () if block[3] == "content" else (str(block[3]),)


def _children(node: Node) -> Iterator[Node]:
    """The nodes below an expression or template part."""
    for part in node[3:]:
        if isinstance(part, list):
            if part and isinstance(part[0], str) and len(part) > 2 and isinstance(part[1], int):
                yield part
            else:
                yield from (p for p in part if isinstance(p, list))
