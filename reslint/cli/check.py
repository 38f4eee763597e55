"""`reslint check PATH…`: the main job."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reslint.cli import inputs
from reslint.cli.progress import progress_to
from reslint.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD, UsageError
from reslint.rules.rule import SEVERITIES

if TYPE_CHECKING:
    from reslint.engine.finding import Report
    from reslint.reporters.style import ColourChoice

FORMATS = ("console", "json", "markdown", "sarif")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command understands."""
    inputs.add_arguments(parser)
    rules = parser.add_argument_group("rules")
    rules.add_argument(
        "--select", action="append", default=[], metavar="RULE", help="only this rule or failure"
    )
    rules.add_argument(
        "--ignore", action="append", default=[], metavar="RULE", help="not this rule or failure"
    )
    rules.add_argument("--thorough", action="store_true", help="also the rules that are not for everyone")
    rules.add_argument("--changed-only", action="store_true",
                       help="PATHs are changed files: report what touches them")  # fmt: skip
    out = parser.add_argument_group("report")
    out.add_argument(
        "--format", choices=tuple(FORMATS), default="console", help="format of the report (console)"
    )
    out.add_argument("--output", type=inputs.given_path, metavar="FILE", help="write the report to a file")
    out.add_argument("--also", action="append", default=[], metavar="FORMAT=FILE", type=_also,
                     help="write the report to a file in another format, too")  # fmt: skip
    out.add_argument("--verbose", "-v", action="store_true", help="list what the code does not decide")
    out.add_argument("--fail-on", choices=SEVERITIES, help="lowest severity that fails the run (medium)")
    out.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    out.add_argument(
        "--strict", action="store_true", help="exit with 3 also for modules whose code is not there"
    )


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


def _also(text: str) -> tuple[str, Path]:
    """The argument of `--also`."""
    name, equals, file = text.partition("=")
    if name not in FORMATS or not equals or not file:
        raise argparse.ArgumentTypeError(f"expected FORMAT=FILE with one of {', '.join(FORMATS)}, not {text}")
    return name, Path(file)


def _write(arguments: argparse.Namespace, report: Report) -> None:
    """Write the report wherever it is wanted."""
    if arguments.output is None:
        _to_stream(arguments, report, arguments.format, sys.stdout, arguments.color)
        sys.stdout.flush()
    else:
        _to_file(arguments, report, arguments.format, arguments.output)
    for name, file in arguments.also:
        _to_file(arguments, report, name, file)


def _to_file(arguments: argparse.Namespace, report: Report, name: str, file: Path) -> None:
    try:
        with file.open("w", encoding="utf-8") as out:
            _to_stream(arguments, report, name, out, "never")
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from None


def _to_stream(
    arguments: argparse.Namespace, report: Report, name: str, out: TextIO, color: ColourChoice
) -> None:
    from reslint.files.paths import repository_of
    from reslint.reporters import writer
    from reslint.reporters.style import options_for

    options = options_for(out, os.environ, color, verbose=arguments.verbose, base=repository_of(Path.cwd()))
    writer(name)(report, out, options)


def exit_code(arguments: argparse.Namespace, report: Report, fail_on: str) -> int:
    """The exit code of a report: 1 before 3 before 0."""
    threshold = SEVERITIES.index(fail_on)
    if arguments.exit_zero:
        return EXIT_OK
    if any(SEVERITIES.index(finding.severity) >= threshold for finding in report.findings):
        return EXIT_FINDINGS
    unread = [n for n in report.notifications if n.level == "error"]
    opaque = [n for n in report.notifications if n.code in ("opaque-module", "module-not-read")]
    return EXIT_UNREAD if unread or (arguments.strict and opaque) else EXIT_OK
