"""Reading text files: what is too large, encrypted, binary or not UTF-8 is said, not guessed."""

from __future__ import annotations

from pathlib import Path

from reslint.errors import InputError
from reslint.model.span import Source

MAX_FILE = 10_000_000
"""Bytes of the largest file that is read."""

_ENCRYPTED = b"\0GITCRYPT\0"


def read_content(path: Path, shown: str) -> bytes:
    """The bytes of a file; `shown` is its path in reports. Raises `InputError` when it cannot be read."""
    try:
        if not path.is_file():
            raise InputError(f"{shown}: not a file")
        if path.stat().st_size > MAX_FILE:
            raise InputError(f"{shown}: larger than {MAX_FILE // 1_000_000} MB")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{shown}: cannot be read: {error.strerror or error}") from error
    if content.startswith(_ENCRYPTED):
        raise InputError(f"{shown}: encrypted by git-crypt; unlock the repository to have it checked")
    return content


def decode(content: bytes, shown: str) -> str:
    """The text of a file without byte order mark. Raises `InputError` when it is not UTF-8 text."""
    if b"\0" in content[:1024]:
        raise InputError(f"{shown}: binary, not text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: not UTF-8 text (byte {error.start})") from error


def read_source(path: Path, shown: str) -> Source:
    """A text file. Raises `InputError` when it cannot be read."""
    return Source(shown, decode(read_content(path, shown), shown))
