"""A line on the terminal that says what a long run is doing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

QUIET_SECONDS = 1.0
"""A run shorter than this shows nothing."""
EVERY_SECONDS = 0.1
WIDTH = 78


@contextmanager
def progress_to(out: TextIO) -> Iterator[Callable[[str], None]]:
    """A function that shows what is being done, once the run takes long; the line is wiped at the end."""
    if not out.isatty():
        yield lambda _: None
        return
    begun = shown = time.monotonic()
    used = False

    def show(text: str) -> None:
        nonlocal shown, used
        now = time.monotonic()
        if now - begun > QUIET_SECONDS and now - shown > EVERY_SECONDS:
            printable = "".join(c if c.isprintable() else "?" for c in text)
            out.write("\r\x1b[K" + printable[:WIDTH])
            out.flush()
            shown, used = now, True

    try:
        yield show
    finally:
        if used:
            out.write("\r\x1b[K")
            out.flush()
