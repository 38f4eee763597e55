"""From a template's text to its tree (see `nodes`): what the cache keeps and all else reads."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from reslint.files.treecache import content_key
from reslint.frontends.cloudformation.decode import Problem, decode, decoder_version
from reslint.frontends.cloudformation.detect import MAX_CHARACTERS
from reslint.frontends.cloudformation.functions import FUNCTIONS, normalised
from reslint.frontends.cloudformation.suppress import comments

if TYPE_CHECKING:
    from reslint.files.treecache import TreeCache
    from reslint.frontends.cloudformation.nodes import Node, Tree
    from reslint.frontends.cloudformation.scan import Scan
    from reslint.model.span import Source

_FLOW = re.compile(r"(?:[!&]\S*\s+)*[\[{]")

TREE_VERSION = 1
"""Part of the cache key; grows with every change of the tree's form."""

MAX_NUMBER_BITS = 1_000
"""Larger whole numbers stay text: nothing in a template means them as a number."""

Place = tuple[int, int]


def cached_tree(source: Source, cache: TreeCache | None) -> Tree:
    """The tree of a file, from the cache when nothing has changed."""
    if cache is None:
        return to_tree(source)
    key = content_key(source.text.encode(), "cloudformation", TREE_VERSION, decoder_version())
    tree = cache.get(key)
    if tree is None:
        tree = to_tree(source)
        cache.put(key, tree)
    return tree


def to_tree(source: Source) -> Tree:
    """The tree of a file. Never raises: what cannot be read is a problem in it."""
    text = source.text
    if len(text) > MAX_CHARACTERS:
        message = f"longer than {MAX_CHARACTERS:,} characters; the file is not read"
        return _file(None, [], [Problem("error", "too-large", message, 0, 1)])
    decoded = decode(text)
    if not isinstance(decoded.data, dict):
        return _file(None, [], decoded.problems)
    builder = _Builder(text, decoded.scan)
    body = builder.node(decoded.data, (0, len(text)))
    return _file(body, comments(text, decoded.scan), decoded.problems)


def _file(body: Node | None, found: list[list[Any]], problems: list[Problem]) -> Tree:
    rows = [[p.level, p.code, p.start, p.end, p.message] for p in problems]
    return {"body": body, "comments": found, "problems": rows}


class _Builder:
    """Turns cfn-lint's nodes into ours.

    Booleans, numbers, nulls and the operands of short tags carry no mark: their place is that
    of the next scalar in the scan after the key or item before them.
    """

    def __init__(self, text: str, scan: Scan) -> None:
        self._text = text
        self._scan = scan

    def node(self, data: Any, place: Place) -> Node:
        """The tree of decoded data; `place` is where it stands if it has no mark."""
        place = self._marked(data) or place
        if isinstance(data, dict):
            return self._function(data, place) or self._map(data, place)
        if isinstance(data, list | tuple):
            return self._list(list(data), place)
        return self._scalar(data, place)

    def _marked(self, data: Any) -> Place | None:
        start = getattr(getattr(data, "start_mark", None), "index", None)
        end = getattr(getattr(data, "end_mark", None), "index", None)
        if start is None or end is None:
            return None
        return start, self._trimmed(start, end)

    def _trimmed(self, start: int, end: int) -> int:
        while end > start and self._text[end - 1] in " \t\r\n":
            end -= 1
        return end

    def _scalar(self, data: Any, place: Place) -> Node:
        start, end = place
        if data is None or isinstance(data, bool):
            return ["lit", start, end, data]
        if isinstance(data, int):
            is_absurd = data.bit_length() > MAX_NUMBER_BITS
            return ["lit", start, end, hex(data)] if is_absurd else ["num", start, end, str(data)]
        if isinstance(data, float):
            return self._float(data, place)
        if isinstance(data, date):
            return ["lit", start, end, self._date(data, place)]
        return ["lit", start, end, str(data)]

    def _float(self, data: float, place: Place) -> Node:
        for text in (self._text[place[0] : place[1]], repr(data)):
            try:
                number = Decimal(text)
            except InvalidOperation:
                continue
            if number.is_finite():
                return ["num", *place, text]
        return ["lit", *place, repr(data)]

    def _date(self, data: date, place: Place) -> str:
        written = self._text[place[0] : place[1]].strip("\"'")
        return written if written[:4] == f"{data.year:04}" else data.isoformat()

    def _list(self, items: list[Any], place: Place) -> Node:
        nodes: list[Node] = []
        cursor = place[0]
        for item in items:
            marked = self._marked(item)
            if marked and place[0] <= marked[0] <= place[1]:
                nodes.append(self.node(item, marked))
                cursor = nodes[-1][2]
                continue
            spot = self._scan.after(cursor) or place
            nodes.append(self.node(item, spot if spot[1] > spot[0] else place))
            cursor = max(spot[1], cursor)
        return ["list", place[0], self._end(place, nodes), nodes]

    def _map(self, data: dict[Any, Any], place: Place) -> Node:
        rows: list[list[Any]] = []
        cursor = place[0]
        for key, value in data.items():
            at = self._marked(key) or self._scan.after(cursor) or place
            node = self.node(value, self._after_key(at))
            rows.append([self._key(key, at), *at, node])
            cursor = max(cursor, at[1], node[2])
        end = self._end(place, [row[3] for row in rows])
        return ["map", place[0], end, rows]

    def _after_key(self, key: Place) -> Place:
        """Where an unmarked value stands: the next scalar, or its key if nothing is written."""
        spot = self._scan.after(key[1])
        return spot if spot and spot[1] > spot[0] else key

    def _key(self, key: Any, at: Place) -> str:
        if isinstance(key, bool):
            return "true" if key else "false"
        return self._date(key, at) if isinstance(key, date) else str(key)

    def _end(self, place: Place, nodes: list[Node]) -> int:
        """The end of a list or map: its bracket, or the end of what it holds (a block's mark is too far)."""
        if _FLOW.match(self._text, place[0]):
            return place[1]
        inside = [n[2] for n in nodes if place[0] <= n[1] and n[2] <= place[1]]
        return max(inside, default=place[1])

    def _function(self, data: dict[Any, Any], place: Place) -> Node | None:
        if len(data) != 1:
            return None
        ((name, value),) = data.items()
        if name not in FUNCTIONS and not _other_function(name):
            return None
        key = self._marked(name)
        at = self._after_key(key) if key else self._tagged(place)
        argument = self._getatt(value, at) if name == "Fn::GetAtt" else self.node(value, at)
        return normalised(str(name), argument, (place[0], self._end(place, [argument])), self._text)

    def _tagged(self, place: Place) -> Place:
        """The operand of a short tag: what follows `!Name`."""
        start, end = place
        while start < end and not self._text[start].isspace():
            start += 1
        while start < end and self._text[start].isspace():
            start += 1
        return (start, end) if start < end else place

    def _getatt(self, value: Any, place: Place) -> Node:
        """cfn-lint splits `!GetAtt A.B` into a list whose items have no place of their own."""
        at = self._marked(value) or place
        if isinstance(value, list) and value and all(type(item) is str for item in value):
            return ["list", *at, [["lit", *at, item] for item in value]]
        return self.node(value, at)


def _other_function(name: object) -> bool:
    return isinstance(name, str) and name.startswith("Fn::") and not name.startswith("Fn::ForEach::")
