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
        _drop_output()
        return EXIT_FAILED
    except OSError as error:
        if os.environ.get("RESLINT_DEBUG"):
            raise
        _drop_output()
        # What fails at a file names it; what fails at a stream that is open does not.
        what = error.filename or "the output cannot be written"
        print(f"reslint: {what}: {error.strerror or error}", file=sys.stderr)
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


def _drop_output() -> None:
    """Let what is still in the buffer go nowhere: the interpreter would fail on it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    name = next((word for word in words if not word.startswith("-")), "")
    parser, commands = _parsers(name if name in COMMANDS and words.index(name) == 0 else "check")
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
    # The parser of the command itself, since one with commands takes no options between paths.
    arguments = commands[words[0]].parse_intermixed_args(words[1:])
    module = import_module(f"reslint.cli.{words[0]}")
    code: int = module.run(arguments)
    sys.stdout.flush()  # a disk that is full shows here, and not when the interpreter ends
    return code


def _parsers(command: str) -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """The parser, and that of each command; only the command at hand is imported and filled in."""
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
    return parser, dict(commands.choices)
