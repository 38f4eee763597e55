"""Tokens of the Terraform language, and where strings, heredocs and `${ … }` end.

The tokens bear the terminal names of python-hcl2's grammar. They are made here and not by
lark's lexer, because what python-hcl2 misreads (`facts`: blanks after a heredoc's end marker,
comments and line ends inside expressions, strip markers, Unicode names, doubled operators)
is decided at this level, and because one regular expression is several times as fast.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_NESTING = 100
"""Brackets inside brackets; deeper text is reported, not read."""
MAX_TEMPLATES = 16
"""Templates inside interpolations inside templates; deeper text is reported, not read."""

SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What Terraform (Go's `unicode.IsSpace`) trims."""


class Broken(Exception):
    """A piece of text that is not valid: where, and what is wrong with it."""

    def __init__(self, start: int, end: int, message: str) -> None:
        super().__init__(message)
        self.start = start
        self.end = end
        self.message = message


class Token:
    """One token; the names of its attributes' aliases are those that lark's parser asks for."""

    __slots__ = ("end", "start", "type", "value")

    line = column = end_line = end_column = None

    def __init__(self, kind: str, start: int, end: int, value: object) -> None:
        self.type = kind
        self.start = start
        self.end = end
        self.value = value

    @property
    def start_pos(self) -> int:
        """Offset of the first character."""
        return self.start

    @property
    def end_pos(self) -> int:
        """Offset after the last character."""
        return self.end

    def update(self, value: object) -> Token:
        """What the post-lexer asks for when a line end stands before a binary operator."""
        return Joined(self.type, self.start, self.end, self.value)


class Joined(Token):
    """A binary operator that stands at the beginning of a line."""

    __slots__ = ()


NAME = r"[A-Za-z_\x80-\U0010ffff][\w\-\x80-\U0010ffff]*+"
"""A name, of letters of any script (checked later), for regular expressions."""

TOKEN = re.compile(
    rf"""[ \t]*+(?:
      (?P<NAME>[A-Za-z_][\w-]*+(?![\x80-\U0010ffff]|[ \t]*:))
    | (?P<NEWLINE>\r?\n(?:[ \t]*\r?\n)*+)
    | "(?P<PLAIN>[^"\\$%\n]*+)"
    | (?P<COMMENT>\#[^\n]*+|//[^\n]*+|/\*)
    | (?P<HEREDOC><<-?(?:{NAME})\r?\n)
    | (?P<UNARY>[-!](?:[ \t]*[-!])++(?!=))
    | (?P<OP>\.\.\.|\.[ \t]*\*|\[[ \t]*\*[ \t]*\]|=>|==|!=|<=|>=|&&|\|\||[-=<>?+*/%!,.(){{}}\[\]]|:(?!:))
    | (?P<NUMBER>[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)
    | (?P<WORD>{NAME}(?:\s*::\s*{NAME})*+)
    | (?P<QUOTE>")
    | (?P<OTHER>.|\r)
    | (?P<END>\Z)
    )""",
    re.VERBOSE | re.ASCII,
)

OPERATORS = {
    "=": "EQ", "=>": "FOR_OBJECT_ARROW", "==": "DOUBLE_EQ", "!=": "NEQ", "<": "LT", ">": "GT",
    "<=": "LEQ", ">=": "GEQ", "&&": "DOUBLE_AMP", "||": "DOUBLE_PIPE", "?": "QMARK", "+": "PLUS",
    "-": "MINUS", "*": "ASTERISK", "/": "SLASH", "%": "PERCENT", "!": "NOT", ",": "COMMA",
    ".": "DOT", ":": "COLON", "...": "ELLIPSIS", "(": "LPAR", ")": "RPAR", "{": "LBRACE",
    "}": "RBRACE", "[": "LSQB", "]": "RSQB", ".*": "ATTR_SPLAT", "[*]": "FULL_SPLAT_START",
}  # fmt: skip
"""Terminal of each operator and bracket."""

KEYWORDS = {
    "if": "IF", "in": "IN", "for": "FOR", "for_each": "FOR_EACH", "else": "ELSE", "endif": "ENDIF",
    "endfor": "ENDFOR", "null": "NULL", "true": "TRUE", "false": "FALSE",
}  # fmt: skip
"""Terminal of each word that the grammar names."""

WORDS = frozenset(KEYWORDS.values())
BINARY = frozenset(
    {"DOUBLE_EQ", "NEQ", "LT", "GT", "LEQ", "GEQ", "ASTERISK", "SLASH", "PERCENT"}
    | {"DOUBLE_AMP", "DOUBLE_PIPE", "PLUS", "MINUS", "QMARK", "COLON"}
)
"""Operators after which a line may not end outside brackets."""

