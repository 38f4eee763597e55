"""What python-hcl2's grammar accepts and Terraform does not, as far as bodies show it.

The tree stays; each finding is a problem `[start, end, message]`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from reslint.frontends.terraform.syntax.nodes import breaks_line
from reslint.frontends.terraform.syntax.tokens import Broken

MAX_DEPTH = 400
"""Lists inside lists of one argument's tree: close to 400 operators or attributes in a row.
Deeper arguments are reported, since every reader of the tree may recurse."""

Node = list[Any]
Problems = list[list[Any]]


def check_body(text: str, body: Node, problems: Problems, braces: bool = False) -> None:
    """Add what is wrong with a body and the bodies in it. Raises `Broken` for one nested too deeply.

    `braces`: the body stands between braces, not at the top of a file.
    """
    _check_names(body[3], problems)
    for attribute in body[3]:
        check_depth(attribute, f"the value of {attribute[3][:60]}")
    items = sorted(body[3] + body[4], key=_start)
    first = items[0][1] if items else body[2]
    if braces and not breaks_line(text, body[1], first):
        _check_one_line(text, body, items, problems)
    else:
        _check_lines(text, body, items, problems, braces)
    for block in body[4]:
        if breaks_line(text, block[6], block[5][1] - 1):
            brace = block[5][1]
            problems.append([brace - 1, brace, "'{' must stand on the line of the block's header"])
        check_body(text, block[5], problems, braces=True)


def _start(item: Node) -> int:
    start: int = item[1]
    return start


def _check_names(attributes: list[Node], problems: Problems) -> None:
    seen: set[str] = set()
    for attribute in attributes:
        name = attribute[3]
        if name in seen:
            place = attribute[1], attribute[1] + len(name)
            problems.append([*place, f"the argument {name[:60]} is set twice in this block"])
        seen.add(name)


def _check_lines(text: str, body: Node, items: list[Node], problems: Problems, braces: bool) -> None:
    for before, after in pairwise(items):
        if not breaks_line(text, before[2], after[1]):
            _missing_line(after, problems)
    if braces and items and not breaks_line(text, items[-1][2], body[2]):
        problems.append([body[2], body[2] + 1, "expected a new line before this '}'"])


def _check_one_line(text: str, body: Node, items: list[Node], problems: Problems) -> None:
    """`{` and its first item are on one line: then there is one argument, and `}` follows it."""
    if body[4]:
        _missing_line(body[4][0], problems)
    elif len(items) > 1:
        _missing_line(items[1], problems)
    elif items and breaks_line(text, items[0][2], body[2]):
        problems.append([body[2], body[2] + 1, "expected this '}' on the line of the block's '{'"])


def _missing_line(item: Node, problems: Problems) -> None:
    problems.append([item[1], item[1] + len(item[3]), f"expected a new line before {item[3][:60]}"])


def check_depth(node: Node, what: str) -> None:
    """Raise `Broken` when a node is nested too deeply for those who read it."""
    if node[2] - node[1] <= MAX_DEPTH // 4:
        return
    level: list[Any] = [node]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in outer if type(inner) is list]
        if not level:
            return
    raise Broken(node[1], node[2], f"{what} is nested too deeply to be read")
