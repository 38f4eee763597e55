"""The exceptions that reslint raises.

::

    ReslintError            base: a message for a person, and the exit code it leads to
    ├── UsageError          a path, option or command that does not exist (exit 2)
    ├── ConfigError         a configuration or rule file that is not valid (exit 2)
    │   └── RuleError       a rule that cannot be loaded (exit 2)
    └── InputError          an input that cannot be read; becomes a notification (exit 3)

Nothing else leaves a public function on purpose: any other exception is a defect of reslint.
"""

from __future__ import annotations

EXIT_OK = 0
"""Nothing at or above the failure threshold."""
EXIT_FINDINGS = 1
"""Findings at or above the failure threshold."""
EXIT_FAILED = 2
"""The job could not be done: usage, configuration, missing path, internal error."""
EXIT_UNREAD = 3
"""Something could not be read, so findings may be hidden."""


class ReslintError(Exception):
    """A failure that is explained to the user in one line."""

    exit_code = EXIT_FAILED


class UsageError(ReslintError):
    """The command line asks for something that does not exist."""


class ConfigError(ReslintError):
    """A configuration file is not valid; the message says where and what."""


class RuleError(ConfigError):
    """A rule file is not valid; the message says where and what."""


class InputError(ReslintError):
    """An input file cannot be read; the run goes on and the exit code says so."""

    exit_code = EXIT_UNREAD
