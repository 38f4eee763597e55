"""The token stream of a range of text, in the terminals of python-hcl2's grammar.

Strings and heredocs arrive as one finished node inside their token: the grammar never looks
into them. Line ends are tokens only where Terraform gives them a meaning: not inside
parentheses, brackets, `for` objects and interpolations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from reslint.frontends.terraform.syntax import template
from reslint.frontends.terraform.syntax.tokens import (
    BINARY,
    KEYWORDS,
    MAX_NESTING,
    OPERATORS,
    TOKEN,
    WORDS,
    Broken,
    Joined,
    Token,
    comment_end,
    heredoc,
    string_end,
)

_FOR_AHEAD = re.compile(r"(?:\s|#[^\n]*\n|//[^\n]*\n|/\*.*?\*/)*+for(?![\w-])", re.DOTALL)
_CALL_AHEAD = re.compile(r"\s*\(")
_BEFORE_BLOCK = frozenset({"NAME", "DBLQUOTE"}) | (WORDS - {"IN"})
_ENDS_OPERAND = frozenset(
    {"NAME", "INT_LITERAL", "FLOAT_LITERAL", "RPAR", "RSQB", "RBRACE", "DBLQUOTE", "HEREDOC_TEMPLATE"}
    | {"HEREDOC_TEMPLATE_TRIM", "ATTR_SPLAT", "FULL_SPLAT_START", "NULL", "TRUE", "FALSE"}
)
States = Mapping[int, Mapping[str, object]]
_CLOSERS = {"RPAR": "(", "RSQB": "[", "RBRACE": "{"}
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_OPENERS = ("LPAR", "LSQB", "LBRACE")


class Reading(template.Expressions):
    """What is known while one text is read; the parser adds `expression`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        """How many templates are open."""
        self.comments: list[list[Any]] = []
        self.problems: list[list[Any]] = []
        """What Terraform would refuse but can be read: `[start, end, message]`."""


