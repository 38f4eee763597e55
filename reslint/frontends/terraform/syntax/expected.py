"""Syntax errors in words: what the grammar expected, and what stands there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from reslint.frontends.terraform.syntax.tokens import OPERATORS, Broken

_EXPRESSION = frozenset({"INT_LITERAL", "LSQB", "LPAR", "HEREDOC_TEMPLATE"})
"""Where all of these are expected, any expression is."""
_ORDER = ("RBRACE", "RSQB", "RPAR", "EQ", "LBRACE", "COMMA", "COLON", "FOR_OBJECT_ARROW", "IN")
_WORDS = {"IN": "'in'", "NAME": "a name", "NL_OR_COMMENT": "a new line", "INT_LITERAL": "a number"}
_SIGNS = {terminal: f"'{sign}'" for sign, terminal in OPERATORS.items()}


def unexpected(text: str, token: Any, expected: Collection[str]) -> Broken:
    """The error for a token that cannot follow what stands before it."""
    if token.type == "$END":
        start = end = len(text.rstrip())
        found = "the end of the text"
    else:
        start, end = token.start, token.end
        found = _found(text, token)
    wanted = _wanted(frozenset(expected))
    return Broken(start, end, f"expected {wanted}, found {found}" if wanted else f"unexpected {found}")


def _wanted(expected: frozenset[str]) -> str:
    if expected >= _EXPRESSION:
        return "an expression"
    if "NAME" in expected:
        expected -= {"IN"}
    names = [_WORDS.get(name) or _SIGNS[name] for name in _ORDER if name in expected]
    if "NAME" in expected and "EQ" not in expected:
        names.insert(0, _WORDS["NAME"])
    elif "NL_OR_COMMENT" in expected and not expected & {"EQ", "RSQB", "RPAR"}:
        names.append(_WORDS["NL_OR_COMMENT"])
    return " or ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _found(text: str, token: Any) -> str:
    if token.type == "NL_OR_COMMENT":
        return "the end of the line"
    if token.type.startswith("HEREDOC"):
        return "a heredoc"
    if token.type == "DBLQUOTE":
        return "a string"
    return f"'{text[token.start : max(token.end, token.start + 1)][:40]}'"
