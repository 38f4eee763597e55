"""`reslint explain NAME`: one rule, with everything that its file says."""

from __future__ import annotations

import difflib
import os
import sys
from typing import TYPE_CHECKING

from reslint.errors import EXIT_OK, UsageError
from reslint.reporters import explain
from reslint.reporters.style import ColourChoice, options_for
from reslint.rules.load import load_builtin

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from reslint.rules.rule import Rule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command understands."""
    parser.add_argument("name", metavar="NAME", help="name of the rule, for example database-single-zone")


def run(arguments: argparse.Namespace) -> int:
    """Explain the rule. Raises `UsageError` when there is none of that name."""
    rule = named(arguments.name, load_builtin())
    choice: ColourChoice = getattr(arguments, "color", "auto")
    explain.write(rule, sys.stdout, options_for(sys.stdout, os.environ, choice))
    return EXIT_OK


def named(name: str, rules: Sequence[Rule]) -> Rule:
    """The rule of this name, present or former. Raises `UsageError` with the nearest names."""
    for rule in rules:
        if rule.answers_to(name):
            return rule
    known = {entry: rule.name for rule in rules for entry in (rule.name, *rule.aliases)}
    near = dict.fromkeys(known[entry] for entry in difflib.get_close_matches(name, known, n=3, cutoff=0.6))
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `reslint rules` lists them all"
    raise UsageError(f"there is no rule {name!r}{hint}")
