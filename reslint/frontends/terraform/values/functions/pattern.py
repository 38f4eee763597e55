"""The syntax of Go's regular expressions (RE2): text to a tree.

Python's own `re` reads and matches some patterns differently, and can run for ever; this
reader and `machine.py` do neither. The syntax is https://github.com/google/re2/wiki/Syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.charset import PERL, POSIX, CharSet

MAX_REPEAT = 1_000
"""Greatest repeat count, nested counts multiplied (Go's own limit)."""
MAX_PATTERN = 5_000
"""Longest pattern that is read."""
MAX_NESTING = 100
"""Deepest nesting of groups."""

Position = Literal["text-start", "text-end", "line-start", "line-end", "word", "no-word"]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a pattern."""

    op: Literal["empty", "char", "at", "cat", "alt", "group", "repeat"]
    parts: tuple[Node, ...] = ()
    chars: CharSet | None = None
    at: Position = "text-start"
    group: int = 0
    low: int = 0
    high: int | None = None
    greedy: bool = True


@dataclass(slots=True)
class Pattern:
    """A pattern that was read."""

    root: Node
    names: list[str] = field(default_factory=list)
    """Names of the capture groups, in order; empty for those without one."""


_CONTROL = {"a": "\a", "f": "\f", "t": "\t", "n": "\n", "r": "\r", "v": "\v"}
_PLACES: dict[str, Position] = {"A": "text-start", "z": "text-end", "b": "word", "B": "no-word"}
_CATEGORY = re.compile(r"(?:L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cf]?)")
_COUNT = re.compile(r"\{([0-9]+)(,([0-9]*))?\}", re.ASCII)
_GROUP = re.compile(r"\?(?:P?<(?P<name>[^>]*)>|(?P<flags>[imsU]*(?:-[imsU]+)?)(?P<end>[:)]))", re.ASCII)


def parse_pattern(text: str) -> Pattern:
    """Read a pattern. Raises `EvaluationError` for one that Go refuses, `Undecided` for one not read here."""
    if len(text) > MAX_PATTERN:
        raise Undecided("the regular expression is too long")
    reader = _Reader(text)
    root = reader.alternatives(frozenset(), 0)
    if reader.position < len(text):
        raise EvaluationError("the regular expression has an unexpected )")
    return Pattern(root, reader.names)


def char(chars: CharSet) -> Node:
    """A step that matches one character."""
    return Node("char", chars=chars)


Flags = frozenset[str]


class _Reader:
    """Reads a pattern from left to right; `flags` are those in force at each place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.names: list[str] = []

    def fail(self, problem: str) -> EvaluationError:
        return EvaluationError(f"the regular expression is not valid: {problem}")

    def ahead(self, count: int = 1) -> str:
        return self.text[self.position : self.position + count]

    def take(self, count: int = 1) -> str:
        taken = self.ahead(count)
        self.position += count
        return taken

    def alternatives(self, flags: Flags, depth: int) -> Node:
        if depth > MAX_NESTING:
            raise Undecided("the regular expression is nested too deeply")
        branches: list[Node] = []
        items: list[Node] = []
        repeated = False
        while self.position < len(self.text) and self.ahead() != ")":
            if self.ahead() == "|":
                self.take()
                branches.append(Node("cat", tuple(items)))
                items, repeated = [], False
            elif (bounds := self._repetition()) is not None:
                if not items:
                    raise self.fail("a repetition has nothing to repeat")
                if repeated:
                    raise self.fail("a repetition is repeated")
                items[-1] = self._repeat(items[-1], bounds, flags)
                repeated = True
            else:
                made, flags = self._item(flags, depth)
                items += made
                repeated = False
        branches.append(Node("cat", tuple(items)))
        return branches[0] if len(branches) == 1 else Node("alt", tuple(branches))

    # -- repetition

    def _repetition(self) -> tuple[int, int | None] | None:
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if self.ahead() in simple:
            return simple[self.take()]
        found = _COUNT.match(self.text, self.position) if self.ahead() == "{" else None
        if found is None:
            return None
        self.position = found.end()
        if any(len(n or "") > 4 for n in found.group(1, 3)):
            raise self.fail("a repeat count is too large")
        low = int(found[1])
        return low, (low if found[2] is None else int(found[3]) if found[3] else None)

    def _repeat(self, node: Node, bounds: tuple[int, int | None], flags: Flags) -> Node:
        low, high = bounds
        greedy = "U" not in flags
        if self.ahead() == "?":
            self.take()
            greedy = not greedy
        made = Node("repeat", (node,), low=low, high=high, greedy=greedy)
        if (high is not None and low > high) or not _countable(made, MAX_REPEAT):
            raise self.fail("a repeat count is not valid")
        return made

    # -- items

    def _item(self, flags: Flags, depth: int) -> tuple[list[Node], Flags]:
        character = self.take()
        if character == "(":
            return self._group(flags, depth)
        if character == "[":
            return [char(self._class(flags))], flags
        if character == "\\":
            return self._escaped(flags), flags
        if character == ".":
            newline = () if "s" in flags else (("\n", "\n"),)
            return [char(CharSet(newline, negated=True))], flags
        if character in "^$":
            where = "start" if character == "^" else "end"
            return [Node("at", at=("line-" if "m" in flags else "text-") + where)], flags  # type: ignore[arg-type]
        return [char(self._literal(character, flags))], flags

    def _literal(self, character: str, flags: Flags) -> CharSet:
        return self._folded(CharSet(((character, character),)), flags)

    def _folded(self, chars: CharSet, flags: Flags) -> CharSet:
        if "i" not in flags:
            return chars
        if any(not edge.isascii() for pair in chars.ranges for edge in pair):
            raise Undecided("a regular expression ignores the case of letters beyond ASCII")
        return CharSet(chars.ranges, chars.members, chars.categories, chars.negated, True)

    def _group(self, flags: Flags, depth: int) -> tuple[list[Node], Flags]:
        if self.ahead() != "?":
            return [self._capture("", flags, depth)], flags
        found = _GROUP.match(self.text, self.position)
        if found is None:
            raise self.fail(f"({self.ahead(3)} is not supported")
        self.position = found.end()
        if found["name"] is not None:
            if not re.fullmatch(r"\w+", found["name"], re.ASCII):
                raise self.fail("the name of a group is not valid")
            return [self._capture(found["name"], flags, depth)], flags
        inner = _changed(flags, found["flags"])
        if found["end"] == ")":
            return [], inner
        return [self._closed(self.alternatives(inner, depth + 1))], flags

    def _capture(self, name: str, flags: Flags, depth: int) -> Node:
        self.names.append(name)
        number = len(self.names)
        return Node("group", (self._closed(self.alternatives(flags, depth + 1)),), group=number)

    def _closed(self, node: Node) -> Node:
        if self.take() != ")":
            raise self.fail("a ) is missing")
        return node

    # -- escapes

    def _escaped(self, flags: Flags) -> list[Node]:
        letter = self.ahead()
        if letter == "Q":
            self.take()
            quoted, _, _ = self.text[self.position :].partition("\\E")
            self.position = min(self.position + len(quoted) + 2, len(self.text))
            return [char(self._literal(c, flags)) for c in quoted]
        if letter in _PLACES:
            self.take()
            return [Node("at", at=_PLACES[letter])]
        found = self._set_escape()
        if found is not None:
            return [char(self._folded(found, flags) if found.categories else found)]
        return [char(self._literal(self._character_escape(), flags))]

    def _set_escape(self) -> CharSet | None:
        """`\\d`, `\\pL` and their like, after the backslash."""
        letter = self.ahead()
        if letter and letter.lower() in PERL:
            self.take()
            return CharSet(members=(PERL[letter.lower()],), negated=letter.isupper())
        if letter in ("p", "P"):
            self.take()
            return self._category(letter == "P")
        return None

    def _category(self, negated: bool) -> CharSet:
        name = self.take()
        if name == "{":
            name, brace, _ = self.text[self.position :].partition("}")
            self.position += len(name) + 1
            if not brace:
                raise self.fail("a } is missing")
        if name.startswith("^"):
            name, negated = name[1:], not negated
        if not _CATEGORY.fullmatch(name):
            raise Undecided(f"the class \\p{{{name[:20]}}} of a regular expression is not known here")
        return CharSet(categories=(name,), negated=negated)

    def _character_escape(self) -> str:
        """One character, after the backslash."""
        letter = self.take()
        if letter in _CONTROL:
            return _CONTROL[letter]
        if letter == "x":
            return self._hexadecimal()
        octal = re.compile("0[0-7]{0,2}|[1-7][0-7]{1,2}", re.ASCII).match(self.text, self.position - 1)
        if octal is not None:
            self.position = octal.end()
            return chr(int(octal[0], 8))
        if not letter or not letter.isascii() or letter.isalnum():
            raise self.fail(f"\\{letter} is not supported")
        return letter

    def _hexadecimal(self) -> str:
        found = re.compile(r"\{([0-9A-Fa-f]{1,8})\}|([0-9A-Fa-f]{2})").match(self.text, self.position)
        if found is None or int(found[1] or found[2], 16) > 0x10FFFF:
            raise self.fail("a \\x is not valid")
        self.position = found.end()
        return chr(int(found[1] or found[2], 16))

    # -- classes

    def _class(self, flags: Flags) -> CharSet:
        negated = self.ahead() == "^"
        self.take(int(negated))
        ranges: list[tuple[str, str]] = []
        members: list[CharSet] = []
        first = True
        while first or self.ahead() != "]":
            first = False
            if not self.ahead():
                raise self.fail("a ] is missing")
            member = self._class_member()
            if member is not None:
                members.append(self._folded(member, flags) if member.categories else member)
            else:
                ranges.append(self._range())
        self.take()
        if "i" in flags:
            members = [self._folded(m, flags) for m in members]
        return self._folded(CharSet(tuple(ranges), tuple(members), negated=negated), flags)

    def _class_member(self) -> CharSet | None:
        if self.ahead(2) == "[:":
            name, end, _ = self.text[self.position + 2 :].partition(":]")
            if end:
                return self._posix(name)
        if self.ahead() != "\\":
            return None
        self.take()
        found = self._set_escape()
        if found is None:
            self.position -= 1
        return found

    def _posix(self, name: str) -> CharSet:
        self.position += len(name) + 4
        bare = name.removeprefix("^")
        if bare not in POSIX:
            raise self.fail(f"there is no class [:{bare[:20]}:]")
        return CharSet(members=(POSIX[bare],), negated=name != bare)

    def _range(self) -> tuple[str, str]:
        low = self._class_character()
        if self.ahead() != "-" or self.ahead(2) in ("-", "-]"):
            return low, low
        self.take()
        high = self._class_character()
        if low > high:
            raise self.fail(f"the range {low}-{high} is empty")
        return low, high

    def _class_character(self) -> str:
        character = self.take()
        if not character:
            raise self.fail("a ] is missing")
        return self._character_escape() if character == "\\" else character


def _changed(flags: Flags, change: str) -> Flags:
    on, _, off = change.partition("-")
    return (flags | set(on)) - set(off)


def _countable(node: Node, most: int) -> bool:
    """Whether repeat counts, nested ones multiplied, keep within the limit."""
    if node.op == "repeat":
        count = node.low if node.high is None else node.high
        if count > most:
            return False
        most = most // count if count else most
    return all(_countable(part, most) for part in node.parts)
