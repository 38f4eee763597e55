"""Values as text: how Terraform writes numbers and booleans, and what it takes for a character."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from reslint.frontends.terraform.values.failures import Undecided
from reslint.model.value import Value


def format_number(number: int | Decimal) -> str:
    """The number as `tostring` writes it: never with an exponent."""
    if isinstance(number, int):
        return str(number)
    if number.is_infinite():
        return "+Inf" if number > 0 else "-Inf"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def scalar_text(data: object) -> str | None:
    """A known string, number or boolean as text; None for anything else."""
    if isinstance(data, str):
        return data
    if isinstance(data, bool):
        return "true" if data else "false"
    return format_number(data) if isinstance(data, int | Decimal) else None


def text_of(value: Value) -> str | None:
    """The value as a string; None when it is unknown, null or a collection."""
    return scalar_text(value.data)


_SURROGATE = re.compile("[\ud800-\udfff]")


def normal(text: str) -> str:
    """The text in Unicode normal form C, in which Terraform keeps every string.

    Halves of surrogate pairs, which no UTF-8 can hold, become U+FFFD as in Go.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))


_JOINING = ("Mn", "Me", "Mc", "Cf", "Sk")
"""Categories that may belong to the character before: marks, joiners, emoji modifiers."""


def characters(text: str) -> list[str]:
    """The text as a person counts it, in grapheme clusters.

    Raises `Undecided` for scripts and emoji whose clusters need Unicode's tables.
    """
    if text.isascii():
        return _with_line_ends(text) if "\r\n" in text else list(text)
    if "\r\n" in text or any(_may_join(c) for c in text if not c.isascii()):
        raise Undecided("the text has characters made of several code points")
    return list(text)


def _with_line_ends(text: str) -> list[str]:
    """The characters of ASCII text, in which only a CR with its LF is one."""
    lines = text.split("\r\n")
    found = list(lines[0])
    for line in lines[1:]:
        found += ["\r\n", *line]
    return found


def _may_join(character: str) -> bool:
    code = ord(character)
    if unicodedata.category(character) in _JOINING or 0x1F1E6 <= code <= 0x1F1FF:
        return True
    # Hangul letters join into syllables; prepended marks join to what follows.
    return 0x1100 <= code <= 0x11FF or 0xA960 <= code <= 0xA97F or 0xD7B0 <= code <= 0xD7FF
