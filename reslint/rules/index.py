"""Rules as JSON-able data and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from reslint.errors import RuleError
from reslint.rules.lang.expression import Expression
from reslint.rules.rule import Clause, Fix, Rule, Unless

VERSION = 1
"""Raised whenever the form of the index or of expressions changes."""

Data = dict[str, Any]


def encode(data: Mapping[str, Any]) -> str:
    """The text of an index: the same for the same rules."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def decode(text: str) -> Data:
    """The index of a text. Raises `RuleError`."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise RuleError("the index of the rules is damaged") from None
    if not isinstance(data, dict):
        raise RuleError("the index of the rules is damaged")
    return data


def to_data(rules: Iterable[Rule]) -> Data:
    """The index of some rules."""
    return {"version": VERSION, "rules": [_rule_to_data(rule) for rule in rules]}


def from_data(data: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of an index. Raises `RuleError`."""
    if data.get("version") != VERSION:
        raise RuleError("the index of the rules is of another version")
    try:
        return tuple(_rule_from_data(entry) for entry in data["rules"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RuleError("the index of the rules is damaged") from None


# -- one rule ----------------------------------------------------------------------------------------


def _rule_to_data(rule: Rule) -> Data:
    data = {entry.name: _plain(getattr(rule, entry.name)) for entry in fields(rule)}
    data["when"] = _expression_to_data(rule.when) if rule.when else None
    data["require"] = [[_expression_to_data(c.that), c.severity, c.say] for c in rule.require]
    data["unless"] = [[_expression_to_data(u.that), u.severity] for u in rule.unless]
    fix = rule.fix
    data["fix"] = [fix.terraform, fix.cloudformation, _plain(fix.model), fix.note]
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _expression_to_data(expression: Expression) -> list[Any]:
    return [expression.source, expression.form]


def _rule_from_data(data: Data) -> Rule:
    changed = dict(data)
    for name in ("failure", "kinds", "references", "languages", "aliases", "warnings"):
        changed[name] = tuple(data[name])
    changed["parameters"] = {k: tuple(v) if isinstance(v, list) else v for k, v in data["parameters"].items()}
    changed["controls"] = {name: tuple(ids) for name, ids in data["controls"].items()}
    changed["when"] = Expression(*data["when"]) if data["when"] else None
    changed["require"] = tuple(Clause(Expression(*that), *more) for that, *more in data["require"])
    changed["unless"] = tuple(Unless(Expression(*that), *more) for that, *more in data["unless"])
    changed["fix"] = Fix(*data["fix"])
    return Rule(**changed)
