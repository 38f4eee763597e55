"""Our evaluator against the recorded answers of the real terraform (see `record.py`).

What terraform knows, we must know, with the same value and type, unless `DIFFERENT` says why
not. What we know beyond the plan must be what came out after apply.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from agreement import agrees, missing_in, shown, whole

from reslint.frontends.terraform.evaluate import evaluate, evaluate_text
from reslint.frontends.terraform.scope import Scope, has_failed
from reslint.model.span import Source
from reslint.model.value import Value

HERE = Path(__file__).parent
RECORDS: list[dict[str, Any]] = json.loads((HERE / "recorded.json").read_text(encoding="utf-8"))
DIFFERENT: dict[str, str] = json.loads((HERE / "different.json").read_text(encoding="utf-8"))
"""Expressions of which we know less, or another thing, than terraform; and why."""

UNKNOWN_SOURCE = "terraform_data.x"
RESOURCE = 'resource "terraform_data" "x" {}\n'


def test_each_difference_is_still_one() -> None:
    """No entry of `different.json` outlives its reason."""
    recorded = {r["expression"]: r for r in RECORDS}
    assert [e for e in DIFFERENT if e not in recorded] == []
    assert [e for e in DIFFERENT if _difference(recorded[e]) is None] == []


AGREEING = [r for r in RECORDS if r["expression"] not in DIFFERENT]


@pytest.mark.parametrize("record", AGREEING, ids=[r["expression"] for r in AGREEING])
def test_expression(record: dict[str, Any]) -> None:
    """Our value is terraform's."""
    assert _difference(record) is None


def _evaluated(expression: str) -> Value:
    if UNKNOWN_SOURCE not in expression:
        return evaluate_text(expression)
    from reslint.frontends.terraform.configuration import block_of
    from reslint.frontends.terraform.instance import empty_instance
    from reslint.frontends.terraform.syntax.parse import parse

    source = Source("expression.tf", f"{RESOURCE}r = {expression}\n")
    body = parse(source)["body"]
    module = empty_instance()
    module.config.resources[UNKNOWN_SOURCE] = block_of(body[4][0], source)
    return evaluate(body[3][0][4], Scope(module, source))


def _difference(record: dict[str, Any]) -> str | None:
    """What is wrong with our answer, in one line; None if nothing is."""
    value = _evaluated(record["expression"])
    if "error" in record:
        return None if has_failed(value) else f"terraform refuses it; we have {shown(value)}"
    if has_failed(value):
        return f"we refuse it: {value.unknown.reason if value.unknown else ''}"
    if "type" in record and not agrees(value, record["value"], record["type"]):
        return f"after apply it is {record['value']} ({record['type']}); we have {shown(value)}"
    if "after" in record:
        missing = missing_in(value, record["after"], record["after_unknown"])
    else:
        missing = not whole(value)
    return f"terraform knows more; we have {shown(value)}" if missing else None
