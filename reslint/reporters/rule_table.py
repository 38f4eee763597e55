"""The list of rules, as a table or as JSON with every field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from reslint.reporters import escape
from reslint.reporters.layout import width
from reslint.reporters.style import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reslint.reporters.options import ReportOptions
    from reslint.rules.rule import Rule

_HEADER = ("RULE", "SEVERITY", "SET", "FAILURE", "TITLE")


def write_table(rules: Sequence[Rule], out: TextIO, options: ReportOptions) -> None:
    """Write name, severity, set, failure and title, one rule a line."""
    rows = [_HEADER, *(_row(rule) for rule in rules)]
    sizes = [max(width(row[column]) for row in rows) for column in range(len(_HEADER) - 1)]
    for number, row in enumerate(rows):
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, sizes, strict=False)]
        if number:
            cells[1] = paint(cells[1], rules[number - 1].severity, options)
        out.write(escape.for_stream("  ".join([*cells, row[-1]]), out) + "\n")


def _row(rule: Rule) -> tuple[str, ...]:
    return rule.name, rule.severity, rule.set_, ",".join(rule.failure), escape.plain(rule.title)


def write_json(rules: Sequence[Rule], out: TextIO) -> None:
    """Write every field of every rule as a JSON array."""
    json.dump([as_data(rule) for rule in rules], out, indent=2)
    out.write("\n")


def as_data(rule: Rule) -> dict[str, Any]:
    """A rule as plain data, with the names that its file uses; conditions as their source."""
    return {
        "name": rule.name,
        "title": rule.title,
        "severity": rule.severity,
        "set": rule.set_,
        "failure": list(rule.failure),
        "kinds": list(rule.kinds),
        "languages": list(rule.languages),
        "parameters": dict(sorted(rule.parameters.items())),
        "when": rule.when.source if rule.when else None,
        "require": [{"that": c.that.source, "severity": c.severity, "say": c.say} for c in rule.require],
        "unless": [{"that": u.that.source, "severity": u.severity} for u in rule.unless],
        "check": rule.check,
        "message": rule.message,
        "why": rule.why,
        "fix": _fix(rule),
        "controls": {name: list(ids) for name, ids in sorted(rule.controls.items())},
        "references": list(rule.references),
        "examples": {name: dict(sorted(texts.items())) for name, texts in sorted(rule.examples.items())},
        "aliases": list(rule.aliases),
        "path": rule.path,
    }


def _fix(rule: Rule) -> dict[str, Any]:
    fix = rule.fix
    return {
        "terraform": fix.terraform,
        "cloudformation": fix.cloudformation,
        "model": dict(sorted(fix.model.items())),
        "note": fix.note,
    }
