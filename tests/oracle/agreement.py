"""Whether what we know of a value agrees with what the real terraform has recorded of it.

Recorded values are JSON with numbers as text; `kind` is terraform's type as JSON
(`["list", "string"]`), `after_unknown` a mask of booleans as in a plan.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reslint.frontends.terraform.configuration import block_of
from reslint.frontends.terraform.evaluate import evaluate, evaluate_text
from reslint.frontends.terraform.instance import empty_instance
from reslint.frontends.terraform.scope import Scope, has_failed
from reslint.frontends.terraform.syntax.parse import parse
from reslint.model.span import Source
from reslint.model.value import ListOf, MapOf, Unknown, Value

UNKNOWN_SOURCE = "terraform_data.x"
"""What recorded expressions use for something unknown."""
RESOURCE = 'resource "terraform_data" "x" {}\n'


def evaluated(expression: str) -> Value:
    """Our value of an expression that may use `terraform_data.x`."""
    if UNKNOWN_SOURCE not in expression:
        return evaluate_text(expression)
    source = Source("expression.tf", f"{RESOURCE}r = {expression}\n")
    body = parse(source)["body"]
    module = empty_instance()
    module.config.resources[UNKNOWN_SOURCE] = block_of(body[4][0], source)
    return evaluate(body[3][0][4], Scope(module, source))


def difference_of(record: dict[str, Any]) -> str | None:
    """What is wrong with our answer to a recorded expression, in one line; None if nothing is."""
    value = evaluated(record["expression"])
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
        return data.shape == "set" and not whole(Value(data))
    if data.rest is None and data.shape != "set" and len(data.items) != len(recorded):
        return False
    kinds = kind[1] if kind[0] == "tuple" else [kind[1]] * len(recorded)
    if data.shape == "set" and not whole(Value(data)):
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


def whole(value: Value) -> bool:
    """Whether nothing in the value is unknown."""
    data = value.data
    if isinstance(data, ListOf):
        return data.rest is None and all(map(whole, data.items))
    if isinstance(data, MapOf):
        return data.rest is None and all(map(whole, data.entries.values()))
    return not isinstance(data, Unknown)


def missing_in(value: Value, after: Any, unknown: Any) -> bool:
    """Whether the plan knows a part of the value that we do not."""
    data = value.data
    if unknown is True:
        return False
    if not _any_true(unknown):
        return not whole(value)
    if isinstance(data, ListOf) and isinstance(after, list):
        return _items_missing(data, after, unknown)
    if isinstance(data, MapOf):
        return _entries_missing(data, after or {}, unknown)
    return isinstance(data, Unknown)


def _any_true(mask: Any) -> bool:
    if isinstance(mask, list | dict):
        return any(map(_any_true, mask.values() if isinstance(mask, dict) else mask))
    return bool(mask)


def _items_missing(data: ListOf, after: list[Any], unknown: Any) -> bool:
    if len(data.items) < len(after) or data.shape == "set":
        return len(data.items) < len(after)
    masks = unknown if isinstance(unknown, list) else [False] * len(after)
    return any(missing_in(i, a, m) for i, a, m in zip(data.items, after, masks, strict=False))


def _entries_missing(data: MapOf, after: dict[str, Any], unknown: Any) -> bool:
    masks: dict[str, Any] = unknown if isinstance(unknown, dict) else {}
    return any(
        name not in data.entries or missing_in(data.entries[name], after.get(name), masks.get(name, False))
        for name in {**after, **masks}
    )
