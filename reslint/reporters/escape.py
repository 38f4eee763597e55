"""Text from the scanned tree as harmless text: it may try to steer terminals, browsers and runners."""

from __future__ import annotations

import re
import unicodedata
from typing import TextIO

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
"""Unicode categories that are invisible, reorder text, or mean nothing: controls, formats (all
bidirectional marks and overrides), surrogates, private use, unassigned, separators."""
_SPACES = (" ", "\u3000")
"""Separators that a reader expects: the space, and the one of East Asian texts."""

_MARKDOWN = re.compile(r"[\\`*_{}\[\]()<>#+!|&~@:$\"']|(?<=www)\.", re.IGNORECASE)
_COMMAND = re.compile(r"^((?:\s|\x1b\[[0-9;]*m)*):(?=:)")


def hidden(character: str) -> bool:
    """Whether a character must not reach a reader as it is."""
    if " " <= character <= "~" or character in _SPACES:
        return False
    return unicodedata.category(character) in _HIDDEN


def escaped(character: str) -> str:
    """A character as its code: `\\x1b`, `\\u202e`, `\\U000e0001`."""
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def plain(text: str) -> str:
    """The text on one line, with everything invisible or reordering spelled out as a code."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(escaped(c) if hidden(c) else c for c in text)


def lines(text: str) -> list[str]:
    """The lines of a text, each made `plain`; tabs become four spaces."""
    return [plain(line.expandtabs(4).rstrip()) for line in text.strip("\r\n").splitlines()]


def markdown(text: str) -> str:
    """The text so that Markdown and HTML show it letter by letter, on one line.

    Character references are never structure: CommonMark 0.31.2, section 2.5
    (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references).
    """
    return _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", plain(text))


def workflow(line: str) -> str:
    """One finished output line, so that a GitHub runner finds no command in it.

    The runner takes `::` at the beginning of a line, after blanks, and `##[` anywhere
    ("Workflow commands", https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions).
    """
    return _COMMAND.sub(r"\1\\:", line).replace("##[", "#\\#[")


def for_stream(text: str, out: TextIO) -> str:
    """The text with what the stream cannot encode spelled out as a code."""
    encoding = getattr(out, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
