"""Our evaluator against the recorded answers of the real terraform (see `record.py`).

What terraform knows, we must know, with the same value and type, unless `DIFFERENT` says why
not. What we know beyond the plan must be what came out after apply.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reslint.model.span import Source
from reslint.model.value import ListOf, MapOf, Unknown, Value

pytest.importorskip("reslint.frontends.terraform.syntax.parse")
evaluator = pytest.importorskip("reslint.frontends.terraform.evaluate")

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
        return evaluator.evaluate_text(expression)  # type: ignore[no-any-return]
    from reslint.frontends.terraform.configuration import block_of
    from reslint.frontends.terraform.instance import empty_instance
    from reslint.frontends.terraform.syntax.parse import parse

    source = Source("expression.tf", f"{RESOURCE}r = {expression}\n")
    body = parse(source)["body"]
    module = empty_instance()
    module.config.resources[UNKNOWN_SOURCE] = block_of(body[4][0], source)
    return evaluator.evaluate(body[3][0][4], evaluator.Scope(module, source))  # type: ignore[no-any-return]


def _difference(record: dict[str, Any]) -> str | None:
    """What is wrong with our answer, in one line; None if nothing is."""
    value = _evaluated(record["expression"])
    if "error" in record:
        return None if evaluator.has_failed(value) else f"terraform refuses it; we have {shown(value)}"
    if evaluator.has_failed(value):
        return f"we refuse it: {value.unknown.reason if value.unknown else ''}"
    if "type" in record and not agrees(value, record["value"], record["type"]):
        return f"after apply it is {record['value']} ({record['type']}); we have {shown(value)}"
    if "after" in record:
        missing = _missing(value, record["after"], record["after_unknown"])
    else:
        missing = not _whole(value)
    return f"terraform knows more; we have {shown(value)}" if missing else None


def shown(value: Value) -> Any:
    """A value for a message."""
    data = value.data
    if isinstance(data, Unknown):
        return f"<unknown: {data.reason}>"
    if isinstance(data, ListOf):
        return [data.shape, *map(shown, data.items), *(["…"] if data.rest else [])]
    if isinstance(data, MapOf):
        return {**{n: shown(v) for n, v in data.entries.items()}, **({"…": ""} if data.rest else {})}
    return data


def agrees(value: Value, recorded: Any, kind: Any) -> bool:
    """Whether what we know of a value is what was recorded, and of the recorded type."""
    data = value.data
    if isinstance(data, Unknown):
        return not (data.null == "no" and recorded is None and kind != "dynamic") and _starts(data, recorded)
    if recorded is None or data is None:
        return recorded is None and data is None
    if isinstance(data, ListOf):
        return _list_agrees(data, recorded, kind)
    if isinstance(data, MapOf):
        return _map_agrees(data, recorded, kind)
    if kind == "number":
        is_number = isinstance(data, int | Decimal) and not isinstance(data, bool)
        return is_number and Decimal(data) == Decimal(recorded)
    return {bool: "bool", str: "string"}.get(type(data)) == kind and bool(data == recorded)


def _starts(data: Unknown, recorded: Any) -> bool:
    return not isinstance(recorded, str) or recorded.startswith(data.prefix)


def _list_agrees(data: ListOf, recorded: Any, kind: Any) -> bool:
    if not isinstance(recorded, list) or kind[0] != data.shape:
        return False
    if len(data.items) > len(recorded):
        # Unknown elements of a set may turn out to be equal.
        return data.shape == "set" and not _whole(Value(data))
    if data.rest is None and data.shape != "set" and len(data.items) != len(recorded):
        return False
    kinds = kind[1] if kind[0] == "tuple" else [kind[1]] * len(recorded)
    if data.shape == "set" and not _whole(Value(data)):
        known = [i for i in data.items if i.known]
        return all(any(agrees(i, r, k) for r, k in zip(recorded, kinds, strict=True)) for i in known)
    return all(agrees(i, r, k) for i, r, k in zip(data.items, recorded, kinds, strict=False))


def _map_agrees(data: MapOf, recorded: Any, kind: Any) -> bool:
    if not isinstance(recorded, dict) or kind[0] != data.shape:
        return False
    names = set(data.entries)
    if not (names <= set(recorded) if data.rest else names == set(recorded)):
        return False
    kinds = kind[1] if kind[0] == "object" else dict.fromkeys(names, kind[1])
    return all(agrees(v, recorded[n], kinds[n]) for n, v in data.entries.items())


def _whole(value: Value) -> bool:
    """Whether nothing in the value is unknown."""
    data = value.data
    if isinstance(data, ListOf):
        return data.rest is None and all(map(_whole, data.items))
    if isinstance(data, MapOf):
        return data.rest is None and all(map(_whole, data.entries.values()))
    return not isinstance(data, Unknown)


def _missing(value: Value, after: Any, unknown: Any) -> bool:
    """Whether the plan knows a part of the value that we do not."""
    data = value.data
    if unknown is True:
        return False
    if isinstance(data, ListOf) and isinstance(after, list):
        return _items_missing(data, after, unknown)
    if isinstance(data, MapOf):
        return _entries_missing(data, after or {}, unknown)
    return isinstance(data, Unknown)


def _items_missing(data: ListOf, after: list[Any], unknown: Any) -> bool:
    if len(data.items) < len(after) or data.shape == "set":
        return len(data.items) < len(after)
    masks = unknown if isinstance(unknown, list) else [False] * len(after)
    return any(_missing(i, a, m) for i, a, m in zip(data.items, after, masks, strict=False))


def _entries_missing(data: MapOf, after: dict[str, Any], unknown: Any) -> bool:
    masks: dict[str, Any] = unknown if isinstance(unknown, dict) else {}
    return any(
        name not in data.entries or _missing(data.entries[name], after.get(name), masks.get(name, False))
        for name in {**after, **masks}
    )
