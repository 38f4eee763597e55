"""`reslint rules`: the list of rules."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from reslint.errors import EXIT_OK
from reslint.reporters.rule_table import write_json, write_table
from reslint.reporters.style import ColourChoice, options_for
from reslint.rules.load import load_builtin

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command understands."""
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="json has every field of every rule"
    )


def run(arguments: argparse.Namespace) -> int:
    """List the rules, sorted by name."""
    rules = sorted(load_builtin(), key=lambda rule: rule.name)
    if arguments.format == "json":
        write_json(rules, sys.stdout)
        return EXIT_OK
    choice: ColourChoice = getattr(arguments, "color", "auto")
    write_table(rules, sys.stdout, options_for(sys.stdout, os.environ, choice))
    return EXIT_OK
