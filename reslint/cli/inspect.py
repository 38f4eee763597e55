"""`reslint inspect PATH…`: what reslint understood, for people who doubt it and tools that use it."""

from __future__ import annotations

import argparse
import json
import sys

from reslint.cli import inputs
from reslint.errors import EXIT_OK, EXIT_UNREAD


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command understands."""
    inputs.add_arguments(parser)
    parser.add_argument("--format", choices=("json", "table"), default="table", help="format (table)")


def run(arguments: argparse.Namespace) -> int:
    """Read everything and print it."""
    from reslint.cli.progress import progress_to
    from reslint.engine.inspect import understood
    from reslint.engine.run import Run

    options = inputs.options_from(arguments)
    with progress_to(sys.stderr) as progress:
        view = understood(Run(options, progress))
    if arguments.format == "json":
        json.dump(view, sys.stdout, indent=2, ensure_ascii=False)
        print()
    else:
        _table(view)
    unread = any(n["level"] == "error" for n in view["notifications"])
    return EXIT_UNREAD if unread else EXIT_OK


def _table(view: dict) -> None:  # type: ignore[type-arg]
    """One line for each resource: kind, address, Region and zones, place in the files."""
    from reslint.reporters.escape import plain

    rows = [("KIND", "ADDRESS", "REGION", "ZONES", "WHERE")]
    for r in view["resources"]:
        region = r["region"] if isinstance(r["region"], str) else "-" if r["region"] is None else "?"
        zones = r["zones"]["count"] if r["zones"] and r["region"] is not None else "-"
        rows.append((r["kind"] or "-", r["address"], region, zones, f"{r['file']}:{r['line']}"))
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[4]]))
    for n in view["notifications"]:
        place = ":".join(plain(str(n[part])) for part in ("file", "line", "column") if n[part])
        print(f"{place + ': ' if place else ''}{n['level']}: {plain(n['message'])}")
