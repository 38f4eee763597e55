"""Our evaluator against the recorded answers of the real terraform (see `record.py`).

What terraform knows, we must know, with the same value and type, unless `DIFFERENT` says why
not. What we know beyond the plan must be what came out after apply.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from agreement import difference_of

HERE = Path(__file__).parent
RECORDS: list[dict[str, Any]] = json.loads((HERE / "recorded.json").read_text(encoding="utf-8"))
DIFFERENT: dict[str, str] = json.loads((HERE / "different.json").read_text(encoding="utf-8"))
"""Expressions of which we know less, or another thing, than terraform; and why."""


def test_each_difference_is_still_one() -> None:
    """No entry of `different.json` outlives its reason."""
    recorded = {r["expression"]: r for r in RECORDS}
    assert [e for e in DIFFERENT if e not in recorded] == []
    assert [e for e in DIFFERENT if difference_of(recorded[e]) is None] == []


AGREEING = [r for r in RECORDS if r["expression"] not in DIFFERENT]


@pytest.mark.parametrize("record", AGREEING, ids=[r["expression"] for r in AGREEING])
def test_expression(record: dict[str, Any]) -> None:
    """Our value is terraform's."""
    assert difference_of(record) is None
