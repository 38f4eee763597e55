"""From grammar rules to nodes of the tree: what lark calls when it has recognised a rule.

Each method takes the children of one rule of python-hcl2's grammar: tokens, and what the
inner rules gave. They run once per rule of a file, so they do as little as possible.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from reslint.frontends.terraform.syntax.steps import Index, Name, Splat, end_of, splat_over, step_of, steps_of
from reslint.frontends.terraform.syntax.tokens import Broken, Token

Node = list[Any]
_Arguments = tuple[list[Node], bool]
_Term = tuple[str, Node]
_Intro = tuple[str | None, str, Node]
_Guard = tuple[Node]

_CONSTANTS = {"NULL": None, "TRUE": True, "FALSE": False}
_BARE_KEYS: dict[object, str] = {None: "null", True: "true", False: "false"}
_COMMENTS = re.compile(r"/\*.*?\*/|(?:#|//)[^\n]*", re.DOTALL)


class Many:
    """The children of a repetition, which lark puts into the list of the rule around it."""

    __slots__ = ("children",)

    def __init__(self, _rule: str, children: list[Any]) -> None:
        self.children = children


def breaks_line(text: str, start: int, end: int) -> bool:
    """Whether a line ends between two offsets; line ends inside `/* … */` do not count."""
    if text.find("\n", start, end) < 0:
        return False
    if text.find("/*", start, end) < 0:
        return True
    return "\n" in _COMMENTS.sub("", text[start:end])


def _first(children: list[Any]) -> Any:
    return children[0]


class Builder:
    """The rules of the grammar by name; it has no state."""

    start: Callable[[list[Any]], Any] = staticmethod(_first)
    new_line_or_comment = identifier = keyword = literal_value = staticmethod(_first)
    object_elem_key = binary_operator = staticmethod(_first)

    @staticmethod
    def body(children: list[Any]) -> Node:
        attributes = [c for c in children if type(c) is list and c[0] == "attr"]
        blocks = [c for c in children if type(c) is list and c[0] == "block"]
        return ["body", 0, 0, attributes, blocks]

    @staticmethod
    def attribute(children: list[Any]) -> Node:
        name, _, expression = children
        return ["attr", name.start, expression[2], name.value, expression]

    @staticmethod
    def block(children: list[Any]) -> Node:
        brace, body, close = children[-3:]
        head = [c for c in children[:-3] if type(c) is list or c.type != "NL_OR_COMMENT"]
        labels = [_label(c) for c in head[1:]]
        last = head[-1]
        body[1], body[2] = brace.end, close.start
        header_end = last[2] if type(last) is list else last.end
        return ["block", head[0].start, close.end, head[0].value, labels, body, header_end]

    @staticmethod
    def string(children: list[Any]) -> Node:
        node: Node = children[0].value
        return node

    heredoc_template = heredoc_template_trim = string

    @staticmethod
    def int_lit(children: list[Any]) -> Node:
        token = children[0]
        return ["num", token.start, token.end, token.value]

    float_lit = int_lit

    @staticmethod
    def expr_term(children: list[Any]) -> Node:
        first = children[0]
        if type(first) is list:
            return first
        if first.type == "NAME":
            return ["name", first.start, first.end, first.value]
        if first.type == "LPAR":
            inner = next(c for c in children if type(c) is list)
            return ["paren", first.start, children[-1].end, inner]
        return ["lit", first.start, first.end, _CONSTANTS[first.type]]

    @staticmethod
    def conditional(children: list[Any]) -> Node:
        condition, yes, no = [c for c in children if type(c) is list]
        return ["cond", condition[1], no[2], condition, yes, no]

    @staticmethod
    def binary_term(children: list[Any]) -> _Term:
        sign: str = children[0].value
        return sign, children[-1]

    @staticmethod
    def binary_op(children: list[Any]) -> Node:
        left, (operator, right) = children[0], children[1]
        return ["bin", left[1], right[2], operator, left, right]

    @staticmethod
    def unary_op(children: list[Any]) -> Node:
        operator = children[0]
        node: Node = children[1]
        if operator.end - operator.start == 1:
            return ["un", operator.start, node[2], operator.value, node]
        for offset, sign in reversed(operator.value):
            node = ["un", offset, node[2], sign, node]
        return node

    @staticmethod
    def tuple(children: list[Any]) -> Node:
        items = [c for c in children if type(c) is list]
        return ["tuple", children[0].start, children[-1].end, items]

    @staticmethod
    def object_elem(children: list[Any]) -> Node:
        key, _, value = children
        if type(key) is Token:
            key = ["lit", key.start, key.end, key.value]
        elif key[0] == "name":
            key = ["lit", *key[1:]]
        elif key[0] == "lit" and type(key[3]) is not str:
            key[3] = _BARE_KEYS[key[3]]
        return [key, value]

    @staticmethod
    def object(children: list[Any]) -> Node:
        brace, close = children[0], children[-1]
        elements = [c for c in children[1:-1] if type(c) is list or c.type == "COMMA"]
        pairs = _separated(elements, brace.value)
        if pairs and pairs[0][0][3] == "for" and pairs[0][0][2] - pairs[0][0][1] == 3:
            key = pairs[0][0]
            raise Broken(key[1], key[2], 'the first key of an object cannot be for; write "for"')
        return ["object", brace.start, close.end, pairs]

    @staticmethod
    def arguments(children: list[Any]) -> _Arguments:
        nodes = [c for c in children if type(c) is list]
        return nodes, any(type(c) is not list and c.type == "ELLIPSIS" for c in children)

    @staticmethod
    def function_call(children: list[Any]) -> Node:
        name = children[0]
        nodes, expand = next((c for c in children if type(c) is tuple), ([], False))
        return ["call", name.start, children[-1].end, "".join(name.value.split()), nodes, expand]

    @staticmethod
    def get_attr(children: list[Any]) -> Name:
        return children[1].value, children[1].end

    @staticmethod
    def short_index(children: list[Any]) -> Index:
        key = children[1]
        return ["num", key.start, key.end, key.value], key.end, True

    @staticmethod
    def braces_index(children: list[Any]) -> Index:
        key = next(c for c in children if type(c) is list)
        return key, children[-1].end, False

    @staticmethod
    def get_attr_expr_term(children: list[Any]) -> Node:
        return step_of(*children)

    index_expr_term = get_attr_expr_term

    @staticmethod
    def full_splat(children: list[Any]) -> Splat:
        return children[0], children[1:]

    attr_splat = full_splat

    @staticmethod
    def full_splat_expr_term(children: list[Any]) -> Node:
        over, (sign, steps) = children
        each = steps_of(["it", sign.start, sign.end], steps)
        return splat_over(over, lambda inner: ["splat", inner[1], end_of(sign, steps), inner, each])

    @staticmethod
    def attr_splat_expr_term(children: list[Any]) -> Node:
        over, (sign, steps) = children
        if over[0] == "attrsplat":
            raise Broken(sign.start, sign.end, "a '.*' cannot follow another '.*'; write [*]")
        count = next((i for i, s in enumerate(steps) if len(s) == 3 and not s[2]), len(steps))
        each = steps_of(["it", sign.start, sign.end], steps[:count])
        end = end_of(sign, steps[:count])
        return splat_over(
            over, lambda inner: steps_of(["attrsplat", inner[1], end, inner, each], steps[count:])
        )

    @staticmethod
    def for_intro(children: list[Any]) -> _Intro:
        collection = next(c for c in children if type(c) is list)
        names = [str(c.value) for c in children if type(c) is Token and c.type == "NAME"]
        return (names[0] if len(names) > 1 else None), names[-1], collection

    @staticmethod
    def for_cond(children: list[Any]) -> _Guard:
        return (children[-1],)

    @staticmethod
    def for_tuple_expr(children: list[Any]) -> Node:
        key, value, collection = next(c for c in children if type(c) is tuple)
        (result,) = [c for c in children if type(c) is list]
        condition = _condition(children)
        return ["fortuple", children[0].start, children[-1].end, key, value, collection, result, condition]

    @staticmethod
    def for_object_expr(children: list[Any]) -> Node:
        key, value, collection = next(c for c in children if type(c) is tuple)
        name, result = [c for c in children if type(c) is list]
        group = any(type(c) is Token and c.type == "ELLIPSIS" for c in children)
        span = children[0].start, children[-1].end
        return ["forobject", *span, key, value, collection, name, result, _condition(children), group]


def _label(label: Any) -> str:
    if type(label) is Token:
        return str(label.value)
    if label[0] != "lit":
        raise Broken(label[1], label[2], "a block label cannot contain a template")
    return str(label[3])


def _separated(elements: Sequence[Any], text: str) -> list[Node]:
    """The pairs of an object. Raises `Broken` when two are not parted by a comma or line end."""
    pairs: list[Node] = []
    end = -1
    for element in elements:
        start = element[0][1] if type(element) is list else element.start
        if type(element) is not list:
            if breaks_line(text, end, start):
                message = "expected a key, found ',': the comma belongs on the line before"
                raise Broken(start, start + 1, message)
            end = -1
            continue
        if end >= 0 and not breaks_line(text, end, start):
            raise Broken(start, element[0][2], "expected ',' or a new line before this key")
        pairs.append(element)
        end = element[1][2]
    return pairs


def _condition(children: list[Any]) -> Node | None:
    found = [c for c in children if type(c) is tuple and len(c) == 1]
    return found[0][0] if found else None
