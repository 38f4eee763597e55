"""Colours and links of a terminal, and when to use them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from reslint.reporters.options import ReportOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

ColourChoice = Literal["auto", "always", "never"]

_CODES = {
    "critical": "1;35",
    "high": "1;31",
    "medium": "1;33",
    "low": "1;36",
    "info": "1;34",
    "error": "1;31",
    "warning": "1;33",
    "note": "1;34",
    "gutter": "1;34",
    "strong": "1",
    "good": "1;32",
    "quiet": "2",
}
"""ANSI SGR parameters by role (ECMA-48, section 8.3.117)."""

WIDTH = 100
"""Columns when the output is not a terminal, and the most that text is wrapped at."""


def paint(text: str, role: str, options: ReportOptions) -> str:
    """The text in the colour of a role, if colours are wanted."""
    return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if options.colour and text else text


def link(text: str, address: str, options: ReportOptions) -> str:
    """The text as an OSC-8 hyperlink, if links are wanted and there is an address."""
    if not options.links or not address:
        return text
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def wants_colour(terminal: bool, environment: Mapping[str, str], choice: ColourChoice = "auto") -> bool:
    """Whether to colour: the option, then `NO_COLOR`, `FORCE_COLOR`, `CLICOLOR_FORCE`, then the terminal.

    https://no-color.org, https://force-color.org, https://bixense.com/clicolors.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if _on(environment, "FORCE_COLOR") or _on(environment, "CLICOLOR_FORCE"):
        return True
    return terminal and not _dumb(environment) and environment.get("CLICOLOR") != "0"


def wants_links(terminal: bool, environment: Mapping[str, str]) -> bool:
    """Whether to write hyperlinks: only on a terminal that is not dumb, and not in CI."""
    return terminal and not _dumb(environment) and not environment.get("CI")


def options_for(
    out: TextIO,
    environment: Mapping[str, str],
    choice: ColourChoice = "auto",
    verbose: bool = False,
    base: Path | None = None,
) -> ReportOptions:
    """The options that suit a stream."""
    terminal = out.isatty()
    width = min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH) if terminal else WIDTH
    return ReportOptions(
        colour=wants_colour(terminal, environment, choice),
        links=wants_links(terminal, environment),
        width=max(width, 40),
        verbose=verbose,
        base=base or Path.cwd(),
    )


def _on(environment: Mapping[str, str], name: str) -> bool:
    return environment.get(name, "") not in ("", "0", "false")


def _dumb(environment: Mapping[str, str]) -> bool:
    return environment.get("TERM") == "dumb"
