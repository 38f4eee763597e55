"""The command line: `reslint PATH…` is the same as `reslint check PATH…`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from reslint import __version__
from reslint.errors import EXIT_FAILED, ReslintError

COMMANDS: dict[str, str] = {
    "check": "Check files and folders; the command when none is named",
    "inspect": "Print what reslint understood of files and folders",
    "explain": "Explain one rule",
    "rules": "List the rules",
}
"""Commands with what they do; each is a module of this package."""

EPILOG = """\
exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  the job could not be done: usage, configuration, missing path
  3  something could not be read, so findings may be hidden

A first word that is a command is a command: write ./rules for a folder of that name.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is returned."""
    # Trees are made of very many small lists, none of them cyclic: the collector only costs time.
    gc.disable()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except ReslintError as error:
        print(f"reslint: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader has gone (`reslint … | head`): there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except Exception as error:
        if os.environ.get("RESLINT_DEBUG"):
            raise
        hint = "please report it; RESLINT_DEBUG=1 shows where"
        print(f"reslint: internal error: {type(error).__name__}: {error} ({hint})", file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("reslint: interrupted", file=sys.stderr)
        return 130


def _run(words: list[str]) -> int:
    name = next((word for word in words if not word.startswith("-")), "")
    parser = _parser(name if name in COMMANDS and words.index(name) == 0 else "check")
    if not words:
        parser.print_help()
        return EXIT_FAILED
    if name not in COMMANDS or words.index(name) != 0:
        if words[0] in ("-h", "--help"):
            parser.print_help()
            return 0
        if words[0] == "--version":
            print(f"reslint {__version__}")
            return 0
        words = ["check", *words]
    arguments = parser.parse_args(words)
    module = import_module(f"reslint.cli.{arguments.command}")
    code: int = module.run(arguments)
    return code


def _parser(command: str) -> argparse.ArgumentParser:
    """The parser; only the command at hand is imported and filled in."""
    parser = argparse.ArgumentParser(
        prog="reslint",
        description="Check infrastructure as code for what an outage would take down.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"reslint {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, text in COMMANDS.items():
        sub = commands.add_parser(name, help=text, description=text + ".")
        sub.add_argument(
            "--color", choices=("auto", "always", "never"), default="auto", help="colours (auto)"
        )
        if name == command:
            import_module(f"reslint.cli.{name}").add_arguments(sub)
    return parser
