"""Intrinsic functions in their one normal form, whether written long, short or in JSON.

A function whose arguments do not have the documented form becomes `other`. Source of the forms:
"Intrinsic function reference",
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

from __future__ import annotations

import re
from typing import Any

from reslint.frontends.cloudformation.nodes import Node, entries, literal_text

FUNCTIONS = {
    "Ref": "ref",
    "Condition": "condition",
    "Fn::GetAtt": "getatt",
    "Fn::Sub": "sub",
    "Fn::If": "if",
    "Fn::Join": "join",
    "Fn::Select": "select",
    "Fn::Split": "split",
    "Fn::GetAZs": "getazs",
    "Fn::FindInMap": "findinmap",
    "Fn::ImportValue": "importvalue",
    "Fn::Base64": "base64",
    "Fn::Cidr": "cidr",
    "Fn::Equals": "equals",
    "Fn::And": "and",
    "Fn::Or": "or",
    "Fn::Not": "not",
    "Fn::Transform": "transform",
    "Fn::Length": "length",
    "Fn::ToJsonString": "tojson",
}
"""Operations of the tree by the function's name in a template."""

_ONE = ("getazs", "importvalue", "base64", "transform", "length", "tojson")
_TWO = ("join", "select", "split", "equals")
_MANY = ("and", "or", "cidr")
_ESCAPED = 8
"""Characters that one character of a text takes at most when it is written with escapes."""
_INDENT = 2_000
"""Characters of indentation and empty lines that are skipped between two lines of a text."""
_FARTHEST = 20_000
"""Characters that are skipped at most for pieces that were not found."""
_VARIABLE = re.compile(r"\$\{(!?)([^{}]*)\}")


def normalised(name: str, argument: Node, place: tuple[int, int], text: str) -> Node | None:
    """The node of a function call; None for a map that only looks like one (a policy's `Condition`)."""
    op = FUNCTIONS.get(name, "other")
    node = _of_form(op, argument, place, text)
    if node is None and name not in ("Ref", "Condition"):
        return ["other", *place, name, argument]
    return node


def _of_form(op: str, argument: Node, place: tuple[int, int], text: str) -> Node | None:
    if op in ("ref", "condition"):
        named = literal_text(argument)
        return None if named is None else [op, *place, named]
    if op in _ONE:
        return [op, *place, argument]
    if op == "sub":
        return _sub(argument, place, text)
    if op == "getatt":
        return _getatt(argument, place)
    if argument[0] != "list":
        return None
    return _of_list(op, argument[3], place)


def _of_list(op: str, items: list[Node], place: tuple[int, int]) -> Node | None:
    if op in _TWO and len(items) == 2:
        return [op, *place, *items]
    if op in _MANY and items:
        return [op, *place, items]
    if op == "not" and len(items) == 1:
        return [op, *place, items[0]]
    if op == "if" and len(items) == 3:
        condition = literal_text(items[0])
        return None if condition is None else [op, *place, condition, items[1], items[2]]
    if op == "findinmap" and len(items) in (3, 4):
        return _findinmap(items, place)
    return None


def _findinmap(items: list[Node], place: tuple[int, int]) -> Node | None:
    if len(items) == 3:
        return ["findinmap", *place, items, None]
    options = entries(items[3])
    if len(options) != 1 or options[0][0] != "DefaultValue":
        return None
    return ["findinmap", *place, items[:3], options[0][3]]


def _getatt(argument: Node, place: tuple[int, int]) -> Node | None:
    dotted = literal_text(argument)
    if dotted is not None:
        target, _, attribute = dotted.partition(".")
        at = argument[1:3]
        return ["getatt", *place, ["lit", *at, target], ["lit", *at, attribute]] if attribute else None
    if argument[0] != "list" or len(argument[3]) < 2:
        return None
    target_node, *rest = argument[3]
    if len(rest) == 1:
        return ["getatt", *place, target_node, rest[0]]
    parts = [literal_text(part) for part in rest]
    if None in parts:
        return None
    joined = ".".join(part for part in parts if part is not None)
    return ["getatt", *place, target_node, ["lit", rest[0][1], rest[-1][2], joined]]


def _sub(argument: Node, place: tuple[int, int], text: str) -> Node | None:
    template, variables = argument, None
    if argument[0] == "list" and len(argument[3]) == 2:
        template, variables = argument[3]
    written = literal_text(template)
    if written is None or (variables is not None and variables[0] != "map"):
        return None
    return ["sub", *place, _parts(written, template[1], template[2], text), variables]


def _parts(written: str, start: int, end: int, text: str) -> list[list[Any]]:
    """Literal pieces and variables of a `Fn::Sub` text; `${!Name}` is the literal `${Name}`."""
    parts: list[list[Any]] = []
    finder = _Finder(text, start, end)
    done = 0
    for match in _VARIABLE.finditer(written):
        if match.start() > done:
            parts.append(["text", *finder.next(written[done : match.start()]), written[done : match.start()]])
        done = match.end()
        place = finder.next(match[0])
        if match[1]:
            parts.append(["text", *place, "${" + match[2] + "}"])
        else:
            parts.append(["var", *place, match[2].strip()])
    if not parts:
        return [["text", start, end, written]] if written else []
    if done < len(written):
        parts.append(["text", *finder.next(written[done:]), written[done:]])
    return parts


class _Finder:
    """Finds the pieces of a literal in its source text, one after the other.

    A piece written in another way (escapes, folded lines) has the place of the whole literal.
    How far it looks is bounded, so that the time stays in proportion to the text.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._whole = (start, end)
        self._position = start
        self._missed = 0

    def next(self, piece: str) -> tuple[int, int]:
        """Where the next piece stands."""
        lines = [line.strip() for line in piece.split("\n") if line.strip()]
        place = self._place(lines) if lines else None
        if place is None:
            self._missed = min(self._missed + _ESCAPED * len(piece), _FARTHEST)
            return self._whole
        self._missed = 0
        self._position = place[1]
        return place

    def _place(self, lines: list[str]) -> tuple[int, int] | None:
        """Line by line, since a block scalar is indented."""
        first, position, reach = -1, self._position, self._missed
        for line in lines:
            limit = min(self._whole[1], position + reach + _INDENT + _ESCAPED * len(line))
            found = self._text.find(line, position, limit)
            if found < 0:
                return None
            first = found if first < 0 else first
            position, reach = found + len(line), 0
        return first, position
