"""Questions about a text that may be unknown, or of which only the beginning is known."""

from __future__ import annotations

import fnmatch

from reslint.model.value import Unknown, Value

_WILDCARDS = "*?["


def starts_with(text: Value, beginning: Value) -> bool | None:
    """Whether a text begins so; decided by a known beginning too. False if either is absent."""
    if text.absent or beginning.absent:
        return False
    wanted = beginning.data
    if not isinstance(wanted, str):
        return None
    if isinstance(text.data, Unknown):
        return _by_prefix(text.data.prefix, wanted)
    return text.data.startswith(wanted) if isinstance(text.data, str) else None


def ends_with(text: Value, end: Value) -> bool | None:
    """Whether a text ends so. False if either is absent."""
    if text.absent or end.absent:
        return False
    if isinstance(text.data, str) and isinstance(end.data, str):
        return text.data.endswith(end.data)
    return None


def glob(text: Value, pattern: Value) -> bool | None:
    """Whether a whole text matches a pattern of `*`, `?` and `[…]`. False if either is absent."""
    if text.absent or pattern.absent:
        return False
    wanted = pattern.data
    if not isinstance(wanted, str):
        return None
    if isinstance(text.data, Unknown):
        return _glob_by_prefix(text.data.prefix, wanted)
    return fnmatch.fnmatchcase(text.data, wanted) if isinstance(text.data, str) else None


def _by_prefix(prefix: str, wanted: str) -> bool | None:
    if prefix.startswith(wanted):
        return True if wanted else None
    return None if wanted.startswith(prefix) else False


def _glob_by_prefix(prefix: str, pattern: str) -> bool | None:
    end = next((i for i, character in enumerate(pattern) if character in _WILDCARDS), len(pattern))
    begins = _by_prefix(prefix, pattern[:end])
    if begins is False or (end == len(pattern) and len(prefix) > end):
        return False
    return True if begins and pattern[end:] == "*" else None
