"""Passwords that are written into URLs: no report repeats them."""

from __future__ import annotations

import re

_PASSWORD = re.compile(r"(?<=://)([^/\s:@\"']*:)([^/\s@\"']+)(?=@)")


def without_passwords(text: str) -> str:
    """The text with the password of every URL in it starred out, at the same length."""
    return _PASSWORD.sub(lambda match: match.group(1) + "*" * len(match.group(2)), text)
