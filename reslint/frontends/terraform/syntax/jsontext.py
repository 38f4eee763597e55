"""JSON with offsets: what Python's own reader does not tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reslint.frontends.terraform.syntax.tokens import Broken

MAX_NESTING = 100
"""Objects and arrays inside one another; deeper text is reported, not read."""

_BLANK = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(
    r""""(?P<string>(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"
    | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    | (?P<word>true|false|null)""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')
_SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_CONSTANTS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Json:
    """One JSON value and where it stands; strings include their quotes."""

    kind: Literal["object", "array", "string", "number", "word"]
    start: int
    end: int
    value: str | bool | None = None
    """The decoded string, the number as written, or the constant."""
    members: tuple[tuple[Json, Json], ...] = ()
    """Keys and values of an object, in order, duplicates kept."""
    items: tuple[Json, ...] = ()


def read_json(text: str) -> Json:
    """The value of a JSON text. Raises `Broken`."""
    value, position = _value(text, 1 if text.startswith("\ufeff") else 0, 0)
    if position < len(text):
        raise Broken(position, position + 1, f"expected the end of the file, found {text[position]!r}")
    return value


def offsets(text: str, string: Json) -> list[int]:
    """For each character of a decoded string, and its end, the offset where it stands in the text."""
    found, position, end = [], string.start + 1, string.end - 1
    while position < end:
        escape = _ESCAPE.match(text, position)
        step = len(escape[0]) if escape else 1
        if escape and escape[1] and _pair(text, escape):
            step = 12
        found.append(position)
        position += step
    return [*found, end]


def _pair(text: str, escape: re.Match[str]) -> re.Match[str] | None:
    """The second half of a surrogate pair."""
    if not 0xD800 <= int(escape[1], 16) < 0xDC00:
        return None
    other = _ESCAPE.match(text, escape.end())
    return other if other and other[1] and 0xDC00 <= int(other[1], 16) < 0xE000 else None


def _decoded(text: str, start: int, end: int) -> str:
    raw = text[start:end]
    if "\\" not in raw:
        return raw
    out, position = [], start
    while found := _ESCAPE.search(text, position, end):
        out.append(text[position : found.start()])
        position = found.end()
        if found[2]:
            out.append(_SIMPLE.get(found[2], found[2]))
            continue
        code = int(found[1], 16)
        if other := _pair(text, found):
            code = 0x10000 + (code - 0xD800) * 0x400 + int(other[1], 16) - 0xDC00
            position = other.end()
        out.append("\ufffd" if 0xD800 <= code < 0xE000 else chr(code))
    return "".join((*out, text[position:end]))


def _value(text: str, position: int, depth: int) -> tuple[Json, int]:
    """The value at a position and where the next token begins."""
    position = _skip(text, position)
    if depth > MAX_NESTING:
        raise Broken(position, position + 1, f"values are nested more than {MAX_NESTING} deep")
    sign = text[position : position + 1]
    if sign == "{":
        return _object(text, position, depth)
    if sign == "[":
        return _array(text, position, depth)
    found = _SCALAR.match(text, position)
    if not found:
        raise _unexpected(text, position, "a value")
    return _scalar(text, found), _skip(text, found.end())


def _scalar(text: str, found: re.Match[str]) -> Json:
    start, end = found.span()
    if found["string"] is not None:
        return Json("string", start, end, _decoded(text, start + 1, end - 1))
    if found["number"]:
        return Json("number", start, end, found[0])
    return Json("word", start, end, _CONSTANTS[found[0]])


def _object(text: str, start: int, depth: int) -> tuple[Json, int]:
    members: list[tuple[Json, Json]] = []
    position = _skip(text, start + 1)
    while not (text.startswith("}", position) and not members):
        key = _SCALAR.match(text, position)
        if not key or key["string"] is None:
            raise _unexpected(text, position, "a key in quotes")
        position = _skip(text, key.end())
        if not text.startswith(":", position):
            raise _unexpected(text, position, "':'")
        value, position = _value(text, position + 1, depth + 1)
        members.append((_scalar(text, key), value))
        if not text.startswith(",", position):
            break
        position = _skip(text, position + 1)
    if not text.startswith("}", position):
        raise _unexpected(text, position, "',' or '}'")
    return Json("object", start, position + 1, None, tuple(members)), _skip(text, position + 1)


def _array(text: str, start: int, depth: int) -> tuple[Json, int]:
    items: list[Json] = []
    position = _skip(text, start + 1)
    while not (text.startswith("]", position) and not items):
        value, position = _value(text, position, depth + 1)
        items.append(value)
        if not text.startswith(",", position):
            break
        position = _skip(text, position + 1)
    if not text.startswith("]", position):
        raise _unexpected(text, position, "',' or ']'")
    return Json("array", start, position + 1, None, (), tuple(items)), _skip(text, position + 1)


def _skip(text: str, position: int) -> int:
    found = _BLANK.match(text, position)
    return found.end() if found else position


def _unexpected(text: str, position: int, wanted: str) -> Broken:
    found = repr(text[position]) if position < len(text) else "the end of the file"
    return Broken(position, position + 1, f"expected {wanted}, found {found}")
