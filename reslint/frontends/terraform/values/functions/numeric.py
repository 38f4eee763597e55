"""Functions of numbers."""

from __future__ import annotations

import math
import string
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from reslint.frontends.terraform.values import arithmetic
from reslint.frontends.terraform.values.arithmetic import Number, exact, from_float, is_infinite, whole
from reslint.frontends.terraform.values.constraint import ANY, NUMBER
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import derived, list_value, plain
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Call, Function, function, sequence, simple
from reslint.model.value import Unknown, Value

MAX_RANGE = 1024
"""Most numbers that `range` makes (Terraform's own limit)."""
MAX_DIGITS = 4_000
"""Longest text that `parseint` reads."""


def _ceil(number: Number) -> Number:
    return number if is_infinite(number) else math.ceil(exact(number))


def _floor(number: Number) -> Number:
    return number if is_infinite(number) else math.floor(exact(number))


def _float(number: Number) -> float:
    """The nearest 64-bit float: `log` and `pow` work with those."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _log(number: Number, base: Number) -> Number:
    return from_float(_divided(_natural_log(_float(number)), _natural_log(_float(base))))


def _natural_log(number: float) -> float:
    if number == 0:
        return -math.inf
    return math.log(number) if number > 0 else math.nan


def _divided(left: float, right: float) -> float:
    if right == 0:
        return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left)
    return left / right


def _pow(number: Number, power: Number) -> Number:
    try:
        return from_float(math.pow(_float(number), _float(power)))
    except OverflowError:
        return arithmetic.INFINITY
    except ValueError as error:
        raise EvaluationError("the result is not a number") from error


def _signum(number: Number) -> int:
    value = whole(number, "the number")
    return (value > 0) - (value < 0)


def _extreme(choose: Callable[[Sequence[Number]], Number]) -> Callable[..., Number]:
    def work_out(*numbers: Number) -> Number:
        if not numbers:
            raise EvaluationError("at least one number is needed")
        return choose(numbers)

    return work_out


def _sum(call: Call) -> Value:
    """The sum of a list; strings that hold numbers count."""
    data = sequence(call.args[0])
    if not data.items and data.rest is None:
        raise EvaluationError("an empty list has no sum")
    total: Number = 0
    for item in data.items:
        if item.absent:
            raise EvaluationError("an element is null")
        number = convert(item, NUMBER)
        if isinstance(number.data, Unknown):
            raise Undecided(number.data)
        assert isinstance(number.data, int | Decimal)
        total = arithmetic.add(total, number.data)
    if data.rest is not None:
        raise Undecided(data.rest)
    return derived(total, call.span, *call.args)


def _range(call: Call) -> Value:
    numbers = [plain(argument) for argument in call.args]
    if not 1 <= len(numbers) <= 3:
        raise EvaluationError("one, two or three arguments are needed")
    start, end = (0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    step = numbers[2] if len(numbers) == 3 else (1 if start <= end else -1)
    if any(map(is_infinite, numbers)):
        raise EvaluationError("an argument is infinite")
    if (step > 0 and end < start) or (step < 0 and end > start):
        raise EvaluationError("the step leads away from the end")
    return derived(list_value(_steps(start, end, step), call.span), call.span, *call.args)


def _steps(start: Number, end: Number, step: Number) -> list[Number]:
    found: list[Number] = []
    current = start
    while (current < end) if step > 0 else (current > end) if step < 0 else current != end:
        if len(found) == MAX_RANGE:
            raise EvaluationError(f"more than {MAX_RANGE} numbers would be made")
        found.append(current)
        current = arithmetic.add(current, step)
    return found


_DIGITS = string.digits + string.ascii_lowercase + string.ascii_uppercase


def _parse_int(call: Call) -> Value:
    text, base = call.args[0].data, plain(call.args[1])
    if isinstance(text, Unknown):
        raise Undecided(text)
    if not isinstance(text, str):
        raise EvaluationError("the first argument must be a string")
    if not isinstance(base, int) or not 2 <= base <= 62:
        raise EvaluationError("the base must be a whole number between 2 and 62")
    if len(text) > MAX_DIGITS:
        raise Undecided("the number is too long to work with")
    return derived(_digits(text, base), call.span, *call.args)


def _digits(text: str, base: int) -> int:
    sign = -1 if text.startswith("-") else 1
    digits = text[1:] if text[:1] in ("+", "-") else text
    # Up to base 36 the case of a letter does not matter.
    values = [_DIGITS.find(c if base > 36 else c.lower()) for c in digits]
    if not values or any(not 0 <= v < base for v in values):
        raise EvaluationError(f'"{text[:50]}" is not a whole number in base {base}')
    total = 0
    for value in values:
        total = total * base + value
    return sign * total


FUNCTIONS: Mapping[str, Function] = {
    "abs": simple(abs, NUMBER, result=NUMBER),
    "ceil": simple(_ceil, NUMBER, result=NUMBER),
    "floor": simple(_floor, NUMBER, result=NUMBER),
    "log": simple(_log, NUMBER, NUMBER, result=NUMBER),
    "max": simple(_extreme(max), variadic=NUMBER, result=NUMBER),
    "min": simple(_extreme(min), variadic=NUMBER, result=NUMBER),
    "parseint": function(_parse_int, ANY, NUMBER, result=NUMBER),
    "pow": simple(_pow, NUMBER, NUMBER, result=NUMBER),
    "range": function(_range, variadic=NUMBER),
    "signum": simple(_signum, NUMBER, result=NUMBER),
    "sum": function(_sum, ANY, result=NUMBER),
}
