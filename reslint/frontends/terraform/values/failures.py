"""How working out a value can end without one."""

from __future__ import annotations

from reslint.model.value import Unknown


class EvaluationError(Exception):
    """An error that Terraform would raise; the message is for a person."""


class Undecided(Exception):
    """The code does not decide the result; `unknown` says why."""

    def __init__(self, unknown: Unknown | str) -> None:
        self.unknown = unknown if isinstance(unknown, Unknown) else Unknown(unknown, null="no")
        super().__init__(self.unknown.reason)
