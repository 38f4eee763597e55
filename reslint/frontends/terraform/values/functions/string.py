"""Functions of strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote_plus

from reslint.frontends.terraform.values.arithmetic import Number, whole
from reslint.frontends.terraform.values.bounds import MAX_TEXT
from reslint.frontends.terraform.values.constraint import BOOL, NUMBER, STRING, list_of
from reslint.frontends.terraform.values.derive import derived, first_unknown, undecided
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Call, Function, function, simple
from reslint.frontends.terraform.values.functions.formatting import FORMATTING
from reslint.frontends.terraform.values.functions.matching import MATCHING, replace_pattern
from reslint.frontends.terraform.values.text import characters, normal
from reslint.model.value import Value

SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Go takes for white space."""


def _each(change: Callable[[str], str]) -> Callable[[str], str]:
    """Change a text character by character, as Go does: what would become longer stays."""

    def one(character: str) -> str:
        changed = change(character)
        return changed if len(changed) == 1 else character

    return lambda text: change(text) if text.isascii() else normal("".join(map(one, text)))


def _lower_one(text: str) -> str:
    return text.replace("\u0130", "i").lower()


def _cased(change: Callable[[str], str]) -> Function:
    """A change of case: what is known of the beginning stays known."""
    work_out = _each(change)

    def implement(call: Call) -> Value:
        value = call.args[0]
        if value.unknown:
            prefix = work_out(value.unknown.prefix) if value.unknown.prefix.isascii() else ""
            return undecided(value.unknown, call.span, value, prefix=prefix, kind=STRING)
        return derived(work_out(str(value.data)), call.span, value)

    return function(implement, STRING, result=STRING)


def _title(text: str) -> str:
    """The text with the first letter of each word in title case."""
    before = " "
    found = []
    for character in text:
        titled = character.title() if _separates(before) else character
        found.append(titled if len(titled) == 1 else character)
        before = character
    return normal("".join(found))


def _separates(character: str) -> bool:
    if character.isascii():
        return not (character.isalnum() or character == "_")
    return character in SPACE


def _starts(call: Call) -> Value:
    value, prefix = call.args
    if value.unknown and prefix.known:
        start, wanted = value.unknown.prefix, str(prefix.data)
        if start.startswith(wanted):
            return derived(True, call.span, *call.args)
        if not wanted.startswith(start):
            return derived(False, call.span, *call.args)
    unknown = value.unknown or prefix.unknown
    if unknown is not None:
        return undecided(unknown, call.span, *call.args, kind=BOOL)
    return derived(str(value.data).startswith(str(prefix.data)), call.span, *call.args)


def _contains(call: Call) -> Value:
    value, wanted = call.args
    if value.unknown and wanted.known and str(wanted.data) in value.unknown.prefix:
        return derived(True, call.span, *call.args)
    unknown = value.unknown or wanted.unknown
    if unknown is not None:
        return undecided(unknown, call.span, *call.args, kind=BOOL)
    return derived(str(wanted.data) in str(value.data), call.span, *call.args)


def _reverse(text: str) -> str:
    return normal("".join(reversed(characters(text))))


def _substring(text: str, offset: Number, length: Number) -> str:
    start, count = whole(offset, "the offset"), whole(length, "the length")
    found = characters(text)
    if start < 0:
        start = max(start + len(found), 0)
    return "".join(found[start:] if count < 0 else found[start : start + count])


def _indent(spaces: Number, text: str) -> str:
    count = whole(spaces, "the number of spaces")
    if count < 0:
        raise EvaluationError("the number of spaces must not be negative")
    if count * text.count("\n") > MAX_TEXT:
        raise Undecided("the text is longer than a million characters")
    return text.replace("\n", "\n" + " " * count)


def _replace(text: str, wanted: str, replacement: str) -> str:
    # Terraform: between slashes, the text to replace is a regular expression.
    if len(wanted) > 1 and wanted.startswith("/") and wanted.endswith("/"):
        return normal(replace_pattern(text, wanted[1:-1], replacement))
    if len(text) + (text.count(wanted) + 1) * len(replacement) > MAX_TEXT:
        raise Undecided("the text is longer than a million characters")
    return normal(text.replace(wanted, replacement))


# -- lists of strings --------------------------------------------------------------------------


def _join(call: Call) -> Value:
    from reslint.frontends.terraform.values.operators import template

    if len(call.args) < 2:
        raise EvaluationError("at least one list is needed")
    separator = call.args[0]
    items = [item for a in call.args[1:] for item in a.items]
    if any(item.absent for item in items):
        raise EvaluationError("an element is null")
    unknown = first_unknown(*call.args)
    if unknown is None:
        texts = [str(item.data) for item in items]
        if sum(map(len, texts)) + len(str(separator.data)) * len(texts) > MAX_TEXT:
            raise Undecided("the text is longer than a million characters")
        return derived(normal(str(separator.data).join(texts)), call.span, *call.args)
    if separator.unknown or any(not a.known or _open(a) for a in call.args[1:]):
        return undecided(unknown, call.span, *call.args, kind=STRING)
    made = template(_alternating(items, separator), call.span)
    return derived(made.data, call.span, *call.args)


def _open(value: Value) -> bool:
    """Whether items or their order are not decided."""
    data = value.data
    return getattr(data, "rest", None) is not None or getattr(data, "shape", "") == "set"


def _alternating(items: Sequence[Value], separator: Value) -> list[Value]:
    parts = [part for item in items for part in (separator, item)]
    return parts[1:]


def _split(separator: str, text: str) -> list[str]:
    if not separator:
        return list(text)
    return text.split(separator)


def _trimmed(cut: Callable[[str, str], str]) -> Function:
    return simple(cut, STRING, STRING, result=STRING)


FUNCTIONS: Mapping[str, Function] = {
    **FORMATTING,
    **MATCHING,
    "chomp": simple(lambda text: re.sub(r"(?:\r\n?|\n)+\Z", "", text), STRING, result=STRING),
    "endswith": simple(str.endswith, STRING, STRING, result=BOOL),
    "indent": simple(_indent, NUMBER, STRING, result=STRING),
    "join": function(_join, STRING, variadic=list_of(STRING), result=STRING),
    "lower": _cased(_lower_one),
    "replace": simple(_replace, STRING, STRING, STRING, result=STRING),
    "split": simple(_split, STRING, STRING, result=list_of(STRING)),
    "startswith": function(_starts, STRING, STRING, result=BOOL),
    "strcontains": function(_contains, STRING, STRING, result=BOOL),
    "strrev": simple(_reverse, STRING, result=STRING),
    "substr": simple(_substring, STRING, NUMBER, NUMBER, result=STRING),
    "title": simple(_title, STRING, result=STRING),
    "trim": _trimmed(lambda text, cutset: text.strip(cutset) if cutset else text),
    "trimprefix": _trimmed(str.removeprefix),
    "trimspace": simple(lambda text: text.strip(SPACE), STRING, result=STRING),
    "trimsuffix": _trimmed(str.removesuffix),
    "upper": _cased(str.upper),
    "urlencode": simple(lambda text: quote_plus(text, safe=""), STRING, result=STRING),
}
