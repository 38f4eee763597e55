"""The operators of Terraform's language, from values to values.

`conditional`, `index` and `attribute` have modules of their own and are re-exported here.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal

from reslint.frontends.terraform.values import arithmetic
from reslint.frontends.terraform.values.access import attribute, index
from reslint.frontends.terraform.values.bounds import MAX_TEXT, check_size
from reslint.frontends.terraform.values.conditional import conditional
from reslint.frontends.terraform.values.constraint import BOOL, NUMBER, STRING, TypeConstraint
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import derived, first_unknown, undecided
from reslint.frontends.terraform.values.equality import bounds, equal
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.text import normal, scalar_text, text_of
from reslint.model.span import Span
from reslint.model.value import Concat, ListOf, MapOf, Symbol, Unknown, Value

__all__ = [
    "EvaluationError",
    "attribute",
    "binary",
    "conditional",
    "index",
    "template",
    "text_of",
    "truth",
    "unary",
]

Number = int | Decimal

_ARITHMETIC: Mapping[str, Callable[[Number, Number], Number]] = {
    "+": arithmetic.add,
    "-": lambda left, right: arithmetic.add(left, -right),
    "*": arithmetic.multiply,
    "/": arithmetic.divide,
    "%": arithmetic.modulo,
}
_ORDER: Mapping[str, Callable[[Number, Number], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def binary(op: str, left: Value, right: Value, span: Span | None) -> Value:
    """The result of `left op right`. Raises `EvaluationError` where Terraform would."""
    try:
        if op in _ARITHMETIC:
            return _calculated(op, left, right, span)
        check_size(left, right)
        if op in _ORDER:
            return _ordered(op, left, right, span)
        if op in ("==", "!="):
            return _compared(op, left, right, span)
        return _combined(op, left, right, span)
    except Undecided as reason:
        return undecided(reason.unknown, span, left, right)


def unary(op: str, operand: Value, span: Span | None) -> Value:
    """The result of `op operand`. Raises `EvaluationError` where Terraform would."""
    value = _operand(operand, BOOL if op == "!" else NUMBER)
    if value.unknown:
        return undecided(value.unknown, span, operand, kind=BOOL if op == "!" else NUMBER)
    if op == "!":
        return derived(value.data is False, span, operand)
    return derived(-_number(value), span, operand)


def truth(condition: Value) -> bool | None:
    """Whether a condition holds; None when it is unknown, null or no boolean."""
    try:
        data = convert(condition, BOOL).data
    except EvaluationError:
        return None
    return data if isinstance(data, bool) else None


def _operand(value: Value, kind: TypeConstraint) -> Value:
    if value.absent:
        raise EvaluationError("an operand is null")
    return convert(value, kind)


def _number(value: Value) -> Number:
    assert isinstance(value.data, int | Decimal)
    return value.data


def _calculated(op: str, left: Value, right: Value, span: Span | None) -> Value:
    a, b = _operand(left, NUMBER), _operand(right, NUMBER)
    unknown = a.unknown or b.unknown
    if unknown:
        return undecided(unknown, span, left, right, kind=NUMBER)
    return derived(_ARITHMETIC[op](_number(a), _number(b)), span, left, right)


def _ordered(op: str, left: Value, right: Value, span: Span | None) -> Value:
    a, b = _operand(left, NUMBER), _operand(right, NUMBER)
    answers = _possible(_ORDER[op], a, b)
    if len(answers) == 1:
        return derived(answers.pop(), span, left, right)
    unknown = a.unknown or b.unknown
    assert unknown is not None
    return undecided(unknown, span, left, right, kind=BOOL)


def _possible(compare: Callable[[Number, Number], bool], left: Value, right: Value) -> set[bool]:
    """What a comparison can give, by the bounds of both sides."""
    (low, high), (other_low, other_high) = bounds(left.data), bounds(right.data)
    low, other_low = (-arithmetic.INFINITY if b is None else b for b in (low, other_low))
    high, other_high = (arithmetic.INFINITY if b is None else b for b in (high, other_high))
    # An ordering is monotonic in both sides: the two extreme pairs are all there is to try.
    if left.unknown is None and right.unknown is None:
        return {compare(low, other_low)}
    return {compare(low, other_high), compare(high, other_low)}


def _compared(op: str, left: Value, right: Value, span: Span | None) -> Value:
    answer = equal(left, right)
    if answer is not None:
        return derived(answer if op == "==" else not answer, span, left, right)
    unknown = first_unknown(left, right) or Unknown("nested blocks are not compared")
    return undecided(unknown, span, left, right, kind=BOOL)


def _combined(op: str, left: Value, right: Value, span: Span | None) -> Value:
    """`&&` and `||`, which in Terraform 1.11 do not decide by one side alone."""
    a, b = _operand(left, BOOL), _operand(right, BOOL)
    unknown = a.unknown or b.unknown
    if unknown:
        return undecided(unknown, span, left, right, kind=BOOL)
    both, either = a.data is True and b.data is True, a.data is True or b.data is True
    return derived(both if op == "&&" else either, span, left, right)


# -- templates ---------------------------------------------------------------------------------


def template(parts: list[Value], span: Span | None) -> Value:
    """The parts put together to a string. Raises `EvaluationError` for null and collections."""
    for part in parts:
        if part.absent:
            raise EvaluationError("null cannot be put into a string")
        if isinstance(part.data, ListOf | MapOf):
            raise EvaluationError("a list or map cannot be put into a string")
    unknown = next((p.unknown for p in parts if p.unknown), None)
    if unknown is None:
        text = "".join(scalar_text(p.data) or "" for p in parts)
        if len(text) > MAX_TEXT:
            too_long = Unknown("the text is longer than a million characters")
            return undecided(too_long, span, *parts, kind=STRING)
        return derived(normal(text), span, *parts)
    return undecided(unknown, span, *parts, symbol=joined(parts), prefix=known_start(parts), kind=STRING)


def known_start(parts: list[Value]) -> str:
    """The text that parts certainly begin with when put together."""
    start = ""
    for part in parts:
        if part.unknown:
            return normal(start + part.unknown.prefix)
        start += scalar_text(part.data) or ""
    return normal(start)


def joined(parts: list[Value]) -> Symbol | None:
    """The symbol of the parts put together, if each is known or has one."""
    pieces: list[str | Symbol] = []
    for part in parts:
        piece = part.symbol if part.unknown else scalar_text(part.data)
        if piece is None:
            return None
        for one in piece.parts if isinstance(piece, Concat) else (piece,):
            _append(pieces, one)
    if len(pieces) == 1 and not isinstance(pieces[0], str):
        return pieces[0]
    return Concat(tuple(pieces))


def _append(pieces: list[str | Symbol], piece: str | Symbol) -> None:
    """Add a piece; texts that meet become one, so that equal strings have equal symbols."""
    if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
        pieces[-1] += piece
    elif piece != "":
        pieces.append(piece)
