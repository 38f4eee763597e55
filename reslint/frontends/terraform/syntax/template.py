"""Template text: `${ … }`, `%{ if }`, `%{ for }`, strip markers, escapes, heredoc indentation.

One reader for quoted strings, heredocs, the strings of `.tf.json` and template files. What is
trimmed follows HashiCorp's parser: literal text is cut at line ends first, a strip marker
trims the one piece beside it, and indentation is counted after that.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from reslint.frontends.terraform.syntax.tokens import SEQUENCE, SPACE, Broken, sequence_end

MAX_DIRECTIVES = 50
"""`%{ if }` and `%{ for }` inside one another; deeper text is reported, not read."""

MAX_TRAVERSAL = 200
"""Characters of an interpolation that is read without the parser."""

Node = list[Any]
_Open = tuple[Node, list[Node]]

_DOUBLED = re.compile(r"([$%])(\1+\{)")
_ESCAPE = re.compile(r'([$%])(\1+\{)|\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|)')
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_STEPS = r"(?:\.[A-Za-z_][\w-]*|\.[0-9]+(?!\.[0-9])|\[[0-9]+\])*"
_TRAVERSAL = re.compile(rf"[ \t]*(?!(?:true|false|null)\b(?!-))([A-Za-z_][\w-]*)({_STEPS})[ \t]*\Z", re.ASCII)
_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\.([0-9]+)|\[([0-9]+)\]", re.ASCII)
_WORD = re.compile(r"\s*([a-z]*)(?![\w-])")
_FOR = re.compile(r"\s*([^\W\d][\w-]*)\s*(?:,\s*([^\W\d][\w-]*)\s*)?\bin\b(?!-)")


class Expressions(Protocol):
    """What a template needs from the parser: its text, and the expressions inside it."""

    text: str
    depth: int

    def expression(self, start: int, end: int) -> Node:
        """The expression that fills the range. Raises `Broken`."""


def quoted(reading: Expressions, start: int, end: int) -> Node:
    """The value of a quoted string; `start` and `end` include its quotes. Raises `Broken`."""
    flat = _flat(reading, start + 1, end - 1, lines=False)
    return _node(reading, flat, start, end)


def heredoc(reading: Expressions, start: int, body: int, body_end: int, end: int) -> Node:
    """The value of a heredoc from its `<<` to the end of its end marker. Raises `Broken`."""
    flat = _flat(reading, body, body_end, lines=True)
    indented = reading.text.startswith("<<-", start)
    return _node(reading, flat, start, end, indented)


def parts(reading: Expressions, start: int, end: int) -> list[Node]:
    """The parts of template text without quotes. Raises `Broken`."""
    flat = _flat(reading, start, end, lines=True)
    _strip(flat)
    return _assembled(reading, flat)


def _node(reading: Expressions, flat: list[Node], start: int, end: int, indented: bool = False) -> Node:
    _strip(flat)
    if indented:
        _unindent(flat)
    if all(item[0] == "text" for item in flat):
        return ["lit", start, end, "".join(item[3] for item in flat)]
    return ["tmpl", start, end, _assembled(reading, flat)]


def _flat(reading: Expressions, start: int, end: int, lines: bool) -> list[Node]:
    """Literal pieces `[text, s, e, value]` and sequences `[sign, s, e, inner_s, inner_e, left, right]`."""
    text, flat, position = reading.text, list[Node](), start
    while True:
        found = SEQUENCE.search(text, position, end)
        stop = found.start() if found else end
        if stop > position:
            flat.extend(_literals(text, position, stop, lines))
        if found is None:
            return flat
        inner = found.end()
        close = sequence_end(text, inner, end, reading.depth)
        left, right = text.startswith("~", inner), close > inner + 1 and text[close - 1] == "~"
        flat.append([text[stop], stop, close + 1, inner + left, close - right, left, right])
        position = close + 1


def _literals(text: str, start: int, end: int, lines: bool) -> list[Node]:
    raw = text[start:end]
    if not lines:
        return [["text", start, end, _unescaped(raw, start)]]
    found = []
    for piece in re.findall(r"[^\n]*\n|[^\n]+", raw):
        value = _DOUBLED.sub(r"\2", piece) if "{" in piece else piece
        found.append(["text", start, start + len(piece), value])
        start += len(piece)
    return found


def _unescaped(raw: str, start: int) -> str:
    """The text that the escapes of a quoted string stand for; `start` is for the error's place."""

    def replace(found: re.Match[str]) -> str:
        if found[2]:
            return found[2]
        if found[3]:
            return _SIMPLE[found[3]]
        digits = found[4] or found[5]
        if not digits:
            place = start + found.start()
            sign = raw[found.start() : found.start() + 2]
            raise Broken(place, place + len(sign), f"'{sign}' is not an escape sequence")
        code = int(digits, 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)

    return _ESCAPE.sub(replace, raw) if "\\" in raw or "{" in raw else raw


