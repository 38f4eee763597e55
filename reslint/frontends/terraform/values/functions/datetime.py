"""Functions of dates and times."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

from reslint.frontends.terraform.values.constraint import NUMBER, STRING
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Function, never_known, simple

_STAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
_DURATION = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_UNITS = {
    "ns": Fraction(1, 10**9), "us": Fraction(1, 10**6), "µs": Fraction(1, 10**6), "μs": Fraction(1, 10**6),
    "ms": Fraction(1, 1000), "s": Fraction(1), "m": Fraction(60), "h": Fraction(3600),
}  # fmt: skip
"""Seconds of Go's units of duration."""


def _moment(text: str) -> datetime:
    """The time that an RFC 3339 timestamp stands for."""
    found = _STAMP.fullmatch(text)
    if found is None:
        raise EvaluationError(f'"{text[:40]}" is not a timestamp as RFC 3339 writes it')
    year, month, day, hour, minute, second = (int(n) for n in found.groups()[:6])
    micros = int((found[7] or ".0")[1:7].ljust(6, "0"))
    if year == 0 or len(found[7] or "") > 7:
        raise Undecided("the timestamp is beyond what is worked out here")
    try:
        return datetime(year, month, day, hour, minute, second, micros, _zone(found[8]))
    except ValueError as error:
        raise EvaluationError(f'"{text[:40]}" is not a timestamp: {error}') from error


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return timezone(-offset if text.startswith("-") else offset)


def _offset(moment: datetime, colon: str) -> str:
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{colon}{abs(minutes) % 60:02}"


def _stamp(moment: datetime) -> str:
    zone = "Z" if not moment.utcoffset() else _offset(moment, ":")
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}T{moment:%H:%M:%S}{zone}"


def _seconds(text: str) -> Fraction:
    """The length of a Go duration."""
    sign = -1 if text.startswith("-") else 1
    body = text[1:] if text[:1] in ("+", "-") else text
    if body == "0":
        return Fraction(0)
    found = _DURATION.findall(body) if len(body) < 100 else []
    if not body or "".join(n + u for n, u in found) != body:
        raise EvaluationError(f'"{text[:40]}" is not a duration')
    return sign * sum((Fraction(n) * _UNITS[u] for n, u in found), Fraction(0))


def _add(stamp: str, duration: str) -> str:
    try:
        return _stamp(_moment(stamp) + timedelta(microseconds=int(_seconds(duration) * 10**6)))
    except OverflowError as error:
        raise Undecided("the time is beyond what is worked out here") from error


def _compare(left: str, right: str) -> int:
    a, b = _moment(left), _moment(right)
    return (a > b) - (a < b)


# -- formatting --------------------------------------------------------------------------------

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def _half_day(moment: datetime) -> int:
    return moment.hour % 12 or 12


def _zone_name(moment: datetime) -> str:
    return "UTC" if not moment.utcoffset() else _offset(moment, "")


_VERBS: Mapping[str, Callable[[datetime], str]] = {
    "YYYY": lambda t: f"{t.year:04}",
    "YY": lambda t: f"{t.year % 100:02}",
    "MMMM": lambda t: _MONTHS[t.month - 1],
    "MMM": lambda t: _MONTHS[t.month - 1][:3],
    "MM": lambda t: f"{t.month:02}",
    "M": lambda t: str(t.month),
    "DD": lambda t: f"{t.day:02}",
    "D": lambda t: str(t.day),
    "EEEE": lambda t: _DAYS[t.weekday()],
    "EEE": lambda t: _DAYS[t.weekday()][:3],
    "hh": lambda t: f"{t.hour:02}",
    "h": lambda t: str(t.hour),
    "HH": lambda t: f"{_half_day(t):02}",
    "H": lambda t: str(_half_day(t)),
    "AA": lambda t: "AM" if t.hour < 12 else "PM",
    "aa": lambda t: "am" if t.hour < 12 else "pm",
    "mm": lambda t: f"{t.minute:02}",
    "m": lambda t: str(t.minute),
    "ss": lambda t: f"{t.second:02}",
    "s": lambda t: str(t.second),
    "ZZZZZ": lambda t: _offset(t, ":"),
    "ZZZZ": lambda t: _offset(t, ""),
    "ZZZ": _zone_name,
    "Z": lambda t: "Z" if not t.utcoffset() else _offset(t, ":"),
}
_TOKEN = re.compile(r"'(?P<quoted>(?:[^']|'')*)'|(?P<verb>([A-Za-z])\3*)|(?P<other>[^A-Za-z']+)", re.ASCII)


def _format(layout: str, stamp: str) -> str:
    moment = _moment(stamp)
    pieces = []
    position = 0
    while position < len(layout):
        found = _TOKEN.match(layout, position)
        if found is None:
            raise EvaluationError("a quotation in the date format is not closed")
        position = found.end()
        pieces.append(_piece(found, moment))
    return "".join(pieces)


def _piece(found: re.Match[str], moment: datetime) -> str:
    if found["quoted"] is not None:
        return found["quoted"].replace("''", "'")
    if found["other"] is not None:
        return found["other"]
    verb = _VERBS.get(found["verb"])
    if verb is None:
        raise EvaluationError(f'the date format has no verb "{found["verb"][:20]}"')
    return verb(moment)


FUNCTIONS: Mapping[str, Function] = {
    "formatdate": simple(_format, STRING, STRING, result=STRING),
    "plantimestamp": never_known("plantimestamp() is the time of the plan", STRING),
    "timeadd": simple(_add, STRING, STRING, result=STRING),
    "timecmp": simple(_compare, STRING, STRING, result=NUMBER),
    "timestamp": never_known("timestamp() is the time of the run", STRING),
}
