"""`regex`, `regexall` and the pattern form of `replace`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reslint.frontends.terraform.values.bounds import MAX_TEXT
from reslint.frontends.terraform.values.constraint import ANY, STRING, list_of
from reslint.frontends.terraform.values.derive import derived, from_plain, list_value, plain
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Call, Function, function
from reslint.frontends.terraform.values.functions.machine import Captures, Matcher
from reslint.frontends.terraform.values.functions.pattern import parse_pattern
from reslint.model.value import Value


def _matcher(pattern: str) -> Matcher:
    return Matcher(parse_pattern(pattern))


def _ready(call: Call) -> tuple[Matcher, str]:
    pattern, text = (plain(a) for a in call.args)
    matcher = _matcher(pattern)
    if any(matcher.names) and not all(matcher.names):
        raise EvaluationError("a regular expression cannot have groups with and without name")
    return matcher, text


def _regex(call: Call) -> Value:
    matcher, text = _ready(call)
    found = matcher.search(text)
    if found is None:
        raise EvaluationError("the regular expression does not match")
    return derived(from_plain(_captured(matcher, text, found), call.span).data, call.span, *call.args)


def _regex_all(call: Call) -> Value:
    matcher, text = _ready(call)
    items = [_captured(matcher, text, found) for found in matcher.all_matches(text)]
    return derived(list_value(items, call.span), call.span, *call.args)


def _captured(matcher: Matcher, text: str, found: Captures) -> Any:
    """The match as Terraform gives it: the text, or its groups by position or by name."""
    if not matcher.names:
        return text[found[0] : found[1]]
    groups = [_part(text, found, number) for number in range(1, len(matcher.names) + 1)]
    if any(matcher.names):
        return dict(sorted(zip(matcher.names, groups, strict=True)))
    return groups


def _part(text: str, found: Captures, number: int) -> str | None:
    start, end = found[2 * number], found[2 * number + 1]
    return None if start < 0 else text[start:end]


def replace_pattern(text: str, pattern: str, replacement: str) -> str:
    """The text with every match of a pattern replaced; `$1` and `${name}` stand for groups."""
    matcher = _matcher(pattern)
    pieces: list[str] = []
    position = last_end = length = 0
    while position <= len(text):
        found = matcher.search(text, position)
        if found is None:
            break
        pieces.append(text[last_end : found[0]])
        if found[1] > last_end or found[0] == 0:
            pieces.append(_expanded(replacement, matcher, text, found))
            length += len(pieces[-1])
        if length > MAX_TEXT:
            raise Undecided("the text is longer than a million characters")
        last_end = found[1]
        position = max(found[1], position + 1)
    return "".join([*pieces, text[last_end:]])


_REFERENCE = re.compile(r"\$(?:(\$)|(\w+)|\{(\w+)\})")


def _expanded(replacement: str, matcher: Matcher, text: str, found: Captures) -> str:
    def expand(reference: re.Match[str]) -> str:
        if reference[1]:
            return "$"
        return _group_text(reference[2] or reference[3], matcher, text, found)

    return _REFERENCE.sub(expand, replacement)


def _group_text(name: str, matcher: Matcher, text: str, found: Captures) -> str:
    if name.isascii() and name.isdigit():
        number = int(name) if len(name) < 5 else len(matcher.names) + 1
        return (_part(text, found, number) or "") if number <= len(matcher.names) else ""
    parts = (_part(text, found, i) for i, n in enumerate(matcher.names, 1) if n == name)
    return next((part for part in parts if part is not None), "")


MATCHING: Mapping[str, Function] = {
    "regex": function(_regex, STRING, STRING),
    "regexall": function(_regex_all, STRING, STRING, result=list_of(ANY)),
}