def _strip(flat: list[Node]) -> None:
    """Apply the strip markers: each trims the one literal piece beside it."""
    for index, item in enumerate(flat):
        if item[0] == "text":
            continue
        if item[5] and index and flat[index - 1][0] == "text":
            flat[index - 1][3] = flat[index - 1][3].rstrip(SPACE)
        if item[6] and index + 1 < len(flat) and flat[index + 1][0] == "text":
            flat[index + 1][3] = flat[index + 1][3].lstrip(SPACE)


def _unindent(flat: list[Node]) -> None:
    """Take the smallest indentation of all lines from each line; blank lines neither count nor change."""
    smallest, at_start = -1, True
    first_pieces: list[Node] = []
    for item in flat:
        literal = item[0] == "text"
        if at_start:
            spaces = 0
            if literal:
                rest = item[3].lstrip(SPACE)
                spaces = len(item[3]) - len(rest)
                if not rest and item[3].endswith("\n"):
                    continue
                first_pieces.append(item)
            smallest = spaces if smallest < 0 else min(smallest, spaces)
        at_start = literal and item[3].endswith("\n")
    for item in first_pieces:
        item[3] = item[3][max(smallest, 0) :]


def _assembled(reading: Expressions, flat: list[Node]) -> list[Node]:
    """The flat items as nested parts. Raises `Broken` for directives that do not match up."""
    root: list[Node] = []
    current, open_directives = root, list[_Open]()
    for item in flat:
        if item[0] == "text":
            _add_text(current, item)
        elif item[0] == "$":
            current.append(["expr", item[1], item[2], _interpolated(reading, item[3], item[4])])
        else:
            current = _directive(reading, item, current, open_directives)
    if open_directives:
        node = open_directives[-1][0]
        raise Broken(node[1], node[2], f"expected '%{{ end{node[0]} }}' to end this '{node[0]}'")
    return root


def _add_text(current: list[Node], item: Node) -> None:
    if current and current[-1][0] == "text":
        current[-1][2] = item[2]
        current[-1][3] += item[3]
    else:
        current.append(item)


def _directive(reading: Expressions, item: Node, current: list[Node], opened: list[_Open]) -> list[Node]:
    """Take in one `%{ … }`; the answer is the list that the parts after it belong to."""
    _, start, end, inner, close, _, _ = item
    found = _WORD.match(reading.text, inner, close)
    word, after = (found[1], found.end()) if found else ("", inner)
    if word in ("if", "for"):
        if len(opened) >= MAX_DIRECTIVES:
            raise Broken(start, end, f"directives are nested more than {MAX_DIRECTIVES} deep")
        node = (_if if word == "if" else _for)(reading, item, after)
        current.append(node)
        opened.append((node, current))
        return _inside(node)
    if word not in ("else", "endif", "endfor"):
        raise Broken(start, end, "expected if, else, endif, for or endfor after '%{'")
    if reading.text[after:close].strip(SPACE):
        raise Broken(after, close, f"expected '}}' after '{word}'")
    if not opened or opened[-1][0][0] != ("for" if word == "endfor" else "if"):
        raise Broken(start, end, f"this '{word}' has no beginning")
    if word == "else":
        return _otherwise(opened[-1][0], current, item)
    node, outer = opened.pop()
    node[2] = end
    return outer


def _inside(node: Node) -> list[Node]:
    inside: list[Node] = node[4] if node[0] == "if" else node[6]
    return inside


def _otherwise(node: Node, current: list[Node], item: Node) -> list[Node]:
    otherwise: list[Node] = node[5]
    if current is otherwise:
        raise Broken(item[1], item[2], "this 'if' has a second 'else'")
    return otherwise


def _if(reading: Expressions, item: Node, after: int) -> Node:
    return ["if", item[1], item[2], reading.expression(after, item[4]), [], []]


def _for(reading: Expressions, item: Node, after: int) -> Node:
    found = _FOR.match(reading.text, after, item[4])
    if not found:
        raise Broken(item[1], item[2], "expected 'for NAME in EXPRESSION' or 'for NAME, NAME in EXPRESSION'")
    key, value = (found[1], found[2]) if found[2] else (None, found[1])
    return ["for", item[1], item[2], key, value, reading.expression(found.end(), item[4]), []]


def _interpolated(reading: Expressions, start: int, end: int) -> Node:
    """The expression of an interpolation; plain traversals, nearly all, without the parser."""
    found = _TRAVERSAL.match(reading.text, start, end) if end - start < MAX_TRAVERSAL else None
    if not found:
        return reading.expression(start, end)
    first = found.start(1)
    node: Node = ["name", first, found.end(1), found[1]]
    for step in _STEP.finditer(reading.text, found.start(2), found.end(2)):
        name, legacy, index = step.groups()
        if name:
            node = ["attr", first, step.end(), node, name]
        else:
            group = 2 if legacy else 3
            key = ["num", step.start(group), step.end(group), legacy or index]
            node = ["index", first, step.end(), node, key]
    return node
