"""The tree of a template: nested lists `[op, start, end, …]`, offsets in characters.

File: `{"body": NODE | None, "comments": [[start, end, text], …],
"problems": [[level, code, start, end, message], …]}`

NODE::

    ["lit", s, e, value]                null, bool or text
    ["num", s, e, "1.5"]                number, as text
    ["list", s, e, [NODE, …]]
    ["map", s, e, [[key, s, e, NODE], …]]
    ["ref", s, e, name]
    ["getatt", s, e, TARGET, ATTRIBUTE]
    ["sub", s, e, [PART, …], VARIABLES | None]      a map of variables
    ["if", s, e, condition, THEN, ELSE]
    ["join", s, e, DELIMITER, LIST]     ["split", s, e, DELIMITER, TEXT]
    ["select", s, e, INDEX, LIST]       ["findinmap", s, e, [MAP, TOP, SECOND], DEFAULT | None]
    ["cidr", s, e, [NODE, …]]
    ["getazs" | "importvalue" | "base64" | "length" | "tojson" | "transform", s, e, NODE]
    ["equals", s, e, A, B]              ["and" | "or", s, e, [NODE, …]]
    ["not", s, e, NODE]                 ["condition", s, e, name]
    ["other", s, e, function name, NODE]

    PART: ["text", s, e, text] | ["var", s, e, "A" or "A.B"]

`Fn::ForEach::…`, and `Fn::Transform` with other keys beside it, stay entries of their map.
"""

from __future__ import annotations

import re
from typing import Any

from reslint.model.span import Source, Span

Node = list[Any]
"""One node of the tree, as the module's docstring lists them."""
Tree = dict[str, Any]
"""The tree of a file."""

RESOURCE_TYPE = re.compile(r"(?:AWS|Alexa|Custom)::.|\w+(?:::\w+)*::MODULE\b")
"""Types of resources that CloudFormation knows by itself, custom resources and modules."""


def entries(node: Node | None) -> list[list[Any]]:
    """The entries `[key, start, end, NODE]` of a map; none for anything else."""
    if node is None or node[0] != "map":
        return []
    found: list[list[Any]] = node[3]
    return found


def get(node: Node | None, *keys: str) -> Node | None:
    """The node below a map under these keys, one after the other."""
    for key in keys:
        node = next((entry[3] for entry in entries(node) if entry[0] == key), None)
    return node


def literal_text(node: Node | None) -> str | None:
    """The text of a literal string or number; None for anything else."""
    if node is None or node[0] not in ("lit", "num") or not isinstance(node[3], str):
        return None
    return node[3]


def is_true(node: Node | None) -> bool:
    """Whether a node is the literal `true`, or the text of it."""
    return node is not None and node[0] == "lit" and str(node[3]).lower() == "true"


def span_of(source: Source, node: Node) -> Span:
    """Where a node stands."""
    return Span(source, node[1], node[2])


def key_span(source: Source, entry: list[Any]) -> Span:
    """Where the key of a map's entry stands."""
    return Span(source, entry[1], entry[2])


def entry_span(source: Source, entry: list[Any]) -> Span:
    """Key and value of a map's entry; the key alone when the value is written elsewhere (an alias)."""
    end = entry[3][2] if entry[3][1] >= entry[1] else entry[2]
    return Span(source, entry[1], max(end, entry[2]))


def children(node: Node) -> list[Node]:
    """The nodes directly inside a node, in order."""
    op = node[0]
    if op == "map":
        return [entry[3] for entry in node[3]]
    if op in ("list", "cidr", "and", "or"):
        return list(node[3])
    if op in ("ref", "condition", "lit", "num"):
        return []
    if op == "sub":
        return [node[4]] if node[4] else []
    if op == "findinmap":
        return [*node[3], node[4]] if node[4] else list(node[3])
    return [part for part in node[3:] if isinstance(part, list)]
