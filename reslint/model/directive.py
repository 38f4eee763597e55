"""The words of a suppression comment, the same in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MENTION = re.compile(r"\breslint[ \t]*:")
_DIRECTIVE = re.compile(r"\s*reslint\s*:\s*(ignore|ignore-file)\s*\[([^\]]*)\]\s*(.*)", re.DOTALL)
_RULE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

EXPECTED = "expected `reslint: ignore[rule-name] reason`"
"""What to say about a comment that mentions reslint but cannot be read."""


@dataclass(frozen=True, slots=True)
class Directive:
    """What a comment asks for."""

    rules: tuple[str, ...]
    reason: str
    whole_file: bool


def mentions_reslint(comment: str) -> bool:
    """Whether a comment's text speaks to reslint at all."""
    return _MENTION.search(comment) is not None


def parse_directive(comment: str) -> Directive | None:
    """The directive in a comment's text (without comment signs); None if it is not well-formed."""
    match = _DIRECTIVE.fullmatch(comment)
    rules = rule_names(match[2]) if match else ()
    if match is None or not rules:
        return None
    return Directive(rules, match[3].strip(), match[1] == "ignore-file")


def rule_names(text: str) -> tuple[str, ...]:
    """The names in a comma-separated list; none if one of them cannot be a rule's name."""
    names = tuple(name.strip() for name in text.split(","))
    return names if all(_RULE.fullmatch(name) for name in names) else ()
