"""Numbers as Terraform has them: binary floats of 512 bits, written in decimal.

A number is kept as the shortest decimal that names its 512-bit float, and as `int` when
integral, so that `1.1 * 1.1 == 1.21` is false here too.
"""

from __future__ import annotations

import math
import re
from decimal import Context, Decimal
from fractions import Fraction

from reslint.frontends.terraform.values.failures import EvaluationError, Undecided

Number = int | Decimal

PRECISION = 512
"""Bits of a Terraform number (big.Float in cty)."""
SHORTEST, LONGEST = 148, 157
"""Decimal digits tried for a number that is not short; 512 bits need at most 157."""
MAX_EXPONENT = 4_000
"""Largest decimal exponent that is worked with; more only serves to exhaust memory."""
INFINITY = Decimal("Infinity")

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_BINARY = re.compile(r"[+-]?[0-9.]+p[+-]?[0-9]+", re.ASCII)


def parse_number(text: str) -> Number | None:
    """The number that a text stands for; None if it is none."""
    if text in ("Inf", "+Inf", "-Inf", "inf", "+inf", "-inf"):
        return -INFINITY if text.startswith("-") else INFINITY
    if _BINARY.fullmatch(text):
        raise Undecided("a number with a binary exponent is not worked out")
    if not _DECIMAL.fullmatch(text):
        return None
    exponent = re.split("[eE]", text)[1] if re.search("[eE]", text) else "0"
    if len(exponent) > 6 or abs(int(exponent)) > MAX_EXPONENT or len(text) > MAX_EXPONENT:
        raise Undecided("the number is too large or too small to work with")
    number = Decimal(text)
    if len(number.as_tuple().digits) <= SHORTEST:
        return integral(number)
    return rounded(Fraction(number))


def integral(number: Decimal) -> Number:
    """The number as `int` when it is whole."""
    if number.is_finite() and number == number.to_integral_value():
        return int(number)
    return number.normalize(Context(prec=LONGEST)) if number.is_finite() else number


def is_infinite(number: Number) -> bool:
    """Whether the number is infinite."""
    return isinstance(number, Decimal) and number.is_infinite()


def exact(number: Number) -> Fraction:
    """The 512-bit float that a finite number stands for, exactly."""
    return _to_bits(Fraction(number))


def _to_bits(value: Fraction) -> Fraction:
    """The nearest fraction with a mantissa of 512 bits, ties to even."""
    if not value or (value.denominator == 1 and value.numerator.bit_length() <= PRECISION):
        return value
    shift = PRECISION - (abs(value.numerator).bit_length() - value.denominator.bit_length())
    scaled = value * Fraction(2) ** shift
    excess = abs(int(scaled)).bit_length() - PRECISION
    if excess > 0:
        scaled, shift = scaled / 2**excess, shift - excess
    return round(scaled) / Fraction(2) ** shift


def rounded(value: Fraction) -> Number:
    """The number that a result is kept as. Raises `Undecided` when it is too large to work with."""
    if abs(value.numerator).bit_length() - value.denominator.bit_length() > MAX_EXPONENT * 3:
        raise Undecided("the number is too large to work with")
    target = _to_bits(value)
    if target.denominator == 1:
        return target.numerator
    for digits in range(SHORTEST, LONGEST + 1):
        shown = Context(prec=digits).divide(Decimal(target.numerator), Decimal(target.denominator))
        if _to_bits(Fraction(shown)) == target:
            break
    return integral(shown)


def add(left: Number, right: Number) -> Number:
    """The sum."""
    if is_infinite(left) or is_infinite(right):
        if is_infinite(left) and is_infinite(right) and left != right:
            raise EvaluationError("infinity cannot be subtracted from itself")
        return left if is_infinite(left) else right
    return rounded(exact(left) + exact(right))


def multiply(left: Number, right: Number) -> Number:
    """The product."""
    if is_infinite(left) or is_infinite(right):
        if not left or not right:
            raise EvaluationError("zero cannot be multiplied by infinity")
        return INFINITY if (left > 0) == (right > 0) else -INFINITY
    return rounded(exact(left) * exact(right))


def divide(left: Number, right: Number) -> Number:
    """The quotient; infinity for a division by zero, as in Terraform."""
    if (not left and not right) or (is_infinite(left) and is_infinite(right)):
        raise EvaluationError("zero cannot be divided by zero, nor infinity by infinity")
    if is_infinite(right):
        return 0
    if is_infinite(left) or not right:
        return INFINITY if (left > 0) == (right >= 0) else -INFINITY
    return rounded(exact(left) / exact(right))


def modulo(left: Number, right: Number) -> Number:
    """The remainder with the sign of the dividend; the dividend itself for a divisor of zero."""
    if is_infinite(left) or is_infinite(right):
        raise EvaluationError("a remainder with infinity is not defined")
    if not right:
        return left
    a, b = exact(left), exact(right)
    # Terraform rounds the quotient and the product too: `1 % 0.1` is 0, though 0.1 has no exact float.
    return rounded(a - _to_bits(b * int(_to_bits(a / b))))


def from_float(number: float) -> Number:
    """The number that Terraform makes of a 64-bit float. Raises `EvaluationError` for no number."""
    if math.isnan(number):
        raise EvaluationError("the result is not a number")
    return integral(Decimal(repr(number)))


def whole(number: Number, what: str) -> int:
    """The number as `int`. Raises `EvaluationError` when it is not whole or beyond 64 bits."""
    if not isinstance(number, int) or not -(2**63) <= number < 2**63:
        raise EvaluationError(f"{what} must be a whole number")
    return number
