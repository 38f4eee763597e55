"""Paths as reports write them: relative to a base, with slashes, percent-encoded in URIs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

if TYPE_CHECKING:
    from pathlib import Path


def relative(path: str, base: Path) -> str:
    """The path from the base to the real file, with `/`; symbolic links are followed.

    GitHub does not resolve links and drops what it does not find in the repository.
    """
    if not path:
        return ""
    try:
        shown = os.path.relpath(os.path.realpath(path), os.path.realpath(base))
    except ValueError:  # another drive, or a null character in the path
        shown = path
    return shown.replace(os.sep, "/")


def uri(path: str) -> str:
    """A relative path as a relative URI (RFC 3986): everything but unreserved characters encoded."""
    try:
        encoded = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # not a path of this system: a name that a file only mentions
        encoded = path.encode("utf-8", "backslashreplace")
    return quote_from_bytes(encoded, safe="/-._~")


def directory_uri(base: Path) -> str:
    """A directory as a `file:` URI that ends in a slash."""
    return base.resolve().as_uri().rstrip("/") + "/"
