"""Rules as SARIF reporting descriptors: complete, since GitHub rejects or hides what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reslint.reporters.explain import explanation

if TYPE_CHECKING:
    from reslint.rules.rule import Rule

LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}
"""SARIF level by severity."""
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
_PRECISION = {"default": "high", "thorough": "medium"}
"""GitHub's precision by set: the thorough set asks for more than every system needs."""
_MOST_TEXT = 1024
_MOST_NAME = 255
_MOST_TAGS = 10


def descriptor(rule: Rule) -> dict[str, Any]:
    """The descriptor of a rule, with help as text and as Markdown."""
    level = LEVELS[rule.severity]
    page = explanation(rule)
    return {
        "id": rule.name,
        "name": _pascal(rule.name)[:_MOST_NAME],
        "shortDescription": {"text": _cut(rule.title or rule.name)},
        "fullDescription": {"text": _cut(rule.why or rule.title or rule.name)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": tags(rule),
            "precision": _PRECISION.get(rule.set_, "medium"),
            "problem.severity": _PROBLEM[level],
        },
    }


def tags(rule: Rule) -> list[str]:
    """At most ten different tags: GitHub rejects a rule that has one twice."""
    kinds = (_kebab(kind) for kind in rule.kinds)
    named = ("resilience", *(f"failure/{failure}" for failure in rule.failure), *kinds)
    return list(dict.fromkeys(named))[:_MOST_TAGS]


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST_TEXT else flat[: _MOST_TEXT - 1] + "…"


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _kebab(kind: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() and at else c.lower() for at, c in enumerate(kind))
