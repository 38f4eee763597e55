"""Matching of Go's regular expressions, in time proportional to text and pattern.

Rob Pike's virtual machine: all alternatives advance together, in order of preference, as
described in Russ Cox, "Regular Expression Matching: the Virtual Machine Approach"
(https://swtch.com/~rsc/regexp/regexp2.html).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from reslint.frontends.terraform.values.failures import Undecided
from reslint.frontends.terraform.values.functions.charset import WORD, CharSet
from reslint.frontends.terraform.values.functions.pattern import Node, Pattern, Position

MAX_STEPS = 500_000
"""Most steps of one call: about a second at the worst."""
MAX_PROGRAM = 10_000
"""Most instructions of a pattern."""

Captures = tuple[int, ...]
"""Start and end of the whole match and of each group; -1 for a group that took no part."""


@dataclass(slots=True)
class Step:
    """One instruction."""

    op: Literal["char", "split", "jump", "save", "at", "match"]
    chars: CharSet | None = None
    at: Position = "text-start"
    first: int = 0
    """Where to go on: preferred."""
    second: int = 0
    """Where else to go on; for `save`, the position to note."""


class Matcher:
    """A pattern made ready for matching."""

    def __init__(self, pattern: Pattern) -> None:
        self.names = pattern.names
        self._program: list[Step] = []
        self._steps = 0
        self._group(Node("group", (pattern.root,), group=0))
        self._emit(Step("match"))

    # -- compiling: each method emits code and tells whether it can match the empty string

    def _emit(self, step: Step) -> int:
        if len(self._program) >= MAX_PROGRAM:
            raise Undecided("the regular expression is too large to work with")
        self._program.append(step)
        return len(self._program) - 1

    def _compile(self, node: Node) -> bool:
        return _COMPILE[node.op](self, node)

    def _empty(self, node: Node) -> bool:
        return True

    def _char(self, node: Node) -> bool:
        self._emit(Step("char", chars=node.chars))
        return False

    def _at(self, node: Node) -> bool:
        self._emit(Step("at", at=node.at))
        return True

    def _cat(self, node: Node) -> bool:
        nullable = True
        for part in node.parts:
            nullable = self._compile(part) and nullable
        return nullable

    def _group(self, node: Node) -> bool:
        self._emit(Step("save", second=2 * node.group))
        nullable = self._compile(node.parts[0])
        self._emit(Step("save", second=2 * node.group + 1))
        return nullable

    def _alt(self, node: Node) -> bool:
        jumps = []
        nullable = False
        for part in node.parts[:-1]:
            split = self._emit(Step("split", first=len(self._program) + 1))
            nullable = self._compile(part) or nullable
            jumps.append(self._emit(Step("jump")))
            self._program[split].second = len(self._program)
        nullable = self._compile(node.parts[-1]) or nullable
        for jump in jumps:
            self._program[jump].first = len(self._program)
        return nullable

    def _repeat(self, node: Node) -> bool:
        part, low, high, greedy = node.parts[0], node.low, node.high, node.greedy
        nullable = True
        for _ in range(low if high is not None else low - 1):
            nullable = self._compile(part) and nullable
        if high is None:
            if low:
                return self._plus(part, greedy) and nullable
            self._star(part, greedy)
            return True
        self._optional(part, high - low, greedy)
        return nullable

    def _optional(self, part: Node, times: int, greedy: bool) -> None:
        """`(x(x(x)?)?)?`"""
        splits = []
        for _ in range(times):
            splits.append(self._emit(Step("split")))
            self._compile(part)
        for split in splits:
            self._branch(split, split + 1, len(self._program), greedy)

    def _plus(self, part: Node, greedy: bool) -> bool:
        start = len(self._program)
        nullable = self._compile(part)
        split = self._emit(Step("split"))
        self._branch(split, start, split + 1, greedy)
        return nullable

    def _star(self, part: Node, greedy: bool) -> None:
        split = self._emit(Step("split"))
        if self._plus(part, greedy):
            # Go takes `x*` for `(x+)?` when x can be empty, which decides between equal matches.
            self._branch(split, split + 1, len(self._program), greedy)
            return
        # Otherwise the loop goes back to the split before it.
        last = len(self._program) - 1
        self._program[last] = Step("jump", first=split)
        self._branch(split, split + 1, len(self._program), greedy)

    def _branch(self, split: int, into: int, past: int, greedy: bool) -> None:
        step = self._program[split]
        step.first, step.second = (into, past) if greedy else (past, into)

    # -- matching

    def search(self, text: str, start: int = 0) -> Captures | None:
        """The leftmost match from a position on, of those the one that Go prefers."""
        threads: dict[int, Captures] = {}
        found: Captures | None = None
        blank = (-1,) * (2 * len(self.names) + 2)
        for position in range(start, len(text) + 1):
            if found is None:
                self._follow(threads, 0, blank, text, position)
            if not threads:
                break
            self._count(len(threads))
            character = text[position : position + 1]
            following: dict[int, Captures] = {}
            for at, captures in threads.items():
                step = self._program[at]
                if step.op == "match":
                    found = captures
                    break
                if character and step.chars is not None and step.chars.matches(character):
                    self._follow(following, at + 1, captures, text, position + 1)
            threads = {at: c for at, c in following.items() if self._program[at].op in ("char", "match")}
        return found

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise Undecided("matching a regular expression takes too long")

    def _follow(
        self, threads: dict[int, Captures], at: int, captures: Captures, text: str, position: int
    ) -> None:
        """Add the threads that a place in the program leads to without taking a character."""
        stack = [(at, captures)]
        while stack:
            at, captures = stack.pop()
            if at in threads:
                continue
            self._count(1)
            threads[at] = captures
            step = self._program[at]
            if step.op == "jump":
                stack.append((step.first, captures))
            elif step.op == "split":
                stack += [(step.second, captures), (step.first, captures)]
            elif step.op == "save":
                noted = (*captures[: step.second], position, *captures[step.second + 1 :])
                stack.append((at + 1, noted))
            elif step.op == "at" and _holds(step.at, text, position):
                stack.append((at + 1, captures))

    def all_matches(self, text: str) -> Iterator[Captures]:
        """All matches, none overlapping; an empty one not right after another."""
        position, last_end = 0, -1
        while position <= len(text):
            found = self.search(text, position)
            if found is None:
                return
            if found[1] > position or found[0] != last_end:
                yield found
            position = found[1] if found[1] > position else position + 1
            last_end = found[1]


def _holds(at: Position, text: str, position: int) -> bool:
    if at == "text-start":
        return position == 0
    if at == "text-end":
        return position == len(text)
    if at == "line-start":
        return position == 0 or text[position - 1] == "\n"
    if at == "line-end":
        return position == len(text) or text[position] == "\n"
    return (_is_word(text, position - 1) != _is_word(text, position)) is (at == "word")


def _is_word(text: str, position: int) -> bool:
    return 0 <= position < len(text) and WORD.matches(text[position])


_COMPILE: dict[str, Callable[[Matcher, Node], bool]] = {
    "empty": Matcher._empty,
    "char": Matcher._char,
    "at": Matcher._at,
    "cat": Matcher._cat,
    "alt": Matcher._alt,
    "group": Matcher._group,
    "repeat": Matcher._repeat,
}
