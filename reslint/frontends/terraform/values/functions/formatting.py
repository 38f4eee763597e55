"""`format` and `formatlist`: the verbs of Go's fmt, as far as Terraform has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

from reslint.frontends.terraform.values.arithmetic import LONGEST, Number, exact, is_infinite
from reslint.frontends.terraform.values.constraint import ANY, BOOL, NUMBER, PRIMITIVES, STRING, type_of
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import derived, first_unknown, gathered, plain, undecided
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Call, Function, function, in_known_order
from reslint.frontends.terraform.values.functions.jsontext import encode
from reslint.frontends.terraform.values.operators import template
from reslint.frontends.terraform.values.text import characters, format_number, normal
from reslint.model.value import ListOf, MapOf, Value

MAX_WIDTH = 1_000
"""Greatest width or precision that is worked out."""

_VERB = re.compile(
    r"%(?P<flags>[-+ #0]*)(?P<width>[1-9][0-9]*)?(?:\.(?P<precision>[0-9]*))?"
    r"(?:\[(?P<position>[1-9][0-9]*)\])?"
    r"(?P<letter>[a-zA-Z])|(?P<percent>%%)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class _Verb:
    """One `%…` of a format, with the argument it shows."""

    letter: str
    flags: str
    width: int
    precision: int | None
    argument: Value

    @property
    def is_plain(self) -> bool:
        """Whether it shows its argument just as a template would."""
        return self.letter == "s" and not self.flags and not self.width and self.precision is None


def _parsed(text: str, args: Sequence[Value]) -> list[str | _Verb]:
    """The format as literal text and verbs. Raises `EvaluationError` as Terraform does."""
    parts: list[str | _Verb] = []
    position = used = next_argument = 0
    while (found := text.find("%", position)) >= 0:
        parts.append(text[position:found])
        match = _VERB.match(text, found)
        if match is None:
            raise EvaluationError(f"the format is not valid at {text[found : found + 10]!r}")
        position = match.end()
        if match["percent"]:
            parts.append("%")
            continue
        next_argument = int(match["position"] or next_argument + 1)
        used = max(used, next_argument)
        if next_argument > len(args):
            raise EvaluationError(f"there is no argument {next_argument} for {match[0]}")
        parts.append(_verb(match, args[next_argument - 1]))
    if used < len(args):
        raise EvaluationError(f"there are {len(args)} arguments, of which the format uses {used}")
    return [*parts, text[position:]]


def _verb(match: re.Match[str], argument: Value) -> _Verb:
    width = int(match["width"] or 0)
    precision = None if match["precision"] is None else int(match["precision"] or 0)
    if width > MAX_WIDTH or (precision or 0) > MAX_WIDTH:
        raise Undecided("the width of a format is too large to work with")
    return _Verb(match["letter"], match["flags"], width, precision, argument)


def _format(call: Call) -> Value:
    if call.args[0].absent:
        raise EvaluationError("the format must not be null")
    if call.args[0].unknown:
        raise Undecided(call.args[0].unknown)
    return _formatted(str(call.args[0].data), call.args[1:], call)


def _formatted(text: str, args: Sequence[Value], call: Call) -> Value:
    if any(a.absent for a in args):
        # The result depends on the type of the null, which is not kept.
        raise Undecided("null is formatted")
    parts = [_shown(part, call) for part in _parsed(text, args)]
    made = template(parts, call.span)
    return derived(made.data, call.span, call.args[0], *args)


def _shown(part: str | _Verb, call: Call) -> Value:
    if isinstance(part, str):
        return Value(part)
    unknown = first_unknown(part.argument)
    if unknown is None:
        return Value(normal(_text(part)))
    if part.is_plain and part.argument.unknown:
        return part.argument
    return undecided(unknown, call.span, part.argument)


def _text(verb: _Verb) -> str:
    letter = verb.letter
    if letter == "v":
        return _any(verb)
    if letter == "t":
        return "true" if convert(verb.argument, BOOL).data else "false"
    if letter in ("s", "q"):
        text = str(convert(verb.argument, STRING).data)
        return _padded(encode(_cut(text, verb)) if letter == "q" else _cut(text, verb), verb)
    if letter in "bdoxX":
        return _integer(verb)
    if letter in "eEfgG" and is_infinite(_number(verb)):
        return _padded(format_number(_number(verb)), verb)
    if letter in "eEfgG":
        return _padded_number(_float(_number(verb), verb), verb)
    raise EvaluationError(f"there is no format verb %{letter}")


def _any(verb: _Verb) -> str:
    data = verb.argument.data
    if isinstance(data, ListOf | MapOf) or "#" in verb.flags:
        return _padded(encode(plain(verb.argument)), verb)
    if isinstance(data, int | Decimal) and not isinstance(data, bool):
        return _padded_number(_float(data, _Verb("g", verb.flags, verb.width, None, verb.argument)), verb)
    return _padded(str(convert(verb.argument, STRING).data), verb)


def _cut(text: str, verb: _Verb) -> str:
    return text if verb.precision is None else "".join(characters(text)[: verb.precision])


def _padded(text: str, verb: _Verb) -> str:
    missing = verb.width - len(characters(text)) if verb.width else 0
    if missing <= 0:
        return text
    if "-" in verb.flags:
        return text + " " * missing
    return ("0" if "0" in verb.flags else " ") * missing + text


def _number(verb: _Verb) -> Number:
    number = convert(verb.argument, NUMBER).data
    assert isinstance(number, int | Decimal)
    return number


# -- numbers -----------------------------------------------------------------------------------


def _integer(verb: _Verb) -> str:
    number = _number(verb)
    if not isinstance(number, int):
        raise EvaluationError("a whole number is required")
    digits = format(abs(number), verb.letter)
    digits = digits.rjust(verb.precision or 0, "0")
    mark = {"x": "0x", "X": "0X", "o": "0", "b": "0b"}.get(verb.letter, "") if "#" in verb.flags else ""
    flags = verb.flags.replace("0", "") if verb.precision is not None else verb.flags
    signed = ("-" if number < 0 else "") + mark + digits
    return _padded_number(signed, _Verb(verb.letter, flags, verb.width, None, verb.argument))


def _padded_number(text: str, verb: _Verb) -> str:
    """The number with its sign; zeros go between sign and digits."""
    sign = "-" if text.startswith("-") else "+" if "+" in verb.flags else " " if " " in verb.flags else ""
    digits = text.removeprefix("-").removeprefix("+")
    if "0" in verb.flags and "-" not in verb.flags and digits[:1].isdigit():
        return sign + digits.rjust(verb.width - len(sign), "0")
    padded = (sign + digits).ljust if "-" in verb.flags else (sign + digits).rjust
    return padded(verb.width)


def _float(number: Number, verb: _Verb) -> str:
    # The decimal digits of the binary float, not of its shortest name, are what is rounded.
    fraction = exact(number)
    context = Context(prec=LONGEST * 4 + MAX_WIDTH, rounding=ROUND_HALF_EVEN)
    value = context.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    with localcontext(context):
        if verb.letter == "f":
            return format(value, f".{6 if verb.precision is None else verb.precision}f")
        if verb.letter in "eE":
            return _scientific(value, 6 if verb.precision is None else verb.precision, verb)
        return _shortest(number, value, verb)


def _scientific(value: Decimal, digits: int, verb: _Verb) -> str:
    """Scientific notation with at least two digits of exponent."""
    mantissa, _, power = (format(value, f".{digits}e") if value else f"{0:.{digits}f}e+0").partition("e")
    written = f"{mantissa}e{power[0] if power[0] in '+-' else '+'}{power.lstrip('+-').rjust(2, '0')}"
    return written.upper() if verb.letter in "EG" else written


def _shortest(number: Number, value: Decimal, verb: _Verb) -> str:
    """`%g`: scientific notation for very large and very small numbers only."""
    if verb.precision is None:
        value, most = Decimal(number).normalize(Context(prec=LONGEST * 2)), 6
    else:
        most = max(verb.precision, 1)
        value = value.normalize(Context(prec=most, rounding=ROUND_HALF_EVEN))
        digits = len(value.as_tuple().digits)
        most = digits if most > digits >= value.adjusted() + 1 else most
    power = value.adjusted() if value else 0
    if -4 <= power < most:
        return format_number(value)
    return _scientific(value, len(value.as_tuple().digits) - 1, verb)


# -- lists -------------------------------------------------------------------------------------


def _format_list(call: Call) -> Value:
    text = call.args[0]
    if text.absent:
        raise EvaluationError("the format must not be null")
    args = [in_known_order(a) for a in call.args[1:]]
    unknown = text.unknown or next((a.unknown for a in args if _may_be_list(a)), None)
    if unknown is not None:
        raise Undecided(unknown)
    lists = [a.data for a in args if isinstance(a.data, ListOf)]
    rest = next((data.rest for data in lists if data.rest is not None), None)
    if rest is not None:
        raise Undecided(rest)
    if len({len(data.items) for data in lists}) > 1:
        raise EvaluationError("the lists have different lengths")
    count = len(lists[0].items) if lists else 1
    rows = [[a.data.items[i] if isinstance(a.data, ListOf) else a for a in args] for i in range(count)]
    items = tuple(_formatted(str(text.data), row, call) for row in rows)
    return gathered(ListOf(items, None, "list"), call.span, *call.args)


def _may_be_list(value: Value) -> bool:
    return value.unknown is not None and type_of(value).kind not in PRIMITIVES


FORMATTING: Mapping[str, Function] = {
    "format": function(_format, STRING, variadic=ANY, nullable=True, result=STRING),
    "formatlist": function(_format_list, STRING, variadic=ANY, nullable=True),
}
