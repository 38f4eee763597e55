"""What a caller decides about a report, apart from its content."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How to write a report. The defaults are those for a file or a pipe."""

    colour: bool = False
    """Whether ANSI colours are written."""
    links: bool = False
    """Whether OSC-8 hyperlinks are written; only sensible on a terminal."""
    width: int = 100
    """Columns to wrap text at."""
    verbose: bool = False
    """Whether every undecided verdict is listed, and not only counted."""
    base: Path = field(default_factory=Path.cwd)
    """Directory that paths in machine-readable reports are relative to: the root of the repository."""
    category: str = "reslint/"
    """SARIF `automationDetails.id`: the text up to the last `/` is GitHub's category."""
