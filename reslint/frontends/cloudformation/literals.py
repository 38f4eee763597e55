"""Every literal text of a template, with what it is used for as far as its place and form tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reslint.frontends.cloudformation.foreach import PREFIX
from reslint.frontends.cloudformation.nodes import Node, entries, get, is_true, literal_text
from reslint.frontends.roles import role_of
from reslint.model.inventory import LiteralText
from reslint.model.span import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str, ...]
Found = tuple[str, int, int, Path]
"""Text, start, end, and the names above it."""


def literals(source: Source, body: Node) -> Iterator[LiteralText]:
    """The literal texts of resources, mappings, parameter defaults, conditions and the description."""
    yield from _described(source, body)
    for row in entries(get(body, "Parameters")):
        default = get(row[3], "Default")
        if default is not None and not is_true(get(row[3], "NoEcho")):
            yield from _all(source, default, "variable-default", row[0], ("Default",))
    for section, role in (("Mappings", "mapping"), ("Conditions", "condition")):
        for row in _rows(get(body, section)):
            yield from _all(source, row[3], role, row[0], ())
    for row in _rows(get(body, "Resources")):
        yield from _of_resource(source, row)


def _described(source: Source, body: Node) -> Iterator[LiteralText]:
    node = get(body, "Description")
    if node is not None:
        yield from _all(source, node, "description", "", ("Description",))


def _all(source: Source, node: Node, role: str, owner: str, path: Path) -> Iterator[LiteralText]:
    for text, start, end, names in _texts(node, path):
        yield LiteralText(text, Span(source, start, end), role, owner, "", names)


def _rows(node: Node | None) -> Iterator[list[Any]]:
    """The entries of a section, those of loops once, as they are written."""
    for row in entries(node):
        if row[0].startswith(PREFIX) and row[3][0] == "list":
            for item in row[3][3]:
                yield from _rows(item)
        else:
            yield row


def _of_resource(source: Source, row: list[Any]) -> Iterator[LiteralText]:
    kind = literal_text(get(row[3], "Type")) or ""
    init = get(row[3], "Metadata", "AWS::CloudFormation::Init")
    parts: list[tuple[Node | None, Path]] = [
        (get(row[3], "Properties"), ()),
        (init, ("Metadata", "AWS::CloudFormation::Init")),
    ]
    for node, path in parts:
        if node is None:
            continue
        for text, start, end, names in _texts(node, path):
            yield LiteralText(text, Span(source, start, end), role_of(text, names), row[0], kind, names)


def _texts(node: Node, path: Path) -> Iterator[Found]:
    """The literal texts in a node; names of references and separators are none."""
    op = node[0]
    if op == "lit":
        if isinstance(node[3], str) and node[3]:
            yield node[3], node[1], node[2], path
    elif op == "sub":
        yield from _pieces(node, path)
    elif op == "map":
        for key, _, _, value in node[3]:
            inner = path if key.startswith(PREFIX) else (*path, key)
            yield from _texts(value, inner)
    else:
        for part in _operands(node):
            yield from _texts(part, path)


def _pieces(node: Node, path: Path) -> Iterator[Found]:
    for kind, start, end, text in node[3]:
        if kind == "text" and text.strip():
            yield text, start, end, path
    if node[4] is not None:
        for row in node[4][3]:
            yield from _texts(row[3], path)


def _operands(node: Node) -> list[Node]:
    """The operands of a function that hold data, in order."""
    op = node[0]
    if op in ("list", "cidr", "and", "or"):
        return list(node[3])
    if op in ("join", "split"):
        return [node[4]]
    if op == "if":
        return [node[4], node[5]]
    if op in ("select", "equals"):
        return [node[3], node[4]]
    if op == "findinmap":
        return [node[4]] if node[4] else []
    if op == "other":
        return [node[4]]
    if op in ("getazs", "importvalue", "base64", "transform", "length", "tojson", "not"):
        return [node[3]]
    return []
