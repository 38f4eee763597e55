"""Values that are worked out when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable

from reslint.model.value import Unknown, Value

Later = Callable[[], Value]


def later(work_out: Later, what: str) -> Later:
    """A value worked out once, on demand; one that needs itself is unknown. `what` names it in the reason."""
    kept: list[Value] = []
    working: list[bool] = []

    def value() -> Value:
        if kept:
            return kept[0]
        if working:
            return Value(Unknown(f"{what} depends on itself"))
        working.append(True)
        try:
            kept.append(work_out())
        finally:
            working.clear()
        return kept[0]

    return value


def now(value: Value) -> Later:
    """A value that is there already."""
    return lambda: value