class Lexer:
    """The tokens of one range, in order."""

    def __init__(self, reading: Reading, start: int, end: int, newlines: bool) -> None:
        """`newlines`: whether line ends mean something at the outermost level of the range."""
        self._reading = reading
        self._start = start
        self._end = end
        self._newlines = newlines
        self._open: list[tuple[bool, int]] = []
        self._previous = ""
        self._after = start

    def tokens(self) -> Iterator[Token]:
        """The tokens. Raises `Broken`."""
        text, end, match = self._reading.text, self._end, TOKEN.match
        position = self._start
        while True:
            found = match(text, position, end)
            assert found is not None, "the pattern takes any character"
            kind: str = found.lastgroup or ""
            start, position = found.span(kind)
            if kind == "NAME":
                value = found[kind]
                self._previous = terminal = KEYWORDS.get(value, "NAME")
                yield Token(terminal, start, position, value)
            elif kind == "OP":
                yield self._operator(found[kind], start, position)
            elif kind == "NEWLINE":
                if self._newlines:
                    yield Token("NL_OR_COMMENT", start, position, "\n")
            elif kind == "PLAIN":
                position += 1
                yield from self._string(["lit", start - 1, position, found[kind]])
            elif kind == "END":
                break
            else:
                yield from self._rare(kind, start, position)
                position = self._after
        if self._open:
            opener = self._open[-1][1]
            sign = text[opener]
            raise Broken(opener, opener + 1, f"expected '{_CLOSING[sign]}' to close this '{sign}'")

    def _string(self, node: list[Any]) -> Iterator[Token]:
        """A string is an empty pair of quotes for the grammar; the first carries the node."""
        start, end = node[1], node[2]
        self._previous = "DBLQUOTE"
        yield Token("DBLQUOTE", start, end, node)
        yield Token("DBLQUOTE", end, end, None)

    def _operator(self, sign: str, start: int, end: int) -> Token:
        kind = OPERATORS.get(sign) or OPERATORS["".join(sign.split())]
        value: object = sign
        if kind in _OPENERS:
            if kind == "LBRACE":
                value = self._reading.text
            self._opened(kind, start, end)
        elif kind in _CLOSERS:
            self._closed(sign, _CLOSERS[kind], start)
        self._previous = kind
        return Token(kind, start, end, value)

    def _opened(self, kind: str, start: int, end: int) -> None:
        if len(self._open) >= MAX_NESTING:
            raise Broken(start, end, f"brackets are nested more than {MAX_NESTING} deep")
        self._open.append((self._newlines, start))
        if kind != "LBRACE":
            self._newlines = False
        elif self._newlines and self._previous in _BEFORE_BLOCK:
            self._newlines = True
        else:
            self._newlines = not _FOR_AHEAD.match(self._reading.text, end, self._end)

    def _closed(self, sign: str, opener: str, start: int) -> None:
        if not self._open:
            raise Broken(start, start + 1, f"this '{sign}' closes nothing")
        self._newlines, place = self._open.pop()
        actual = self._reading.text[place]
        if actual != opener:
            raise Broken(start, start + 1, f"expected '{_CLOSING[actual]}', found '{sign}'")

    def _rare(self, kind: str, start: int, end: int) -> Iterator[Token]:
        """Everything that is not a name, operator, line end or plain string."""
        self._after = end
        text = self._reading.text
        if kind == "NUMBER":
            self._previous = "INT_LITERAL" if text[start:end].isdigit() else "FLOAT_LITERAL"
            yield Token(self._previous, start, end, text[start:end])
        elif kind == "COMMENT":
            self._after = comment_end(text, start, self._end)
            self._reading.comments.append([start, self._after, text[start : self._after]])
        elif kind == "QUOTE":
            self._after = string_end(text, end, self._end, self._reading.depth) + 1
            yield from self._string(template.quoted(self._reading, start, self._after))
        elif kind == "HEREDOC":
            yield self._heredoc(start, end)
        elif kind == "UNARY":
            yield from self._signs(start, end)
        elif kind == "WORD":
            yield self._word(start, end)
        else:
            raise Broken(start, end, f"unexpected character {text[start:end]!r}")

    def _heredoc(self, start: int, body: int) -> Token:
        reading = self._reading
        found = heredoc(reading.text, start, body, self._end, reading.depth)
        if not found.finished:
            message = "expected a new line after the heredoc's end marker"
            reading.problems.append([found.end - 1, found.end, message])
        node = template.heredoc(reading, start, body, found.marker_line, found.end)
        indented = reading.text.startswith("<<-", start)
        self._previous = "HEREDOC_TEMPLATE_TRIM" if indented else "HEREDOC_TEMPLATE"
        self._after = found.end
        return Token(self._previous, start, found.end, node)

    def _signs(self, start: int, end: int) -> Iterator[Token]:
        """Several `-` and `!` in a row: the grammar knows one unary operator, so they become one."""
        text = self._reading.text
        signs = [(offset, text[offset]) for offset in range(start, end) if text[offset] in "-!"]
        if self._previous in _ENDS_OPERAND and signs[0][1] == "-":
            yield Token("MINUS", start, start + 1, "-")
            signs = signs[1:]
        first, last = signs[0][0], signs[-1]
        self._previous = OPERATORS[last[1]]
        yield Token(self._previous, first, end, signs if len(signs) > 1 else last[1])

    def _word(self, start: int, end: int) -> Token:
        """A name that is not plain ASCII, stands before a colon, or has parts (`core::max`)."""
        text = self._reading.text
        word = text[start:end]
        parts = [part.strip(" \t\r\n") for part in word.split("::")]
        bad = next((p for p in parts if not p.replace("-", "_").isidentifier()), None)
        if bad is not None:
            raise Broken(start, end, f"{bad[:60]!r} is not a name")
        if len(parts) > 1 and ((self._newlines and "\n" in word) or not _CALL_AHEAD.match(text, end)):
            raise Broken(start, end, f"expected '(' after the function name {word[:60]}")
        self._previous = KEYWORDS.get(word, "NAME")
        return Token(self._previous, start, end, word)


class ParserState(Protocol):
    """The part of lark's parser state that decides what a word is."""

    state_stack: list[int]


class Feed:
    """The tokens as lark's parser takes them: words of the grammar are names where no keyword fits."""

    def __init__(self, stream: Iterator[Token], states: States, reading: Reading) -> None:
        """`stream` is what the post-lexer made; `states` are the parser's tables."""
        self._stream = stream
        self._states = states
        self._reading = reading

    def lex(self, state: ParserState) -> Iterator[Token]:
        """The tokens; `state` is the parser's, as it changes with every token."""
        stack, states, previous = state.state_stack, self._states, ""
        for token in self._stream:
            kind = token.type
            if kind in WORDS and kind not in states[stack[-1]]:
                token.type = "NAME"
            elif (kind == "NL_OR_COMMENT" and previous in BINARY) or type(token) is Joined:
                message = "an expression over several lines must stand in parentheses"
                self._reading.problems.append([token.start, token.start + 1, message])
            previous = kind
            yield token
