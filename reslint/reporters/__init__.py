"""How a report is written: one module a format, imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO

from reslint.errors import UsageError
from reslint.reporters.options import ReportOptions

if TYPE_CHECKING:
    from reslint.engine.finding import Report

REPORTERS: dict[str, str] = {
    "console": "reslint.reporters.console",
    "json": "reslint.reporters.json",
    "markdown": "reslint.reporters.markdown",
    "sarif": "reslint.reporters.sarif",
}
"""Formats by name, and the module whose `write` writes them."""


class Writer(Protocol):
    """What every reporter module exposes as `write`."""

    def __call__(self, report: Report, out: TextIO, options: ReportOptions) -> None:
        """Write the whole report."""


def writer(name: str) -> Writer:
    """The `write` function of a format. Raises `UsageError` for a name that is none."""
    if name not in REPORTERS:
        raise UsageError(f"there is no format {name!r}; choose one of {', '.join(sorted(REPORTERS))}")
    write: Writer = import_module(REPORTERS[name]).write
    return write


__all__ = ["REPORTERS", "ReportOptions", "Writer", "writer"]
