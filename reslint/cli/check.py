"""`reslint check PATH…`: the main job."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reslint.cli import inputs
from reslint.cli.progress import progress_to
from reslint.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD, UsageError

if TYPE_CHECKING:
    from reslint.engine.finding import Report
    from reslint.reporters import ReportOptions

FORMATS = ("console", "sarif", "json", "markdown")
SEVERITIES = ("info", "low", "medium", "high", "critical")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command understands."""
    inputs.add_arguments(parser)
    rules = parser.add_argument_group("rules")
    rules.add_argument("--select", action="append", default=[], metavar="RULE", help="only this rule or failure")
    rules.add_argument("--ignore", action="append", default=[], metavar="RULE", help="not this rule or failure")
    rules.add_argument("--thorough", action="store_true", help="also the rules that are not for everyone")
    rules.add_argument("--changed-only", action="store_true",
                       help="PATHs are changed files: read whole roots, report what touches the files")  # fmt: skip
    out = parser.add_argument_group("report")
    out.add_argument("--format", choices=FORMATS, default="console", help="format of the report (console)")
    out.add_argument("--output", type=Path, metavar="FILE", help="write the report to a file")
    out.add_argument("--verbose", "-v", action="store_true", help="list what the code does not decide")
    out.add_argument("--fail-on", choices=SEVERITIES, help="lowest severity that fails the run (medium)")
    out.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    out.add_argument("--strict", action="store_true", help="exit with 3 also for modules whose code is not there")


def run(arguments: argparse.Namespace) -> int:
    """Check and report."""
    from reslint.engine.pipeline import check

    options = replace(
        inputs.options_from(arguments),
        select=tuple(arguments.select),
        ignore=tuple(arguments.ignore),
        thorough=arguments.thorough,
        changed_only=arguments.changed_only,
    )
    with progress_to(sys.stderr) as progress:
        report = check(options, progress)
    _write(arguments, report)
    return exit_code(arguments, report, arguments.fail_on or options.config.fail_on)


def _write(arguments: argparse.Namespace, report: Report) -> None:
    from reslint.reporters import writer
    from reslint.reporters.style import options_for

    write = writer(arguments.format)
    if arguments.output is None:
        write(report, sys.stdout, _with(options_for(sys.stdout, os.environ, arguments.color), arguments))
        sys.stdout.flush()
        return
    try:
        with arguments.output.open("w", encoding="utf-8") as file:
            write(report, file, _with(options_for(file, os.environ, "never"), arguments))
    except OSError as error:
        raise UsageError(f"{arguments.output}: cannot be written: {error.strerror}") from None


def _with(options: ReportOptions, arguments: argparse.Namespace) -> ReportOptions:
    return replace(options, verbose=arguments.verbose)


def exit_code(arguments: argparse.Namespace, report: Report, fail_on: str) -> int:
    """The exit code of a report: 1 before 3 before 0."""
    threshold = SEVERITIES.index(fail_on)
    if arguments.exit_zero:
        return EXIT_OK
    if any(SEVERITIES.index(finding.severity) >= threshold for finding in report.findings):
        return EXIT_FINDINGS
    unread = [n for n in report.notifications if n.level == "error"]
    opaque = [n for n in report.notifications if n.code == "opaque-module"]
    return EXIT_UNREAD if unread or (arguments.strict and opaque) else EXIT_OK