SEQUENCE = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")
"""The beginning of an interpolation or directive; a doubled sign is an escape."""
_QUOTED = re.compile(r'\\[^\n]|(?<!\$)\$\{|(?<!%)%\{|["\n]')
_INNER = re.compile(rf'["{{}}]|#|//|/\*|<<-?(?:{NAME})\r?\n', re.ASCII)


class Heredoc(NamedTuple):
    """Where the parts of a heredoc lie."""

    body: int
    """Offset of the first body line."""
    marker_line: int
    """Offset of the line of the end marker: the end of the body."""
    end: int
    """Offset after the end marker."""
    finished: bool
    """Whether a line end follows the end marker, as Terraform demands."""


def heredoc(text: str, start: int, body: int, end: int, depth: int = 0) -> Heredoc:
    """The heredoc whose `<<` is at `start` and whose first body line is at `body`.

    A line that is only the marker ends it, unless the line lies inside `${ … }`.
    Raises `Broken` when it does not end before `end`.
    """
    marker = text[start:body].lstrip("<").removeprefix("-").rstrip("\r\n")
    position, crossed = body, start
    while position < end:
        stop = text.find("\n", position, end)
        line_end = end if stop < 0 else stop
        if text[position:line_end].strip(SPACE) == marker:
            found = text.index(marker, position)
            return Heredoc(body, position, found + len(marker), stop >= 0)
        after, opener = _line_after(text, position, line_end, end, depth)
        crossed = start if opener < 0 else opener
        if after > end and opener < 0:
            break
        position = after
    if crossed != start:
        message = f"expected '}}' to close this before the heredoc's end marker {marker[:60]}"
        raise Broken(crossed, crossed + 2, message)
    raise Broken(start, body, f"this heredoc has no line with its end marker {marker[:60]}")


def _line_after(text: str, position: int, line_end: int, end: int, depth: int) -> tuple[int, int]:
    """Where the next line begins, and the last template sequence that reaches over a line end (or -1)."""
    opener = -1
    while found := SEQUENCE.search(text, position, line_end):
        position = sequence_end(text, found.end(), end, depth + 1) + 1
        if position > line_end:
            opener = found.start()
            stop = text.find("\n", position, end)
            line_end = end if stop < 0 else stop
    return line_end + 1, opener


def heredoc_end_line(text: str, start: int, body: int, end: int) -> int:
    """Where a damaged heredoc most likely ends: after the first line that is its marker; -1 without one."""
    marker = text[start:body].lstrip("<").removeprefix("-").rstrip("\r\n")
    found = re.compile(rf"^[ \t]*{re.escape(marker)}[ \t\r]*$", re.MULTILINE).search(text, body, end)
    return found.end() if found else -1


def sequence_end(text: str, start: int, end: int, depth: int = 0) -> int:
    """Offset of the `}` that closes the `${` or `%{` which ends at `start`. Raises `Broken`."""
    if depth > MAX_TEMPLATES:
        raise Broken(start - 2, start, f"templates are nested more than {MAX_TEMPLATES} deep")
    braces, position = 0, start
    while found := _INNER.search(text, position, end):
        mark, position = found[0], found.end()
        if mark == "{":
            braces += 1
        elif mark == "}":
            if not braces:
                return found.start()
            braces -= 1
        elif mark == '"':
            position = string_end(text, position, end, depth + 1) + 1
        elif mark[0] == "<":
            position = heredoc(text, found.start(), position, end, depth + 1).end
        else:
            position = comment_end(text, found.start(), end)
    raise Broken(start - 2, start, f"expected '}}' to close this '{text[start - 2 : start]}'")


def string_end(text: str, start: int, end: int, depth: int = 0) -> int:
    """Offset of the quote that closes the string whose opening quote ends at `start`. Raises `Broken`."""
    position = start
    while found := _QUOTED.search(text, position, end):
        mark, position = found[0], found.end()
        if mark == '"':
            return found.start()
        if mark == "\n":
            message = "expected '\"' to close this string before the end of its line"
            raise Broken(start - 1, found.start(), message)
        if mark[0] != "\\":
            position = sequence_end(text, position, end, depth) + 1
    raise Broken(start - 1, start, "expected '\"' to close this string")


def comment_end(text: str, start: int, end: int) -> int:
    """Offset after the comment that begins at `start`, without its line end. Raises `Broken`."""
    if text.startswith("/*", start):
        stop = text.find("*/", start + 2, end)
        if stop < 0:
            raise Broken(start, start + 2, "expected '*/' to close this comment")
        return stop + 2
    stop = text.find("\n", start, end)
    stop = end if stop < 0 else stop
    return stop - 1 if text[stop - 1] == "\r" else stop
