"""Sets of characters in Go's regular expressions."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from reslint.frontends.terraform.values.failures import Undecided


@dataclass(frozen=True, slots=True)
class CharSet:
    """The characters that one step of a pattern matches."""

    ranges: tuple[tuple[str, str], ...] = ()
    members: tuple[CharSet, ...] = ()
    categories: tuple[str, ...] = ()
    """Beginnings of Unicode categories."""
    negated: bool = False
    fold: bool = False
    """Whether the case of letters does not matter."""

    def matches(self, character: str) -> bool:
        """Whether the character is in the set."""
        if self.fold:
            if not character.isascii():
                raise Undecided("a regular expression that ignores case meets a letter beyond ASCII")
            return any(map(self._has, (character.lower(), character.upper()))) is not self.negated
        return self._has(character) is not self.negated

    def _has(self, character: str) -> bool:
        return (
            any(low <= character <= high for low, high in self.ranges)
            or any(member.matches(character) for member in self.members)
            or any(unicodedata.category(character).startswith(c) for c in self.categories)
        )


DIGIT = CharSet((("0", "9"),))
WORD = CharSet((("0", "9"), ("A", "Z"), ("_", "_"), ("a", "z")))
SPACE = CharSet((("\t", "\n"), ("\f", "\r"), (" ", " ")))
PERL: Mapping[str, CharSet] = {"d": DIGIT, "w": WORD, "s": SPACE}
"""`\\d`, `\\w`, `\\s`: ASCII only."""
POSIX: Mapping[str, CharSet] = {
    "alnum": CharSet((("0", "9"), ("A", "Z"), ("a", "z"))),
    "alpha": CharSet((("A", "Z"), ("a", "z"))),
    "ascii": CharSet((("\0", "\x7f"),)),
    "blank": CharSet((("\t", "\t"), (" ", " "))),
    "cntrl": CharSet((("\0", "\x1f"), ("\x7f", "\x7f"))),
    "digit": DIGIT,
    "graph": CharSet((("!", "~"),)),
    "lower": CharSet((("a", "z"),)),
    "print": CharSet(((" ", "~"),)),
    "punct": CharSet((("!", "/"), (":", "@"), ("[", "`"), ("{", "~"))),
    "space": CharSet((("\t", "\r"), (" ", " "))),
    "upper": CharSet((("A", "Z"),)),
    "word": WORD,
    "xdigit": CharSet((("0", "9"), ("A", "F"), ("a", "f"))),
}
"""`[:alpha:]` and its like."""
