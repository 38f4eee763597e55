"""JSON as Terraform writes it: keys sorted, no blanks, `<`, `>` and `&` escaped."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from reslint.frontends.terraform.values.arithmetic import is_infinite, parse_number
from reslint.frontends.terraform.values.bounds import MAX_TEXT
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.text import format_number, normal

_ESCAPED = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}

_SHORT = re.compile(r"\\.")


def encode(data: Any) -> str:
    """Plain data, whose dicts are in order of their keys, as JSON."""
    pieces: list[str] = []
    _write(data, pieces)
    return "".join(pieces)


def _write(data: Any, pieces: list[str]) -> None:
    if isinstance(data, dict):
        pieces.append("{")
        for position, (name, value) in enumerate(data.items()):
            pieces.append(("," if position else "") + _string(name) + ":")
            _write(value, pieces)
        pieces.append("}")
    elif isinstance(data, list):
        pieces.append("[")
        for position, value in enumerate(data):
            pieces.append("," if position else "")
            _write(value, pieces)
        pieces.append("]")
    else:
        pieces.append(_scalar(data))


def _scalar(data: Any) -> str:
    if data is None or isinstance(data, bool):
        return {None: "null", True: "true", False: "false"}[data]
    if isinstance(data, str):
        return _string(data)
    assert isinstance(data, int | Decimal)
    if is_infinite(data):
        raise EvaluationError("JSON has no infinity")
    return format_number(data)


def _string(text: str) -> str:
    return '"' + _SHORT.sub(_numbered, json.dumps(text, ensure_ascii=False)[1:-1]).translate(_ESCAPED) + '"'


def _numbered(match: re.Match[str]) -> str:
    """Go writes a backspace and a form feed by their numbers."""
    return {"\\b": "\\u0008", "\\f": "\\u000c"}.get(match[0], match[0])


def decode(text: str) -> Any:
    """JSON as plain data. Raises `EvaluationError` for what is not JSON."""
    if len(text) > MAX_TEXT:
        raise Undecided("the text is longer than a million characters")
    try:
        return json.loads(
            text,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except ValueError as error:
        raise EvaluationError(f"this is not JSON: {error}") from error


def _number(text: str) -> Any:
    return parse_number(text)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {normal(name): value for name, value in pairs}
