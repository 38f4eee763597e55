"""Terraform's JSON form (`.tf.json`) to the same tree as its native form.

Source: "JSON Configuration Syntax", https://developer.hashicorp.com/terraform/language/syntax/json
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reslint.frontends.terraform.syntax.checks import check_depth
from reslint.frontends.terraform.syntax.jsontext import Json, offsets, read_json
from reslint.frontends.terraform.syntax.parse import TreeReading, read_template
from reslint.frontends.terraform.syntax.recover import entry
from reslint.frontends.terraform.syntax.tokens import Broken
from reslint.model.span import Source

Node = list[Any]
Blocks = dict[str, int]
"""Keys that are blocks, with their number of labels; all others are arguments."""

_TOP: Blocks = {
    "resource": 2, "data": 2, "ephemeral": 2, "action": 2, "list": 2,
    "variable": 1, "module": 1, "output": 1, "provider": 1, "check": 1,
    "locals": 0, "terraform": 0, "moved": 0, "removed": 0, "import": 0, "language": 0,
}  # fmt: skip
_CONDITIONS: Blocks = {"precondition": 0, "postcondition": 0}
_RESOURCE: Blocks = {"lifecycle": 0, "connection": 0, "provisioner": 1, "dynamic": 1, "_": 0}
_INSIDE: dict[str, Blocks] = {
    "resource": _RESOURCE,
    "data": _RESOURCE,
    "ephemeral": _RESOURCE,
    "lifecycle": {**_CONDITIONS, "action_trigger": 0},
    "provisioner": {"connection": 0},
    "dynamic": {"content": 0},
    "content": {"dynamic": 1},
    "variable": {"validation": 0},
    "output": _CONDITIONS,
    "check": {"data": 2, "assert": 0},
    "removed": {"lifecycle": 0, "provisioner": 1, "connection": 0},
    "terraform": {"required_providers": 0, "backend": 1, "cloud": 0, "provider_meta": 1, "state_store": 1},
    "cloud": {"workspaces": 0},
}
"""Blocks inside blocks, as far as Terraform itself defines them; a provider's blocks stay expressions."""


def parse_json(source: Source) -> dict[str, Any]:
    """The tree of `.tf.json` text; text that is not JSON gives one entry in `errors`."""
    reader = _Reader(source.text)
    body: Node = ["body", 0, len(source.text), [], []]
    try:
        reader.fill(body, read_json(source.text), _TOP)
    except Broken as broken:
        reader.errors.append(entry(source.text, broken))
    return {"body": body, "comments": reader.comments, "errors": sorted(reader.errors)}


class _Reader:
    """Turns JSON values into bodies, blocks and expressions of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.comments: list[Node] = []
        self.errors: list[Node] = []

    def fill(self, body: Node, value: Json, blocks: Blocks) -> None:
        """Add the members of an object, or of each object of an array, to a body."""
        for inner in self._objects(value):
            for key, member in inner.members:
                self._member(body, key, member, blocks)

    def _member(self, body: Node, key: Json, member: Json, blocks: Blocks) -> None:
        name = str(key.value)
        if name == "//":
            self.comments.append([member.start, member.end, self._comment(member)])
        elif name in blocks:
            self._blocks(body, key, member, blocks)
        else:
            self._attribute(body, key, member)

    def _comment(self, member: Json) -> str:
        return str(member.value) if member.kind == "string" else self._text[member.start : member.end]

    def _attribute(self, body: Node, key: Json, member: Json) -> None:
        node = self._expression(member)
        check_depth(node, f"the value of {str(key.value)[:60]}")
        body[3].append(["attr", key.start, member.end, key.value, node])

    def _blocks(self, body: Node, key: Json, value: Json, blocks: Blocks) -> None:
        """Add the blocks of one key; a broken one at the top of the file leaves the others as they are."""
        kind = str(key.value)
        for labels, inner in self._labelled([], value, blocks[kind]):
            try:
                body[4].append(self._block(kind, key, labels, inner))
            except Broken as broken:
                if blocks is not _TOP:
                    raise
                self.errors.append(entry(self._text, broken))

    def _labelled(self, labels: list[Json], value: Json, count: int) -> Iterator[tuple[list[Json], Json]]:
        """Descend through the objects whose keys are labels; each object at the end is one block."""
        for inner in self._objects(value):
            if count == 0:
                yield labels, inner
                continue
            for label, member in inner.members:
                if label.value == "//":
                    self.comments.append([member.start, member.end, self._comment(member)])
                else:
                    yield from self._labelled([*labels, label], member, count - 1)

    def _block(self, kind: str, key: Json, labels: list[Json], value: Json) -> Node:
        last = labels[-1] if labels else key
        inner: Node = ["body", value.start + 1, value.end - 1, [], []]
        self.fill(inner, value, _INSIDE.get(kind, {}))
        start = last.start if last.end <= value.start else value.start
        return ["block", start, value.end, kind, [str(label.value) for label in labels], inner, last.end]

    def _objects(self, value: Json) -> list[Json]:
        """The objects that a value stands for: itself, or those of an array."""
        if value.kind == "object":
            return [value]
        if value.kind == "array":
            return [inner for item in value.items for inner in self._objects(item)]
        if not (value.kind == "word" and value.value is None):
            message = "expected an object, or an array of objects"
            self.errors.append([value.start, value.end, message])
        return []

    def _expression(self, value: Json) -> Node:
        """The expression of a value. Raises `Broken`."""
        if value.kind == "string":
            return self._template(value)
        if value.kind == "number":
            return ["num", value.start, value.end, value.value]
        if value.kind == "word":
            return ["lit", value.start, value.end, value.value]
        if value.kind == "array":
            return ["tuple", value.start, value.end, [self._expression(item) for item in value.items]]
        pairs = [[self._template(key), self._expression(member)] for key, member in value.members]
        return ["object", value.start, value.end, pairs]

    def _template(self, value: Json) -> Node:
        """A string as a template, its offsets those of the file, also where the string has escapes."""
        text = str(value.value)
        if "{" not in text:
            return ["lit", value.start, value.end, text]
        escaped = value.end - value.start - 2 != len(text)
        try:
            if escaped:
                parts = read_template(TreeReading(text), 0, len(text))
            else:
                parts = read_template(TreeReading(self._text), value.start + 1, value.end - 1)
        except Broken as broken:
            where = offsets(self._text, value) if escaped else None
            raise _moved(broken, where) from None
        if escaped:
            _move(parts, offsets(self._text, value))
        if all(part[0] == "text" for part in parts):
            return ["lit", value.start, value.end, "".join(part[3] for part in parts)]
        return ["tmpl", value.start, value.end, parts]


def _moved(broken: Broken, where: list[int] | None) -> Broken:
    if where is None:
        return broken
    last = len(where) - 1
    return Broken(where[min(broken.start, last)], where[min(broken.end, last)], broken.message)


def _move(nodes: list[Any], where: list[int]) -> None:
    """Replace the offsets of nodes in a decoded string by those in the file."""
    pending = [nodes]
    while pending:
        node = pending.pop()
        if node and type(node[0]) is str:
            node[1], node[2] = where[node[1]], where[node[2]]
        pending.extend(inner for inner in node if type(inner) is list)
